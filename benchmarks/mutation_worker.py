"""Tries one small wrong after another: a line of JSON in, a line of JSON out, each in a process forked for it.

What no target imports is imported here once. A wrong in a module takes the module's place when the child imports it;
one in the database is put into databases cloned for it. The child runs the quick tests until one fails.
"""

import importlib.abc
import importlib.util
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest
from psycopg import sql

SHARED = (
    "fastapi", "uvicorn", "sqlalchemy.orm", "alembic.command", "pydantic_settings", "openpyxl", "lxml.etree", "httpx",
    "hypothesis", "typst", "docx", "rapidfuzz", "holidays", "xlsxwriter", "app.rules", "app.models", "app.protection",
)  # fmt: skip
OPTIONS = (
    "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:schemathesis", "--timeout=60",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",  # what is shared is imported already
)  # fmt: skip
SECONDS_MAX = 240
LOG = Path("var/proof/mutation.log")
Task = dict[str, Any]


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """A module whose text is another."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = str(Path(path).absolute()), text
        self.name = path.removesuffix(".py").replace("/", ".")

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """It is this one, or somebody else's to find."""
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def get_filename(self, _fullname: str) -> str:
        """Where it would stand."""
        return self.path

    def get_data(self, _path: str) -> bytes:
        """What stands there instead."""
        return self.text.encode()


class Watching:
    """Hands the shared server and databases to the tests, and keeps the name of the first that failed."""

    def __init__(self, given: dict[str, str]) -> None:
        self.given, self.failed = given, ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: pytest.FixtureRequest) -> object:  # noqa: ANN401 – pytest's
        """What is given needs no setting up."""
        value = self.given.get(fixturedef.argname)
        if value is None:
            return None
        fixturedef.cached_result = (value, fixturedef.cache_key(request), None)
        return value

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The first failure ends the run."""
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module that cannot be imported has failed."""
        if report.failed and not self.failed:
            self.failed = report.nodeid or "collection"


def main() -> int:
    """Until no line comes any more."""
    for name in SHARED:
        try:
            __import__(name)
        except ImportError:
            continue
    for line in sys.stdin:
        print(json.dumps(_tried(json.loads(line))), flush=True)
    return 0


def _tried(task: Task) -> Task:
    with tempfile.TemporaryDirectory() as folder:
        told, began = Path(folder) / "told", time.monotonic()
        child = os.fork()
        if not child:
            os.setsid()
            _as_child(task, told)
        while time.monotonic() < began + SECONDS_MAX and os.waitpid(child, os.WNOHANG) == (0, 0):
            time.sleep(0.01)
        late = time.monotonic() >= began + SECONDS_MAX
        if late:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
        failed = told.read_text("utf-8") if told.exists() else "it hung" if late else "it crashed"
    return {"killed_by": failed, "seconds": round(time.monotonic() - began, 2)}


def _as_child(task: Task, told: Path) -> None:
    with LOG.open("a", encoding="utf-8") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    try:
        with _databases(task) as given:
            if task.get("text"):
                sys.meta_path.insert(0, Mutated(task["file"], task["text"]))
            watching = Watching(given)
            code = pytest.main([*OPTIONS, *task["tests"]], plugins=[watching])
            told.write_text(watching.failed or ("" if code == pytest.ExitCode.OK else f"pytest said {code}"), "utf-8")
    except psycopg.Error as error:  # the database itself refuses the wrong: it cannot be made
        told.write_text(f"the database: {str(error).splitlines()[0]}", "utf-8")
    except BaseException:  # noqa: BLE001 – whatever it is, it is told where one looks
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


@contextmanager
def _databases(task: Task) -> Iterator[dict[str, str]]:
    """The server, a template and a lived district: as they are, or cloned with the wrong put in."""
    server, template, lived = task["server"], task["template"], task["lived"]
    if not task.get("statements"):
        yield {"server_url": server, "template": template}
        return
    names = {source: f"{source}_{os.getpid()}" for source in (template, lived)}
    try:
        for source, name in names.items():
            _run(server, sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, source)
            with psycopg.connect(_named(server, name), autocommit=False) as database:
                for statement in task["statements"]:
                    database.execute(statement)
        yield {"server_url": server, "template": names[template],
               "url": _named(server, names[lived], "postgresql+psycopg://")}  # fmt: skip
    finally:
        for name in names.values():
            _run(server, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), name)


def _run(server: str, statement: sql.SQL, *names: str) -> None:
    for _ in range(50):
        try:
            with psycopg.connect(_named(server, None), autocommit=True) as connection:
                connection.execute(statement.format(*map(sql.Identifier, names)))
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            time.sleep(0.2)  # the server's own vacuum is at work there
        else:
            return


def _named(url: str, database: str | None, scheme: str = "postgresql://") -> str:
    head, _, query = url.partition("?")
    if database:
        head = f"{head.rpartition('/')[0]}/{database}"
    return f"{head}?{query}".replace("postgresql+psycopg://", scheme)


if __name__ == "__main__":
    sys.exit(main())
