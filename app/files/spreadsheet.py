"""Spreadsheets (XLSX) as grids, parsed in another process with limits of time and memory.

One cell far away, a text of gigabytes or a loop in a parser ends that process and refuses that file; the
service goes on. A process answers many files; after a failure or a large file the next one gets a new one.
"""

import atexit
import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from app.files.grid import Cell, Grid
from app.files.limits import Limits
from app.files.spreadsheet_child import ASKED, LENGTH

READERS_MAX = 2
LARGE_BYTES = 1024 * 1024  # after a file of this size the process is not kept
PATIENCE = 3  # seconds of the clock for each of the processor that a file may take, on a busy machine
_ROOT = str(Path(__file__).parents[2])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from app.files.spreadsheet_child import main; main()"


class ReaderGone(Exception):  # noqa: N818 – a fault of the file is made of it, no error of ours
    """The process ended or broke off before its answer did."""


class Reader:
    """One process that parses."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603 – our own interpreter and our own words
            [sys.executable, "-I", "-X", "utf8", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},  # no key, no password
            start_new_session=True,  # an interrupt from the keyboard is the parent's
        )
        try:
            self._frame()
        except ReaderGone as error:
            self.end()
            raise RuntimeError("the process that reads spreadsheets does not start") from error

    def read(self, data: bytes, limits: Limits) -> list[Grid] | str:
        """The visible sheets, or a fault's code."""
        timer = threading.Timer(limits.seconds_max * PATIENCE, self.process.kill)
        timer.start()
        try:
            self._ask(data, limits)
            return self._answer()
        except (ReaderGone, OSError):
            return "FILE_TOO_COMPLEX"
        finally:
            timer.cancel()

    def end(self) -> None:
        """Kill the process and wait for it."""
        self.process.kill()
        self.process.communicate()

    def _ask(self, data: bytes, limits: Limits) -> None:
        to = self.process.stdin
        assert to  # noqa: S101 – a pipe, for the types
        most = (limits.cells_max, limits.unzipped_max, limits.parts_max, limits.seconds_max, limits.memory_max)
        to.write(ASKED.pack(len(data), *most))
        to.write(data)
        to.flush()

    def _answer(self) -> list[Grid] | str:
        grids: list[Grid] = []
        hidden_sheets = 0
        while (frame := self._frame())[0] != "end":
            if frame[0] == "fault":
                return str(frame[1])
            if frame[0] == "hidden":
                hidden_sheets = frame[1]
            elif frame[0] == "sheet":
                grids.append(_grid(frame, hidden_sheets))
            else:
                grids[-1].rows.extend(map(_row, frame[1]))
        return grids

    def _frame(self) -> list[Any]:
        source = self.process.stdout
        assert source  # noqa: S101 – a pipe, for the types
        length = source.read(LENGTH.size)
        body = source.read(LENGTH.unpack(length)[0]) if len(length) == LENGTH.size else b""
        if not body:
            raise ReaderGone
        try:
            frame: list[Any] = orjson.loads(body)
        except ValueError as error:  # it was cut off
            raise ReaderGone from error
        return frame


_idle: list[Reader] = []
_hand = threading.Lock()  # on _idle
_places = threading.BoundedSemaphore(READERS_MAX)


def read(data: bytes, limits: Limits) -> list[Grid] | str:
    """The visible sheets of a workbook, or a fault's code."""
    with _places:
        reader, keep = _taken() or Reader(), False
        try:
            found = reader.read(data, limits)
            keep = not isinstance(found, str) and len(data) < LARGE_BYTES
            return found
        finally:
            if keep:
                with _hand:
                    _idle.append(reader)
            else:
                reader.end()


def _taken() -> Reader | None:
    """An idle reader of this process (one forked from another has none of its own) that is still there."""
    with _hand:
        while _idle:
            reader = _idle.pop()
            if reader.owner == os.getpid() and reader.process.poll() is None:
                return reader
    return None


@atexit.register
def _end_all() -> None:
    while _idle:
        reader = _idle.pop()
        if reader.owner == os.getpid():
            reader.end()


def _grid(frame: list[Any], hidden_sheets: int) -> Grid:
    _, name, merges, hidden, hidden_columns, formulas, errors = frame
    return Grid(
        name, [], tuple(map(tuple, merges)), frozenset(hidden), frozenset(map(tuple, formulas)),
        frozenset(map(tuple, errors)), frozenset(hidden_columns), hidden_sheets,
    )  # fmt: skip


def _row(cells: list[Any]) -> list[Cell]:
    if int in map(type, cells):
        return [date.fromordinal(cell) if type(cell) is int else "" if cell is None else cell for cell in cells]
    return ["" if cell is None else cell for cell in cells] if None in cells else cells
