"""A database that is away, full or stopped is said to be so, with what to do: never an error of ours."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg import errors

from app.routers.problems import refusal_of
from tests.acts.province import FREELANCE, send, workers
from tests.conftest import plain
from tests.faults.real_server import RealServer
from tests.office import Office, refused

AWAY = "postgresql://chitra:x@127.0.0.1:{port}/chitra"


@pytest.fixture
def server_without_database(tmp_path: Path) -> Iterator[RealServer]:
    """A service whose database's port nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = RealServer(AWAY.format(port=taken.getsockname()[1]), tmp_path / "server.log")
        try:
            server.start()
            yield server
        finally:
            server.kill()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whoever_asks_while_the_database_is_away_is_told_to_ask_again(
    server_without_database: RealServer, method: str
) -> None:
    headers = {"Authorization": "Bearer chitra_x", "Idempotency-Key": "k"}
    told = httpx.request(method, f"{server_without_database.url}/api/payment-batches", headers=headers, timeout=30)
    assert refused(told, "BUSY")["status"] == 503
    assert told.headers["retry-after"] == "2"


@pytest.mark.parametrize("error", [errors.DiskFull, errors.AdminShutdown, errors.CrashShutdown, errors.QueryCanceled])
def test_what_the_driver_raises_by_itself_is_read_as_what_comes_through_sqlalchemy(error: type[psycopg.Error]) -> None:
    assert refusal_of(error("x")).code == "BUSY"


def test_a_session_that_ends_while_rows_are_copied_in_is_told_to_ask_again(office: Office, database_url: str) -> None:
    """The staging table is another's for the moment, so that the session is ended at work on it."""
    desk, answers = office.desk("district_officer", "582"), []
    with psycopg.connect(plain(database_url), autocommit=True) as other:
        with other.transaction():
            other.execute("LOCK TABLE staged_row IN ACCESS EXCLUSIVE MODE")
            sender = threading.Thread(target=lambda: answers.append(send(desk, workers(2), **FREELANCE)))
            sender.start()
            while not other.execute(ENDED).fetchall():
                assert sender.is_alive()
        sender.join(30)
    assert refused(answers[0], "BUSY")["status"] == 503


ENDED = """SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND relation = 'staged_row'::regclass"""
