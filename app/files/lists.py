"""Beneficiary lists: bytes become rows and faults. Every line is one or the other, none is lost, none stops another."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.files.declared import JSON_TYPE, Declared, declared
from app.files.delimited import decoded
from app.files.grid import Cell, Grid
from app.files.limits import Limits
from app.files.list_cells import read_cell
from app.files.list_faults import ERROR, NOTE, Fault, Problem, cell_fault, file_fault, row_fault
from app.files.list_grids import form_in, grids_of, passed_over
from app.files.list_lines import Line, entries
from app.files.list_rows import Judged, Manner, Row, cells_beside, judge
from app.files.list_titles import Column, Titles, header_cells, header_facts, row_facts
from app.files.source_font import in_unicode
from app.memory import uncollected
from app.rules.fact import Fact

__all__ = ["ERROR", "JSON_TYPE", "NOTE", "Fault", "Limits", "ReadList", "Row", "read", "read_json"]

TITLE_SHOWN_MAX = 60
_DIGITS = re.compile(r"[0-9]{5,}")
_SURROGATES = re.compile("[\ud800-\udfff]")
_JSON_KINDS = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as it was read. Where a fault has no row, it is the whole list's, and no row is good."""

    header: Mapping[str, object] = field(default_factory=dict)
    rows: tuple[Row, ...] = field(default=(), repr=False)
    bad_rows: tuple[Row, ...] = field(default=(), repr=False)
    faults: tuple[Fault, ...] = ()
    titles: Titles | None = None  # where the table stands in the sheet; None for JSON
    sheet: str | None = None

    @property
    def whole_faults(self) -> tuple[Fault, ...]:
        """What is wrong with the list as a whole."""
        return tuple(fault for fault in self.faults if fault.row is None and fault.severity == ERROR)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list is read: what was declared of it, whether it is only a part, and when it was received."""

    said: Declared = field(default_factory=Declared)
    partial: bool = False  # only the mended rows, which need not say again what stands above their table
    received_on: date | None = None  # nobody in it was born later

    def manner(self, *, typed: bool = False) -> Manner:
        """How its cells are read."""
        return Manner(typed, bool(self.said.source_font), self.received_on)


def read(
    data: bytes,
    media_type: str,
    facts: Sequence[Fact],
    limits: Limits,
    *,
    partial: bool = False,
    received_on: date | None = None,
) -> ReadList:
    """A list from a file. JSON is told by its media type, everything else by its bytes.

    `partial`: only the mended rows of a list, which need not say again what stands above its table.
    """
    with uncollected():
        return _read(data, tuple(facts), limits, Asked(declared(media_type), partial, received_on))


def _read(data: bytes, facts: tuple[Fact, ...], limits: Limits, asked: Asked) -> ReadList:
    if asked.said.is_json:
        return _from_json(data, facts, limits, asked)
    grids = grids_of(data, facts, limits, asked.said)
    if isinstance(grids, Fault):
        return ReadList(faults=(grids,))
    form = form_in(grids, facts, asked.said.source_font)
    if isinstance(form, Fault):
        return ReadList(faults=(form,))
    grid, titles = form
    header, faults = _header(header_cells(grid.rows[: titles.first], facts), facts, asked)
    faults += [*_column_faults(titles, facts), *_hidden(grid, titles), *passed_over(grids, grid)]
    lines, passed = entries(grid, titles)
    faults += _size_faults(lines, limits)
    faults += (row_fault("LINE_SKIPPED", line.number) for line in passed)
    lines, rewritten = in_unicode(lines[: limits.rows_max], titles.columns, asked.said.source_font)
    beside = [*rewritten, *cells_beside(grid, lines, titles.columns), *_ragged(grid, lines, titles)]
    judged = judge(lines, titles.columns, row_facts(facts), beside, manner=asked.manner())
    return _together(header, judged, faults, titles, grid.name)


def read_json(
    header: Mapping[str, object],
    rows: Sequence[Mapping[str, object]],
    facts: Sequence[Fact],
    limits: Limits | None = None,
    asked: Asked | None = None,
) -> ReadList:
    """A list from JSON, by names of facts. Types are strict; a row's number is its place, from 1."""
    asked, wanted = asked or Asked(), row_facts(facts)
    said = {name: [_cell(value)] for name, value in header.items() if value is not None}
    found, faults = _header(said, tuple(facts), asked, typed=True)
    columns = [Column(fact, place) for place, fact in enumerate(wanted)]
    lines = [Line(number, [_cell(row.get(fact.name)) for fact in wanted]) for number, row in enumerate(rows, 1)]
    faults += [*_strange_header(header, facts), *_size_faults(lines, limits)]
    names = {fact.name for fact in wanted}
    listed = ", ".join(fact.name for fact in wanted)
    strange = [row_fault("FIELD_UNKNOWN", n, listed) for n, row in enumerate(rows, 1) if not row.keys() <= names]
    lines, rewritten = in_unicode(lines[: limits.rows_max if limits else None], columns, asked.said.source_font)
    judged = judge(lines, columns, wanted, [*rewritten, *strange], manner=asked.manner(typed=True))
    return _together(found, judged, faults, None, None)


def _from_json(data: bytes, facts: tuple[Fact, ...], limits: Limits, asked: Asked) -> ReadList:
    try:
        sent = json.loads(decoded(data) or "", object_pairs_hook=_once, parse_constant=_refused)
    except (ValueError, RecursionError):
        return ReadList(faults=(file_fault("JSON_WRONG"),))
    if not isinstance(sent, dict) or not sent.keys() <= {"header", "rows"}:
        return ReadList(faults=(file_fault("JSON_WRONG"),))
    header, rows = sent.get("header", {}), sent.get("rows")
    if not isinstance(header, dict) or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return ReadList(faults=(file_fault("JSON_WRONG"),))
    return read_json(header, rows, facts, limits, asked)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name occurs twice")
    return found


def _refused(constant: str) -> object:
    raise ValueError(constant)


def _cell(value: object) -> Cell:
    """A JSON value as a cell; what is none of a cell's types keeps its kind, so that it is refused."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, int | float) and abs(value) > 10**18:
        return float("inf")
    return value if isinstance(value, _JSON_KINDS) else float("nan")


def _header(
    said: Mapping[str, list[Cell]], facts: tuple[Fact, ...], asked: Asked, *, typed: bool = False
) -> tuple[dict[str, object], list[Fault]]:
    manner = asked.manner(typed=typed)
    header: dict[str, object] = {}
    faults: list[Fault] = []
    for fact in header_facts(facts):
        found = {}
        for cell in said.get(fact.name, ()):
            value = read_cell(manner.reader_of(fact), cell)
            if isinstance(value, Problem):
                faults.append(cell_fault(value, None, fact))
                value = value.value
            if value is not None:
                found[value] = fact
        if found:
            header[fact.name] = next(iter(found))
        elif fact.required and not said.get(fact.name) and not asked.partial:
            faults.append(cell_fault(Problem("MISSING_VALUE"), None, fact))
        if len(found) > 1:
            faults.append(file_fault("HEADER_TWICE", fact.vi))
    return header, faults


def _column_faults(titles: Titles, facts: Sequence[Fact]) -> list[Fault]:
    there = {column.fact.name for column in titles.columns}
    missing = [fact for fact in row_facts(facts) if fact.required and fact.name not in there]
    return [
        *(file_fault("COLUMN_MISSING", fact.vi) for fact in missing),
        *(file_fault("COLUMN_TWICE", fact.vi) for fact in titles.twice),
        *(file_fault("COLUMN_UNKNOWN", _title_shown(place, text)) for place, text in titles.unknown),
    ]


def _hidden(grid: Grid, titles: Titles) -> list[Fault]:
    """What a person who sent the sheet may not have seen."""
    columns = [column.fact for column in titles.columns if column.place in grid.hidden_columns]
    sheets = [file_fault("SHEETS_HIDDEN", str(grid.hidden_sheets))] if grid.hidden_sheets else []
    return [*(file_fault("COLUMN_HIDDEN", fact.vi) for fact in columns), *sheets]


def _strange_header(header: Mapping[str, object], facts: Sequence[Fact]) -> list[Fault]:
    names = [fact.name for fact in header_facts(facts)]
    return [] if header.keys() <= set(names) else [file_fault("HEADER_UNKNOWN", ", ".join(names))]


def _title_shown(place: int, text: str) -> str:
    """A strange title; where it holds a long number, it is no title and is not repeated."""
    return f"thứ {place + 1}" if _DIGITS.search(text) else f"“{text[:TITLE_SHOWN_MAX]}”"


def _size_faults(lines: Sequence[Line], limits: Limits | None) -> list[Fault]:
    if not lines:
        return [file_fault("LIST_EMPTY")]
    return [file_fault("ROWS_TOO_MANY", str(limits.rows_max))] if limits and len(lines) > limits.rows_max else []


def _ragged(grid: Grid, lines: Sequence[Line], titles: Titles) -> list[Fault]:
    if not grid.delimited:
        return []
    width = max(titles.width, *(len(row) for row in grid.rows[titles.first : titles.last + 1]))
    return [row_fault("ROW_RAGGED", line.number) for line in lines if any(line.cells[width:])]


def _together(
    header: dict[str, object], judged: Judged, faults: list[Fault], titles: Titles | None, sheet: str | None
) -> ReadList:
    found = ReadList(header, judged.rows, judged.bad_rows, (*faults, *judged.faults), titles, sheet)
    if not found.whole_faults:
        return found
    every = tuple(sorted((*judged.rows, *judged.bad_rows), key=lambda row: row.number))
    return ReadList(header, (), every, found.faults, titles, sheet)
