"""The law as code: pure functions of facts, history and a day. It knows no database, no file and no today."""

from collections.abc import Mapping
from datetime import date

from app.rules import describing, determination, freelance, suspended_contract
from app.rules.cross_policy import CASH_REGIMES
from app.rules.law import Circumstances, Determination, Facts, Word, in_force, law_of
from app.rules.policy import Policy, Step

RULES_VERSION = "2026-11-25.1"
"""The day on which these rules were last changed, and which change of that day; kept on every determination.

tests/rules/test_description.py holds it to the content: whoever changes the law changes this line too.
"""

POLICIES: Mapping[str, Policy] = {each.code: each for each in (freelance.POLICY, suspended_contract.POLICY)}


def determine(policy: str, facts: Facts, circumstances: Circumstances) -> Determination:
    """What the law says of one application. Never raises for what the facts hold."""
    return determination.determine(POLICIES[policy], facts, circumstances)


def route_of(policy: str, on: date) -> tuple[Step, ...]:
    """The steps that a policy's papers take under the law of a day; none before the first law."""
    held = in_force(POLICIES[policy].route, on)
    return held.value if held else ()


def unit_kind_of(policy: str, act: str, on: date) -> str:
    """Which kind of unit does an act (list, confirm, appraise, decide, pay); "" where nobody does."""
    return next((step.unit_kind for step in route_of(policy, on) if step.act == act), "")


def cash_regimes() -> frozenset[str]:
    """Every policy that ever counted as a worker's one cash regime."""
    return frozenset[str]().union(*(amendment.value for amendment in CASH_REGIMES))


def describe(policy: str, on: date, words: tuple[Word, ...] = ()) -> dict[str, object]:
    """A policy as JSON has it: facts, conditions, values with all their amendments, route."""
    return describing.describe(POLICIES[policy], law_of(on, words))
