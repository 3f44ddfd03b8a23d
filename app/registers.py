"""Registers: lists of other agencies, taken in as they came, by which named checks look at who is on record already.

Of their people the numbers are kept as keyed hashes and ciphertexts, the names folded, and the file sealed. A newer
list of the same kind and title takes the older one's place, whose rows and findings stay on record.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import audit, checking, db, determining, identity, reading, staging
from app.access import Actor, find, visible
from app.checks import Moment
from app.errors import Conflict, Forbidden, Invalid
from app.files.lists import Fault, ReadList, Row
from app.files.register_facts import DIED_AFTER_LIST, FORMS, USER_UNKNOWN, row_fault, with_any_number
from app.files.sent_file import SentFile
from app.identity import Number
from app.models import NaturalPerson, Register
from app.protection import index, seal, seal_number
from app.settings import settings


class NotYourRegister(Forbidden):
    """Chỉ cán bộ tỉnh nhập được danh sách loại này; cán bộ huyện nhập danh sách người đã chết của huyện mình.
    Only the province's officers send lists of this kind; a district's officer sends that of its deaths.
    """


class RegisterUnreadable(Invalid):
    """Không đọc được danh sách: {reason}
    The list could not be read: {reason_en}
    """


class RegisterEmpty(Invalid):
    """Không dòng nào của danh sách dùng được ({rows} dòng có lỗi); danh sách đang dùng vẫn giữ nguyên.
    No row of the list can be used ({rows} rows are wrong); the list in use stays as it is.
    """


class RegisterOlder(Conflict):
    """Đã có danh sách cùng loại, cùng tên của ngày mới hơn ({as_of}).
    There is a list of the same kind and title of a later day already ({as_of}).
    """


class RegisterOfTomorrow(Invalid):
    """Ngày của danh sách ({as_of}) sau hôm nay ({today}).
    The day of the list ({as_of}) is after today ({today}).
    """


class OneFile(Invalid):
    """Mỗi lần gửi một tệp danh sách.
    Send one list at a time.
    """


@dataclass(frozen=True, slots=True)
class Named:
    """Which list it is, and of which day."""

    kind: str
    title: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a list; `known` where the same bytes had come before, and nothing was changed."""

    id: int
    kind: str
    title: str
    as_of: date
    rows: int
    accepted: int
    supersedes: int | None
    findings: Mapping[str, int]  # by check
    faults: Sequence[Fault]
    known: bool = False


Entry = tuple[Row, Sequence[Number]]
ENTRY = (
    "id", "register_id", "line", "name_key", "birth_date", "birth_year", "sex", "commune_code", "died_on", "policy",
    "amount_vnd", "paid_on", "agency", "bank_bin", "account_index", "account_cipher", "account_last4",
    "staff_person_id",
)  # fmt: skip
NUMBER = ("entry_id", "kind", "number_index", "number_cipher", "last4")
SUPERSEDE = text("""
    UPDATE register SET superseded_act_id = :act
    WHERE district_id = :district AND kind = :kind AND title_key = :key AND superseded_act_id IS NULL RETURNING id
""")


def take(tx: Session, actor: Actor, files: Sequence[SentFile], named: Named) -> Taken:
    """Take a list in, and ask its checks about everybody on record.

    Raises NotYourRegister, OneFile, RegisterOfTomorrow, RegisterUnreadable, RegisterEmpty, RegisterOlder.
    """
    _require_sender(actor, named)
    if len(files) != 1:
        raise OneFile
    file, sha256 = files[0], hashlib.sha256(files[0].data).digest()
    read = reading.read_file(file, FORMS[named.kind])  # before the locks: a large file keeps nobody waiting
    identity.lock(tx)  # a list taken in at the same time sees this one, or is seen by it
    identity.lock_people(tx)
    current, same = _before(tx, actor, named, sha256)
    if same:
        audit.append(tx, "register.known", f"register/{same.id}", kind=same.kind, sha256=sha256.hex())
        return _known(same)
    if current and current.as_of > named.as_of:
        raise RegisterOlder(as_of=current.as_of)
    rows, faults, total = _usable(tx, read, named)
    superseded = tx.scalar(SUPERSEDE, {"act": db.act_id(tx), **_place(actor, named)})
    register = _keep(tx, actor, named, file, (total, len(rows), faults))
    _keep_rows(tx, register, rows)
    found = Counter(each.check.code for each in checking.run(tx, Moment.REGISTER, None, register.id))
    audit.append(
        tx, "register.taken", f"register/{register.id}", kind=named.kind, as_of=named.as_of, sha256=sha256.hex(),
        rows=register.rows, accepted=register.accepted, supersedes=superseded, findings=dict(found),
    )  # fmt: skip
    return _told(register, faults, superseded, found)


def _require_sender(actor: Actor, named: Named) -> None:
    if actor.unit_kind != "province" and named.kind != "deaths":
        raise NotYourRegister
    if named.as_of > settings().today():
        raise RegisterOfTomorrow(as_of=named.as_of, today=settings().today())


def _place(actor: Actor, named: Named) -> dict[str, object]:
    return {"district": actor.unit_id, "kind": named.kind, "key": identity.fold_name(named.title)}


def _before(tx: Session, actor: Actor, named: Named, sha256: bytes) -> tuple[Register | None, Register | None]:
    """The list in use, and the one of the same bytes."""
    place = _place(actor, named)
    query = select(Register).filter_by(district_id=place["district"], kind=named.kind, title_key=place["key"])
    current = tx.scalars(query.filter_by(superseded_act_id=None)).one_or_none()
    return current, tx.scalars(query.filter_by(sha256=sha256)).one_or_none()


def _known(same: Register) -> Taken:
    faults = [Fault(**_fault(each)) for each in same.faults]
    return replace(_told(same, faults, None, {}), known=True)


def _told(register: Register, faults: Sequence[Fault], superseded: int | None, found: Mapping[str, int]) -> Taken:
    return Taken(
        register.id, register.kind, register.title, register.as_of, register.rows, register.accepted, superseded,
        found, faults,
    )  # fmt: skip


def _fault(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: kept[name] for name in ("row", "column", "field", "code", "vi", "en", "severity")}


def _usable(tx: Session, read: ReadList, named: Named) -> tuple[list[Row], list[Fault], int]:
    for fault in read.whole_faults:
        raise RegisterUnreadable(reason=fault.vi, reason_en=fault.en)
    rows, faults = with_any_number(read, named.kind)
    users = _users(tx, rows)
    for row in rows:
        died, user = row.values.get("died_on"), row.values.get("user")
        if isinstance(died, date) and died > named.as_of:
            faults.append(row_fault(row.number, "DIED_AFTER_LIST", DIED_AFTER_LIST))
        if user and user not in users:
            faults.append(row_fault(row.number, "USER_UNKNOWN", USER_UNKNOWN))
    broken = {fault.row for fault in faults}
    good = [row for row in rows if row.number not in broken]
    total = len(read.rows) + len(read.bad_rows)
    if not good:
        shown = [staging.fault_record(fault) for fault in faults[:200]]
        raise RegisterEmpty(rows=total, extra={"faults": shown})
    return good, sorted(faults, key=lambda fault: fault.row or 0), total


def _users(tx: Session, rows: Sequence[Row]) -> dict[str, int]:
    """The natural persons of the service whom a list of staff names, by name."""
    named = {str(row.values["user"]) for row in rows if row.values.get("user")}
    if not named:
        return {}
    found = tx.execute(select(NaturalPerson.name, NaturalPerson.id).where(NaturalPerson.name.in_(named)))
    return {row.name: row.id for row in found}


def _keep(
    tx: Session, actor: Actor, named: Named, file: SentFile, counted: tuple[int, int, Sequence[Fault]]
) -> Register:
    total, accepted, faults = counted
    sha256 = hashlib.sha256(file.data).digest()
    register = Register(
        kind=named.kind, title=named.title, title_key=identity.fold_name(named.title), as_of=named.as_of,
        district_id=actor.unit_id, whole_province=actor.unit_kind == "province",
        media_type=reading.media_type_of(file), sha256=sha256,
        original_cipher=seal(file.data, f"register|original|{sha256.hex()}"), rows=total, accepted=accepted,
        faults=[staging.fault_record(fault) for fault in faults], act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(register)
    tx.flush()  # for its id
    return register


def _keep_rows(tx: Session, register: Register, rows: Sequence[Row]) -> None:
    ids = determining.reserve(tx, register_entry=len(rows))["register_entry"]
    users = _users(tx, rows)
    db.copy(tx, "register_entry", ENTRY, _entries(register.id, ids, rows, users))
    db.copy(tx, "register_number", NUMBER, _numbers(ids, rows))


def _entries(
    register_id: int, ids: Sequence[int], rows: Sequence[Row], users: Mapping[str, int]
) -> Iterator[tuple[object, ...]]:
    for id_, row in zip(ids, rows, strict=True):
        said = row.values
        born, name = said.get("birth_date"), said.get("full_name")
        yield (
            id_, register_id, row.number, identity.fold_name(str(name)) if name else "",
            born if isinstance(born, date) else None, born.year if isinstance(born, date) else born,
            said.get("sex"), said.get("residence_commune"), said.get("died_on"), said.get("policy"),
            said.get("amount_vnd"), said.get("paid_on"), said.get("agency"), said.get("bank"),
            *_account(said.get("account_number")), users.get(str(said.get("user"))),
        )  # fmt: skip


def _account(number: object) -> tuple[bytes | None, bytes | None, str | None]:
    if not number:
        return None, None, None
    found = index("account", str(number))
    return found, seal_number(str(number), "account", found), str(number)[-4:]


def _numbers(ids: Sequence[int], rows: Sequence[Row]) -> Iterator[tuple[object, ...]]:
    """A tax code is a household's or an employer's: the list does not say whose."""
    for id_, row in zip(ids, rows, strict=True):
        said = dict(row.values)
        if said.get("tax_code"):
            said["employer_tax_code"] = said["tax_code"]
        for kind in identity.NUMBERS:
            if said.get(kind):
                number = identity.number(kind, str(said[kind]))
                yield id_, kind, number.index, number.cipher, number.last4


NUMBERED = text("""
    SELECT count(DISTINCT e.id) FILTER (WHERE n.id IS NOT NULL) AS numbered, count(DISTINCT e.id) AS entries
    FROM register_entry e LEFT JOIN register_number n ON n.entry_id = e.id WHERE e.register_id = :register
""")
FOUND = text("""
    SELECT f.check_code, f.state, count(*) AS findings
    FROM finding f JOIN register_entry e ON e.id = f.register_entry_id
    WHERE e.register_id = :register AND f.district_id = ANY (:districts) GROUP BY f.check_code, f.state
""")


def registers(tx: Session, actor: Actor, kind: str | None, after: int, limit: int) -> Sequence[Register]:
    """A page of the lists that the actor's units sent."""
    columns = Register.__table__.c
    asked = [columns.kind == kind] if kind else []
    query = visible(actor, Register).where(columns.id > after, *asked).order_by(columns.id).limit(limit)
    return tx.scalars(query).all()


def told(tx: Session, actor: Actor, register_id: int) -> dict[str, object]:
    """One list: its counts, its faults, and what was found by it. Raises NoSuchRecord."""
    register = find(tx, actor, Register, register_id)
    counted = tx.execute(NUMBERED, {"register": register.id}).one()
    found: dict[str, dict[str, int]] = {}
    for row in tx.execute(FOUND, {"register": register.id, "districts": sorted(actor.districts)}):
        found.setdefault(row.check_code, {})[row.state] = row.findings
    columns = {column.name: getattr(register, column.name) for column in Register.__table__.columns}
    return {**columns, "numbered": counted.numbered, "findings": found}
