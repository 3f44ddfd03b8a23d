"""What is looked at in a workbook's raw bytes before anything parses it, and what no parser tells.

A cell at XFD1048576 makes a reader fill in everything before it; formulas, error values, hidden rows and columns
are not to be seen in what it returns. What could hide something from the patterns (comments, CDATA, a part under a
name of its own) is refused; and the reader runs in a process with limits besides (spreadsheet.py).
"""

import re
from collections.abc import Iterator
from html import unescape
from zipfile import BadZipFile, ZipInfo

from app.files.sheet_scan import Marks, Refused, Scan
from app.files.zip_directory import ENCRYPTED, MAGIC, entries, is_link, unpacked

RATIO_MAX, RATIO_FROM = 200, 1024 * 1024  # of small parts the ratio says nothing
CONTENTS = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
_KIND = b"spreadsheetml.sheet.main+xml"
_UNWANTED = re.compile(
    r"xl/(?:externalLinks|embeddings|activeX|ctrlProps|queryTables|model|webextensions)/|xl/connections\.xml|customUI/"
    r"|\.\.|^/|\\|:", re.IGNORECASE,
)  # fmt: skip
_MACROS = re.compile(r"vbaProject|xl/macrosheets", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TAG = re.compile(r"<(?:\w+:)?(sheet|Relationship)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'(?:\w+:)?(\w+)="([^"]*)"')
_STRUCTURE = ("xl/workbook.xml", "xl/worksheets/", "[Content_Types].xml")
_APART = (b"<!--", b"<![")  # no spreadsheet program writes these where they would hide something
_OTHER_KINDS = (MAGIC, b"\xd0\xcf\x11\xe0", b"MZ", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
HYPERLINK = "/hyperlink"


def look(data: bytes, unzipped_max: int, parts_max: int) -> dict[str, Marks]:
    """The marks of every sheet, by its name. Raises Refused with a fault's code."""
    listed = entries(data)
    if listed is None:
        raise Refused("FILE_DAMAGED")
    if len(listed) > parts_max:
        raise Refused("FILE_TOO_COMPLEX")
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
    if len({name.casefold() for name in names}) < len(names) or any(map(is_link, listed)):
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
    small: list[bytes] | None = [] if name in (WORKBOOK, CONTENTS) or name.endswith(".rels") else None
    tail = b""
    for piece in unpacked(data, info):
        size += len(piece)
        if size > most or (size > RATIO_FROM and size > RATIO_MAX * info.compress_size):
            raise Refused("FILE_TOO_COMPLEX")
        if _is_strange(name, tail + piece) or (not tail and piece.startswith(_OTHER_KINDS)):
            raise Refused("FILE_NOT_SAFE")
        tail = piece[-16:] or tail
        if scan:
            scan.add(piece)
        if small is not None:
            small.append(piece)
    if scan:
        scan.end()
    if small is not None:
        kept[name] = b"".join(small)
        _check_small(name, kept[name])
    return size


def _is_strange(name: str, block: bytes) -> bool:
    """Whether XML declares entities, is not in UTF-8 (where that would not be seen), or sets something apart."""
    if not name.endswith((".xml", ".rels", ".vml")):
        return False
    if b"\0" in block or (b"<!" in block and _DECLARATION.search(block)):
        return True
    return name.startswith(_STRUCTURE) and b"<!" in block and any(sign in block for sign in _APART)


def _check_small(name: str, part: bytes) -> None:
    """A part that says which parts there are says it plainly, and names nothing outside but links to click on."""
    if any(sign in part for sign in _APART):
        raise Refused("FILE_NOT_SAFE")
    if name.endswith(".rels"):
        outside = [each for each in _tags(part, "Relationship") if each.get("TargetMode") == "External"]
        if any(not each.get("Type", "").endswith(HYPERLINK) for each in outside):
            raise Refused("FILE_NOT_SAFE")


def _by_name(kept: dict[str, bytes], marks: dict[str, Marks]) -> dict[str, Marks]:
    if b"macroEnabled" in kept.get(CONTENTS, b""):
        raise Refused("FILE_HAS_MACROS")
    if _KIND not in kept.get(CONTENTS, b""):
        raise Refused("FILE_TYPE_UNSUPPORTED")
    links = [(each.get("Id", ""), each.get("Target", "")) for each in _tags(kept.get(RELATIONS, b""), "Relationship")]
    targets, found = dict(links), {}
    sheets = [(sheet.get("name", ""), sheet.get("id", "")) for sheet in _tags(kept[WORKBOOK], "sheet")]
    if len(targets) < len(links) or len(dict(sheets)) < len(sheets):
        raise Refused("FILE_NOT_SAFE")
    for name, link in sheets:
        target = targets.get(link, "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in marks:  # a sheet that was not looked at is not read
            found[name] = marks[part]
    return found


def _tags(part: bytes, name: str) -> Iterator[dict[str, str]]:
    for tag, attributes in _TAG.findall(part.decode("utf-8", "replace")):
        if tag == name:
            yield {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
