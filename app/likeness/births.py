"""Two births: the same day, the same year where one has only the year, a slip, or another day."""

from datetime import date

from app.likeness.slips import is_slip

Birth = date | int | None
FIRST_OF_JANUARY = (1, 1)
"""What a form that asks for a day is given where only the year is known."""


def compared(one: Birth, other: Birth) -> str | None:
    """The code of how two births compare; None where one is not known."""
    if one is None or other is None:
        return None
    if isinstance(one, date) and isinstance(other, date):
        return _days(one, other)
    years = [each.year if isinstance(each, date) else each for each in (one, other)]
    return "birth_year" if years[0] == years[1] else "birth_other_year"


def _days(one: date, other: date) -> str:
    if one == other:
        return "birth_day"
    same_day = (one.month, one.day) == (other.month, other.day)
    if one.year != other.year:
        slip = same_day and is_slip(f"{one.year}", f"{other.year}")
        return "birth_year_slip" if slip else "birth_other_year"
    if (one.month, one.day) == (other.day, other.month):
        return "birth_swapped"
    if FIRST_OF_JANUARY in {(one.month, one.day), (other.month, other.day)}:
        return "birth_first_of_january"
    slip = _one_slip(one.month, other.month, one.day == other.day) or _one_slip(
        one.day, other.day, one.month == other.month
    )
    return "birth_day_slip" if slip else "birth_other_day"


def _one_slip(one: int, other: int, rest_is_same: bool) -> bool:  # noqa: FBT001 – what the other part says
    return rest_is_same and is_slip(f"{one:02d}", f"{other:02d}")
