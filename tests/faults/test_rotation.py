"""Keys change again and again while a real server takes lists and answers searches: nothing is lost, nobody unfound."""

import json
import os
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from app import db, resealing
from app.protection import ring
from tests.acts.province import FREELANCE
from tests.cli.test_admin import chitra
from tests.faults.crowd import crowd, number_of
from tests.faults.real_server import RealServer, real_server
from tests.faults.test_killed_server import STRAY
from tests.office import Office
from tests.routers.neighbours import query
from tests.walls.lived import all_values

ROUNDS = int(os.environ.get("CHITRA_ROTATION_ROUNDS", "6"))
ROWS = int(os.environ.get("CHITRA_ROTATION_ROWS", "1000"))
CLERKS = 2
TO_COME_AGAIN = {409, 503}


@pytest.fixture
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITRA_KEY_DIR", str(tmp_path / "keys"))


@dataclass(slots=True)
class Load:
    """Clerks who send lists and somebody who looks for those whose lists were acknowledged."""

    server: RealServer
    key: str
    rows: int
    stop: threading.Event = field(default_factory=threading.Event)
    answers: dict[int, httpx.Response] = field(default_factory=dict)  # by list
    statuses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0

    def clerk(self, nth: int) -> None:
        """List after list, each until it is acknowledged."""
        number = nth
        while not self.stop.is_set() or number == nth:
            self.answers[number] = self.acknowledged(number)
            number += CLERKS

    def acknowledged(self, number: int) -> httpx.Response:
        """A list under its own key, sent again as often as the server says so."""
        began = time.monotonic()
        while True:
            answer = self.send(number)
            self.statuses[f"list {answer.status_code}"] += 1
            if answer.status_code not in TO_COME_AGAIN:
                break
            assert answer.headers["retry-after"], answer.text
            time.sleep(0.1)
        self.slowest = max(self.slowest, time.monotonic() - began)
        if answer.status_code != 201:
            self.wrong.append(answer.text[:300])
        return answer

    def send(self, number: int) -> httpx.Response:
        """The same bytes however often."""
        rows = crowd(self.rows, first=number * self.rows)
        headers = {"Authorization": f"Bearer {self.key}", "Idempotency-Key": f"list-{number}"}
        params: dict[str, Any] = FREELANCE
        url = f"{self.server.url}/api/beneficiary-lists"
        return httpx.post(url, params=params, json={"header": {}, "rows": rows}, headers=headers, timeout=120)

    def look(self) -> None:
        """Somebody of a list that was acknowledged is found, whatever happens to the keys."""
        while not self.stop.is_set():
            for number in list(self.answers):
                self.found(number * self.rows + 1)
            time.sleep(0.01)

    def found(self, nth: int) -> None:
        """Look for one person by number, and read why they are supported."""
        headers = {"Authorization": f"Bearer {self.key}"}
        sought = {"number": number_of(nth)}
        answer = httpx.post(f"{self.server.url}/api/applications/search", json=sought, headers=headers, timeout=60)
        self.statuses[f"search {answer.status_code}"] += 1
        items = answer.json().get("items", [])
        if answer.status_code != 200 or len(items) != 1:
            self.wrong.append(f"{sought}: {answer.status_code} {answer.text[:300]}")
            return
        path = f"/api/applications/{items[0]['id']}/explanation"
        told = httpx.get(f"{self.server.url}{path}", headers=headers, timeout=60)
        self.statuses[f"explanation {told.status_code}"] += 1
        if told.status_code != 200:
            self.wrong.append(f"{path}: {told.text[:300]}")

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """For as long as the block runs."""
        work = [threading.Thread(target=self.clerk, args=(nth,)) for nth in range(CLERKS)]
        work.append(threading.Thread(target=self.look))
        for each in work:
            each.start()
        try:
            yield
        finally:
            self.stop.set()
            for each in work:
                each.join(300)


def change(url: str) -> dict[str, Any]:
    """Every key once: a new one, everything sealed and hashed anew, the old ones retired."""
    new = said(url, "new")
    said(url, "reseal")
    reindexed = said(url, "reindex")
    said(url, "retire", "data", str(new["id"] - 1))
    said(url, "retire", "index", str(reindexed["id"] - 1))
    return {"data": new["id"], "index": reindexed["id"]}


def said(url: str, *words: str) -> Any:  # noqa: ANN401 – JSON
    """What a command of the keys says; told to come again while others work, it comes again."""
    for _ in range(20):
        done = chitra("admin", "keys", *words, "--json", url=url)
        if done.returncode == 0:
            return json.loads(done.stdout)
        time.sleep(0.5)
    raise AssertionError(done.stderr)


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("_own_keys")
def test_keys_change_under_load_and_nothing_is_lost(office: Office, database_url: str, tmp_path: Path) -> None:
    rotate(office, database_url, tmp_path / "server.log", rounds=1, rows=60)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.usefixtures("_own_keys")
def test_keys_change_under_a_large_load_and_nothing_is_lost(office: Office, database_url: str, tmp_path: Path) -> None:
    load = rotate(office, database_url, tmp_path / "server.log", rounds=ROUNDS, rows=ROWS)
    shown = dict(load.statuses), f"{len(load.answers) * load.rows} rows", f"slowest list {load.slowest:.1f} s"
    print(*shown)  # noqa: T201 – seen with pytest -s


def rotate(office: Office, url: str, log: Path, *, rounds: int, rows: int) -> Load:
    """Change every key some times while lists come in, and look at all that is there afterwards."""
    officer = office.desk("district_officer", "582")
    office.desk("administrator", "58")
    with real_server(url, log) as server:
        load = Load(server, officer.key, rows)
        with load.at_work():
            time.sleep(1)
            for _ in range(rounds):
                last = change(url)
            time.sleep(0.5)
        assert load.wrong == []
        assert len(load.answers) >= CLERKS
        for number, answer in load.answers.items():
            assert load.send(number).content == answer.content
            load.found(number * rows + rows)
        assert load.wrong == []
        sealed_under(last)
    assert "Traceback" not in log.read_text("utf-8")
    assert query(STRAY) == [(0, 0, 0, 0)]
    assert query("SELECT count(*) FROM application")[0][0] == rows * len(load.answers)
    assert query("SELECT count(*) FROM identity_document")[0][0] == rows * len(load.answers)
    assert query("SELECT count(*) FROM explanation")[0][0] == 1, "the same words are kept once, under whichever key"
    return load


def sealed_under(last: dict[str, int]) -> None:
    """Everything opens, and names the last key alone."""
    with db.reading() as tx:
        assert set(resealing.uses(tx)) == {last["data"]}
        assert resealing.in_force(tx) == last
    assert ring().ids("data") == [last["data"]] and ring().ids("index") == [last["index"]]
    assert sum(map(len, all_values().values())) > 0


@pytest.mark.usefixtures("_own_keys")
def test_a_reseal_broken_off_goes_on_where_it_was(office: Office, database_url: str) -> None:
    from tests.walls.lived import administrator  # noqa: PLC0415 – beside its other users

    officer = office.desk("district_officer", "582")
    office.desk("administrator", "58")
    rows = {"header": {}, "rows": crowd(30)}
    assert officer.send("/beneficiary-lists", {"json": rows}, key=secrets.token_hex(4), **FREELANCE).status_code == 201
    with db.acting(administrator()) as tx:
        resealing.put_in_force(tx)
    for _ in resealing.reseal(administrator()):
        break  # after the first batch, as a killed command leaves it
    with db.reading() as tx:
        assert set(resealing.uses(tx)) == {1, 2}
    done = list(resealing.reseal(administrator()))
    with db.reading() as tx:
        assert set(resealing.uses(tx)) == {2}
    assert done
    all_values()
