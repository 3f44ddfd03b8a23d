"""A stop of activity, of which the law counts the days within its window.

It says "15 days within 1 May to 31 December", not "beginning within": a stop that began before counts from the
window's first day, one that goes on counts to its last.
"""

from datetime import date
from functools import lru_cache

from app.rules.answering import NOTHING, Sentence, answer, counted, day, unknown, whole
from app.rules.conditions import SPELLS_MAX, titles_of
from app.rules.fact import Fact
from app.rules.law import Amendment, Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met, Window

Windows = tuple[Amendment[Window], ...]
Days = tuple[Amendment[int], ...]

OUTSIDE: Sentence = ("không có ngày nào trong thời gian này", "no day of it lies there")
NOT_TOLD_WHERE: Sentence = (
    "có ngày dừng ngoài thời gian này: ghi từ ngày, đến ngày và tổng số ngày dừng trong thời gian này",
    "it reaches beyond this time: its first and last day and its days within are to be listed",
)


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

    `total`: how many days it had altogether where it was in several spells; left empty it was in one. Where it
    reaches beyond the window, only what must lie within counts, and only what cannot lie there is missed.
    """
    named = titles_of(first, last)

    @lru_cache(SPELLS_MAX)
    def answered(at: LawOfDay, begun: date | None, ended: date | None, said: int | None) -> ConditionResult:
        held = at.governing(law)
        most = _most_days(begun, ended, at.governing(windows).value)
        days = most if said is None else max(0, min(most, said))
        met = days >= held.value
        if met and (begun is None or ended is None):
            return unknown(id_, held, requires, _lacking(first, begun, last, ended), named)
        if met and said is not None and begun and ended and _surely(begun, ended, said, most) < held.value:
            return answer(id_, held, requires, met=None, because=NOT_TOLD_WHERE)
        vi, en = counted(days, "ngày", "day")
        return answer(id_, held, requires, met=met, because=NOTHING if met else (f"chỉ {vi}", f"only {en}"))

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


def _surely(begun: date, ended: date, said: int, within: int) -> int:
    """The days that must lie within the window: those said, less all days of the span outside it."""
    span = (ended - begun).days + 1
    return min(said, span) - (span - within)


def _most_days(begun: date | None, ended: date | None, within: Window) -> int:
    """The days within the window, both ends counted; where an end is not known, the most that there can be."""
    return within.days(begun or within.first, ended or within.last)
