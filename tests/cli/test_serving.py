"""`chitra serve`, `submit`, `admin`: a service of its own process, set up, used and stopped from the command line."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from app import db, settings
from app.cli import app
from app.cli.demo.server import Served, served
from app.sample.writing import write_sample
from tests.conftest import create, drop


@pytest.fixture(scope="module")
def database(server_url: str) -> Iterator[str]:
    name = f"chitra_cli_{secrets.token_hex(6)}"
    yield create(server_url, name)
    drop(server_url, name)


@pytest.fixture(scope="module")
def service(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(database, tmp_path_factory.mktemp("served") / "server.log") as running:
        yield running


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder, 500, 11)
    return folder / "lists"


def key_of(service: Served, role: str, unit: str) -> str:
    return next(key["key"] for key in service.keys if (key["role"], key["unit_code"]) == (role, unit))


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.stdout, result.stderr


def submit(service: Served, file: Path, *more: str, role: str = "district_officer") -> tuple[int, str, str]:
    beside = ("--policy", "freelance", "--round", "2", "--received-on", "2021-08-20")
    return run("submit", str(file), *beside, "--url", service.url, "--key", key_of(service, role, "582"), *more)


def test_a_key_for_every_role_is_printed_and_opens_its_account(service: Served) -> None:
    assert {key["role"] for key in service.keys if key["unit_kind"] == "district"} == {
        "district_officer", "district_approver", "finance_maker", "finance_checker",
    }  # fmt: skip
    assert len({key["person"] for key in service.keys}) == len(service.keys)
    for key in service.keys[:3]:
        headers = {"Authorization": f"Bearer {key['key']}"}
        me = httpx.get(f"{service.url}/api/me", headers=headers).json()
        assert (me["role"], me["person"]) == (key["role"], key["person"])


def test_a_list_is_sent_and_its_faults_are_printed_and_marked(service: Served, lists: Path, tmp_path: Path) -> None:
    file = next(path for path in sorted(lists.glob("12-d2-*.xlsx")))
    code, rehearsed, _ = submit(service, file, "--dry-run", "--json")
    assert code == 0
    marked = tmp_path / "marked.xlsx"
    code, sent, _ = submit(service, file, "--marked", str(marked), "--json")
    assert code == 0
    one, rehearsal = json.loads(sent)["lists"][0], json.loads(rehearsed)["lists"][0]
    assert one["counts"] == rehearsal["counts"]
    if one["faults"]:
        assert load_workbook(marked).active.max_row > one["rows"]
    code, _, stderr = submit(service, file)
    assert code == 1
    assert "ALREADY_RECEIVED" in stderr


def test_what_the_service_refuses_exits_1_with_its_words(service: Served, lists: Path, tmp_path: Path) -> None:
    file = next(lists.glob("12-d2-*.xlsx"))
    assert submit(service, file, role="finance_maker")[0] == 1
    code, _, stderr = submit(service, file, "--key", "chitra_nobody")
    assert (code, "KEY_NEEDED" in stderr) == (1, True)
    code, _, _ = submit(service, file, "--url", "http://127.0.0.1:9")
    assert code == 1
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"PK\x03\x04 no workbook")
    assert submit(service, empty)[0] == 1


def test_wrong_use_exits_2(service: Served, lists: Path) -> None:
    file = next(lists.glob("12-d2-*.xlsx"))
    assert submit(service, file, "--received-on", "20/08/2021")[0] == 2
    assert submit(service, lists / "no-such-file.xlsx")[0] == 2


def test_the_service_sets_itself_up_from_any_folder_and_ends_in_order(server_url: str, tmp_path: Path) -> None:
    name = f"chitra_cli_{secrets.token_hex(6)}"
    url = create(server_url, name)
    environment = {**os.environ, "DATABASE_URL": url, "CHITRA_KEY_DIR": str(tmp_path / "keys")}
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)
    first = process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    drop(server_url, name)
    assert f":{port}" in first
    assert process.returncode == 0


@pytest.fixture
def administered(database: str, service: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("DATABASE_URL", database)
    caches = (settings.settings, db.engine, db.database_url)
    for cached in caches:
        cached.cache_clear()
    yield service
    db.engine().dispose()
    for cached in caches:
        cached.cache_clear()


def test_an_administrator_migrates_lists_accounts_and_issues_keys(administered: Served) -> None:
    code, said, _ = run("admin", "migrate", "--json")
    assert (code, json.loads(said)) == (0, {"revision": "head"})
    code, said, _ = run("admin", "accounts", "--json")
    accounts = json.loads(said)
    officer = next(one for one in accounts if (one["role"], one["code"]) == ("district_officer", "582"))
    assert code == 0
    code, said, _ = run("admin", "key", str(officer["id"]), "--json")
    headers = {"Authorization": f"Bearer {json.loads(said)['key']}"}
    me = httpx.get(f"{administered.url}/api/me", headers=headers).json()
    assert (code, me["person"]) == (0, officer["person"])
    assert run("admin", "key", "999999")[0] == 1


def test_accounts_for_trying_out_are_never_opened_in_production(
    administered: Served, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHITRA_ENV", "production")
    monkeypatch.delenv("CHITRA_TODAY", raising=False)
    settings.settings.cache_clear()
    code, stdout, _ = run("admin", "open-demo")
    assert (code, stdout) == (1, "")
