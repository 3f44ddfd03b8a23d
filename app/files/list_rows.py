"""Lines of cells become rows of values, each with all of its faults."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from app.files.grid import Cell, Grid, text_of
from app.files.list_cells import all_texts, read_column, reader_of
from app.files.list_faults import ERROR, Fault, Problem, cell_fault, row_fault
from app.files.list_lines import Line
from app.files.list_numbers import Read
from app.files.list_rules import births_ahead, repeated, row_faults
from app.files.list_titles import Column
from app.rules.fact import Fact, Kind

MISSING = Problem("MISSING_VALUE")
MISSING_END = "_MISSING"  # of the codes of what a whole row lacks


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it says by name of the fact, and its texts as they stood; what is empty is in neither."""

    number: int  # as the sheet numbers it, from 1
    values: Mapping[str, object] = field(repr=False)
    cells: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows with nothing wrong, rows with something, and what it is."""

    rows: tuple[Row, ...]
    bad_rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column: its values, its texts, what tells rows apart by it, and its faults."""

    values: Sequence[object]
    texts: Sequence[str]
    contents: Sequence[object]
    faults: Sequence[Fault]


@dataclass(frozen=True, slots=True)
class Manner:
    """How cells are read: by type (JSON), in a font that was declared, and before which day everybody was born."""

    typed: bool = False
    font_known: bool = False
    received_on: date | None = None

    def reader_of(self, fact: Fact) -> Read:
        """What reads a fact's cells."""
        return reader_of(fact, typed=self.typed, font_known=self.font_known)


def judge(
    lines: Sequence[Line],
    columns: Sequence[Column],
    declared: Sequence[Fact],
    more: Sequence[Fault] = (),
    *,
    manner: Manner,
) -> Judged:
    """The rows of a table, and `more`: faults of them found before. Columns are read whole, which is faster.

    `declared` are the form's facts, whether it has their columns or not.
    """
    numbers, facts = [line.number for line in lines], [column.fact for column in columns]
    read = _read_all(lines, columns, numbers, manner)
    told = {(fault.row, fault.field) for fault in more}  # a formula without a value is not missing besides
    of_cells = (fault for each in read for fault in each.faults)
    faults = [*more, *(each for each in of_cells if each.code != MISSING.code or (each.row, each.field) not in told)]
    rows = _rows(numbers, [fact.name for fact in facts], read)
    by_name = {fact.name: fact for fact in declared}
    faults += [
        fault
        for row in rows
        for fault in row_faults(row.number, row.values, row.cells, by_name)
        if (fault.row, fault.field) not in told or not fault.code.endswith(MISSING_END)
    ]
    for fact, each in zip(facts, read, strict=True):
        if manner.received_on and fact.kind is Kind.BIRTH_DATE:
            faults += births_ahead(numbers, each.values, fact, manner.received_on)
    faults += repeated(numbers, [row.values for row in rows], [each.contents for each in read], facts)
    return _parted(rows, faults)


def _read_all(
    lines: Sequence[Line], columns: Sequence[Column], numbers: Sequence[int], manner: Manner
) -> list[ReadColumn]:
    by_place = list(zip_longest(*(line.cells for line in lines), fillvalue=""))
    nothing: Sequence[Cell] = ("",) * len(lines)
    return [
        _read(column.fact, by_place[column.place] if column.place < len(by_place) else nothing, numbers, manner)
        for column in columns
    ]


def _rows(numbers: Sequence[int], names: Sequence[str], read: Sequence[ReadColumn]) -> list[Row]:
    values = zip(*(each.values for each in read), strict=True)
    texts = zip(*(each.texts for each in read), strict=True)
    return [
        Row(
            number,
            {name: value for name, value in zip(names, said, strict=True) if value is not None},
            {name: text for name, text in zip(names, shown, strict=True) if text},
        )
        for number, said, shown in zip(numbers, values, texts, strict=True)
    ]


def cells_beside(grid: Grid, lines: Sequence[Line], columns: Sequence[Column]) -> list[Fault]:
    """What a sheet shows beside its values: formulas, error values, merged cells, hidden rows."""
    numbers = {line.number for line in lines}
    facts = {column.place: column.fact for column in columns}
    marked = [
        ("FORMULA_NOT_ALLOWED", grid.formulas),
        ("CELL_ERROR", grid.errors),
        ("MERGED_CELLS", _merged(grid, numbers, facts)),
    ]
    return [
        *(row_fault("HIDDEN_ROW", row) for row in sorted(grid.hidden & numbers)),
        *(
            cell_fault(Problem(code), row, facts[place])
            for code, places in marked
            for row, place in sorted(places)
            if row in numbers and place in facts
        ),
    ]


def _merged(grid: Grid, numbers: Container[int], columns: Iterable[int]) -> set[tuple[int, int]]:
    """The places in merged areas. However many these are and however they overlap, every line is looked at once."""
    found = set()
    for place in columns:
        areas = sorted((top + 1, bottom + 1) for top, left, bottom, right in grid.merges if left <= place <= right)
        after = 0
        for top, bottom in areas:
            rows = range(max(top, after), min(bottom, len(grid.rows)) + 1)
            found |= {(row, place) for row in rows if row in numbers}
            after = max(after, bottom + 1)
    return found


def _read(fact: Fact, cells: Sequence[Cell], numbers: Sequence[int], manner: Manner) -> ReadColumn:
    texts = [*map(str.strip, cells if all_texts(cells) else map(text_of, cells))]  # type: ignore[arg-type]  # texts
    values = read_column(manner.reader_of(fact), cells)
    strange = Problem in set(map(type, values))
    if not strange and not (fact.required and None in values):
        return ReadColumn(values, texts, values, [])
    faults = []
    for index, value in enumerate(values):
        if isinstance(value, Problem):
            faults.append(cell_fault(value, numbers[index], fact))
            values[index] = value.value
        elif value is None and fact.required:
            faults.append(cell_fault(MISSING, numbers[index], fact))
    contents = [text if value is None else value for value, text in zip(values, texts, strict=True)]
    return ReadColumn(values, texts, contents, faults)


def _parted(rows: Sequence[Row], faults: list[Fault]) -> Judged:
    broken = {fault.row for fault in faults if fault.severity == ERROR}
    faults.sort(key=lambda fault: fault.row or 0)
    return Judged(
        tuple(row for row in rows if row.number not in broken),
        tuple(row for row in rows if row.number in broken),
        tuple(faults),
    )
