"""The mutation proof: small wrongs in the ledger, the funds and the states, each tried against quick tests.

A wrong that no test notices has survived. Two workers try them all, in an order that the seed gives; what survived is
listed with its file, line and change, and where it makes no difference, why (mutation_known.py).
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from random import Random
from typing import Any

import psycopg
from rich.console import Console
from rich.table import Table

from benchmarks import mutants_database, mutants_python
from benchmarks.mutation_known import why
from benchmarks.mutation_worker import LOG

OUT = Path("var/proof/mutation.json")
WORKERS = 2
KILLED_MIN = 0.9
PURE, LEDGER, FUNDS = "tests/test_transfer_kinds.py", "tests/acts/test_ledger.py", "tests/acts/test_fund_papers.py"
MODULES: Mapping[str, Sequence[str]] = {
    "app/transfer_kinds.py": (PURE, LEDGER),
    "app/ledger.py": (PURE, LEDGER, "tests/acts/test_year_end.py", "tests/acts/test_advances.py"),
    "app/funding.py": (LEDGER,),
    "app/funds.py": (FUNDS,),
    "app/states.py": ("tests/walls/test_states.py", LEDGER, "tests/acts/test_payment.py"),
}
"""Each target with its quick tests, the likeliest to notice first."""

DATABASE = ("tests/walls/test_transfers.py", "tests/walls/test_ledger.py", "tests/walls/test_states.py",
            "tests/walls/test_money.py", LEDGER)  # fmt: skip
Task = dict[str, Any]


def proof(seed: int) -> bool:
    """Whether nine in ten were noticed."""
    began = time.perf_counter()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    LOG.write_text("", "utf-8")
    with _world() as world:
        tasks = [*_of_modules(), *_of_database(world)]
        _sound(world, tasks)
        order = list(range(len(tasks)))
        Random(seed).shuffle(order)
        found = _all_tried(world, [tasks[nth] for nth in order])
    return _told(seed, sorted(found, key=lambda one: (one["file"], one["line"], one["change"])), began)


def _of_modules() -> Iterator[Task]:
    for file, tests in MODULES.items():
        if not Path(file).exists():
            continue
        text = Path(file).read_text("utf-8")
        for edit in mutants_python.edits(text):
            start, end = text.rfind("\n", 0, edit.start) + 1, text.find("\n", edit.end)
            before = text[start:end].strip()
            after = (text[start : edit.start] + edit.instead + text[edit.end : end]).strip()
            yield {"file": file, "line": text.count("\n", 0, edit.start) + 1, "kind": edit.kind,
                   "change": f"{before} → {after}", "text": edit.of(text), "tests": list(tests),
                   "statements": ["SELECT 1"] if tests[0].startswith("tests/walls") else []}  # fmt: skip


def _of_database(world: Mapping[str, str]) -> list[Task]:
    with psycopg.connect(_plain(world["template_url"])) as database:
        return [
            {"file": one.file, "line": one.line, "kind": one.kind, "change": f"{one.before} → {one.after or 'gone'}",
             "statements": list(one.statements), "tests": list(DATABASE)}
            for one in mutants_database.wrongs(database)
        ]  # fmt: skip


@contextmanager
def _world() -> Iterator[dict[str, str]]:
    """A server of its own with a template and a district that has lived, as the tests make them."""
    os.environ["CHITRA_KEY_DIR"] = str(Path("var/test-keys").absolute())
    os.environ["CHITRA_TODAY"] = "2022-02-25"
    from app import embedded  # noqa: PLC0415 – settings are read at the first import of the service
    from tests.conftest import create, migrate, named, serving  # noqa: PLC0415
    from tests.office import Office  # noqa: PLC0415
    from tests.treasury import fund_everything  # noqa: PLC0415
    from tests.walls.conftest import work  # noqa: PLC0415

    with embedded.running(Path("var/pg-mutation").absolute()) as server:
        url = create(server, "mutation_template")
        migrate(url)
        with serving(url):
            _units()
            fund_everything()
        with serving(create(server, "mutation_lived", "mutation_template")), _service() as at:
            office = Office(at)
            work(office)
            office.close()
        yield {"server": server, "template": "mutation_template", "lived": "mutation_lived",
               "template_url": named(server, "mutation_template")}  # fmt: skip


def _units() -> None:
    from sqlalchemy.orm import Session  # noqa: PLC0415

    from app import db  # noqa: PLC0415
    from app.access.people import load_units  # noqa: PLC0415

    with Session(db.engine()) as tx:
        load_units(tx)
        tx.commit()


@contextmanager
def _service() -> Iterator[str]:
    import uvicorn  # noqa: PLC0415

    from app.main import app  # noqa: PLC0415

    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def _sound(world: Mapping[str, str], tasks: Sequence[Task]) -> None:
    """With nothing wrong in it every set of tests passes; else it would kill everything."""
    sets = {tuple(task["tests"]): bool(task.get("statements")) for task in tasks}
    nothing = [{"file": "", "line": 0, "kind": "nothing", "change": "", "tests": list(tests),
                **({"statements": ["SELECT 1"]} if database else {})} for tests, database in sets.items()]  # fmt: skip
    failed = [one["killed_by"] for one in _all_tried(world, nothing) if one["killed_by"]]
    if failed:
        raise SystemExit(f"the quick tests fail with nothing wrong: {failed}")


def _all_tried(world: Mapping[str, str], tasks: Sequence[Task]) -> list[Task]:
    given = {name: world[name] for name in ("server", "template", "lived")}
    workers: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()
    command = [sys.executable, "-m", "benchmarks.mutation_worker"]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 – ours
        for _ in range(WORKERS)
    ]
    for each in started:
        workers.put(each)

    def tried(task: Task) -> Task:
        worker = workers.get()
        try:
            told = _asked(worker, task | given)
        finally:
            workers.put(worker)
        return {name: task[name] for name in ("file", "line", "kind", "change")} | told

    with ThreadPoolExecutor(WORKERS) as pool:
        found = list(pool.map(tried, tasks))
    for each in started:
        if each.stdin:
            each.stdin.close()
        each.wait(30)
    return found


def _asked(worker: "subprocess.Popen[str]", task: Task) -> Task:
    if worker.stdin is None or worker.stdout is None:
        raise RuntimeError("a worker without its lines")
    worker.stdin.write(json.dumps(task) + "\n")
    worker.stdin.flush()
    told: Task = json.loads(worker.stdout.readline())
    return told


def _told(seed: int, found: Sequence[Task], began: float) -> bool:
    survived = [one for one in found if not one["killed_by"]]
    score = 1 - len(survived) / len(found)
    by_file, alive = Counter(one["file"] for one in found), Counter(one["file"] for one in survived)
    told = {
        "seed": seed, "mutants": len(found), "killed": len(found) - len(survived),
        "score_percent": round(100 * score, 1),
        "seconds": round(time.perf_counter() - began, 1),
        "files": {file: {"mutants": number, "survived": alive[file]} for file, number in sorted(by_file.items())},
        "kinds": dict(sorted(Counter(one["kind"] for one in found).items())),
        "survivors": [
            {**{name: one[name] for name in ("file", "line", "kind", "change")}, "why": why(one["file"], one["change"])}
            for one in survived
        ],
        "killed_by": {f"{one['file']}:{one['line']} {one['change']}": one["killed_by"]
                      for one in found if one["killed_by"]},
    }  # fmt: skip
    OUT.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    table = Table("file", "mutants", "survived", title=f"mutation: {told['score_percent']} % of {len(found)} killed")
    for file, number in sorted(by_file.items()):
        table.add_row(file, str(number), str(alive[file]))
    console = Console()
    console.print(table)
    for one in survived:
        console.print(f"survived {one['file']}:{one['line']} {one['change']}", highlight=False, markup=False)
    return score >= KILLED_MIN


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")
