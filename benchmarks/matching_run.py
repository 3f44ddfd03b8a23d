"""One run of resolving and matching, as the intake does it, over generated rows; what it said, and what it took."""

import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db, identity, staging, telling_apart
from app.identity import Known
from app.matching import Match
from app.staging import Staged
from benchmarks import population_filling as filling
from benchmarks.population_filling import Lists
from benchmarks.population_rows import Coming

MIB = 1024


@dataclass(slots=True)
class Said:
    """What was said of the incoming rows, by their place."""

    known: dict[int, Known] = field(default_factory=dict)
    matches: dict[int, list[Match]] = field(default_factory=dict)
    unread: dict[int, str] = field(default_factory=dict)  # rows that the reader gave back, and why
    seconds: list[float] = field(default_factory=list)
    resolving: list[float] = field(default_factory=list)
    memory_mib: dict[str, int] = field(default_factory=dict)

    @property
    def median(self) -> float:
        """Seconds of resolving and matching."""
        return statistics.median(self.seconds)


def run(rows: Sequence[Coming], lists: Lists, rounds: int) -> Said:
    """Read the rows once; stage, resolve and match them so many times, each in a transaction that is undone."""
    staged, places = filling.read_incoming(rows, lists)
    read = zip(places, staged, strict=True)
    said = Said(unread={place: each.faults[0].code for place, each in read if not each.good})
    for _ in range(rounds):
        _once(staged, places, lists, said)
    return said


def _once(staged: Sequence[Staged], places: Sequence[int], lists: Lists, said: Said) -> None:
    tx = db.begin(lists.account_id)
    try:
        filling.reserve(tx, staged)
        staging.copy_rows(tx, staged)
        with _measured(tx, said):
            began = time.perf_counter()
            identity.lock(tx)
            known = identity.resolve(tx)
            resolved = time.perf_counter()
            likely = telling_apart.seek(tx, [each for each in staged if each.good])
            done = time.perf_counter()
    finally:
        tx.rollback()
        tx.close()
    said.seconds.append(done - began)
    said.resolving.append(resolved - began)
    said.known = {places[ordinal]: one for ordinal, one in known.items()}
    said.matches = {places[ordinal]: list(found) for ordinal, found in likely.items()}


def is_refused(known: Known) -> bool:
    """Whether the row comes back: its number is another's."""
    return known.other_person or known.other_owner or known.holders > 1


@contextmanager
def _measured(tx: Session, said: Said) -> Iterator[None]:
    """The peaks of memory of this process and of its backend, in MiB, over what is done meanwhile."""
    backend = tx.scalar(text("SELECT pg_backend_pid()"))
    processes = {"service": os.getpid(), "database": int(backend or 0)}
    for process in processes.values():
        _forget_peak(process)
    yield
    for name, process in processes.items():
        said.memory_mib[name] = max(said.memory_mib.get(name, 0), _peak_mib(process))


def _forget_peak(process: int) -> None:
    try:
        Path(f"/proc/{process}/clear_refs").write_text("5", "ascii")
    except OSError:  # not Linux, or another's process: the peak is then of its whole life
        return


def _peak_mib(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) // MIB for line in status.splitlines() if line.startswith("VmHWM")), 0)
