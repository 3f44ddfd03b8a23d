"""Which lines under the titles are entries: totals, headings of groups, signatures and empty lines are not.

An entry may be as incomplete as it likes; it is still an entry and comes back, also behind the table's end where it
names somebody. What is passed over between entries is noted, and what says much behind them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, repeat

from app.files.grid import Cell, Grid, text_of
from app.files.latin import folded
from app.files.list_days import read_birth_date
from app.files.list_titles import Titles, is_numbering
from app.rules.fact import Kind

LIKELY_MIN = 3
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong|cong don|luy ke)\b")
_RUNNING_NUMBER = re.compile(r"[0-9]{1,7}")
_ANY_DIGIT = re.compile(r"[0-9]")
_NUMBER = re.compile(r"(?:[^0-9]*[0-9]){8}")
_NUMBERS = (Kind.CITIZEN_ID, Kind.OLD_IDENTITY, Kind.PASSPORT, Kind.INSURANCE_NUMBER, Kind.TAX_CODE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line under the titles; `number` as the sheet numbers it."""

    number: int
    cells: Sequence[Cell]


def entries(grid: Grid, titles: Titles) -> tuple[list[Line], list[Line]]:
    """The lines that are entries, and the lines among them that were passed over."""
    worked = _worked(grid, titles)
    lines = list(_filled(grid, titles, worked))
    sorts = [_sort(line, titles, worked.get(line.number, frozenset())) for line in lines]
    last = max((index for index, sort in enumerate(sorts) if sort == "entry"), default=-1)
    end = last + 1  # what adjoins the last entry is one too, up to a gap, a total or a line outside the columns
    while end < len(lines) and sorts[end] == "scanty" and lines[end].number == lines[end - 1].number + 1:
        end += 1
    kept = [line for line, sort in zip(lines[:end], sorts, strict=False) if sort in ("entry", "scanty")]
    passed = [line for line, sort in zip(lines[:end], sorts, strict=False) if sort == "aside"]
    behind = [line for line, sort in zip(lines[end:], sorts[end:], strict=True) if sort == "scanty"]
    people = [line for line in behind if _tells_somebody(line, titles)]
    known = {line.number for line in people}
    passed += [line for line in behind if line.number not in known and _says_much(line, titles)]
    return kept + people, passed


def _said(line: Line, titles: Titles, *kinds: Kind) -> list[Cell]:
    """What a line says in the columns of some kinds; in all, where none is named."""
    cells = (
        line.cells[c.place] for c in titles.columns if c.place < len(line.cells) and (c.fact.kind in kinds or not kinds)
    )
    return [cell for cell in cells if text_of(cell).strip()]


def _tells_somebody(line: Line, titles: Titles) -> bool:
    """Whether a line behind the table has somebody's name, and their birth or a number: what signatures do not."""
    named = any(isinstance(cell, str) and not _ANY_DIGIT.search(cell) for cell in _said(line, titles, Kind.NAME))
    born = any(isinstance(read_birth_date(cell), date | int) for cell in _said(line, titles, Kind.BIRTH_DATE))
    return named and (born or any(_NUMBER.match(text_of(cell)) for cell in _said(line, titles, *_NUMBERS)))


def _says_much(line: Line, titles: Titles) -> bool:
    return len(_said(line, titles)) >= LIKELY_MIN


def _worked(grid: Grid, titles: Titles) -> dict[int, frozenset[int]]:
    """The places of formulas by line. A formula that was never worked out shows nothing, and is there all the same."""
    columns = {column.place for column in titles.columns}
    found: dict[int, set[int]] = {}
    for number, place in grid.formulas:
        if place in columns and number > titles.last + 1:
            found.setdefault(number, set()).add(place)
    return {number: frozenset(places) for number, places in found.items()}


def _filled(grid: Grid, titles: Titles, worked: Mapping[int, frozenset[int]]) -> Iterator[Line]:
    """The lines that say anything, without column numbers, and without titles repeated on a new page."""
    heads = {_shown(row) for row in grid.rows[titles.first : titles.last + 1]}
    begins = {row[0] for row in heads if row} | {""}
    beyond = max(worked, default=0) - len(grid.rows)
    nothing: list[Cell] = []
    rows = chain(islice(grid.rows, titles.last + 1, None), repeat(nothing, max(beyond, 0)))
    for number, cells in enumerate(rows, titles.last + 2):
        if cells.count("") == len(cells):
            if number in worked:
                yield Line(number, cells)
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


def _sort(line: Line, titles: Titles, worked: AbstractSet[int]) -> str:
    """`entry`, `scanty` (too little to tell), `aside` (a group's heading, a total), or `blank`."""
    cells, required = line.cells, titles.required
    likely = min(max(LIKELY_MIN + 1, required // 2), len(titles.columns))  # of a narrow form, all of its columns
    if len(cells) - cells.count("") >= titles.width - len(titles.columns) + likely:
        return "entry"
    said = [c.place for c in titles.columns if c.place < len(cells) and text_of(cells[c.place]).strip()]
    if len(worked | set(said)) >= likely:
        return "entry"
    texts = [text for cell in cells if (text := text_of(cell).strip())]
    if not texts or (not said and len(texts) == 1 and _is_number(cells, titles.numbers)):
        return "blank"  # a form's lines are numbered before they are filled in
    if not said or (_TOTAL.match(folded(texts[0])) and len(said) < max(LIKELY_MIN, required // 2)):
        return "aside"
    return "entry" if _is_number(cells, titles.numbers) else "scanty"


def _is_number(cells: Sequence[Cell], place: int | None) -> bool:
    return place is not None and place < len(cells) and bool(_RUNNING_NUMBER.fullmatch(text_of(cells[place]).strip()))
