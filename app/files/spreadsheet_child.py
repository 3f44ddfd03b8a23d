"""The process that parses spreadsheets: bytes come in, cells go out, and nothing else is within its reach.

It holds no database connection, no key and no environment of its parent. What it dies of costs one file.
Frames are JSON behind their length. In them a day is a whole number (its ordinal), a number always a float.
"""

import gc
import os
import resource
import struct
import sys
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from app.files.sheet_scan import Marks, Refused
from app.files.workbook_guard import look

ASKED = struct.Struct("<QQQQQQ")  # bytes of the file; cells, unpacked bytes, parts, seconds, memory at most
LENGTH = struct.Struct("<I")
ROWS_A_FRAME = 1000
PLAIN = frozenset({str, float, bool})


def main() -> None:
    """Answer one file after another, until the parent hangs up."""
    source, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.disable()  # no cycles are made here
    base = _address_space()
    _send(out, ["ready"])
    while len(asked := source.read(ASKED.size)) == ASKED.size:
        size, cells_max, unzipped_max, parts_max, seconds, memory = ASKED.unpack(asked)
        data = source.read(size)
        _limit(seconds, base + memory)
        for frame in frames(data, cells_max, unzipped_max, parts_max):
            _send(out, frame)


def frames(data: bytes, cells_max: int, unzipped_max: int, parts_max: int) -> Iterator[list[object]]:
    """The answer to one file: for each visible sheet its marks and its rows, or the code of a fault; then the end."""
    try:
        marks = look(data, unzipped_max, parts_max)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [meta for meta in book.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
        seen = [meta.name for meta in sheets if meta.visible is SheetVisibleEnum.Visible]
        yield ["hidden", len(sheets) - len(seen)]
        left = cells_max
        for name in seen:
            sheet = book.get_sheet_by_name(name)
            left -= sheet.total_height * sheet.total_width
            if left < 0:
                raise Refused("FILE_TOO_COMPLEX")  # noqa: TRY301 – caught as all refusals are
            yield from _sheet(sheet, marks.get(name))
        yield ["end"]
    except Refused as refused:
        yield ["fault", str(refused)]
    except (CalamineError, OSError, ValueError):
        yield ["fault", "FILE_DAMAGED"]
    except MemoryError:
        yield ["fault", "FILE_TOO_COMPLEX"]


def _sheet(sheet: CalamineSheet, marks: Marks | None) -> Iterator[list[object]]:
    if marks is None:
        raise Refused("FILE_NOT_SAFE")
    merges = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    yield ["sheet", sheet.name, merges, marks.hidden, marks.hidden_columns, marks.formulas, marks.errors]
    before = [""] * (sheet.start[1] if sheet.start else 0)  # rows come from the first on, columns do not
    rows = sheet.iter_rows()
    while block := [before + _row(row) for row in islice(rows, ROWS_A_FRAME)]:
        yield ["rows", block]


def _row(cells: list[Any]) -> list[object]:
    return cells if PLAIN.issuperset(map(type, cells)) else [_cell(cell) for cell in cells]


def _cell(cell: object) -> object:
    kind = type(cell)
    if kind in PLAIN:
        return cell
    if kind is datetime or kind is date:
        return date.toordinal(cell)  # type: ignore[arg-type]  # the types are told apart above, for speed
    return float(cell) if isinstance(cell, int) else str(cell)


def _send(out: BinaryIO, frame: list[object]) -> None:
    body = orjson.dumps(frame)
    out.write(LENGTH.pack(len(body)) + body)
    out.flush()


def _address_space() -> int:
    """Bytes that the process has before any file; 0 where the machine does not tell (the limit is then tighter)."""
    status = Path("/proc/self/statm")
    return int(status.read_text("ascii").split()[0]) * resource.getpagesize() if status.exists() else 0


def _limit(seconds: int, memory: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    processor = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (processor, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
