"""Policy 5's own conditions: how long the stoppage lasted, and that those days lie within the law's window.

The days count from the first to the last, both counted, less those that were worked in between (`stopped_days`
says how many were not). At first fourteen days in all were enough; since Resolution 126 they are consecutive.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.rules import stopped_work_law as law
from app.rules.answering import NOTHING, Sentence, answer, counted, day, in_words, shown, whole
from app.rules.conditions import REVERSED, SPELLS_MAX, by_name, lacking, lacking_of, titles_of
from app.rules.law import Circumstances, Condition, ConditionResult, Facts, LawOfDay
from app.rules.open_points import is_open
from app.rules.stopped_work_facts import FACTS

FIRST, LAST, DAYS = "stopped_from", "stopped_to", "stopped_days"
DURATION: Sentence = (
    "Ngừng việc từ {law} ngày trở lên (liên tục, từ Nghị quyết 126), tính cả ngày đầu và ngày cuối",
    "The stoppage lasts {law} days or more (consecutive, since Resolution 126), first and last counted",
)
WINDOW: Sentence = ("Số ngày ngừng việc nằm trong thời gian {law}", "The days of the stoppage lie in the time {law}")
INTERRUPTED: Sentence = (
    "có ngày vẫn làm việc: ghi đợt ngừng việc liên tục dài nhất",
    "some days were worked: the longest unbroken spell is to be listed",
)

_NAMED = titles_of(*(by_name(FACTS)[name] for name in (FIRST, LAST)))
_no_duration = lacking("duration", DURATION, law.LEAST_DAYS, _NAMED)
_no_window = lacking("window", WINDOW, law.WINDOW, _NAMED)


@dataclass(frozen=True, slots=True)
class Spell:
    """A stoppage's first and last day, and how many days of it work stood still."""

    first: date
    last: date
    days: int

    @property
    def interrupted(self) -> bool:
        """Whether days in between were worked."""
        return self.days < (self.last - self.first).days + 1


def spell(first: date, last: date, said: int | None) -> Spell:
    """As the form says it; what it says of days in between never makes them more than there are."""
    span = max(0, (last - first).days + 1)
    return Spell(first, last, span if said is None else max(0, min(said, span)))


def duration(facts: Facts, at: Circumstances) -> ConditionResult:
    """Fourteen days or more."""
    first, last = day(facts, FIRST), day(facts, LAST)
    if first is None or last is None:
        return _no_duration(at.law, lacking_of(facts, FIRST, LAST))
    return _duration(at.law, first, last, whole(facts, DAYS))


def window(facts: Facts, at: Circumstances) -> ConditionResult:
    """The days that it must have lie within; it may run on beyond."""
    first, last = day(facts, FIRST), day(facts, LAST)
    if first is None or last is None:
        return _no_window(at.law, lacking_of(facts, FIRST, LAST))
    return _window(at.law, first, last, whole(facts, DAYS))


@lru_cache(SPELLS_MAX)
def _duration(at: LawOfDay, first: date, last: date, said: int | None) -> ConditionResult:
    held, found = at.governing(law.LEAST_DAYS), spell(first, last, said)
    if found.days < held.value:
        vi, en = counted(found.days, "ngày", "day")
        because = REVERSED if last < first else (f"chỉ {vi}", f"only {en}")
        return answer("duration", held, DURATION, met=False, because=because)
    if found.interrupted and at.governing(law.CONSECUTIVE).value:
        # The longest of its spells may be long enough or not: the form does not tell.
        return answer("duration", held, DURATION, met=None, because=INTERRUPTED)
    return answer("duration", held, DURATION, met=True)


@lru_cache(SPELLS_MAX)
def _window(at: LawOfDay, first: date, last: date, said: int | None) -> ConditionResult:
    held, found = at.governing(law.WINDOW), spell(first, last, said)
    least = at.governing(law.LEAST_DAYS).value
    inside = held.value.days(first, last)
    outside, needed = max(0, (last - first).days + 1) - inside, min(found.days, least)
    because = (f"từ {shown(first)[0]} đến {shown(last)[0]}", f"from {shown(first)[1]} to {shown(last)[1]}")
    if first > held.value.last or inside < needed:
        return answer("window", held, WINDOW, met=False, because=because)
    if found.days - outside < needed:
        return answer("window", held, WINDOW, met=None, because=INTERRUPTED)
    if first < held.value.first:
        return _begun_earlier(at, because)
    return answer("window", held, WINDOW, met=True)


def _begun_earlier(at: LawOfDay, because: Sentence) -> ConditionResult:
    """Enough of its days lie within, but it began before."""
    point, (vi, en) = at.governing(law.BEGUN_EARLIER), in_words(at.governing(law.WINDOW).value)
    requires = (WINDOW[0].replace("{law}", vi), WINDOW[1].replace("{law}", en))
    return answer("window", point, requires, met=point.value, because=NOTHING if is_open(point) else because)


LASTS = Condition("duration", *DURATION, law.LEAST_DAYS, duration)
WITHIN = Condition("window", *WINDOW, law.WINDOW, window)
