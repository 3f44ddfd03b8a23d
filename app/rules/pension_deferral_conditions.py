"""Policy 2's own conditions: the fall in insured workers, paid up or deferring already, months left."""

from datetime import date
from functools import lru_cache

from app.rules import pension_deferral_law as law
from app.rules.answering import (
    ANSWERS_MAX,
    NOTHING,
    Sentence,
    answer,
    by_word,
    counted,
    day,
    shown,
    unknown,
    whole,
    yes,
)
from app.rules.conditions import lacking_of, titles_of
from app.rules.law import Circumstances, ConditionResult, Facts, LawOfDay, Standing
from app.rules.pension_deferral_facts import FACTS

NAMED = titles_of(*FACTS)

FEWER: Sentence = (
    "Lao động tham gia BHXH giảm từ {law}% trở lên so với tháng mốc",
    "The insured workers have become fewer by {law}% or more against the month of reference",
)
PAID: Sentence = (
    "Đã đóng đủ BHXH đến hết ngày {law}, không còn nợ, hoặc đang được tạm dừng đóng",
    "Contributions are paid up to {law}, with nothing owed, or are deferred already",
)
MONTHS: Sentence = (
    "Tổng thời gian tạm dừng đóng, kể cả trước đó, không quá {law} tháng",
    "The months of deferral, with those before, are {law} at most",
)

FROM_MAY = ("ended_since_may", "new_since_may")
FROM_FEBRUARY = ("ended_since_february", "new_since_february")


def fewer(facts: Facts, at: Circumstances) -> ConditionResult:
    """Ended less new contracts, and who was stopped for long in the month, against the month of reference.

    Where the law leaves open from when contracts are set off, both readings are worked out: a case on which they
    agree is decided.
    """
    base, nettings = _figures(at.law)
    fallen = tuple([_fallen_percent(facts, base, *netting) for netting in nettings])
    missing: tuple[str, ...] = ()
    if None in fallen:
        missing = lacking_of(facts, base, *(name for netting in nettings for name in netting), "suspended_workers")
    return _fewer(at.law, fallen, missing)


@lru_cache
def _figures(at: LawOfDay) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Which of the form's figures the law of the day asks for: the month's workers, the contracts set off."""
    by_april = at.governing(law.PAID_TO).value >= date(2021, 4, 1)
    base = "insured_workers_april" if by_april else "insured_workers_january"
    netting = at.governing(law.NETTING_FROM_FEBRUARY)
    if netting.standing is Standing.UNCONFIRMED:
        return base, (FROM_FEBRUARY, FROM_MAY)
    return base, (FROM_FEBRUARY if netting.value else FROM_MAY,)


def _fallen_percent(facts: Facts, base: str, ended: str, new: str) -> int | None:
    """In whole percent, rounded down, which reaches a whole threshold just where the fall does; −1 for no fall."""
    workers, stopped = whole(facts, base), whole(facts, "suspended_workers")
    gone, come = whole(facts, ended), whole(facts, new)
    if workers is None or stopped is None or gone is None or come is None:
        return None
    if workers < 1:
        return -1
    return max(-1, min(100, (gone - come + stopped) * 100 // workers))


@lru_cache(ANSWERS_MAX)
def _fewer(at: LawOfDay, fallen: tuple[int | None, ...], missing: tuple[str, ...]) -> ConditionResult:
    held = at.governing(law.FEWER_PERCENT)
    if missing:
        return unknown("fewer_workers", held, FEWER, missing, NAMED)
    percents = [percent for percent in fallen if percent is not None]
    met = {percent >= held.value for percent in percents}
    if len(met) > 1:
        (one_vi, one_en), (two_vi, two_en) = _fall(percents[0]), _fall(percents[1])
        because = (
            f"{one_vi} nếu tính từ 01/02/2021, {two_vi} nếu tính từ 01/05/2021",
            f"{one_en} if counted from 2021-02-01, {two_en} from 2021-05-01",
        )
        unread = at.governing(law.NETTING_FROM_FEBRUARY)
        requires = (FEWER[0].replace("{law}", f"{held.value}"), FEWER[1].replace("{law}", f"{held.value}"))
        return answer("fewer_workers", unread, requires, met=None, because=because)
    (vi, en), word = _fall(min(percents)), by_word(at.governing(law.NETTING_FROM_FEBRUARY))
    return answer("fewer_workers", held, FEWER, met=met.pop(), because=(vi + word[0], en + word[1]))


def _fall(percent: int) -> Sentence:
    return ("không giảm", "no fewer") if percent < 0 else (f"giảm {percent}%", f"by {percent}%")


def paid_up(facts: Facts, at: Circumstances) -> ConditionResult:
    """Paid to the end of the month of reference: owing for it is the same thing told from the other side."""
    if yes(facts, "already_deferring"):
        return _deferring(at.law)
    paid_to = day(facts, "paid_to")
    return _paid_up(at.law, min(paid_to, _paid_enough(at.law)) if paid_to else None)


@lru_cache
def _paid_enough(at: LawOfDay) -> date:
    return at.governing(law.PAID_TO).value


@lru_cache
def _deferring(at: LawOfDay) -> ConditionResult:
    because = ("đang được tạm dừng đóng", "deferring already")
    return answer("paid_up", at.governing(law.PAID_TO), PAID, met=True, because=because)


@lru_cache(ANSWERS_MAX)
def _paid_up(at: LawOfDay, paid_to: date | None) -> ConditionResult:
    held = at.governing(law.PAID_TO)
    if paid_to is None:
        return unknown("paid_up", held, PAID, ("paid_to",), NAMED)
    vi, en = shown(paid_to)
    met = paid_to >= held.value
    return answer("paid_up", held, PAID, met=met, because=NOTHING if met else (f"đến {vi}", f"up to {en}"))


def months_left(facts: Facts, at: Circumstances) -> ConditionResult:
    """Less than the whole was deferred before."""
    return _months_left(at.law, whole(facts, "months_deferred_before"))


@lru_cache(ANSWERS_MAX)
def _months_left(at: LawOfDay, before: int | None) -> ConditionResult:
    held = at.governing(law.TOTAL_MONTHS_MAX)
    months = months_deferred(at, before)
    if months is None:
        return unknown("months_left", held, MONTHS, ("months_deferred_before",), NAMED)
    vi, en = counted(months, "tháng", "month")
    because = (f"được tạm dừng {vi}", f"{en} may be deferred")
    return answer("months_left", held, MONTHS, met=months > 0, because=because)


def months_deferred(at: LawOfDay, before: int | None) -> int | None:
    """The months that may be deferred now."""
    if before is None:
        return None
    left = at.governing(law.TOTAL_MONTHS_MAX).value - max(0, before)
    return max(0, min(at.governing(law.DEFERRED_MONTHS).value, left))
