"""The two sides of candidate pairs, read in bulk: who they are, and (of few) the numbers behind their ciphertexts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import db
from app.likeness import Side
from app.protection import unseal_number

STAGED = text("""
    SELECT s.ordinal AS id, s.full_name, s.sex, s.birth_date, s.birth_year, s.commune_code, u.parent_id AS district_id,
           s.beneficiary_id,
           coalesce(b.person_id, s.beneficiary_id) AS person_id, b.id IS NOT NULL AS known,
           s.employer_index IS NOT NULL AS employed
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN staged_row s ON s.ordinal = asked.id
    LEFT JOIN beneficiary b ON b.id = s.beneficiary_id LEFT JOIN unit u ON u.code = s.commune_code
    WHERE s.act_id = :act
""")
ON_RECORD = text("""
    SELECT b.id, b.full_name, b.sex, b.birth_date, b.birth_year, b.commune_code, u.parent_id AS district_id,
           b.id AS beneficiary_id, b.person_id, true AS known, true AS employed
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN beneficiary b ON b.id = asked.id
    LEFT JOIN unit u ON u.code = b.commune_code
""")

# A person's numbers are those of all who are linked to them.
NUMBERS = text("""
    WITH asked AS (SELECT b.id, b.person_id FROM unnest(CAST(:ids AS bigint[])) AS a(id)
                   JOIN beneficiary b ON b.id = a.id),
    members AS (SELECT id, id AS member FROM asked UNION SELECT id, person_id FROM asked
                UNION SELECT a.id, m.id FROM asked a
                JOIN beneficiary m ON m.person_id = a.person_id AND m.person_id <> m.id)
    SELECT m.id, d.kind, d.number_index, d.number_cipher
    FROM members m JOIN identity_document d ON d.beneficiary_id = m.member AND d.ended_act_id IS NULL
""")
STAGED_NUMBERS = text("""
    SELECT s.ordinal AS id, n.kind, n.number_index, n.number_cipher
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN staged_row s ON s.ordinal = asked.id
    CROSS JOIN LATERAL unnest(s.number_kinds, s.number_indexes, s.number_ciphers)
        AS n(kind, number_index, number_cipher)
    WHERE s.act_id = :act
""")
CONTACTS = text("""
    SELECT a.beneficiary_id AS id, a.phone_index, a.account_index, a.employer_index
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN application a ON a.beneficiary_id = asked.id
""")
STAGED_CONTACTS = text("""
    SELECT s.ordinal AS id, s.phone_index, s.account_index, s.employer_index
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN staged_row s ON s.ordinal = asked.id
    WHERE s.act_id = :act
""")
COLUMNS = ("phone_index", "account_index", "employer_index")


@dataclass(frozen=True, slots=True)
class Record:
    """A side, and whose record it is."""

    side: Side
    beneficiary_id: int
    person_id: int
    known: bool  # on record already
    employed: bool  # there may be an employer


def of_act(tx: Session, ordinals: Iterable[int]) -> dict[int, Record]:
    """Rows of the act by ordinal, without numbers."""
    return {row.id: _record(row) for row in tx.execute(STAGED, {"act": db.act_id(tx), "ids": list(ordinals)})}


def on_record(tx: Session, ids: Iterable[int]) -> dict[int, Record]:
    """Beneficiaries by id, without numbers."""
    return {row.id: _record(row) for row in tx.execute(ON_RECORD, {"ids": list(ids)})}


def _record(row: Row[Any]) -> Record:
    birth = row.birth_date or row.birth_year
    return Record(
        Side(row.full_name or "", row.sex, birth, row.commune_code, row.district_id),
        row.beneficiary_id,
        row.person_id,
        row.known,
        row.employed,
    )


def whole_of_act(
    tx: Session, records: Mapping[int, Record], ordinals: Iterable[int], shared: Mapping[str, set[int]]
) -> dict[int, Record]:
    """Rows with their numbers (those of a known person too) and contacts, but for those that too many share."""
    wanted = sorted(ordinals)
    asked = {"act": db.act_id(tx), "ids": wanted}
    numbers = _numbers(tx.execute(STAGED_NUMBERS, asked))
    on_record = [records[each].beneficiary_id for each in wanted if records[each].known]
    known = _numbers(tx.execute(NUMBERS, {"ids": on_record}))
    contacts = _contacts(tx.execute(STAGED_CONTACTS, asked), shared)
    return {
        each: _whole(
            records[each], [numbers.get(each, {}), known.get(records[each].beneficiary_id, {})], contacts.get(each, {})
        )
        for each in wanted
    }


def whole_on_record(tx: Session, records: Mapping[int, Record], ids: Iterable[int]) -> dict[int, Record]:
    """Beneficiaries with their numbers and contacts."""
    wanted = sorted(ids)
    numbers = _numbers(tx.execute(NUMBERS, {"ids": wanted}))
    contacts = _contacts(tx.execute(CONTACTS, {"ids": wanted}), {})
    return {each: _whole(records[each], [numbers.get(each, {})], contacts.get(each, {})) for each in wanted}


Numbers = dict[str, frozenset[str]]
Contacts = dict[str, frozenset[bytes]]
NOBODY: frozenset[bytes] = frozenset()


def _whole(record: Record, numbers: Sequence[Numbers], contacts: Contacts) -> Record:
    known = record.side
    found = [contacts.get(column, NOBODY) for column in COLUMNS]
    side = Side(known.name, known.sex, known.birth, known.commune, known.district, _together(numbers), *found)
    return Record(side, record.beneficiary_id, record.person_id, record.known, record.employed)


def _together(numbers: Sequence[Numbers]) -> Numbers:
    first, *rest = numbers
    together = dict(first)
    for some in rest:
        for kind, digits in some.items():
            together[kind] = together.get(kind, frozenset()) | digits
    return together


def _numbers(rows: Iterable[Row[Any]]) -> dict[int, Numbers]:
    found: dict[int, Numbers] = {}
    for row in rows:
        numbers = found.setdefault(row.id, {})
        digits = unseal_number(bytes(row.number_cipher), "identity_document", bytes(row.number_index))
        numbers[row.kind] = numbers.get(row.kind, frozenset()) | {digits}
    return found


def _contacts(rows: Iterable[Row[Any]], shared: Mapping[str, set[int]]) -> dict[int, Contacts]:
    found: dict[int, Contacts] = {}
    for row in rows:
        contacts = found.setdefault(row.id, {})
        for column in COLUMNS:
            index = getattr(row, column)
            if index is not None and row.id not in shared.get(column, ()):
                contacts[column] = contacts.get(column, NOBODY) | {bytes(index)}
    return found
