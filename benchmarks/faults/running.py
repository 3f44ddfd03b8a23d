"""A run: everybody at work, faults in between, rest, and what the checkers find."""

import fcntl
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.faults import checking, crew, journeys, migration, nemesis, wires
from benchmarks.faults import database_faults as database
from benchmarks.faults.checking import Checked
from benchmarks.faults.clock import TRUE
from benchmarks.faults.cluster import Cluster
from benchmarks.faults.history import History, recovery
from benchmarks.faults.world import FOLDER, world

LEAVES = 0.1  # of those who do not know the outcome, how many go away and ask only at the end


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is done, which faults are brought about how often, and what it must come to."""

    operations: int
    faults: Mapping[str, int]
    faults_min: int
    kinds_min: int


FULL = Plan(
    10_000,
    {
        nemesis.WORKER: 20, nemesis.SERVER: 8, nemesis.CLOCK: 3, database.POSTMASTER: 12, database.SESSION: 40,
        database.FULL: 5, database.LOCKED: 15, database.WAITED: 3, database.DEADLOCK: 8, migration.KILLED: 3,
        wires.COMMIT_LOST: 70, wires.COMMIT_UNTOLD: 70, wires.ANSWER_LOST: 70, wires.REQUEST_TORN: 30,
    },
    faults_min=200, kinds_min=9,
)  # fmt: skip
SHORT = Plan(
    300,
    {
        nemesis.WORKER: 1, nemesis.SERVER: 1, database.POSTMASTER: 1, database.SESSION: 2, database.FULL: 1,
        database.LOCKED: 1, database.DEADLOCK: 1, wires.COMMIT_LOST: 3, wires.COMMIT_UNTOLD: 3, wires.ANSWER_LOST: 3,
        wires.REQUEST_TORN: 2,
    },
    faults_min=19, kinds_min=9,
)  # fmt: skip


@dataclass(slots=True)
class Ran:
    """What a run came to."""

    history: History
    checked: Checked
    seconds: float
    skipped: set[str] = field(default_factory=set)

    @property
    def recovery(self) -> Mapping[str, list[float]]:
        """Seconds to the next acknowledgement, by kind of fault."""
        return recovery(self.history)


def run(own: Cluster, plan: Plan, seed: int) -> Ran:
    """Work under faults until enough is acknowledged and all faults have happened; then rest, and check."""
    began = time.monotonic()
    with world(own, "run", seed, leaves=LEAVES) as here:
        bringing = nemesis.Nemesis(here, plan.faults, plan.operations)
        bringing.start()
        working = crew.work(
            here, journeys.JOURNEYS, lambda: here.history.acknowledged >= plan.operations and bringing.done.is_set()
        )
        working.join()
        bringing.join()
        here.clock.set(TRUE)
        for wire in (here.database_wire, here.front_wire):
            wire.armed.clear()
        crew.drain(here)
        checked = checking.check(here)
    print(f"run: {here.history.acknowledged} acknowledged, {len(checked.all)} findings", file=sys.stderr, flush=True)
    return Ran(here.history, checked, time.monotonic() - began, bringing.skipped)


@contextmanager
def alone() -> Iterator[None]:
    """One run at a time in a clone: it has one folder and one database server."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(FOLDER / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise SystemExit(f"{FOLDER}: một lần chạy khác đang dùng / another run uses it") from error
    finally:
        os.close(descriptor)
