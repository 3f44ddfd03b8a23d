"""The law as code: pure functions of facts, history and a day. It knows no database, no file and no today."""

from collections.abc import Iterable, Mapping
from datetime import date

from app.rules import (
    accident_fund,
    artist,
    changing,
    describing,
    determination,
    freelance,
    handling,
    household_business,
    meals,
    open_points,
    pension_deferral,
    rent,
    rounds,
    stopped_work,
    suspended_contract,
    terminated_contract,
    tour_guide,
    training,
    unemployment_fund,
    unregistered_business,
    wage_loan,
)
from app.rules.cross_policy import CASH_REGIMES
from app.rules.law import Circumstances, Citation, Determination, Facts, Gives, Word, in_force, law_of
from app.rules.policy import OpenPoint, Policy, Step

RULES_VERSION = "2026-11-25.1"
"""The day on which these rules were last changed, and which change of that day; kept on every determination.

tests/rules/test_description.py holds it to the content: whoever changes the law changes this line too.
"""

POLICIES: Mapping[str, Policy] = {
    each.code: each
    for each in (
        accident_fund.POLICY,
        pension_deferral.POLICY,
        training.POLICY,
        suspended_contract.POLICY,
        stopped_work.POLICY,
        terminated_contract.POLICY,
        meals.F0,
        meals.F1,
        artist.POLICY,
        tour_guide.POLICY,
        household_business.POLICY,
        unregistered_business.POLICY,
        wage_loan.POLICY,
        freelance.POLICY,
        unemployment_fund.POLICY,
        rent.WORKING,
        rent.RETURNING,
    )
}


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


def handler_of(policy: str, act: str, on: date) -> handling.Handler:
    """Who does an act here: by the route, or who records it; nobody where no law is in force."""
    return handling.handler(route_of(policy, on), act)


def rounds_of(province: str) -> Mapping[int, bool]:
    """A province's rounds by number, and whether each was read; none where nothing of the province is known."""
    return rounds.known(freelance.PACKS, province)


def gives_cash(policy: str) -> bool:
    """Whether a policy gives money that is paid here; relief, deferral and loan are recorded alone."""
    return POLICIES[policy].gives is Gives.CASH


def cash_regimes() -> frozenset[str]:
    """Every policy that ever counted as a worker's one cash regime."""
    return frozenset[str]().union(*(amendment.value for amendment in CASH_REGIMES))


def describe(policy: str, on: date, words: tuple[Word, ...] = ()) -> dict[str, object]:
    """A policy as JSON has it: facts, conditions, values with all their amendments, route."""
    return describing.describe(POLICIES[policy], law_of(on, words))


def list_entry(policy: str, on: date, words: tuple[Word, ...] = ()) -> dict[str, object]:
    """What a list of policies says of one."""
    return describing.list_entry(POLICIES[policy], law_of(on, words))


def changes(policy: str) -> list[dict[str, object]]:
    """What each amendment changed, day by day: every value and condition before and after, with both citations."""
    return changing.told(POLICIES[policy])


def points() -> Mapping[str, tuple[OpenPoint, tuple[str, ...]]]:
    """Every open point of law by its code, with the policies that hang on it."""
    return open_points.points_of(POLICIES.values())


def read_word(point: str, value: object, citation: Citation) -> Word:
    """A legal officer's word on an open point. Raises `open_points.NotAWord` (a ValueError) where it is none."""
    return open_points.word_of(points(), point, value, citation)


def words_digest(words: Iterable[Word]) -> str:
    """What tells one set of words on open points from another; "" where none was said. Kept on determinations."""
    return open_points.words_digest(words)
