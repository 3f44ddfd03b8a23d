"""Each policy once, one cash regime, meals and supplements on top (Resolution 68, I.2.c)."""

from collections.abc import Callable
from datetime import date

import pytest

from app.rules.law import Determination, Met, Outcome, Supported
from tests.rules.cases import result, unmet, vendor, worker

Ask = Callable[..., Determination]
BOTH = pytest.mark.parametrize(("ask", "own"), [(vendor, "freelance"), (worker, "suspended_contract")])
CASH = [
    "suspended_contract",
    "stopped_work",
    "terminated_contract",
    "artist",
    "tour_guide",
    "household_business",
    "freelance",
]


def before(policy: str, component: str = "base", state: str = "paid") -> tuple[Supported, ...]:
    return (Supported(policy, component, state, 1_000_000),)


@BOTH
@pytest.mark.parametrize("state", ["paid", "approved"])
def test_a_policy_is_received_once(ask: Ask, own: str, state: str) -> None:
    found = ask(history=before(own, state=state))
    assert (unmet(found), found.outcome, found.amount_vnd) == (["once_per_policy"], Outcome.INELIGIBLE, 0)
    assert str(result(found, "once_per_policy").citation) == "68/NQ-CP I.2.c"


@BOTH
@pytest.mark.parametrize("policy", CASH)
def test_a_worker_takes_one_cash_regime(ask: Ask, own: str, policy: str) -> None:
    assert unmet(ask(history=before(policy))) == (["once_per_policy"] if policy == own else ["one_cash_regime"])


@BOTH
@pytest.mark.parametrize(
    "policy", ["meals_f0", "meals_f1", "training", "unemployment_fund", "rent_working", "wage_loan"]
)
def test_meals_and_what_is_no_cash_regime_come_on_top(ask: Ask, own: str, policy: str) -> None:
    assert ask(history=before(policy)).outcome is Outcome.ELIGIBLE


@BOTH
def test_supplements_come_on_top(ask: Ask, own: str) -> None:
    for policy in ("terminated_contract", own):
        assert ask(history=before(policy, "child_under_6")).outcome is Outcome.ELIGIBLE


@BOTH
def test_an_unknown_history_decides_nothing(ask: Ask, own: str) -> None:
    found = ask(history=None)
    assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("history",))


@pytest.mark.parametrize(
    ("on", "met"), [(date(2021, 10, 7), True), (date(2021, 10, 8), False), (date(2021, 10, 9), False)]
)
def test_unregistered_traders_are_a_cash_regime_since_resolution_126(on: date, met: Met) -> None:
    assert result(vendor(on, history=before("unregistered_business")), "one_cash_regime").met is met
