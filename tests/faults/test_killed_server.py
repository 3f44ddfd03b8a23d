"""A server killed at any moment loses no list that it acknowledged, leaves no half one, and doubles none."""

import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests.acts.province import FREELANCE
from tests.conftest import plain
from tests.faults.crowd import crowd
from tests.faults.real_server import RealServer, real_server
from tests.office import Office
from tests.routers.neighbours import query

KILLS = 8
ROWS = 150
SEED = 68
AGAIN_SECONDS_MAX = 30
STRAY = """
    SELECT (SELECT count(*) FROM act a WHERE NOT EXISTS (SELECT FROM audit_entry e WHERE e.act_id = a.id)),
           (SELECT count(*) FROM staged_row), (SELECT count(*) FROM list_row r WHERE r.state = 'accepted'
            AND NOT EXISTS (SELECT FROM application a WHERE a.id = r.application_id)),
           (SELECT count(*) FROM application a WHERE NOT EXISTS (
            SELECT FROM determination d WHERE d.id = a.determination_id AND d.application_id = a.id))
"""


@dataclass(slots=True)
class Clerk:
    """Sends one list after another, each under a key of its own, and remembers what was acknowledged."""

    server: RealServer
    key: str
    acknowledged: dict[int, httpx.Response] = field(default_factory=dict)
    sent: int = 0

    def send(self, nth: int) -> httpx.Response:
        """The nth list; the same bytes however often."""
        body = {"header": {}, "rows": crowd(ROWS, first=nth * ROWS)}
        headers = {"Authorization": f"Bearer {self.key}", "Idempotency-Key": f"list-{nth}"}
        params: dict[str, Any] = FREELANCE
        url = f"{self.server.url}/api/beneficiary-lists"
        return httpx.post(url, params=params, json=body, headers=headers, timeout=30)

    def send_until_killed(self) -> int:
        """The list that nobody acknowledged."""
        while True:
            nth, self.sent = self.sent, self.sent + 1
            try:
                answer = self.send(nth)
            except httpx.TransportError:
                return nth
            assert answer.status_code == 201, answer.text[:300]
            self.acknowledged[nth] = answer

    def send_again(self, nth: int) -> httpx.Response:
        """Until it is acknowledged: the dead server's transaction may still be ending."""
        until = time.monotonic() + AGAIN_SECONDS_MAX
        while True:
            answer = self.send(nth)
            if answer.status_code == 201:
                return answer
            assert answer.status_code in {409, 503} and time.monotonic() < until, answer.text[:300]
            time.sleep(0.1)


@pytest.mark.timeout(240)
def test_a_killed_server_loses_no_acknowledged_list_and_leaves_no_half_one(
    office: Office, database_url: str, tmp_path: Path
) -> None:
    moments = random.Random(SEED)
    key = office.desk("district_officer", "582").key
    replayed = 0
    with real_server(database_url, tmp_path / "server.log") as server:
        clerk = Clerk(server, key)
        for _ in range(KILLS):
            killer = threading.Timer(moments.uniform(0.05, 0.6), server.kill)
            killer.start()
            lost = clerk.send_until_killed()
            killer.join()
            assert all_whole(clerk) in {len(clerk.acknowledged), len(clerk.acknowledged) + 1}
            server.start()
            answer = clerk.send_again(lost)
            replayed += "idempotent-replayed" in answer.headers
            clerk.acknowledged[lost] = answer
            assert all_whole(clerk) == len(clerk.acknowledged)
        for nth, answer in clerk.acknowledged.items():
            assert clerk.send(nth).content == answer.content
    assert len(clerk.acknowledged) == clerk.sent >= KILLS
    assert replayed < KILLS  # some were killed before their commit, too
    assert query(STRAY) == [(0, 0, 0, 0)]
    assert query("SELECT count(*) FROM application")[0][0] == ROWS * clerk.sent


def all_whole(clerk: Clerk) -> int:
    """How many lists there are, of which none is half and none of those acknowledged is missing."""
    rows = {row.list_id: row.rows for row in query("""
        SELECT l.id AS list_id, count(r.id) AS rows FROM beneficiary_list l
        LEFT JOIN list_version v ON v.list_id = l.id LEFT JOIN list_row r ON r.version_id = v.id GROUP BY l.id
    """)}  # fmt: skip
    assert set(rows.values()) <= {ROWS}, rows
    assert {answer.json()["lists"][0]["list_id"] for answer in clerk.acknowledged.values()} <= set(rows)
    return len(rows)


def test_what_is_not_committed_is_not_acknowledged(office: Office, database_url: str, tmp_path: Path) -> None:
    """The commit waits (a lock on the answer's table); while it does, nobody is told that it is done."""
    key = office.desk("district_officer", "582").key
    with real_server(database_url, tmp_path / "server.log") as server, psycopg.connect(plain(database_url)) as other:
        other.execute("LOCK TABLE answered_request IN SHARE MODE")
        clerk = Clerk(server, key)
        lost: list[int] = []
        sender = threading.Thread(target=lambda: lost.append(clerk.send_until_killed()))
        sender.start()
        wait_for_a_waiter(other)
        server.kill()
        sender.join(10)
        other.rollback()
        assert (lost, clerk.acknowledged) == ([0], {})
        server.start()
        assert "idempotent-replayed" not in clerk.send_again(0).headers
        assert all_whole(clerk) == 1


def wait_for_a_waiter(other: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Until a session of this database waits for our lock."""
    until = time.monotonic() + AGAIN_SECONDS_MAX
    while not other.execute(
        "SELECT FROM pg_locks WHERE NOT granted AND relation = 'answered_request'::regclass"
    ).fetchall():
        assert time.monotonic() < until
        time.sleep(0.02)
