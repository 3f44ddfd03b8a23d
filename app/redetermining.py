"""Determine applications again: under the law of another day, with what others confirmed, with supports since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import db, law_words, statements
from app.case_facts import whole
from app.determining import INSERT_STAGED, Case, determine, hashed_facts_of, keep, reserve, supported, typed

AGAIN = text("""
    SELECT a.id AS application_id, r.id AS row_id, a.policy, a.round, d.outcome, d.amount_vnd, r.facts, r.health_cipher
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id)
    JOIN application a ON a.id = asked.id
    JOIN list_row r ON r.application_id = a.id AND r.state = 'accepted'
    JOIN determination d ON d.id = a.determination_id
    ORDER BY a.id
""")

SUPPORTS = text("""
    SELECT a.id AS application_id, s.said
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN application a ON a.id = asked.id
    JOIN support s ON s.person_id = a.person_id AND s.application_id IS DISTINCT FROM a.id
""")

CHILDREN = text("""
    SELECT r.application_id, s.said
    FROM unnest(CAST(:rows AS bigint[])) AS asked(id) JOIN list_row r ON r.id = asked.id
    JOIN application a ON a.id = r.application_id
    CROSS JOIN LATERAL unnest(CAST(:hashed AS text[])) AS name
    JOIN support s ON s.child_key = r.facts ->> name AND s.child_key <> '' AND s.person_id <> a.person_id
""")

# Of two that go up together with one child, the earlier application has it: nothing is on record for either yet.
TOGETHER = text("""
    WITH owed AS MATERIALIZED (
        SELECT * FROM owed_line WHERE submission_id = ANY (CAST(:together AS bigint[])) AND child_key <> '')
    SELECT r.application_id, json_build_object('policy', o.policy, 'component', o.component, 'state', 'approved',
                                               'amount_vnd', o.amount_vnd, 'child', o.child_key) AS said
    FROM unnest(CAST(:rows AS bigint[])) AS asked(id) JOIN list_row r ON r.id = asked.id
    CROSS JOIN LATERAL unnest(CAST(:hashed AS text[])) AS name
    JOIN owed o ON o.child_key = r.facts ->> name AND o.application_id < r.application_id
""")

SETTLE = text("""
    UPDATE application a SET determination_id = s.id,
        state = CASE WHEN a.state NOT IN ('received', 'determined', 'returned') THEN a.state
                     WHEN s.outcome = 'undetermined' THEN 'received' ELSE 'determined' END
    FROM staged_determination s WHERE s.act_id = :act AND a.id = s.application_id
""")

CLEAR = text("DELETE FROM staged_determination WHERE act_id = :act")


@dataclass(frozen=True, slots=True)
class Difference:
    """An application whose new determination says something else than the old one."""

    application_id: int
    before: str
    before_vnd: int
    after: str
    after_vnd: int
    reason: str | None


def _histories(
    tx: Session, rows: Sequence[Row[Any]], together: Sequence[int]
) -> dict[int, list[dict[str, object]]]:  # fmt: skip
    """What each application's person is supported with by others, and what others have for its children."""
    histories: dict[int, list[dict[str, object]]] = {}
    hashed = sorted({fact.name for policy in {row.policy for row in rows} for fact in hashed_facts_of(policy)})
    for row in tx.execute(SUPPORTS, {"ids": [row.application_id for row in rows]}):
        histories.setdefault(row.application_id, []).append(row.said)
    of_children = {"rows": [row.row_id for row in rows], "hashed": hashed}
    for row in tx.execute(CHILDREN, of_children) if hashed else ():
        histories.setdefault(row.application_id, []).append(row.said)
    for row in tx.execute(TOGETHER, {**of_children, "together": list(together)}) if hashed and together else ():
        histories.setdefault(row.application_id, []).append(row.said)
    return histories


def cases_of(
    tx: Session, rows: Sequence[Row[Any]], ids: Sequence[int], together: Sequence[int] = ()
) -> list[Case]:  # fmt: skip
    """The cases of some applications as they stand now: their facts, what was said of them, supports since.

    `rows`: as AGAIN finds them; `ids`: of the determinations to come, as many (0: none is to be kept); `together`:
    submissions of one decision, in which an earlier application's child counts as supported.
    """
    confirmed, histories = statements.latest(tx, [row.row_id for row in rows]), _histories(tx, rows, together)
    return [
        Case(
            id_, row.application_id, row.row_id, row.policy, row.round,
            typed(row.policy, {**whole(row.facts, row.health_cipher, row.row_id), **confirmed.get(row.row_id, {})}),
            supported(histories.get(row.application_id, ())),
        )
        for id_, row in zip(ids, rows, strict=True)
    ]  # fmt: skip


def again(
    tx: Session, application_ids: Sequence[int], law_on: date, *, together: Sequence[int] = ()
) -> list[Difference]:  # fmt: skip
    """Determine applications again under the law of a day; the old determinations stay beside the new.

    Who has not been decided yet moves between received and determined; everybody's differences come back.
    `together`: as `cases_of` has it.
    """
    if not application_ids:
        return []
    rows = tx.execute(AGAIN, {"ids": list(application_ids)}).all()
    ids = reserve(tx, determination=len(rows))["determination"]
    determined, bodies = determine(cases_of(tx, rows, ids, together), law_on, law_words.current(tx))
    keep(tx, determined, bodies)
    for statement in (INSERT_STAGED, SETTLE, CLEAR):  # an act may determine again twice
        tx.execute(statement, {"act": db.act_id(tx)})
    return [
        Difference(
            row.application_id, row.outcome, row.amount_vnd, each.outcome.value, each.amount_vnd, each.reason
        )
        for row, each in zip(rows, determined, strict=True)
        if (row.outcome, row.amount_vnd) != (each.outcome.value, each.amount_vnd)
    ]  # fmt: skip
