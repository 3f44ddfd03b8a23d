"""Forms of ours that come back filled in: their rows by title, each under the reference that we printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from re import fullmatch

from app.files import spreadsheet
from app.files.grid import Grid
from app.files.latin import folded
from app.files.limits import Limits
from app.files.list_faults import file_fault

HEADING_ROWS_MAX = 30
Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """What is wrong with a filled-in form; `reference` names the line where it is known."""

    code: str
    vi: str
    en: str
    sheet: str | None = None
    row: int | None = None  # as the spreadsheet numbers it, from 1
    column: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row under the titles; empty cells are None."""

    sheet: str
    number: int
    values: Mapping[str, Value] = field(repr=False)  # by name of the column

    def text(self, name: str) -> str:
        """A cell as text: a whole number in digits, an empty cell as `""`."""
        value = self.values.get(name)
        return "" if value is None else str(value).strip()


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet: the texts above its titles, and the rows below."""

    name: str
    heading: tuple[str, ...]
    rows: tuple[FilledRow, ...]


FAULTS = {
    "FILE_NOT_READABLE": ("Không đọc được tệp bảng tính.", "The spreadsheet cannot be read."),
    "FORM_UNKNOWN": (
        "Không có trang nào mang các cột của mẫu này.",
        "No sheet has the columns of this form.",
    ),
    "FORMULA_NOT_ALLOWED": (
        "Dòng có công thức hoặc lỗi của bảng tính: hãy dán lại dưới dạng giá trị.",
        "The row holds a formula or a spreadsheet error: paste it as values.",
    ),
    "HIDDEN_ROW": (
        "Dòng đang bị ẩn hoặc bị lọc: hãy hiện dòng để kiểm tra.",
        "The row is hidden or filtered out: show it and check it.",
    ),
    "REFERENCE_MISSING": ("Dòng đã điền nhưng mất mã.", "The row is filled in but has lost its reference."),
    "REFERENCE_WRONG": ("Mã bị gõ sai.", "The reference is mistyped."),
    "REFERENCE_TWICE": ("Mã xuất hiện hai lần.", "The reference occurs twice."),
}


def fault(
    code: str, row: FilledRow | None = None, column: str | None = None, reference: str | None = None, *,
    sheet: str | None = None, messages: Mapping[str, tuple[str, str]] = FAULTS,
) -> AnswerFault:  # fmt: skip
    """A fault of a form, by default of the kind that all forms share."""
    vi, en = messages[code]
    return AnswerFault(code, vi, en, row.sheet if row else sheet, row.number if row else None, column, reference)


def read(
    data: bytes, titles: Mapping[str, str], key: str, limits: Limits
) -> tuple[list[FilledSheet], list[AnswerFault]]:
    """The sheets that have the titles (name of column → title), and what is wrong with the file.

    Every title must be there. Sheets without the key's title are somebody's notes and are passed over; so are hidden
    ones. A row with a formula, or one that is hidden, is a fault and no row.
    """
    grids = spreadsheet.read(data, limits)
    if isinstance(grids, str):
        told = file_fault(grids)
        return [], [fault("FILE_NOT_READABLE") if grids == "FILE_DAMAGED" else AnswerFault(told.code, told.vi, told.en)]
    faults: list[AnswerFault] = []
    sheets = [sheet for grid in grids if (sheet := _sheet(grid, titles, key, faults))]
    return sheets, faults if sheets else [fault("FORM_UNKNOWN")]


def day(value: Value) -> date | None:
    """A day from a date cell or from `dd/mm/yyyy`; None for anything else."""
    if isinstance(value, date):
        return value
    parts = fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", str(value or "").strip())
    try:
        return date(*(int(part) for part in reversed(parts.groups()))) if parts else None
    except ValueError:
        return None


def _sheet(grid: Grid, titles: Mapping[str, str], key: str, faults: list[AnswerFault]) -> FilledSheet | None:
    by_title = {folded(title): column for column, title in titles.items()}
    for index, cells in enumerate(grid.rows[:HEADING_ROWS_MAX]):
        places = {by_title[text]: place for place, text in enumerate(map(_title, cells)) if text in by_title}
        if key in places and len(places) == len(titles):
            heading = tuple(str(cell).strip() for row in grid.rows[:index] for cell in row if str(cell).strip())
            return FilledSheet(grid.name, heading, tuple(_rows(grid, index + 1, places, key, faults)))
    return None


def _rows(
    grid: Grid, first: int, places: Mapping[str, int], key: str, faults: list[AnswerFault]
) -> Iterator[FilledRow]:
    used = set(places.values())
    worked = {row for row, place in (*grid.formulas, *grid.errors) if place in used}
    for number, cells in enumerate(grid.rows[first:], start=first + 1):
        values = {column: _value(cells[place]) if place < len(cells) else None for column, place in places.items()}
        row = FilledRow(grid.name, number, values)
        wrong = "FORMULA_NOT_ALLOWED" if number in worked else "HIDDEN_ROW" if number in grid.hidden else ""
        if wrong and (number in worked or row.text(key)):
            faults.append(fault(wrong, row, reference=row.text(key) or None))
        elif any(value is not None for value in values.values()):
            yield row


def _title(cell: object) -> str:
    return folded(cell) if isinstance(cell, str) else ""


def _value(cell: object) -> Value:
    """A cell: whole numbers are int again (a spreadsheet has floats only), texts are trimmed."""
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, int | float | date) else None
