"""What each list waits for, since when, and who is late by how much: clocks run from the paper's receipt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import law_words, rules
from app.access import Actor
from app.rules import confirmations, deadlines
from app.rules.deadlines import Due
from app.rules.fact import Place
from app.rules.law import Word, law_of
from app.rules.policy import UNIT_KINDS
from app.working_days import holidays_between

NEXT = ("appraise", "decide", "pay")
"""What follows a list: a route without one of these goes on to the next."""

STANDING = text("""
    SELECT l.id AS list_id, l.policy, l.round, l.unit_id, l.district_id, v.number AS version, v.received_on,
           a.submission_id, waits.act, waits.missing, count(*) AS applications,
           u.kind AS unit_kind, u.name AS unit, d.kind AS district_kind, d.name AS district,
           above.kind AS above_kind, above.name AS above
    FROM beneficiary_list l
    JOIN list_row r ON r.list_id = l.id AND r.state = 'accepted'
    JOIN list_version v ON v.id = r.version_id
    JOIN application a ON a.id = r.application_id
    JOIN determination n ON n.id = a.determination_id
    JOIN unit u ON u.id = l.unit_id JOIN unit d ON d.id = l.district_id LEFT JOIN unit above ON above.id = d.parent_id
    CROSS JOIN LATERAL (SELECT
        CASE a.state WHEN 'returned' THEN 'list' WHEN 'appraised' THEN 'decide' WHEN 'decided' THEN 'pay'
             ELSE 'appraise' END AS act,
        CASE WHEN a.state = 'received' THEN n.reason END AS missing) waits
    WHERE l.id = ANY (:lists) AND (a.state IN ('received', 'determined', 'returned', 'appraised')
        OR a.state = 'decided' AND EXISTS (SELECT FROM entitlement e WHERE e.application_id = a.id
                                           AND e.state IN ('open', 'reserved')))
    GROUP BY l.id, v.id, a.submission_id, waits.act, waits.missing, u.id, d.id, above.id
    ORDER BY l.id, v.number, a.submission_id, waits.act, waits.missing
""")

LISTS = text("""
    SELECT l.id FROM beneficiary_list l
    WHERE (l.district_id = ANY (:districts) OR l.unit_id = :unit) AND l.id > :after
      AND (CAST(:policy AS text) IS NULL OR l.policy = :policy)
    ORDER BY l.id LIMIT :limit
""")


@dataclass(frozen=True, slots=True)
class StepDue:
    """A step of the route with the last day on which it is in time."""

    act: str
    unit_kind: str
    vi: str
    en: str
    working_days: int | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Applications of one list, received on one day, that wait for the same step."""

    list_id: int
    policy: str
    round: int | None
    version: int
    received_on: date
    submission_id: int | None
    applications: int
    step: StepDue
    responsible: str  # whose turn it is
    days_late: int  # working days
    last_application_day: date | None
    received_in_time: bool | None  # None: no last day is known
    steps: Sequence[StepDue]


def of_lists(tx: Session, list_ids: Sequence[int], on: date) -> dict[int, list[Deadline]]:
    """What waits in some lists, by list; a list of which everything is done waits for nothing."""
    found: dict[int, list[Deadline]] = {}
    rows = tx.execute(STANDING, {"lists": list(list_ids)}).all() if list_ids else ()
    words = law_words.current(tx) if rows else ()
    for (_, _, _, step), group in _together(rows):
        found.setdefault(group[0].list_id, []).append(_deadline(group, step, on, words))
    return found


def page(
    tx: Session, actor: Actor, on: date, *, policy: str | None, late: bool, after: int, limit: int
) -> tuple[list[Deadline], int | None]:
    """What waits in the next lists of the actor's scope, and the list after which to go on."""
    asked = {"districts": sorted(actor.districts), "unit": actor.unit_id, "policy": policy}
    ids = tx.scalars(LISTS, {**asked, "after": after, "limit": limit}).all()
    found = [each for waiting in of_lists(tx, ids, on).values() for each in waiting]
    return [each for each in found if each.days_late or not late], ids[-1] if len(ids) == limit else None


Group = tuple[int, int, int | None, StepDue]


def _together(rows: Iterable[Row[Any]]) -> Iterable[tuple[Group, list[Row[Any]]]]:
    """Rows of the same list, version, submission and step: what they lack may differ."""
    found: dict[Group, list[Row[Any]]] = {}
    for row in rows:
        step = _current(row.policy, row.received_on, row.act, row.missing)
        found.setdefault((row.list_id, row.version, row.submission_id, step), []).append(row)
    return found.items()


def _deadline(group: Sequence[Row[Any]], step: StepDue, on: date, words: tuple[Word, ...]) -> Deadline:
    row = group[0]
    last = deadlines.last_application_day(rules.POLICIES[row.policy].last_day, law_of(row.received_on, words))
    return Deadline(
        row.list_id, row.policy, row.round, row.version, row.received_on, row.submission_id,
        sum(each.applications for each in group), step, _responsible(row, step),
        _days_late(step.due, row.received_on, on), last,
        None if last is None else row.received_on <= last, steps_of(row.policy, row.received_on),
    )  # fmt: skip


@lru_cache(4096)
def steps_of(policy: str, received_on: date) -> tuple[StepDue, ...]:
    """The route of a paper received on a day, each step with its last day."""
    route = rules.route_of(policy, received_on)
    span = _holidays(received_on, received_on.replace(year=received_on.year + 1, day=1))
    return tuple(_step_due(each) for each in deadlines.chain(route, received_on, span))


@lru_cache(4096)
def _current(policy: str, received_on: date, act: str, missing: str | None) -> StepDue:
    """The step that applications wait for."""
    steps = steps_of(policy, received_on)
    body = _waited_for(policy, missing)
    if body:
        asked = (step for step in steps if (step.act, step.unit_kind) == ("confirm", body))
        return next(asked, StepDue("confirm", body, *UNIT_KINDS[body], None, None))
    wanted = NEXT[NEXT.index(act) :] if act in NEXT else (act,)
    return next((step for each in wanted for step in steps if step.act == each), StepDue(act, "", "–", "–", None, None))


@lru_cache(4096)
def _days_late(due: date | None, received_on: date, on: date) -> int:
    return deadlines.days_late(due, on, _holidays(received_on, on))


def _waited_for(policy: str, missing: str | None) -> str | None:
    """The body whose word alone is missing, the first of several; None where something else is."""
    asked = (fact for fact in rules.POLICIES[policy].facts if fact.place is Place.CONFIRMATION)
    facts = {fact.name: confirmations.body_of(fact) for fact in asked}
    names = (missing or "").split(", ")
    return facts[names[0]] if all(name in facts for name in names) else None


def _responsible(row: Row[Any], step: StepDue) -> str:
    """By name where the unit is known here, else by its kind."""
    at = {row.above_kind: row.above, row.district_kind: row.district, row.unit_kind: row.unit}
    return str(at.get(step.unit_kind) or UNIT_KINDS.get(step.unit_kind, ("–", "–"))[0])


def _step_due(each: Due) -> StepDue:
    step = each.step
    return StepDue(step.act, step.unit_kind, step.vi, step.en, step.working_days, each.due)


def _holidays(first: date, last: date) -> frozenset[date]:
    return holidays_between(min(first, last), max(first, last))
