"""Our own workbook writer: what goes in comes out of two other readers, and nothing is ever a formula."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.files.xlsx_out import NUMBER_MAX, Cell, Sheet, letters, sheet_names, write
from app.files.xlsx_styles import Style

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() == text)
CELL = st.one_of(
    TEXT,
    st.integers(-NUMBER_MAX + 1, NUMBER_MAX - 1),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.none(),
)
STYLES = {str: Style.TEXT, int: Style.MONEY, date: Style.DAY, type(None): Style.TEXT}


def one_sheet(*rows: tuple[Cell, ...]) -> bytes:
    sheet = Sheet("Trang", [20] * 4)
    for row in rows:
        sheet.add(row, [STYLES[type(value)] for value in row])
    return write([sheet])


def calamine(data: bytes) -> list[list[object]]:
    return list(CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python())


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5))
def test_values_come_out_of_another_reader_as_they_went_in(rows: list[tuple[Cell, ...]]) -> None:
    rows = [("đầu", "giữa", "cuối"), *rows, ("đầu", "giữa", "cuối")]
    read = calamine(one_sheet(*rows))
    expected = [["" if value is None else value for value in row] for row in rows]
    assert read == expected


def test_two_readers_see_the_same_texts_numbers_and_days() -> None:
    row: tuple[Cell, ...] = ("0581 <&> \"Đ\" 'a'", 1_500_000, date(2021, 8, 20), "  lề ")
    data = one_sheet(row)
    cells = openpyxl.load_workbook(BytesIO(data)).worksheets[0][1]
    assert [cell.value for cell in cells][:2] == list(row[:2])
    assert cells[2].value.date() == row[2]
    assert cells[3].value == "  lề "
    assert calamine(data) == [list(row)]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@x", "\t=1", "＝1", '=HYPERLINK("x")'])
def test_nothing_is_ever_a_formula(text: str) -> None:
    data = one_sheet((text, "x"))
    cell = openpyxl.load_workbook(BytesIO(data)).worksheets[0]["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert b"<f>" not in ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_control_characters_are_shown_as_unknown_and_codes_stay_text() -> None:
    assert calamine(one_sheet(("a\x00b\x1b", "_x0041_"))) == [["a\ufffdb\ufffd", "_x0041_"]]


@pytest.mark.parametrize("number", [NUMBER_MAX, -NUMBER_MAX])
def test_a_number_that_excel_would_round_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="15 digits"):
        one_sheet((number,))


def test_a_float_or_a_truth_is_no_cell() -> None:
    for value in (1.5, True):
        with pytest.raises(KeyError):
            Sheet("a", [1]).add((value,), (0,))  # type: ignore[arg-type]


def test_the_bytes_are_the_same_at_any_hour() -> None:
    data = one_sheet(("a", 1))
    assert data == one_sheet(("a", 1))
    assert {info.date_time for info in ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(st.lists(st.text(max_size=50), max_size=12))
def test_sheet_names_are_short_and_each_once(names: list[str]) -> None:
    made = sheet_names(names)
    assert len(made) == len(names)
    assert len({name.casefold() for name in made}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in made)


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
