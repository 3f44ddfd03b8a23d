"""Policy 11's own conditions: what is asked of one kind of loan only, and the days stopped within the law's."""

from collections.abc import Set as AbstractSet
from functools import lru_cache

from app.rules import wage_loan_law as law
from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, counted, day, unknown, yes
from app.rules.conditions import asked_of, lacking, lacking_of, titles_of
from app.rules.law import Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met, Window
from app.rules.wage_loan_facts import FACTS, FIVE_SECTORS, LOAN_KIND, RECOVERY, STOPPAGE_WAGES

NAMED = titles_of(*FACTS)
STOPPAGE, AFTER_STOP, SECTORS = ({each.code} for each in (STOPPAGE_WAGES, RECOVERY, FIVE_SECTORS))

STOPPED: Sentence = (
    "Người lao động ngừng việc từ {law} ngày liên tục trở lên, tính trong thời gian 01/05/2021–31/03/2022",
    "The workers were stopped for {law} consecutive days or more, counted within 2021-05-01 to 2022-03-31",
)
STOPPED_ONCE: Sentence = (
    "Đơn vị tạm dừng hoạt động trong thời gian {law}",
    "The employer was stopped within the time {law}",
)
DEBT: Sentence = ("Không có nợ xấu tại thời điểm đề nghị vay", "There is no bad debt at the request")

_DAYS = ("stopped_from", "stopped_to")
_no_days = lacking("stopped_days", STOPPED, law.STOPPED_DAYS, NAMED)
_no_stop = lacking("stopped_within", STOPPED_ONCE, law.EVENTS, NAMED)


def of_kinds(kinds: AbstractSet[str], inner: Condition) -> Condition:
    """A condition that only some kinds of loan have."""
    return asked_of(LOAN_KIND, kinds, inner, ("không đặt ra với loại vay này", "not asked of this kind of loan"))


def stopped(facts: Facts, at: Circumstances) -> ConditionResult:
    """As many days in a row as are asked for, of those that lie within the law's."""
    first, last = day(facts, "stopped_from"), day(facts, "stopped_to")
    if first is None or last is None:
        return _no_days(at.law, lacking_of(facts, *_DAYS))
    return _stopped(at.law, min(_events(at.law).days(first, last), _days_least(at.law)))


def stopped_within(facts: Facts, at: Circumstances) -> ConditionResult:
    """A day at least of the employer's stop lies within the law's."""
    first, last = day(facts, "stopped_from"), day(facts, "stopped_to")
    if first is None or last is None:
        return _no_stop(at.law, lacking_of(facts, *_DAYS))
    return _stopped_within(at.law, _events(at.law).days(first, last) > 0)


@lru_cache
def _events(at: LawOfDay) -> Window:
    return at.governing(law.EVENTS).value


@lru_cache
def _days_least(at: LawOfDay) -> int:
    return at.governing(law.STOPPED_DAYS).value


@lru_cache(ANSWERS_MAX)
def _stopped(at: LawOfDay, days: int) -> ConditionResult:
    held = at.governing(law.STOPPED_DAYS)
    vi, en = counted(days, "ngày", "day")
    failed = (f"chỉ {vi}", f"only {en}")
    return answer(
        "stopped_days", held, STOPPED, met=days >= held.value, because=NOTHING if days >= held.value else failed
    )


@lru_cache(ANSWERS_MAX)
def _stopped_within(at: LawOfDay, within: bool) -> ConditionResult:  # noqa: FBT001 – what was found
    return answer("stopped_within", at.governing(law.EVENTS), STOPPED_ONCE, met=within)


def no_bad_debt(facts: Facts, at: Circumstances) -> ConditionResult:
    """Asked until Resolution 126 dropped it."""
    return _no_bad_debt(at.law, yes(facts, "bad_debt"))


@lru_cache(ANSWERS_MAX)
def _no_bad_debt(at: LawOfDay, said: Met) -> ConditionResult:
    held = at.governing(law.NO_BAD_DEBT)
    if not held.value:
        because = ("điều kiện này đã được bỏ", "the condition has been dropped")
        return answer("no_bad_debt", held, DEBT, met=True, because=because)
    if said is None:
        return unknown("no_bad_debt", held, DEBT, ("bad_debt",), NAMED)
    return answer("no_bad_debt", held, DEBT, met=not said)
