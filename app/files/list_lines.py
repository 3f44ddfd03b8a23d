"""Which lines under the titles are entries: totals, headings of groups, signatures and empty lines are not.

An entry may be as incomplete as it likes; it is still an entry and comes back. What is passed over between
entries is noted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.files.grid import Cell, Grid, text_of
from app.files.latin import folded
from app.files.list_titles import Titles, is_numbering

LIKELY_MIN = 3
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong|cong don|luy ke)\b")
_RUNNING_NUMBER = re.compile(r"[0-9]{1,7}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line under the titles; `number` as the sheet numbers it."""

    number: int
    cells: Sequence[Cell]


def entries(grid: Grid, titles: Titles) -> tuple[list[Line], list[Line]]:
    """The lines that are entries, and the lines among them that were passed over."""
    lines = list(_filled(grid, titles))
    sorts = [_sort(line, titles) for line in lines]
    last = max((index for index, sort in enumerate(sorts) if sort == "entry"), default=-1)
    end = last + 1  # what adjoins the last entry is one too, up to a gap, a total or a line outside the columns
    while end < len(lines) and sorts[end] == "scanty" and lines[end].number == lines[end - 1].number + 1:
        end += 1
    kept = [line for line, sort in zip(lines[:end], sorts, strict=False) if sort in ("entry", "scanty")]
    passed = [line for line, sort in zip(lines[:end], sorts, strict=False) if sort == "aside"]
    return kept, passed


def _filled(grid: Grid, titles: Titles) -> Iterator[Line]:
    """The lines that say anything, without column numbers, and without titles repeated on a new page."""
    heads = {_shown(row) for row in grid.rows[titles.first : titles.last + 1]}
    begins = {row[0] for row in heads if row} | {""}
    for number, cells in enumerate(grid.rows[titles.last + 1 :], titles.last + 2):
        if cells.count("") == len(cells):
            continue
        first = cells[0]
        if isinstance(first, str) and (first in begins or first.startswith("(") or number == titles.last + 2):
            if is_numbering(cells) or _shown(cells) in heads:
                continue
        elif number == titles.last + 2 and is_numbering(cells):
            continue
        yield Line(number, cells)


def _shown(cells: Sequence[Cell]) -> tuple[str, ...]:
    texts = [text_of(cell).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _sort(line: Line, titles: Titles) -> str:
    """`entry`, `scanty` (too little to tell), `aside` (a group's heading, a total), or `blank`."""
    cells, required = line.cells, titles.required
    if len(cells) - cells.count("") >= titles.width - len(titles.columns) + max(LIKELY_MIN + 1, required // 2):
        return "entry"
    said = [c.place for c in titles.columns if c.place < len(cells) and text_of(cells[c.place]).strip()]
    if len(said) >= max(LIKELY_MIN + 1, required // 2):
        return "entry"
    texts = [text for cell in cells if (text := text_of(cell).strip())]
    if not texts or (not said and len(texts) == 1 and _is_number(cells, titles.numbers)):
        return "blank"  # a form's lines are numbered before they are filled in
    if not said or (_TOTAL.match(folded(texts[0])) and len(said) < max(LIKELY_MIN, required // 2)):
        return "aside"
    return "entry" if _is_number(cells, titles.numbers) else "scanty"


def _is_number(cells: Sequence[Cell], place: int | None) -> bool:
    return place is not None and place < len(cells) and bool(_RUNNING_NUMBER.fullmatch(text_of(cells[place]).strip()))
