"""The empty form: filled in, it is read back."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from app.files import template
from app.files.list_titles import header_facts, row_facts
from app.files.lists import read
from tests.files.sheets import COLUMNS, FACTS, FREELANCE, GOOD, LIMITS, SUSPENDED, codes, errors, line, saved

FORM = template.write("freelance", "Lao động tự do", FREELANCE)


def title_row(sheet: openpyxl.worksheet.worksheet.Worksheet) -> int:  # type: ignore[name-defined]  # of the stubs
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == "STT")


@pytest.mark.parametrize("policy", FACTS)
def test_the_empty_form_is_known_and_has_no_rows(policy: str) -> None:
    found = read(template.write(policy, "Chính sách", FACTS[policy]), "", FACTS[policy], LIMITS)
    assert (None, "LIST_EMPTY") in errors(found)
    assert {code for _, code in errors(found)} <= {"LIST_EMPTY", "MISSING_VALUE"}


def test_a_form_filled_in_is_read_back() -> None:
    book = openpyxl.load_workbook(BytesIO(FORM))
    sheet = book.worksheets[0]
    first = title_row(sheet) + 2
    for place, value in enumerate(line({**GOOD, "stopped_from": date(2021, 7, 17)}), 1):
        sheet.cell(first, place).value = value
    label = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Xã, phường, thị trấn:")
    sheet.cell(label.row, label.column + 3).value = "22738 - Phường Đô Vinh"
    found = read(saved(book), "", FREELANCE, LIMITS)
    assert codes(found) == []
    assert found.header == {"commune_name": "22738 - Phường Đô Vinh"}
    assert found.rows[0].number == first
    assert found.rows[0].values["stopped_from"] == date(2021, 7, 17)


def test_cells_are_text_so_that_zeros_and_days_stay() -> None:
    sheet = openpyxl.load_workbook(BytesIO(FORM)).worksheets[0]
    cells = sheet[title_row(sheet) + 2][1 : len(COLUMNS) + 1]
    assert {cell.number_format for cell in cells} == {"@"}


def test_short_choices_drop_down() -> None:
    sheet = openpyxl.load_workbook(BytesIO(FORM)).worksheets[0]
    offered = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert offered == {'"Nam,Nữ"', '"Có,Không"', '"Tiền mặt,Chuyển khoản"'}


def test_the_guide_explains_every_fact() -> None:
    sheet = openpyxl.load_workbook(BytesIO(template.write("x", "X", SUSPENDED))).worksheets[1]
    explained = {row[0].value for row in sheet.iter_rows()}
    assert {fact.vi for fact in (*header_facts(SUSPENDED), *row_facts(SUSPENDED))} <= explained
