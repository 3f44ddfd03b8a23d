"""What an administrator does at the server: accounts, keys, paying accounts."""

import json
import os
import subprocess
import sys

from tests.conftest import ROOT
from tests.office import Desk, Office, accepted


def chitra(*words: str, url: str) -> subprocess.CompletedProcess[str]:
    """The command line on the test's database."""
    command = [sys.executable, "-m", "app.cli", *words]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_account_opened_at_the_server_works_at_once(office: Office, database_url: str) -> None:
    opened = chitra("admin", "open", "Nguyễn Thị Kiểm", "auditor", "582", "--json", url=database_url)
    assert opened.returncode == 0, opened.stderr
    desk = Desk(office.base_url, json.loads(opened.stdout)["key"])
    me = accepted(desk.get("/me"))
    desk.http.close()
    assert (me["person"], me["role"], me["unit_kind"]) == ("Nguyễn Thị Kiểm", "auditor", "district")


def test_a_paying_account_is_set_and_a_malformed_one_refused(office: Office, database_url: str) -> None:
    said = ("admin", "paying-account", "58", "Sở Tài chính", "3713012345678", "VBAAVNVX")
    assert chitra(*said, url=database_url).returncode == 0
    assert chitra(*said[:-2], "12 34", "VBAAVNVX", url=database_url).returncode == 1
    assert chitra("admin", "paying-account", "999", "Ai", "3713012345678", "VBAAVNVX", url=database_url).returncode == 1
    assert chitra("admin", "open", "Ai", "king", "58", url=database_url).returncode == 2
