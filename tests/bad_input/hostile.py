"""How hostile workbooks are made: from a good one, by one change."""

import struct
import zlib
from collections.abc import Callable
from functools import cache

from tests.bad_input.book import Sheet, packed, parts
from tests.bad_input.form import person, table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MIB = 1 << 20


@cache
def good() -> dict[str, bytes]:
    """The parts of a good workbook."""
    return parts(Sheet(table([person(1), person(2)])))


def with_part(name: str, part: bytes) -> Callable[[], bytes]:
    return lambda: packed(good() | {name: part})


def in_part(name: str, before: bytes, after: bytes) -> Callable[[], bytes]:
    def make() -> bytes:
        found = good()[name]
        assert before in found, (name, before)
        return packed(good() | {name: found.replace(before, after, 1)})

    return make


def in_sheet(before: bytes, after: bytes) -> Callable[[], bytes]:
    return in_part(SHEET, before, after)


def at_end_of_rows(more: bytes) -> Callable[[], bytes]:
    return in_sheet(b"</sheetData>", more + b"</sheetData>")


def with_cell_at(place: str, said: str = ' r="{}"') -> Callable[[], bytes]:
    """A good workbook with one more cell."""
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return at_end_of_rows(f'<row r="{row}"><c{said.format(place)}><v>1</v></c></row>'.encode())


def bomb(size: int = 120 * MIB) -> bytes:
    """A part that is nearly nothing packed; the slice by which it is unpacked is small."""
    return b"<a>" + b" " * (size - 7) + b"</a>"


def overlapping() -> bytes:
    """Many entries that are one and the same packed bytes: small in the file, huge when each is unpacked."""
    core = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed_bytes = core.compress(b"<a>" + b"0" * 20 * MIB + b"</a>") + core.flush()
    size = 20 * MIB + 7
    whole = packed(good())
    end = whole.rfind(b"PK\x05\x06")
    count, _, offset = struct.unpack_from("<HII", whole, end + 10)
    body, directory = whole[:offset], whole[offset:end]
    at, name = len(body), b"xl/a.xml"
    body += (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(packed_bytes), size, len(name), 0)
        + name
        + packed_bytes
    )
    for number in range(100):
        other = b"xl/b%d.xml" % number
        directory += struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(packed_bytes), size, len(other), 0, 0, 0, 0, 0, at
        ) + other  # fmt: skip
    total = count + 100
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, total, total, len(directory), len(body), 0)
    return body + directory + tail


def lying(claimed: int) -> Callable[[], bytes]:
    """A bomb whose headers claim to be small."""

    def make() -> bytes:
        part = bomb(60 * MIB)
        whole = packed(good() | {"xl/worksheets/sheet2.xml": part})
        return whole.replace(struct.pack("<I", len(part)), struct.pack("<I", claimed))

    return make


def encrypted() -> bytes:
    whole = bytearray(packed(good()))
    at = 0
    while (at := whole.find(b"PK\x01\x02", at)) >= 0:
        whole[at + 8] |= 1
        at += 4
    return bytes(whole)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXTERNAL = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="http://example.invalid/x" TargetMode="External"/></Relationships>'
)
FAKE_SHEET = b'<!-- <sheet name="Danh s\xc3\xa1ch" sheetId="9" r:id="rId9"/> -->'
CONTENTS = "[Content_Types].xml"
MACRO = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SHEET_KIND = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
FORMULAS = b"".join(b'<row r="%d"><c r="A%d"><f>1</f></c></row>' % (n, n) for n in range(9, 510_009))
ENDLESS_ARRAY = b'<row r="9"><c r="A9"><f t="array" ref="A9:ZZ999999">1</f></c></row>'
