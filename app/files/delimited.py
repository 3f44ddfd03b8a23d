"""CSV as a grid: UTF-8 or UTF-16, whichever delimiter shows the form, quotes that must close."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from io import StringIO

from app.files.grid import Cell, Grid
from app.files.limits import Limits
from app.files.list_faults import Fault, file_fault
from app.files.list_titles import find
from app.rules.fact import Fact

DELIMITERS = (",", ";", "\t")
HEAD_CHARACTERS = 64 * 1024
DECLARED = "sep="


def decoded(data: bytes) -> str | None:
    """The text of a file: UTF-8, or UTF-16 where it says so; None where it is neither."""
    utf16 = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig" if data.startswith(BOM_UTF8) else "utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def read(text: str, facts: Sequence[Fact], limits: Limits) -> Grid | Fault:
    """The rows of a text, each record one row as a spreadsheet shows it."""
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
    return DELIMITERS[scores.index(max(scores))], text


def _titles_found(head: str, delimiter: str, facts: Sequence[Fact]) -> int:
    try:
        rows: list[list[Cell]] = [[*record] for record in csv.reader(StringIO(head, newline=""), delimiter=delimiter)]
    except csv.Error:
        return 0
    titles = find(rows, facts)
    return len(titles.columns) if titles else 0
