"""Forms of ours that come back filled in: their rows by title, each under the reference that we printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from re import fullmatch

from python_calamine import CalamineError, CalamineWorkbook

from app.files.latin import folded

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


def read(data: bytes, titles: Mapping[str, str], key: str) -> tuple[list[FilledSheet], list[AnswerFault]]:
    """The sheets that have the titles (name of column → title), and what is wrong with the file.

    Every title must be there. Sheets without the key's title are somebody's notes and are passed over.
    """
    try:
        tables = list(_tables(data))
    except (CalamineError, OSError, ValueError):
        return [], [fault("FILE_NOT_READABLE")]
    sheets = [sheet for name, table in tables if (sheet := _sheet(name, table, titles, key))]
    return sheets, [] if sheets else [fault("FORM_UNKNOWN")]


def day(value: Value) -> date | None:
    """A day from a date cell or from `dd/mm/yyyy`; None for anything else."""
    if isinstance(value, date):
        return value
    parts = fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", str(value or "").strip())
    try:
        return date(*(int(part) for part in reversed(parts.groups()))) if parts else None
    except ValueError:
        return None


def _tables(data: bytes) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _sheet(name: str, table: Sequence[Sequence[object]], titles: Mapping[str, str], key: str) -> FilledSheet | None:
    by_title = {folded(title): column for column, title in titles.items()}
    for index, cells in enumerate(table[:HEADING_ROWS_MAX]):
        places = {by_title[text]: place for place, text in enumerate(map(_title, cells)) if text in by_title}
        if key in places and len(places) == len(titles):
            heading = tuple(str(cell).strip() for row in table[:index] for cell in row if str(cell).strip())
            return FilledSheet(name, heading, tuple(_rows(name, table[index + 1 :], index + 2, places)))
    return None


def _rows(name: str, table: Sequence[Sequence[object]], first: int, places: Mapping[str, int]) -> Iterator[FilledRow]:
    for number, cells in enumerate(table, start=first):
        values = {column: _value(cells[place]) for column, place in places.items()}
        if any(value is not None for value in values.values()):
            yield FilledRow(name, number, values)


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
