"""What an administrator does at the server: accounts, keys, paying accounts."""

import json
import os
import subprocess
import sys

import psycopg

from app.access import Role
from app.access.roles import PLACES
from tests.conftest import ROOT, plain
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


def test_a_role_is_opened_only_where_it_belongs(office: Office, database_url: str) -> None:
    for role, unit in (("provincial_approver", "582"), ("legal_officer", "582"), ("district_approver", "58")):
        done = chitra("admin", "open", "Một Người", role, unit, url=database_url)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"Vai trò {role} không thuộc loại đơn vị này" in done.stderr
    for role, unit in (("provincial_approver", "58"), ("district_approver", "582")):
        assert chitra("admin", "open", "Một Người", role, unit, url=database_url).returncode == 0


def test_one_person_is_not_opened_two_roles_that_exclude_each_other(office: Office, database_url: str) -> None:
    assert chitra("admin", "open", "Một Người", "finance_maker", "582", url=database_url).returncode == 0
    for role, unit in (("finance_checker", "582"), ("finance_checker", "58"), ("auditor", "582")):
        done = chitra("admin", "open", "Một Người", role, unit, url=database_url)
        assert (done.returncode, done.stdout) == (1, "")
        assert "Một Người đang giữ vai trò finance_maker" in done.stderr
    assert chitra("admin", "open", "Một Người", "finance_maker", "58", url=database_url).returncode == 0
    assert chitra("admin", "open", "Người Khác", "finance_checker", "582", url=database_url).returncode == 0


def test_the_database_has_the_same_places(database_url: str) -> None:
    with psycopg.connect(plain(database_url), autocommit=True) as connection:
        kinds = connection.execute("SELECT kind, min(id) FROM unit GROUP BY kind").fetchall()
        for role in Role:
            assert {kind for kind, unit in kinds if opens(connection, role, unit)} == PLACES[role]


def opens(connection: psycopg.Connection[tuple[int]], role: Role, unit: int) -> bool:
    """Whether the database takes an account."""
    statement = """WITH somebody AS (INSERT INTO natural_person (name) VALUES (%s) RETURNING id)
                   INSERT INTO account (person_id, role, unit_id) SELECT id, %s, %s FROM somebody"""
    try:
        connection.execute(statement, (f"{role} {unit}", role, unit))
    except psycopg.DatabaseError as error:
        if error.sqlstate == "CT003":
            return False
        raise
    return True
