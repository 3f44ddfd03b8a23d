"""Supports paid before the service began, recorded as they were: they count, they show, and they are never payable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import orjson
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import audit, db, determining, identity, rules
from app.access import Actor


@dataclass(frozen=True, slots=True)
class PriorSupport:
    """One support as the old papers have it."""

    row: int
    full_name: str
    birth: date | int | None
    sex: str | None
    numbers: tuple[tuple[str, str], ...]  # (kind, digits)
    policy: str
    amount_vnd: int
    paid_on: date
    paper: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, and the rows that were known already."""

    recorded: int
    known: list[int]


STAGE = text("""
    INSERT INTO staged_row (act_id, ordinal, row_id, list_id, version_id, district_id, policy, occasion, line,
        content_index, cells_cipher, facts, notes, number_indexes, number_kinds, number_ciphers, number_last4s,
        full_name, name_key, sex, birth_date, birth_year, changes, held, beneficiary_id)
    SELECT :act, n.ordinal, 0, 0, 0, :district, n.policy, 'once', n.line, '', '', n.facts::jsonb, '[]',
        ARRAY(SELECT decode(v, 'hex') FROM jsonb_array_elements_text(n.indexes::jsonb) v),
        ARRAY(SELECT v FROM jsonb_array_elements_text(n.kinds::jsonb) v),
        ARRAY(SELECT decode(v, 'hex') FROM jsonb_array_elements_text(n.ciphers::jsonb) v),
        ARRAY(SELECT v FROM jsonb_array_elements_text(n.last4s::jsonb) v),
        n.full_name, n.name_key, n.sex, n.birth_date, n.birth_year, false, false, n.beneficiary_id
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS n(ordinal bigint, policy text, line bigint, facts text,
        indexes text, kinds text, ciphers text, last4s text, full_name text, name_key text, sex text, birth_date date,
        birth_year bigint, beneficiary_id bigint)
""")

RECORD = text("""
    INSERT INTO entitlement (policy, beneficiary_id, occasion, component, exclusive, amount_vnd, state, origin,
                             recorded, district_id, act_id)
    SELECT s.policy, s.beneficiary_id, 'once', 'base', true, (s.facts ->> 'amount_vnd')::bigint, 'paid', 'recorded',
           s.facts, s.district_id, s.act_id
    FROM staged_row s WHERE s.act_id = :act AND s.faults IS NULL ORDER BY s.ordinal
    ON CONFLICT DO NOTHING
    RETURNING beneficiary_id
""")

UNRECORDED = text("""
    SELECT s.line FROM staged_row s WHERE s.act_id = :act AND NOT EXISTS (
        SELECT FROM entitlement e WHERE e.act_id = :act AND e.beneficiary_id = s.beneficiary_id
        AND e.policy = s.policy)
    ORDER BY s.ordinal
""")


def record(tx: Session, actor: Actor, supports: Sequence[PriorSupport], district_id: int) -> Recorded:
    """Record supports paid before, set-based; who has one of the same kind already comes back."""
    act = {"act": db.act_id(tx)}
    supports, repeated = _once_each(supports)
    ids = determining.reserve(tx, "beneficiary", len(supports))
    rows = [_row(nth, id_, support) for nth, (id_, support) in enumerate(zip(ids, supports, strict=True))]
    tx.execute(STAGE, {**act, "district": district_id, "rows": orjson.dumps(rows).decode()})
    identity.lock(tx)
    identity.resolve(tx)
    for statement in (identity.NEW_BENEFICIARIES, identity.NEW_DOCUMENTS):
        tx.execute(statement, act)
    recorded = len(tx.execute(RECORD, act).all())
    known = sorted([*tx.scalars(UNRECORDED, act), *repeated])
    tx.execute(text("DELETE FROM staged_row WHERE act_id = :act"), act)
    audit.append(
        tx, "support.recorded", f"unit/{district_id}", recorded=recorded, known=len(known),
        amount_vnd=sum(support.amount_vnd for support in supports), policies=sorted({s.policy for s in supports}),
        rules_version=rules.RULES_VERSION,
    )  # fmt: skip
    return Recorded(recorded, known)


def _once_each(supports: Sequence[PriorSupport]) -> tuple[list[PriorSupport], list[int]]:
    """The first support of each number, and the rows of the rest."""
    first: list[PriorSupport] = []
    repeated, seen = [], set[tuple[str, str]]()
    for support in supports:
        if seen.intersection(support.numbers):
            repeated.append(support.row)
        else:
            first.append(support)
        seen.update(support.numbers)
    return first, repeated


def _row(ordinal: int, beneficiary_id: int, support: PriorSupport) -> dict[str, object]:
    numbers = [identity.number(kind, digits) for kind, digits in support.numbers]
    born = support.birth
    facts = {"amount_vnd": support.amount_vnd, "paid_on": support.paid_on, "paper": support.paper}
    return {
        "ordinal": ordinal,
        "policy": support.policy,
        "line": support.row,
        "facts": orjson.dumps(facts).decode(),
        "indexes": orjson.dumps([number.index.hex() for number in numbers]).decode(),
        "kinds": orjson.dumps([number.kind for number in numbers]).decode(),
        "ciphers": orjson.dumps([number.cipher.hex() for number in numbers]).decode(),
        "last4s": orjson.dumps([number.last4 for number in numbers]).decode(),
        "full_name": support.full_name,
        "name_key": identity.fold_name(support.full_name),
        "sex": support.sex,
        "birth_date": born.isoformat() if isinstance(born, date) else None,
        "birth_year": born.year if isinstance(born, date) else born,
        "beneficiary_id": beneficiary_id,
    }
