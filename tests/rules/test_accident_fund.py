"""Policy 1: nothing is paid to the accident fund for twelve months; the saving is the notice's, and must be spent."""

from datetime import date

import pytest

from app import rules
from app.rules.law import Determination, Gives, Met, Outcome, Supported
from tests.rules.cases import result, unmet, unsure
from tests.rules.cases_employers import ORIGINAL_DAY, RELIEVED, ask

CODE = "accident_fund"


def employer(on: date = ORIGINAL_DAY, history: tuple[Supported, ...] | None = (), **changed: object) -> Determination:
    return ask(CODE, {**RELIEVED, **changed}, on, history)


def test_an_employer_is_relieved_of_what_the_notice_tells() -> None:
    found = employer()
    (line,) = found.lines
    assert (found.outcome, found.amount_vnd) == (Outcome.ELIGIBLE, 43_200_000)
    assert (line.component, line.gives, line.exclusive, line.held) == ("base", Gives.RELIEF, False, False)
    assert str(line.citation) == "23/2021/QĐ-TTg 1"
    assert rules.POLICIES[CODE].gives is Gives.RELIEF


def test_the_rate_is_nothing_within_its_twelve_months() -> None:
    values = {value.name: value.amendments[-1].value for value in rules.POLICIES[CODE].values}
    window = values["months"]
    assert values["rate_percent"] == 0
    assert (window.first, window.last) == (date(2021, 7, 1), date(2022, 6, 30))  # type: ignore[attr-defined]  # a Window


def test_a_saving_not_told_yet_is_held_and_never_worked_out() -> None:
    found = employer(saving_vnd=None)
    assert (found.outcome, found.amount_vnd) == (Outcome.UNDETERMINED, 0)
    assert [(line.amount_vnd, line.held, line.missing) for line in found.lines] == [(0, True, ("saving_vnd",))]


@pytest.mark.parametrize(
    ("first", "last", "failed"),
    [
        (date(2021, 7, 1), date(2022, 6, 30), []),
        (date(2021, 6, 30), date(2022, 6, 30), ["relief_begins"]),
        (date(2021, 7, 1), date(2022, 7, 1), ["relief_ends"]),
        (date(2022, 7, 1), date(2022, 7, 31), ["relief_begins", "relief_ends"]),
    ],
)
def test_it_lies_within_july_2021_to_june_2022(first: date, last: date, failed: list[str]) -> None:
    assert unmet(employer(relief_from=first, relief_to=last)) == failed


def test_an_employer_of_excluded_workers_alone_is_left_out() -> None:
    assert unmet(employer(insured_workers=50, excluded_workers=50)) == ["covered_workers"]
    assert unmet(employer(insured_workers=0, excluded_workers=None)) == ["covered_workers"]


def test_an_employer_with_one_worker_taken_in_is_relieved() -> None:
    assert employer(insured_workers=50, excluded_workers=49).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(
    ("fact", "condition"),
    [
        ("insured_workers", "covered_workers"),
        ("excluded_workers", "covered_workers"),
        ("relief_from", "relief_begins"),
        ("relief_to", "relief_ends"),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(fact: str, condition: str) -> None:
    found = employer(**{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, [condition], (fact,))


@pytest.mark.parametrize(("spent", "met"), [(43_199_999, False), (43_200_000, True), (50_000_000, True), (None, None)])
def test_the_whole_saving_is_spent_on_the_workers(spent: int | None, met: Met) -> None:
    found = employer(spent_on_workers_vnd=spent)
    assert result(found, "saving_spent").met is met
    assert found.outcome is Outcome.ELIGIBLE


def test_an_employer_that_does_not_want_it_is_not_relieved() -> None:
    assert unmet(employer(declined=True)) == ["not_declined"]


def test_an_employer_is_relieved_once() -> None:
    assert unmet(employer(history=(Supported(CODE, "base", "approved"),))) == ["once_per_policy"]
    assert unsure(employer(history=None)) == ["once_per_policy"]


@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_decision_23_is_in_force_from_7_july(on: date, met: Met) -> None:
    assert unmet(employer(on)) == ([] if met else ["in_force"])
    assert bool(employer(on).lines) is met


def test_nobody_applies_and_the_insurance_agency_acts_by_itself() -> None:
    assert [(step.act, step.unit_kind) for step in rules.route_of(CODE, ORIGINAL_DAY)] == [
        ("decide", "insurance_agency"),
    ]
    assert rules.POLICIES[CODE].last_day == ()


@pytest.mark.parametrize(
    ("spent", "vi", "en"), [(0, "(chưa chi)", "(none of it)"), (1, "(mới chi một phần)", "(a part of it only)")]
)
def test_nothing_spent_is_not_told_as_a_part(spent: int, vi: str, en: str) -> None:
    told = result(employer(spent_on_workers_vnd=spent), "saving_spent")
    assert told.met is False and vi in told.vi and en in told.en
