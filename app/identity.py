"""Who a row is: documents lead to one beneficiary. Who is only likely to be another is app/matching's.

All of it is set-based over the rows that an act has staged. Whoever resolves holds the identity lock to the
end of the transaction: two lists with the same people, at the same time, are told apart one after the other.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session, aliased

from app import db
from app.models import Beneficiary, IdentityDocument
from app.protection import index, indexes, seal_number
from app.rules.supplements import certificate_number

PERSONAL = ("citizen_id", "old_identity", "passport", "insurance_number", "birth_certificate")
"""The numbers a person is known by, in the order in which they are trusted."""

BUSINESS = ("business_number", "tax_code")
"""Those of a household business: they are its owner's, and a household has one owner."""

EMPLOYER = ("employer_tax_code",)
"""Where a row is an employer and no person stands in it. What it has as an employer is no household's."""

NUMBERS = (*PERSONAL, *BUSINESS, *EMPLOYER)


@dataclass(frozen=True, slots=True)
class Number:
    """An identity number as it is kept."""

    kind: str
    index: bytes
    cipher: bytes
    last4: str


def numbers_of(values: Mapping[str, object], *, employer: bool = False) -> tuple[Number, ...]:
    """The identity numbers of a row: the employer's where it is one, else a person's and their business's."""
    kinds = EMPLOYER if employer else (*PERSONAL, *BUSINESS)
    return tuple(number(kind, str(values[kind])) for kind in kinds if values.get(kind))


def number(kind: str, said: str) -> Number:
    """One identity number: keyed hash, ciphertext, last four digits."""
    digits = plain(kind, said)
    found = index(kind, digits)
    return Number(kind, found, seal_number(digits, "identity_document", found), digits[-4:])


def plain(kind: str, said: str) -> str:
    """A number in one form: without the signs between its digits; a business number is written with all kinds."""
    if kind == "birth_certificate":
        return certificate_number(said)
    if kind == "business_number":
        return re.sub(r"[^0-9A-Z]", "", said.upper()) or said
    return said if said.isalnum() else re.sub(r"[\s.\-]", "", said) or said


@lru_cache(65536)
def fold_syllable(syllable: str) -> str:
    """A syllable without marks and case: `Nguyễn` and `NGUYEN` are one."""
    stripped = unicodedata.normalize("NFD", syllable.casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", stripped)


def fold_name(name: str) -> str:
    """The key under which likenesses of a name are found."""
    return " ".join(filter(None, map(fold_syllable, name.split())))


def lock(tx: Session) -> None:
    """Held to the end of the transaction: one act at a time decides who is who."""
    tx.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('identity ' || current_schema(), 0))"))


def lock_people(tx: Session) -> None:
    """Held alone while people are joined or parted; shared (`hold_people`) by what gives them money."""
    tx.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('people ' || current_schema(), 0))"))


def hold_people(tx: Session) -> None:
    """To the end of the transaction nobody is joined or parted: who is decided and paid stays who they are."""
    tx.execute(text("SELECT pg_advisory_xact_lock_shared(hashtextextended('people ' || current_schema(), 0))"))


KNOWN_TO = text("""
    SELECT EXISTS (SELECT FROM application a WHERE a.beneficiary_id = :id AND a.district_id = ANY (:districts))
        OR EXISTS (SELECT FROM entitlement e WHERE e.beneficiary_id = :id AND e.district_id = ANY (:districts))
""")


def is_known_to(tx: Session, districts: Iterable[int], beneficiary_id: int) -> bool:
    """Whether some districts have an application or an entitlement of this beneficiary's own."""
    return bool(tx.scalar(KNOWN_TO, {"id": beneficiary_id, "districts": sorted(districts)}))


def person_of(tx: Session, beneficiary_id: int) -> int:
    """The root of the person that a beneficiary is now."""
    return tx.scalars(select(Beneficiary.person_id).filter_by(id=beneficiary_id)).one()


RESOLVE = text("""
    UPDATE staged_row s SET beneficiary_id = found.beneficiary_id, known = true
    FROM (SELECT r.ordinal, min(d.beneficiary_id) AS beneficiary_id
          FROM staged_row r CROSS JOIN LATERAL unnest(r.number_indexes) AS n(number_index)
          JOIN identity_document d ON d.number_index = n.number_index AND d.ended_act_id IS NULL
          WHERE r.act_id = :act AND r.faults IS NULL GROUP BY r.ordinal) found
    WHERE s.act_id = :act AND s.ordinal = found.ordinal
""")

RESOLVE_CHANGED = text("""
    UPDATE staged_row s SET beneficiary_id = a.beneficiary_id, known = true FROM application a
    WHERE s.act_id = :act AND s.changes AND s.faults IS NULL AND s.known IS NULL AND a.id = s.application_id
""")
"""A row that mends an application is of its person, also where none of its numbers leads there."""

KNOWN = text("""
    SELECT s.ordinal, s.beneficiary_id, b.person_id, s.application_id AS own_id,
           (SELECT count(DISTINCT holder.person_id) FROM identity_document d
            JOIN beneficiary holder ON holder.id = d.beneficiary_id
            WHERE d.number_index = ANY (s.number_indexes) AND d.ended_act_id IS NULL) AS holders,
           b.name_key <> s.name_key AND own.beneficiary_id IS DISTINCT FROM b.id
               AND (b.birth_year IS DISTINCT FROM s.birth_year OR b.birth_date <> s.birth_date) AS other_person,
           own.person_id <> b.person_id AS other_record,
           EXISTS (SELECT FROM identity_document d JOIN beneficiary owner ON owner.id = d.beneficiary_id
                   WHERE d.number_index = ANY (s.number_indexes) AND d.ended_act_id IS NULL AND d.kind = ANY (:business)
                   AND owner.person_id IS DISTINCT FROM own.person_id
                   AND CASE WHEN person.id IS NULL
                       THEN owner.name_key <> s.name_key OR owner.birth_year IS DISTINCT FROM s.birth_year
                       ELSE owner.person_id <> person.id END) AS other_owner,
           a.id AS live_id, a.district_id = s.district_id AS same_district,
           (SELECT coalesce(json_agg(p.said), '[]') FROM support p
            WHERE p.person_id = b.person_id AND p.application_id IS DISTINCT FROM s.application_id) AS history
    FROM staged_row s
    JOIN beneficiary b ON b.id = s.beneficiary_id
    LEFT JOIN application own ON own.id = s.application_id
    LEFT JOIN LATERAL (SELECT min(holder.person_id) AS id FROM identity_document d
                       JOIN beneficiary holder ON holder.id = d.beneficiary_id
                       WHERE d.number_index = ANY (s.number_indexes) AND d.ended_act_id IS NULL
                       AND d.kind = ANY (:personal)) person ON true
    LEFT JOIN application a ON a.person_id = b.person_id AND a.policy = s.policy
        AND a.occasion = s.occasion AND a.state NOT IN ('refused', 'withdrawn') AND a.double_of IS NULL
    WHERE s.act_id = :act AND s.known
""")

CHILDREN = text("""
    SELECT s.ordinal, json_agg(p.said) AS history
    FROM staged_row s CROSS JOIN LATERAL unnest(CAST(:hashed AS text[])) AS name
    JOIN support p ON p.child_key = s.facts ->> name
    LEFT JOIN beneficiary b ON b.id = s.beneficiary_id
    WHERE s.act_id = :act AND s.faults IS NULL AND p.child_key <> ''
      AND p.person_id <> coalesce(b.person_id, s.beneficiary_id)
    GROUP BY s.ordinal
""")

NEW_BENEFICIARIES = text("""
    INSERT INTO beneficiary (id, full_name, name_key, sex, birth_date, birth_year, commune_code, act_id, person_id)
    SELECT beneficiary_id, full_name, name_key, sex, birth_date, birth_year, commune_code, act_id, beneficiary_id
    FROM staged_row WHERE act_id = :act AND faults IS NULL AND known IS NULL AND NOT changes
    ON CONFLICT (id) DO NOTHING
""")

NEW_DOCUMENTS = text("""
    INSERT INTO identity_document (number_index, beneficiary_id, kind, number_cipher, last4, act_id)
    SELECT n.index, s.beneficiary_id, n.kind, n.cipher, n.last4, s.act_id
    FROM staged_row s
    CROSS JOIN LATERAL unnest(s.number_indexes, s.number_kinds, s.number_ciphers, s.number_last4s)
        AS n(index, kind, cipher, last4)
    WHERE s.act_id = :act AND s.faults IS NULL
      AND NOT (s.changes AND EXISTS (  -- what the row showed before is there, or was ended since
          SELECT FROM list_row r WHERE r.application_id = s.application_id AND r.state = 'accepted'
          AND n.index = ANY (r.number_indexes)))
    ON CONFLICT (number_index) WHERE ended_act_id IS NULL DO NOTHING
""")

REPLACED_DOCUMENTS = text("""
    UPDATE identity_document d SET ended_act_id = s.act_id,
        ended_why = 'Đính chính bằng bản sửa của danh sách số ' || s.list_id
    FROM staged_row s JOIN application a ON a.id = s.application_id
    JOIN list_row r ON r.application_id = a.id AND r.state = 'accepted'
    CROSS JOIN LATERAL unnest(r.number_indexes) AS shown(index), beneficiary holder
    WHERE s.act_id = :act AND s.faults IS NULL AND s.changes AND a.state <> 'decided'
      AND d.number_index = shown.index AND NOT shown.index = ANY (s.number_indexes)
      AND d.ended_act_id IS NULL AND d.kind = ANY (s.number_kinds)
      AND holder.id = d.beneficiary_id AND holder.person_id = a.person_id
      AND EXISTS (SELECT FROM list_version v WHERE v.act_id = d.act_id)
      AND NOT EXISTS (
          SELECT FROM application x JOIN list_row o ON o.application_id = x.id AND o.state = 'accepted'
          WHERE x.person_id = a.person_id AND o.id <> r.id AND d.number_index = ANY (o.number_indexes))
""")
"""A mended row's number ends the one of its kind that stood there, unless something else showed that too: another
row, or somebody by hand."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom somebody looks for."""

    name: str | None = None
    number: str | None = None
    account: str | None = None


def holders(number: str) -> Select[int]:
    """Whoever is known by a number, whichever kind of number it is, with all that are linked to them."""
    found = [each for kind in NUMBERS for each in indexes(kind, plain(kind, number))]
    holder = aliased(Beneficiary)
    return (
        select(Beneficiary.id)
        .join(holder, holder.person_id == Beneficiary.person_id)
        .join(IdentityDocument, IdentityDocument.beneficiary_id == holder.id)
        .where(IdentityDocument.number_index.in_(found), IdentityDocument.ended_act_id.is_(None))
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a staged row's person: who, and what stands in the way."""

    beneficiary_id: int
    person_id: int
    holders: int  # how many people its documents belong to
    other_person: bool  # both name and birth differ from the number's holder (a CCCD tells the year by itself)
    other_record: bool  # the row mends an application, and its numbers are another's
    other_owner: bool  # a number of its business is known as another owner's
    live_id: int | None  # a live application under the same policy and occasion
    same_district: bool
    history: list[dict[str, object]]


def children(tx: Session, hashed: Sequence[str]) -> dict[int, list[dict[str, object]]]:
    """Supports that others already have for the children of the act's staged rows, by ordinal."""
    found = tx.execute(CHILDREN, {"act": db.act_id(tx), "hashed": list(hashed)})
    return {row.ordinal: row.history for row in found}


def resolve(tx: Session) -> dict[int, Known]:
    """Who the act's staged rows are, by ordinal: people known by a document."""
    act = {"act": db.act_id(tx)}
    tx.execute(RESOLVE, act)
    tx.execute(RESOLVE_CHANGED, act)
    kinds = {"business": list(BUSINESS), "personal": list(PERSONAL)}
    return {
        row.ordinal: Known(
            row.beneficiary_id, row.person_id, row.holders, row.other_person, bool(row.other_record),
            row.other_owner, row.live_id if row.live_id != row.own_id else None, bool(row.same_district), row.history,
        )
        for row in tx.execute(KNOWN, {**act, **kinds})
    }  # fmt: skip
