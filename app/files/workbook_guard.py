"""What is looked at in a workbook's raw bytes before anything parses it, and what no parser tells.

A cell at XFD1048576 makes a reader fill in everything before it; formulas, error values and hidden rows are
not to be seen in what it returns. Patterns over XML can be evaded, so the reader runs in a process with limits
besides (spreadsheet.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from zipfile import BadZipFile, ZipInfo

from app.files.zip_directory import ENCRYPTED, entries, unpacked

ENTRIES_MAX = 200
RATIO_MAX, RATIO_FROM = 200, 1024 * 1024  # of small parts the ratio says nothing
ROW_BYTES_MAX = 8 * 1024 * 1024
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
_KIND = b"spreadsheetml.sheet.main+xml"
_UNWANTED = re.compile(r"xl/(?:externalLinks|embeddings|activeX|ctrlProps|macrosheets)/|xl/connections\.xml|customUI/")
_MACROS = re.compile(r"vbaProject|xl/macrosheets")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MAYBE_FAR = re.compile(rb"""r=["'](?:[A-Z]{3}|[A-Z]{1,2}[0-9]{7})""")
_FAR = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["'](?:[A-Z]{3,}[0-9]+|[A-Z]+[0-9]{7,})["'][^>]*(?<!/)>""")
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\b([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(?:\s*(<(?:\w+:)?f[\s/>]))?")
_ROW_NUMBER = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_TAG = re.compile(r"<(?:\w+:)?(sheet|Relationship)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'(?:\w+:)?(\w+)="([^"]*)"')

Place = tuple[int, int]
"""Row from 1, column from 0."""


@dataclass(slots=True)
class Marks:
    """What a sheet's bytes show beside its values."""

    hidden: list[int] = field(default_factory=list)
    formulas: list[Place] = field(default_factory=list)
    errors: list[Place] = field(default_factory=list)


class Refused(Exception):  # noqa: N818 – it is an answer, its code the first argument
    """The workbook is not to be parsed."""


def look(data: bytes, unzipped_max: int) -> dict[str, Marks]:
    """The marks of every sheet, by its name. Raises Refused with a fault's code."""
    listed = entries(data, ENTRIES_MAX)
    if listed is None:
        raise Refused("FILE_DAMAGED")
    _check_listing(listed)
    kept: dict[str, bytes] = {}
    marks: dict[str, Marks] = {}
    left = unzipped_max
    try:
        for info in listed:
            left -= _look_at(data, info, left, marks, kept)
    except BadZipFile as error:
        raise Refused("FILE_DAMAGED") from error
    return _by_name(kept, marks)


def _check_listing(listed: list[ZipInfo]) -> None:
    names = [info.filename for info in listed]
    if len(set(names)) < len(names) or any(".." in name or name.startswith("/") for name in names):
        raise Refused("FILE_NOT_SAFE")
    if any(info.flag_bits & ENCRYPTED for info in listed):
        raise Refused("FILE_ENCRYPTED")
    if any(_MACROS.search(name) for name in names):
        raise Refused("FILE_HAS_MACROS")
    if any(_UNWANTED.search(name) for name in names):
        raise Refused("FILE_NOT_SAFE")
    if "mimetype" in names or WORKBOOK not in names:
        raise Refused("FILE_TYPE_UNSUPPORTED")


def _look_at(data: bytes, info: ZipInfo, most: int, marks: dict[str, Marks], kept: dict[str, bytes]) -> int:
    """Look at one part; its size."""
    name, size = info.filename, 0
    is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
    scan = Scan(marks.setdefault(name, Marks())) if is_sheet else None
    small: list[bytes] | None = [] if name in (WORKBOOK, RELATIONS, "[Content_Types].xml") else None
    tail = b""
    for piece in unpacked(data, info):
        size += len(piece)
        if size > most or (size > RATIO_FROM and size > RATIO_MAX * info.compress_size):
            raise Refused("FILE_TOO_COMPLEX")
        if name.endswith((".xml", ".rels", ".vml")) and _is_strange(tail + piece):
            raise Refused("FILE_NOT_SAFE")
        tail = piece[-16:]
        if scan:
            scan.add(piece)
        if small is not None:
            small.append(piece)
    if scan:
        scan.end()
    if small is not None:
        kept[name] = b"".join(small)
    return size


def _is_strange(block: bytes) -> bool:
    """Whether XML declares entities, or is not in UTF-8, where a declaration would not be seen."""
    return b"\0" in block or (b"<!" in block and bool(_DECLARATION.search(block)))


def _by_name(kept: dict[str, bytes], marks: dict[str, Marks]) -> dict[str, Marks]:
    if b"macroEnabled" in kept.get("[Content_Types].xml", b""):
        raise Refused("FILE_HAS_MACROS")
    if _KIND not in kept.get("[Content_Types].xml", b""):
        raise Refused("FILE_TYPE_UNSUPPORTED")
    targets = {each.get("Id", ""): each.get("Target", "") for each in _tags(kept.get(RELATIONS, b""), "Relationship")}
    found = {}
    for sheet in _tags(kept[WORKBOOK], "sheet"):
        target = targets.get(sheet.get("id", ""), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        found[sheet.get("name", "")] = marks.get(part, Marks())
    return found


def _tags(part: bytes, name: str) -> Iterator[dict[str, str]]:
    for tag, attributes in _TAG.findall(part.decode("utf-8", "replace")):
        if tag == name:
            yield {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}


@dataclass(slots=True)
class Scan:
    """A sheet's bytes on their way past, cut between rows."""

    marks: Marks
    rest: bytes = b""

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
        if b"hidden=" in block:
            numbers = (_ROW_NUMBER.search(row) for row in _HIDDEN.findall(block))
            self.marks.hidden.extend(int(_known(number)[1]) for number in numbers)
        if any(sign in block for sign in (b"<f", b":f", b't="e"', b"t='e'")):
            for attributes, formula in _CELL.findall(block):
                if formula:
                    self.marks.formulas.append(_place(attributes))
                elif _ERROR.search(attributes):
                    self.marks.errors.append(_place(attributes))


def _known(place: re.Match[bytes] | None) -> re.Match[bytes]:
    """Where a formula, an error or a hidden row is; every spreadsheet program says so."""
    if place is None:
        raise Refused("FILE_DAMAGED")
    return place


def _place(attributes: bytes) -> Place:
    found = _known(_PLACE.search(attributes))
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]), column - 1
