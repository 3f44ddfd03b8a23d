"""The reader of each kind of fact, and columns read with it: what is the same is understood once."""

import re
from collections.abc import Sequence

from app.files.grid import Cell
from app.files.list_days import read_birth_date, read_date
from app.files.list_faults import Problem
from app.files.list_names import read_name, read_text, read_unicode_name, read_unicode_text
from app.files.list_numbers import (
    Read,
    number_reader,
    read_account,
    read_integer,
    read_money,
    read_passport,
    read_phone,
    read_tax_code,
    strict,
)
from app.files.list_words import choice_reader, read_bank, read_commune, read_yes_no
from app.rules.fact import Fact, Kind

CELL_CHARACTERS_MAX = 500
_ERROR_VALUE = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|GETTING_DATA)")

READERS: dict[Kind, Read] = {
    Kind.TEXT: read_text,
    Kind.NAME: read_name,
    Kind.DATE: read_date,
    Kind.BIRTH_DATE: read_birth_date,
    Kind.INTEGER: read_integer,
    Kind.MONEY: read_money,
    Kind.YES_NO: read_yes_no,
    Kind.COMMUNE: read_commune,
    Kind.CITIZEN_ID: number_reader(12, "CITIZEN_ID_DIGITS", (10, 11)),
    Kind.OLD_IDENTITY: number_reader(9, "OLD_IDENTITY_DIGITS", (7, 8)),
    Kind.PASSPORT: read_passport,
    Kind.INSURANCE_NUMBER: number_reader(10, "INSURANCE_NUMBER_DIGITS", (9,)),
    Kind.TAX_CODE: read_tax_code,
    Kind.PHONE: read_phone,
    Kind.BANK: read_bank,
    Kind.ACCOUNT: read_account,
}
TYPES: dict[Kind, tuple[tuple[type, ...], str]] = {
    Kind.MONEY: ((int,), "số nguyên / a whole number"),
    Kind.INTEGER: ((int,), "số nguyên / a whole number"),
    Kind.YES_NO: ((bool,), "true / false"),
    Kind.BIRTH_DATE: ((str, int), "ngày dạng yyyy-mm-dd hoặc năm / a day as yyyy-mm-dd, or a year"),
}
TEXT_TYPE: tuple[tuple[type, ...], str] = ((str,), "chuỗi ký tự / a text")


UNICODE_READERS: dict[Kind, Read] = {Kind.TEXT: read_unicode_text, Kind.NAME: read_unicode_name}
"""Where the font of a list is declared, nothing is asked of it."""


def reader_of(fact: Fact, *, typed: bool = False, font_known: bool = False) -> Read:
    """What reads a fact's cells; `typed` for JSON, where a value's type counts."""
    readers = READERS | UNICODE_READERS if font_known else READERS
    read = choice_reader(fact.choices) if fact.kind is Kind.CHOICE else readers[fact.kind]
    return strict(read, *TYPES.get(fact.kind, TEXT_TYPE)) if typed else read


def read_cell(read: Read, cell: Cell) -> object:
    """A cell's value, None where it is empty, or a Problem."""
    if isinstance(cell, str):
        if len(cell) > CELL_CHARACTERS_MAX:
            return Problem("CELL_TOO_LONG")
        if cell.startswith("#") and _ERROR_VALUE.fullmatch(cell.strip()):
            return Problem("CELL_ERROR")
    return read(cell)


def read_column(read: Read, cells: Sequence[Cell]) -> list[object]:
    """The values of a column, or Problems in their stead. A text that occurs again is read once."""
    known: dict[Cell, object] = {cell: read_cell(read, cell) for cell in set(cells) if isinstance(cell, str)}
    known[""] = None
    if all_texts(cells):
        return list(map(known.__getitem__, cells))
    return [known[cell] if isinstance(cell, str) else read_cell(read, cell) for cell in cells]


def all_texts(cells: Sequence[Cell]) -> bool:
    """Whether a column holds texts alone, as most do."""
    return set(map(type, cells)) == {str}
