"""A stop of activity, of which the law counts the days within its window.

It says "15 days within 1 May to 31 December", not "beginning within": a stop that began before counts from the
window's first day, one that goes on counts to its last.
"""

from datetime import date
from functools import lru_cache

from app.rules.answering import NOTHING, Sentence, answer, day, unknown, whole
from app.rules.conditions import titles_of
from app.rules.fact import Fact
from app.rules.law import Amendment, Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met, Window

Windows = tuple[Amendment[Window], ...]
Days = tuple[Amendment[int], ...]
SPELLS_MAX = 16384
"""How many pairs of days each condition remembers: the stops of a province share far fewer."""

OUTSIDE: Sentence = ("không có ngày nào trong thời gian này", "no day of it lies there")


def reaches_into(id_: str, requires: Sentence, law: Windows, first: Fact, last: Fact) -> Condition:
    """Some day of the stop lies within the window."""
    named = titles_of(first, last)

    @lru_cache(SPELLS_MAX)
    def answered(at: LawOfDay, begun: date | None, ended: date | None) -> ConditionResult:
        held = at.governing(law)
        met = _reaches(begun, ended, held.value)
        if met is None:
            return unknown(id_, held, requires, _lacking(first, begun, last, ended), named)
        return answer(id_, held, requires, met=met, because=NOTHING if met else OUTSIDE)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        return answered(at.law, day(facts, first.name), day(facts, last.name))

    return Condition(id_, *requires, law, test)


def lasts_within(
    id_: str, requires: Sentence, law: Days, windows: Windows, first: Fact, last: Fact, *, total: Fact | None = None
) -> Condition:
    """The stop has as many days within the window as the law asks for, its first and last day counted.

    `total`: how many days it had altogether where it was in several spells; left empty it was in one.
    """
    named = titles_of(first, last)

    @lru_cache(SPELLS_MAX)
    def answered(at: LawOfDay, begun: date | None, ended: date | None, said: int | None) -> ConditionResult:
        held = at.governing(law)
        most = _most_days(begun, ended, at.governing(windows).value)
        days = max(0, most if said is None else min(most, said))
        met = days >= held.value
        if met and (begun is None or ended is None):
            return unknown(id_, held, requires, _lacking(first, begun, last, ended), named)
        return answer(id_, held, requires, met=met, because=NOTHING if met else (f"chỉ {days} ngày", f"{days} days"))

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        said = whole(facts, total.name) if total else None
        return answered(at.law, day(facts, first.name), day(facts, last.name), said)

    return Condition(id_, *requires, law, test)


def _reaches(begun: date | None, ended: date | None, within: Window) -> Met:
    """One end in the window tells enough, and one end beyond its far side too."""
    if (begun is not None and begun > within.last) or (ended is not None and ended < within.first):
        return False
    if any(each is not None and within.holds(each) for each in (begun, ended)):
        return True
    return None if begun is None or ended is None else True


def _lacking(first: Fact, begun: date | None, last: Fact, ended: date | None) -> tuple[str, ...]:
    return (first.name,) * (begun is None) + (last.name,) * (ended is None)


def _most_days(begun: date | None, ended: date | None, within: Window) -> int:
    """The days within the window, both ends counted; where an end is not known, the most that there can be."""
    first = within.first if begun is None else max(begun, within.first)
    last = within.last if ended is None else min(ended, within.last)
    return (last - first).days + 1
