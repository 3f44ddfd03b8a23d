"""A refused case opens again where its facts change: it is determined anew, and may go up to another decision.

The refusal stays on record with its decision and determination. Whoever has asked anew meanwhile has a live
application, and the refused one stays as it is: one person has one live application under a policy and occasion.
"""

from collections.abc import Mapping

import orjson
from sqlalchemy import ColumnElement, and_, text
from sqlalchemy.orm import Session

from app import statements
from app.models import Application

ASKED_ANEW = """EXISTS (
        SELECT FROM application o WHERE o.policy = {a}.policy AND o.person_id = {a}.person_id
        AND o.occasion = {a}.occasion AND o.id <> {a}.id AND o.state NOT IN ('refused', 'withdrawn')
        AND o.double_of IS NULL)"""
"""That the person of a refused application `{a}` has another, live one under the same policy and occasion."""

REOPEN = text("""
    UPDATE application SET state = 'received', submission_id = NULL, decision_id = NULL
    WHERE id = ANY (:ids) AND state = 'refused'
""")


def may_reopen() -> ColumnElement[bool]:
    """That an application is refused, and its person has not asked anew."""
    return and_(Application.state == "refused", text(f"NOT {ASKED_ANEW.format(a='application')}"))


def by_statements(tx: Session, rows: Mapping[int, int], said: Mapping[int, Mapping[str, object]]) -> list[int]:
    """Open those refused applications of which something else is said now than before; which they are.

    `rows`: the accepted row of each refused application; `said`: what is said of it now.
    """
    before = statements.latest(tx, list(rows.values()))
    ids = [id_ for id_, row_id in rows.items() if _differs(said[id_], before.get(row_id, {}))]
    if ids:
        tx.execute(REOPEN, {"ids": ids})
    return ids


def _differs(said: Mapping[str, object], before: Mapping[str, object]) -> bool:
    now: dict[str, object] = orjson.loads(orjson.dumps(dict(said)))
    return any(before.get(name) != value for name, value in now.items())
