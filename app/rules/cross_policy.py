"""What holds across policies: each once, one cash regime for a worker; meals and supplements come on top.

Resolution 68, Section I, clause 2, point c. A support on record counts whether approved or paid.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, shown, unknown
from app.rules.conditions import is_so
from app.rules.fact import DECLINED
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

SINCE = date(2021, 7, 7)
"""Resolution 68's own first day could not be confirmed (1 July, from signing); Decision 23 carries it out from here."""

PRINCIPLE = Citation("68/NQ-CP", "I.2.c")
ADDITIVE_COMPONENTS = frozenset({"pregnancy", "child_under_6", "child_f0_f1", "elderly_f0_f1", "disabled_f0_f1"})
HISTORY = {"history": ("Các khoản đã hỗ trợ", "Supports already given")}

ONCE = (Amendment(SINCE, "policy", PRINCIPLE),)
NOT_DECLINED = (Amendment(SINCE, "not_declined", PRINCIPLE),)

CASH_REGIMES = (
    Amendment(
        SINCE,
        frozenset({
            "suspended_contract", "stopped_work", "terminated_contract", "artist", "tour_guide", "household_business",
            "freelance",
        }),
        PRINCIPLE,
        Standing.DERIVED,
    ),
    Amendment(
        date(2021, 10, 8),
        frozenset({
            "suspended_contract", "stopped_work", "terminated_contract", "artist", "tour_guide", "household_business",
            "unregistered_business", "freelance",
        }),
        PRINCIPLE,
        Standing.DERIVED,
    ),
)  # fmt: skip
"""The principle is confirmed, which policies it counts is read from answers. Meals (8) are not among them."""

ONCE_REQUIRES = (
    "Mỗi đối tượng chỉ được hưởng một lần trong một chính sách hỗ trợ",
    "Each subject receives a policy once",
)
CASH_REQUIRES = (
    "Người lao động chỉ được hưởng một chế độ hỗ trợ bằng tiền (không kể tiền ăn và hỗ trợ bổ sung)",
    "A worker receives one cash regime only (meals and supplements apart)",
)
DECLINED_REQUIRES = (
    "Người được hỗ trợ không từ chối nhận (không hỗ trợ đối tượng tự nguyện không tham gia)",
    "The beneficiary has not declined (nobody is supported who does not want to be)",
)


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


def once_per_policy(policy: str) -> Condition:
    """Not supported under the same policy before, however many rounds or spells."""
    return not_supported_under(
        "once_per_policy",
        ONCE_REQUIRES,
        ONCE,
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
            return unknown(id_, held, requires, ("history",), HISTORY)
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


def not_declined() -> Condition:
    """Whoever does not want the support is not supported. Nothing said counts as wanting it."""
    failed = ("người đề nghị đã từ chối nhận", "the person declined it")
    return is_so("not_declined", DECLINED_REQUIRES, NOT_DECLINED, DECLINED, wanted=False, absent=False, failed=failed)


def _is_base_of(policies: frozenset[str], support: Supported) -> bool:
    return support.policy in policies and support.component not in ADDITIVE_COMPONENTS
