"""Somebody's numbers whole, for a reason: said once a case, entered once, and limited in time and in number.

In answers numbers show their last digits (app/access/masking.py). Whoever has to see more says why; from then on the
same natural person reads that one person whole until the time is over, without a further reason or entry: whatever
beneficiaries were linked as that person then. What is linked later was not looked at when the reason was given, and
stays masked; what is parted is somebody else's again.
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
    SELECT d.kind, d.number_cipher, d.number_index, d.beneficiary_id = ANY (:whole) AS whole FROM identity_document d
    WHERE d.beneficiary_id = ANY (:ids) AND d.ended_act_id IS NULL AND d.last4 <> '' ORDER BY d.kind, d.id
""")
ACCOUNTS = text("""
    SELECT bank_bin, account_cipher, account_index, holder, bool_or(whole) AS whole FROM (
        (SELECT DISTINCT ON (p.account_index) p.bank_bin, p.account_cipher, p.account_index, p.payee_name AS holder,
                p.beneficiary_id = ANY (:whole) AS whole
         FROM payout p JOIN payment_batch t ON t.id = p.batch_id
         WHERE p.beneficiary_id = ANY (:ids) AND p.account_index IS NOT NULL
           AND (t.district_id = :unit OR NOT :paying AND p.district_id = ANY (:districts))
         ORDER BY p.account_index, whole DESC, p.id)
        UNION ALL
        (SELECT DISTINCT ON (a.account_index) a.bank_bin, a.account_cipher, a.account_index, a.account_name,
                a.beneficiary_id = ANY (:whole) AS whole
         FROM application a WHERE a.beneficiary_id = ANY (:ids) AND a.account_index IS NOT NULL AND NOT :paying
           AND a.district_id = ANY (:districts)
         ORDER BY a.account_index, whole DESC, a.id)) found
    GROUP BY bank_bin, account_cipher, account_index, holder ORDER BY bank_bin, account_cipher, account_index, holder
""")
CELLS = text("""
    SELECT r.cells_cipher, r.version_id, r.line, a.beneficiary_id = ANY (:whole) AS whole
    FROM list_row r JOIN application a ON a.id = r.application_id
    WHERE a.beneficiary_id = ANY (:ids) AND r.district_id = ANY (:districts) AND r.state = 'accepted'
      AND octet_length(r.cells_cipher) > 0
    ORDER BY r.id
""")
LAST_HOUR = text("""
    SELECT count(*) FROM unmasking u JOIN act ON act.id = u.act_id
    WHERE u.person_id = :person AND act.at > now() - interval '1 hour'
""")
LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('unmasking ' || current_schema() || :person, 0))")
# Each beneficiary that a grant covers: one person with the one asked for when it was given, and still.
GRANTED = text("""
    SELECT c.beneficiary_id, max(u.until) AS until FROM unmasking u
    JOIN unmasked_beneficiary c ON c.unmasking_id = u.id
    JOIN beneficiary asked ON asked.id = u.beneficiary_id
    JOIN beneficiary b ON b.id = c.beneficiary_id AND b.person_id = asked.person_id
    WHERE c.beneficiary_id = ANY (:ids) AND u.person_id = :person AND u.until > now() GROUP BY c.beneficiary_id
""")
COVER = text("""
    INSERT INTO unmasked_beneficiary (unmasking_id, beneficiary_id)
    SELECT :unmasking, b.id FROM beneficiary b JOIN beneficiary asked ON b.person_id = asked.person_id
    WHERE asked.id = :id
""")


def unmask(tx: Session, actor: Actor, beneficiary_id: int, reason: str, words: str) -> Identity:
    """Somebody whole, from now on for some hours. Raises NoSuchRecord, ReasonTooShort, UnmaskedTooOften."""
    ids = _known(tx, actor, beneficiary_id)
    if len(words.split()) < WORDS_MIN or len(words) < LETTERS_MIN:
        raise ReasonTooShort(words=WORDS_MIN)
    tx.execute(LOCK, {"person": f" {actor.person_id}"})
    granted = _granted(tx, actor, ids)
    if len(granted) < len(ids):
        until = _grant(tx, actor, beneficiary_id, reason, words)
        granted = dict.fromkeys(ids, until)
        audit.append(
            tx, "identity.unmasked", f"beneficiary/{beneficiary_id}", reason=reason, until=until.isoformat()
        )  # fmt: skip
    else:
        until = min(granted.values())
        audit.append(tx, "identity.unmasked_before", f"beneficiary/{beneficiary_id}", until=until.isoformat())
    return _identity(tx, actor, beneficiary_id, ids, granted)


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


def _granted(tx: Session, actor: Actor, ids: Sequence[int]) -> dict[int, datetime]:
    """Until when some beneficiaries are whole to the actor, of those that are."""
    found = tx.execute(GRANTED, {"ids": list(ids), "person": actor.person_id})
    return {row.beneficiary_id: row.until for row in found}


def _grant(tx: Session, actor: Actor, beneficiary_id: int, reason: str, words: str) -> datetime:
    maximum = settings().unmaskings_per_hour
    if (tx.scalar(LAST_HOUR, {"person": actor.person_id}) or 0) >= maximum:
        raise UnmaskedTooOften(maximum=maximum)
    until = settings().now() + timedelta(hours=settings().unmasking_hours)
    given = Unmasking(
        beneficiary_id=beneficiary_id, person_id=actor.person_id, reason=reason, until=until,
        words_cipher=seal(words.encode(), _place(beneficiary_id, db.act_id(tx))), act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(given)
    tx.flush()  # for its id
    tx.execute(COVER, {"unmasking": given.id, "id": beneficiary_id})
    return until


def _place(beneficiary_id: int, act_id: int) -> str:
    return f"unmasking|words|{beneficiary_id}|{act_id}"


def _identity(
    tx: Session, actor: Actor, beneficiary_id: int, ids: Sequence[int], granted: Mapping[int, datetime]
) -> Identity:  # fmt: skip
    person = tx.scalars(select(Beneficiary).filter_by(id=beneficiary_id)).one()
    scope: dict[str, object] = {
        "ids": list(ids), "unit": actor.unit_id, "paying": _pays(actor), "districts": sorted(actor.districts),
        "whole": list(granted),
    }  # fmt: skip
    of_all = not _pays(actor)  # whoever pays may see accounts, and nothing else
    until = granted.get(beneficiary_id)
    may_all = of_all and until is not None
    day, year = masking.birth(actor.role, person.birth_date, person.birth_year)
    return Identity(
        beneficiary_id, person.full_name, person.birth_date if may_all else day,
        person.birth_year if may_all else year,
        [Document(row.kind, _number(actor, Data.IDENTITY, _document(row), whole=of_all and row.whole))
         for row in tx.execute(DOCUMENTS, scope)],
        [Account(row.bank_bin, _number(actor, Data.ACCOUNT, _account(row), whole=row.whole), row.holder)
         for row in tx.execute(ACCOUNTS, scope)],
        [_number(actor, Data.PHONE, phone, whole=of_all and whole)
         for phone, whole in _phones(tx.execute(CELLS, scope)).items()],
        until,
    )  # fmt: skip


def _number(actor: Actor, data: Data, value: str, *, whole: bool) -> str | None:
    return value if whole else masking.number(actor.role, data, value)


def _document(row: Row[Any]) -> str:
    return unseal_number(row.number_cipher, "identity_document", row.number_index)


def _account(row: Row[Any]) -> str:
    return unseal_number(row.account_cipher, "account", row.account_index)


def _phones(rows: Iterable[Row[Any]]) -> dict[str, bool]:
    """The telephones in some rows, and whether each is whole by any of them."""
    found: dict[str, bool] = {}
    for row in rows:
        cells = orjson.loads(unseal(row.cells_cipher, cells_place(row.version_id, row.line)))["cells"]
        if phone := str(cells.get("phone") or ""):
            found[phone] = found.get(phone, False) or row.whole
    return found


UNMASKINGS = text("""
    SELECT u.id, u.beneficiary_id, p.name AS person, c.role, n.name AS unit, u.reason, u.words_cipher, u.act_id,
           act.at, u.until
    FROM unmasking u JOIN act ON act.id = u.act_id JOIN account c ON c.id = act.account_id
    JOIN natural_person p ON p.id = u.person_id JOIN unit n ON n.id = c.unit_id
    WHERE u.id > :after AND (c.unit_id = ANY (:districts)
        OR EXISTS (SELECT FROM unmasked_beneficiary v JOIN application a ON a.beneficiary_id = v.beneficiary_id
                   WHERE v.unmasking_id = u.id AND a.district_id = ANY (:districts)))
      AND (CAST(:beneficiary AS bigint) IS NULL OR EXISTS (
          SELECT FROM unmasked_beneficiary v WHERE v.unmasking_id = u.id AND v.beneficiary_id = :beneficiary))
    ORDER BY u.id LIMIT :limit
""")


def page_of(tx: Session, actor: Actor, beneficiary_id: int | None, after: int, limit: int) -> list[dict[str, Any]]:
    """Who of the actor's units, or whoever else, looked at whom of its districts: why, when, until when.

    Of one beneficiary: whatever opened it, also where a linked one was asked for.
    """
    asked = {"districts": sorted(actor.districts), "beneficiary": beneficiary_id, "after": after, "limit": limit}
    return [_told(dict(row)) for row in tx.execute(UNMASKINGS, asked).mappings()]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    sealed, place = row.pop("words_cipher"), _place(row["beneficiary_id"], row.pop("act_id"))
    return {**row, "words": unseal(sealed, place).decode() if sealed else ""}
