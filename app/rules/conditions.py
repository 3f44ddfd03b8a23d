"""Conditions of the common kinds: each is made from its law, its words and the facts that it reads.

Every maker gives a `Condition` whose test reads facts, then asks an inner function that keeps its answers by the
law of the day and the values read. A requirement may hold `{law}`: what the law says there.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import lru_cache

from app.rules.answering import (
    ANSWERS_MAX,
    NOTHING,
    Sentence,
    answer,
    code,
    counted,
    day,
    shown,
    unknown,
    whole,
    with_standing,
    yes,
)
from app.rules.fact import Fact
from app.rules.law import Amendment, Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met, Standing, Window
from app.rules.open_points import SETTLED, Doubtful, doubted, is_open

Law = tuple[Amendment[object], ...]
NOT_SAID: Sentence = ("không rõ", "not known")
SPELLS_MAX = 65_536
"""How many pairs of a first and a last day a condition keeps: about all that lie within one year."""

ANY_OF_THEM: Sentence = ("mọi trường hợp đều đạt", "every case meets it")
REVERSED: Sentence = ("ngày cuối trước ngày đầu", "its last day is before its first")

LAST_DAY_OPEN: Sentence = ("ngày cuối chưa được xác nhận", "the last day is not confirmed")
NO_EARLIER: Sentence = (
    f"{LAST_DAY_OPEN[0]}, nhưng không thể sớm hơn ngày này", f"{LAST_DAY_OPEN[1]}, but it cannot be earlier",
)  # fmt: skip


def is_so(
    id_: str, requires: Sentence, law: Law, fact: Fact, *, wanted: bool = True, absent: Met = None,
    failed: Sentence = NOTHING,
) -> Condition:  # fmt: skip
    """A yes-or-no fact has the wanted value; `absent` is what an unsaid one counts as (None: unknown)."""

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, said: Met) -> ConditionResult:
        held = at.governing(law)
        if said is None:
            return unknown(id_, held, requires, (fact.name,), titles_of(fact))
        met = said is wanted
        return answer(id_, held, requires, met=met, because=NOTHING if met else failed)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        said = yes(facts, fact.name)
        return answered(at.law, absent if said is None else said)

    return Condition(id_, *requires, law, test)


def is_among(
    id_: str, requires: Sentence, law: tuple[Amendment[AbstractSet[str]], ...], fact: Fact, *, wanted: bool = True,
    doubtful: Doubtful = SETTLED, anybody: Sentence = NOTHING,
) -> Condition:  # fmt: skip
    """A code that the law lists; or, not `wanted`, one that it does not list. Unsaid it is met where every code is.

    A `doubtful` code hangs on its open point where it is not listed. `anybody`: that an empty list leaves nobody out.
    """
    words = {choice.code: (choice.vi, choice.en) for choice in fact.choices}

    def hangs_on(at: LawOfDay, said: str | None) -> Amendment[Met] | None:
        return None if said in at.governing(law).value else doubted(doubtful, said, at)

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, said: str | None) -> ConditionResult:
        held = at.governing(law)
        if anybody != NOTHING and not held.value:
            return answer(id_, held, requires, met=True, because=anybody)
        if said is None:
            if words and all((each in held.value) is wanted and not hangs_on(at, each) for each in words):
                return answer(id_, held, requires, met=True, because=ANY_OF_THEM)
            return unknown(id_, held, requires, (fact.name,), titles_of(fact))
        point = hangs_on(at, said)
        met = bool(point.value) if point else (said in held.value) is wanted
        because = NOTHING if is_open(point) else words.get(said, NOT_SAID)
        return answer(id_, point or held, requires, met=met, because=because)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        return answered(at.law, code(facts, fact.name))

    return Condition(id_, *requires, law, test)


def asked_of(fact: Fact, codes: AbstractSet[str], inner: Condition, otherwise: Sentence) -> Condition:
    """A condition that only some have, by a code of theirs; of the others nothing is asked."""

    @lru_cache(ANSWERS_MAX)
    def aside(at: LawOfDay, said: str | None) -> ConditionResult:
        held, requires = at.governing(inner.law), (inner.vi, inner.en)
        if said is None:
            return unknown(inner.id, held, requires, (fact.name,), titles_of(fact))
        return answer(inner.id, held, requires, met=True, because=otherwise)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        said = code(facts, fact.name)
        return inner.test(facts, at) if said in codes else aside(at.law, said)

    return Condition(inner.id, inner.vi, inner.en, inner.law, test)


def falls_within(id_: str, requires: Sentence, law: tuple[Amendment[Window], ...], fact: Fact) -> Condition:
    """A day lies within the law's window, its first and last day counted."""

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, said: date | None) -> ConditionResult:
        held = at.governing(law)
        if said is None:
            return unknown(id_, held, requires, (fact.name,), titles_of(fact))
        met = _known(held) and held.value.holds(said)
        return answer(id_, held, requires, met=met, because=_day_said(said, met=met))

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        return answered(at.law, day(facts, fact.name))

    return Condition(id_, *requires, law, test)


def not_before(id_: str, requires: Sentence, law: tuple[Amendment[date | None], ...], fact: Fact) -> Condition:
    """A day is the law's day or after."""
    return _against(id_, requires, law, fact, lambda said, limit: said >= limit)


def in_time(id_: str, requires: Sentence, law: tuple[Amendment[date], ...], fact: Fact) -> Condition:
    """A day is the law's day or before, of which no source may tell the last.

    Unconfirmed, the law's value is the earliest day that it can be: who filed by then is in time whatever the
    last day is, and only who filed later hangs on the point. A word on the point decides for all.
    """

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, said: date | None) -> ConditionResult:
        held = at.governing(law)
        is_open, sure = held.standing is Standing.UNCONFIRMED, with_standing(held, Standing.DERIVED)
        if said is None:
            return unknown(id_, sure if is_open else held, requires, (fact.name,), titles_of(fact))
        if is_open and said <= held.value:
            return answer(id_, sure, requires, met=True, because=NO_EARLIER)
        met, (vi, en) = said <= held.value, shown(said)
        late = (f"tiếp nhận {vi}; {LAST_DAY_OPEN[0]}", f"received {en}; {LAST_DAY_OPEN[1]}")
        return answer(id_, held, requires, met=met, because=late if is_open else _day_said(said, met=met))

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        return answered(at.law, day(facts, fact.name))

    return Condition(id_, *requires, law, test)


def before(id_: str, requires: Sentence, law: tuple[Amendment[date | None], ...], fact: Fact) -> Condition:
    """A day lies before the law's day."""
    return _against(id_, requires, law, fact, lambda said, limit: said < limit)


def _against(
    id_: str, requires: Sentence, law: tuple[Amendment[date | None], ...], fact: Fact,
    holds: Callable[[date, date], bool],
) -> Condition:  # fmt: skip
    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, said: date | None) -> ConditionResult:
        held = at.governing(law)
        if said is None:
            return unknown(id_, held, requires, (fact.name,), titles_of(fact))
        met = None if held.value is None else holds(said, held.value)
        return answer(id_, held, requires, met=met, because=_day_said(said, met=met))

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        return answered(at.law, day(facts, fact.name))

    return Condition(id_, *requires, law, test)


def at_least(id_: str, requires: Sentence, law: tuple[Amendment[int], ...], fact: Fact, unit: Sentence) -> Condition:
    """A number is the law's or more; `unit`: of what, one of them."""

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, said: int | None) -> ConditionResult:
        held = at.governing(law)
        if said is None:
            return unknown(id_, held, requires, (fact.name,), titles_of(fact))
        met = _known(held) and said >= held.value
        return answer(id_, held, requires, met=met, because=NOTHING if met else counted(said, *unit))

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        return answered(at.law, whole(facts, fact.name))

    return Condition(id_, *requires, law, test)


def lasts(id_: str, requires: Sentence, law: tuple[Amendment[int], ...], first: Fact, last: Fact) -> Condition:
    """The days between two facts, both counted, are as many as the law asks for, or more."""
    lacks = lacking(id_, requires, law, titles_of(first, last))

    @lru_cache(SPELLS_MAX)
    def answered(at: LawOfDay, begun: date, ended: date) -> ConditionResult:
        held = at.governing(law)
        met = _known(held) and (ended - begun).days + 1 >= held.value
        return answer(id_, held, requires, met=met, because=NOTHING if met else _too_short(begun, ended))

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        begun, ended = day(facts, first.name), day(facts, last.name)
        if begun is None or ended is None:
            return lacks(at.law, lacking_of(facts, first.name, last.name))
        return answered(at.law, begun, ended)

    return Condition(id_, *requires, law, test)


def begins_and_counts_within(
    id_: str, requires: Sentence, law: tuple[Amendment[Window], ...], days: tuple[Amendment[int], ...],
    first: Fact, last: Fact,
) -> Condition:  # fmt: skip
    """It begins within the window, and the days that it must have lie there; it may run on beyond."""
    lacks = lacking(id_, requires, law, titles_of(first, last))

    @lru_cache(SPELLS_MAX)
    def answered(at: LawOfDay, begun: date, ended: date | None) -> ConditionResult:
        held = at.governing(law)
        if held.value.holds(begun) and ended is None:
            return lacks(at, (last.name,))
        needed = timedelta(days=at.governing(days).value - 1)
        begins = held.value.holds(begun)
        met = begins and min(ended or begun, begun + needed) <= held.value.last
        because = _left(begun, held.value.last) if begins and not met else _day_said(begun, met=met)
        return answer(id_, held, requires, met=met, because=because)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        begun, ended = day(facts, first.name), day(facts, last.name)
        if begun is None:
            return lacks(at.law, lacking_of(facts, first.name, last.name))
        return answered(at.law, begun, ended)

    return Condition(id_, *requires, law, test)


def lacking(
    id_: str, requires: Sentence, law: Law, named: Mapping[str, Sentence]
) -> Callable[[LawOfDay, tuple[str, ...]], ConditionResult]:  # fmt: skip
    """What a condition answers where facts are missing."""

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, missing: tuple[str, ...]) -> ConditionResult:
        return unknown(id_, at.governing(law), requires, missing, named)

    return answered


def titles_of(*facts: Fact) -> dict[str, Sentence]:
    """What the form calls some facts."""
    return {fact.name: (fact.vi, fact.en) for fact in facts}


def lacking_of(facts: Facts, *names: str) -> tuple[str, ...]:
    """Which of some facts are not known."""
    return tuple(name for name in names if facts.get(name) is None)


def by_name(facts: Sequence[Fact]) -> dict[str, Fact]:
    """Facts by name, for the conditions that read them."""
    return {fact.name: fact for fact in facts}


def _known(held: Amendment[object]) -> Met:
    """True where the law's value may be asked; None where an open point leaves it unsaid."""
    return None if held.standing is Standing.UNCONFIRMED and held.value is None else True


def _too_short(begun: date, ended: date) -> Sentence:
    if ended < begun:
        return REVERSED
    vi, en = counted((ended - begun).days + 1, "ngày", "day")
    return f"chỉ {vi}", f"only {en}"


def _left(begun: date, last: date) -> Sentence:
    """How few days are left of the window."""
    (vi, en), (from_vi, from_en) = counted((last - begun).days + 1, "ngày", "day"), shown(begun)
    to_vi, to_en = shown(last)
    return f"chỉ {vi} từ {from_vi} đến hết {to_vi}", f"only {en} from {from_en} to {to_en}"


def _day_said(said: date, *, met: Met) -> Sentence:
    if met:
        return NOTHING
    vi, en = shown(said)
    return f"ghi {vi}", f"said {en}"
