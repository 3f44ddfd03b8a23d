"""Numbers by which people and accounts are known: digits that must stand as text, and money that must not.

A spreadsheet drops leading zeros and keeps 15 digits. What is lost is never put back silently: the whole number
is proposed, and a person confirms it.
"""

import re
from collections.abc import Callable

from stdnum.vn import mst

from app.files.grid import Cell
from app.files.list_faults import Problem

Read = Callable[[Cell], object]
DIGITS_KEPT = 10**15
LOST = frozenset({"LEADING_ZERO_LOST", "DIGITS_LOST", "ACCOUNT_NOT_TEXT"})
_SIGNS = re.compile(r"^['’‘`]+|[\s\u00a0.\-–]")
_EXPONENT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
_DECIMAL = re.compile(r"([0-9]+)[.,]0+")
_DIGITS = re.compile(r"[0-9]+")
_ACCOUNT = re.compile(r"[0-9A-Z]{6,19}")
_PASSPORT = re.compile(r"(?=[A-Z]*[0-9])[0-9A-Z]{6,12}")
_PHONE = re.compile(r"0[0-9]{9,10}")
_COUNTRY = re.compile(r"(?:\+84|0084)(?=[1-9])")
_WHOLE = re.compile(r"[0-9]{1,15}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){1,4}")


def number_reader(length: int, wrong: str, lost: tuple[int, ...]) -> Read:
    """Reads a number of so many digits; `lost` are the lengths that lost zeros leave."""
    right = re.compile(f"(?!([0-9])\\1+$)[0-9]{{{length}}}")  # one digit all along fills a cell, and is nobody's

    def of_digits(digits: str, taken_with: str) -> object:
        if right.fullmatch(digits):
            return Problem(taken_with, value=digits)
        if len(digits) in lost and digits[0] != "0":
            return Problem("LEADING_ZERO_LOST", proposal=digits.zfill(length))
        return Problem(wrong)

    def read(cell: Cell) -> object:
        if not isinstance(cell, str):
            digits = whole_digits(cell)
            return of_digits(digits, "NUMBER_NOT_TEXT") if digits else Problem(lost_or(wrong, cell))
        if right.fullmatch(cell):
            return cell
        text = cell.strip()
        if not text or right.fullmatch(text):
            return text or None
        decimal = _DECIMAL.fullmatch(text)
        if decimal and len(decimal[1]) in (length, *lost):
            return of_digits(decimal[1], "NUMBER_NOT_TEXT")
        if _EXPONENT.fullmatch(text):
            return Problem("DIGITS_LOST")
        plain = _SIGNS.sub("", text)
        return of_digits(plain, "NUMBER_CLEANED") if _DIGITS.fullmatch(plain) else Problem(wrong)

    return read


def read_account(cell: Cell) -> object:
    """An account; as a number it may have lost a zero that nobody can see."""
    if not isinstance(cell, str):
        digits = whole_digits(cell)
        return Problem("ACCOUNT_NOT_TEXT", proposal=digits) if digits else Problem(lost_or("ACCOUNT_DIGITS", cell))
    text = cell.strip()
    if not text or _ACCOUNT.fullmatch(text):
        return text or None
    if _EXPONENT.fullmatch(text):
        return Problem("DIGITS_LOST")
    decimal = _DECIMAL.fullmatch(text)
    if decimal and len(decimal[0]) - len(decimal[1]) == len(".0"):
        return Problem("ACCOUNT_NOT_TEXT", proposal=decimal[1])
    plain = _SIGNS.sub("", text).upper()
    return Problem("NUMBER_CLEANED", value=plain) if _ACCOUNT.fullmatch(plain) else Problem("ACCOUNT_DIGITS")


def read_passport(cell: Cell) -> object:
    """A passport's number, of whatever country: capital letters and digits, as text."""
    if not isinstance(cell, str):
        digits = whole_digits(cell)
        return Problem("PASSPORT_WRONG", proposal=digits) if digits else Problem(lost_or("PASSPORT_WRONG", cell))
    text = cell.strip()
    if not text or _PASSPORT.fullmatch(text):
        return text or None
    plain = _SIGNS.sub("", text).upper()
    return Problem("NUMBER_CLEANED", value=plain) if _PASSPORT.fullmatch(plain) else Problem("PASSPORT_WRONG")


def read_phone(cell: Cell) -> object:
    """A phone number of this country, with its leading zero."""
    if not isinstance(cell, str):
        return _phone(whole_digits(cell) or "", "NUMBER_NOT_TEXT")
    text = cell.strip()
    if not text or _PHONE.fullmatch(text):
        return text or None
    return _phone(_COUNTRY.sub("0", re.sub(r"[()]", "", _SIGNS.sub("", text))), "NUMBER_CLEANED")


def _phone(digits: str, taken_with: str) -> Problem:
    if _PHONE.fullmatch(digits):
        return Problem(taken_with, value=digits)
    if _PHONE.fullmatch(f"0{digits}") and digits[0] != "0":
        return Problem("LEADING_ZERO_LOST", proposal=f"0{digits}")
    return Problem("PHONE_DIGITS")


def read_tax_code(cell: Cell) -> object:
    """A tax code with its check digit: `4500123456`, or `4500123456-001` for a branch."""
    if not isinstance(cell, str):
        digits = whole_digits(cell) or ""
        padded = digits.zfill(10)
        if digits and len(digits) < len(padded) and mst.is_valid(padded):
            return Problem("LEADING_ZERO_LOST", proposal=padded)
        return Problem("NUMBER_NOT_TEXT", value=digits) if mst.is_valid(digits) else Problem("TAX_CODE_WRONG")
    plain = _SIGNS.sub("", cell)
    if not plain:
        return None
    if not _DIGITS.fullmatch(plain) or not mst.is_valid(plain):
        return Problem("TAX_CODE_WRONG")
    return mst.format(plain)


def read_money(cell: Cell) -> object:
    """Whole đồng above zero, in digits or grouped as here: `1.500.000`."""
    amount = _amount(cell, "MONEY_UNREADABLE")
    return Problem("MONEY_UNREADABLE") if amount == 0 else amount


def read_integer(cell: Cell) -> object:
    """A whole number that is not below zero."""
    return _amount(cell, "INTEGER_UNREADABLE")


def _amount(cell: Cell, wrong: str) -> object:
    if not isinstance(cell, str):
        digits = whole_digits(cell)
        return int(digits) if digits else Problem(wrong)
    text = cell.strip()
    if not text:
        return None
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    return int(text) if _WHOLE.fullmatch(text) else Problem(wrong)


def whole_digits(cell: Cell) -> str | None:
    """The digits of a numeric cell, where it has kept them all."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell < DIGITS_KEPT:
        return None
    return str(int(cell)) if cell == int(cell) else None


def lost_or(code: str, cell: Cell) -> str:
    """The fault of a numeric cell: it lost digits, or is wrong otherwise."""
    too_long = isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= DIGITS_KEPT
    return "DIGITS_LOST" if too_long else code


def strict(read: Read, kinds: tuple[type, ...], expected: str) -> Read:
    """The same reader for JSON, where values have types: what a number has lost is said besides."""

    def read_typed(value: Cell) -> object:
        if type(value) in kinds:
            return read(value)
        found = read(value) if type(value) is int else None
        if isinstance(found, Problem) and found.code in LOST:
            return found
        return Problem("TYPE_WRONG", detail=expected)

    return read_typed
