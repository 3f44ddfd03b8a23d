"""What can happen to a database server: killed, out of room, a session ended, locks that do not come, a deadlock."""

import random
import threading
import time
from collections.abc import Callable, Mapping

import psycopg

from benchmarks.faults import journeys
from benchmarks.faults import lane as step
from benchmarks.faults.clerk import Left, Refused
from benchmarks.faults.cluster import Connection, NotHere
from benchmarks.faults.world import STATEMENT_TIMEOUT_MS, World

POSTMASTER, SESSION, FULL, LOCKED, WAITED, DEADLOCK = (
    "kill -9 of the PostgreSQL postmaster", "one database session terminated", "disk full", "locks held for a while",
    "locks held past the statement's time", "deadlock",
)  # fmt: skip
FULL_SECONDS, LOOK_SECONDS, WAITER_SECONDS_MAX = 1.5, 0.02, 20


def killed(world: World, chance: random.Random) -> bool:
    """The postmaster dies; the supervisor starts it again."""
    world.cluster.kill()
    time.sleep(chance.uniform(0, 0.5))
    world.cluster.restart()
    return True


def terminated(world: World, _chance: random.Random) -> bool:
    """One session of the service, if possible one at work, is ended."""
    with world.connect() as session:
        return bool(session.execute(TERMINATE).fetchall())


TERMINATE = """
    SELECT pg_terminate_backend(pid) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
        ORDER BY state <> 'idle' DESC, random() LIMIT 1) one
"""


def full(world: World, _chance: random.Random) -> bool:
    """No room for another page, until somebody makes room."""
    if not world.cluster.has_own_disk:
        raise NotHere
    world.cluster.fill()
    time.sleep(FULL_SECONDS)
    world.cluster.empty()
    world.cluster.restart()
    return True


def locked(world: World, chance: random.Random) -> bool:
    """Somebody holds what every act needs at its end, and lets go."""
    _hold(world, chance.uniform(0.1, 0.6))
    return True


def waited(world: World, _chance: random.Random) -> bool:
    """Longer than any statement waits."""
    _hold(world, STATEMENT_TIMEOUT_MS / 1000 + 0.5)
    return True


def _hold(world: World, seconds: float) -> None:
    with world.connect() as session, session.transaction():
        session.execute("LOCK TABLE answered_request IN SHARE MODE")
        time.sleep(seconds)


def deadlock(world: World, chance: random.Random) -> bool:
    """A batch is voided, which locks it and then its payouts; a session of ours takes the same two the other way."""
    lane = chance.choice(world.lanes)
    try:
        decision = journeys.decided(lane, journeys.sent(lane, lane.people.some(2)))
        batch = lane.maker.do(step.formed([decision], "transfer"))
    except (Left, Refused):
        return False
    void = threading.Thread(target=_void, args=(lane, batch["id"]))
    with world.connect() as session:
        try:
            with session.transaction():
                session.execute("SELECT FROM payout WHERE batch_id = %s FOR UPDATE", (batch["id"],))
                void.start()
                _wait_for_waiter(session)
                session.execute("SELECT FROM payment_batch WHERE id = %s FOR UPDATE", (batch["id"],))
        except psycopg.errors.DeadlockDetected:
            pass  # we were the victim; else the service was, and asks again
    void.join()
    return True


def _void(lane: step.Lane, batch: int) -> None:
    try:
        lane.maker.do(step.stepped(batch, "void", body={"reason": "lập nhầm"}))
    except Left:
        return


def _wait_for_waiter(session: Connection) -> None:
    until = time.monotonic() + WAITER_SECONDS_MAX
    while not session.execute(WAITS).fetchall() and time.monotonic() < until:
        time.sleep(LOOK_SECONDS)


WAITS = "SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))"

FAULTS: Mapping[str, Callable[[World, random.Random], bool]] = {
    POSTMASTER: killed,
    SESSION: terminated,
    FULL: full,
    LOCKED: locked,
    WAITED: waited,
    DEADLOCK: deadlock,
}
