"""Policy 10: registered household businesses, before and after Resolution 126 and Decision 33."""

from datetime import date

import pytest

from app.rules.household_business import POLICY
from app.rules.law import Met, Outcome, Standing
from tests.rules.cases import money, result, unmet, unsure
from tests.rules.cases_others import AMENDED_DAY, HOUSEHOLD, ORIGINAL_DAY, WIDENED_DAY, household, paid, said

CASH = ["suspended_contract", "stopped_work", "terminated_contract", "artist", "tour_guide"]


def test_a_household_stopped_for_three_weeks_gets_3_000_000_once() -> None:
    found = household()
    assert (found.outcome, found.amount_vnd, found.missing, found.points) == (Outcome.ELIGIBLE, 3_000_000, (), ())
    assert money(found) == [("base", 3_000_000)]
    assert (str(found.lines[0].citation), found.lines[0].exclusive) == ("23/2021/QĐ-TTg 36", True)


@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_it_is_in_force_since_decision_23(on: date, met: Met) -> None:
    found = household(on)
    assert (unmet(found), bool(found.lines)) == ([] if met else ["in_force"], met)


def test_without_a_registration_it_is_refused() -> None:
    assert unmet(household(registered=False)) == ["registered"]
    assert str(result(household(), "registered").citation) == "23/2021/QĐ-TTg 35"


@pytest.mark.parametrize(
    ("on", "instrument"),
    [
        (date(2021, 11, 5), "23/2021/QĐ-TTg"),
        (date(2021, 11, 6), "33/2021/QĐ-TTg"),
        (date(2021, 11, 7), "33/2021/QĐ-TTg"),
    ],
)
def test_decision_33_says_article_35_anew(on: date, instrument: str) -> None:
    for condition in ("registered", "window", "duration", "deadline"):
        assert result(household(on), condition).citation.instrument == instrument


@pytest.mark.parametrize(
    ("on", "listed_counts"), [(date(2021, 10, 7), False), (date(2021, 10, 8), True), (date(2021, 10, 9), True)]
)
def test_resolution_126_asks_for_the_tax_directory_instead_of_tax_registration(on: date, listed_counts: Met) -> None:
    listed = household(on, tax_registered=False)
    registered = household(on, in_tax_directory=False)
    assert unmet(listed) == ([] if listed_counts else ["tax"])
    assert unmet(registered) == (["tax"] if listed_counts else [])
    assert "Chi cục Thuế" in result(registered, "tax").vi


@pytest.mark.parametrize(
    ("on", "instrument", "standing"),
    [
        (date(2021, 10, 7), "23/2021/QĐ-TTg", Standing.CONFIRMED),
        (date(2021, 10, 8), "126/NQ-CP", Standing.SUMMARISED),
        (date(2021, 11, 5), "126/NQ-CP", Standing.SUMMARISED),
        (date(2021, 11, 6), "33/2021/QĐ-TTg", Standing.CONFIRMED),
        (date(2021, 11, 7), "33/2021/QĐ-TTg", Standing.CONFIRMED),
    ],
)
def test_the_tax_condition_is_cited_by_its_day(on: date, instrument: str, standing: Standing) -> None:
    found = result(household(on), "tax")
    assert (found.citation.instrument, found.standing) == (instrument, standing)


@pytest.mark.parametrize(("on", "fact"), [(ORIGINAL_DAY, "tax_registered"), (WIDENED_DAY, "in_tax_directory")])
def test_until_the_tax_branch_answers_nothing_is_decided(on: date, fact: str) -> None:
    found = household(on, **{fact: None})
    assert (found.outcome, found.missing, found.amount_vnd) == (Outcome.UNDETERMINED, (fact,), 0)
    declared = {each.name: each for each in POLICY.facts}[fact]
    assert (declared.place, declared.confirmed_by) == ("confirmation", "tax_branch")


def test_what_the_tax_branch_is_not_asked_for_is_not_waited_for() -> None:
    assert household(in_tax_directory=None).outcome is Outcome.ELIGIBLE
    assert household(AMENDED_DAY, tax_registered=None).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(
    ("cause", "on", "met"),
    [
        ("stopped_by_order", date(2021, 7, 7), True),
        ("directive_16_area", date(2021, 10, 7), False),
        ("directive_16_area", date(2021, 10, 8), True),
        ("directive_16_area", date(2021, 10, 9), True),
        ("resolution_128_measure", date(2021, 10, 7), False),
        ("resolution_128_measure", date(2021, 11, 6), True),
        ("resolution_128_measure", date(2021, 11, 7), True),
        ("none", ORIGINAL_DAY, False),
        ("none", AMENDED_DAY, False),
    ],
)
def test_which_cause_counts_hangs_on_the_law_s_day(cause: str, on: date, met: Met) -> None:
    found = household(on, cause=cause)
    assert (result(found, "cause").met, unmet(found)) == (met, [] if met else ["cause"])


@pytest.mark.parametrize("on", [date(2021, 10, 8), date(2021, 11, 5)])
def test_measures_under_resolution_128_are_open_until_decision_33_names_them(on: date) -> None:
    point = "household_business.resolution_128_measure"
    found = household(on, cause="resolution_128_measure")
    assert (found.outcome, unsure(found), found.points) == (Outcome.UNDETERMINED, ["cause"], (point,))
    assert result(found, "cause").citation.instrument == "126/NQ-CP"
    for yes, wrong in ((True, []), (False, ["cause"])):
        assert unmet(household(on, cause="resolution_128_measure", words=said(point, value=yes))) == wrong
    assert (unsure(household(on, cause=None)), household(on, cause=None).missing) == (["cause"], ("cause",))


def test_directive_16_reaches_back_to_a_stop_refused_in_august() -> None:
    assert household(ORIGINAL_DAY, cause="directive_16_area").outcome is Outcome.INELIGIBLE
    found = household(WIDENED_DAY, cause="directive_16_area")
    assert (found.outcome, result(found, "cause").standing) == (Outcome.ELIGIBLE, Standing.DERIVED)


@pytest.mark.parametrize(
    ("last", "days", "met"),
    [(date(2021, 7, 30), 14, False), (date(2021, 7, 31), 15, True), (date(2021, 8, 1), 16, True)],
)
def test_15_consecutive_days_both_ends_counted(last: date, days: int, met: Met) -> None:
    assert (last - date(2021, 7, 17)).days + 1 == days
    found = household(stopped_to=last)
    assert unmet(found) == ([] if met else ["duration"])
    assert ("chỉ 14 ngày" in result(found, "duration").vi) is not met


@pytest.mark.parametrize(
    ("first", "last", "failed"),
    [
        (date(2021, 4, 1), date(2021, 4, 30), ["window", "duration"]),
        (date(2021, 4, 1), date(2021, 5, 1), ["duration"]),
        (date(2021, 4, 20), date(2021, 5, 14), ["duration"]),
        (date(2021, 4, 20), date(2021, 5, 15), []),
        (date(2021, 5, 1), date(2021, 5, 15), []),
        (date(2020, 5, 4), date(2021, 8, 6), []),
        (date(2021, 12, 17), date(2022, 1, 20), []),
        (date(2021, 12, 18), date(2022, 1, 20), ["duration"]),
        (date(2021, 12, 31), date(2022, 1, 20), ["duration"]),
        (date(2022, 1, 1), date(2022, 1, 20), ["window", "duration"]),
        (date(2021, 8, 6), date(2021, 7, 17), ["duration"]),
    ],
)
def test_the_days_from_1_may_to_31_december_count(first: date, last: date, failed: list[str]) -> None:
    received = date(2022, 1, 25)
    found = household(received, stopped_from=first, stopped_to=last, received_on=received)
    assert unmet(found) == failed


@pytest.mark.parametrize(
    ("facts", "unmet_", "unsure_", "missing"),
    [
        ({"stopped_to": None}, [], ["duration"], ("stopped_to",)),
        ({"stopped_from": None}, [], ["duration"], ("stopped_from",)),
        ({"stopped_from": date(2021, 4, 1), "stopped_to": None}, [], ["window", "duration"], ("stopped_to",)),
        ({"stopped_from": None, "stopped_to": date(2022, 1, 9)}, [], ["window", "duration"], ("stopped_from",)),
        ({"stopped_from": date(2021, 12, 18), "stopped_to": None}, ["duration"], [], ()),
        ({"stopped_from": None, "stopped_to": date(2021, 5, 14)}, ["duration"], [], ()),
        ({"stopped_from": date(2022, 1, 1), "stopped_to": None}, ["window", "duration"], [], ()),
        ({"stopped_from": None, "stopped_to": date(2021, 4, 30)}, ["window", "duration"], [], ()),
    ],
)
def test_one_end_may_tell_enough(
    facts: dict[str, object], unmet_: list[str], unsure_: list[str], missing: tuple[str, ...]
) -> None:
    found = household(**facts)
    assert (unmet(found), unsure(found), found.missing) == (unmet_, unsure_, missing)


def test_one_of_several_lines_of_business_closed_is_not_enough() -> None:
    found = household(other_lines_go_on=True)
    assert (unmet(found), found.amount_vnd) == (["all_lines"], 0)
    told = result(found, "all_lines")
    assert (told.standing, told.citation.instrument) == (Standing.SUMMARISED, "Bộ LĐ-TB&XH")


@pytest.mark.parametrize(
    ("received", "met"), [(date(2022, 1, 30), True), (date(2022, 1, 31), True), (date(2022, 2, 1), False)]
)
@pytest.mark.parametrize("on", [date(2021, 11, 5), date(2022, 3, 1)])
def test_the_paper_was_received_by_31_january(on: date, received: date, met: Met) -> None:
    found = household(on, received_on=received)
    assert unmet(found) == ([] if met else ["deadline"])


def test_an_owner_paid_as_a_freelance_worker_is_not_paid_as_an_owner() -> None:
    found = household(history=paid("freelance"))
    assert (unmet(found), found.amount_vnd) == (["one_cash_regime", "not_freelance"], 0)
    assert result(found, "not_freelance").citation.instrument == "UBND tỉnh Trà Vinh"


@pytest.mark.parametrize("policy", CASH)
def test_another_cash_regime_refuses(policy: str) -> None:
    assert unmet(household(history=paid(policy))) == ["one_cash_regime"]


def test_a_household_is_paid_once() -> None:
    assert unmet(household(history=paid("household_business"))) == ["once_per_policy"]


@pytest.mark.parametrize(
    ("policy", "component"), [("meals_f0", "base"), ("meals_f1", "child_f0_f1"), ("suspended_contract", "pregnancy")]
)
def test_meals_and_supplements_stand_beside_it(policy: str, component: str) -> None:
    assert household(history=paid(policy, component)).outcome is Outcome.ELIGIBLE


def test_an_unknown_history_decides_nothing() -> None:
    found = household(history=None)
    assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("history",))
    assert unsure(found) == ["once_per_policy", "one_cash_regime", "not_freelance"]


def test_who_declined_is_not_paid() -> None:
    assert unmet(household(declined=True)) == ["not_declined"]
    assert household(declined=False).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(
    ("fact", "conditions"),
    [
        ("registered", ["registered"]),
        ("cause", ["cause"]),
        ("other_lines_go_on", ["all_lines"]),
        ("received_on", ["deadline"]),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(fact: str, conditions: list[str]) -> None:
    found = household(**{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, conditions, (fact,))


def test_every_condition_is_answered_each_time() -> None:
    ids = [condition.id for condition in POLICY.conditions]
    nothing = household(**dict.fromkeys(HOUSEHOLD))
    for found in (nothing, household(date(2020, 4, 1)), household(AMENDED_DAY, history=None)):
        assert [each.id for each in found.results] == ids


def test_it_goes_from_the_commune_by_the_tax_branch_and_the_district_to_the_province_in_nine_days() -> None:
    for amendment in POLICY.route:
        steps = [(step.act, step.unit_kind, step.working_days) for step in amendment.value]
        assert steps == [
            ("list", "commune", 3), ("confirm", "tax_branch", 2), ("appraise", "district", 2),
            ("decide", "province", 2), ("pay", "province", None),
        ]  # fmt: skip
