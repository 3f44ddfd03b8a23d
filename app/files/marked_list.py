"""A list as it was sent, with what to mend: the same lines at the same numbers, one more column, faulty cells marked.

It can be mended and sent back as it is: the reader passes over the added column.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from app.files import template
from app.files.declared import declared
from app.files.grid import Cell as Read
from app.files.grid import Grid, text_of
from app.files.limits import Limits
from app.files.list_faults import ERROR, Fault
from app.files.list_grids import form_in, grids_of
from app.files.list_titles import FAULTS_TITLES, GUIDE_SHEET, MENDING_TITLE, Titles, header_facts, row_facts
from app.files.printed_sheet import PrintedSheet
from app.files.xlsx_out import Cell, Sheet, letters
from app.files.xlsx_out import write as write_sheets
from app.files.xlsx_styles import Style
from app.rules.fact import Fact, Kind

MENDING_WIDTH, WIDTH_MIN, WIDTH_MAX = 60, 6, 40
NUMBER_MAX = 10**15
TEXT_MAX = 32_767  # characters of a cell, all that Excel takes

ByRow = Mapping[int, Sequence[Fault]]


def write(
    data: bytes, media_type: str, facts: Sequence[Fact], faults_by_row: ByRow, file_faults: Sequence[Fault],
    limits: Limits, *, only_marked: bool = False,
) -> bytes:  # fmt: skip
    """The marked list. Where the file has no table to be marked, only the faults are listed.

    `only_marked`: the other lines are left empty, since somebody on them was erased.
    """
    listed = _listed(faults_by_row, file_faults)
    said = declared(media_type)
    if said.is_json:
        return write_sheets([_from_json(data, facts, faults_by_row, only_marked=only_marked), listed])
    grids = grids_of(data, facts, limits, said)
    form = grids if isinstance(grids, Fault) else form_in(grids, facts, said.source_font)
    if isinstance(form, Fault):
        return write_sheets([listed])
    guide = [template.guide(facts)] if _points_to_guide(*form) else []
    return write_sheets([_marked(*form, faults_by_row, only_marked=only_marked), listed, *guide])


def _points_to_guide(grid: Grid, titles: Titles) -> bool:
    """Whether the heading speaks of the form's guide, which then has to be there."""
    heading = (text_of(cell) for row in grid.rows[: titles.first] for cell in row)
    return grid.name != GUIDE_SHEET and any(f"“{GUIDE_SHEET}”" in text for text in heading)


def to_mend(faults: Sequence[Fault]) -> str:
    """What is to be mended in a row, and then what is only to be noted; a proposal is for a person to confirm."""
    errors = [fault for fault in faults if fault.severity == ERROR]
    notes = [f"Lưu ý: {fault.vi}" for fault in faults if fault.severity != ERROR]
    lines = [f"{fault.vi} Đề xuất: {fault.proposal}" if fault.proposal else fault.vi for fault in errors]
    return "\n".join(dict.fromkeys([*lines, *notes]))


def _is_wrong(faults: Sequence[Fault]) -> bool:
    return any(fault.severity == ERROR for fault in faults)


def _marked(grid: Grid, titles: Titles, faults_by_row: ByRow, *, only_marked: bool) -> Sheet:
    place = _place(grid, titles)
    width = max(place + 1, titles.width, max((len(row) for row in grid.rows[: titles.last + 1]), default=0))
    widths = [_width(grid, titles, column) for column in range(width)]
    widths[place] = MENDING_WIDTH
    sheet = Sheet(grid.name[:31] or "Danh sách", widths)
    texts = {column.place for column in titles.columns}
    for number, cells in enumerate(grid.rows, 1):
        faults = faults_by_row.get(number, ())
        wrong = {column.place for column in titles.columns for fault in faults if _is_of(fault, column.fact)}
        is_left_out = only_marked and number > titles.last + 1 and not faults
        row = [None if is_left_out else _cell(cell) for cell in cells] + [None] * (place + 1 - len(cells))
        styles = [_style(cell, column, number, titles, wrong, texts) for column, cell in enumerate(row)]
        row[place] = MENDING_TITLE if number == titles.first + 1 else to_mend(faults) or None
        told = Style.INPUT if _is_wrong(faults) else Style.WORDS if faults else Style.PLAIN
        styles[place] = Style.COLUMN if number == titles.first + 1 else told
        sheet.add(row, styles)
    sheet.merges.extend(_merges(grid, titles, place))
    if titles.first == titles.last:
        sheet.title_row = titles.first + 1
    return sheet


def _place(grid: Grid, titles: Titles) -> int:
    """The column of what to mend: the one added before, or the first empty one behind the table."""
    if titles.mending is not None:
        return titles.mending
    place = titles.width
    while any(len(row) > place and row[place] != "" for row in grid.rows):
        place += 1
    return place


def _is_of(fault: Fault, fact: Fact) -> bool:
    return fault.field == fact.name and fault.severity == ERROR


def _cell(cell: Read) -> Cell:
    """A cell as the writer takes it, as it stood."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell if cell.year >= 1900 else text_of(cell)  # noqa: PLR2004 – a spreadsheet's first year
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < NUMBER_MAX:
        return int(cell)
    return text_of(cell)[:TEXT_MAX] or None


def _style(cell: Cell, place: int, number: int, titles: Titles, wrong: set[int], texts: set[int]) -> int:
    if titles.first < number <= titles.last + 1:
        return Style.COLUMN
    if number <= titles.first:
        return Style.BOLD if cell else Style.PLAIN
    if place in wrong:
        return Style.INPUT_DAY if isinstance(cell, date) else Style.INPUT
    if isinstance(cell, date):
        return Style.DAY
    return Style.TEXT if place in texts else Style.PLAIN


def _merges(grid: Grid, titles: Titles, place: int) -> Iterator[str]:
    """The merged cells of heading and titles; those of rows are a fault and are not made again."""
    for top, left, bottom, right in grid.merges:
        if bottom <= titles.last and not left <= place <= right:
            yield f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"


def _width(grid: Grid, titles: Titles, place: int) -> int:
    seen = grid.rows[titles.first : titles.last + 40]
    longest = max((len(text_of(row[place])) for row in seen if place < len(row)), default=WIDTH_MIN)
    return min(max(longest + 2, WIDTH_MIN), WIDTH_MAX)


def _listed(faults_by_row: ByRow, file_faults: Sequence[Fault]) -> Sheet:
    """Every fault in a table of its own, those of the whole file first."""
    sheet = PrintedSheet("Lỗi", [8, 26, 26, 10, 80, 80])
    sheet.add_titles(FAULTS_TITLES)
    of_rows = [fault for number in sorted(faults_by_row) for fault in faults_by_row[number]]
    for fault in (*file_faults, *of_rows):
        level = "Lỗi" if fault.severity == ERROR else "Lưu ý"
        cells = (fault.row if fault.row is not None else "Cả tệp", fault.column, fault.code, level, fault.vi, fault.en)
        sheet.add(cells, (Style.NUMBER, *(Style.WORDS,) * 5))
    return sheet


def _from_json(data: bytes, facts: Sequence[Fact], faults_by_row: ByRow, *, only_marked: bool) -> Sheet:
    """Rows that came as JSON, on the form that they might have come on."""
    sent = json.loads(data)
    columns = row_facts(facts)
    rows = [[_shown(fact, row.get(fact.name)) for fact in columns] for row in sent["rows"]]
    sheet = PrintedSheet("Danh sách", [6, *(template.WIDTHS.get(fact.kind, 18) for fact in columns), MENDING_WIDTH])
    for fact in header_facts(facts):
        template.add_header(sheet, fact, _shown(fact, sent.get("header", {}).get(fact.name)))
    sheet.add_titles(["STT", *(fact.vi for fact in columns), MENDING_TITLE])
    for number, cells in enumerate(rows, 1):
        faults = faults_by_row.get(number, ())
        shown = cells if faults or not only_marked else [None] * len(cells)
        wrong = [any(_is_of(fault, fact) for fault in faults) for fact in columns]
        styles = [Style.INPUT if is_wrong else Style.TEXT for is_wrong in wrong]
        sheet.add((number, *shown, to_mend(faults) or None), (Style.NUMBER, *styles, Style.WORDS))
    return sheet


def _shown(fact: Fact, value: object) -> Cell:
    """A JSON value as the form shows it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "Có" if value else "Không"
    words = {choice.code: choice.vi for choice in fact.choices} if fact.kind is Kind.CHOICE else {}
    return words.get(str(value), str(value))[:TEXT_MAX]
