"""Take beneficiary lists in: every row is accepted or comes back with its fault; none is lost, none stops another."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import admission, audit, db, rules, staging
from app.access import Actor
from app.admission import Admitted
from app.errors import Conflict, Invalid
from app.files.lists import Fault, ReadList, Row
from app.models import BeneficiaryList, ListVersion, Unit
from app.protection import seal
from app.rules.fact import Place
from app.staging import Placed, Staged, stage


class AlreadyReceived(Conflict):
    """Tệp này đã được nhận: danh sách số {list_id}, bản {version}. Muốn sửa, hãy gửi tệp đã sửa.
    This file was received already: list {list_id}, version {version}. To mend it, send the mended file.
    """


class UnitUnknown(Invalid):
    """Không xác định được đơn vị lập danh sách trong địa bàn của bạn: ghi mã đơn vị ở tham số unit.
    The list's unit could not be found within your district: give its code as the parameter unit.
    """


class PolicyUnknown(Invalid):
    """Không có chính sách "{policy}". Các chính sách: {known}.
    There is no policy "{policy}". The policies are: {known}.
    """


class NothingReadable(Invalid):
    """Không đọc được danh sách: {reason}
    The list could not be read: {reason_en}
    """


@dataclass(frozen=True, slots=True)
class Order:
    """What travels beside the file: policy, round, unit code, the paper's receipt, the law's day."""

    policy: str
    received_on: date
    law_on: date
    round: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came and as it was read."""

    name: str  # for showing only
    data: bytes
    media_type: str
    read: ReadList


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file."""

    name: str
    list_id: int | None
    version: int | None
    unit: str | None
    rows: int
    counts: Mapping[str, int]
    amount_vnd: int
    faults: Sequence[Fault]
    notes: Sequence[Fault]


def take(tx: Session, actor: Actor, uploads: Sequence[Upload], order: Order) -> list[Receipt]:
    """Take new lists in, one per file, in one act. Raises AlreadyReceived, UnitUnknown, NothingReadable."""
    if order.policy not in rules.POLICIES:
        raise PolicyUnknown(policy=order.policy, known=", ".join(rules.POLICIES))
    units = [_unit(tx, actor, order, upload.read) for upload in uploads]
    lists = _keep_lists(tx, uploads, units, order)
    versions = keep_versions(tx, uploads, lists, order, number=1)
    staged = _stage_all(uploads, lists, versions, order)
    admitted = admission.admit(tx, staged, order.law_on)
    receipts = [receipt(each, one, unit, admitted) for each, one, unit in zip(uploads, versions, units, strict=True)]
    _enter(tx, "list.taken", versions, admitted, order)
    return receipts


def _unit(tx: Session, actor: Actor, order: Order, read: ReadList) -> Unit:
    """The unit named beside the file, or in its header, within what the actor may see and valid on receipt."""
    named = order.unit or _header_unit(read)
    query = select(Unit).where(
        func.coalesce(Unit.valid_to, order.received_on) >= order.received_on,
        Unit.valid_from <= order.received_on,
        (Unit.id.in_(actor.districts)) | (Unit.parent_id.in_(actor.districts) & (Unit.kind == "commune")),
        (Unit.code == named) | (func.lower(Unit.name) == str(named or "").casefold()),
    )
    found = tx.scalars(query).all()
    if len(found) != 1:
        raise UnitUnknown
    return found[0]


def _header_unit(read: ReadList) -> str | None:
    named = read.header.get("commune_name") or read.header.get("receiving_district")
    return str(named).split(" - ")[0].strip() if named else None


def district_of(unit: Unit) -> int:
    """The district whose people see what the unit sends."""
    return unit.parent_id if unit.kind == "commune" and unit.parent_id else unit.id


def _keep_lists(tx: Session, uploads: Sequence[Upload], units: Sequence[Unit], order: Order) -> list[BeneficiaryList]:
    kept = [
        BeneficiaryList(
            policy=order.policy,
            round=order.round,
            unit_id=unit.id,
            district_id=district_of(unit),
            header=_plain(upload.read.header),
            act_id=db.act_id(tx),
        )
        for upload, unit in zip(uploads, units, strict=True)
    ]
    tx.add_all(kept)
    tx.flush()  # for their ids
    return kept


def keep_versions(
    tx: Session, uploads: Sequence[Upload], lists: Sequence[BeneficiaryList], order: Order, number: int
) -> list[ListVersion]:
    """One version per file. The same bytes twice are refused with a pointer to the first."""
    digests = [hashlib.sha256(upload.data).digest() for upload in uploads]
    _refuse_known_bytes(tx, lists, digests)
    kept = [
        ListVersion(
            list_id=one.id,
            number=number,
            district_id=one.district_id,
            policy=one.policy,
            round=one.round,
            received_on=order.received_on,
            uploaded_at=func.now(),
            media_type=upload.media_type,
            sha256=digest,
            original_cipher=seal(upload.data, f"list_version|original|{digest.hex()}"),
            faults=[staging.fault_record(fault) for fault in upload.read.faults if fault.row is None],
            act_id=db.act_id(tx),
        )
        for upload, one, digest in zip(uploads, lists, digests, strict=True)
    ]
    tx.add_all(kept)
    tx.flush()  # for their ids; a concurrent upload of the same bytes is refused here by the unique index
    return kept


def _refuse_known_bytes(tx: Session, lists: Sequence[BeneficiaryList], digests: Sequence[bytes]) -> None:
    first = lists[0]
    query = select(ListVersion.list_id, ListVersion.number).where(
        ListVersion.district_id.in_({one.district_id for one in lists}),
        ListVersion.policy == first.policy,
        ListVersion.round.is_not_distinct_from(first.round),
        ListVersion.sha256.in_(digests),
    )
    found = tx.execute(query).first()
    if found:
        raise AlreadyReceived(list_id=found.list_id, version=found.number)


def _stage_all(
    uploads: Sequence[Upload], lists: Sequence[BeneficiaryList], versions: Sequence[ListVersion], order: Order
) -> list[Staged]:
    staged: list[Staged] = []
    for upload, one, version in zip(uploads, lists, versions, strict=True):
        staged.extend(stage_list(upload.read, placed(one, version, upload.read, order), len(staged)))
    return staged


def placed(one: BeneficiaryList, version: ListVersion, read: ReadList, order: Order) -> Placed:
    names = rule_facts(one.policy)
    header = {name: value for name, value in read.header.items() if name in names and value is not None}
    occasion = rules.POLICIES[one.policy].occasion
    return Placed(
        one.id, version.id, one.district_id, one.policy, one.round, occasion,
        {**header, "received_on": order.received_on},
    )  # fmt: skip


def stage_list(read: ReadList, placed: Placed, first: int) -> list[Staged]:
    names = rule_facts(placed.policy)
    by_row: dict[int | None, list[Fault]] = {}
    for fault in read.faults:
        by_row.setdefault(fault.row, []).append(fault)
    rows: Iterable[Row] = sorted([*read.rows, *read.bad_rows], key=lambda row: row.number)
    broken = [fault for fault in by_row.get(None, ()) if fault.severity == "error"]
    return [
        stage(first + nth, placed, row, [*broken, *by_row.get(row.number, ())], names)
        for nth, row in enumerate(rows)
    ]  # fmt: skip


@lru_cache
def rule_facts(policy: str) -> frozenset[str]:
    """The facts that the rules of a policy read, but those that another body confirms."""
    facts = rules.POLICIES[policy].facts
    return frozenset(fact.name for fact in facts if fact.for_rule and fact.place is not Place.CONFIRMATION)


def receipt(upload: Upload, version: ListVersion, unit: Unit, admitted: Admitted) -> Receipt:
    mine = [each for each in admitted.staged if each.placed.version_id == version.id]
    found = [admitted.determined[e.application_id] for e in mine if e.good and e.application_id]
    whole = [fault for fault in upload.read.faults if fault.row is None and fault.severity == "error"]
    return Receipt(
        upload.name,
        version.list_id,
        version.number,
        unit.code,
        len(mine),
        admission.counts(Admitted(mine, {each.case.application_id: each for each in found}, sum(e.held for e in mine))),
        sum(each.determination.amount_vnd for each in found),
        [*whole, *(fault for each in mine for fault in each.faults if fault.row is not None)],
        [*(fault for each in mine for fault in each.notes)],
    )


def _enter(tx: Session, action: str, versions: Sequence[ListVersion], admitted: Admitted, order: Order) -> None:
    audit.append(
        tx,
        action,
        f"list/{versions[0].list_id}",
        policy=order.policy,
        round=order.round,
        lists=[version.list_id for version in versions],
        sha256=[version.sha256.hex() for version in versions],
        received_on=order.received_on,
        law_on=order.law_on,
        rules_version=rules.RULES_VERSION,
        counts=admission.counts(admitted),
    )


def _plain(header: Mapping[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in header.items()}
