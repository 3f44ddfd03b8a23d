"""Lines written for an old font, in Unicode: because somebody said so, and with a note at each cell.

A word that the form knows as it stands is left so. Where other names or texts of a column are in Unicode already,
one that may be read either way comes back.
"""

import re
from collections.abc import Sequence

from app.files.grid import Cell
from app.files.legacy_fonts import FONTS, converted, legacy, legacy_text
from app.files.list_cells import read_cell, reader_of
from app.files.list_faults import Fault, Problem, cell_fault
from app.files.list_lines import Line
from app.files.list_titles import Column
from app.rules.fact import Kind

FREE = frozenset({Kind.NAME, Kind.TEXT})  # any words stand there
_NOT_ONE_BYTE = re.compile("[^\x00-\xff’‘ʼ]")
Rewritten = tuple[list[Line], list[Fault]]


def in_unicode(lines: Sequence[Line], columns: Sequence[Column], font: str) -> Rewritten:
    """The lines as they are meant, with a note or a fault at every cell that was in question."""
    if font not in FONTS:
        return list(lines), []
    cells = [list(line.cells) for line in lines]
    faults: list[Fault] = []
    for column in columns:
        texts = [_text(row, column.place) for row in cells]
        meanings = {text: _meant(text, column, font) for text in set(texts)}
        mixed = column.fact.kind in FREE and any(map(_NOT_ONE_BYTE.search, meanings))
        for row, line, text in zip(cells, lines, texts, strict=True):
            meant = meanings[text]
            if meant == text:
                continue
            code = "LEGACY_FONT" if mixed and not legacy(text) else "FONT_CONVERTED"
            faults.append(cell_fault(Problem(code, proposal=meant, detail=font), line.number, column.fact))
            if code == "FONT_CONVERTED":
                row[column.place] = meant
    return [Line(line.number, row) for line, row in zip(lines, cells, strict=True)], faults


def _meant(text: str, column: Column, font: str) -> str:
    """A cell's text in Unicode; one of the form's own words is that already."""
    known = column.fact.kind not in FREE and not isinstance(read_cell(reader_of(column.fact), text), Problem)
    return text if known else converted(text, font)


def rows_in_unicode(rows: Sequence[Sequence[Cell]], font: str, *, sure: bool) -> list[list[Cell]]:
    """What stands above a table, in Unicode; unless `sure` of all of it, only what cannot be Unicode already."""
    if font not in FONTS:
        return [[*row] for row in rows]
    return [
        [
            converted(cell, font) if isinstance(cell, str) and (sure or legacy_text(cell)) else cell for cell in row
        ]
        for row in rows
    ]  # fmt: skip


def _text(row: Sequence[Cell], place: int) -> str:
    cell = row[place] if place < len(row) else ""
    return cell if isinstance(cell, str) else ""
