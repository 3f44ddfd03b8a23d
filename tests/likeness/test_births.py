"""Births: one day, a slip of it, or another."""

from datetime import date

import pytest

from app.likeness import births, slips

DAY = date(1988, 3, 12)


@pytest.mark.parametrize(
    ("code", "other"),
    [
        ("birth_day", DAY),
        ("birth_swapped", date(1988, 12, 3)),
        ("birth_year", 1988),
        ("birth_first_of_january", date(1988, 1, 1)),
        ("birth_other_year", date(1987, 1, 1)),
        ("birth_day_slip", date(1988, 3, 13)),
        ("birth_day_slip", date(1988, 3, 21)),
        ("birth_day_slip", date(1988, 5, 12)),
        ("birth_year_slip", date(1983, 3, 12)),
        ("birth_year_slip", date(1978, 3, 12)),
        ("birth_other_day", date(1988, 4, 13)),
        ("birth_other_day", date(1988, 7, 30)),
        ("birth_other_year", date(1979, 3, 12)),
        ("birth_other_year", date(1989, 3, 13)),
        ("birth_other_year", 1987),
        (None, None),
    ],
)
def test_two_births_are_one_or_not_whichever_comes_first(code: str | None, other: date | int | None) -> None:
    assert births.compared(DAY, other) == births.compared(other, DAY) == code


def test_two_who_show_only_a_year_share_no_more_than_that() -> None:
    assert births.compared(1988, 1988) == "birth_year"
    assert births.compared(1988, 1989) == "birth_other_year"


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        ("058188001234", "058188001234", False),
        ("058188001234", "058188001235", True),
        ("058188001234", "958188001234", True),
        ("058188001234", "058188001324", True),
        ("058188001234", "058188001243", True),
        ("058188001234", "058188003214", False),
        ("058188001234", "058188001245", False),
        ("058188001234", "05818800123", False),
    ],
)
def test_a_slip_is_one_digit_or_two_neighbours_that_changed_places(one: str, other: str, *, is_slip: bool) -> None:
    assert slips.is_slip(one, other) == slips.is_slip(other, one) == is_slip
