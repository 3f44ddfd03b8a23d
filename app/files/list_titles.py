"""Finding a form in a grid: the row or rows of titles, which column is which fact, what stands above the table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.files.grid import Cell, text_of
from app.files.latin import folded
from app.rules.fact import Fact, Place

MENDING_TITLE = "Cần sửa"
"""The column that marked_list.py adds: on the way back it says nothing."""

GUIDE_SHEET = "Hướng dẫn"
GUIDE_TITLES = ("Cột", "Bắt buộc", "Cách ghi", "Giá trị được ghi", "Ví dụ", "Giải thích")
FAULTS_TITLES = ("Dòng", "Cột", "Mã lỗi", "Mức", "Nội dung", "In English")
"""Of the sheets that we add ourselves beside a list: they come back with it and say nothing."""

HEADING_ROWS_MAX = 60
TITLE_ROWS_MAX = 3
TITLES_MIN = 3
TITLE_CHARACTERS_MAX = 200
NUMBER_TITLES = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})
NUMBERS_MIN = 3
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_REMARK = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"\(?\s*(?:[0-9]{1,2}|[A-Z])\s*\)?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds a fact; `place` counts from 0."""

    fact: Fact
    place: int


@dataclass(frozen=True, slots=True)
class Titles:
    """Where the titles are (rows from 0, both ends), and what they say."""

    first: int
    last: int
    columns: tuple[Column, ...]
    twice: tuple[Fact, ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()
    numbers: int | None = None  # the column of running numbers
    mending: int | None = None  # the column that a marked list adds
    width: int = 0
    required: int = 0  # columns that every row must fill in


def row_facts(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that stand in columns."""
    return tuple(fact for fact in facts if fact.place is Place.ROW)


def header_facts(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that stand above the table."""
    return tuple(fact for fact in facts if fact.place is Place.HEADER)


@lru_cache(maxsize=64)
def named(facts: tuple[Fact, ...]) -> Mapping[str, Fact]:
    """The facts by every title that they go by; a title of its own prevails over another's alias."""
    found = {_key(title): fact for fact in facts for title in (*fact.aliases, fact.en)}
    return found | {_key(fact.vi): fact for fact in facts}


@lru_cache(maxsize=4096)
def _key(title: str) -> str:
    return _NOT_WORDS.sub(" ", folded(title)).strip()


def fact_of(cell: Cell, names: Mapping[str, Fact]) -> Fact | None:
    """The fact that a title names, whatever is noted behind it: `Ngày sinh (dd/mm/yyyy) (*)`."""
    if not isinstance(cell, str) or not cell or len(cell) > TITLE_CHARACTERS_MAX:
        return None
    return names.get(_key(cell)) or names.get(_key(_REMARK.sub(" ", cell)))


def titles_min(facts: Sequence[Fact]) -> int:
    """How many titles make a form; a form of which a row may leave nearly everything out has one at least."""
    return TITLES_MIN if sum(fact.required for fact in facts) > 1 else 1


def find(rows: Sequence[Sequence[Cell]], facts: Sequence[Fact]) -> Titles | None:
    """The titles of the form, in any order, in up to three rows; None where there are none."""
    names = named(row_facts(facts))
    heading = rows[:HEADING_ROWS_MAX]
    best, first = 0, 0
    least = titles_min(facts)
    for index in range(len(heading)):
        score = _score(heading[index : index + 1], names)
        if score > best:
            best, first = score, index
        elif best >= least and index >= first + TITLE_ROWS_MAX:
            break  # below the titles are rows, many and slow to look at
    if best < least:
        return None
    last = first
    while last - first + 1 < TITLE_ROWS_MAX and last + 1 < len(rows) and _score(rows[first : last + 2], names) > best:
        last += 1
        best = _score(rows[first : last + 1], names)
    while last - first + 1 < TITLE_ROWS_MAX and first > 0 and _score(rows[first - 1 : last + 1], names) > best:
        first -= 1
        best = _score(rows[first : last + 1], names)
    return _titles(rows, first, last, names)


def is_numbering(cells: Sequence[Cell]) -> bool:
    """Whether a row under the titles only numbers the columns: `(1) (2) (3)`."""
    texts = [text for cell in cells if (text := text_of(cell).strip())]
    return len(texts) >= NUMBERS_MIN and all(map(_NUMBER.fullmatch, texts))


def header_cells(rows: Sequence[Sequence[Cell]], facts: Sequence[Fact]) -> dict[str, list[Cell]]:
    """What the lines above the table say of each header fact: `Label: value`, or the value in the next cell."""
    names = named(header_facts(facts))
    found: dict[str, list[Cell]] = {}
    for cells in rows:
        for place, cell in enumerate(cells):
            for line in cell.split("\n") if isinstance(cell, str) and ":" in cell else ():
                label, _, said = line.partition(":")
                fact = fact_of(label, names)
                value: Cell = said.strip() or _beside(cells[place + 1 :])
                if fact and value != "":
                    found.setdefault(fact.name, []).append(value)
    return found


def _beside(cells: Sequence[Cell]) -> Cell:
    """The next cell that says anything, unless it is a label itself."""
    cell = next((cell for cell in cells if text_of(cell).strip()), "")
    return "" if isinstance(cell, str) and ":" in cell else cell


def _score(rows: Sequence[Sequence[Cell]], names: Mapping[str, Fact]) -> int:
    if any(map(is_numbering, rows)):
        return 0
    width = max(map(len, rows), default=0)
    return len({fact.name for place in range(width) if (fact := _fact_at(rows, place, names))})


def _fact_at(rows: Sequence[Sequence[Cell]], place: int, names: Mapping[str, Fact]) -> Fact | None:
    """The lowest title of a column that names a fact: groups stand above."""
    cells = (row[place] for row in reversed(rows) if place < len(row))
    return next((fact for cell in cells if (fact := fact_of(cell, names))), None)


def _titles(rows: Sequence[Sequence[Cell]], first: int, last: int, names: Mapping[str, Fact]) -> Titles:
    block = rows[first : last + 1]
    columns: list[Column] = []
    twice, unknown = [], []
    numbers = mending = None
    width = max(map(len, block))
    for place in range(width):
        fact = _fact_at(block, place, names)
        shown = [text for row in block if place < len(row) and (text := " ".join(text_of(row[place]).split()))]
        if fact and any(column.fact is fact for column in columns):
            twice.append(fact)
        elif fact:
            columns.append(Column(fact, place))
        elif any(_key(text) in NUMBER_TITLES for text in shown):
            numbers = place if numbers is None else numbers
        elif any(_key(text) == _key(MENDING_TITLE) for text in shown):
            mending = place
        elif shown:
            unknown.append((place, shown[-1]))
    used = [column.place for column in columns] + [place for place, _ in unknown]
    used += [place for place in (numbers, mending) if place is not None]
    required = sum(column.fact.required for column in columns)
    return Titles(first, last, tuple(columns), tuple(twice), tuple(unknown), numbers, mending, max(used) + 1, required)
