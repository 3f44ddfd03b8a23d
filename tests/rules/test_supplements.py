"""Policy 7 upon policy 4: a pregnancy, and each child under six through one person."""

from datetime import date

import pytest

from app.rules.law import Determination, Met, Outcome, Supported
from app.rules.supplements import age
from tests.rules.cases import money, result, worker

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


def test_a_child_with_nothing_but_a_name_is_held() -> None:
    found = worker(child_2_name="Nguyễn An")
    assert (found.amount_vnd, children(found)) == (1_855_000, [(None, True)])
    assert found.missing == ("child_2_birth_date", "child_2_certificate")


def test_an_older_child_needs_no_certificate() -> None:
    found = worker(child_1_birth_date=date(2010, 1, 1))
    assert (children(found), found.missing) == ([], ())


def test_two_children_without_certificates_are_two_held_lines() -> None:
    found = worker(child_1_birth_date=date(2019, 1, 1), child_2_birth_date=date(2019, 1, 1))
    assert children(found) == [(None, True), (None, True)]


def test_the_same_certificate_twice_is_one_child() -> None:
    found = worker(**CHILD, child_2_birth_date=date(2018, 5, 4), child_2_certificate="key-1")
    assert children(found) == [("key-1", False)]


def test_a_child_born_after_the_suspension_began_waits() -> None:
    found = worker(child_1_birth_date=date(2021, 7, 18), child_1_certificate="key-1")
    assert (children(found), found.amount_vnd) == ([("key-1", True)], 1_855_000)


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
