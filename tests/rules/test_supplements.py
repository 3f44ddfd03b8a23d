"""Policy 7 upon policies 4, 5 and 6: a pregnancy, and each child under six through one person."""

from datetime import date, timedelta

import pytest

from app import rules
from app.rules.conditions import by_name
from app.rules.law import AmountLine, Determination, Met, Outcome, Supported
from app.rules.supplements import age, certificate_number
from tests.rules.cases import AMENDED_DAY, ORIGINAL_DAY, money, result, worker
from tests.rules.cases_workers import ELIGIBLE, EVENTS, ask, said, stopped

POLICIES = pytest.mark.parametrize("policy", sorted(ELIGIBLE))
RECEIVED = date(2021, 8, 20)
PREGNANCY_DAY, CHILD_BORN_LATER = "supplements.pregnancy_day", "supplements.child_born_later"

FIRST = date(2021, 7, 17)
CHILD = {"child_1_birth_date": date(2018, 5, 4), "child_1_certificate": "key-1"}


def children(found: Determination) -> list[tuple[str | None, bool]]:
    return [(line.child, line.held) for line in found.lines if line.component == "child_under_6"]


def test_a_declared_pregnancy_brings_a_million() -> None:
    found = worker(pregnant=True)
    assert money(found) == [("base", 1_855_000), ("pregnancy", 1_000_000)]
    assert found.amount_vnd == 2_855_000
    assert money(worker(pregnant=None)) == [("base", 1_855_000)]


def test_each_child_under_six_brings_a_million_under_its_own_key() -> None:
    found = worker(**CHILD, child_3_birth_date=date(2020, 1, 1), child_3_certificate="key-3")
    assert found.amount_vnd == 3_855_000
    assert children(found) == [("key-1", False), ("key-3", False)]


@pytest.mark.parametrize(
    ("born", "paid"), [(date(2015, 7, 16), False), (date(2015, 7, 17), False), (date(2015, 7, 18), True)]
)
def test_a_child_that_turns_six_on_the_first_day_is_not_under_six(born: date, paid: Met) -> None:
    found = worker(child_1_birth_date=born, child_1_certificate="key-1")
    assert children(found) == ([("key-1", False)] if paid else [])
    assert found.outcome is Outcome.ELIGIBLE


def test_age_counts_at_the_first_day_and_not_at_the_law_s() -> None:
    found = worker(date(2021, 11, 15), child_1_birth_date=date(2015, 7, 18), child_1_certificate="key-1")
    assert children(found) == [("key-1", False)]


def test_who_was_born_on_29_february_is_a_year_older_on_1_march() -> None:
    born = date(2016, 2, 29)
    assert [age(born, day) for day in (date(2022, 2, 28), date(2022, 3, 1))] == [5, 6]


@pytest.mark.parametrize("fact", ["child_1_birth_date", "child_1_certificate"])
def test_a_child_s_missing_fact_holds_its_line_and_no_other(fact: str) -> None:
    found = worker(pregnant=True, **{**CHILD, fact: None})
    assert (found.outcome, found.amount_vnd, found.missing) == (Outcome.ELIGIBLE, 2_855_000, (fact,))
    (held,) = (line for line in found.lines if line.held)
    assert (held.component, held.amount_vnd, held.missing) == ("child_under_6", 1_000_000, (fact,))


@POLICIES
def test_a_child_s_name_never_reaches_the_rules(policy: str) -> None:
    declared = by_name(rules.POLICIES[policy].facts)
    assert [declared[f"child_1_{what}"].for_rule for what in ("name", "birth_date", "certificate")] == [
        False, True, True,
    ]  # fmt: skip
    assert ask(policy, child_2_name="Nguyễn An") == ask(policy)


def test_an_older_child_needs_no_certificate() -> None:
    found = worker(child_1_birth_date=date(2010, 1, 1))
    assert (children(found), found.missing) == ([], ())


def test_two_children_without_certificates_are_two_held_lines() -> None:
    found = worker(child_1_birth_date=date(2019, 1, 1), child_2_birth_date=date(2019, 1, 1))
    assert children(found) == [(None, True), (None, True)]


def test_the_same_certificate_twice_is_one_child() -> None:
    found = worker(**CHILD, child_2_birth_date=date(2018, 5, 4), child_2_certificate="key-1")
    assert children(found) == [("key-1", False)]


def test_a_child_supported_before_brings_no_second_supplement_and_refuses_nothing_else() -> None:
    before = (Supported("meals_f1", "child_f0_f1", "paid", 1_000_000, child="key-1"),)
    found = worker(history=before, **CHILD, child_2_birth_date=date(2020, 1, 1), child_2_certificate="key-2")
    assert (found.outcome, found.amount_vnd) == (Outcome.ELIGIBLE, 2_855_000)
    assert children(found) == [("key-2", False)]
    told = result(found, "one_parent_per_child")
    assert told.met is False
    assert "key-1" not in told.vi + told.en


def test_too_short_a_suspension_brings_no_supplement() -> None:
    found = worker(suspended_to=date(2021, 7, 20), pregnant=True, **CHILD)
    assert (found.lines, found.amount_vnd) == ((), 0)


def pregnancy(found: Determination) -> AmountLine | None:
    return next((line for line in found.lines if line.component == "pregnancy"), None)


@POLICIES
def test_policies_4_5_and_6_bring_the_same_supplements(policy: str) -> None:
    base = ask(policy).amount_vnd
    found = ask(policy, pregnant=True, **CHILD)
    assert found.amount_vnd == base + 2_000_000
    assert [line.component for line in found.lines] == ["base", "pregnancy", "child_under_6"]
    assert [line.exclusive for line in found.lines] == [True, False, False]
    assert found.points == ()


@pytest.mark.parametrize(
    ("policy", "pregnancy_cited", "child_cited"),
    [
        ("suspended_contract", "23/2021/QĐ-TTg 14.2", "68/NQ-CP II.7"),
        ("stopped_work", "68/NQ-CP II.7", "68/NQ-CP II.7"),
        ("terminated_contract", "23/2021/QĐ-TTg 22.2", "23/2021/QĐ-TTg 22.2"),
    ],
)
def test_each_line_is_cited_where_the_policy_has_it(policy: str, pregnancy_cited: str, child_cited: str) -> None:
    found = ask(policy, pregnant=True, **CHILD)
    assert [str(line.citation) for line in found.lines[1:]] == [pregnancy_cited, child_cited]


@POLICIES
@pytest.mark.parametrize("on", [ORIGINAL_DAY, AMENDED_DAY])
def test_a_child_s_age_is_judged_on_the_event_s_first_day(policy: str, on: date) -> None:
    first = ELIGIBLE[policy][EVENTS[policy]]
    assert first == FIRST
    for born, paid in ((date(2015, 7, 17), False), (date(2015, 7, 18), True)):
        found = ask(policy, on, child_1_birth_date=born, child_1_certificate="key-1")
        assert children(found) == ([("key-1", False)] if paid else [])


@POLICIES
def test_a_child_born_on_the_event_s_first_day_counts(policy: str) -> None:
    found = ask(policy, child_1_birth_date=FIRST, child_1_certificate="key-1")
    assert (children(found), found.points) == ([("key-1", False)], ())


@POLICIES
def test_a_child_born_after_the_event_began_hangs_on_an_open_point_and_nothing_else_does(policy: str) -> None:
    born = {"child_1_birth_date": FIRST + timedelta(days=1), "child_1_certificate": "key-1"}
    base = ask(policy).amount_vnd
    found = ask(policy, **born)
    assert (found.outcome, found.amount_vnd, found.points) == (Outcome.ELIGIBLE, base, (CHILD_BORN_LATER,))
    assert [(line.component, line.held, line.points) for line in found.lines] == [
        ("base", False, ()), ("child_under_6", True, (CHILD_BORN_LATER,)),
    ]  # fmt: skip
    yes = ask(policy, words=said(CHILD_BORN_LATER, value=True), **born)
    no = ask(policy, words=said(CHILD_BORN_LATER, value=False), **born)
    assert (yes.amount_vnd, children(yes), yes.points) == (base + 1_000_000, [("key-1", False)], ())
    assert (no.amount_vnd, children(no), no.points) == (base, [], ())


def test_a_word_on_children_born_later_decides_nothing_about_the_others() -> None:
    for value in (True, False):
        assert children(stopped(words=said(CHILD_BORN_LATER, value=value), **CHILD)) == [("key-1", False)]


def test_a_child_born_later_without_certificate_waits_for_both() -> None:
    (line,) = (each for each in stopped(child_1_birth_date=date(2021, 8, 1)).lines if each.held)
    assert (line.missing, line.points) == (("child_1_certificate",), (CHILD_BORN_LATER,))


@POLICIES
@pytest.mark.parametrize(
    "days",
    [
        {},
        {"pregnant_from": FIRST},
        {"pregnant_to": RECEIVED},
        {"pregnant_from": date(2021, 3, 1), "pregnant_to": date(2021, 12, 6)},
    ],
)
def test_a_pregnancy_that_stood_from_the_event_to_the_paper_is_paid(policy: str, days: dict[str, date]) -> None:
    found = ask(policy, pregnant=True, **days)
    assert found.amount_vnd == ask(policy).amount_vnd + 1_000_000
    assert found.points == ()


@POLICIES
@pytest.mark.parametrize(
    ("days", "on_first", "on_receipt"),
    [
        ({"pregnant_from": FIRST + timedelta(days=1)}, False, True),
        ({"pregnant_to": RECEIVED - timedelta(days=1)}, True, False),
        ({"pregnant_from": RECEIVED}, False, True),
        ({"pregnant_to": FIRST}, True, False),
        ({"pregnant_from": date(2021, 7, 20), "pregnant_to": date(2021, 8, 10)}, False, False),
    ],
)
def test_a_pregnancy_that_stood_on_some_of_those_days_only_is_held_until_a_word(
    policy: str, days: dict[str, date], on_first: Met, on_receipt: Met
) -> None:
    base = ask(policy).amount_vnd
    found = ask(policy, pregnant=True, **days, **CHILD)
    held = pregnancy(found)
    assert held is not None
    assert (held.held, held.points, held.amount_vnd) == (True, (PREGNANCY_DAY,), 1_000_000)
    assert (found.outcome, found.amount_vnd, found.points) == (
        Outcome.ELIGIBLE, base + 1_000_000, (PREGNANCY_DAY,),
    )  # fmt: skip
    for value, paid in ((True, on_first), (False, on_receipt)):
        read = ask(policy, words=said(PREGNANCY_DAY, value=value), pregnant=True, **days)
        assert (read.amount_vnd, read.points) == (base + (1_000_000 if paid else 0), ())
        assert (pregnancy(read) is not None) is paid


@POLICIES
@pytest.mark.parametrize(
    "days", [{"pregnant_to": FIRST - timedelta(days=1)}, {"pregnant_from": RECEIVED + timedelta(days=1)}]
)
def test_a_pregnancy_over_before_the_event_or_begun_after_the_paper_brings_nothing(
    policy: str, days: dict[str, date]
) -> None:
    found = ask(policy, pregnant=True, **days)
    assert (pregnancy(found), found.points) == (None, ())
    for value in (True, False):
        assert pregnancy(ask(policy, words=said(PREGNANCY_DAY, value=value), pregnant=True, **days)) is None


@POLICIES
def test_a_dated_pregnancy_waits_for_the_days_it_is_held_against(policy: str) -> None:
    found = ask(policy, pregnant=True, pregnant_from=date(2021, 3, 1), **{EVENTS[policy]: None})
    held = pregnancy(found)
    assert held is not None and (held.held, held.missing) == (True, (EVENTS[policy],))


@pytest.mark.parametrize("pregnant", [False, None])
def test_days_of_a_pregnancy_that_is_not_declared_bring_nothing(pregnant: Met) -> None:
    assert pregnancy(worker(pregnant=pregnant, pregnant_from=date(2021, 3, 1))) is None


def test_a_worker_who_gave_birth_while_suspended_is_paid_the_base_and_waits_for_the_rest() -> None:
    born = date(2021, 8, 1)
    facts = {"pregnant_to": born, "child_1_birth_date": born, "child_1_certificate": "key-1"}
    found = worker(pregnant=True, **facts)
    assert (found.outcome, found.amount_vnd) == (Outcome.ELIGIBLE, 1_855_000)
    assert found.points == (PREGNANCY_DAY, CHILD_BORN_LATER)
    both = said(PREGNANCY_DAY, value=True) + said(CHILD_BORN_LATER, value=True)
    assert ask("suspended_contract", words=both, pregnant=True, **facts).amount_vnd == 3_855_000


@POLICIES
@pytest.mark.parametrize("state", ["approved", "paid"])
def test_a_father_who_asks_after_the_mother_has_the_rest_and_not_the_child(policy: str, state: str) -> None:
    mother = (Supported("terminated_contract", "child_under_6", state, 1_000_000, child="key-1"),)
    found = ask(policy, history=mother, **CHILD, child_2_birth_date=date(2020, 1, 1), child_2_certificate="key-2")
    assert (found.outcome, children(found)) == (Outcome.ELIGIBLE, [("key-2", False)])
    assert result(found, "one_parent_per_child").met is False
    assert result(found, "once_per_policy").met is True


@POLICIES
def test_where_the_history_is_not_known_whether_a_child_was_supported_is_not_either(policy: str) -> None:
    told = result(ask(policy, history=None, **CHILD), "one_parent_per_child")
    assert (told.met, told.missing) == (None, ("history",))
    assert result(ask(policy, history=None), "one_parent_per_child").met is True


@pytest.mark.parametrize("written", ["GKS1", " gks 1 ", "GKS 1", "Gks-1", "GKS. 1.", "g\u00a0ks1"])
def test_a_certificate_is_one_however_it_is_written(written: str) -> None:
    assert certificate_number(written) == "GKS1"


def test_figures_that_a_sign_parts_stay_parted_and_other_numbers_are_others() -> None:
    assert {certificate_number(each) for each in ("12/2021", "12 / 2021", "12-2021", " 12.2021")} == {"12/2021"}
    assert certificate_number("1/12") != certificate_number("11/2")
    assert certificate_number("058 123") == "058123"
    assert certificate_number("Đ\u0061\u0301 1") == certificate_number("đá1") == "ĐÁ1"
    assert certificate_number("--") == "--"
