"""A sheet's raw bytes on their way past: formulas, error values, hidden rows and columns, cells far away.

No parser tells of these. A tag is read with its quoted attributes, and a cell until its end: a formula behind the
value, or a `>` inside of an attribute, hides nothing.
"""

import re
from dataclasses import dataclass, field

ROW_BYTES_MAX = 8 * 1024 * 1024
MARKS_MAX = 500_000  # of one kind, in one sheet; they are told one by one
COLUMNS_MAX = 16_384
_ATTRIBUTES = rb"""((?>[^<>"']+|"[^"<]*"|'[^'<]*')*+)"""
_MAYBE_FAR = re.compile(rb"""r=["'](?:[A-Z]{3}|[A-Z]{1,2}[0-9]{7})""")
_FAR = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["'](?:[A-Z]{3,}[0-9]+|[A-Z]+[0-9]{7,})["'][^>]*(?<!/)>""")
_LINES = re.compile(rb"<(?:\w+:)?(row|col)\b" + _ATTRIBUTES + rb">")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?!0["']|false["'])|\b(?:ht|width)\s*=\s*["']0*(?:\.0*)?["']""")
_ZEROS = (b'"0"', b"'0'", b'"0.', b"'0.")  # of no height, of no width
_MAYBE_HIDDEN = re.compile(rb"""\b(?:ht|width)\s*=\s*["']0*(?:\.0*)?["']""")
_IN_CELL = re.compile(rb"<(/?)(?:\w+:)?([cf])(?=[\s/>])" + _ATTRIBUTES + rb">")
_ROW_NUMBER = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
_SPAN = re.compile(rb"""\b(min|max)=["']([0-9]{1,5})["']""")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_FILLED = re.compile(rb"""\bt=["'](?:array|dataTable)["']""")
_AREA = re.compile(rb"""\bref=["']([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_FORMULA_SIGNS = (b"<f", b":f", b't="e"', b"t='e'")

Place = tuple[int, int]
"""Row from 1, column from 0."""


@dataclass(slots=True)
class Marks:
    """What a sheet's bytes show beside its values."""

    hidden: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    formulas: list[Place] = field(default_factory=list)
    errors: list[Place] = field(default_factory=list)


class Refused(Exception):  # noqa: N818 – it is an answer, its code the first argument
    """The workbook is not to be parsed."""


@dataclass(slots=True)
class Scan:
    """A sheet's bytes on their way past, cut between rows."""

    marks: Marks
    rest: bytes = b""
    cell: bytes | None = None  # the attributes of the cell that is open

    def add(self, piece: bytes) -> None:
        """More of the sheet. Raises Refused."""
        block = self.rest + piece
        before_row = block.rfind(b"<", 0, max(block.rfind(b"row "), 0))
        behind_row = block.rfind(b"row>") + len(b"row>") if b"row>" in block else 0
        cut = max(before_row, behind_row, 0)
        if len(block) - cut > ROW_BYTES_MAX:
            raise Refused("FILE_TOO_COMPLEX")
        self._look(block[:cut])
        self.rest = block[cut:]

    def end(self) -> None:
        """No more of it comes."""
        self._look(self.rest)

    def _look(self, block: bytes) -> None:
        if _MAYBE_FAR.search(block) and _FAR.search(block):
            raise Refused("FAR_CELL")
        if b"hidden" in block or (any(zero in block for zero in _ZEROS) and _MAYBE_HIDDEN.search(block)):
            self._look_for_hidden(block)
        if any(sign in block for sign in _FORMULA_SIGNS):
            self._look_into_cells(block)
        marks = self.marks
        if max(len(marks.hidden), len(marks.formulas), len(marks.errors)) > MARKS_MAX:
            raise Refused("FILE_TOO_COMPLEX")

    def _look_for_hidden(self, block: bytes) -> None:
        for tag, attributes in _LINES.findall(block):
            if not _HIDDEN.search(attributes):
                continue
            if tag == b"row":
                self.marks.hidden.append(int(_known(_ROW_NUMBER.search(attributes))[1]))
            else:
                span = {name: int(number) for name, number in _SPAN.findall(attributes)}
                if len(span) < len(("min", "max")):
                    raise Refused("FILE_DAMAGED")
                self.marks.hidden_columns.extend(range(span[b"min"] - 1, min(span[b"max"], COLUMNS_MAX)))

    def _look_into_cells(self, block: bytes) -> None:
        for closes, tag, attributes in _IN_CELL.findall(block):
            if tag == b"f":
                if self.cell is not None and not closes:
                    self._add_formula(self.cell, attributes)
                continue
            self.cell = None if closes or attributes.endswith(b"/") else attributes
            if self.cell and _ERROR.search(self.cell):
                self.marks.errors.append(_place(self.cell))

    def _add_formula(self, cell: bytes, attributes: bytes) -> None:
        """A formula fills its cell, or all of its area, whose other cells show only values."""
        self.marks.formulas.append(_place(cell))
        area = _AREA.search(attributes)
        if not area or not _FILLED.search(attributes):
            return
        rows = range(int(area[2]), int(area[4] or area[2]) + 1)
        columns = range(column_of(area[1]), column_of(area[3] or area[1]) + 1)
        if len(rows) * len(columns) > MARKS_MAX:
            raise Refused("FILE_TOO_COMPLEX")
        self.marks.formulas.extend((row, column) for row in rows for column in columns)


def column_of(letters: bytes) -> int:
    """A column's number, from 0."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1


def _known(place: re.Match[bytes] | None) -> re.Match[bytes]:
    """Where a formula, an error or a hidden row is; every spreadsheet program says so."""
    if place is None:
        raise Refused("FILE_DAMAGED")
    return place


def _place(attributes: bytes) -> Place:
    found = _known(_PLACE.search(attributes))
    return int(found[2]), column_of(found[1])
