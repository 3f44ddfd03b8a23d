"""Candidates: whoever has a key of likeness, a phone or an account in common with a row of the act.

The keys are columns that the database makes (`Alike`): syllables in any order with the year; letters without spaces
with the day and month; given name, or family and middle names, with the day of birth; first and last syllable with
year and commune. So one wrong syllable, a changed order, a day and month that changed places and one wrong digit of a
birth are all met.
A key that very many have is narrowed to one commune and birth; where even those are too many, the row is told.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from app import db
from app.settings import settings

# Two births of one year that no slip joins are not looked at: most who share a name and a year share no more.
_NEAR = """(o.birth_date IS NULL OR s.birth_date IS NULL
            OR date_part('month', o.birth_date) = date_part('month', s.birth_date)
            OR date_part('day', o.birth_date) = date_part('day', s.birth_date))"""
# Of those born on one day with one given name most have neither the family nor the middle name in common.
_KIN = """(split_part(o.name_key, ' ', 1) = split_part(s.name_key, ' ', 1)
           OR replace(o.name_key, ' ', '') = replace(s.name_key, ' ', '')
           OR substr(o.name_key, strpos(o.name_key, ' ')) = substr(s.name_key, strpos(s.name_key, ' ')))"""
# One letter more, fewer or other leaves the length about the same, and one end of the word.
_LETTER = """(abs(length(o.name_key) - length(s.name_key)) <= 1
              AND (right(o.name_key, 1) = right(s.name_key, 1) OR left(split_part(o.name_key, ' ', -1), 1)
                                                                  = left(split_part(s.name_key, ' ', -1), 1)))"""
KEYS = {
    "alike_name_year": _NEAR,
    # The same year, one digit of it, or two that changed places (nine, or nine tens, apart).
    "alike_name_day": "((o.birth_year - s.birth_year) % 10 = 0 OR o.birth_year / 10 = s.birth_year / 10"
    " OR (o.birth_year - s.birth_year) % 9 = 0)",
    "alike_given_date": _KIN,
    "alike_family_date": _LETTER,
    "alike_ends_place": f"length(o.name_key) <> length(s.name_key) AND {_NEAR}",  # one lacks a middle name
}
"""What else must be so for a pair with a key in common to be worth scoring."""
CONTACTS = {"phone_index": "phone_same", "account_index": "account_same"}
_NARROW = "o.birth_date IS NOT DISTINCT FROM s.birth_date AND o.commune_code IS NOT DISTINCT FROM s.commune_code"

# In the order of the key: an index that is read from one end to the other is read once.
_ON_RECORD = """
    SELECT s.ordinal, o.id AS other
    FROM (SELECT ordinal, beneficiary_id, {key}, name_key, birth_date, birth_year, commune_code FROM staged_row s
          WHERE act_id = :act AND faults IS NULL{only} ORDER BY {key}) s
    CROSS JOIN LATERAL (
        SELECT o.id FROM beneficiary o
        WHERE o.{key} = s.{key} AND o.id IS DISTINCT FROM s.beneficiary_id AND {near} LIMIT :many + 1) o
"""
_HERE = """
    WITH here AS MATERIALIZED (
        SELECT ordinal, {key} AS key, name_key, birth_date, birth_year, commune_code,
               count(*) OVER (PARTITION BY {parts}) AS many
        FROM staged_row WHERE act_id = :act AND faults IS NULL AND {key} IS NOT NULL{only}),
    several AS MATERIALIZED (SELECT * FROM here WHERE many > 1)
    SELECT s.ordinal, o.ordinal AS other, s.many
    FROM several s JOIN several o ON o.key = s.key AND o.ordinal < s.ordinal
    WHERE s.many <= :many AND {near}
    UNION ALL SELECT ordinal, NULL, many FROM several WHERE many > :many
"""
_WITH_CONTACT = """
    SELECT s.ordinal, o.id AS other
    FROM staged_row s CROSS JOIN LATERAL (
        SELECT DISTINCT a.beneficiary_id AS id FROM application a
        WHERE a.{key} = s.{key} AND a.beneficiary_id IS DISTINCT FROM s.beneficiary_id LIMIT :many + 1) o
    WHERE s.act_id = :act AND s.faults IS NULL
"""
_ONLY = " AND ordinal = ANY (CAST(:crowded AS bigint[]))"


def _each(template: str, only: str = "", parts: str = "", narrow: str = "") -> dict[str, TextClause]:
    return {
        key: text(template.format(key=key, near=near + narrow, only=only, parts=key + parts))
        for key, near in KEYS.items()
    }


_SAME_PLACE = {"only": _ONLY, "parts": ", birth_date, commune_code", "narrow": f" AND {_NARROW}"}
ON_RECORD, ON_RECORD_NARROW = _each(_ON_RECORD), _each(_ON_RECORD, **_SAME_PLACE)
HERE, HERE_NARROW = _each(_HERE), _each(_HERE, **_SAME_PLACE)
WITH_CONTACT = {key: text(_WITH_CONTACT.format(key=key)) for key in CONTACTS}
HERE_CONTACT = {key: text(_HERE.format(key=key, parts=key, near="true", only="")) for key in CONTACTS}

Pair = tuple[int, int]
"""A row's ordinal, and a beneficiary's id or an earlier row's ordinal."""


@dataclass(slots=True)
class Candidates:
    """Pairs to be scored, with what they have in common of phone and account; and what could not be looked at."""

    on_record: set[Pair] = field(default_factory=set)
    here: set[Pair] = field(default_factory=set)
    contacts: dict[Pair, set[str]] = field(default_factory=dict)
    contacts_here: dict[Pair, set[str]] = field(default_factory=dict)
    shared: dict[str, set[int]] = field(default_factory=lambda: {key: set() for key in CONTACTS})
    """By contact, the rows whose phone or account so many have that it tells nobody apart."""
    crowded: set[int] = field(default_factory=set)  # rows of which not all could be compared


def candidates(tx: Session) -> Candidates:
    """Whom the act's staged rows may be, among everybody on record and the rows before them."""
    found = Candidates()
    for key in KEYS:
        _by_key(tx, key, found)
    for key, code in CONTACTS.items():
        _by_contact(tx, key, code, found)
    return found


def _by_key(tx: Session, key: str, found: Candidates) -> None:
    asked = {"act": db.act_id(tx), "many": settings().likeness_block_max}
    for met, statement, narrower, pairs in (
        (_met, ON_RECORD[key], ON_RECORD_NARROW[key], found.on_record),
        (_met_here, HERE[key], HERE_NARROW[key], found.here),
    ):
        some, crowd = met(tx, statement, asked)
        pairs.update(pair for pair in some if pair[0] not in crowd)
        if crowd:
            narrow, still = met(tx, narrower, {**asked, "crowded": sorted(crowd)})
            pairs.update(narrow)
            found.crowded |= still


def _by_contact(tx: Session, key: str, code: str, found: Candidates) -> None:
    asked = {"act": db.act_id(tx), "many": settings().contact_shared_max}
    on_record, many = _met(tx, WITH_CONTACT[key], asked)
    here, many_here = _met_here(tx, HERE_CONTACT[key], asked)
    found.shared[key] = shared = many | many_here
    for some, pairs, contacts in (
        (on_record, found.on_record, found.contacts), (here, found.here, found.contacts_here)
    ):  # fmt: skip
        for pair in (pair for pair in some if pair[0] not in shared):
            pairs.add(pair)
            contacts.setdefault(pair, set()).add(code)


def _met(tx: Session, statement: TextClause, asked: Mapping[str, Any]) -> tuple[list[Pair], set[int]]:
    """Pairs with those on record, and the rows that met more than so many."""
    pairs = [(ordinal, other) for ordinal, other in tx.execute(statement, asked)]
    counts = Counter(ordinal for ordinal, _ in pairs)
    return pairs, {ordinal for ordinal, count in counts.items() if count > asked["many"]}


def _met_here(tx: Session, statement: TextClause, asked: Mapping[str, Any]) -> tuple[list[Pair], set[int]]:
    """Pairs with rows before, and the rows of whose key there are more than so many."""
    rows = tx.execute(statement, asked).all()
    pairs = [(ordinal, other) for ordinal, other, _ in rows if other is not None]
    return pairs, {ordinal for ordinal, other, _ in rows if other is None}
