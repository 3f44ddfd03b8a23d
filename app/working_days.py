"""Working days in Viet Nam: neither weekends nor public holidays, Tết among them (the library `holidays`)."""

from datetime import date
from functools import lru_cache

import holidays

SATURDAY = 5


@lru_cache
def holidays_of(year: int) -> frozenset[date]:
    """The public holidays of a year, substitute days off included."""
    return frozenset(holidays.country_holidays("VN", years=year))


@lru_cache
def holidays_between(first: date, last: date) -> frozenset[date]:
    """The public holidays of the years of two days, and of those between."""
    return frozenset().union(*(holidays_of(year) for year in range(first.year, last.year + 1)))


def is_working_day(day: date) -> bool:
    """Whether offices and banks are open on a day."""
    return day.weekday() < SATURDAY and day not in holidays_of(day.year)
