"""Working days from a paper's receipt: neither weekends nor holidays, Tết among them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import rules
from app.rules.deadlines import (
    after_working_days,
    chain,
    days_late,
    is_working_day,
    last_application_day,
    working_days_between,
)
from app.rules.law import Amendment, Citation, Standing, Word, law_of
from app.rules.policy import Step

TET_2022 = frozenset({date(2022, 1, 31), *(date(2022, 2, day) for day in (1, 2, 3, 4))})
NONE: frozenset[date] = frozenset()
DAYS = st.dates(date(2021, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2021, 9, 6), 2, date(2021, 9, 8)),  # Monday: the day of receipt is not counted
        (date(2021, 9, 9), 2, date(2021, 9, 13)),  # Thursday, over a weekend
        (date(2021, 9, 11), 1, date(2021, 9, 13)),  # received on a Saturday
        (date(2022, 1, 27), 2, date(2022, 2, 7)),  # Friday is one, then the whole of Tết
        (date(2021, 9, 6), 0, date(2021, 9, 6)),
    ],
)
def test_a_term_ends_with_its_last_working_day(day: date, count: int, due: date) -> None:
    assert after_working_days(day, count, TET_2022) == due


@given(DAYS, st.integers(0, 30))
def test_counted_back_a_term_has_as_many_working_days(day: date, count: int) -> None:
    due = after_working_days(day, count, TET_2022)
    assert working_days_between(day, due, TET_2022) == count
    assert count == 0 or is_working_day(due, TET_2022)


@given(DAYS, DAYS)
def test_nobody_is_late_on_the_last_day_and_everybody_a_working_day_later(due: date, on: date) -> None:
    late = days_late(due, on, NONE)
    assert late == 0 if on <= due else late >= 0
    assert days_late(due, after_working_days(due, 3, NONE), NONE) == 3
    assert days_late(None, on, NONE) == 0


def test_the_chain_of_a_household_business_has_nine_working_days() -> None:
    route = rules.route_of("household_business", date(2021, 11, 15))
    found = chain(route, date(2021, 11, 15), NONE)
    assert [(each.step.act, each.due) for each in found] == [
        ("list", date(2021, 11, 18)),
        ("confirm", date(2021, 11, 22)),
        ("appraise", date(2021, 11, 24)),
        ("decide", date(2021, 11, 26)),
        ("pay", None),
    ]
    assert working_days_between(date(2021, 11, 15), date(2021, 11, 26), NONE) == 9


def test_what_was_to_be_confirmed_before_the_receipt_puts_nothing_off() -> None:
    found = {each.step.act: each.due for each in chain(rules.route_of("suspended_contract", date(2021, 9, 6)),
                                                       date(2021, 9, 6), NONE)}  # fmt: skip
    assert found == {
        "confirm": date(2021, 9, 8), "list": None, "appraise": date(2021, 9, 8), "decide": date(2021, 9, 10),
        "pay": None,
    }  # fmt: skip


def test_after_a_step_without_a_term_nothing_has_a_day_of_its_own() -> None:
    route = (
        Step("list", "employer", 5, "", ""),
        Step("confirm", "insurance_agency", None, "", ""),
        Step("appraise", "district", 2, "", ""),
    )
    assert [each.due for each in chain(route, date(2021, 9, 6), NONE)] == [None, None, None]
    assert chain((), date(2021, 9, 6), NONE) == ()


def test_an_employers_term_to_list_ends_with_the_receipt_and_a_communes_begins_with_it() -> None:
    for kind, due in (("employer", date(2021, 9, 8)), ("commune", date(2021, 9, 13))):
        route = (Step("list", kind, 3, "", ""), Step("appraise", "district", 2, "", ""))
        assert chain(route, date(2021, 9, 6), NONE)[1].due == due


def test_a_last_day_that_is_an_open_point_is_none_until_an_officer_has_said_it() -> None:
    cited = Citation("1/QĐ", "1")
    law = (Amendment(date(2021, 7, 7), date(2022, 1, 31), cited, Standing.UNCONFIRMED, "some.last_day"),)
    assert last_application_day(law, law_of(date(2021, 8, 1))) is None
    word = Word("some.last_day", date(2022, 3, 31), cited)
    assert last_application_day(law, law_of(date(2021, 8, 1), (word,))) == date(2022, 3, 31)
    assert last_application_day(law, law_of(date(2021, 7, 6))) is None, "no law yet"
    sure = rules.POLICIES["suspended_contract"].last_day
    assert last_application_day(sure, law_of(date(2021, 8, 1))) == date(2022, 1, 31)
