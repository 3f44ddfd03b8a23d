"""A service without the keys in force does not start, and says so when they go; demos have keys of their own."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app import db, resealing
from app.cli import database
from app.cli.demo import server
from app.protection import ring
from tests.acts.province import FREELANCE, freelance_list, workers
from tests.cli.test_admin import chitra
from tests.faults.crowd import crowd
from tests.faults.real_server import real_server
from tests.office import Office, refused
from tests.walls.lived import administrator


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITRA_KEY_DIR", str(tmp_path / "keys"))


def second_key(office: Office) -> Path:
    """Another data key comes into force; its file."""
    office.desk("administrator", "58")
    with db.acting(administrator()) as tx:
        ring().key("data", 1)
        return ring().path("data", resealing.put_in_force(tx))


def test_a_service_without_the_key_in_force_does_not_start(office: Office, database_url: str) -> None:
    file = second_key(office)
    file.rename(file.with_suffix(".away"))
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "1"]
    environment = {**os.environ, "DATABASE_URL": database_url}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "data-2.key is missing" in done.stderr and "Traceback" not in done.stderr


def test_a_key_that_is_gone_is_503_in_words_and_the_service_is_not_healthy(
    office: Office, database_url: str, tmp_path: Path
) -> None:
    officer = office.desk("district_officer", "582")
    freelance_list(office, workers(1))
    file = second_key(office)
    with real_server(database_url, tmp_path / "server.log") as running:
        file.rename(file.with_suffix(".away"))
        headers = {"Authorization": f"Bearer {officer.key}", "Idempotency-Key": "list-1"}
        sent = httpx.post(
            f"{running.url}/api/beneficiary-lists", headers=headers, params=dict(FREELANCE), timeout=60,
            json={"header": {}, "rows": crowd(2)},
        )  # fmt: skip
        assert refused(sent, "KEYS_AWAY")["status"] == 503 and sent.headers["retry-after"]
        assert refused(httpx.get(f"{running.url}/api/health"), "KEYS_AWAY")["status"] == 503
        file.with_suffix(".away").rename(file)
        assert httpx.get(f"{running.url}/api/health").json() == {"status": "ok"}
    assert "KeysMissing" in (tmp_path / "server.log").read_text("utf-8")


def test_a_key_that_may_not_retire_is_refused_in_sentences(office: Office, database_url: str) -> None:
    second_key(office)
    for id_, said in (("2", "Khoá data số 2 đang dùng"), ("9", "Không có khoá data số 9")):
        done = chitra("admin", "keys", "retire", "data", id_, url=database_url)
        assert done.returncode == 1
        assert said in done.stderr and "_" not in done.stderr.splitlines()[-1]


def test_a_demos_database_has_keys_of_its_own_anew_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.database.settings", lambda: ring().of.model_copy(update={"data_dir": tmp_path}))
    folder = database.fresh_keys("chitra_demo")
    assert folder == tmp_path / "demo-keys" / "chitra_demo" != Path(os.environ["CHITRA_KEY_DIR"])
    (folder / "retired").mkdir(parents=True)
    (folder / "retired" / "data-1.key").write_text("00")
    assert not database.fresh_keys("chitra_demo").exists()
    assert server._environment("postgresql://", folder)["CHITRA_KEY_DIR"] == str(folder)
