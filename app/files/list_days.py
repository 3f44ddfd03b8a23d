"""Days: date cells, or `dd/mm/yyyy`; never a guess at month and day, never a spreadsheet's bare number."""

import re
from datetime import date, datetime

from app.files.grid import Cell
from app.files.list_faults import Problem

YEAR_MIN, YEAR_MAX = 1900, 2099
OLDEST_YEAR = 1000  # what lies before is no year that anybody meant
_DAY = re.compile(r"([0-9]{1,2})\s*([/.\-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})(?:\s+0?0:00(?::00)?)?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?")
_YEAR = re.compile(r"[0-9]{4}")
UNREADABLE = Problem("DATE_UNREADABLE")
TOO_OLD = Problem("BIRTH_TOO_OLD")
FIRST_SURE_DAY = date(1900, 3, 1)  # a spreadsheet counts a 29 February 1900 that never was: days before are guessed


def read_date(cell: Cell) -> object:
    """A day."""
    if isinstance(cell, date):
        found = cell.date() if isinstance(cell, datetime) else cell
        return found if found >= FIRST_SURE_DAY and found.year <= YEAR_MAX else UNREADABLE
    if not isinstance(cell, str):
        return UNREADABLE
    text = cell.strip().removeprefix("'")
    if not text:
        return None
    parts = _DAY.fullmatch(text)
    if parts:
        return _day(parts[4], parts[3], parts[1])
    parts = _ISO.fullmatch(text)
    return _day(parts[1], parts[2], parts[3]) if parts else UNREADABLE


def read_birth_date(cell: Cell) -> object:
    """A day, or a year where the papers say no more."""
    if isinstance(cell, str):
        text = cell.strip()
        if not _YEAR.fullmatch(text):
            return TOO_OLD if _is_before(text) else read_date(cell)
        year = int(text)
        if OLDEST_YEAR <= year < YEAR_MIN:
            return TOO_OLD
    elif type(cell) is int and OLDEST_YEAR <= cell < YEAR_MIN:  # of JSON: a spreadsheet's number may be a day's
        return TOO_OLD
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and YEAR_MIN <= cell <= YEAR_MAX:
        year = int(cell) if cell == int(cell) else 0
    else:
        return read_date(cell)
    return year if YEAR_MIN <= year <= YEAR_MAX else UNREADABLE


def _is_before(text: str) -> bool:
    """Whether a text is a real day of a year before those in which anybody here was born."""
    local, iso = _DAY.fullmatch(text), _ISO.fullmatch(text)
    parts = (local[4], local[3], local[1]) if local else iso.groups() if iso else None
    if parts is None or not OLDEST_YEAR <= int(parts[0]) < YEAR_MIN:
        return False
    try:
        date(*map(int, parts))
    except ValueError:
        return False
    return True


def _day(year: str, month: str, day: str) -> object:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return UNREADABLE
    return found if YEAR_MIN <= found.year <= YEAR_MAX else UNREADABLE
