"""Supports paid before the service began, recorded as they were: they count, they show, and they are never payable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

import orjson
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import audit, db, determining, holding, identity, matching, rules
from app.access import Actor
from app.errors import Invalid
from app.files.lists import ERROR, Fault, Row
from app.files.sent_file import SentFile
from app.models import Unit
from app.protection import seal_number
from app.reading import read_file
from app.rules.prior_support_facts import FACTS, OWN_COMPONENTS
from app.rules.supplements import certificate_number
from app.staging import CHILD_FIELD, child_key


class DistrictUnknown(Invalid):
    """Không xác định được huyện ghi nhận: ghi mã huyện ở tham số unit.
    The district could not be found: give its code as the parameter unit.
    """


class SupportsUnreadable(Invalid):
    """Không đọc được danh sách khoản đã chi: {reason}
    The list of supports paid before could not be read: {reason_en}
    """


@dataclass(frozen=True, slots=True)
class PriorSupport:
    """One support as the old papers have it."""

    row: int
    full_name: str
    birth: date | int | None
    sex: str | None
    numbers: tuple[tuple[str, str], ...]  # (kind, digits)
    policy: str
    component: str
    child: str | None  # the number of the certificate of the child that the support was for
    amount_vnd: int
    paid_on: date
    paper: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, the rows that were known already, and those to be mended."""

    recorded: int
    known: list[int]
    faults: Sequence[Fault] = ()


COLUMNS = (
    "act_id", "ordinal", "row_id", "list_id", "version_id", "district_id", "policy", "occasion", "line",
    "content_index", "cells_cipher", "facts", "notes", "number_indexes", "number_kinds", "number_ciphers",
    "number_last4s", "full_name", "name_key", "sex", "birth_date", "birth_year", "changes", "held", "beneficiary_id",
)  # fmt: skip

# A support of the person's own, whichever policy gave it (law.OWN), has the person for its key.
CHILD_KEY = """CASE WHEN s.facts ->> 'component' = ANY (:own) THEN 'own/' || b.person_id
                    ELSE coalesce(s.facts ->> 'child', '') END"""

_RECORD = """
    INSERT INTO entitlement (policy, beneficiary_id, person_id, occasion, component, child_key, exclusive, amount_vnd,
                             state, origin, recorded, child_cipher, district_id, act_id)
    SELECT s.policy, s.beneficiary_id, b.person_id, 'once', s.facts ->> 'component', {CHILD_KEY},
           s.policy = ANY (:cash) AND s.facts ->> 'component' = 'base' AND NOT EXISTS (
               SELECT FROM entitlement e WHERE e.person_id = b.person_id AND e.exclusive
               AND e.state <> 'cancelled')
           AND s.ordinal = min(s.ordinal) FILTER (
               WHERE s.policy = ANY (:cash) AND s.facts ->> 'component' = 'base') OVER (PARTITION BY b.person_id),
           (s.facts ->> 'amount_vnd')::bigint, 'paid', 'recorded',
           s.facts - 'child', nullif(s.cells_cipher, ''), s.district_id, s.act_id
    FROM staged_row s JOIN beneficiary b ON b.id = s.beneficiary_id
    WHERE s.act_id = :act AND s.faults IS NULL ORDER BY s.ordinal
    ON CONFLICT DO NOTHING
    RETURNING amount_vnd
"""

# Of several rows for the same person, policy and component the first is the one recorded.
_RECORDED = """
    SELECT min(s.ordinal) FROM staged_row s JOIN beneficiary b ON b.id = s.beneficiary_id JOIN entitlement e
        ON e.beneficiary_id = s.beneficiary_id AND e.policy = s.policy AND e.act_id = s.act_id
        AND e.component = s.facts ->> 'component' AND e.child_key = {CHILD_KEY}
    WHERE s.act_id = :act GROUP BY e.id
"""
RECORD, RECORDED = (text(said.replace("{CHILD_KEY}", CHILD_KEY)) for said in (_RECORD, _RECORDED))


def take(tx: Session, actor: Actor, files: Sequence[SentFile], unit: str | None) -> Recorded:
    """Read a list of supports paid before, and record it. Raises SupportsUnreadable, DistrictUnknown."""
    reads = [read_file(file, FACTS) for file in files]
    for fault in (fault for read in reads for fault in read.whole_faults):
        raise SupportsUnreadable(reason=fault.vi, reason_en=fault.en)
    supports = [_support(row) for read in reads for row in read.rows]
    recorded = record(tx, supports, _district(tx, actor, unit))
    faults = [fault for read in reads for fault in read.faults if fault.severity == ERROR]
    return replace(recorded, faults=faults)


def _district(tx: Session, actor: Actor, code: str | None) -> int:
    if code is None and actor.unit_kind == "district":
        return actor.unit_id
    found = tx.scalars(select(Unit.id).where(Unit.code == code, Unit.id.in_(actor.districts))).one_or_none()
    if found is None:
        raise DistrictUnknown
    return found


def _support(row: Row) -> PriorSupport:
    values = row.values
    numbers = tuple((kind, str(values[kind])) for kind in identity.NUMBERS if values.get(kind))
    return PriorSupport(
        row.number, str(values["full_name"]), cast("date | int | None", values.get("birth_date")),
        cast("str | None", values.get("sex")), numbers, str(values["policy"]),
        str(values.get("component") or "base"), cast("str | None", values.get("child_certificate")),
        cast("int", values["amount_vnd"]), cast("date", values["paid_on"]), str(values["paper"]),
    )  # fmt: skip


def record(tx: Session, supports: Sequence[PriorSupport], district_id: int) -> Recorded:
    """Record supports paid before, set-based; who has one of the same kind already comes back."""
    act = {"act": db.act_id(tx)}
    db.stage(tx, "staged_row", COLUMNS, _records(db.act_id(tx), district_id, _people(tx, supports), supports))
    identity.lock(tx)
    identity.resolve(tx)
    likely = matching.find(tx).matches
    for statement in (identity.NEW_BENEFICIARIES, identity.NEW_DOCUMENTS):
        tx.execute(statement, act)
    own = {"own": sorted(OWN_COMPONENTS)}
    recorded = tx.execute(RECORD, {**act, **own, "cash": sorted(rules.cash_regimes())}).scalars().all()
    holding.refresh(tx, matching.keep_with_others(tx, likely))  # who asked before this was known
    known = sorted(set(range(len(supports))) - set(tx.scalars(RECORDED, {**act, **own})))
    audit.append(
        tx, "support.recorded", f"unit/{district_id}", recorded=len(recorded), known=len(known),
        amount_vnd=sum(recorded), policies=sorted({s.policy for s in supports}),
        rules_version=rules.RULES_VERSION,
    )  # fmt: skip
    return Recorded(len(recorded), [supports[nth].row for nth in known])


def _child_cipher(support: PriorSupport) -> bytes:
    """The certificate of a support's child, bound to the key that it is known by: under another it is hashed anew."""
    if not support.child:
        return b""
    return seal_number(certificate_number(support.child), CHILD_FIELD, child_key(support.child).encode())


def _people(tx: Session, supports: Sequence[PriorSupport]) -> list[int]:
    """An id for the person of each support: rows with a number in common are one person's."""
    by_number: dict[tuple[str, str], int] = {}
    people = []
    ids = determining.reserve(tx, beneficiary=len(supports))["beneficiary"]
    for new, support in zip(ids, supports, strict=True):
        person = next((by_number[number] for number in support.numbers if number in by_number), new)
        by_number.update(dict.fromkeys(support.numbers, person))
        people.append(person)
    return people


def _records(
    act_id: int, district_id: int, people: Sequence[int], supports: Sequence[PriorSupport]
) -> Iterator[tuple[object, ...]]:
    for ordinal, (person, support) in enumerate(zip(people, supports, strict=True)):
        numbers = [identity.number(kind, digits) for kind, digits in support.numbers]
        facts = {
            "component": support.component, "child": child_key(support.child) if support.child else None,
            "amount_vnd": support.amount_vnd, "paid_on": support.paid_on, "paper": support.paper,
        }  # fmt: skip
        born = support.birth
        yield (
            act_id, ordinal, 0, 0, 0, district_id, support.policy, "once", support.row, b"", _child_cipher(support),
            orjson.dumps(facts).decode(), "[]", [number.index for number in numbers],
            [number.kind for number in numbers], [number.cipher for number in numbers],
            [number.last4 for number in numbers], support.full_name, identity.fold_name(support.full_name), support.sex,
            born if isinstance(born, date) else None, born.year if isinstance(born, date) else born, False, False,
            person,
        )  # fmt: skip
