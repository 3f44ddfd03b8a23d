"""Fills in a workbook that the service printed: cells are set in its XML, all else stays byte for byte.

A spreadsheet library takes a minute for the province's signing lists; this takes a second.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, unescape
from zipfile import ZIP_DEFLATED, ZipFile

Cell = str | date
Row = Mapping[str, str]
FIRST_DAY = date(1899, 12, 30)
ROW = re.compile(r'<row r="(\d+)"[^>]*>(.*?)</row>', re.DOTALL)
CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
TEXT = re.compile(r"<t[^>]*>(.*?)</t>|<v>(.*?)</v>", re.DOTALL)
STYLE = re.compile(r's="\d+"')


def fill(data: bytes, columns: Sequence[str], answer: Callable[[Row], Mapping[str, Cell]]) -> bytes:
    """The workbook with what `answer` says for each row of the table; columns are named from A on."""
    letters = {chr(65 + place): name for place, name in enumerate(columns)}
    out = BytesIO()
    with ZipFile(BytesIO(data)) as printed, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=2) as filled:
        for info in printed.infolist():
            content = printed.read(info)
            if info.filename.startswith("xl/worksheets/"):
                content = _sheet(content.decode(), letters, answer).encode()
            filled.writestr(info, content, ZIP_DEFLATED)
    return out.getvalue()


def _sheet(xml: str, letters: Mapping[str, str], answer: Callable[[Row], Mapping[str, Cell]]) -> str:
    def row(match: re.Match[str]) -> str:
        cells = CELL.findall(match[2])
        values = {letters[letter]: _text(inside) for letter, _, inside in cells if letter in letters}
        if not values.get(next(iter(letters.values()), ""), "").isdecimal():
            return match[0]  # a heading, a total, a signature
        said = answer(values)
        if not said:
            return match[0]
        return CELL.sub(lambda cell: _cell(cell, match[1], said.get(letters.get(cell[1], ""))), match[0])

    return ROW.sub(row, xml)


def _text(inside: str) -> str:
    found = TEXT.search(inside)
    return unescape(found[1] or found[2] or "") if found else ""


def _cell(cell: re.Match[str], number: str, value: Cell | None) -> str:
    if value is None:
        return cell[0]
    style = STYLE.search(cell[2])
    head = f'<c r="{cell[1]}{number}" {style[0] if style else ""}'
    if isinstance(value, date):
        return f"{head}><v>{(value - FIRST_DAY).days}</v></c>"
    return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
