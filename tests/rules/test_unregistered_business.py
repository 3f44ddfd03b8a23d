"""Policy 10a (Article 37a): businesses that need no registration; what the province says, and what hangs on it."""

from datetime import date

import pytest

from app import rules
from app.rules.law import Met, Outcome, Standing
from app.rules.unregistered_business import POLICY
from app.rules.unregistered_business_facts import KINDS
from tests.rules.cases import money, result, unmet, unsure
from tests.rules.cases_others import AMENDED_DAY, TRADER, WIDENED_DAY, paid, said, trader

CRITERIA, LAST_DAY = "unregistered_business.provincial_criteria", "unregistered_business.last_application_day"


def test_a_snack_seller_stopped_for_three_weeks_gets_3_000_000_once() -> None:
    found = trader()
    assert (found.outcome, found.amount_vnd, found.missing, found.points) == (Outcome.ELIGIBLE, 3_000_000, (), ())
    assert money(found) == [("base", 3_000_000)]
    assert (str(found.lines[0].citation), found.lines[0].exclusive) == ("33/2021/QĐ-TTg 37a", True)


@pytest.mark.parametrize(
    ("on", "met"),
    [
        (date(2021, 7, 7), False),
        (date(2021, 10, 7), False),
        (date(2021, 10, 8), True),
        (date(2021, 10, 9), True),
        (WIDENED_DAY, True),
    ],
)
def test_it_is_in_force_since_resolution_126(on: date, met: Met) -> None:
    found = trader(on)
    assert (unmet(found), found.amount_vnd) == ([] if met else ["in_force"], 3_000_000 if met else 0)
    assert bool(found.lines) is met


@pytest.mark.parametrize(
    ("on", "procedure"),
    [(date(2021, 10, 8), False), (date(2021, 11, 5), False), (date(2021, 11, 6), True), (date(2021, 11, 7), True)],
)
def test_its_procedure_came_with_decision_33(on: date, procedure: Met) -> None:
    assert bool(rules.route_of("unregistered_business", on)) is procedure
    assert result(trader(on), "in_force").citation.instrument == ("33/2021/QĐ-TTg" if procedure else "126/NQ-CP")


@pytest.mark.parametrize(
    ("on", "citation"),
    [
        (date(2021, 11, 5), "126/NQ-CP 1 (68/NQ-CP II.10)"),
        (date(2021, 11, 6), "33/2021/QĐ-TTg 37a"),
        (date(2021, 11, 7), "33/2021/QĐ-TTg 37a"),
    ],
)
def test_article_37a_is_cited_from_6_november(on: date, citation: str) -> None:
    for condition in ("business_kind", "no_registration", "cause", "window", "duration", "not_freelance"):
        assert str(result(trader(on), condition).citation) == citation


@pytest.mark.parametrize("kind", sorted({choice.code for choice in KINDS} - {"other"}))
def test_the_article_s_kinds_count(kind: str) -> None:
    assert trader(business_kind=kind).outcome is Outcome.ELIGIBLE


def test_another_kind_does_not_and_who_must_be_registered_neither() -> None:
    assert unmet(trader(business_kind="other")) == ["business_kind"]
    assert unmet(trader(registration_required=True)) == ["no_registration"]


@pytest.mark.parametrize(
    ("cause", "on", "met"),
    [
        ("stopped_by_order", WIDENED_DAY, True),
        ("directive_16_area", date(2021, 10, 8), True),
        ("resolution_128_measure", date(2021, 11, 6), True),
        ("resolution_128_measure", date(2021, 11, 7), True),
        ("none", AMENDED_DAY, False),
    ],
)
def test_the_causes_are_those_of_registered_households(cause: str, on: date, met: Met) -> None:
    found = trader(on, cause=cause)
    assert (result(found, "cause").met, unmet(found)) == (met, [] if met else ["cause"])


@pytest.mark.parametrize("on", [date(2021, 10, 8), date(2021, 11, 5)])
def test_measures_under_resolution_128_are_open_until_decision_33_names_them(on: date) -> None:
    point = "unregistered_business.resolution_128_measure"
    found = trader(on, cause="resolution_128_measure")
    assert (found.outcome, unsure(found), found.points) == (Outcome.UNDETERMINED, ["cause"], (point,))
    for yes, wrong in ((True, []), (False, ["cause"])):
        assert unmet(trader(on, cause="resolution_128_measure", words=said(point, value=yes))) == wrong


@pytest.mark.parametrize(
    ("first", "last", "failed"),
    [
        (date(2021, 7, 17), date(2021, 7, 30), ["duration"]),
        (date(2021, 7, 17), date(2021, 7, 31), []),
        (date(2021, 4, 1), date(2021, 4, 30), ["window", "duration"]),
        (date(2021, 5, 1), date(2021, 5, 15), []),
        (date(2021, 12, 17), date(2021, 12, 31), []),
        (date(2021, 12, 18), date(2022, 1, 31), ["duration"]),
    ],
)
def test_15_consecutive_days_of_the_window(first: date, last: date, failed: list[str]) -> None:
    assert unmet(trader(stopped_from=first, stopped_to=last)) == failed


def test_who_is_among_the_province_s_freelance_workers_is_not_paid_whether_paid_there_or_not() -> None:
    assert unmet(trader(freelance_beneficiary=True)) == ["not_freelance_beneficiary"]
    found = trader(history=paid("freelance"))
    assert (unmet(found), found.amount_vnd) == (["one_cash_regime", "not_freelance"], 0)


def test_it_is_paid_once_and_is_a_cash_regime() -> None:
    assert unmet(trader(history=paid("unregistered_business"))) == ["once_per_policy"]
    assert unmet(trader(history=paid("suspended_contract"))) == ["one_cash_regime"]
    assert trader(history=paid("meals_f0")).outcome is Outcome.ELIGIBLE
    assert unmet(trader(declined=True)) == ["not_declined"]
    assert trader(history=None).missing == ("history",)


def test_who_meets_the_province_s_criteria_hangs_on_no_point() -> None:
    told = result(trader(), "provincial_criteria")
    assert (told.met, told.standing, told.points) == (True, Standing.DERIVED, ())


@pytest.mark.parametrize("on", [WIDENED_DAY, AMENDED_DAY])
def test_who_does_not_meet_them_hangs_on_whether_there_are_any(on: date) -> None:
    found = trader(on, meets_provincial_criteria=False)
    assert (found.outcome, found.points, found.missing, found.amount_vnd) == (Outcome.UNDETERMINED, (CRITERIA,), (), 0)
    assert unmet(trader(on, words=said(CRITERIA, value=True), meets_provincial_criteria=False)) == [
        "provincial_criteria"
    ]
    none = trader(on, words=said(CRITERIA, value=False), meets_provincial_criteria=False)
    assert (none.outcome, none.points) == (Outcome.ELIGIBLE, ())
    assert str(result(none, "provincial_criteria").citation) == "lời cán bộ pháp chế 01/12/2021"


def test_where_it_is_not_said_either_the_fact_or_the_point_settles_it() -> None:
    found = trader(meets_provincial_criteria=None)
    assert (found.outcome, found.points) == (Outcome.UNDETERMINED, (CRITERIA,))
    assert found.missing == ("meets_provincial_criteria",)
    asked = trader(words=said(CRITERIA, value=True), meets_provincial_criteria=None)
    assert (asked.outcome, asked.points, asked.missing) == (Outcome.UNDETERMINED, (), ("meets_provincial_criteria",))
    assert trader(words=said(CRITERIA, value=False), meets_provincial_criteria=None).outcome is Outcome.ELIGIBLE


def test_a_refusal_does_not_wait_for_the_province() -> None:
    found = trader(business_kind="other", meets_provincial_criteria=False)
    assert (found.outcome, found.amount_vnd) == (Outcome.INELIGIBLE, 0)


@pytest.mark.parametrize(
    ("received", "waits"), [(date(2021, 12, 30), False), (date(2021, 12, 31), False), (date(2022, 1, 1), True)]
)
def test_who_filed_by_the_last_day_that_counts_is_in_time_whatever_the_province_s_last_day_is(
    received: date, waits: Met
) -> None:
    found = trader(received, received_on=received)
    told = result(found, "deadline")
    assert found.outcome is (Outcome.UNDETERMINED if waits else Outcome.ELIGIBLE)
    assert (found.points, told.standing) == ((LAST_DAY,), "unconfirmed") if waits else ((), "derived")


def test_the_province_s_word_on_its_last_day_decides_for_all() -> None:
    on = date(2022, 2, 10)
    words = said(LAST_DAY, value=date(2022, 1, 31))
    assert trader(on, words=words, received_on=date(2022, 1, 31)).outcome is Outcome.ELIGIBLE
    assert unmet(trader(on, words=words, received_on=date(2022, 2, 1))) == ["deadline"]
    assert unmet(trader(on, words=said(LAST_DAY, value=date(2021, 12, 1)), received_on=date(2021, 12, 2))) == [
        "deadline"
    ]


@pytest.mark.parametrize(
    ("fact", "conditions"),
    [
        ("business_kind", ["business_kind"]),
        ("registration_required", ["no_registration"]),
        ("cause", ["cause"]),
        ("stopped_from", ["duration"]),
        ("stopped_to", ["duration"]),
        ("freelance_beneficiary", ["not_freelance_beneficiary"]),
        ("received_on", ["deadline"]),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(fact: str, conditions: list[str]) -> None:
    found = trader(**{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, conditions, (fact,))
    assert found.points == ()


def test_every_condition_is_answered_each_time() -> None:
    ids = [condition.id for condition in POLICY.conditions]
    for found in (trader(**dict.fromkeys(TRADER)), trader(date(2020, 4, 1)), trader(history=None)):
        assert [each.id for each in found.results] == ids


@pytest.mark.parametrize(
    ("on", "told", "instrument"),
    [
        (date(2021, 10, 8), "có hiệu lực từ 08/10/2021: đạt", "126/NQ-CP"),
        (date(2021, 11, 5), "có hiệu lực từ 08/10/2021: đạt", "126/NQ-CP"),
        (date(2021, 11, 6), "có hiệu lực từ 08/10/2021, theo văn bản dẫn từ 06/11/2021: đạt", "33/2021/QĐ-TTg"),
    ],
)
def test_in_force_is_not_told_of_a_text_that_came_later(on: date, told: str, instrument: str) -> None:
    found = result(trader(on), "in_force")
    assert told in found.vi and found.citation.instrument == instrument
