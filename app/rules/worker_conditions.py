"""Policies 4, 5 and 6: who employs, whether insured the month before, whether received in time."""

from datetime import date
from functools import lru_cache

from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, code, unknown
from app.rules.conditions import NOT_SAID, Law, is_so, not_after, titles_of
from app.rules.fact import RECEIVED_ON, Fact
from app.rules.law import Amendment, Circumstances, Condition, ConditionResult, Facts, LawOfDay
from app.rules.policy import Value
from app.rules.worker_causes import Causes, Doubtful, doubted, is_open
from app.rules.worker_law import ANY_EMPLOYER

EMPLOYER: Sentence = ("Loại hình đơn vị sử dụng lao động được hỗ trợ", "The kind of employer is one supported")
ANYBODY: Sentence = ("mọi NLĐ làm việc theo hợp đồng lao động", "any worker under a labour contract")
DENIED: Sentence = ("theo xác nhận của cơ quan BHXH", "the insurance agency says so")
DEADLINE: Sentence = ("Hồ sơ tiếp nhận chậm nhất ngày {law}", "The paper was received on {law} at the latest")


def employed(law: tuple[Amendment[frozenset[str]], ...], kind: Fact, doubtful: Doubtful) -> Condition:
    """A kind of employer that the law lists; since Resolution 126 any."""
    words = {choice.code: (choice.vi, choice.en) for choice in kind.choices}

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, said: str | None) -> ConditionResult:
        held = at.governing(law)
        if held.value == ANY_EMPLOYER:
            return answer("employer", held, EMPLOYER, met=True, because=ANYBODY)
        if said is None:
            return unknown("employer", held, EMPLOYER, (kind.name,), titles_of(kind))
        point = None if said in held.value else doubted(doubtful, said, at)
        met = bool(point.value) if point else said in held.value
        because = NOTHING if is_open(point) else words.get(said, NOT_SAID)
        return answer("employer", point or held, EMPLOYER, met=met, because=because)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        return answered(at.law, code(facts, kind.name))

    return Condition("employer", *EMPLOYER, law, test)


def insured(requires: Sentence, law: Law, confirmed: Fact) -> Condition:
    """As the insurance agency answered; until it has, unknown."""
    return is_so("insured", requires, law, confirmed, failed=DENIED)


def received_in_time(law: tuple[Amendment[date], ...]) -> Condition:
    """By the day on which the paper was received."""
    return not_after("deadline", DEADLINE, law, RECEIVED_ON)


def values(
    employers: tuple[Amendment[frozenset[str]], ...],
    causes: tuple[Amendment[Causes], ...],
    last_day: tuple[Amendment[date], ...],
) -> tuple[Value, ...]:
    """What all three lay down, under the same names."""
    return (
        Value("employer_kinds", "Loại hình đơn vị (trống: mọi loại)", "Kinds of employer (none: any)", employers),
        Value("causes", "Lý do được hỗ trợ", "Causes that count", causes),
        Value("last_application_day", "Hạn cuối nhận hồ sơ", "Last day of application", last_day),
    )
