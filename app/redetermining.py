"""Determine applications again: under the law of another day, with what others confirmed, with supports since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import db, law_words, statements
from app.determining import INSERT_STAGED, Case, determine, hashed_facts_of, keep, reserve, supported, typed

AGAIN = text("""
    SELECT a.id AS application_id, r.id AS row_id, a.policy, a.round, d.outcome, d.amount_vnd, r.facts
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id)
    JOIN application a ON a.id = asked.id
    JOIN list_row r ON r.application_id = a.id AND r.state = 'accepted'
    JOIN determination d ON d.id = a.determination_id
    ORDER BY a.id
""")

SUPPORTS = text("""
    SELECT a.id AS application_id, s.said
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN application a ON a.id = asked.id
    JOIN support s ON s.beneficiary_id = a.beneficiary_id AND s.application_id IS DISTINCT FROM a.id
""")

CHILDREN = text("""
    SELECT r.application_id, s.said
    FROM unnest(CAST(:rows AS bigint[])) AS asked(id) JOIN list_row r ON r.id = asked.id
    JOIN application a ON a.id = r.application_id
    CROSS JOIN LATERAL unnest(CAST(:hashed AS text[])) AS name
    JOIN support s ON s.child_key = r.facts ->> name AND s.child_key <> '' AND s.beneficiary_id <> a.beneficiary_id
""")

SETTLE = text("""
    UPDATE application a SET determination_id = s.id,
        state = CASE WHEN a.state NOT IN ('received', 'determined', 'returned') THEN a.state
                     WHEN s.outcome = 'undetermined' THEN 'received' ELSE 'determined' END
    FROM staged_determination s WHERE s.act_id = :act AND a.id = s.application_id
""")


@dataclass(frozen=True, slots=True)
class Difference:
    """An application whose new determination says something else than the old one."""

    application_id: int
    before: str
    before_vnd: int
    after: str
    after_vnd: int
    reason: str | None


def _histories(tx: Session, rows: Sequence[Row[Any]]) -> dict[int, list[dict[str, object]]]:
    """What each application's person is supported with by others, and what others have for its children."""
    histories: dict[int, list[dict[str, object]]] = {}
    hashed = sorted({fact.name for policy in {row.policy for row in rows} for fact in hashed_facts_of(policy)})
    for row in tx.execute(SUPPORTS, {"ids": [row.application_id for row in rows]}):
        histories.setdefault(row.application_id, []).append(row.said)
    for row in tx.execute(CHILDREN, {"rows": [row.row_id for row in rows], "hashed": hashed}) if hashed else ():
        histories.setdefault(row.application_id, []).append(row.said)
    return histories


def cases_of(tx: Session, rows: Sequence[Row[Any]], ids: Sequence[int]) -> list[Case]:
    """The cases of some applications as they stand now: their facts, what was said of them, supports since.

    `rows`: as AGAIN finds them; `ids`: of the determinations to come, as many (0: none is to be kept).
    """
    confirmed, histories = statements.latest(tx, [row.row_id for row in rows]), _histories(tx, rows)
    return [
        Case(
            id_, row.application_id, row.row_id, row.policy, row.round,
            typed(row.policy, {**row.facts, **confirmed.get(row.row_id, {})}),
            supported(histories.get(row.application_id, ())),
        )
        for id_, row in zip(ids, rows, strict=True)
    ]  # fmt: skip


def again(tx: Session, application_ids: Sequence[int], law_on: date) -> list[Difference]:
    """Determine applications again under the law of a day; the old determinations stay beside the new.

    Who has not been decided yet moves between received and determined; everybody's differences come back.
    """
    rows = tx.execute(AGAIN, {"ids": list(application_ids)}).all()
    ids = reserve(tx, determination=len(rows))["determination"]
    determined, bodies = determine(cases_of(tx, rows, ids), law_on, law_words.current(tx))
    keep(tx, determined, bodies)
    for statement in (INSERT_STAGED, SETTLE):
        tx.execute(statement, {"act": db.act_id(tx)})
    return [
        Difference(
            row.application_id, row.outcome, row.amount_vnd, each.outcome.value, each.amount_vnd, each.reason
        )
        for row, each in zip(rows, determined, strict=True)
        if (row.outcome, row.amount_vnd) != (each.outcome.value, each.amount_vnd)
    ]  # fmt: skip
