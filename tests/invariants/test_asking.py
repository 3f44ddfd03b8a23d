"""The invariants asked over HTTP and on the command line, of a clean database and of a broken one."""

import json
import os
import subprocess
import sys

import pytest

from app.access import PERMITTED, Action, Role
from tests.acts.test_payment import open_entitlements
from tests.office import Office, accepted, refused
from tests.walls.plain_sql import terminal

AFTER = "UPDATE fund_allotment SET amount_vnd = amount_vnd + 1"


def break_it(url: str) -> None:
    """An allotment is put at another sum, past its wall."""
    with terminal(url) as at:
        at.rows("ALTER TABLE fund_allotment DISABLE TRIGGER USER")
        at.rows(AFTER)
        at.connection.commit()


def chitra(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    """`chitra invariants …` on a database."""
    command = [sys.executable, "-m", "app.cli", "invariants", *words]
    environment = {**os.environ, "DATABASE_URL": url}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.corrupts("asked of what is broken")
def test_the_invariants_are_asked_over_http(office: Office, database_url: str) -> None:
    open_entitlements(office)
    auditor = office.desk("auditor", "58")
    found = accepted(auditor.get("/invariants", files="true"))
    assert found["held"] and [each["id"] for each in found["items"]] == [f"I{nth}" for nth in range(1, 15)]
    assert all(each["held"] and each["vi"] and each["en"] and not each["left_out"] for each in found["items"])
    left_out = {each["id"] for each in accepted(auditor.get("/invariants"))["items"] if each["left_out"]}
    assert left_out == {"I5", "I6"}
    break_it(database_url)
    found = accepted(auditor.get("/invariants"))
    [broken] = [each for each in found["items"] if not each["held"]]
    assert not found["held"] and (broken["id"], broken["breaches"]) == ("I3", 1)
    [example] = broken["examples"]
    assert example["record"].startswith("fund_allotment/") and "allotment" in example["part"]


def test_whoever_has_nothing_to_do_with_money_is_not_told(office: Office) -> None:
    assert Role.AUDITOR in PERMITTED[Action.READ_INVARIANTS]
    refused(office.desk("district_officer", "582").get("/invariants"), "NOT_YOURS")


@pytest.mark.corrupts("asked of what is broken")
def test_the_command_ends_with_0_where_all_hold_and_with_1_where_not(office: Office, database_url: str) -> None:
    open_entitlements(office)
    done = chitra(database_url, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["held"]
    break_it(database_url)
    for words in (["--json"], ["--no-files"]):
        done = chitra(database_url, *words)
        assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "I3" in done.stdout and "BROKEN: 1" in done.stdout
    told = json.loads(chitra(database_url, "--json", "--no-files").stdout)
    assert [each["id"] for each in told["items"] if not each["held"]] == ["I3"]
