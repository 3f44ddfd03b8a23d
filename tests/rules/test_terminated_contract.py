"""Policy 6: a contract that ended without unemployment benefit, before and after Resolution 126 and Decision 33."""

from datetime import date

import pytest

from app import rules
from app.rules import drafting
from app.rules.conditions import by_name
from app.rules.fact import Place
from app.rules.law import Circumstances, Met, Outcome, Standing, Supported
from tests.rules.cases import AMENDED_DAY, ORIGINAL_DAY, money, result, unmet, unsure
from tests.rules.cases_workers import TERMINATED, said, terminated

AROUND_126 = [(date(2021, 10, 7), False), (date(2021, 10, 8), True), (date(2021, 10, 9), True)]
MEASURES_128 = "terminated_contract.resolution_128_measure"
DISMISSED = "terminated_contract.dismissed"


def test_a_worker_whose_contract_ended_gets_3_710_000_once() -> None:
    found = terminated()
    assert (found.outcome, found.amount_vnd, money(found)) == (Outcome.ELIGIBLE, 3_710_000, [("base", 3_710_000)])
    assert (found.missing, found.points) == ((), ())
    assert [(line.exclusive, str(line.citation)) for line in found.lines] == [(True, "23/2021/QĐ-TTg 22")]


@pytest.mark.parametrize(
    ("ended", "met"),
    [
        (date(2020, 5, 4), False),
        (date(2021, 4, 30), False),
        (date(2021, 5, 1), True),
        (date(2021, 12, 31), True),
        (date(2022, 1, 1), False),
    ],
)
def test_it_ended_from_1_may_to_31_december(ended: date, met: Met) -> None:
    on = date(2022, 1, 20)
    found = terminated(on, received_on=on, contract_ended_on=ended)
    assert unmet(found) == ([] if met else ["window"])
    assert (f"ghi {ended:%d/%m/%Y}" in result(found, "window").vi) is (not met)


@pytest.mark.parametrize("kind", ["household_business", "other"])
@pytest.mark.parametrize(("on", "met"), AROUND_126)
def test_resolution_126_takes_in_every_employer(on: date, met: Met, kind: str) -> None:
    found = terminated(on, employer_kind=kind)
    assert unmet(found) == ([] if met else ["employer"])
    assert result(found, "employer").citation.instrument == ("126/NQ-CP" if met else "23/2021/QĐ-TTg")


@pytest.mark.parametrize("kind", ["enterprise", "cooperative", "self_financing_unit", "private_school"])
def test_decision_23_lists_four_kinds_of_employer(kind: str) -> None:
    assert terminated(employer_kind=kind).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize("cause", ["partly_stopped_by_order", "directive_16_area", "rearranged_production"])
@pytest.mark.parametrize(("on", "met"), AROUND_126)
def test_resolution_126_widens_the_employer_s_causes(on: date, met: Met, cause: str) -> None:
    assert unmet(terminated(on, employer_cause=cause)) == ([] if met else ["cause"])


@pytest.mark.parametrize("cause", ["treated_or_isolated", "blocked_area", "cannot_reach_workplace"])
@pytest.mark.parametrize(("on", "met"), AROUND_126)
def test_resolution_126_counts_the_worker_s_own_causes(on: date, met: Met, cause: str) -> None:
    assert unmet(terminated(on, employer_cause="none", worker_cause=cause)) == ([] if met else ["cause"])


@pytest.mark.parametrize("cause", ["no_orders", "none"])
@pytest.mark.parametrize("on", [ORIGINAL_DAY, AMENDED_DAY])
def test_a_want_of_orders_never_counts(on: date, cause: str) -> None:
    assert unmet(terminated(on, employer_cause=cause)) == ["cause"]


def test_a_part_of_the_employer_stopped_counts_by_analogy_only() -> None:
    found = terminated(AMENDED_DAY, employer_cause="partly_stopped_by_order")
    assert result(found, "cause").standing is Standing.DERIVED


def test_measures_under_resolution_128_hang_on_an_open_point_where_nothing_else_counts() -> None:
    assert unmet(terminated(date(2021, 10, 7), employer_cause="resolution_128_measure")) == ["cause"]
    for on in (date(2021, 10, 8), date(2021, 11, 6), AMENDED_DAY):
        found = terminated(on, employer_cause="resolution_128_measure")
        assert (found.outcome, unsure(found), found.points) == (Outcome.UNDETERMINED, ["cause"], (MEASURES_128,))
        instrument = "126/NQ-CP" if on == date(2021, 10, 8) else "33/2021/QĐ-TTg"
        assert result(found, "cause").citation.instrument == instrument
        yes, no = (
            terminated(on, words=said(MEASURES_128, value=value), employer_cause="resolution_128_measure")
            for value in (True, False)
        )
        assert (yes.outcome, yes.amount_vnd) == (Outcome.ELIGIBLE, 3_710_000)
        assert (unmet(no), no.points) == (["cause"], ())
    blocked = terminated(AMENDED_DAY, employer_cause="resolution_128_measure", worker_cause="blocked_area")
    assert (blocked.outcome, blocked.points) == (Outcome.ELIGIBLE, ())


def test_a_cause_not_said_waits_beside_an_open_point() -> None:
    found = terminated(AMENDED_DAY, employer_cause="resolution_128_measure", worker_cause=None)
    assert (found.missing, found.points) == (("worker_cause",), (MEASURES_128,))


@pytest.mark.parametrize(
    "ground", ["expired", "work_completed", "agreed", "ended_by_employer", "ended_by_worker_lawfully", "other"]
)
@pytest.mark.parametrize("on", [ORIGINAL_DAY, AMENDED_DAY])
def test_these_grounds_exclude_nobody(on: date, ground: str) -> None:
    found = terminated(on, termination_ground=ground)
    assert (found.outcome, found.points) == (Outcome.ELIGIBLE, ())


@pytest.mark.parametrize("on", [ORIGINAL_DAY, AMENDED_DAY])
def test_who_ended_the_contract_unlawfully_is_excluded(on: date) -> None:
    found = terminated(on, termination_ground="ended_by_worker_unlawfully")
    assert unmet(found) == ["ground"]
    assert "trái pháp luật" in result(found, "ground").vi


@pytest.mark.parametrize(
    ("on", "is_open"), [(date(2021, 11, 5), False), (date(2021, 11, 6), True), (date(2021, 11, 7), True)]
)
def test_whether_decision_33_excludes_the_dismissed_is_open_for_them_alone(on: date, is_open: Met) -> None:
    found = terminated(on, termination_ground="dismissed")
    assert found.outcome is (Outcome.UNDETERMINED if is_open else Outcome.ELIGIBLE)
    assert found.points == ((DISMISSED,) if is_open else ())
    yes, no = (
        terminated(on, words=said(DISMISSED, value=value), termination_ground="dismissed") for value in (True, False)
    )
    assert yes.outcome is Outcome.ELIGIBLE
    assert unmet(no) == (["ground"] if is_open else [])
    assert result(no, "ground").citation.instrument == ("Sở LĐ-TB&XH" if is_open else "23/2021/QĐ-TTg")


def test_a_word_on_the_dismissed_decides_nothing_about_others() -> None:
    for value in (True, False):
        assert terminated(AMENDED_DAY, words=said(DISMISSED, value=value)).outcome is Outcome.ELIGIBLE


def test_the_insurance_agency_s_word_decides() -> None:
    assert unmet(terminated(insured_month_before=False)) == ["insured"]
    assert terminated(insured_month_before=None).missing == ("insured_month_before",)


def test_the_employment_centre_s_word_on_the_benefit_decides() -> None:
    refused = terminated(unemployment_benefit_due=True)
    assert unmet(refused) == ["no_unemployment_benefit"]
    assert "Trung tâm Dịch vụ việc làm" in result(refused, "no_unemployment_benefit").vi
    waiting = terminated(unemployment_benefit_due=None)
    assert (waiting.outcome, waiting.missing) == (Outcome.UNDETERMINED, ("unemployment_benefit_due",))


def test_both_words_are_asked_for_anew_where_the_day_or_the_number_changes() -> None:
    declared = by_name(rules.POLICIES["terminated_contract"].facts)
    for name, body in (("insured_month_before", ""), ("unemployment_benefit_due", "employment_centre")):
        fact = declared[name]
        assert (fact.place, fact.confirmed_by) == (Place.CONFIRMATION, body)
        assert fact.about == ("contract_ended_on", "insurance_number")
        assert set(fact.about) <= declared.keys()


def test_a_pension_or_a_monthly_allowance_excludes() -> None:
    assert unmet(terminated(pension_or_disability_allowance=True)) == ["no_pension"]
    assert terminated(pension_or_disability_allowance=None).missing == ("pension_or_disability_allowance",)


@pytest.mark.parametrize(
    ("received", "met"), [(date(2022, 1, 30), True), (date(2022, 1, 31), True), (date(2022, 2, 1), False)]
)
def test_the_paper_was_received_by_31_january(received: date, met: Met) -> None:
    assert unmet(terminated(date(2022, 3, 1), received_on=received)) == ([] if met else ["deadline"])


@pytest.mark.parametrize(
    ("fact", "condition"),
    [
        ("employer_kind", "employer"),
        ("employer_cause", "cause"),
        ("contract_ended_on", "window"),
        ("termination_ground", "ground"),
        ("insured_month_before", "insured"),
        ("unemployment_benefit_due", "no_unemployment_benefit"),
        ("pension_or_disability_allowance", "no_pension"),
        ("received_on", "deadline"),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(fact: str, condition: str) -> None:
    found = terminated(**{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, [condition], (fact,))


@pytest.mark.parametrize("policy", ["suspended_contract", "stopped_work", "freelance", "tour_guide"])
def test_one_cash_regime_and_meals_besides(policy: str) -> None:
    assert unmet(terminated(history=(Supported(policy, "base", "paid", 1_500_000),))) == ["one_cash_regime"]
    assert terminated(history=(Supported("meals_f0", "base", "paid", 1_120_000),)).outcome is Outcome.ELIGIBLE
    again = (Supported("terminated_contract", "base", "approved", 3_710_000),)
    assert unmet(terminated(history=again)) == ["once_per_policy"]
    assert unsure(terminated(history=None)) == ["once_per_policy", "one_cash_regime"]


def test_whoever_declines_is_not_supported() -> None:
    assert unmet(terminated(declined=True)) == ["not_declined"]


@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_decision_23_is_in_force_from_7_july(on: date, met: Met) -> None:
    found = terminated(on)
    assert unmet(found) == ([] if met else ["in_force"])
    assert found.amount_vnd == (3_710_000 if met else 0)


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
def test_each_amendment_is_cited_from_its_day(on: date, instrument: str) -> None:
    for condition in ("employer", "cause"):
        assert result(terminated(on), condition).citation.instrument == instrument
    replaced = "33/2021/QĐ-TTg" if on >= date(2021, 11, 6) else "23/2021/QĐ-TTg"
    assert result(terminated(on), "ground").citation.instrument == replaced


def test_the_centre_lists_the_department_appraises_the_province_decides() -> None:
    steps = rules.route_of("terminated_contract", ORIGINAL_DAY)
    assert [(step.act, step.unit_kind, step.working_days) for step in steps] == [
        ("confirm", "insurance_agency", None),
        ("list", "employment_centre", None),
        ("appraise", "department", 2),
        ("decide", "province", 3),
        ("pay", "province", None),
    ]
    told = rules.describe("terminated_contract", ORIGINAL_DAY)["values"]
    (days,) = (one["value"] for one in told if one["name"] == "listed_before")  # type: ignore[attr-defined]
    assert days == [5, 20]


def test_every_condition_is_answered_each_time() -> None:
    ids = [each.id for each in terminated().results]
    assert ids == [
        "in_force", "employer", "cause", "window", "ground", "insured", "no_unemployment_benefit", "no_pension",
        "deadline", "once_per_policy", "one_cash_regime", "not_declined", "one_parent_per_child",
    ]  # fmt: skip
    unknown = terminated(**dict.fromkeys(TERMINATED))
    for found in (unknown, terminated(date(2020, 4, 1)), terminated(AMENDED_DAY, history=None)):
        assert [each.id for each in found.results] == ids


def test_a_draft_that_settles_what_is_open_is_followed() -> None:
    drafts = [
        {"value": "excluded_grounds", "since": "2021-11-10", "to": ["dismissed"]},
        {
            "value": "causes",
            "since": "2021-11-10",
            "to": {"worker": [], "employer": ["resolution_128_measure"], "by_analogy": []},
        },
    ]
    law = drafting.law_with(AMENDED_DAY, (), drafting.drafted(rules.POLICIES["terminated_contract"], drafts))
    facts = {**TERMINATED, "termination_ground": "dismissed", "employer_cause": "resolution_128_measure"}
    found = rules.determine("terminated_contract", facts, Circumstances(law))
    assert (unmet(found), result(found, "cause").met, found.points) == (["ground"], True, ())
