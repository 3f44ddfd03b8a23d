"""A sheet, or a file of text, as rows of cells: what every kind of list becomes before it is understood."""

from dataclasses import dataclass, field
from datetime import date, datetime

Cell = str | int | float | bool | date
"""An empty cell is `""`. A spreadsheet's numbers are floats; whole numbers come from JSON alone."""

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows from the very first on, and what the cells alone do not show; rows count from 1, columns from 0."""

    name: str
    rows: list[list[Cell]] = field(repr=False)
    merges: tuple[Merge, ...] = ()
    hidden: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden_sheets: int = 0  # of its workbook; they are not read
    delimited: bool = False  # columns hang on delimiters: a row too wide has shifted


def text_of(cell: Cell) -> str:
    """What a cell shows."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, date):
        return _day(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    return str(cell)


def _day(day: date) -> str:
    """`dd/mm/yyyy`; strftime does not pad years before 1000."""
    shown = f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
    return f"{shown} {day:%H:%M:%S}" if isinstance(day, datetime) and day.time().isoformat() != "00:00:00" else shown
