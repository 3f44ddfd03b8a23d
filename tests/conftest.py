"""One server for the run, a database for each worker cloned from a migrated template, keys of its own."""

import hashlib
import os
import secrets
import shutil
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from psycopg import sql

from app import embedded
from tests.office import Office
from tests.treasury import fund_everything

ROOT = Path(__file__).parent.parent
TEMPLATE = "chitra_template"
MEMORY, ROOM = Path("/dev/shm"), 8 * 1024**3


def _cluster() -> Path:
    """Where the server's data lies: in memory where there is room, since each test has a database copied for it."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY / f"chitra-test-{os.getuid()}-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"
    return ROOT / "var" / "pg-test"


CLUSTER = _cluster()
KEYS = ROOT / "var" / "test-keys"

os.environ["CHITRA_KEY_DIR"] = str(KEYS)
os.environ["CHITRA_TODAY"] = "2022-02-25"


def migrate(url: str, revision: str = "head") -> None:
    """Bring a database to a revision, as a deployment does."""
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    command.upgrade(config, revision)


def plain(url: str) -> str:
    """The URL as psycopg takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://")


def named(url: str, database: str) -> str:
    """The URL of another database on the same server."""
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{database}?{query}"


def create(url: str, database: str, template: str = "template0") -> str:
    """A new database, in place of one that an earlier run left; its URL."""
    drop(url, database)
    with psycopg.connect(plain(url), autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(database), sql.Identifier(template)
            )
        )
    return named(url, database)


def drop(url: str, database: str) -> None:
    """A database that is not needed any more."""
    with psycopg.connect(plain(url), autocommit=True) as server:
        for _ in range(100):
            try:
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
            except psycopg.errors.InsufficientPrivilege:
                time.sleep(0.1)  # the server's own vacuum is at work there: it is not ours to end
            else:
                return
        raise TimeoutError(database)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The embedded server for tests, shared by the workers of this run."""
    with embedded.running(CLUSTER) as url:
        yield url
    if CLUSTER.is_relative_to(MEMORY):
        with suppress(embedded.EmbeddedRefused, OSError):  # another worker or run is at work in it still
            embedded.remove(CLUSTER)


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """A migrated database with the province's units; each worker has its own."""
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.orm import Session  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    from app.access.people import load_units  # noqa: PLC0415 – settings are read at the first import of the service

    name = f"{TEMPLATE}_{os.getpid()}"  # two runs at once do not meet
    url = create(server_url, name)
    migrate(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine) as tx:
        load_units(tx)
        tx.commit()
    with serving(url):
        fund_everything()
    yield name
    drop(server_url, name)


@contextmanager
def serving(url: str) -> Iterator[None]:
    """The service in this process works on that database."""
    from app import db, settings  # noqa: PLC0415

    caches = (settings.settings, db.engine, db.database_url)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", url)
        for cached in caches:
            cached.cache_clear()
        yield
        db.engine().dispose()
    for cached in caches:
        cached.cache_clear()


@pytest.fixture
def database_url(server_url: str, template: str) -> Iterator[str]:
    """A database of this test alone, which the service under test uses."""
    name = f"chitra_test_{secrets.token_hex(6)}"
    url = create(server_url, name, template)
    with serving(url):
        yield url
    drop(server_url, name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test that moved money leaves every invariant holding, or says why not by the marker `corrupts`."""
    result = yield
    url = getattr(item, "funcargs", {}).get("database_url")
    if url and not item.get_closest_marker("corrupts"):
        from tests.invariants.held import require_held  # noqa: PLC0415 – as above

        require_held(url)
    return result


@pytest.fixture(scope="session")
def service_url() -> Iterator[str]:
    """The service on a port of its own, in a thread, for as long as the worker runs."""
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


@pytest.fixture
def office(service_url: str, database_url: str) -> Iterator[Office]:
    """The province's people, in a database of this test alone."""
    opened = Office(service_url)
    yield opened
    opened.close()
