"""Policy 2: contributions to the pension fund paid later, before and after Resolution 126 and Decision 33."""

from datetime import date

import pytest

from app import rules
from app.rules.law import Determination, Gives, Met, Outcome, Standing, Supported
from tests.rules.cases import result, unmet, unsure
from tests.rules.cases_employers import AMENDED_DAY, DEFERRING, ORIGINAL_DAY, WORD, ask

CODE = "pension_deferral"
NETTING, LAST_DAY = "pension_deferral.netting_from_february", "pension_deferral.last_application_day"
OCTOBER = [(date(2021, 10, 7), False), (date(2021, 10, 8), True), (date(2021, 10, 9), True)]


def employer(
    on: date = ORIGINAL_DAY,
    history: tuple[Supported, ...] | None = (),
    said: dict[str, object] | None = None,
    **changed: object,
) -> Determination:
    return ask(CODE, {**DEFERRING, **changed}, on, history, said)


def fallen(ended: int, new: int = 0, stopped: int = 0, base: int = 100) -> dict[str, object]:
    """The same figures whichever month or day they are counted from."""
    return {
        "insured_workers_january": base, "insured_workers_april": base,
        "ended_since_february": ended, "ended_since_may": ended,
        "new_since_february": new, "new_since_may": new, "suspended_workers": stopped,
    }  # fmt: skip


def test_six_months_are_put_off_and_nothing_is_paid_out() -> None:
    found = employer()
    (line,) = found.lines
    assert (found.outcome, line.amount_vnd, line.gives) == (Outcome.ELIGIBLE, 6 * 110_000_000, Gives.DEFERRAL)
    assert (line.exclusive, str(line.citation)) == (False, "68/NQ-CP II.2")
    assert rules.POLICIES[CODE].gives is Gives.DEFERRAL


@pytest.mark.parametrize(("ended", "met"), [(14, False), (15, True), (16, True)])
def test_at_first_the_fall_is_15_percent_or_more(ended: int, met: Met) -> None:
    assert unmet(employer(**fallen(ended))) == ([] if met else ["fewer_workers"])


@pytest.mark.parametrize(("ended", "met"), [(9, False), (10, True), (11, True)])
def test_since_resolution_126_it_is_10_percent_or_more(ended: int, met: Met) -> None:
    assert unmet(employer(AMENDED_DAY, **fallen(ended))) == ([] if met else ["fewer_workers"])


@pytest.mark.parametrize(
    ("on", "base", "ended", "met"),
    [
        (ORIGINAL_DAY, 7, 1, False),  # 14.28 percent
        (ORIGINAL_DAY, 1_000, 149, False),
        (ORIGINAL_DAY, 1_000, 150, True),
        (ORIGINAL_DAY, 20, 3, True),  # exactly 15
        (AMENDED_DAY, 1_000, 99, False),
        (AMENDED_DAY, 1_000, 100, True),
        (AMENDED_DAY, 30, 3, True),  # exactly 10
        (AMENDED_DAY, 31, 3, False),
        (AMENDED_DAY, 3_000_000_001, 300_000_000, False),  # a float would call it 10
    ],
)
def test_the_threshold_is_met_exactly(on: date, base: int, ended: int, met: Met) -> None:
    assert unmet(employer(on, **fallen(ended, base=base))) == ([] if met else ["fewer_workers"])


@pytest.mark.parametrize(("on", "met"), OCTOBER)
def test_resolution_126_lowers_the_threshold(on: date, met: Met) -> None:
    found = employer(on, **fallen(12))
    assert unmet(found) == ([] if met else ["fewer_workers"])
    assert str(result(found, "fewer_workers").citation) == ("126/NQ-CP 1.a (68/NQ-CP II.2)" if met else "68/NQ-CP II.2")


@pytest.mark.parametrize(("on", "met"), OCTOBER)
def test_resolution_126_asks_for_january_only(on: date, met: Met) -> None:
    assert unmet(employer(on, paid_to=date(2021, 3, 31))) == ([] if met else ["paid_up"])
    assert unmet(employer(on, paid_to=date(2021, 1, 31))) == ([] if met else ["paid_up"])
    assert unmet(employer(on, paid_to=date(2021, 1, 30))) == ["paid_up"]


@pytest.mark.parametrize(
    ("on", "instrument"),
    [
        (date(2021, 11, 5), "126/NQ-CP"),
        (date(2021, 11, 6), "33/2021/QĐ-TTg"),
        (date(2021, 11, 7), "33/2021/QĐ-TTg"),
    ],
)
def test_decision_33_is_cited_from_6_november(on: date, instrument: str) -> None:
    for condition in ("paid_up", "fewer_workers"):
        found = result(employer(on), condition)
        assert (found.met, found.citation.instrument, found.standing) == (True, instrument, Standing.CONFIRMED)


@pytest.mark.parametrize(("on", "asked"), [(ORIGINAL_DAY, "april"), (AMENDED_DAY, "january")])
def test_the_fall_is_counted_against_the_month_of_reference(on: date, asked: str) -> None:
    other = {"april": "january", "january": "april"}[asked]
    assert unmet(employer(on, **{f"insured_workers_{other}": 100_000})) == []
    assert unmet(employer(on, **{f"insured_workers_{asked}": 100_000})) == ["fewer_workers"]
    assert employer(on, **{f"insured_workers_{other}": None}).outcome is Outcome.ELIGIBLE
    assert employer(on, **{f"insured_workers_{asked}": None}).missing == (f"insured_workers_{asked}",)


def test_new_contracts_are_set_off_and_workers_stopped_for_long_are_added() -> None:
    assert unmet(employer(**fallen(20, new=6))) == ["fewer_workers"]
    assert unmet(employer(**fallen(20, new=5))) == []
    assert unmet(employer(**fallen(20, new=6, stopped=1))) == []
    assert unmet(employer(**fallen(0, new=50, stopped=10))) == ["fewer_workers"]


def test_an_employer_that_insured_nobody_has_not_become_smaller() -> None:
    assert unmet(employer(**fallen(0, base=0))) == ["fewer_workers"]


def test_where_both_readings_of_the_netting_agree_nothing_hangs_on_the_open_point() -> None:
    high = employer(AMENDED_DAY, ended_since_february=12, ended_since_may=5)
    low = employer(AMENDED_DAY, ended_since_february=4, ended_since_may=1)
    assert (high.outcome, high.points) == (Outcome.ELIGIBLE, ())
    assert (unmet(low), low.points) == (["fewer_workers"], ())


def test_where_they_differ_the_case_waits_for_the_point_and_names_it() -> None:
    found = employer(AMENDED_DAY, ended_since_february=9, ended_since_may=4)
    fewer = result(found, "fewer_workers")
    assert (found.outcome, found.points, fewer.met) == (Outcome.UNDETERMINED, (NETTING,), None)
    assert fewer.standing is Standing.UNCONFIRMED
    assert "giảm 14% nếu tính từ 01/02/2021, giảm 9% nếu tính từ 01/05/2021" in fewer.vi


@pytest.mark.parametrize(("value", "met"), [(True, True), (False, False)])
def test_a_legal_officer_s_word_says_from_when_contracts_are_set_off(value: bool, met: Met) -> None:  # noqa: FBT001 – the word
    found = employer(AMENDED_DAY, said={NETTING: value}, ended_since_february=9, ended_since_may=4)
    assert (unmet(found), found.points) == ([] if met else ["fewer_workers"], ())
    unread = {"ended_since_may": None, "new_since_may": None}
    assert employer(AMENDED_DAY, said={NETTING: True}, **unread).outcome is Outcome.ELIGIBLE


def test_before_resolution_126_contracts_are_set_off_from_may() -> None:
    found = employer(ended_since_february=50, ended_since_may=0)
    assert (unmet(found), found.points) == (["fewer_workers"], ())
    assert employer(ended_since_february=None, new_since_february=None).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(("paid_to", "met"), [(date(2021, 4, 29), False), (date(2021, 4, 30), True)])
def test_it_is_paid_up_to_april(paid_to: date, met: Met) -> None:
    assert unmet(employer(paid_to=paid_to)) == ([] if met else ["paid_up"])


def test_who_defers_already_need_not_be_paid_up() -> None:
    assert employer(paid_to=date(2020, 12, 31), already_deferring=True).outcome is Outcome.ELIGIBLE
    assert employer(paid_to=None, already_deferring=True).outcome is Outcome.ELIGIBLE
    assert unmet(employer(paid_to=date(2020, 12, 31), already_deferring=False)) == ["paid_up"]


@pytest.mark.parametrize(("before", "months"), [(0, 6), (6, 6), (7, 5), (11, 1), (12, 0), (15, 0)])
def test_with_those_before_twelve_months_are_the_most(before: int, months: int) -> None:
    found = employer(months_deferred_before=before)
    assert sum(line.amount_vnd for line in found.lines) == months * 110_000_000
    assert unmet(found) == ([] if months else ["months_left"])


@pytest.mark.parametrize("received", [date(2021, 7, 7), date(2021, 11, 6)])
def test_a_paper_of_days_on_which_the_law_was_still_amended_is_in_time(received: date) -> None:
    found = employer(AMENDED_DAY, received_on=received)
    assert (found.outcome, found.points) == (Outcome.ELIGIBLE, ())
    assert result(found, "deadline").standing is Standing.DERIVED


def test_a_later_paper_hangs_on_the_last_day_that_no_source_tells() -> None:
    found = employer(AMENDED_DAY, received_on=date(2021, 11, 7))
    assert (found.outcome, unsure(found), found.points) == (Outcome.UNDETERMINED, ["deadline"], (LAST_DAY,))


@pytest.mark.parametrize(
    ("received", "met"), [(date(2022, 3, 30), True), (date(2022, 3, 31), True), (date(2022, 4, 1), False)]
)
def test_a_legal_officer_s_word_sets_the_last_day(received: date, met: Met) -> None:
    found = employer(date(2022, 4, 15), said={LAST_DAY: "2022-03-31"}, received_on=received)
    assert unmet(found) == ([] if met else ["deadline"])
    assert result(found, "deadline").citation == WORD


@pytest.mark.parametrize(
    ("fact", "conditions"),
    [
        ("suspended_workers", ["fewer_workers"]),
        ("ended_since_may", ["fewer_workers"]),
        ("new_since_may", ["fewer_workers"]),
        ("paid_to", ["paid_up"]),
        ("months_deferred_before", ["months_left"]),
        ("received_on", ["deadline"]),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(fact: str, conditions: list[str]) -> None:
    found = employer(**{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, conditions, (fact,))


@pytest.mark.parametrize(
    ("on", "instrument"),
    [
        (date(2021, 7, 7), "23/2021/QĐ-TTg"),
        (ORIGINAL_DAY, "23/2021/QĐ-TTg"),
        (date(2021, 11, 5), "23/2021/QĐ-TTg"),
        (date(2021, 11, 6), "33/2021/QĐ-TTg"),
        (date(2021, 11, 7), "33/2021/QĐ-TTg"),
    ],
)
def test_the_last_day_is_cited_from_what_there_was_on_the_day(on: date, instrument: str) -> None:
    for received in (on, date(2022, 4, 1)):
        assert result(employer(on, received_on=received), "deadline").citation.instrument == instrument
    assert employer(on, received_on=date(2022, 4, 1)).points[-1] == LAST_DAY


def test_where_workers_became_more_no_fall_is_told() -> None:
    told = result(employer(new_since_may=40), "fewer_workers")
    assert told.met is False and "(không giảm)" in told.vi and "(no fewer)" in told.en
    assert "(được tạm dừng 1 tháng)" in result(employer(months_deferred_before=11), "months_left").vi
    assert "(1 month may be deferred)" in result(employer(months_deferred_before=11), "months_left").en


def test_a_contribution_not_told_holds_the_line_and_so_the_case() -> None:
    found = employer(month_contribution_vnd=None)
    assert (found.outcome, found.amount_vnd, found.missing) == (Outcome.UNDETERMINED, 0, ("month_contribution_vnd",))
    assert [line.held for line in found.lines] == [True]


def test_once_and_only_who_wants_it() -> None:
    assert unmet(employer(history=(Supported(CODE, "base", "approved"),))) == ["once_per_policy"]
    assert unsure(employer(history=None)) == ["once_per_policy"]
    assert unmet(employer(declined=True)) == ["not_declined"]


@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_decision_23_is_in_force_from_7_july(on: date, met: Met) -> None:
    assert unmet(employer(on)) == ([] if met else ["in_force"])
    assert bool(employer(on).lines) is met


def test_the_insurance_agency_decides_in_five_working_days() -> None:
    steps = {step.act: (step.unit_kind, step.working_days) for step in rules.route_of(CODE, ORIGINAL_DAY)}
    assert steps == {"list": ("employer", None), "decide": ("insurance_agency", 5)}
