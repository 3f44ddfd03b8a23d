"""All that stands while the harness runs: PostgreSQL, the service, the wires between them, the bank, the districts."""

import asyncio
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults import staff
from benchmarks.faults.bank import Bank
from benchmarks.faults.clerk import Clerk, Left, Refused
from benchmarks.faults.clock import Clock
from benchmarks.faults.cluster import Cluster, Connection
from benchmarks.faults.history import History
from benchmarks.faults.lane import Lane
from benchmarks.faults.people import People
from benchmarks.faults.server import ROOT, WORKERS, Server
from benchmarks.faults.treasury import Treasury
from benchmarks.faults.wires import DatabaseWire, FrontWire, Streams

FOLDER = Path("var/faults")
TODAY = "2022-02-25"
STATEMENT_TIMEOUT_MS, POOL_SIZE, TRANSACTIONS_MAX = 4_000, 24, 20
TEMPLATE = "faults_template"
FINANCE = ("maker", "checker")


@dataclass(slots=True)
class World:
    """What a run works on."""

    seed: int
    database: str
    cluster: Cluster
    history: History
    bank: Bank
    people: People
    server: Server
    database_wire: DatabaseWire
    front_wire: FrontWire
    clock: Clock
    lanes: list[Lane]

    def connect(self) -> Connection:
        """A session of the harness's own in the run's database."""
        return self.cluster.connect(self.database)

    def clerks(self) -> dict[str, Clerk]:
        """Everybody, by name."""
        return {
            clerk.name: clerk
            for lane in self.lanes
            for clerk in (
                lane.officer,
                lane.approver,
                lane.maker,
                lane.checker,
                lane.treasury.maker,
                lane.treasury.checker,
            )
        }


@contextmanager
def cluster(folder: Path = FOLDER) -> Iterator[Cluster]:
    """The harness's own PostgreSQL with a migrated template, for as long as it takes."""
    folder.mkdir(parents=True, exist_ok=True)
    own = Cluster(folder / "pg")
    try:
        own.start()
        migrated(own.create(TEMPLATE))
        yield own
    finally:
        own.remove()


def migrated(url: str, revision: str = "head") -> None:
    """Bring a database to a revision in a process of its own, as a deployment does."""
    command = [sys.executable, "-c", MIGRATE, url, revision]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)  # noqa: S603 – our own command


MIGRATE = "import sys; from app.cli import database; database.migrate(*sys.argv[1:])"


@contextmanager
def world(
    own: Cluster, name: str, seed: int, *, bug: str = "", ddl: str = "", leaves: float = 0.0, workers: int = WORKERS
) -> Iterator[World]:
    """A database, a service before it, and people who may ask it. `bug`: one to be found (benchmarks/faults/bugs.py).

    `leaves`: how often somebody goes away without knowing the outcome, and asks again only at the end.
    """
    database = f"faults_{name}"
    url = own.create(database, TEMPLATE)
    keys = (FOLDER / "keys" / name).absolute()
    shutil.rmtree(keys, ignore_errors=True)
    history = History(FOLDER / f"{name}-history.jsonl")
    with ExitStack() as at_the_end:
        at_the_end.callback(history.close)
        inner, outer = _wires(own, history)
        at_the_end.callback(inner.close)
        at_the_end.callback(outer.close)
        clock = Clock(FOLDER / f"{name}-clock")
        environment = {**_environment(own, inner.port, database, keys), "FAULTS_BUG": bug}
        log = FOLDER / f"{name}-service.log"
        log.unlink(missing_ok=True)
        server = Server(environment, log, workers)
        outer.connect = lambda: asyncio.open_connection("127.0.0.1", server.port)
        people = staff.settle(url)
        if ddl:
            own.connect(database).execute(ddl).close()
        at_the_end.callback(server.end)
        server.start()
        made = World(seed, database, own, history, Bank(seed), People(), server, inner, outer, clock, [])
        maker, checker = (_clerk(made, role, people[staff.PROVINCE], staff.PROVINCE) for role in FINANCE)
        treasury = Treasury(maker, checker)
        made.lanes += [_lane(made, treasury, people[code], code, leaves) for code in staff.DISTRICTS]
        with suppress(Refused, Left):  # it is noted in the history; with a seeded bug it may well come to that
            treasury.settle()
        yield made


def _wires(own: Cluster, history: History) -> tuple[DatabaseWire, FrontWire]:
    async def to_database() -> Streams:
        return await asyncio.open_unix_connection(str(own.socket))

    wires = DatabaseWire(to_database, history.fault), FrontWire(to_database, history.fault)
    for wire in wires:
        wire.open()
    return wires


def _environment(own: Cluster, port: int, database: str, keys: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"postgresql://chitra:{own.password}@127.0.0.1:{port}/{database}?sslmode=disable",
        "CHITRA_TODAY": TODAY,
        "CHITRA_KEY_DIR": str(keys),
        "CHITRA_ENV": "development",
        "CHITRA_STATEMENT_TIMEOUT_MS": str(STATEMENT_TIMEOUT_MS),
        "CHITRA_POOL_SIZE": str(POOL_SIZE),
        "CHITRA_TRANSACTIONS_MAX": str(TRANSACTIONS_MAX),
    }


def _lane(made: World, treasury: Treasury, keys: staff.Staff, district: str, leaves: float) -> Lane:
    officer, approver, maker, checker = (
        _clerk(made, role, keys, district, leaves) for role in ("officer", "approver", *FINANCE)
    )
    return Lane(
        district, district, officer, approver, maker, checker, made.people, made.bank, made.history, treasury,
        random.Random(f"{made.seed} {district}"),
    )  # fmt: skip


def _clerk(made: World, role: str, keys: staff.Staff, unit: str, leaves: float = 0.0) -> Clerk:
    key: str = getattr(keys, role)
    return Clerk(f"{role} {unit}", key, made.front_wire.port, made.history, leaves)
