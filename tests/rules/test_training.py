"""Policy 3: training that keeps jobs, up to 1,500,000 đồng a worker a month for six months at most."""

from datetime import date

import pytest

from app import rules
from app.rules.law import Determination, Gives, Met, Outcome, Standing, Supported
from tests.rules.cases import money, result, unmet, unsure
from tests.rules.cases_employers import ORIGINAL_DAY, TRAINING, WORD, ask

CODE = "training"
ODD_DAYS = "training.odd_days_as_ordinary_scheme"


def employer(
    on: date = ORIGINAL_DAY,
    history: tuple[Supported, ...] | None = (),
    said: dict[str, object] | None = None,
    **changed: object,
) -> Determination:
    return ask(CODE, {**TRAINING, **changed}, on, history, said)


def test_the_fee_is_paid_for_each_worker_and_month() -> None:
    found = employer()
    assert (found.outcome, money(found)) == (Outcome.ELIGIBLE, [("base", 20 * 3 * 1_200_000)])
    assert (found.lines[0].gives, found.lines[0].exclusive) == (Gives.CASH, False)


@pytest.mark.parametrize(("fee", "month"), [(1_499_999, 1_499_999), (1_500_000, 1_500_000), (4_000_000, 1_500_000)])
def test_a_dearer_course_is_paid_up_to_the_ceiling(fee: int, month: int) -> None:
    assert employer(month_fee_vnd=fee, trained_workers=1, whole_months=1).amount_vnd == month


@pytest.mark.parametrize(("months", "paid"), [(1, 1), (5, 5), (6, 6), (7, 6), (12, 6)])
def test_six_months_are_the_most(months: int, paid: int) -> None:
    found = employer(whole_months=months, trained_workers=1, month_fee_vnd=2_000_000)
    assert found.amount_vnd == paid * 1_500_000 <= 9_000_000


@pytest.mark.parametrize(("days", "held"), [(1, 10 * 600_000), (14, 10 * 600_000), (15, 10 * 1_200_000)])
def test_odd_days_are_held_until_somebody_says_how_they_count(days: int, held: int) -> None:
    found = employer(odd_days=days, trained_workers=10)
    base, odd = found.lines
    assert (found.outcome, found.amount_vnd, base.held) == (Outcome.ELIGIBLE, 10 * 3 * 1_200_000, False)
    assert (odd.component, odd.amount_vnd, odd.held, odd.points) == ("odd_days", held, True, (ODD_DAYS,))
    assert found.points == (ODD_DAYS,)


@pytest.mark.parametrize(("days", "paid"), [(14, 10 * 600_000), (15, 10 * 1_200_000), (29, 10 * 1_200_000)])
def test_said_to_be_as_in_the_ordinary_scheme_they_are_half_a_month_or_one(days: int, paid: int) -> None:
    found = employer(said={ODD_DAYS: True}, odd_days=days, trained_workers=10)
    assert (money(found)[1], found.points) == (("odd_days", paid), ())
    assert found.lines[1].citation == WORD


def test_said_to_bring_nothing_they_bring_no_line() -> None:
    found = employer(said={ODD_DAYS: False}, odd_days=20)
    assert ([line.component for line in found.lines], found.points) == (["base"], ())


@pytest.mark.parametrize(("months", "days"), [(3, None), (3, 0), (6, 20), (8, 20)])
def test_where_no_odd_days_are_paid_for_nothing_hangs_on_them(months: int, days: int | None) -> None:
    found = employer(whole_months=months, odd_days=days)
    assert (len(found.lines), found.points) == (1, ())


def test_five_months_and_odd_days_reach_six_and_no_more() -> None:
    found = employer(said={ODD_DAYS: True}, whole_months=5, odd_days=20, trained_workers=1, month_fee_vnd=1_500_000)
    assert found.amount_vnd == 9_000_000


@pytest.mark.parametrize(("months", "met"), [(11, False), (12, True), (13, True)])
def test_unemployment_insurance_is_paid_for_twelve_months(months: int, met: Met) -> None:
    assert unmet(employer(unemployment_insurance_months=months)) == ([] if met else ["unemployment_insurance"])
    assert unsure(employer(unemployment_insurance_months=None)) == ["unemployment_insurance"]


def test_the_insurance_agency_must_confirm_it() -> None:
    assert unmet(employer(unemployment_insurance_confirmed=False)) == ["insurance_confirmed"]
    found = employer(unemployment_insurance_confirmed=None)
    assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("unemployment_insurance_confirmed",))


@pytest.mark.parametrize(
    ("now", "in_2019", "in_2020", "met"),
    [
        (900, 1_000, 0, True),  # exactly 10 percent
        (901, 1_000, 0, False),
        (900, 0, 1_000, True),
        (900, 800, 1_000, True),  # one year is enough
        (899, 998, 998, False),  # 9.9 percent
        (1_200, 1_000, 1_000, False),
        (0, 0, 0, False),
        (9_000_000_000_000_001, 10_000_000_000_000_001, 0, False),  # a float would call it 10
    ],
)
def test_revenue_fell_by_ten_percent_against_2019_or_2020(now: int, in_2019: int, in_2020: int, met: Met) -> None:
    found = employer(revenue_quarter_vnd=now, revenue_2019_vnd=in_2019, revenue_2020_vnd=in_2020)
    assert unmet(found) == ([] if met else ["revenue"])


def test_a_year_not_told_matters_only_where_the_other_did_not_fall() -> None:
    assert employer(revenue_2020_vnd=None).outcome is Outcome.ELIGIBLE
    found = employer(revenue_2019_vnd=None, revenue_2020_vnd=8_100_000_000)
    assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("revenue_2019_vnd",))
    assert employer(revenue_quarter_vnd=None).missing == ("revenue_quarter_vnd",)


@pytest.mark.parametrize("fact", ["structure_changed", "training_plan"])
def test_structure_is_changed_and_there_is_a_plan(fact: str) -> None:
    assert unmet(employer(**{fact: False})) == [fact]
    found = employer(**{fact: None})
    assert (unsure(found), found.missing) == ([fact], (fact,))


@pytest.mark.parametrize(
    ("received", "failed"),
    [
        (date(2021, 6, 30), ["opened"]),
        (date(2021, 7, 1), []),
        (date(2022, 6, 30), []),
        (date(2022, 7, 1), ["deadline"]),
    ],
)
def test_papers_are_taken_from_july_2021_to_june_2022(received: date, failed: list[str]) -> None:
    assert unmet(employer(date(2022, 7, 15), received_on=received)) == failed


def test_a_missing_receipt_decides_nothing() -> None:
    assert unsure(employer(received_on=None)) == ["opened", "deadline"]


@pytest.mark.parametrize("fact", ["trained_workers", "month_fee_vnd", "whole_months"])
def test_a_course_not_told_holds_the_line(fact: str) -> None:
    found = employer(**{fact: None})
    assert [(line.held, line.missing) for line in found.lines] == [(True, (fact,))]
    assert (found.outcome, found.amount_vnd) == (Outcome.UNDETERMINED, 0)


@pytest.mark.parametrize(("fact", "condition"), [("trained_workers", "trained_workers"), ("whole_months", "course")])
@pytest.mark.parametrize("number", [-1, 0])
def test_of_no_worker_or_no_month_there_is_nothing_to_support(fact: str, condition: str, number: int) -> None:
    found = employer(**{fact: number})
    assert (unmet(found), found.amount_vnd) == ([condition], 0)


def test_a_course_of_odd_days_alone_hangs_on_whether_they_are_paid_for() -> None:
    found = employer(whole_months=0, odd_days=20)
    assert (found.outcome, unsure(found), found.points) == (Outcome.UNDETERMINED, ["course"], (ODD_DAYS,))
    paid = employer(whole_months=0, odd_days=20, said={ODD_DAYS: True})
    assert (paid.outcome, paid.amount_vnd) == (Outcome.ELIGIBLE, 20 * 1_200_000)
    assert unmet(employer(whole_months=0, odd_days=20, said={ODD_DAYS: False})) == ["course"]


def test_once_and_only_who_wants_it() -> None:
    assert unmet(employer(history=(Supported(CODE, "base", "paid"),))) == ["once_per_policy"]
    assert unsure(employer(history=None)) == ["once_per_policy"]
    assert employer(history=(Supported("wage_loan", "base", "approved"),)).outcome is Outcome.ELIGIBLE
    assert unmet(employer(declined=True)) == ["not_declined"]


@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_decision_23_is_in_force_from_7_july(on: date, met: Met) -> None:
    assert unmet(employer(on)) == ([] if met else ["in_force"])
    assert bool(employer(on).lines) is met


@pytest.mark.parametrize("on", [date(2021, 10, 7), date(2021, 10, 8), date(2021, 11, 6)])
def test_neither_resolution_126_nor_decision_33_changed_it(on: date) -> None:
    found = employer(on)
    assert {each.citation.instrument for each in found.results} == {"68/NQ-CP", "23/2021/QĐ-TTg"}


def test_the_plan_is_cited_by_its_article() -> None:
    found = result(employer(), "training_plan")
    assert (str(found.citation), found.standing) == ("23/2021/QĐ-TTg 9.4", Standing.CONFIRMED)


def test_the_department_decides_in_seven_working_days() -> None:
    steps = {step.act: (step.unit_kind, step.working_days) for step in rules.route_of(CODE, ORIGINAL_DAY)}
    assert steps["decide"] == ("department", 7)
    assert steps["confirm"][0] == "insurance_agency"


def test_a_refusal_tells_its_figure_with_its_unit_and_no_fall_where_there_was_none() -> None:
    told = result(employer(unemployment_insurance_months=11), "unemployment_insurance")
    assert "không đạt (11 tháng)" in told.vi and "not met (11 months)" in told.en
    grew = result(employer(revenue_quarter_vnd=11_000_000_000), "revenue")
    assert "không đạt (không giảm)" in grew.vi and "not met (it did not fall)" in grew.en
