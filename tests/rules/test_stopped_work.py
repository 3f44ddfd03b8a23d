"""Policy 5: work stopped under Labour Code article 99(3), before and after Resolution 126 and Decision 33."""

from datetime import date, timedelta

import pytest

from app import rules
from app.rules.law import Determination, Met, Outcome
from tests.rules.cases import AMENDED_DAY, ORIGINAL_DAY, money, result, unmet, unsure
from tests.rules.cases_workers import STOPPED, said, stopped

FIRST = date(2021, 7, 17)
AROUND_126 = [(date(2021, 10, 7), False), (date(2021, 10, 8), True), (date(2021, 10, 9), True)]
OTHER_EMPLOYERS = "stopped_work.other_employers"
BEGUN_EARLIER = "stopped_work.begun_earlier"


def lasting(days: int, first: date = FIRST) -> dict[str, object]:
    return {"stopped_from": first, "stopped_to": first + timedelta(days=days - 1)}


def late(first: date, days: int) -> Determination:
    """Asked in January 2022, of a stoppage towards the year's end."""
    on = date(2022, 1, 20)
    return stopped(on, received_on=on, **lasting(days, first))


def test_a_worker_isolated_for_three_weeks_gets_a_million_once() -> None:
    found = stopped()
    assert (found.outcome, found.amount_vnd, money(found)) == (Outcome.ELIGIBLE, 1_000_000, [("base", 1_000_000)])
    assert (found.missing, found.points) == ((), ())
    assert [(line.exclusive, str(line.citation)) for line in found.lines] == [(True, "23/2021/QĐ-TTg 18")]


@pytest.mark.parametrize("days", [14, 15, 29, 30, 90])
@pytest.mark.parametrize("on", [ORIGINAL_DAY, AMENDED_DAY])
def test_from_14_days_on_it_is_the_same_million(on: date, days: int) -> None:
    assert stopped(on, **lasting(days)).amount_vnd == 1_000_000


@pytest.mark.parametrize("on", [ORIGINAL_DAY, AMENDED_DAY])
def test_13_days_are_too_few(on: date) -> None:
    found = stopped(on, **lasting(13))
    assert (found.outcome, unmet(found), found.amount_vnd) == (Outcome.INELIGIBLE, ["duration"], 0)
    assert "chỉ 13 ngày" in result(found, "duration").vi


def test_first_and_last_day_both_count_across_two_months() -> None:
    assert stopped(stopped_from=date(2021, 7, 25), stopped_to=date(2021, 8, 7)).outcome is Outcome.ELIGIBLE
    assert unmet(stopped(stopped_from=date(2021, 7, 25), stopped_to=date(2021, 8, 6))) == ["duration"]


def test_a_last_day_before_the_first_is_no_stoppage() -> None:
    assert unmet(stopped(stopped_to=date(2021, 7, 1))) == ["duration"]
    assert unmet(stopped(stopped_from=date(2022, 1, 9), stopped_to=date(2022, 1, 1))) == ["duration", "window"]


@pytest.mark.parametrize(("on", "consecutive"), AROUND_126)
def test_resolution_126_asks_for_14_days_without_a_break(on: date, consecutive: Met) -> None:
    """Fourteen days of twenty: enough in all at first; whether fourteen in a row the form does not tell."""
    broken = stopped(on, stopped_days=14, **lasting(20))
    assert broken.outcome is (Outcome.UNDETERMINED if consecutive else Outcome.ELIGIBLE)
    told = result(broken, "duration")
    assert told.citation.instrument == ("126/NQ-CP" if consecutive else "23/2021/QĐ-TTg")
    assert (told.missing, broken.missing) == ((), ())  # the days were given: what is wanted is said in words
    assert ("liên tục dài nhất" in told.vi) is consecutive
    assert stopped(on, stopped_days=20, **lasting(20)).outcome is Outcome.ELIGIBLE
    assert stopped(on, **lasting(14)).outcome is Outcome.ELIGIBLE
    assert unmet(stopped(on, stopped_days=13, **lasting(20))) == ["duration"]


@pytest.mark.parametrize("said_days", [0, -3])
def test_no_day_stopped_is_no_stoppage(said_days: int) -> None:
    found = stopped(stopped_days=said_days)
    assert unmet(found) == ["duration"]
    assert "chỉ 0 ngày" in result(found, "duration").vi


def test_more_days_than_there_are_count_for_no_more() -> None:
    assert unmet(stopped(stopped_days=40, **lasting(13))) == ["duration"]


def test_the_days_that_it_must_have_lie_within_1_may_to_31_december() -> None:
    assert stopped(**lasting(14, date(2021, 5, 1))).outcome is Outcome.ELIGIBLE
    assert late(date(2021, 12, 18), 14).outcome is Outcome.ELIGIBLE
    assert late(date(2021, 12, 18), 60).outcome is Outcome.ELIGIBLE
    assert unmet(late(date(2021, 12, 19), 14)) == ["window"]
    assert unmet(late(date(2021, 12, 31), 14)) == ["window"]
    assert unmet(late(date(2022, 1, 1), 14)) == ["window"]
    assert unmet(late(date(2021, 12, 31), 1)) == ["duration"]


def test_days_worked_in_between_leave_it_open_where_the_others_fell() -> None:
    """14 of 20 days were stopped, 15 of the 20 lie within the year: at least nine and at most fourteen."""
    found = stopped(date(2021, 10, 7), stopped_days=14, **lasting(20, date(2021, 12, 17)))
    told = result(found, "window")
    assert (told.met, told.missing, "liên tục dài nhất" in told.vi) == (None, (), True)
    assert unmet(stopped(date(2021, 10, 7), stopped_days=14, **lasting(20, date(2021, 12, 19)))) == ["window"]


@pytest.mark.parametrize("first", [date(2021, 4, 30), date(2021, 4, 20), date(2020, 5, 4)])
def test_a_stoppage_begun_earlier_with_days_enough_since_1_may_hangs_on_an_open_point(first: date) -> None:
    facts: dict[str, object] = {"stopped_from": first, "stopped_to": date(2021, 5, 14)}
    found = stopped(**facts)
    assert (found.outcome, unsure(found), found.points) == (Outcome.UNDETERMINED, ["window"], (BEGUN_EARLIER,))
    assert found.amount_vnd == 0
    assert stopped(words=said(BEGUN_EARLIER, value=True), **facts).outcome is Outcome.ELIGIBLE
    refused = stopped(words=said(BEGUN_EARLIER, value=False), **facts)
    assert (refused.outcome, unmet(refused), refused.points) == (Outcome.INELIGIBLE, ["window"], ())
    assert result(refused, "window").citation.instrument == "Sở LĐ-TB&XH"


def test_a_stoppage_begun_earlier_with_too_few_days_since_hangs_on_nothing() -> None:
    found = stopped(stopped_from=date(2021, 4, 20), stopped_to=date(2021, 5, 13))
    assert (unmet(found), found.points) == (["window"], ())
    short = stopped(stopped_from=date(2021, 4, 30), stopped_to=date(2021, 5, 2))
    assert (unmet(short), short.points) == (["duration", "window"], ())


@pytest.mark.parametrize(("answer", "conditions"), [(True, []), (False, ["labour_code"])])
@pytest.mark.parametrize("on", [ORIGINAL_DAY, AMENDED_DAY])
def test_it_is_a_stoppage_under_labour_code_article_99_3(on: date, answer: Met, conditions: list[str]) -> None:
    assert unmet(stopped(on, labour_code_article_99_3=answer)) == conditions


@pytest.mark.parametrize("cause", ["isolated", "blocked_area"])
@pytest.mark.parametrize("on", [ORIGINAL_DAY, date(2021, 10, 7), date(2021, 10, 8), AMENDED_DAY])
def test_isolation_and_a_blocked_area_counted_from_the_first_day(on: date, cause: str) -> None:
    assert stopped(on, worker_cause=cause).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize("cause", ["treated", "cannot_reach_workplace"])
@pytest.mark.parametrize(("on", "met"), AROUND_126)
def test_resolution_126_adds_treatment_and_a_workplace_out_of_reach(on: date, met: Met, cause: str) -> None:
    found = stopped(on, worker_cause=cause)
    assert unmet(found) == ([] if met else ["cause"])
    assert result(found, "cause").citation.instrument == ("126/NQ-CP" if met else "23/2021/QĐ-TTg")


@pytest.mark.parametrize(("on", "met"), AROUND_126)
def test_resolution_126_adds_the_employer_s_order_to_stop(on: date, met: Met) -> None:
    assert unmet(stopped(on, worker_cause="none", employer_cause="stopped_by_order")) == ([] if met else ["cause"])


@pytest.mark.parametrize("cause", ["no_orders", "none"])
@pytest.mark.parametrize("on", [ORIGINAL_DAY, AMENDED_DAY])
def test_no_cause_never_counts_and_the_refusal_says_what_was_said(on: date, cause: str) -> None:
    found = stopped(on, worker_cause="none", employer_cause=cause)
    assert unmet(found) == ["cause"]
    assert "người lao động ghi: Không" in result(found, "cause").vi
    assert ("đơn vị ghi" in result(found, "cause").vi) is (on == AMENDED_DAY)


def test_a_cause_not_said_may_still_be_one_that_counts() -> None:
    assert stopped(worker_cause=None, employer_cause=None).missing == ("worker_cause",)
    assert stopped(AMENDED_DAY, worker_cause=None).missing == ("worker_cause",)
    assert stopped(AMENDED_DAY, worker_cause=None, employer_cause=None).missing == ("employer_cause", "worker_cause")
    assert stopped(AMENDED_DAY, employer_cause=None).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize("kind", ["household_business", "other"])
@pytest.mark.parametrize(("on", "widened"), AROUND_126)
def test_before_resolution_126_an_employer_not_listed_hangs_on_an_open_point(on: date, widened: Met, kind: str) -> None:
    found = stopped(on, employer_kind=kind)
    assert found.outcome is (Outcome.ELIGIBLE if widened else Outcome.UNDETERMINED)
    assert found.points == (() if widened else (OTHER_EMPLOYERS,))
    yes, no = (stopped(on, words=said(OTHER_EMPLOYERS, value=value), employer_kind=kind) for value in (True, False))
    assert yes.outcome is Outcome.ELIGIBLE
    assert unmet(no) == ([] if widened else ["employer"])


def test_terms_of_the_route_that_were_not_read_are_left_open() -> None:
    steps = rules.route_of("stopped_work", ORIGINAL_DAY)
    assert [(step.act, step.unit_kind, step.working_days) for step in steps] == [
        ("confirm", "insurance_agency", 2),
        ("list", "employer", None),
        ("appraise", "district", None),
        ("decide", "province", None),
        ("pay", "province", None),
    ]


def test_every_condition_is_answered_each_time() -> None:
    ids = [each.id for each in stopped().results]
    assert ids == [
        "in_force", "labour_code", "employer", "cause", "duration", "window", "insured", "deadline", "once_per_policy",
        "one_cash_regime", "not_declined", "one_parent_per_child",
    ]  # fmt: skip
    for found in (stopped(**dict.fromkeys(STOPPED)), stopped(date(2020, 4, 1)), stopped(AMENDED_DAY, history=None)):
        assert [each.id for each in found.results] == ids
