"""What holds across policies: each once, one cash regime for a worker; meals and supplements come on top.

Resolution 68, Section I, clause 2, point c. A support on record counts whether approved or paid.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from app.rules.answering import ANSWERS_MAX, BESIDES, NOTHING, Sentence, answer, shown, unknown
from app.rules.conditions import in_time, is_so
from app.rules.fact import DECLINED, RECEIVED_ON
from app.rules.instruments import ORIGINAL, WIDENED
from app.rules.law import (
    Amendment,
    Circumstances,
    Citation,
    Condition,
    ConditionResult,
    Facts,
    LawOfDay,
    Met,
    Standing,
    Supported,
)

PRINCIPLE = Citation("68/NQ-CP", "I.2.c")
ADDITIVE_COMPONENTS = frozenset({"pregnancy", "child_under_6", "child_f0_f1", "elderly_f0_f1", "disabled_f0_f1"})

ONCE = (Amendment(ORIGINAL, "policy", PRINCIPLE),)
NOT_DECLINED = (Amendment(ORIGINAL, "not_declined", PRINCIPLE),)

_FIRST_REGIMES = frozenset({
    "suspended_contract", "stopped_work", "terminated_contract", "artist", "tour_guide", "household_business",
    "freelance",
})  # fmt: skip
CASH_REGIMES = (
    Amendment(ORIGINAL, _FIRST_REGIMES, PRINCIPLE, Standing.DERIVED),
    Amendment(WIDENED, _FIRST_REGIMES | {"unregistered_business"}, PRINCIPLE, Standing.DERIVED),
)
"""The principle is confirmed, which policies it counts is read from answers. Meals (8) are not among them."""

ONCE_REQUIRES = (
    "Mỗi đối tượng chỉ được hưởng một lần trong một chính sách hỗ trợ",
    "Each subject receives a policy once",
)
CASH_REQUIRES = (
    "Người lao động chỉ được hưởng một chế độ hỗ trợ bằng tiền (không kể tiền ăn và hỗ trợ bổ sung)",
    "A worker receives one cash regime only (meals and supplements apart)",
)
RECEIVED_REQUIRES = ("Hồ sơ tiếp nhận chậm nhất ngày {law}", "The paper was received on {law} at the latest")
DECLINED_REQUIRES = (
    "Người được hỗ trợ không từ chối nhận (không hỗ trợ đối tượng tự nguyện không tham gia)",
    "The beneficiary has not declined (nobody is supported who does not want to be)",
)
DECLINED_FAILED = ("người đề nghị đã từ chối nhận", "the person declined it")
WORKER_DECLINED = ("người lao động đã từ chối nhận", "the worker declined it")


def in_force_since(law: tuple[Amendment[object], ...]) -> Condition:
    """That the policy's law was in force on the day at all."""

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay) -> ConditionResult:
        first_vi, first_en = shown(law[0].since)
        requires = (f"Chính sách có hiệu lực từ {first_vi}", f"The policy is in force since {first_en}")
        held = at.governing(law)
        if held.since > law[0].since:  # what is cited came later than the policy
            vi, en = shown(held.since)
            requires = (f"{requires[0]}, theo văn bản dẫn từ {vi}", f"{requires[1]}, as cited since {en}")
        found = at.in_force(law) is not None
        because = NOTHING if found else (f"xét theo ngày {shown(at.on)[0]}", f"asked for {shown(at.on)[1]}")
        return answer("in_force", held, requires, met=found, because=because)

    def test(_facts: Facts, circumstances: Circumstances) -> ConditionResult:
        return answered(circumstances.law)

    return Condition("in_force", "Chính sách đã có hiệu lực", "The policy is in force", law, test)


def received_by(last_day: tuple[Amendment[date], ...], requires: Sentence = RECEIVED_REQUIRES) -> Condition:
    """By the last day of application, told by the day on which the paper was received."""
    return in_time("deadline", requires, last_day, RECEIVED_ON)


def once_per_policy(
    policy: str, law: tuple[Amendment[object], ...] = ONCE, requires: Sentence = ONCE_REQUIRES
) -> Condition:
    """Not supported under the same policy before, however many rounds or spells."""
    return not_supported_under(
        "once_per_policy",
        requires,
        law,
        ("đã được hỗ trợ theo chính sách này", "supported under this policy already"),
        only=policy,
    )


def one_cash_regime(policy: str) -> Condition:
    """Not supported in cash under another policy that counts."""
    return not_supported_under(
        "one_cash_regime",
        CASH_REQUIRES,
        CASH_REGIMES,
        ("đã được hỗ trợ bằng tiền theo chính sách khác", "supported in cash under another policy already"),
        but=policy,
    )


def not_supported_under(
    id_: str, requires: Sentence, law: tuple[Amendment[Any], ...], failed: Sentence, *, only: str = "", but: str = ""
) -> Condition:
    """No support on record under any of the policies that the law names (`only` that one; all `but` one).

    A supplement is no support by itself: a child's may stand there because the other parent has it.
    """

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, supported: Met) -> ConditionResult:
        held = at.governing(law)
        if supported is None:
            return unknown(id_, held, requires, ("history",), BESIDES)
        return answer(id_, held, requires, met=not supported, because=failed if supported else NOTHING)

    @lru_cache(ANSWERS_MAX)
    def counted(at: LawOfDay) -> frozenset[str]:
        return frozenset({only}) if only else frozenset(at.governing(law).value) - {but}

    def test(_facts: Facts, circumstances: Circumstances) -> ConditionResult:
        history, at = circumstances.history, circumstances.law
        if not history:
            return answered(at, None if history is None else False)
        policies = counted(at)
        return answered(at, any(_is_base_of(policies, each) for each in history))

    return Condition(id_, *requires, law, test)


def not_declined(law: tuple[Amendment[object], ...] = NOT_DECLINED, failed: Sentence = DECLINED_FAILED) -> Condition:
    """Whoever does not want the support is not supported. Nothing said counts as wanting it."""
    return is_so("not_declined", DECLINED_REQUIRES, law, DECLINED, wanted=False, absent=False, failed=failed)


def _is_base_of(policies: frozenset[str], support: Supported) -> bool:
    return support.policy in policies and support.component not in ADDITIVE_COMPONENTS
