"""Seeded mutations of good files: cut, turned, poisoned. What they must come back with is known beforehand."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.bad_input.book import Sheet, packed, parts
from tests.bad_input.form import as_csv, person, table
from tests.bad_input.json_lists import ROW

JSON = "application/json"
SHEET = "xl/worksheets/sheet1.xml"
HIDING = (b"<!-- x -->", b"<![CDATA[x]]>", b"\0", b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<!ENTITY b 'c'>")
UNWANTED = (
    ("xl/externalLinks/externalLink1.xml", "FILE_NOT_SAFE"), ("xl/embeddings/o.bin", "FILE_NOT_SAFE"),
    ("xl/activeX/a.xml", "FILE_NOT_SAFE"),
    ("xl/connections.xml", "FILE_NOT_SAFE"), ("xl/vbaProject.bin", "FILE_HAS_MACROS"), ("../../a", "FILE_NOT_SAFE"),
    ("/a", "FILE_NOT_SAFE"),
    ("xl/queryTables/q.xml", "FILE_NOT_SAFE"), ("customUI/c.xml", "FILE_NOT_SAFE"), ("xl/macrosheets/m.xml",
    "FILE_HAS_MACROS"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MutatedFile:
    """A file; with a code it must come back whole and with it, without one every row that is taken is as it was."""

    mutator: str
    data: bytes
    code: str | None
    media_type: str = ""


FileMutator = Callable[[Random], MutatedFile]


def _rows(rng: Random) -> list[list[object]]:
    first = rng.randrange(1, 900_000)
    return table([person(first + nth) for nth in range(3)])


def _parts(rng: Random) -> dict[str, bytes]:
    return parts(Sheet(_rows(rng)))


def cut(rng: Random) -> MutatedFile:
    data = packed(_parts(rng))
    return MutatedFile("cut", data[: rng.randrange(40, len(data) - 1)], "FILE_DAMAGED")


def behind(rng: Random) -> MutatedFile:
    return MutatedFile("behind", packed(_parts(rng)) + rng.randbytes(rng.randrange(1, 200)), "FILE_DAMAGED")


def turned(rng: Random) -> MutatedFile:
    """Some bytes turned, anywhere: whatever comes of it, no row changes unseen."""
    data = bytearray(packed(_parts(rng)))
    for _ in range(rng.randrange(1, 4)):
        data[rng.randrange(4, len(data))] ^= 1 << rng.randrange(8)
    return MutatedFile("turned", bytes(data), None)


def unwanted_part(rng: Random) -> MutatedFile:
    name, code = rng.choice(UNWANTED)
    name = rng.choice((name, name.upper()))
    return MutatedFile("unwanted_part", packed(_parts(rng) | {name: rng.randbytes(20)}), code)


def hiding(rng: Random) -> MutatedFile:
    """Something before a random tag of the sheet that would hide from a look at its bytes."""
    found = _parts(rng)
    tags = [at for at in range(60, len(found[SHEET])) if found[SHEET][at : at + 1] == b"<"]
    at = rng.choice(tags)
    found[SHEET] = found[SHEET][:at] + rng.choice(HIDING) + found[SHEET][at:]
    return MutatedFile("hiding", packed(found), "FILE_NOT_SAFE")


def bomb(rng: Random) -> MutatedFile:
    name = rng.choice(("xl/sharedStrings.xml", "xl/theme/theme1.xml", "docProps/a.bin", "xl/worksheets/sheet9.xml"))
    part = b"<a>" + bytes([rng.choice(b" a0")]) * rng.randrange(8 << 20, 12 << 20) + b"</a>"
    return MutatedFile("bomb", packed(_parts(rng) | {name: part}), "FILE_TOO_COMPLEX")


def far(rng: Random) -> MutatedFile:
    found = _parts(rng)
    row, column = rng.choice(
        (
            (1_048_576, "A"),
            (rng.randrange(1_000_000, 1_048_577), "XFD"),
            (rng.randrange(9, 99), "XFD"),
            (1_048_576, "ZZ"),
        )
    )
    cell = f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row></sheetData>'.encode()
    found[SHEET] = found[SHEET].replace(b"</sheetData>", cell)
    return MutatedFile("far", packed(found), "FAR_CELL")


def link(rng: Random) -> MutatedFile:
    name = f"xl/{rng.randrange(99)}.xml"
    return MutatedFile("link", packed(_parts(rng) | {name: b"/etc/passwd"}, frozenset({name})), "FILE_NOT_SAFE")


def not_utf8(rng: Random) -> MutatedFile:
    data = as_csv(_rows(rng), rng.choice(",;\t"), "utf-8")
    at = rng.randrange(len(data))
    return MutatedFile(
        "not_utf8",
        data[:at] + rng.choice((b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8")) + data[at:],
        "ENCODING_UNKNOWN",
    )


def unmarked(rng: Random) -> MutatedFile:
    text = as_csv(_rows(rng), rng.choice(",;\t"), "utf-8").decode()
    return MutatedFile(
        "unmarked",
        text.encode(rng.choice(("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-32"))),
        "ENCODING_UNKNOWN",
    )


def zero(rng: Random) -> MutatedFile:
    data = as_csv(_rows(rng), encoding="utf-8")
    at = rng.choice([at for at in range(1, len(data)) if data[at] < 0x80])  # not within a character
    return MutatedFile("zero", data[:at] + b"\0" + data[at:], "ENCODING_UNKNOWN")


def quote(rng: Random) -> MutatedFile:
    rows = _rows(rng)
    delimiter = rng.choice(",;\t")
    lines = as_csv(rows, delimiter, "utf-8").decode().split("\r\n")
    nth = rng.randrange(1, len(rows))
    cells = lines[nth].split(delimiter)
    at = rng.choice([place for place, cell in enumerate(cells) if cell])
    cells[at] = f'"{cells[at]}'
    lines[nth] = delimiter.join(cells)
    return MutatedFile("quote", "\r\n".join(lines).encode(), "CSV_QUOTES")


def strange_delimiter(rng: Random) -> MutatedFile:
    return MutatedFile("strange_delimiter", as_csv(_rows(rng), rng.choice("|:^~#")), "TABLE_NOT_FOUND")


def json_cut(rng: Random) -> MutatedFile:
    data = json.dumps({"rows": [dict(ROW)]}).encode()
    return MutatedFile("json_cut", data[: rng.randrange(1, len(data) - 1)], "JSON_WRONG", JSON)


def json_twice(rng: Random) -> MutatedFile:
    name = rng.choice(list(ROW))
    row = json.dumps(dict(ROW))[:-1] + f', "{name}": {json.dumps(ROW[name])}}}'
    return MutatedFile("json_twice", f'{{"rows": [{row}]}}'.encode(), "JSON_WRONG", JSON)


def json_no_number(rng: Random) -> MutatedFile:
    value = rng.choice(("NaN", "Infinity", "-Infinity", "9" * rng.randrange(4_400, 9_000), "01", "+1", ".5", "0x1"))
    return MutatedFile("json_no_number", f'{{"rows": [{{"income_vnd_month": {value}}}]}}'.encode(), "JSON_WRONG", JSON)


def json_deep(rng: Random) -> MutatedFile:
    depth = rng.randrange(2_000, 50_000)
    opens, closes = rng.choice((("[", "]"), ('{"a":', "}")))
    return MutatedFile("json_deep", f'{{"rows": {opens * depth}1{closes * depth}}}'.encode(), "JSON_WRONG", JSON)


def json_behind(rng: Random) -> MutatedFile:
    data = json.dumps({"rows": [dict(ROW)]}) + rng.choice(("x", "{}", "]", "\0", ",", '"'))
    return MutatedFile("json_behind", data.encode(), "JSON_WRONG", JSON)


def random_bytes(rng: Random) -> MutatedFile:
    """Whatever it is, it is no list."""
    beginning = rng.choice(
        (
            b"",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"%PDF",
            b"<",
            b"{",
            b"sep=;\n",
            b"PK\x05\x06",
        )
    )
    return MutatedFile("random_bytes", beginning + rng.randbytes(rng.randrange(1, 2_000)), "")


FILE_MUTATORS: tuple[FileMutator, ...] = (
    cut, behind, turned, unwanted_part, hiding, far, link, not_utf8, unmarked, zero, quote, strange_delimiter,
    json_cut, json_twice, json_no_number,
    json_deep, json_behind, random_bytes,
)  # fmt: skip
COSTLY: tuple[FileMutator, ...] = (bomb,)
