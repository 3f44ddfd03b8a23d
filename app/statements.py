"""What others said of a row, and what its person said of it: the latest word on each fact counts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from app import db
from app.access import Actor, scope_of, scoped
from app.models import Confirmation

LATEST = text("""
    SELECT c.row_id, jsonb_object_agg(f.key, f.value ORDER BY c.id) AS facts
    FROM unnest(CAST(:rows AS bigint[])) AS asked(id) JOIN confirmation c ON c.row_id = asked.id
    CROSS JOIN LATERAL jsonb_each(c.facts) f
    GROUP BY c.row_id
""")  # of one key given twice, jsonb keeps the later value

SAID_BY_THEN = """(
        SELECT jsonb_object_agg(f.key, f.value ORDER BY said.id) FROM confirmation said
        CROSS JOIN LATERAL jsonb_each(said.facts) f
        WHERE said.row_id = d.row_id AND said.act_id <= d.act_id)"""
"""What had been said of its row when a determination `d` was made: of each fact the latest word."""

CARRY = text("""
    INSERT INTO confirmation (application_id, row_id, body, facts, reason, paper_number, paper_date, carried_from,
                              act_id)
    SELECT c.application_id, asked.after, c.body, jsonb_object_agg(f.key, f.value), c.reason, c.paper_number,
           c.paper_date, coalesce(c.carried_from, c.id), :act
    FROM unnest(CAST(:before AS bigint[]), CAST(:after AS bigint[]), CAST(:names AS text[]))
        AS asked(before, after, names)
    JOIN confirmation c ON c.row_id = asked.before
    CROSS JOIN LATERAL jsonb_each(c.facts) f
    WHERE f.key = ANY (string_to_array(asked.names, ' '))
    GROUP BY c.id, asked.after ORDER BY c.id
""")

OF_APPLICATION = scoped("""
    SELECT c.id, c.body, c.facts, c.reason, c.paper_number, c.paper_date, act.at,
           r.state = 'accepted' OR EXISTS (
               SELECT FROM confirmation k JOIN list_row m ON m.id = k.row_id AND m.state = 'accepted'
               WHERE k.application_id = c.application_id AND k.carried_from = c.id) AS counts
    FROM confirmation c JOIN act ON act.id = c.act_id JOIN list_row r ON r.id = c.row_id
    JOIN application a ON a.id = c.application_id
    WHERE c.application_id = :application AND c.carried_from IS NULL AND {of_actor} ORDER BY c.id
""")


@dataclass(frozen=True, slots=True)
class Statement:
    """One word on a row: facts by name, with the paper that says so."""

    application_id: int
    row_id: int
    body: str
    facts: Mapping[str, object]
    paper_number: str
    paper_date: date
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What was said of a row that another one mends, as far as it still holds."""

    before: int
    after: int
    names: Collection[str]


def latest(tx: Session, row_ids: Sequence[int]) -> dict[int, dict[str, object]]:
    """What was said last on each fact, by row."""
    found = tx.execute(LATEST, {"rows": list(row_ids)}) if row_ids else ()
    return {row.row_id: row.facts for row in found}


def keep(tx: Session, said: Iterable[Statement]) -> None:
    """Keep statements of this act."""
    act_id = db.act_id(tx)
    values = [
        {name: getattr(each, name) for name in Statement.__slots__} | {"facts": dict(each.facts), "act_id": act_id}
        for each in said
    ]
    if values:
        tx.execute(insert(Confirmation), values)


def carry(tx: Session, carried: Sequence[Carried]) -> None:
    """Say of the mending rows what was said of those that they mend, with the same papers."""
    if carried:
        given: dict[str, object] = {
            "before": [each.before for each in carried],
            "after": [each.after for each in carried],
            "names": [" ".join(sorted(each.names)) for each in carried],
        }
        tx.execute(CARRY, {**given, "act": db.act_id(tx)})


def of_application(tx: Session, actor: Actor, application_id: int) -> list[dict[str, Any]]:
    """Every statement on an application, oldest first; `counts`: it holds for the row that stands."""
    found = tx.execute(OF_APPLICATION, {"application": application_id, **scope_of(actor)})
    return [dict(row) for row in found.mappings()]
