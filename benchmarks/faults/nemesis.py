"""Who brings the faults about, one after the other, spread over the run; after each the world must come back."""

import random
import threading
import time
from collections.abc import Callable, Mapping

from benchmarks.faults import database_faults, migration, wires
from benchmarks.faults.clock import JUMPS
from benchmarks.faults.cluster import NotHere
from benchmarks.faults.world import World

WORKER, SERVER, CLOCK = "kill -9 of a service worker", "kill -9 of the whole service", "clock jump"
RECOVERY_SECONDS_MAX = 180
LOOK_SECONDS = 0.02
JUMPS_EACH, ACKNOWLEDGED_EACH = 3, 15
TRIES, AGAIN_SECONDS = 20, 0.5
Fault = Callable[[World, random.Random], bool]
"""Brings a fault about; whether it happened, else it is tried again in a moment. Raises NotHere."""


def _worker(world: World, chance: random.Random) -> bool:
    return world.server.kill_worker(chance.randrange(100))


def _server(world: World, _chance: random.Random) -> bool:
    world.server.kill()
    return True


def _clock(world: World, chance: random.Random) -> bool:
    """The service starts under a clock that jumps, jumps again and again while it works, and is set right."""
    if world.clock.library is None:
        raise NotHere
    jumps = chance.sample(JUMPS, JUMPS_EACH)
    world.clock.set(jumps[0])
    world.server.before = world.clock.environment
    world.server.kill()
    for jump in jumps:
        world.clock.set(jump)
        at = time.monotonic()
        world.history.fault(CLOCK, at)
        _wait_for_more(world, at)
    world.server.before = {}
    world.server.kill()
    return True


def _wait_for_more(world: World, at: float) -> None:
    """Some who asked after a moment are answered."""
    target = world.history.acknowledged + ACKNOWLEDGED_EACH
    until = at + RECOVERY_SECONDS_MAX
    while world.history.acknowledged < target or world.history.last_invoked_of_acknowledged < at:
        if time.monotonic() > until:
            return
        time.sleep(LOOK_SECONDS)


FAULTS: Mapping[str, Fault] = {
    WORKER: _worker,
    SERVER: _server,
    CLOCK: _clock,
    **database_faults.FAULTS,
    migration.KILLED: migration.killed,
}
CUTS = {
    wires.COMMIT_LOST: "database", wires.COMMIT_UNTOLD: "database", wires.ANSWER_LOST: "front",
    wires.REQUEST_TORN: "front",
}  # fmt: skip


class Nemesis:
    """Faults by number, in an order drawn from the seed, each when its share of the operations is acknowledged."""

    def __init__(self, world: World, plan: Mapping[str, int], operations: int) -> None:
        self.world, self.operations = world, operations
        self.chance = random.Random(f"{world.seed} nemesis")
        self.order = [kind for kind, times in sorted(plan.items()) for _ in range(times)]
        self.chance.shuffle(self.order)
        self.skipped: set[str] = set()
        self.done = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self) -> None:
        """All faults have happened."""
        self._thread.join()

    def _work(self) -> None:
        try:
            for nth, kind in enumerate(self.order, start=1):
                self._wait_for(nth * self.operations // (len(self.order) + 1))
                if kind not in self.skipped:
                    self._bring(kind)
        except Exception as error:  # noqa: BLE001 – the run must end, and say that it was not what it should be
            self.world.history.find(f"the nemesis stumbled: {type(error).__name__}: {str(error)[:300]}")
        finally:
            self.done.set()

    def _bring(self, kind: str) -> None:
        if kind in CUTS:
            (self.world.database_wire if CUTS[kind] == "database" else self.world.front_wire).arm(kind)
            return
        try:
            at = self._happened_at(kind)
        except NotHere:
            self.skipped.add(kind)
            return
        if kind != CLOCK:  # it counts its jumps itself
            self.world.history.fault(kind, at)
        self._recovered(kind, time.monotonic())

    def _happened_at(self, kind: str) -> float:
        """When it did. Raises NotHere, TimeoutError."""
        for _ in range(TRIES):
            at = time.monotonic()
            if FAULTS[kind](self.world, self.chance):
                return at
            time.sleep(AGAIN_SECONDS)
        raise TimeoutError(kind)

    def _wait_for(self, acknowledged: int) -> None:
        while self.world.history.acknowledged < acknowledged:
            time.sleep(LOOK_SECONDS)

    def _recovered(self, kind: str, at: float) -> None:
        """Somebody who asked after the fault is answered."""
        while self.world.history.last_invoked_of_acknowledged < at:
            if time.monotonic() > at + RECOVERY_SECONDS_MAX:
                self.world.history.find(f"no recovery within {RECOVERY_SECONDS_MAX} s after: {kind}")
                return
            time.sleep(LOOK_SECONDS)
