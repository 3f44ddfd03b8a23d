"""Policy 6: a contract that ended without unemployment benefit, before and after Resolution 126 and Decision 33."""

from datetime import date

import pytest

from app import rules
from app.rules import drafting
from app.rules.conditions import by_name
from app.rules.fact import Place
from app.rules.law import Circumstances, Met, Outcome
from tests.rules.cases import AMENDED_DAY, ORIGINAL_DAY, money, result, unmet
from tests.rules.cases_workers import TERMINATED, said, terminated

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
    ("on", "instrument"),
    [
        (date(2021, 10, 8), "23/2021/QĐ-TTg"),
        (date(2021, 11, 5), "23/2021/QĐ-TTg"),
        (date(2021, 11, 6), "33/2021/QĐ-TTg"),
        (date(2021, 11, 7), "33/2021/QĐ-TTg"),
    ],
)
def test_the_grounds_are_cited_from_decision_33_s_day(on: date, instrument: str) -> None:
    assert result(terminated(on), "ground").citation.instrument == instrument


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
