"""Policies 4, 5 and 6 in what they have alike: employers, causes, insurance, last day, other supports, amendments."""

from datetime import date

import pytest

from app import rules
from app.rules.law import Met, Outcome, Standing, Supported
from tests.rules.cases import AMENDED_DAY, ORIGINAL_DAY, result, unmet, unsure
from tests.rules.cases_workers import ELIGIBLE, ask, said

BASE_VND = {"suspended_contract": 1_855_000, "stopped_work": 1_000_000, "terminated_contract": 3_710_000}
THREE = pytest.mark.parametrize("policy", BASE_VND)
FOUR_AND_SIX = pytest.mark.parametrize("policy", ["suspended_contract", "terminated_contract"])
FIVE_AND_SIX = pytest.mark.parametrize("policy", ["stopped_work", "terminated_contract"])
AROUND_126 = pytest.mark.parametrize(
    ("on", "met"), [(date(2021, 10, 7), False), (date(2021, 10, 8), True), (date(2021, 10, 9), True)]
)
OTHERS = [*BASE_VND, "freelance", "household_business", "artist", "tour_guide"]


def test_these_are_the_policies_of_insured_workers() -> None:
    assert BASE_VND.keys() == ELIGIBLE.keys()


@THREE
@pytest.mark.parametrize("kind", ["enterprise", "cooperative", "self_financing_unit", "private_school"])
def test_the_four_kinds_of_employer_listed_are_in_under_any_reading(policy: str, kind: str) -> None:
    found = ask(policy, employer_kind=kind)
    assert (found.outcome, found.points) == (Outcome.ELIGIBLE, ())


@FOUR_AND_SIX
@pytest.mark.parametrize("kind", ["household_business", "other"])
@AROUND_126
def test_resolution_126_takes_in_every_employer_and_so_a_household_business_s_worker(
    policy: str, on: date, met: Met, kind: str
) -> None:
    found = ask(policy, on, employer_kind=kind)
    assert unmet(found) == ([] if met else ["employer"])
    assert result(found, "employer").citation.instrument == ("126/NQ-CP" if met else "23/2021/QĐ-TTg")


@THREE
@pytest.mark.parametrize("cause", ["partly_stopped_by_order", "directive_16_area", "rearranged_production"])
@AROUND_126
def test_resolution_126_widens_the_employer_s_causes(policy: str, on: date, met: Met, cause: str) -> None:
    assert unmet(ask(policy, on, worker_cause="none", employer_cause=cause)) == ([] if met else ["cause"])


@FOUR_AND_SIX
@pytest.mark.parametrize("cause", ["treated_or_isolated", "blocked_area", "cannot_reach_workplace"])
@AROUND_126
def test_resolution_126_counts_the_worker_s_own_causes(policy: str, on: date, met: Met, cause: str) -> None:
    assert unmet(ask(policy, on, employer_cause="none", worker_cause=cause)) == ([] if met else ["cause"])


@THREE
@pytest.mark.parametrize("cause", ["no_orders", "none"])
@pytest.mark.parametrize("on", [ORIGINAL_DAY, date(2021, 10, 20), AMENDED_DAY])
def test_a_want_of_orders_never_counts(policy: str, on: date, cause: str) -> None:
    assert unmet(ask(policy, on, worker_cause="none", employer_cause=cause)) == ["cause"]


@pytest.mark.parametrize(
    ("policy", "cause"),
    [
        ("suspended_contract", "rearranged_production"),
        ("stopped_work", "partly_stopped_by_order"),
        ("terminated_contract", "partly_stopped_by_order"),
    ],
)
def test_some_causes_count_by_analogy_only(policy: str, cause: str) -> None:
    found = ask(policy, AMENDED_DAY, worker_cause="none", employer_cause=cause)
    assert result(found, "cause").standing is Standing.DERIVED


@FIVE_AND_SIX
def test_measures_under_resolution_128_hang_on_an_open_point_where_nothing_else_counts(policy: str) -> None:
    point = f"{policy}.resolution_128_measure"
    facts: dict[str, object] = {"worker_cause": "none", "employer_cause": "resolution_128_measure"}
    assert unmet(ask(policy, date(2021, 10, 7), **facts)) == ["cause"]
    for on in (date(2021, 10, 8), date(2021, 11, 6), AMENDED_DAY):
        found = ask(policy, on, **facts)
        assert (found.outcome, unsure(found), found.points) == (Outcome.UNDETERMINED, ["cause"], (point,))
        instrument = "126/NQ-CP" if on == date(2021, 10, 8) else "33/2021/QĐ-TTg"
        assert result(found, "cause").citation.instrument == instrument
        yes, no = (ask(policy, on, words=said(point, value), **facts) for value in (True, False))
        assert (yes.outcome, yes.amount_vnd) == (Outcome.ELIGIBLE, BASE_VND[policy])
        assert (unmet(no), no.points) == (["cause"], ())
    blocked = ask(policy, AMENDED_DAY, **facts | {"worker_cause": "blocked_area"})
    assert (blocked.outcome, blocked.points) == (Outcome.ELIGIBLE, ())


@THREE
def test_the_insurance_agency_s_word_decides(policy: str) -> None:
    assert unmet(ask(policy, insured_month_before=False)) == ["insured"]
    waiting = ask(policy, insured_month_before=None)
    assert (waiting.outcome, waiting.missing) == (Outcome.UNDETERMINED, ("insured_month_before",))


@THREE
@pytest.mark.parametrize(
    ("received", "met"), [(date(2022, 1, 30), True), (date(2022, 1, 31), True), (date(2022, 2, 1), False)]
)
def test_the_paper_was_received_by_31_january(policy: str, received: date, met: Met) -> None:
    assert unmet(ask(policy, date(2022, 3, 1), received_on=received)) == ([] if met else ["deadline"])


@pytest.mark.parametrize(
    ("policy", "fact", "conditions"),
    [
        *((policy, "employer_kind", ["employer"]) for policy in BASE_VND),
        *((policy, "received_on", ["deadline"]) for policy in BASE_VND),
        *((policy, "insured_month_before", ["insured"]) for policy in BASE_VND),
        ("suspended_contract", "employer_cause", ["cause"]),
        ("suspended_contract", "contract_from", ["contract"]),
        ("suspended_contract", "suspended_from", ["duration", "window", "contract"]),
        ("suspended_contract", "suspended_to", ["duration", "window"]),
        ("stopped_work", "worker_cause", ["cause"]),
        ("stopped_work", "labour_code_article_99_3", ["labour_code"]),
        ("stopped_work", "stopped_from", ["duration", "window"]),
        ("stopped_work", "stopped_to", ["duration", "window"]),
        ("terminated_contract", "employer_cause", ["cause"]),
        ("terminated_contract", "contract_ended_on", ["window"]),
        ("terminated_contract", "termination_ground", ["ground"]),
        ("terminated_contract", "unemployment_benefit_due", ["no_unemployment_benefit"]),
        ("terminated_contract", "pension_or_disability_allowance", ["no_pension"]),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(policy: str, fact: str, conditions: list[str]) -> None:
    found = ask(policy, **{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, conditions, (fact,))


@THREE
@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("state", ["approved", "paid"])
def test_each_once_and_one_cash_regime(policy: str, other: str, state: str) -> None:
    found = ask(policy, history=(Supported(other, "base", state, 1_500_000),))
    assert unmet(found) == (["once_per_policy"] if other == policy else ["one_cash_regime"])


@THREE
@pytest.mark.parametrize("meals", ["meals_f0", "meals_f1"])
def test_meals_come_besides(policy: str, meals: str) -> None:
    assert ask(policy, history=(Supported(meals, "base", "paid", 1_120_000),)).outcome is Outcome.ELIGIBLE


@THREE
def test_an_unknown_history_leaves_both_rules_across_policies_open(policy: str) -> None:
    assert unsure(ask(policy, history=None)) == ["once_per_policy", "one_cash_regime"]


@THREE
def test_whoever_declines_is_not_supported(policy: str) -> None:
    assert unmet(ask(policy, declined=True)) == ["not_declined"]
    assert ask(policy, declined=False).outcome is Outcome.ELIGIBLE


@THREE
@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_decision_23_is_in_force_from_7_july(policy: str, on: date, met: Met) -> None:
    found = ask(policy, on)
    assert unmet(found) == ([] if met else ["in_force"])
    assert found.amount_vnd == (BASE_VND[policy] if met else 0)


@THREE
@pytest.mark.parametrize(
    ("on", "instrument"),
    [
        (date(2021, 10, 7), "23/2021/QĐ-TTg"),
        (date(2021, 10, 8), "126/NQ-CP"),
        (date(2021, 11, 5), "126/NQ-CP"),
        (date(2021, 11, 6), "33/2021/QĐ-TTg"),
        (date(2021, 11, 7), "33/2021/QĐ-TTg"),
    ],
)
def test_each_amendment_is_cited_from_its_day(policy: str, on: date, instrument: str) -> None:
    for condition in ("employer", "cause"):
        assert result(ask(policy, on), condition).citation.instrument == instrument


@pytest.mark.parametrize("policy", ["suspended_contract", "stopped_work"])
@pytest.mark.parametrize(
    ("on", "branch"), [(date(2021, 11, 5), False), (date(2021, 11, 6), True), (date(2021, 11, 7), True)]
)
def test_decision_33_lets_a_branch_file_where_it_is(policy: str, on: date, branch: Met) -> None:
    assert any("chi nhánh" in step.vi for step in rules.route_of(policy, on)) is branch
    told = rules.describe(policy, on)["route"]
    assert ("chi nhánh" in next(step["vi"] for step in told if step["act"] == "list")) is branch  # type: ignore[attr-defined]
