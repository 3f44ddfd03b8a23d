"""Policy 11: three kinds of loan, kept on record; the condition on bad debt until Resolution 126 dropped it."""

from datetime import date, timedelta

import pytest

from app import rules
from app.rules.law import Determination, Gives, Met, Outcome, Supported
from tests.rules.cases import known, result, unmet, unsure
from tests.rules.cases_employers import AMENDED_DAY, ORIGINAL_DAY, RECOVERY_LOAN, SECTOR_LOAN, STOPPAGE_LOAN, ask

CODE = "wage_loan"
WAGE = "wage_loan.regional_minimum_wage"
KINDS = {"stoppage": STOPPAGE_LOAN, "recovery": RECOVERY_LOAN, "sector": SECTOR_LOAN}
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)


def employer(
    kind: str = "stoppage",
    on: date = ORIGINAL_DAY,
    history: tuple[Supported, ...] | None = (),
    said: dict[str, object] | None = None,
    **changed: object,
) -> Determination:
    return ask(CODE, known({**KINDS[kind], **changed}), on, history, said)


def lasting(days: int, first: date) -> dict[str, object]:
    return {"stopped_from": first, "stopped_to": first + timedelta(days=days - 1)}


@EVERY_KIND
def test_the_minimum_wage_is_lent_for_each_worker_and_month(kind: str) -> None:
    found = employer(kind)
    (line,) = found.lines
    assert (found.outcome, line.amount_vnd, line.gives) == (Outcome.ELIGIBLE, 40 * 3_500_000, Gives.LOAN)
    assert (str(line.citation), line.exclusive) == ("23/2021/QĐ-TTg 39", False)
    assert rules.POLICIES[CODE].gives is Gives.LOAN


@pytest.mark.parametrize(("months", "lent"), [(1, 1), (2, 2), (3, 3), (4, 3)])
def test_three_months_are_the_most(months: int, lent: int) -> None:
    assert employer(loan_months=months).lines[0].amount_vnd == lent * 40 * 3_500_000


def test_without_the_wage_the_loan_hangs_on_the_open_point() -> None:
    found = employer(regional_minimum_wage_vnd=None)
    assert [(line.amount_vnd, line.held) for line in found.lines] == [(0, True)]
    assert (found.missing, found.points) == (("regional_minimum_wage_vnd",), (WAGE,))
    assert (found.outcome, found.amount_vnd, unsure(found)) == (Outcome.UNDETERMINED, 0, [])


def test_the_province_s_word_serves_rows_that_tell_no_wage_and_no_other() -> None:
    said: dict[str, object] = {WAGE: 3_000_000}
    found = employer(said=said, regional_minimum_wage_vnd=None)
    assert (found.lines[0].amount_vnd, found.points, found.missing) == (40 * 3_000_000, (), ())
    assert employer(said=said).lines[0].amount_vnd == 40 * 3_500_000


@pytest.mark.parametrize("fact", ["workers", "loan_months"])
def test_without_workers_or_months_the_loan_is_held(fact: str) -> None:
    found = employer(**{fact: None})
    assert [(line.held, line.missing, line.points) for line in found.lines] == [(True, (fact,), ())]
    assert (found.outcome, unsure(found)) == (Outcome.UNDETERMINED, [fact])


@pytest.mark.parametrize("fact", ["workers", "loan_months"])
@pytest.mark.parametrize(("number", "met"), [(-1, False), (0, False), (1, True)])
def test_nothing_is_lent_for_no_worker_or_no_month(fact: str, number: int, met: Met) -> None:
    found = employer(**{fact: number})
    assert unmet(found) == ([] if met else [fact])
    assert bool(found.amount_vnd) is met


def test_the_last_day_itself_is_in_time_and_is_said_to_be() -> None:
    told = result(employer(on=date(2022, 4, 20), received_on=date(2022, 4, 5)), "deadline")
    assert told.met and "chậm nhất ngày 05/04/2022" in told.vi and "on 2022-04-05 at the latest" in told.en


@pytest.mark.parametrize(("days", "met"), [(14, False), (15, True), (16, True)])
def test_workers_were_stopped_for_fifteen_days_in_a_row(days: int, met: Met) -> None:
    assert unmet(employer(**lasting(days, date(2021, 7, 17)))) == ([] if met else ["stopped_days"])


@pytest.mark.parametrize(
    ("first", "last", "met"),
    [
        (date(2021, 5, 1), date(2021, 5, 15), True),
        (date(2021, 4, 30), date(2021, 5, 14), False),  # 14 of its days count
        (date(2021, 4, 1), date(2021, 5, 15), True),  # it may have begun before
        (date(2022, 3, 17), date(2022, 3, 31), True),
        (date(2022, 3, 18), date(2022, 4, 20), False),
        (date(2021, 1, 1), date(2021, 4, 30), False),
        (date(2021, 8, 6), date(2021, 7, 17), False),  # reversed
    ],
)
def test_the_days_counted_lie_within_may_2021_to_march_2022(first: date, last: date, met: Met) -> None:
    found = employer(on=date(2022, 4, 4), received_on=date(2022, 4, 4), stopped_from=first, stopped_to=last)
    assert unmet(found) == ([] if met else ["stopped_days"])


@pytest.mark.parametrize(
    ("first", "last", "met"),
    [
        (date(2021, 4, 1), date(2021, 4, 30), False),
        (date(2021, 4, 1), date(2021, 5, 1), True),
        (date(2022, 3, 31), date(2022, 4, 3), True),
        (date(2022, 4, 1), date(2022, 4, 3), False),
    ],
)
def test_a_recovery_comes_after_a_stop_within_those_days(first: date, last: date, met: Met) -> None:
    found = employer("recovery", on=date(2022, 4, 4), received_on=date(2022, 4, 4), stopped_from=first, stopped_to=last)
    assert unmet(found) == ([] if met else ["stopped_within"])


@pytest.mark.parametrize(
    ("kind", "fact", "condition"),
    [
        ("recovery", "stopped_by_order", "stopped_by_order"),
        ("recovery", "recovery_plan", "recovery_plan"),
        ("sector", "recovery_plan", "recovery_plan"),
        ("sector", "tax_settled_2020", "tax_settled"),
        ("stoppage", "workers_insured", "insured"),
        ("recovery", "workers_insured", "insured"),
        ("sector", "workers_insured", "insured"),
    ],
)
def test_what_a_kind_of_loan_asks_for_is_met_not_met_or_unknown(kind: str, fact: str, condition: str) -> None:
    assert result(employer(kind), condition).met is True
    assert unmet(employer(kind, **{fact: False})) == [condition]
    found = employer(kind, **{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, [condition], (fact,))


@pytest.mark.parametrize("sector", ["transport", "aviation", "tourism", "accommodation", "sending_workers_abroad"])
def test_five_sectors_need_no_stop(sector: str) -> None:
    assert employer("sector", sector=sector).outcome is Outcome.ELIGIBLE


def test_another_sector_is_not_one_of_the_five() -> None:
    assert unmet(employer("sector", sector="other")) == ["sector"]
    found = employer("sector", sector=None)
    assert (unsure(found), found.missing) == (["sector"], ("sector",))


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("stoppage", {"recovery_plan": False, "tax_settled_2020": False, "sector": "other", "stopped_by_order": False}),
        ("recovery", {"tax_settled_2020": False, "sector": "other", **lasting(1, date(2021, 7, 17))}),
        ("sector", {"stopped_by_order": False, **lasting(1, date(2020, 1, 1))}),
    ],
)
def test_what_another_kind_asks_for_is_not_asked(kind: str, changed: dict[str, object]) -> None:
    assert employer(kind, **changed).outcome is Outcome.ELIGIBLE


def test_a_loan_for_another_purpose_is_none_of_the_three() -> None:
    assert unmet(employer(loan_kind="other")) == ["loan_kind"]
    found = employer(loan_kind=None)
    assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("loan_kind",))
    assert "loan_kind" in unsure(found)


@EVERY_KIND
@pytest.mark.parametrize(
    ("on", "dropped"),
    [(date(2021, 10, 7), False), (date(2021, 10, 8), True), (date(2021, 10, 9), True), (AMENDED_DAY, True)],
)
def test_resolution_126_drops_the_condition_on_bad_debt(kind: str, on: date, dropped: Met) -> None:
    assert unmet(employer(kind, on, bad_debt=True)) == ([] if dropped else ["no_bad_debt"])
    assert unsure(employer(kind, on, bad_debt=None)) == ([] if dropped else ["no_bad_debt"])


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
    found = result(employer(on=on), "no_bad_debt")
    assert (found.met, found.citation.instrument) == (True, instrument)


@pytest.mark.parametrize(
    ("received", "met"), [(date(2022, 4, 4), True), (date(2022, 4, 5), True), (date(2022, 4, 6), False)]
)
def test_what_is_asked_for_after_the_last_paying_out_is_too_late(received: date, met: Met) -> None:
    assert unmet(employer(on=date(2022, 4, 20), received_on=received)) == ([] if met else ["deadline"])


@pytest.mark.parametrize(
    ("kind", "fact", "condition"),
    [
        ("stoppage", "stopped_from", "stopped_days"),
        ("stoppage", "stopped_to", "stopped_days"),
        ("recovery", "stopped_from", "stopped_within"),
        ("recovery", "stopped_to", "stopped_within"),
        ("stoppage", "received_on", "deadline"),
    ],
)
def test_a_day_not_known_decides_nothing(kind: str, fact: str, condition: str) -> None:
    found = employer(kind, **{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, [condition], (fact,))


def test_once_and_only_who_wants_it() -> None:
    assert unmet(employer(history=(Supported(CODE, "base", "approved"),))) == ["once_per_policy"]
    assert unsure(employer(history=None)) == ["once_per_policy"]
    assert unmet(employer(declined=True)) == ["not_declined"]


@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_decision_23_is_in_force_from_7_july(on: date, met: Met) -> None:
    assert unmet(employer(on=on)) == ([] if met else ["in_force"])
    assert bool(employer(on=on).lines) is met


def test_the_policy_bank_decides_and_pays_not_the_province() -> None:
    steps = {step.act: step.unit_kind for step in rules.route_of(CODE, ORIGINAL_DAY)}
    assert (steps["decide"], steps["pay"]) == ("policy_bank", "policy_bank")
