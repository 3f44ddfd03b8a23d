"""Policy 4: suspended contracts and unpaid leave, before and after Resolution 126 and Decision 33."""

from datetime import date, timedelta

import pytest

from app import rules
from app.rules.law import Circumstances, Citation, Determination, Met, Outcome, Standing, Supported, Word, law_of
from tests.rules.cases import AMENDED_DAY, ORIGINAL_DAY, WORKER, money, result, unmet, unsure, worker

FIRST = date(2021, 7, 17)


def lasting(days: int, first: date = FIRST) -> dict[str, object]:
    return {"suspended_from": first, "suspended_to": first + timedelta(days=days - 1)}


def test_a_worker_suspended_for_three_weeks_gets_1_855_000() -> None:
    found = worker()
    assert (found.outcome, found.amount_vnd, money(found)) == (Outcome.ELIGIBLE, 1_855_000, [("base", 1_855_000)])
    assert found.missing == ()


def test_a_suspension_of_14_days_is_too_short() -> None:
    found = worker(**lasting(14))
    assert (found.outcome, unmet(found), found.amount_vnd) == (Outcome.INELIGIBLE, ["duration"], 0)
    assert found.lines == ()
    assert "chỉ 14 ngày" in result(found, "duration").vi


@pytest.mark.parametrize(
    ("days", "amount"), [(15, 1_855_000), (29, 1_855_000), (30, 3_710_000), (31, 3_710_000), (90, 3_710_000)]
)
def test_15_to_29_days_bring_the_lower_sum_and_30_the_higher(days: int, amount: int) -> None:
    assert worker(**lasting(days)).amount_vnd == amount


def test_first_and_last_day_both_count() -> None:
    assert worker(suspended_from=date(2021, 7, 1), suspended_to=date(2021, 7, 15)).outcome is Outcome.ELIGIBLE
    assert unmet(worker(suspended_from=date(2021, 7, 1), suspended_to=date(2021, 7, 14))) == ["duration"]


def test_leave_across_two_months_is_one_spell() -> None:
    assert worker(suspended_from=date(2021, 7, 25), suspended_to=date(2021, 8, 8)).outcome is Outcome.ELIGIBLE
    assert worker(suspended_from=date(2021, 7, 31), suspended_to=date(2021, 8, 29)).amount_vnd == 3_710_000


def test_a_last_day_before_the_first_is_no_suspension() -> None:
    assert unmet(worker(suspended_to=date(2021, 7, 1))) == ["duration"]


@pytest.mark.parametrize(
    ("first", "met"), [(date(2021, 4, 30), False), (date(2021, 5, 1), True), (date(2021, 5, 2), True)]
)
@pytest.mark.parametrize("on", [ORIGINAL_DAY, AMENDED_DAY])
def test_it_begins_on_1_may_at_the_earliest_under_every_law(on: date, first: date, met: Met) -> None:
    assert unmet(worker(on, **lasting(20, first))) == ([] if met else ["window"])


def test_a_suspension_since_2020_is_outside_the_window() -> None:
    found = worker(suspended_from=date(2020, 5, 4), suspended_to=date(2021, 8, 6))
    assert unmet(found) == ["window"]
    assert "04/05/2020" in result(found, "window").vi


def test_15_days_must_be_counted_by_31_december() -> None:
    on, late = date(2022, 1, 20), {"received_on": date(2022, 1, 20)}
    assert worker(on, **late, **lasting(15, date(2021, 12, 17))).outcome is Outcome.ELIGIBLE
    assert unmet(worker(on, **late, **lasting(15, date(2021, 12, 18)))) == ["window"]
    assert unmet(worker(on, **late, **lasting(15, date(2021, 12, 31)))) == ["window"]
    assert unmet(worker(on, **late, **lasting(15, date(2022, 1, 1)))) == ["window"]
    assert unmet(worker(on, **late, **lasting(1, date(2021, 12, 31)))) == ["duration"]


def test_days_after_31_december_bring_no_money() -> None:
    found = worker(date(2022, 1, 20), **lasting(42, date(2021, 12, 10)))
    assert found.amount_vnd == 1_855_000


def test_it_lies_within_the_contract() -> None:
    last = date(2021, 8, 6)
    assert unmet(worker(contract_to=last)) == []
    assert unmet(worker(contract_from=FIRST)) == []
    assert unmet(worker(contract_from=FIRST + timedelta(days=1))) == ["contract"]


@pytest.mark.parametrize(
    ("inside", "amount"), [(1, 0), (14, 0), (15, 1_855_000), (29, 1_855_000), (30, 3_710_000), (40, 3_710_000)]
)
def test_of_a_leave_beyond_the_contract_the_days_inside_its_term_count(inside: int, amount: int) -> None:
    found = worker(contract_to=FIRST + timedelta(days=inside - 1), **lasting(40))
    assert (unmet(found), found.amount_vnd) == ([] if amount else ["contract"], amount)
    days = f"chỉ {inside} ngày trước khi hợp đồng kết thúc"
    assert (days in result(found, "contract").vi) is not bool(amount)


def test_a_contract_that_ended_before_the_leave_holds_no_day_of_it() -> None:
    assert unmet(worker(contract_to=FIRST - timedelta(days=1))) == ["contract"]
    assert unmet(worker(contract_to=FIRST + timedelta(days=9), **lasting(10))) == ["duration"]


def test_the_window_and_the_contract_bound_the_days_together() -> None:
    on, first = date(2022, 1, 20), date(2021, 12, 2)
    facts = {**lasting(60, first), "received_on": on}
    assert worker(on, contract_to=date(2022, 1, 31), **facts).amount_vnd == 3_710_000  # 30 days of December
    assert worker(on, contract_to=date(2021, 12, 30), **facts).amount_vnd == 1_855_000


def test_how_few_days_are_left_of_the_year_is_said() -> None:
    on = date(2022, 1, 20)
    told = result(worker(on, received_on=on, **lasting(30, date(2021, 12, 18))), "window")
    assert "chỉ 14 ngày từ 18/12/2021 đến hết 31/12/2021" in told.vi
    assert "only 14 days from 2021-12-18 to 2021-12-31" in told.en


def test_an_empty_end_is_a_contract_without_end() -> None:
    assert result(worker(contract_to=None), "contract").met is True


@pytest.mark.parametrize(
    ("on", "instrument", "standing"),
    [
        (date(2021, 11, 5), "126/NQ-CP", Standing.DERIVED),
        (date(2021, 11, 6), "33/2021/QĐ-TTg", Standing.CONFIRMED),
        (date(2021, 11, 7), "33/2021/QĐ-TTg", Standing.CONFIRMED),
    ],
)
def test_decision_33_is_cited_from_6_november(on: date, instrument: str, standing: Standing) -> None:
    for condition in ("employer", "cause"):
        found = result(worker(on), condition)
        assert (found.met, found.citation.instrument, found.standing) == (True, instrument, standing)


MEASURES_128 = "suspended_contract.resolution_128_measure"


def measured(on: date, *words: Word, **changed: object) -> Determination:
    facts = {**WORKER, "employer_cause": "resolution_128_measure", **changed}
    return rules.determine("suspended_contract", facts, Circumstances(law_of(on, words)))


def test_measures_under_resolution_128_count_from_decision_33_on_and_are_open_under_resolution_126() -> None:
    assert (unmet(measured(date(2021, 10, 7))), measured(date(2021, 10, 7)).points) == (["cause"], ())
    for on in (date(2021, 10, 8), date(2021, 11, 5)):
        found = measured(on)
        assert (found.outcome, unsure(found), found.points) == (Outcome.UNDETERMINED, ["cause"], (MEASURES_128,))
        assert result(found, "cause").citation.instrument == "126/NQ-CP"
        said = {yes: Word(MEASURES_128, yes, Citation("Công văn 15/STP", "20/10/2021")) for yes in (True, False)}
        assert measured(on, said[True]).outcome is Outcome.ELIGIBLE
        assert unmet(measured(on, said[False])) == ["cause"]
        assert measured(on, worker_cause="blocked_area").outcome is Outcome.ELIGIBLE
    for on in (date(2021, 11, 6), AMENDED_DAY):
        found = measured(on)
        assert (found.outcome, found.points) == (Outcome.ELIGIBLE, ())
        assert result(found, "cause").citation.instrument == "33/2021/QĐ-TTg"


def test_a_cause_not_said_may_still_be_one_that_counts() -> None:
    assert worker(employer_cause=None).missing == ("employer_cause",)
    assert worker(AMENDED_DAY, employer_cause=None).missing == ("employer_cause",)
    assert worker(AMENDED_DAY, employer_cause="no_orders", worker_cause=None).missing == ("worker_cause",)
    assert worker(AMENDED_DAY, worker_cause=None).outcome is Outcome.ELIGIBLE
    assert worker(AMENDED_DAY, employer_cause=None, worker_cause="blocked_area").outcome is Outcome.ELIGIBLE
    assert worker(employer_cause="no_orders", worker_cause=None).outcome is Outcome.INELIGIBLE


def test_the_wider_causes_reach_back_to_events_before_october() -> None:
    assert worker(date(2021, 8, 20), employer_cause="directive_16_area").outcome is Outcome.INELIGIBLE
    assert worker(AMENDED_DAY, employer_cause="directive_16_area").outcome is Outcome.ELIGIBLE


def test_until_the_insurance_agency_answers_nothing_is_decided() -> None:
    found = worker(insured_month_before=None)
    assert (found.outcome, found.missing, found.amount_vnd) == (Outcome.UNDETERMINED, ("insured_month_before",), 0)
    assert money(found) == [("base", 1_855_000)]


def test_where_the_end_is_not_known_the_base_is_held() -> None:
    found = worker(suspended_to=None)
    assert [(line.component, line.held, line.missing) for line in found.lines] == [("base", True, ("suspended_to",))]


def test_what_is_certain_does_not_wait_for_what_is_missing() -> None:
    early = worker(suspended_from=date(2021, 3, 1), suspended_to=None)
    assert result(early, "window").met is False
    assert result(worker(contract_to=date(2021, 12, 31), suspended_to=None), "contract").missing == ("suspended_to",)
    assert result(worker(contract_from=date(2021, 9, 1), suspended_to=None), "contract").met is False


def test_a_second_suspension_is_not_paid_again() -> None:
    before = (Supported("suspended_contract", "base", "paid", 1_855_000),)
    assert unmet(worker(date(2021, 11, 15), before, **lasting(30, date(2021, 9, 1)))) == ["once_per_policy"]


def test_every_condition_is_answered_each_time() -> None:
    ids = [each.id for each in worker().results]
    assert ids == [
        "in_force", "employer", "cause", "duration", "window", "contract", "insured", "deadline", "once_per_policy",
        "one_cash_regime", "not_declined", "one_parent_per_child",
    ]  # fmt: skip
    for found in (worker(**dict.fromkeys(WORKER)), worker(date(2020, 4, 1)), worker(AMENDED_DAY, history=None)):
        assert [each.id for each in found.results] == ids


def test_a_20_day_order_and_60_days_agreed_are_60_days() -> None:
    """The agreement's days count; how long the employer had to stop is neither asked nor a condition."""
    found = worker(date(2021, 10, 1), suspended_from=date(2021, 8, 1), suspended_to=date(2021, 9, 29))
    assert (found.outcome, found.amount_vnd) == (Outcome.ELIGIBLE, 3_710_000)
    read = {fact.name for fact in rules.POLICIES["suspended_contract"].facts if fact.for_rule}
    assert {name for name in read if name.startswith("employer_")} == {"employer_kind", "employer_cause"}


@pytest.mark.parametrize("policy", ["suspended_contract", "stopped_work", "terminated_contract"])
def test_nobody_is_asked_for_a_nationality(policy: str) -> None:
    """Decision 23 does not tell foreign workers from Vietnamese ones."""
    declared = rules.POLICIES[policy].facts
    told = [f"{fact.name} {fact.vi} {fact.en}".lower() for fact in declared]
    told += [f"{each.id} {each.vi} {each.en}".lower() for each in rules.POLICIES[policy].conditions]
    assert not [
        one for one in told if any(word in one for word in ("nationality", "foreign", "quốc tịch", "nước ngoài"))
    ]


def test_the_insurance_agency_s_word_decides_for_a_worker_on_maternity_leave_the_month_before() -> None:
    assert worker(pregnant=True, insured_month_before=True).outcome is Outcome.ELIGIBLE
    assert unmet(worker(pregnant=True, insured_month_before=False)) == ["insured"]


def test_every_figure_threshold_window_set_and_last_day_has_its_name() -> None:
    told = rules.describe("suspended_contract", date(2021, 8, 20))["values"]
    values = {one["name"]: one["value"] for one in told}  # type: ignore[attr-defined]
    assert values == {
        "employer_kinds": ["cooperative", "enterprise", "private_school", "self_financing_unit"],
        "causes": {"worker": [], "employer": ["stopped_by_order"], "by_analogy": []},
        "last_application_day": "2022-01-31",
        "least_days": 15,
        "window": {"first": "2021-05-01", "last": "2021-12-31"},
        "shorter_vnd": 1_855_000,
        "longer_vnd": 3_710_000,
        "longer_from_days": 30,
        "pregnancy_vnd": 1_000_000,
        "child_vnd": 1_000_000,
        "child_under_years": 6,
        "pregnancy_day": None,
        "child_born_later": None,
    }
    assert rules.POLICIES["suspended_contract"].last_day[0].value == date(2022, 1, 31)
