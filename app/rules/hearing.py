"""Whether a value of the law is heard: whether any case would end otherwise if it were another.

A draft that no case hears would cost nothing, whatever it says; so a value is either heard or only recorded.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from app.rules.determination import determine
from app.rules.drawing import Case
from app.rules.fact import Kind
from app.rules.law import Amendment, Citation, Drafted, LawOfDay, Standing, Window, Word, law_of
from app.rules.policy import Policy, Value
from app.rules.reaching import Reaching

DRAFT = Citation("dự thảo", "thử")
SHIFT = timedelta(days=150)
TRIES = 8000
"""How many determinations a value is given to be heard in."""


def heard(value: Value, reached: Reaching) -> bool:
    """Whether a case was found that hears of a draft to the value, or waits for its open point."""
    if any(each.point in reached.waiting for each in value.amendments):
        return True
    held = [each.value for each in value.amendments if each.value is not None]
    others = list(others_than(held[-1])) if held else []
    drafted = _drafted(value, others)
    cases = [*reached.found, *_at_it(held[-1], reached), *reached.some(TRIES // (1 + len(others)))] if others else []
    return any(_hears(reached.policy, case, drafted(_day(value, case), case.words)) for case in cases)


def _at_it(value: object, reached: Reaching) -> Iterator[Case]:
    """Eligible cases where a figure of the form is just the value."""
    if type(value) is int:
        figures = [fact.name for fact in reached.drawing.read.values() if fact.kind in {Kind.INTEGER, Kind.MONEY}]
        yield from (case.having(name, value) for case in reached.found for name in figures)


Drafts = Callable[[date, tuple[Word, ...]], tuple[LawOfDay, ...]]


def _drafted(value: Value, others: Sequence[object]) -> Drafts:
    """The law of a day as it is, then as each draft would have it; the same again for the same day and words."""

    @lru_cache(None)
    def laws(on: date, words: tuple[Word, ...]) -> tuple[LawOfDay, ...]:
        amendments = [Amendment(on, other, DRAFT, Standing.DERIVED) for other in others]
        return (
            law_of(on, words),
            *(LawOfDay(on, words, (Drafted(value.amendments, each),)) for each in amendments),
        )

    return laws


def _day(value: Value, case: Case) -> date:
    """The day after the value's last amendment, or the case's day where that is later."""
    return max(case.on, value.amendments[-1].since + timedelta(days=1))


def others_than(value: object) -> Iterator[object]:
    """Values of the same form that say something else."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from {0, value + 1, value * 3 + 1, max(0, value - 1)} - {value}
    elif isinstance(value, date):
        yield from (value - SHIFT, value + SHIFT)
    elif isinstance(value, frozenset):
        yield from (frozenset({"–"}), *(value - {each} for each in value))
    else:
        yield from _parts_changed(value)


def _parts_changed(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from ((*value[:place], other, *value[place + 1 :]) for other in others_than(each))
    elif isinstance(value, Window):
        yield from (Window(value.first + SHIFT, value.last), Window(value.first, value.last - SHIFT))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from (replace(value, **{field.name: other}) for other in others_than(getattr(value, field.name)))


def _hears(policy: Policy, case: Case, laws: Sequence[LawOfDay]) -> bool:
    first, *others = laws
    told = _told(policy, case, first)
    return any(_told(policy, case, law) != told for law in others)


def _told(policy: Policy, case: Case, law: LawOfDay) -> tuple[object, ...]:
    found = determine(policy, case.facts, replace(case.circumstances, law=law))
    return found.outcome, found.results, found.lines
