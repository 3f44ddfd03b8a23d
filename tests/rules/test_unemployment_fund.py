"""Resolution 116 and Decision 28/2021: a sum by the months of unemployment insurance that no benefit used up."""

from collections.abc import Callable
from datetime import date

import pytest

from app import rules
from app.rules import drafting
from app.rules.determination import determine
from app.rules.law import Circumstances, Determination, Met, Outcome, Standing, Supported
from tests.rules.cases import money, result, unmet, unsure
from tests.rules.cases_employers import FORMER, FUND_DAY, INSURED, ask

CODE = "unemployment_fund"
Asking = Callable[..., Determination]


def insured(on: date = FUND_DAY, history: tuple[Supported, ...] | None = (), **changed: object) -> Determination:
    return ask(CODE, {**INSURED, **changed}, on, history)


def former(on: date = FUND_DAY, history: tuple[Supported, ...] | None = (), **changed: object) -> Determination:
    return ask(CODE, {**FORMER, **changed}, on, history)


@pytest.mark.parametrize(
    ("months", "amount"),
    [
        (0, 1_800_000),
        (1, 1_800_000),
        (11, 1_800_000),
        (12, 2_100_000),
        (59, 2_100_000),
        (60, 2_400_000),
        (83, 2_400_000),
        (84, 2_650_000),
        (107, 2_650_000),
        (108, 2_900_000),
        (131, 2_900_000),
        (132, 3_300_000),
        (156, 3_300_000),
    ],
)
def test_the_months_of_contribution_set_the_sum(months: int, amount: int) -> None:
    found = insured(months_unused=months)
    assert (found.outcome, money(found)) == (Outcome.ELIGIBLE, [("base", amount)])
    assert not found.lines[0].exclusive


def test_the_brackets_are_one_dated_value() -> None:
    (value,) = (value for value in rules.POLICIES[CODE].values if value.name == "brackets")
    (amendment,) = value.amendments
    assert [(each.from_months, each.amount_vnd) for each in amendment.value] == [  # type: ignore[attr-defined]  # brackets
        (0, 1_800_000), (12, 2_100_000), (60, 2_400_000), (84, 2_650_000), (108, 2_900_000), (132, 3_300_000),
    ]  # fmt: skip
    assert (amendment.since, amendment.citation.instrument) == (date(2021, 10, 1), "28/2021/QĐ-TTg")


@pytest.mark.parametrize("standing", ["contributing", "maternity_leave", "sick_leave"])
def test_somebody_on_maternity_leave_on_30_september_2021_is_still_insured(standing: str) -> None:
    found = insured(insurance_standing=standing)
    assert (found.outcome, found.amount_vnd) == (Outcome.ELIGIBLE, 2_400_000)
    assert result(found, "insured").standing is Standing.DERIVED


def test_who_was_never_in_the_insurance_is_refused() -> None:
    assert unmet(insured(insurance_standing="never")) == ["insured"]


@pytest.mark.parametrize(
    ("ended", "met"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2021, 9, 30), True),
        (date(2021, 10, 1), False),
    ],
)
def test_who_left_did_so_from_2020_to_30_september_2021(ended: date, met: Met) -> None:
    assert unmet(former(contract_ended_on=ended)) == ([] if met else ["ended"])


def test_who_left_has_months_reserved() -> None:
    assert unmet(former(months_unused=0)) == ["months_reserved"]
    assert former(months_unused=1).amount_vnd == 1_800_000
    assert insured(months_unused=0).outcome is Outcome.ELIGIBLE


def test_who_left_with_a_pension_decision_is_refused() -> None:
    assert unmet(former(pension_decided=True)) == ["no_pension"]
    assert former(pension_decided=None).missing == ("pension_decided",)


def test_a_pension_decision_excludes_who_is_still_insured_as_well() -> None:
    assert unmet(insured(pension_decided=True)) == ["no_pension"]
    found = insured(pension_decided=None)
    assert (found.outcome, unsure(found), found.missing) == (
        Outcome.UNDETERMINED, ["no_pension"], ("pension_decided",),
    )  # fmt: skip


def test_months_below_zero_are_no_months_and_pay_nobody() -> None:
    found = insured(months_unused=-1)
    assert (found.outcome, found.amount_vnd, found.missing) == (Outcome.UNDETERMINED, 0, ("months_unused",))
    assert "0 tháng" in result(former(months_unused=0), "months_reserved").vi
    assert "(0 months)" in result(former(months_unused=0), "months_reserved").en


@pytest.mark.parametrize("kind", ["state_body", "political_body", "armed_forces", "fully_financed_unit"])
def test_whom_the_budget_pays_is_left_out(kind: str) -> None:
    assert unmet(insured(employer_kind=kind)) == ["employer"]
    assert unmet(former(employer_kind=kind)) == ["employer"]


@pytest.mark.parametrize("kind", ["enterprise", "self_financing_unit", "partly_financed_unit", "household_business"])
def test_only_units_that_the_budget_pays_in_full_are_left_out(kind: str) -> None:
    assert insured(employer_kind=kind).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(
    ("ask_for", "fact", "conditions"),
    [
        (insured, "employer_kind", ["employer"]),
        (insured, "received_on", ["deadline"]),
        (former, "contract_ended_on", ["ended"]),
        (former, "employer_kind", ["employer"]),
        (former, "insurance_standing", ["insured", "ended", "months_reserved"]),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(ask_for: Asking, fact: str, conditions: list[str]) -> None:
    found = ask_for(**{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, conditions, (fact,))


def test_months_not_told_hold_the_line_and_whoever_left() -> None:
    held = insured(months_unused=None)
    assert (held.outcome, held.amount_vnd, held.missing) == (Outcome.UNDETERMINED, 0, ("months_unused",))
    assert former(months_unused=None).outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("received", "met"), [(date(2021, 12, 19), True), (date(2021, 12, 20), True), (date(2021, 12, 21), False)]
)
def test_the_last_day_is_20_december_for_both(received: date, met: Met) -> None:
    for found in (
        insured(date(2022, 1, 5), received_on=received),
        former(date(2022, 1, 5), received_on=received),
    ):
        assert unmet(found) == ([] if met else ["deadline"])


def test_once_by_the_scheme_s_own_law_and_not_against_the_supports_of_resolution_68() -> None:
    again = insured(history=(Supported(CODE, "base", "paid"),))
    assert (unmet(again), result(again, "once_per_policy").citation.instrument) == (
        ["once_per_policy"], "28/2021/QĐ-TTg",
    )  # fmt: skip
    assert insured(history=(Supported("suspended_contract", "base", "paid"),)).outcome is Outcome.ELIGIBLE
    assert unsure(insured(history=None)) == ["once_per_policy"]


def test_who_declines_is_not_supported() -> None:
    found = insured(declined=True)
    assert (unmet(found), str(result(found, "not_declined").citation)) == (["not_declined"], "28/2021/QĐ-TTg 1")


@pytest.mark.parametrize(
    ("on", "met"), [(date(2021, 9, 30), False), (date(2021, 10, 1), True), (date(2021, 10, 2), True)]
)
def test_decision_28_is_in_force_from_1_october(on: date, met: Met) -> None:
    found = insured(on)
    assert unmet(found) == ([] if met else ["in_force"])
    assert bool(found.lines) is bool(rules.route_of(CODE, on)) is met


def test_a_draft_of_other_brackets_is_read() -> None:
    policy, on = rules.POLICIES[CODE], date(2021, 11, 15)
    to = [{"from_months": 60, "amount_vnd": 5_000_000}]
    drafts = drafting.drafted(policy, [{"value": "brackets", "since": "2021-11-01", "to": to}])
    at = Circumstances(drafting.law_with(on, (), drafts))
    assert [line.amount_vnd for line in determine(policy, {**INSURED}, at).lines] == [5_000_000]
    assert determine(policy, {**INSURED, "months_unused": 59}, at).lines == ()


def test_its_instrument_is_told() -> None:
    assert rules.POLICIES[CODE].scheme == "116/NQ-CP"
