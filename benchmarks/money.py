"""What the guards of the money cost: from decisions to reconciliation, the ledger, the states' triggers and idempotency
switched off in turn, in one run.

The province is taken in, confirmed and appraised once; each way from there is a process of the service and a database
of its own, cloned from that. The variants take turns, so that a slow minute of the machine falls on all of them. The
ledger reads the log of states, so that without states there is no ledger: what the states add is told by the two ways
without a ledger. Together the guards add at most a fifth.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import psycopg
from psycopg import sql

from app import embedded
from app.cli import database
from app.cli.demo import answering, deciding, paying, working
from app.cli.demo.client import office
from app.cli.demo.plan import TODAY, Job, Plan
from app.cli.demo.server import Served, free_port, served
from app.cli.demo.stages import Stages

DATABASE = "chitra_bench_money"
OUT = Path("var/bench/money")
ROUNDS = 3
ADDED_MAX = 1 / 5
START_SECONDS_MAX = 60
MEASURED = ("decide", "batch", "download", "reconcile")
ALL = ("ledger", "states", "idempotency")
VARIANTS: Sequence[Sequence[str]] = ((), ("ledger",), ("ledger", "states"), ("idempotency",), ALL)
ADDS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "ledger": ((), ("ledger",)),
    "states": (("ledger",), ("ledger", "states")),
    "idempotency": ((), ("idempotency",)),
    "together": ((), ALL),
}
"""What each adds: the way with it, and the way without it."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The province as it is before the decisions: its work, its database, its keys."""

    job: Job
    url: str
    keys: Path
    issued: list[dict[str, str]]
    postmaster: int


def of_money(cases: int, seed: int) -> dict[str, Any]:
    """Median seconds of each variant, and what each guard adds."""
    try:
        with database.fresh(DATABASE) as url:
            begun = _begun(url, cases, seed)
            runs: dict[Sequence[str], list[dict[str, float]]] = {variant: [] for variant in VARIANTS}
            for nth in range(ROUNDS):
                for variant in VARIANTS:
                    runs[variant].append(_way(begun, variant))
                    print(f"round {nth + 1}, without {variant or 'nothing'}: {runs[variant][-1]}", file=sys.stderr)
    finally:
        embedded.stop()
    return _told(begun.job, runs)


def _begun(url: str, cases: int, seed: int) -> Begun:
    plan, stages = Plan(cases, seed, OUT.absolute()), Stages(quiet=False)
    keys = database.fresh_keys(DATABASE)
    with stages.progress:
        sample = working.made(plan, stages)
        with served(url, plan.out / "server.log", keys) as running:
            job = Job(plan, office(running.url, running.keys), sample)
            working.until_confirmed(job, stages)
            with stages.stage("appraise", len(deciding.submissions_to_form(job))) as advance:
                deciding.appraise(job, advance)
            issued = running.keys
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://")) as connection:
        postmaster = int(_stat(connection.info.backend_pid)[1])
    return Begun(job, url, keys, issued, postmaster)


def _way(begun: Begun, without: Sequence[str]) -> dict[str, float]:
    """Seconds of each stage, and of processors: the service's and the database's."""
    name, stages = f"{DATABASE}_way", Stages(quiet=True)
    with _clone(begun.url, name) as url, _served(url, begun, without) as running:
        job = replace(
            begun.job, office=office(running.url, begun.issued), decisions=[], batches=[], files={}, answers={},
            fates={}, answered={}, differences=[],
        )  # fmt: skip
        before = _processor_seconds(running.process.pid, begun.postmaster)
        with stages.stage("decide") as advance:
            deciding.decide(job, advance)
        with stages.stage("batch") as advance:
            paying.pay(job, advance)
        with stages.stage("download") as advance:
            paying.download(job, advance)
        between = _processor_seconds(running.process.pid, begun.postmaster)
        with stages.stage("pay") as advance:
            answering.pay_out(job, advance)
        outside = _processor_seconds(running.process.pid, begun.postmaster) - between
        with stages.stage("reconcile") as advance:
            answering.reconcile(job, advance)
        spent = _processor_seconds(running.process.pid, begun.postmaster) - before - outside
    if job.differences:
        raise RuntimeError("; ".join(job.differences[:3]))
    told = {stage: round(stages.seconds[stage], 2) for stage in MEASURED}
    return {**told, "seconds": round(sum(told.values()), 2), "processor_seconds": round(spent, 2)}


@contextmanager
def _clone(url: str, name: str) -> Iterator[str]:
    """A database as the province is before the decisions, analysed as that one is after its work."""
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    head, _, query = plain.partition("?")
    server = f"{head.rpartition('/')[0]}/postgres?{query}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(DATABASE))
    with psycopg.connect(server, autocommit=True) as connection:
        database.drop(connection, name)
        connection.execute(create)
        clone = f"{head.rpartition('/')[0]}/{name}?{query}"
        with psycopg.connect(clone, autocommit=True) as warming:
            warming.execute("VACUUM ANALYZE")
        yield clone.replace("postgresql://", "postgresql+psycopg://")
        time.sleep(1)  # the backends of the service are gone
        database.drop(connection, name)


@contextmanager
def _served(url: str, begun: Begun, without: Sequence[str]) -> Iterator[Served]:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.money_service", *without, "--port", str(port)]
    own = {"DATABASE_URL": url, "CHITRA_TODAY": TODAY.isoformat(), "CHITRA_KEY_DIR": str(begun.keys),
           "CHITRA_ENV": "development"}  # fmt: skip
    with (OUT / "way.log").open("a", encoding="utf-8") as errors:
        process = subprocess.Popen(  # noqa: S603 – our own command
            command, stdout=errors, stderr=errors, text=True, env=os.environ | own
        )
        try:
            _wait(f"http://127.0.0.1:{port}", process)
            yield Served(f"http://127.0.0.1:{port}", begun.issued, process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _wait(url: str, process: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{url}/api/health").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError(f"the service did not start: {OUT / 'way.log'}")


def _processor_seconds(service: int, postmaster: int) -> float:
    """Of the service and of the embedded PostgreSQL with all that it ever started."""
    pids = (service, postmaster, *_children(postmaster))
    return sum(int(ticks) for pid in pids for ticks in _stat(pid)[11:15]) / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str]:
    """What the system says of a process from its state on: among it its own ticks, and those of its ended children."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return []


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []


def _told(job: Job, runs: Mapping[Sequence[str], Sequence[Mapping[str, float]]]) -> dict[str, Any]:
    medians = {variant: {name: median(run[name] for run in some) for name in some[0]} for variant, some in runs.items()}
    added = {name: medians[with_]["seconds"] / medians[without]["seconds"] - 1
             for name, (with_, without) in ADDS.items()}  # fmt: skip
    worked = {name: medians[with_]["processor_seconds"] / medians[without]["processor_seconds"] - 1
              for name, (with_, without) in ADDS.items()}  # fmt: skip
    table: list[list[object]] = [
        [f"without {' and '.join(variant)}" if variant else "all on", *each.values()]
        for variant, each in medians.items()
    ]
    table += [[f"{name} adds, %", "", "", "", "", 100 * share, 100 * worked[name]] for name, share in added.items()]
    return {
        "title": f"{job.plan.cases} cases from decisions to reconciliation, guards on and off (median of {ROUNDS})",
        "columns": ["variant", *MEASURED, "seconds", "processor seconds"],
        "table": table,
        "runs": {" ".join(variant) or "all on": list(some) for variant, some in runs.items()},
        "added_percent": {name: round(100 * share, 1) for name, share in added.items()},
        "added_processor_percent": {name: round(100 * share, 1) for name, share in worked.items()},
        "differences": ["together they add more than a fifth"] if added["together"] > ADDED_MAX else [],
    }
