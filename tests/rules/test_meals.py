"""Policy 8: meal money of the treated (F0) and the isolated (F1), day by day within their caps."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules.law import OWN, AmountLine, Determination, Met, Outcome, Standing, Supported
from app.rules.meals import F0, F1
from tests.rules.cases import money, result, unmet, unsure
from tests.rules.cases_others import (
    AMENDED_DAY,
    F0_FACTS,
    F1_FACTS,
    ORIGINAL_DAY,
    WIDENED_DAY,
    isolated,
    paid,
    said,
    treated,
)

Ask = Callable[..., Determination]
RECEIPT, LAST_DAY, TOGETHER = "meals.receipt_before", "meals.last_application_day", "meals.supplements_together"
BOTH = pytest.mark.parametrize(
    ("ask", "verb", "policy"), [(treated, "treated", "meals_f0"), (isolated, "isolated", "meals_f1")]
)
MILLION = 1_000_000


def spell(verb: str, first: date, days: int) -> dict[str, object]:
    return {f"{verb}_from": first, f"{verb}_to": first + timedelta(days=days - 1)}


def beside(found: Determination) -> list[AmountLine]:
    return [line for line in found.lines if line.component != "base"]


@BOTH
def test_14_days_bring_80_000_each_first_and_last_counted(ask: Ask, verb: str, policy: str) -> None:
    found = ask()
    assert (found.outcome, found.amount_vnd, found.missing, found.points) == (Outcome.ELIGIBLE, 14 * 80_000, (), ())
    assert money(found) == [("base", 1_120_000)]
    assert (str(found.lines[0].citation), found.lines[0].exclusive) == ("23/2021/QĐ-TTg 26", False)
    assert ask(**spell(verb, date(2021, 8, 1), 1)).amount_vnd == 80_000


@pytest.mark.parametrize(("days", "counted"), [(44, 44), (45, 45), (46, 45), (90, 45)])
def test_the_treated_are_paid_45_days_at_most(days: int, counted: int) -> None:
    assert treated(**spell("treated", date(2021, 7, 17), days)).amount_vnd == counted * 80_000


@pytest.mark.parametrize(("days", "counted"), [(20, 20), (21, 21), (22, 21), (60, 21)])
def test_the_isolated_are_paid_21_days_at_most(days: int, counted: int) -> None:
    assert isolated(**spell("isolated", date(2021, 7, 17), days)).amount_vnd == counted * 80_000


@BOTH
@pytest.mark.parametrize(
    ("first", "met"),
    [
        (date(2021, 4, 26), False),
        (date(2021, 4, 27), True),
        (date(2021, 12, 31), True),
        (date(2022, 1, 1), False),
        (date(2022, 1, 2), False),
    ],
)
def test_the_first_day_lies_from_27_april_to_31_december(
    ask: Ask, verb: str, policy: str, first: date, met: Met
) -> None:
    for on in (date(2022, 1, 20), date(2022, 3, 1)):
        found = ask(on, received_on=date(2022, 1, 20), meal_paper="receipt", **spell(verb, first, 14))
        assert unmet(found) == ([] if met else ["window"])


@pytest.mark.parametrize(("days", "counted"), [(14, 14), (45, 45), (50, 45)])
def test_what_began_on_31_december_2021_is_paid_on_into_2022(days: int, counted: int) -> None:
    found = treated(date(2022, 3, 1), received_on=date(2022, 1, 31), **spell("treated", date(2021, 12, 31), days))
    assert (found.outcome, found.amount_vnd) == (Outcome.ELIGIBLE, counted * 80_000)


@pytest.mark.parametrize(
    ("on", "instrument"),
    [
        (date(2022, 2, 9), "23/2021/QĐ-TTg"),
        (date(2022, 2, 10), "280/LĐTBXH-PC"),
        (date(2022, 2, 11), "280/LĐTBXH-PC"),
    ],
)
def test_the_ministry_s_letter_is_cited_from_its_day_and_changes_nothing(on: date, instrument: str) -> None:
    begun_2022 = treated(on, received_on=date(2022, 1, 31), **spell("treated", date(2022, 1, 1), 14))
    assert (unmet(begun_2022), begun_2022.amount_vnd) == (["window"], 0)
    assert result(begun_2022, "window").citation.instrument == instrument


def test_one_isolated_as_f1_who_falls_ill_as_f0_is_paid_for_both_each_within_its_cap() -> None:
    as_f1 = isolated(**spell("isolated", date(2021, 7, 17), 25))
    as_f0 = treated(history=paid("meals_f1"), **spell("treated", date(2021, 8, 11), 50))
    assert (as_f1.amount_vnd, as_f0.amount_vnd) == (21 * 80_000, 45 * 80_000)
    assert isolated(history=paid("meals_f0")).outcome is Outcome.ELIGIBLE


@BOTH
def test_each_is_paid_once(ask: Ask, verb: str, policy: str) -> None:
    found = ask(history=paid(policy))
    assert (unmet(found), found.amount_vnd) == (["once_per_policy"], 0)
    assert ask(history=None).missing == ("history",)
    assert unmet(ask(declined=True)) == ["not_declined"]


@BOTH
@pytest.mark.parametrize("other", ["freelance", "suspended_contract", "tour_guide", "household_business"])
def test_meals_are_paid_whatever_else_was_received(ask: Ask, verb: str, policy: str, other: str) -> None:
    assert ask(history=paid(other)).outcome is Outcome.ELIGIBLE


@BOTH
def test_without_a_decision_of_the_authority_it_is_refused(ask: Ask, verb: str, policy: str) -> None:
    found = ask(**{f"{verb}_by_decision": False})
    assert unmet(found) == ["by_decision"]
    assert str(result(found, "by_decision").citation) == "23/2021/QĐ-TTg 25"


@BOTH
@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_it_is_in_force_since_decision_23(ask: Ask, verb: str, policy: str, on: date, met: Met) -> None:
    found = ask(on, birth_date=date(2012, 1, 1))
    assert (unmet(found), len(found.lines)) == ([] if met else ["in_force"], 2 if met else 0)


@pytest.mark.parametrize(
    ("on", "met"), [(date(2021, 11, 5), False), (date(2021, 11, 6), True), (date(2021, 11, 7), True)]
)
def test_the_treated_at_home_are_taken_in_by_decision_33(on: date, met: Met) -> None:
    found = treated(on, treatment_place="home")
    assert unmet(found) == ([] if met else ["place"])
    assert result(found, "place").citation.instrument == ("33/2021/QĐ-TTg" if met else "23/2021/QĐ-TTg")
    assert treated(on).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize("on", [ORIGINAL_DAY, WIDENED_DAY, AMENDED_DAY])
def test_the_isolated_at_home_were_taken_in_from_the_first(on: date) -> None:
    assert isolated(on, isolation_place="home", meal_paper="none").outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(
    ("last", "asked"), [(date(2021, 7, 5), True), (date(2021, 7, 6), True), (date(2021, 7, 7), False)]
)
@pytest.mark.parametrize(("paper", "shown"), [("receipt", True), ("none_charged", True), ("none", False)])
def test_the_treated_who_recovered_before_7_july_show_a_receipt(last: date, asked: Met, paper: str, shown: Met) -> None:
    for on in (ORIGINAL_DAY, AMENDED_DAY):
        found = treated(on, treated_from=date(2021, 6, 20), treated_to=last, meal_paper=paper)
        assert unmet(found) == (["receipt"] if asked and not shown else [])
        assert (result(found, "receipt").standing, found.points) == (Standing.SUMMARISED, ())


@pytest.mark.parametrize("on", [ORIGINAL_DAY, WIDENED_DAY, date(2021, 11, 5)])
def test_before_decision_33_the_isolated_show_no_receipt(on: date) -> None:
    found = isolated(on, meal_paper="none", isolated_from=date(2021, 6, 10), isolated_to=date(2021, 6, 30))
    assert (found.outcome, found.points) == (Outcome.ELIGIBLE, ())


@pytest.mark.parametrize(
    ("last", "met"),
    [
        (date(2021, 7, 6), False),
        (date(2021, 7, 7), None),
        (date(2021, 11, 5), None),
        (date(2021, 11, 6), True),
        (date(2021, 11, 7), True),
    ],
)
@pytest.mark.parametrize("on", [date(2021, 11, 6), AMENDED_DAY])
def test_since_decision_33_the_isolated_without_a_receipt_hang_on_which_day_is_meant(
    on: date, last: date, met: Met
) -> None:
    found = isolated(on, meal_paper="none", isolated_from=last - timedelta(days=13), isolated_to=last)
    assert result(found, "receipt").met is met
    assert found.points == ((RECEIPT,) if met is None else ())
    assert found.amount_vnd == (14 * 80_000 if met else 0)


@pytest.mark.parametrize("paper", ["receipt", "none_charged"])
def test_a_receipt_or_the_word_that_none_was_charged_ends_the_question(paper: str) -> None:
    for last in (date(2021, 7, 6), date(2021, 8, 1), date(2021, 12, 1)):
        found = isolated(AMENDED_DAY, meal_paper=paper, isolated_from=last - timedelta(days=13), isolated_to=last)
        assert (found.outcome, found.points) == (Outcome.ELIGIBLE, ())


def test_who_was_isolated_at_home_is_asked_for_no_receipt() -> None:
    found = isolated(AMENDED_DAY, meal_paper=None, isolation_place="home")
    assert (found.outcome, found.points, found.missing) == (Outcome.ELIGIBLE, (), ())


@pytest.mark.parametrize(("day", "met"), [(date(2021, 7, 7), True), (date(2021, 11, 6), False)])
def test_an_officer_s_word_on_the_day_settles_it_both_ways(day: date, met: Met) -> None:
    found = isolated(AMENDED_DAY, words=said(RECEIPT, value=day), meal_paper="none")
    assert (result(found, "receipt").met, found.points) == (met, ())
    assert str(result(found, "receipt").citation) == "lời cán bộ pháp chế 01/12/2021"


def test_between_the_two_days_an_unsaid_receipt_waits_for_the_paper_or_the_point() -> None:
    found = isolated(AMENDED_DAY, meal_paper=None)
    assert (found.outcome, found.missing, found.points) == (Outcome.UNDETERMINED, ("meal_paper",), (RECEIPT,))
    early = isolated(AMENDED_DAY, meal_paper=None, isolated_from=date(2021, 6, 10), isolated_to=date(2021, 6, 30))
    assert (early.outcome, early.missing, early.points) == (Outcome.UNDETERMINED, ("meal_paper",), ())
    assert isolated(AMENDED_DAY, meal_paper="none", isolation_place=None).missing == ("isolation_place",)
    assert isolated(meal_paper=None).outcome is Outcome.ELIGIBLE


@BOTH
@pytest.mark.parametrize(
    ("received", "waits"), [(date(2022, 1, 30), False), (date(2022, 1, 31), False), (date(2022, 2, 1), True)]
)
def test_only_a_paper_received_after_31_january_hangs_on_the_last_day(
    ask: Ask, verb: str, policy: str, received: date, waits: Met
) -> None:
    found = ask(date(2022, 2, 5), received_on=received, meal_paper="receipt")
    assert found.outcome is (Outcome.UNDETERMINED if waits else Outcome.ELIGIBLE)
    assert found.points == ((LAST_DAY,) if waits else ())
    assert result(found, "deadline").standing is (Standing.UNCONFIRMED if waits else Standing.DERIVED)


def test_an_officer_s_word_on_the_last_day_decides_for_all() -> None:
    words, on = said(LAST_DAY, value=date(2022, 3, 31)), date(2022, 4, 5)
    assert treated(on, words=words, received_on=date(2022, 3, 31)).outcome is Outcome.ELIGIBLE
    assert unmet(treated(on, words=words, received_on=date(2022, 4, 1))) == ["deadline"]
    assert unmet(treated(on, words=said(LAST_DAY, value=date(2021, 12, 31)), received_on=date(2022, 1, 5))) == [
        "deadline"
    ]
    assert treated(received_on=None).points == ()


@BOTH
@pytest.mark.parametrize(
    ("born", "child"), [(date(2005, 7, 16), False), (date(2005, 7, 17), False), (date(2005, 7, 18), True)]
)
def test_who_turns_16_on_the_first_day_is_no_child(ask: Ask, verb: str, policy: str, born: date, child: Met) -> None:
    for on in (ORIGINAL_DAY, AMENDED_DAY, date(2022, 1, 10)):
        found = ask(on, birth_date=born)
        assert found.amount_vnd == 14 * 80_000 + (MILLION if child else 0)
        assert [(line.component, line.child, line.exclusive) for line in beside(found)] == (
            [("child_f0_f1", OWN, False)] if child else []
        )


@BOTH
@pytest.mark.parametrize(("year", "child"), [(2004, False), (2005, None), (2006, True)])
def test_a_year_of_birth_alone_is_in_doubt_only_where_it_decides(
    ask: Ask, verb: str, policy: str, year: int, child: Met
) -> None:
    found = ask(birth_date=year)
    assert (found.outcome, found.amount_vnd) == (Outcome.ELIGIBLE, 14 * 80_000 + (MILLION if child else 0))
    assert [(line.held, line.missing) for line in beside(found)] == (
        {True: [(False, ())], None: [(True, ("birth_date",))], False: []}[child]
    )


def test_on_31_december_a_year_of_birth_leaves_no_doubt() -> None:
    last_day = spell("treated", date(2021, 12, 31), 10)
    assert beside(treated(date(2022, 1, 20), birth_date=2005, **last_day)) == []
    assert treated(date(2022, 1, 20), birth_date=2006, **last_day).amount_vnd == 800_000 + MILLION


def test_a_child_s_line_waits_for_what_tells_its_age_and_the_meals_do_not() -> None:
    found = treated(birth_date=None)
    assert (found.outcome, found.amount_vnd, found.missing) == (Outcome.ELIGIBLE, 14 * 80_000, ("birth_date",))
    assert [line.missing for line in beside(treated(birth_date=date(2005, 8, 1), treated_from=None))] == [
        ("treated_from",)
    ]
    assert [line.missing for line in beside(treated(birth_date=2005, treated_from=None))] == [
        ("birth_date", "treated_from")
    ]
    assert [line.missing for line in beside(treated(birth_date=None, treated_from=None))] == [
        ("birth_date", "treated_from")
    ]
    assert beside(treated(treated_from=None)) == []
    assert [line.held for line in beside(treated(birth_date=2010, treated_from=None))] == [False]


@pytest.mark.parametrize("year", [0, 99_999])
def test_a_year_that_cannot_be_is_not_known(year: int) -> None:
    assert treated(birth_date=year).missing == ("birth_date",)


def test_a_birth_after_the_first_day_holds_the_child_s_line() -> None:
    found = treated(birth_date=date(2021, 7, 20))
    assert [(line.held, line.missing) for line in beside(found)] == [(True, ("birth_date",))]


@BOTH
@pytest.mark.parametrize(
    ("on", "instrument"),
    [
        (date(2021, 10, 7), None),
        (date(2021, 10, 8), "126/NQ-CP"),
        (date(2021, 11, 5), "126/NQ-CP"),
        (date(2021, 11, 6), "33/2021/QĐ-TTg"),
        (date(2021, 11, 7), "33/2021/QĐ-TTg"),
    ],
)
@pytest.mark.parametrize(
    ("component", "facts"),
    [
        ("elderly_f0_f1", {"elderly": True}),
        ("disabled_f0_f1", {"disability": "severe"}),
        ("disabled_f0_f1", {"disability": "very_severe"}),
    ],
)
def test_the_elderly_and_the_severely_disabled_are_taken_in_by_resolution_126(  # noqa: PLR0917 – a table
    ask: Ask, verb: str, policy: str, on: date, instrument: str | None, component: str, facts: dict[str, object]
) -> None:
    found = ask(on, meal_paper="receipt", **facts)
    assert found.amount_vnd == 14 * 80_000 + (MILLION if instrument else 0)
    assert [(line.component, line.child, line.citation.instrument) for line in beside(found)] == (
        [(component, OWN, instrument)] if instrument else []
    )


@pytest.mark.parametrize("facts", [{"elderly": False}, {"disability": "mild"}, {"disability": "none"}, {}])
def test_others_bring_nothing_besides(facts: dict[str, object]) -> None:
    assert beside(treated(AMENDED_DAY, **facts)) == []


@BOTH
@pytest.mark.parametrize("other", ["meals_f0", "meals_f1"])
@pytest.mark.parametrize(
    ("component", "facts"),
    [
        ("child_f0_f1", {"birth_date": date(2012, 1, 1)}),
        ("elderly_f0_f1", {"elderly": True}),
        ("disabled_f0_f1", {"disability": "severe"}),
    ],
)
def test_a_supplement_comes_once_over_f0_and_f1(
    ask: Ask, verb: str, policy: str, other: str, component: str, facts: dict[str, object]
) -> None:
    found = ask(AMENDED_DAY, history=paid(other, component), meal_paper="receipt", **facts)
    assert (found.outcome, found.amount_vnd, beside(found)) == (Outcome.ELIGIBLE, 14 * 80_000, [])
    told = result(found, "supplement_once")
    assert (told.met, str(told.citation)) == (False, "68/NQ-CP I.2.c")


def test_another_s_supplement_or_another_policy_s_refuses_no_line() -> None:
    child = {"birth_date": date(2012, 1, 1)}
    for history in (paid("meals_f1"), paid("suspended_contract", "child_under_6"), paid("meals_f1", "elderly_f0_f1")):
        assert result(treated(history=history, **child), "supplement_once").met is True
    assert treated(history=paid("meals_f1"), **child).amount_vnd == 14 * 80_000 + MILLION
    assert result(treated(history=None, **child), "supplement_once").missing == ("history",)
    assert result(treated(history=None), "supplement_once").met is True


def test_who_belongs_to_two_groups_has_one_million_and_the_other_hangs_on_an_open_point() -> None:
    both = {"birth_date": date(2012, 1, 1), "disability": "severe"}
    found = treated(AMENDED_DAY, **both)
    assert (found.outcome, found.amount_vnd, found.points) == (Outcome.ELIGIBLE, 14 * 80_000 + MILLION, (TOGETHER,))
    assert [(line.component, line.held, line.points) for line in beside(found)] == [
        ("child_f0_f1", False, ()),
        ("disabled_f0_f1", True, (TOGETHER,)),
    ]
    yes = treated(AMENDED_DAY, words=said(TOGETHER, value=True), **both)
    no = treated(AMENDED_DAY, words=said(TOGETHER, value=False), **both)
    assert (yes.amount_vnd, yes.points) == (14 * 80_000 + 2 * MILLION, ())
    assert ([line.component for line in beside(no)], no.points) == (["child_f0_f1"], ())


def test_what_is_certain_of_two_groups_is_paid_and_what_is_in_doubt_waits() -> None:
    found = treated(AMENDED_DAY, birth_date=2005, disability="severe")
    assert money(found) == [("base", 14 * 80_000), ("disabled_f0_f1", MILLION)]
    (held,) = (line for line in found.lines if line.held)
    assert (held.component, held.missing, held.points) == ("child_f0_f1", ("birth_date",), (TOGETHER,))


def test_a_supplement_given_before_counts_as_the_one() -> None:
    found = treated(
        AMENDED_DAY, history=paid("meals_f1", "child_f0_f1"), birth_date=date(2012, 1, 1), disability="severe"
    )
    assert [(line.component, line.held, line.points) for line in beside(found)] == [
        ("disabled_f0_f1", True, (TOGETHER,))
    ]


@BOTH
def test_where_an_end_is_not_known_the_meals_are_held(ask: Ask, verb: str, policy: str) -> None:
    found = ask(**{f"{verb}_to": None})
    assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, (f"{verb}_to",))
    assert [(line.component, line.amount_vnd, line.held) for line in found.lines] == [("base", 0, True)]


@BOTH
def test_a_last_day_before_the_first_is_no_day_at_all(ask: Ask, verb: str, policy: str) -> None:
    found = ask(**{f"{verb}_to": date(2021, 7, 16)}, birth_date=date(2012, 1, 1))
    assert (unmet(found), found.lines) == (["days"], ())


@pytest.mark.parametrize(
    ("fact", "conditions"),
    [
        ("treated_by_decision", ["by_decision"]),
        ("treatment_place", ["place"]),
        ("treated_from", ["window", "days"]),
        ("treated_to", ["days"]),
        ("received_on", ["deadline"]),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(fact: str, conditions: list[str]) -> None:
    found = treated(meal_paper="receipt", **{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, conditions, (fact,))


def test_every_condition_is_answered_each_time() -> None:
    for ask, facts, pack in ((treated, F0_FACTS, F0), (isolated, F1_FACTS, F1)):
        ids = [condition.id for condition in (*pack.conditions, *pack.line_conditions)]
        for found in (ask(**dict.fromkeys(facts)), ask(date(2020, 4, 1)), ask(AMENDED_DAY, history=None)):
            assert [each.id for each in found.results] == ids


def test_the_facility_or_the_commune_lists_and_no_term_is_read() -> None:
    for pack in (F0, F1):
        for amendment in pack.route:
            assert [step.unit_kind for step in amendment.value if step.act == "list"] == ["facility", "commune"]
            assert {step.working_days for step in amendment.value} == {None}


DAYS = st.dates(date(2021, 3, 1), date(2022, 3, 31))
GIVEN = st.lists(
    st.builds(
        Supported,
        st.sampled_from(["meals_f0", "meals_f1", "freelance"]),
        st.sampled_from(["base", "child_f0_f1", "elderly_f0_f1", "disabled_f0_f1"]),
        st.just("paid"),
        st.just(MILLION),
    ),
    max_size=3,
).map(tuple)


@given(
    DAYS, DAYS, st.one_of(st.integers(1930, 2022), st.dates(date(1930, 1, 1), date(2022, 6, 30))),
    st.booleans(), st.sampled_from(["severe", "none"]), GIVEN, GIVEN,
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_meals_stay_within_their_caps_and_more_supports_never_pay_more(  # noqa: PLR0917 – a case
    first: date, last: date, born: int | date, elderly: bool, disability: str,  # noqa: FBT001 – a fact
    history: tuple[Supported, ...], more: tuple[Supported, ...],
) -> None:  # fmt: skip
    for ask, verb, most in ((treated, "treated", 45), (isolated, "isolated", 21)):
        facts = {f"{verb}_from": first, f"{verb}_to": last, "birth_date": born, "elderly": elderly}
        one, two = (
            ask(AMENDED_DAY, history=each, disability=disability, meal_paper="receipt", **facts)
            for each in (history, history + more)
        )
        base = sum(line.amount_vnd for line in one.lines if line.component == "base")
        assert base % 80_000 == 0
        assert 0 <= base <= most * 80_000
        assert two.amount_vnd <= one.amount_vnd <= most * 80_000 + MILLION
        components = [line.component for line in one.lines]
        assert len(components) == len(set(components))


def test_since_decision_33_any_place_of_treatment_is_one_that_counts() -> None:
    found = treated(AMENDED_DAY, treatment_place=None)
    assert (result(found, "place").met, found.outcome, found.missing) == (True, Outcome.ELIGIBLE, ())
    before = treated(date(2021, 11, 5), treatment_place=None)
    assert (result(before, "place").met, before.missing) == (None, ("treatment_place",))


def test_reversed_days_are_told_as_such() -> None:
    told = result(treated(treated_to=date(2021, 7, 1)), "days")
    assert told.met is False and "(ngày cuối trước ngày đầu)" in told.vi
    assert "(its last day is before its first)" in told.en
