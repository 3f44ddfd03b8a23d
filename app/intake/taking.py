"""Take beneficiary lists in: every row is accepted or comes back with its fault; none is lost, none stops another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from app import admission, audit, db, rules, staging
from app.access import Actor
from app.admission import Admitted
from app.errors import Refusal
from app.files.lists import ERROR, Fault, ReadList, Row
from app.files.sent_file import SentFile
from app.intake import refusing
from app.intake.reading import Upload, read_all
from app.intake.refusing import Order
from app.models import BeneficiaryList, ListVersion, Unit
from app.protection import seal
from app.rules.fact import Place
from app.settings import settings
from app.staging import Placed, Staged, stage


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file; without a list where the file could not be taken."""

    name: str
    list_id: int | None
    version: int | None
    unit: str | None
    rows: int
    counts: Mapping[str, int]
    amount_vnd: int
    faults: Sequence[Fault]
    notes: Sequence[Fault]


Readable = tuple[Upload, Unit]


def take(tx: Session, actor: Actor, files: Sequence[SentFile], order: Order) -> list[Receipt]:
    """Take new lists in, one per file, in one act; a file that cannot be taken does not stop the others.

    Raises the refusal of the first file where none can be taken: AlreadyReceived, UnitUnknown, ListUnreadable …
    """
    uploads = read_all(order.policy, files, received_on=order.received_on)
    refusing.require(order)
    refusing.require_known_round(order)
    known = refusing.known_units(tx, actor, order)
    units = refusing.units_of(known, actor, uploads, order)
    refused = refusing.refusals(tx, actor, uploads, known, units, order)
    good = [(upload, units[nth]) for nth, upload in enumerate(uploads) if nth not in refused]
    if not good:
        raise refused[0]
    lists = _keep_lists(tx, good, order)
    versions = keep_versions(tx, [upload for upload, _ in good], lists, order, number=1)
    staged = _stage_all([upload for upload, _ in good], lists, versions, order)
    admitted = admission.admit(tx, staged, order.law_on)
    receipts = receipts_of(good, versions, admitted)
    _enter(tx, versions, admitted, order)
    return [_refused(uploads[nth], refused[nth]) if nth in refused else receipts.pop(0) for nth in range(len(uploads))]


def _refused(upload: Upload, refusal: Refusal) -> Receipt:
    fault = Fault(None, None, None, refusal.code, refusal.detail, refusal.detail_en)
    return Receipt(upload.name, None, None, None, 0, {}, 0, upload.broken or [fault], [])


def district_of(unit: Unit) -> int:
    """The unit that appraises what a unit sends, whose people see it: a district, or a department."""
    return unit.parent_id if unit.kind in refusing.APPRAISED_BY and unit.parent_id else unit.id


def _keep_lists(tx: Session, good: Sequence[Readable], order: Order) -> list[BeneficiaryList]:
    kept = [
        BeneficiaryList(
            policy=order.policy,
            round=order.round,
            unit_id=unit.id,
            district_id=district_of(unit),
            header=_plain(upload.read.header),
            act_id=db.act_id(tx),
        )
        for upload, unit in good
    ]
    tx.add_all(kept)
    tx.flush()  # for their ids
    return kept


def keep_versions(
    tx: Session, uploads: Sequence[Upload], lists: Sequence[BeneficiaryList], order: Order, number: int
) -> list[ListVersion]:
    """One version per file."""
    kept = [
        ListVersion(
            list_id=one.id,
            number=number,
            district_id=one.district_id,
            policy=one.policy,
            round=one.round,
            received_on=order.received_on,
            uploaded_at=settings().now(),
            media_type=upload.media_type,
            sha256=upload.sha256,
            original_cipher=seal(upload.data, f"list_version|original|{upload.sha256.hex()}"),
            faults=[staging.fault_record(fault) for fault in notes_beside(upload.read)],
            act_id=db.act_id(tx),
        )
        for upload, one in zip(uploads, lists, strict=True)
    ]
    tx.add_all(kept)
    tx.flush()  # for their ids; a concurrent upload of the same bytes is refused here by the unique index
    return kept


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
        {**header, "received_on": order.received_on}, _employer_above(read),
    )  # fmt: skip


def _employer_above(read: ReadList) -> str | None:
    code = read.header.get("employer_tax_code")
    return str(code) if code else None


def stage_list(read: ReadList, placed: Placed, first: int) -> list[Staged]:
    names = rule_facts(placed.policy)
    by_row: dict[int | None, list[Fault]] = {}
    for fault in read.faults:
        by_row.setdefault(fault.row, []).append(fault)
    rows: Iterable[Row] = sorted([*read.rows, *read.bad_rows], key=lambda row: row.number)
    return [
        stage(first + nth, placed, row, by_row.get(row.number, ()), names)
        for nth, row in enumerate(rows)
    ]  # fmt: skip


@lru_cache
def rule_facts(policy: str) -> frozenset[str]:
    """The facts that the rules of a policy read, but those that another body confirms."""
    facts = rules.POLICIES[policy].facts
    return frozenset(fact.name for fact in facts if fact.for_rule and fact.place is not Place.CONFIRMATION)


def receipts_of(good: Sequence[Readable], versions: Sequence[ListVersion], admitted: Admitted) -> list[Receipt]:
    """What became of each file."""
    mine: dict[int, list[Staged]] = {version.id: [] for version in versions}
    for each in admitted.staged:
        mine[each.placed.version_id].append(each)
    return [
        _receipt(upload, version, unit, mine[version.id], admitted)
        for (upload, unit), version in zip(good, versions, strict=True)
    ]


def _receipt(upload: Upload, version: ListVersion, unit: Unit, mine: Sequence[Staged], admitted: Admitted) -> Receipt:
    found = [admitted.determined[e.application_id] for e in mine if e.good and e.application_id]
    return Receipt(
        upload.name,
        version.list_id,
        version.number,
        unit.code,
        len(mine),
        admission.counts(Admitted(mine, {each.case.application_id: each for each in found}, sum(e.held for e in mine))),
        sum(each.amount_vnd for each in found),
        [fault for each in mine for fault in each.faults],
        [*notes_beside(upload.read), *(fault for each in mine for fault in each.notes)],
    )


def notes_beside(read: ReadList) -> list[Fault]:
    """What is to be noted of the whole list, and of lines that are no rows of it: they were passed over."""
    rows = {row.number for row in (*read.rows, *read.bad_rows)}
    return [fault for fault in read.faults if fault.severity != ERROR and fault.row not in rows]


def _enter(tx: Session, versions: Sequence[ListVersion], admitted: Admitted, order: Order) -> None:
    audit.append(
        tx,
        "list.taken",
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
