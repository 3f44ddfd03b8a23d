"""Somebody's numbers whole, for a reason: said once a case, entered once, and limited in time and in number.

In answers numbers show their last digits (app/access/masking.py). Whoever has to see more says why; from then on the
same natural person reads that one beneficiary whole until the time is over, without a further reason or entry.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

import orjson
from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from app import audit, db
from app.access import Actor, NoSuchRecord, masking
from app.access.masking import Data
from app.errors import Invalid, Refusal
from app.models import Beneficiary, Unmasking
from app.protection import seal, unseal, unseal_number
from app.settings import settings
from app.staging import cells_place

REASONS: Mapping[str, tuple[str, str]] = {
    "audit": ("thanh tra, kiểm toán hồ sơ", "audit of the case"),
    "complaint": ("giải quyết khiếu nại, phản ánh", "a complaint"),
    "identity_check": ("đối chiếu giấy tờ của người được hỗ trợ", "comparing the person's papers"),
    "payment_inquiry": ("tra soát khoản chi với ngân hàng", "an inquiry with the bank"),
    "authority_request": ("theo văn bản của cơ quan có thẩm quyền", "an authority's written request"),
    "own_request": ("theo yêu cầu của chính người đó", "the person's own request"),
}
WORDS_MIN, LETTERS_MIN = 3, 12


class ReasonTooShort(Invalid):
    """Lý do xem đầy đủ phải nói rõ việc gì, hồ sơ nào: ít nhất {words} từ.
    The reason must say what it is about: at least {words} words.
    """


class UnmaskedTooOften(Refusal):
    """Bạn đã xem đầy đủ {maximum} người trong một giờ, là mức tối đa; hãy chờ.
    You have read {maximum} people whole within an hour, which is the most; wait.
    """

    status = 429
    title = "Quá nhiều yêu cầu"
    headers = MappingProxyType({"Retry-After": "600"})


@dataclass(frozen=True, slots=True)
class Account:
    """Where somebody is or was paid."""

    bank_bin: str | None
    number: str | None
    holder: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A number somebody is known by."""

    kind: str
    number: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, as far as the reader is shown."""

    beneficiary_id: int
    full_name: str
    birth_date: date | None
    birth_year: int | None
    documents: Sequence[Document]
    accounts: Sequence[Account]
    phones: Sequence[str | None]
    until: datetime | None  # whole until then; None: masked


# The beneficiary itself and whoever is one person with it, as far as the actor's districts know them.
KNOWN = text("""
    SELECT b.id FROM beneficiary b JOIN beneficiary asked ON asked.id = :id AND b.person_id = asked.person_id
    WHERE EXISTS (SELECT FROM application a WHERE a.beneficiary_id = b.id AND a.district_id = ANY (:districts))
       OR EXISTS (SELECT FROM entitlement e WHERE e.beneficiary_id = b.id AND e.district_id = ANY (:districts))
""")
PAID_BY_US = text("""
    SELECT b.id FROM beneficiary b JOIN beneficiary asked ON asked.id = :id AND b.person_id = asked.person_id
    WHERE EXISTS (SELECT FROM payout p JOIN payment_batch t ON t.id = p.batch_id
                  WHERE p.beneficiary_id = b.id AND t.district_id = :unit)
""")
DOCUMENTS = text("""
    SELECT d.kind, d.number_cipher, d.number_index FROM identity_document d
    WHERE d.beneficiary_id = ANY (:ids) AND d.ended_act_id IS NULL AND d.last4 <> '' ORDER BY d.kind, d.id
""")
ACCOUNTS = text("""
    SELECT DISTINCT ON (p.account_index) p.bank_bin, p.account_cipher, p.account_index, p.payee_name AS holder
    FROM payout p JOIN payment_batch t ON t.id = p.batch_id
    WHERE p.beneficiary_id = ANY (:ids) AND p.account_index IS NOT NULL
      AND (t.district_id = :unit OR NOT :paying AND p.district_id = ANY (:districts))
    UNION
    SELECT DISTINCT ON (a.account_index) a.bank_bin, a.account_cipher, a.account_index, a.account_name
    FROM application a WHERE a.beneficiary_id = ANY (:ids) AND a.account_index IS NOT NULL AND NOT :paying
      AND a.district_id = ANY (:districts)
""")
CELLS = text("""
    SELECT r.cells_cipher, r.version_id, r.line FROM list_row r JOIN application a ON a.id = r.application_id
    WHERE a.beneficiary_id = ANY (:ids) AND r.district_id = ANY (:districts) AND r.state = 'accepted'
      AND octet_length(r.cells_cipher) > 0
    ORDER BY r.id
""")
LAST_HOUR = text("""
    SELECT count(*) FROM unmasking u JOIN act ON act.id = u.act_id
    WHERE u.person_id = :person AND act.at > now() - interval '1 hour'
""")
LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('unmasking ' || current_schema() || :person, 0))")
GRANTED = text("""
    SELECT max(u.until) FROM unmasking u
    WHERE u.beneficiary_id = ANY (:ids) AND u.person_id = :person AND u.until > now()
""")


def unmask(tx: Session, actor: Actor, beneficiary_id: int, reason: str, words: str) -> Identity:
    """Somebody whole, from now on for some hours. Raises NoSuchRecord, ReasonTooShort, UnmaskedTooOften."""
    ids = _known(tx, actor, beneficiary_id)
    if len(words.split()) < WORDS_MIN or len(words) < LETTERS_MIN:
        raise ReasonTooShort(words=WORDS_MIN)
    tx.execute(LOCK, {"person": f" {actor.person_id}"})
    until = _granted(tx, actor, ids)
    if until is None:
        until = _grant(tx, actor, beneficiary_id, reason, words)
        audit.append(
            tx, "identity.unmasked", f"beneficiary/{beneficiary_id}", reason=reason, until=until.isoformat()
        )  # fmt: skip
    else:
        audit.append(tx, "identity.unmasked_before", f"beneficiary/{beneficiary_id}", until=until.isoformat())
    return _identity(tx, actor, beneficiary_id, ids, until)


def read(tx: Session, actor: Actor, beneficiary_id: int) -> Identity:
    """Somebody as the actor is shown them: whole while a reason of theirs holds, else masked. Raises NoSuchRecord."""
    ids = _known(tx, actor, beneficiary_id)
    return _identity(tx, actor, beneficiary_id, ids, _granted(tx, actor, ids))


def _known(tx: Session, actor: Actor, beneficiary_id: int) -> Sequence[int]:
    scope = {"id": beneficiary_id, "districts": sorted(actor.districts)}
    found = (
        tx.scalars(PAID_BY_US, {"id": beneficiary_id, "unit": actor.unit_id})
        if _pays(actor)
        else tx.scalars(KNOWN, scope)
    )
    ids = found.all()
    if beneficiary_id not in ids:
        raise NoSuchRecord
    return ids


def _pays(actor: Actor) -> bool:
    return actor.role in masking.FINANCE


def _granted(tx: Session, actor: Actor, ids: Sequence[int]) -> datetime | None:
    until: datetime | None = tx.scalar(GRANTED, {"ids": list(ids), "person": actor.person_id})
    return until


def _grant(tx: Session, actor: Actor, beneficiary_id: int, reason: str, words: str) -> datetime:
    maximum = settings().unmaskings_per_hour
    if (tx.scalar(LAST_HOUR, {"person": actor.person_id}) or 0) >= maximum:
        raise UnmaskedTooOften(maximum=maximum)
    until = settings().now() + timedelta(hours=settings().unmasking_hours)
    tx.add(
        Unmasking(
            beneficiary_id=beneficiary_id, person_id=actor.person_id, reason=reason, until=until,
            words_cipher=seal(words.encode(), _place(beneficiary_id, db.act_id(tx))), act_id=db.act_id(tx),
        )
    )  # fmt: skip
    return until


def _place(beneficiary_id: int, act_id: int) -> str:
    return f"unmasking|words|{beneficiary_id}|{act_id}"


def _identity(
    tx: Session, actor: Actor, beneficiary_id: int, ids: Sequence[int], until: datetime | None
) -> Identity:  # fmt: skip
    person = tx.scalars(select(Beneficiary).filter_by(id=beneficiary_id)).one()
    scope: dict[str, object] = {
        "ids": list(ids), "unit": actor.unit_id, "paying": _pays(actor), "districts": sorted(actor.districts)
    }  # fmt: skip
    may_all = until is not None and not _pays(actor)  # whoever pays may see accounts, and nothing else
    day, year = masking.birth(actor.role, person.birth_date, person.birth_year)
    return Identity(
        beneficiary_id, person.full_name, person.birth_date if may_all else day,
        person.birth_year if may_all else year,
        [Document(row.kind, _number(actor, Data.IDENTITY, _document(row), whole=may_all))
         for row in tx.execute(DOCUMENTS, scope)],
        [Account(row.bank_bin, _number(actor, Data.ACCOUNT, _account(row), whole=until is not None), row.holder)
         for row in tx.execute(ACCOUNTS, scope)],
        [_number(actor, Data.PHONE, phone, whole=may_all) for phone in _phones(tx.execute(CELLS, scope))],
        until,
    )  # fmt: skip


def _number(actor: Actor, data: Data, value: str, *, whole: bool) -> str | None:
    return value if whole else masking.number(actor.role, data, value)


def _document(row: Row[Any]) -> str:
    return unseal_number(row.number_cipher, "identity_document", row.number_index)


def _account(row: Row[Any]) -> str:
    return unseal_number(row.account_cipher, "account", row.account_index)


def _phones(rows: Iterable[Row[Any]]) -> list[str]:
    cells = [orjson.loads(unseal(row.cells_cipher, cells_place(row.version_id, row.line)))["cells"] for row in rows]
    return list(dict.fromkeys(str(each["phone"]) for each in cells if each.get("phone")))


UNMASKINGS = text("""
    SELECT u.id, u.beneficiary_id, p.name AS person, c.role, n.name AS unit, u.reason, u.words_cipher, u.act_id,
           act.at, u.until
    FROM unmasking u JOIN act ON act.id = u.act_id JOIN account c ON c.id = act.account_id
    JOIN natural_person p ON p.id = u.person_id JOIN unit n ON n.id = c.unit_id
    WHERE u.id > :after AND (c.unit_id = ANY (:districts)
        OR EXISTS (SELECT FROM application a WHERE a.beneficiary_id = u.beneficiary_id
                   AND a.district_id = ANY (:districts)))
      AND (CAST(:beneficiary AS bigint) IS NULL OR u.beneficiary_id = :beneficiary)
    ORDER BY u.id LIMIT :limit
""")


def page_of(tx: Session, actor: Actor, beneficiary_id: int | None, after: int, limit: int) -> list[dict[str, Any]]:
    """Who of the actor's units, or whoever else, looked at whom of its districts: why, when, until when."""
    asked = {"districts": sorted(actor.districts), "beneficiary": beneficiary_id, "after": after, "limit": limit}
    return [_told(dict(row)) for row in tx.execute(UNMASKINGS, asked).mappings()]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    sealed, place = row.pop("words_cipher"), _place(row["beneficiary_id"], row.pop("act_id"))
    return {**row, "words": unseal(sealed, place).decode() if sealed else ""}
