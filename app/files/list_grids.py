"""Any file that may be a list, as grids: what it is is told from its bytes, never from its name."""

from collections.abc import Sequence
from dataclasses import replace

from app.files import delimited, spreadsheet, zip_directory
from app.files.declared import Declared
from app.files.grid import Cell, Grid, text_of
from app.files.legacy_fonts import FONTS
from app.files.limits import Limits
from app.files.list_faults import Fault, file_fault
from app.files.list_titles import FAULTS_TITLES, GUIDE_TITLES, HEADING_ROWS_MAX, Titles, find
from app.files.source_font import rows_in_unicode
from app.rules.fact import Fact, Place

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
CONTENT_TYPES = "[Content_Types].xml"
OTHER_KINDS = (b"%PDF", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x89PNG", b"\xff\xd8\xff")
MARKUP = ("<html", "<!doctype", "<?xml", "<table", "<head", "<meta", "<script")
SHOWN_MAX = 12
TABLE_MIN = (2, 3)
"""Rows, and cells of each, from which on a sheet may be somebody's table."""


def grids_of(
    data: bytes, facts: Sequence[Fact], limits: Limits, said: Declared = Declared()  # noqa: B008 – frozen
) -> list[Grid] | Fault:  # fmt: skip
    """The sheets of a file; CSV is one."""
    if data.startswith(zip_directory.MAGIC):
        return _workbook(data, limits)
    unwanted = _unwanted(data)
    if unwanted:
        return file_fault(unwanted)
    text = delimited.decoded(data, said)
    if text is None:
        return file_fault("ENCODING_UNKNOWN")
    if text.lstrip()[:10].lower().startswith(MARKUP):
        return file_fault("FILE_TYPE_UNSUPPORTED")
    grid = delimited.read(text, facts, limits)
    return grid if isinstance(grid, Fault) else [grid]


def _unwanted(data: bytes) -> str | None:
    """The fault's code of what a file is told to be by its first bytes; None where it may be text."""
    if not data.strip():
        return "FILE_EMPTY"
    if data.startswith(OLE):
        return "FILE_ENCRYPTED" if ENCRYPTED in data else "FILE_TYPE_UNSUPPORTED"
    return "FILE_TYPE_UNSUPPORTED" if data.startswith(OTHER_KINDS) else None


def _workbook(data: bytes, limits: Limits) -> list[Grid] | Fault:
    listed = zip_directory.entries(data)
    if listed is None:
        return file_fault("FILE_DAMAGED")
    if all(info.filename != CONTENT_TYPES for info in listed):
        return file_fault("FILE_TYPE_UNSUPPORTED")
    found = spreadsheet.read(data, limits)
    return file_fault(found) if isinstance(found, str) else found


def form_in(grids: Sequence[Grid], facts: Sequence[Fact], font: str = "") -> tuple[Grid, Titles] | Fault:
    """The one sheet that has the form's titles; in the declared old font, where they are not in Unicode."""
    found = [(grid, titles) for grid in grids if (titles := find(grid.rows, facts))]
    sure = not found and font in FONTS
    if sure:
        found = [(grid, titles) for grid in grids if (titles := find(_above(grid, font, sure=True), facts))]
    if not found:
        old = next((font for font in FONTS for grid in grids if find(_above(grid, font, sure=True), facts)), None)
        if old:
            return file_fault("FILE_LEGACY_FONT", old)
        wanted = [fact.vi for fact in facts if fact.place is Place.ROW and fact.required][:SHOWN_MAX]
        return file_fault("TABLE_NOT_FOUND", ", ".join(wanted))
    if len(found) > 1:
        return file_fault("SHEETS_SEVERAL", str(len(found)))
    grid, titles = found[0]
    if font in FONTS:
        above = rows_in_unicode(grid.rows[: titles.last + 1], font, sure=sure)
        grid = replace(grid, rows=[*above, *grid.rows[titles.last + 1 :]])
    return grid, titles


def passed_over(grids: Sequence[Grid], chosen: Grid) -> list[Fault]:
    """The visible sheets beside the list that have a table of their own, told by their places."""
    return [
        file_fault("SHEET_PASSED_OVER", str(place))
        for place, grid in enumerate(grids, 1)
        if grid.name != chosen.name and _has_table(grid)
    ]


def _has_table(grid: Grid) -> bool:
    rows_min, cells_min = TABLE_MIN
    if any(
        tuple(map(text_of, row[: len(ours)])) == ours for ours in (GUIDE_TITLES, FAULTS_TITLES) for row in grid.rows[:3]
    ):
        return False
    return sum(len(row) - row.count("") >= cells_min for row in grid.rows) >= rows_min


def _above(grid: Grid, font: str, *, sure: bool) -> list[list[Cell]]:
    return rows_in_unicode(grid.rows[:HEADING_ROWS_MAX], font, sure=sure)
