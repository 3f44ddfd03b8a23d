"""Rent is paid once for a month, three months at most: a line for each month asked for, rented and not yet paid.

The two groups' months are one count, since a worker may have passed from one to the other.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from app.rules import rent_law as law
from app.rules.answering import ANSWERS_MAX, BESIDES, Sentence, answer, counted, same_line, unknown
from app.rules.conditions import titles_of
from app.rules.law import (
    Amendment,
    AmountLine,
    Circumstances,
    Condition,
    ConditionResult,
    Facts,
    LawOfDay,
    Window,
)
from app.rules.policy import Lines
from app.rules.rent_facts import RENTED_FROM, RENTED_TO, month_name

CODES = frozenset({"rent_working", "rent_returning"})
NAMED = titles_of(RENTED_FROM) | BESIDES
REQUIRES: Sentence = (
    "Còn tháng thuê nhà được hỗ trợ: mỗi tháng một lần, không quá {law} tháng",
    "A month of rent is left to be supported: each month once, {law} months at most",
)
NOT_ASKED: Sentence = ("không đề nghị tháng nào", "no month is asked for")
NONE_LEFT: Sentence = (
    "các tháng đề nghị không thuê nhà trong thời gian được hỗ trợ, hoặc đã được hỗ trợ",
    "in the months asked for no rent within the time was paid, or they were supported already",
)

Rents = tuple[Amendment[Window], ...]


def months_of(rents: Rents) -> tuple[date, ...]:
    """The first days of the months of the time within which rent is supported."""
    window = rents[0].value
    count = (window.last.year - window.first.year) * 12 + window.last.month - window.first.month + 1
    return tuple(window.first.replace(month=window.first.month + n) for n in range(count))


def condition(rents: Rents) -> Condition:
    """That a month is left to be paid."""
    owed_months = _reading(rents)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        owed, missing, asked = owed_months(facts, at)
        return _months(at.law, len(owed), missing, min(asked, 1))

    return Condition("months", *REQUIRES, law.MONTHS_MAX, test)


@lru_cache(ANSWERS_MAX)
def _months(at: LawOfDay, owed: int, missing: tuple[str, ...], asked: int) -> ConditionResult:
    held = at.governing(law.MONTHS_MAX)
    if not asked:
        return answer("months", held, REQUIRES, met=False, because=NOT_ASKED)
    if missing:
        return unknown("months", held, REQUIRES, missing, NAMED)
    because = counted(owed, "tháng", "month") if owed else NONE_LEFT
    return answer("months", held, REQUIRES, met=owed > 0, because=because)


def lines(rents: Rents, month_vnd: tuple[Amendment[int], ...]) -> Lines:
    """A line for each month; held where what tells the months apart is not known."""
    owed_months = _reading(rents)

    @lru_cache(ANSWERS_MAX)
    def told(at: LawOfDay, owed: tuple[str, ...], missing: tuple[str, ...]) -> tuple[AmountLine, ...]:
        held = at.in_force(month_vnd)
        if held is None:
            return ()
        return tuple(same_line(each, held.value, held.citation, held=bool(missing), missing=missing) for each in owed)

    def test(facts: Facts, at: Circumstances) -> tuple[AmountLine, ...]:
        owed, missing, _ = owed_months(facts, at)
        return told(at.law, owed, missing)

    return test


Reading = Callable[[Facts, Circumstances], tuple[tuple[str, ...], tuple[str, ...], int]]


def _reading(rents: Rents) -> Reading:
    """The months to be paid, what is missing to know them, and how many are asked for."""
    places = {month_name(each.year, each.month): _place(each) for each in months_of(rents)}

    @lru_cache(ANSWERS_MAX)
    def owed(at: LawOfDay, asked: tuple[str, ...], first: int, last: int, paid: tuple[str, ...]) -> tuple[str, ...]:
        left = at.governing(law.MONTHS_MAX).value - len(paid)
        rented = [name for name in asked if first <= places[name] <= last and name not in paid]
        return tuple(rented[: max(0, left)])

    @lru_cache(ANSWERS_MAX)
    def most(at: LawOfDay, asked: tuple[str, ...]) -> tuple[str, ...]:
        return asked[: at.governing(law.MONTHS_MAX).value]

    @lru_cache
    def window_of(at: LawOfDay) -> Window:
        return at.governing(rents).value

    def read(facts: Facts, at: Circumstances) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        get, history = facts.get, at.history
        asked = tuple([name for name in places if get(name) is True])
        begun, ended, window = get(RENTED_FROM.name), get(RENTED_TO.name), window_of(at.law)
        if not isinstance(begun, date) or history is None:
            missing = () if isinstance(begun, date) else (RENTED_FROM.name,)
            return most(at.law, asked), missing if history is not None else (*missing, "history"), len(asked)
        first = max(window.first, begun)
        last = ended if isinstance(ended, date) and ended < window.last else window.last
        if first > last:
            return (), (), len(asked)
        paid = tuple([each.component for each in history if each.policy in CODES]) if history else ()
        return owed(at.law, asked, _place(first), _place(last), paid), (), len(asked)

    return read


def _place(moment: date) -> int:
    """Where a day's month stands among all months."""
    return moment.year * 12 + moment.month
