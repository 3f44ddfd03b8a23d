"""What holds across policies: each once, one cash regime for a worker; meals and supplements come on top.

Resolution 68, Section I, clause 2, point c. A support on record counts whether approved or paid.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, shown, unknown
from app.rules.law import (
    Amendment,
    Circumstances,
    Citation,
    Condition,
    ConditionResult,
    Facts,
    Met,
    Standing,
    Supported,
    governing,
    in_force,
)

SINCE = date(2021, 7, 7)
"""Resolution 68's own first day could not be confirmed (1 July, from signing); Decision 23 carries it out from here."""

PRINCIPLE = Citation("68/NQ-CP", "I.2.c")
ADDITIVE_COMPONENTS = frozenset({"pregnancy", "child_under_6", "child_f0_f1", "elderly_f0_f1", "disabled_f0_f1"})
HISTORY = {"history": ("Các khoản đã hỗ trợ", "Supports already given")}

ONCE = (Amendment(SINCE, "policy", PRINCIPLE),)

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


def in_force_since(law: tuple[Amendment[object], ...]) -> Condition:
    """That the policy's law was in force on the day at all."""

    @lru_cache(ANSWERS_MAX)
    def answered(on: date) -> ConditionResult:
        first_vi, first_en = shown(law[0].since)
        requires = (f"Chính sách có hiệu lực từ {first_vi}", f"The policy is in force since {first_en}")
        found = in_force(law, on) is not None
        because = NOTHING if found else (f"xét theo ngày {shown(on)[0]}", f"asked for {shown(on)[1]}")
        return answer("in_force", governing(law, on), requires, met=found, because=because)

    def test(_facts: Facts, circumstances: Circumstances) -> ConditionResult:
        return answered(circumstances.on)

    return Condition("in_force", "Chính sách đã có hiệu lực", "The policy is in force", law, test)


def once_per_policy(policy: str) -> Condition:
    """Not supported under the same policy before, however many rounds or spells."""

    def test(_facts: Facts, circumstances: Circumstances) -> ConditionResult:
        history = circumstances.history
        found = None if history is None else bool(history) and any(_is_base_of(policy, each) for each in history)
        return _once(circumstances.on, found)

    return Condition("once_per_policy", *ONCE_REQUIRES, ONCE, test)


def one_cash_regime(policy: str) -> Condition:
    """Not supported in cash under another policy that counts."""

    def test(_facts: Facts, circumstances: Circumstances) -> ConditionResult:
        history = circumstances.history
        found = None if history is None else bool(history) and _other_regimes(policy, circumstances.on, history)
        return _cash(circumstances.on, found)

    return Condition("one_cash_regime", *CASH_REQUIRES, CASH_REGIMES, test)


def _is_base_of(policy: str, support: Supported) -> bool:
    """A supplement is no support by itself: a child's may stand there because the other parent has it."""
    return support.policy == policy and support.component not in ADDITIVE_COMPONENTS


def _other_regimes(policy: str, on: date, history: Iterable[Supported]) -> bool:
    regimes = governing(CASH_REGIMES, on).value - {policy}
    return any(each.policy in regimes and each.component not in ADDITIVE_COMPONENTS for each in history)


@lru_cache(ANSWERS_MAX)
def _once(on: date, supported: Met) -> ConditionResult:
    because = ("đã được hỗ trợ theo chính sách này", "supported under this policy already")
    return _told("once_per_policy", governing(ONCE, on), ONCE_REQUIRES, supported, because)


@lru_cache(ANSWERS_MAX)
def _cash(on: date, supported: Met) -> ConditionResult:
    because = ("đã được hỗ trợ bằng tiền theo chính sách khác", "supported in cash under another policy already")
    return _told("one_cash_regime", governing(CASH_REGIMES, on), CASH_REQUIRES, supported, because)


def _told(
    condition: str,
    law: Amendment[object],
    requires: Sentence,
    supported: Met,
    because: Sentence,
) -> ConditionResult:
    if supported is None:
        return unknown(condition, law, requires, ("history",), HISTORY)
    return answer(condition, law, requires, met=not supported, because=because if supported else NOTHING)
