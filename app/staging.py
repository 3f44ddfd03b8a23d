"""Rows on their way in: personal values sealed, numbers hashed, and all of an act's rows staged by COPY."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import orjson
from sqlalchemy.orm import Session

from app import case_facts, db, rules
from app.files.lists import Fault, Row
from app.identity import Number, fold_name, numbers_of, plain
from app.protection import index, seal, seal_number
from app.rules.supplements import certificate_number

COLUMNS = (
    "act_id", "ordinal", "row_id", "list_id", "version_id", "district_id", "policy", "round", "occasion", "line",
    "content_index", "cells_cipher", "facts", "health_cipher", "faults", "notes", "number_indexes", "number_kinds",
    "number_ciphers", "number_last4s", "full_name", "name_key", "sex", "birth_date", "birth_year", "commune_code",
    "payment_method", "bank_bin", "account_index", "account_cipher", "account_last4", "account_name", "application_id",
    "changes", "beneficiary_id", "held", "phone_index", "phone_cipher", "phone_last3", "employer_index",
)  # fmt: skip


CHILD_FIELD = "child_certificate"
"""One field for all columns that hold a child's certificate: first or third child, the number is the same."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The list version that a row belongs to, and what its header says to the rules."""

    list_id: int
    version_id: int
    district_id: int
    policy: str
    round: int | None
    occasion: str
    header_facts: Mapping[str, object]
    employer: str | None = None  # the tax code above the table, where all rows have one employer


@dataclass(slots=True)
class Staged:
    """A row on its way: what was read, and what has become of it so far."""

    ordinal: int
    placed: Placed
    row: Row
    faults: list[Fault]
    notes: list[Fault]
    facts: dict[str, object]  # what the rules read
    numbers: tuple[Number, ...]
    name_key: str
    content_index: bytes
    row_id: int = 0
    application_id: int | None = None
    changes: bool = False
    mends: int | None = None  # the row in whose place it comes
    still_said: frozenset[str] = frozenset()  # the facts on which what was said of that row holds for this one
    supplements: bool = False  # mends a decided application's row: only supplements are added
    beneficiary_id: int | None = None
    held: bool = False
    said: Mapping[str, object] = field(default_factory=dict)  # what was said of it by others, as JSON has it
    content: str = ""  # the digest of all that it says, of which `content_index` is the keyed hash

    @property
    def good(self) -> bool:
        """Nothing is wrong with it."""
        return not self.faults


def stage(ordinal: int, placed: Placed, row: Row, faults: Sequence[Fault], rule_facts: frozenset[str]) -> Staged:
    """A row as read, made ready to be told apart."""
    values = row.values
    hashed = hashed_facts(placed.policy)
    facts = {
        name: child_key(str(value)) if name in hashed else value
        for name, value in values.items()
        if name in rule_facts and value is not None
    }
    name = name_of(placed.policy, values)
    header = {name: said for name, said in placed.header_facts.items() if name != "received_on"}
    content = content_digest(values, header)
    return Staged(
        ordinal,
        placed,
        row,
        [fault for fault in faults if fault.severity == "error"],
        [fault for fault in faults if fault.severity != "error"],
        {**placed.header_facts, **facts},
        numbers_of(values, employer=is_of_employers(placed.policy)),
        fold_name(name) if name else "",
        index("list_row", content),
        content=content,
    )


@lru_cache
def is_of_employers(policy: str) -> bool:
    """Whether a row is an employer, and no person stands in it."""
    return not any(fact.name == "full_name" for fact in rules.POLICIES[policy].facts)


def name_of(policy: str, values: Mapping[str, object]) -> str | None:
    """What whoever the row is is called."""
    name = values.get("employer_name" if is_of_employers(policy) else "full_name")
    return str(name) if name else None


def child_key(certificate: str) -> str:
    """What a child is told apart by: a keyed hash of its certificate's number, however that is written."""
    return index(CHILD_FIELD, certificate_number(certificate)).hex()[:32]


@lru_cache
def hashed_facts(policy: str) -> frozenset[str]:
    """The facts that leave the row as keyed hashes only: a child's certificate is known again, not read."""
    return frozenset(fact.name for fact in rules.POLICIES[policy].facts if fact.hashed)


def content_digest(values: Mapping[str, object], header: Mapping[str, object]) -> str:
    """The digest of all that a row says: the same row sent again, on whatever day, has the same one."""
    return hashlib.sha256(orjson.dumps([values, header], option=orjson.OPT_SORT_KEYS)).hexdigest()


def copy_rows(tx: Session, staged: Sequence[Staged]) -> None:
    """All rows of the act to staging, in one COPY."""
    db.stage(tx, "staged_row", COLUMNS, _records(db.act_id(tx), staged))


def cells_place(version_id: int, line: int) -> str:
    """Where a row's sealed cells belong."""
    return f"list_row|cells|{version_id}|{line}"


def _records(act_id: int, staged: Sequence[Staged]) -> Iterator[tuple[object, ...]]:
    for each in staged:
        placed, values, numbers = each.placed, each.row.values, each.numbers
        born, name = values.get("birth_date"), name_of(each.placed.policy, each.row.values)
        plain_facts, health = case_facts.apart(placed.policy, each.facts, each.row_id)
        yield (
            act_id, each.ordinal, each.row_id, placed.list_id, placed.version_id, placed.district_id, placed.policy,
            placed.round, placed.occasion, each.row.number, each.content_index,
            seal(_kept_cells(each), cells_place(placed.version_id, each.row.number)),
            plain_facts.decode(), health,
            faults_json(each.faults) if each.faults else None,
            faults_json(each.notes),
            [number.index for number in numbers], [number.kind for number in numbers],
            [number.cipher for number in numbers], [number.last4 for number in numbers],
            name, each.name_key, values.get("sex"),
            born if isinstance(born, date) else None,
            born.year if isinstance(born, date) else born,
            values.get("residence_commune"), values.get("payment_method"), values.get("bank"),
            *_account(values), values.get("account_name") or name,
            each.application_id, each.changes, each.beneficiary_id, each.held,
            *_phone(values), _employer(placed, values),
        )  # fmt: skip


def _kept_cells(each: Staged) -> bytes:
    """The texts as they stood, and proposals by field (a proposal may hold a number, so it is sealed too).

    Beside them what the row's keyed hashes are of: under another index key they are made anew from it.
    """
    proposals = {fault.field: fault.proposal for fault in each.faults if fault.proposal}
    values = each.row.values
    hashed = {
        "content": each.content,
        "numbers": [(number.kind, plain(number.kind, str(values[number.kind]))) for number in each.numbers],
        "children": {name: certificate_number(str(values[name])) for name in _children(each)},
        "employer": _employer_code(each.placed, values),
    }
    return orjson.dumps({"cells": each.row.cells, "proposals": proposals, "hashed": hashed})


def _children(each: Staged) -> frozenset[str]:
    return hashed_facts(each.placed.policy) & each.facts.keys()


def _account(values: Mapping[str, object]) -> tuple[bytes | None, bytes | None, str | None]:
    account = values.get("account_number")
    if not account:
        return None, None, None
    found = index("account", str(account))
    return found, seal_number(str(account), "account", found), str(account)[-4:]


def _phone(values: Mapping[str, object]) -> tuple[bytes | None, bytes | None, str | None]:
    phone = values.get("phone")
    if not phone:
        return None, None, None
    found = index("phone", str(phone))
    return found, seal_number(str(phone), "phone", found), str(phone)[-3:]


def _employer(placed: Placed, values: Mapping[str, object]) -> bytes | None:
    """The keyed hash of the tax code of whoever employs the row's person, as the employer itself is known by."""
    code = _employer_code(placed, values)
    return index("employer_tax_code", code) if code else None


def _employer_code(placed: Placed, values: Mapping[str, object]) -> str | None:
    code = None if is_of_employers(placed.policy) else values.get("employer_tax_code") or placed.employer
    return str(code) if code else None


def faults_json(faults: Sequence[Fault]) -> str:
    """Faults as they are kept: codes and texts. A proposal may hold a number and is not kept here."""
    return orjson.dumps([fault_record(fault) for fault in faults]).decode()


def fault_record(fault: Fault) -> dict[str, object]:
    """One fault as JSON, without its proposal."""
    return {
        "row": fault.row, "column": fault.column, "field": fault.field, "code": fault.code,
        "severity": fault.severity, "vi": fault.vi, "en": fault.en,
    }  # fmt: skip
