"""CSV as a grid: UTF-8 or UTF-16, whichever delimiter shows the form, quotes that must close."""

import csv
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from io import StringIO

from app.files.declared import Declared
from app.files.grid import Cell, Grid
from app.files.legacy_fonts import FONTS, converted
from app.files.limits import Limits
from app.files.list_faults import Fault, file_fault
from app.files.list_titles import find
from app.rules.fact import Fact

DELIMITERS = (",", ";", "\t")
HEAD_CHARACTERS = 64 * 1024
DECLARED = "sep="


def decoded(data: bytes, said: Declared = Declared()) -> str | None:  # noqa: B008 – frozen
    """The text of a file: UTF-8, UTF-16 where it says so, or what was declared; None where it is none of these."""
    try:
        text = data.decode(_encoding(data, said))
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else unicodedata.normalize("NFC", text) if said.windows_1258 else text


def _encoding(data: bytes, said: Declared) -> str:
    """A mark at the beginning counts before a declaration, and a file that is UTF-8 is not another's as well."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith(BOM_UTF8):
        return "utf-8-sig"
    if said.windows_1258:
        return "ascii" if _is_utf8(data) else "cp1258"  # UTF-8 declared as another's: refused unless it is plain
    return "latin-1" if said.source_font in FONTS and not _is_utf8(data) else "utf-8"  # the old fonts' own bytes


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def read(text: str, facts: Sequence[Fact], limits: Limits) -> Grid | Fault:
    """The rows of a text, each record one row as a spreadsheet shows it. Its titles may be in an old font."""
    delimiter, body = _delimiter(text, facts)
    rows: list[list[Cell]] = []
    reader = csv.reader(StringIO(body, newline=""), delimiter=delimiter, strict=True)
    cells = 0
    try:
        for record in reader:
            rows.append([*record])
            cells += len(record)
            if cells > limits.cells_max:
                return file_fault("FILE_TOO_COMPLEX")
    except csv.Error:
        return file_fault("CSV_QUOTES", str(reader.line_num))
    return Grid("CSV", rows, delimited=True)


def _delimiter(text: str, facts: Sequence[Fact]) -> tuple[str, str]:
    """The delimiter that is declared, or under which most titles are found; and the text behind its declaration."""
    first, _, rest = text.partition("\n")
    declared = first.strip().removeprefix('"').removesuffix('"')
    if declared.lower().startswith(DECLARED) and len(declared) == len(DECLARED) + 1:
        return declared[-1], rest
    if first.rstrip("\r") == f"{DECLARED}\t":
        return "\t", rest
    head = text[:HEAD_CHARACTERS]
    scores = [_titles_found(head, delimiter, facts) for delimiter in DELIMITERS]
    if not any(scores):
        heads = ["\n".join(converted(line, font) for line in head.split("\n")) for font in FONTS]
        scores = [max(_titles_found(one, delimiter, facts) for one in heads) for delimiter in DELIMITERS]
    return DELIMITERS[scores.index(max(scores))], text


def _titles_found(head: str, delimiter: str, facts: Sequence[Fact]) -> int:
    try:
        rows: list[list[Cell]] = [[*record] for record in csv.reader(StringIO(head, newline=""), delimiter=delimiter)]
    except csv.Error:
        return 0
    titles = find(rows, facts)
    return len(titles.columns) if titles else 0
