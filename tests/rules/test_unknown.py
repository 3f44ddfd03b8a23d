"""What is not known leaves its condition unknown, and is named: what the policies' own tests do not say already."""

from collections.abc import Mapping
from datetime import date

import pytest

from app.rules.law import Determination
from tests.rules.cases import result
from tests.rules.cases_others import Ask, guide, isolated, performer, said, trader, treated

HISTORY = ("history",)
ASKED: Mapping[str, Ask] = {
    "meals_f0": treated,
    "meals_f1": isolated,
    "artist": performer,
    "tour_guide": guide,
    "unregistered_business": trader,
}
OF_HISTORY = [
    ("meals_f0", "once_per_policy"), ("meals_f1", "once_per_policy"), ("artist", "once_per_policy"),
    ("artist", "one_cash_regime"), ("tour_guide", "once_per_policy"), ("tour_guide", "one_cash_regime"),
    ("tour_guide", "no_other_support"), ("unregistered_business", "once_per_policy"),
    ("unregistered_business", "one_cash_regime"), ("unregistered_business", "not_freelance"),
]  # fmt: skip
OF_FACTS = [
    ("meals_f1", "by_decision", "isolated_by_decision"),
    ("meals_f1", "window", "isolated_from"),
]


def unknown(found: Determination, condition: str, missing: tuple[str, ...]) -> bool:
    """The condition is unknown for what is missing, and so is the case."""
    one = result(found, condition)
    return (one.met, one.missing, found.outcome) == (None, missing, "undetermined")


@pytest.mark.parametrize(("policy", "condition"), OF_HISTORY)
def test_a_history_that_is_not_known_leaves_open_what_hangs_on_it(policy: str, condition: str) -> None:
    assert unknown(ASKED[policy](history=None), condition, HISTORY)
    assert result(ASKED[policy](history=()), condition).met is True


@pytest.mark.parametrize(("policy", "condition", "fact"), OF_FACTS)
def test_a_fact_that_is_not_known_leaves_open_what_hangs_on_it(policy: str, condition: str, fact: str) -> None:
    found = ASKED[policy](**{fact: None})
    assert unknown(found, condition, (fact,))
    assert fact in found.missing


def test_of_days_of_which_neither_is_known_it_is_not_known_whether_any_lies_in_the_window() -> None:
    assert unknown(trader(stopped_from=None, stopped_to=None), "window", ("stopped_from", "stopped_to"))


@pytest.mark.parametrize("policy", ["meals_f0", "meals_f1"])
def test_whether_a_childs_supplement_was_given_before_hangs_on_the_history(policy: str) -> None:
    found = ASKED[policy](history=None, birth_date=date(2015, 1, 1))
    assert (result(found, "supplement_once").met, result(found, "supplement_once").missing) == (None, HISTORY)


@pytest.mark.parametrize("policy", ["meals_f0", "meals_f1"])
def test_the_last_day_for_meals_is_the_officers_once_it_is_said(policy: str) -> None:
    words = said("meals.last_application_day", value=date(2022, 3, 31))
    late, in_time, silent = (
        result(ASKED[policy](received_on=day, words=each), "deadline").met
        for day, each in ((date(2022, 4, 1), words), (date(2022, 3, 31), words), (date(2022, 4, 1), ()))
    )
    assert (late, in_time, silent) == (False, True, None)


def test_who_left_a_facility_on_a_day_not_known_may_have_to_show_a_receipt() -> None:
    found = treated(treated_to=None, meal_paper=None)
    assert result(found, "receipt").met is None
    assert "treated_to" in result(found, "receipt").missing
