"""When the steps of a route are due, counted in working days from the paper's receipt, and who is late by how much.

The day of receipt is not counted, the last day is (Civil Code 2015, articles 147 and 148). Holidays are handed in
as a set of days. A step whose term no source lays down is never late, and nothing after it has a day of its own.
Who lists here (a commune) has its term from the receipt; what an employer takes to list ends with the receipt.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from app.rules.handling import DESKS
from app.rules.law import Amendment, LawOfDay, Standing
from app.rules.policy import Step

SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A step of a route, and the last day on which it is in time; None: its term is not known."""

    step: Step
    due: date | None


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Neither a Saturday or Sunday nor a holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def after_working_days(day: date, count: int, holidays: AbstractSet[date]) -> date:
    """The so many-th working day after a day."""
    while count > 0:
        day += DAY
        count -= is_working_day(day, holidays)
    return day


def working_days_between(day: date, until: date, holidays: AbstractSet[date]) -> int:
    """The working days after a day, until another; none where it lies before."""
    days = (day + DAY * nth for nth in range(1, (until - day).days + 1))
    return sum(is_working_day(each, holidays) for each in days)


def chain(route: Sequence[Step], received_on: date, holidays: AbstractSet[date]) -> tuple[Due, ...]:
    """Every step of a route with its day, each counted from the end of the one before; the receipt ends the listing.

    What has to be confirmed before a list is received, and was not, is asked for from the receipt on: it has its
    own term from then and puts nothing off.
    """
    listed = next((nth for nth, step in enumerate(route) if step.act == "list"), 0)
    before = [Due(step, _due(step, received_on, holidays)) for step in route[:listed]]
    clock: date | None = received_on
    after = []
    for step in route[listed:]:
        elsewhere = step.act == "list" and step.unit_kind not in DESKS
        due = None if elsewhere else _due(step, clock, holidays)
        after.append(Due(step, due))
        clock = received_on if step.act == "list" and due is None else due
    return (*before, *after)


def days_late(due: date | None, on: date, holidays: AbstractSet[date]) -> int:
    """By how many working days a step that is not done on a day is late."""
    return working_days_between(due, on, holidays) if due else 0


def last_application_day(last_day: tuple[Amendment[date], ...], at: LawOfDay) -> date | None:
    """The last day on which a paper is received in time; None where none is laid down, or it is an open point."""
    held = at.in_force(last_day)
    return held.value if held and held.standing is not Standing.UNCONFIRMED else None


def _due(step: Step, clock: date | None, holidays: AbstractSet[date]) -> date | None:
    if clock is None or step.working_days is None:
        return None
    return after_working_days(clock, step.working_days, holidays)
