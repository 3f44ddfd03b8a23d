"""What may be wrong with a list, in words that say what to do and repeat nothing personal."""

import dataclasses
from dataclasses import dataclass

from app.files.list_texts import CELLS, FILES, ROWS
from app.rules.fact import Fact

ERROR, NOTE = "error", "note"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: `row` as the sheet numbers it, None for the whole file; `column` its title."""

    row: int | None
    column: str | None
    field: str | None
    code: str
    vi: str
    en: str
    severity: str = ERROR  # a note stops nothing
    proposal: str | None = dataclasses.field(default=None, repr=False)  # a mended value, for a person to confirm


@dataclass(frozen=True, slots=True)
class Problem:
    """What a cell's reader says when a cell is not simply its value."""

    code: str
    value: object = dataclasses.field(default=None, repr=False)  # what is taken all the same, with a note
    proposal: str | None = dataclasses.field(default=None, repr=False)
    detail: str = ""  # fills {detail} of the texts; never personal


NOTES = frozenset({
    "NUMBER_CLEANED", "NUMBER_NOT_TEXT", "CITIZEN_ID_DISAGREES", "DECLINED_BY_LIST", "COLUMN_UNKNOWN", "LINE_SKIPPED",
    "CITIZEN_ID_PROVINCE", "FONT_CONVERTED", "COLUMN_HIDDEN", "SHEETS_HIDDEN", "SHEET_PASSED_OVER", "CITIZEN_ID_ABROAD",
})  # fmt: skip


def file_fault(code: str, detail: str = "") -> Fault:
    """A fault of the whole file, or a note on it."""
    vi, en = FILES[code]
    return Fault(
        None, None, None, code, vi.format(detail=detail), en.format(detail=detail), NOTE if code in NOTES else ERROR
    )


def row_fault(code: str, row: int, detail: str = "", fact: Fact | None = None) -> Fault:
    """A fault of a whole row."""
    vi, en = ROWS[code]
    column, name = (fact.vi, fact.name) if fact else (None, None)
    severity = NOTE if code in NOTES else ERROR
    return Fault(row, column, name, code, vi.format(detail=detail), en.format(detail=detail), severity)


def cell_fault(problem: Problem, row: int | None, fact: Fact) -> Fault:
    """A fault of a cell, or of a fact above the table (`row` None)."""
    vi, en = CELLS[problem.code]
    return Fault(
        row, fact.vi, fact.name, problem.code,
        vi.format(title=fact.vi, detail=problem.detail), en.format(title=fact.en, detail=problem.detail),
        NOTE if problem.code in NOTES else ERROR, problem.proposal,
    )  # fmt: skip
