"""Values planted through the front door, in the right fields and in the wrong ones, are left in plain nowhere."""

import base64
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import psycopg
import pytest

from tests.acts.province import FREELANCE, SUSPENDED, send, suspended_list
from tests.acts.test_decisions import confirmed
from tests.canary.scanning import Scanner, dump
from tests.conftest import CLUSTER, create, drop, plain
from tests.faults.real_server import real_server
from tests.files.sheets import GOOD, as_csv, table, workbook
from tests.office import Desk, Office, accepted
from tests.routers.small_life import PEOPLE, TREATED, live
from tests.walls.lived import PARENT

NUMBERS = ("citizen_id", "old_identity", "insurance_number", "account_number", "phone")
PAPER = "Giấy ra viện 7731 khoa Truyền nhiễm"
PREGNANT_FROM, TREATED_FROM, TREATED_TO = "2021-02-13", "2021-07-19", "2021-08-03"
DAYS = (PREGNANT_FROM, TREATED_FROM, TREATED_TO)
HEALTH = (PAPER, *DAYS, *("/".join(reversed(day.split("-"))) for day in DAYS))
ILL = {
    **TREATED, "full_name": "Hồ Văn Chanh", "citizen_id": "058077734572", "account_number": "4901734500077",
    "phone": "0911734510", "treated_from": TREATED_FROM, "treated_to": TREATED_TO, "treatment_paper": PAPER,
}  # fmt: skip
EXPECTING = {
    **PARENT, "full_name": "Vũ Thị Sung", "citizen_id": "058185734597", "insurance_number": "5873456405",
    "account_number": "4901734500088", "phone": "0911734511", "pregnant": True, "pregnant_from": PREGNANT_FROM,
    "child_1_certificate": "908/2018",
}  # fmt: skip
PLANTED = (*PEOPLE, ILL, EXPECTING)
WANTED = frozenset(str(one[name]) for one in PLANTED for name in NUMBERS if one.get(name))
SOMEBODY = "058188734519"
SENTENCE = f"liên hệ số {SOMEBODY} nhé"
SETTINGS = {"log_statement": "none", "log_parameter_max_length": "0", "log_parameter_max_length_on_error": "0",
            "log_min_error_statement": "panic", "log_error_verbosity": "terse"}  # fmt: skip


@dataclass(slots=True)
class Left:
    """What a day's work has left behind."""

    url: str
    log: Path
    temporary: Path
    errors: list[httpx.Response] = field(default_factory=list)


@pytest.fixture(scope="module")
def left(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    """A day's work against a server in a process of its own."""
    from app import db, settings  # noqa: PLC0415 – settings are read at the first import of the service

    name, folder = f"chitra_canary_{secrets.token_hex(6)}", tmp_path_factory.mktemp("canary")
    (folder / "tmp").mkdir()
    url = create(server_url, name, template)
    caches = (settings.settings.cache_clear, db.engine.cache_clear, db.database_url.cache_clear)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", url)
        environment.setenv("TMPDIR", str(folder / "tmp"))
        environment.setenv("CHITRA_KEY_DIR", str(folder / "keys"))
        for clear in caches:
            clear()
        made = Left(url, folder / "server.log", folder / "tmp")
        with real_server(url, made.log) as server:
            office = Office(server.url)
            live(office)
            live_on(office)
            wrong(office, made)
            office.close()
        db.engine().dispose()
    for clear in caches:
        clear()
    yield made
    drop(server_url, name)


def live_on(office: Office) -> None:
    """What a small life lacks: health with days and papers, an XLSX with faults, its marked file, a correction."""
    day = {"received_on": "2021-11-20", "on": "2021-11-20"}
    officer = office.desk("district_officer", "582")
    accepted(send(officer, [ILL], {"facility_name": "Bệnh viện dã chiến số 2"}, policy="meals_f0", unit="582", **day))
    suspended_list(office, [EXPECTING])
    confirmed(office)
    for data in (workbook(table(*MISTAKEN)), as_csv(table(*MISTAKEN))):
        receipt = accepted(officer.upload("/beneficiary-lists", data, **FREELANCE))["lists"][0]
        assert receipt["counts"]["faulty"] == len(MISTAKEN), receipt
        marked = officer.get(f"/beneficiary-lists/{receipt['list_id']}/faults.xlsx")
        assert marked.status_code == 200, marked.text[:300]
    mended = {"rows": [{**PEOPLE[2], "stopped_from": "2021-07-17"}]}
    [one] = accepted(officer.post("/applications/search", {"number": PEOPLE[0]["citizen_id"]}))["items"]
    path, dates = f"/beneficiary-lists/{one['list_id']}/corrections", {"received_on": "2021-08-12", "on": "2021-08-12"}
    accepted(officer.post(path, mended, **dates))
    for what in ({"number": SOMEBODY}, {"account": "4901734500011"}):
        for path in ("/applications/search", "/beneficiaries/search", "/payouts/search"):
            accepted(officer.post(path, what))


# Numbers in each other's columns.
MISTAKEN = (
    {**GOOD, "full_name": "Trần Thị Na 058191734533"}, {**GOOD, "citizen_id": "0911734503"},
    {**GOOD, "citizen_id": "58191734533", "birth_date": "264734527"}, {**GOOD, "sex": "058191734533"},
    {**GOOD, "phone": "058191734533", "occupation": PAPER}, {**GOOD, "citizen_id": "O58191734533"},
    {**GOOD, "residence_commune": "058191734533", "bank": "4901734500011", "payment_method": "4901734500011"},
)  # fmt: skip


def wrong(office: Office, made: Left) -> None:
    """Numbers where none belong: every answer is an error, and kept for a look."""
    officer, finance = office.desk("district_officer", "582"), office.desk("finance_maker", "582")
    [one, *_] = accepted(officer.get("/applications"))["items"]
    rows: list[dict[str, object]] = [
        {"full_name": SOMEBODY}, {"birth_date": SOMEBODY}, {"sex": SOMEBODY}, {SOMEBODY: "x"},
        {"citizen_id": [SOMEBODY]}, {"bank": SOMEBODY}, {"residence_commune": SOMEBODY}, {"occupation": PAPER},
    ]  # fmt: skip
    said = [send(officer, [{**PEOPLE[0], **row}], **FREELANCE) for row in rows]
    said += [send(officer, [PEOPLE[0]], {SOMEBODY: SOMEBODY}, **FREELANCE)]
    to_nowhere = {"payment_method": "transfer", "account_number": "49017345000", "bank": SOMEBODY, "reason": SENTENCE}
    as_json = {"Content-Type": "application/json"}
    path = f"/applications/{one['id']}"
    said += [officer.get(each) for each in (f"/applications/{SOMEBODY}", f"/{SOMEBODY}")]
    said += [officer.get("/applications", **query) for query in ({"state": SOMEBODY}, {SOMEBODY: "1"})]
    said += [officer.post("/beneficiaries/search", what) for what in (
        {"name": SENTENCE}, {"number": f"{SOMEBODY}!"}, {SOMEBODY: SOMEBODY})]  # fmt: skip
    said += [
        officer.post("/submissions", {"policy": SOMEBODY}),
        officer.post(f"{path}/decline", {"paper_number": "1", "paper_date": SOMEBODY}),
        officer.post(f"{path}/payment", to_nowhere),
        officer.post("/links", {"first": 1, "second": 2, "reason": SENTENCE}),
        officer.send("/submissions", {"content": f'{{"policy": "{SOMEBODY}"', "headers": as_json}),
        officer.upload("/beneficiary-lists", f"{SOMEBODY};{SOMEBODY}\n".encode(), "text/csv", **FREELANCE),
        officer.upload("/beneficiary-lists", SOMEBODY.encode(), "application/pdf", **FREELANCE),
        officer.upload("/beneficiary-lists", b"{}", "application/json", **{**SUSPENDED, "unit": SOMEBODY}),
        finance.upload("/answers", f"<Document><{SOMEBODY}/></Document>".encode(), "application/xml"),
        finance.upload("/answers", SOMEBODY.encode(), "text/plain"),
        as_nobody(officer),
    ]
    made.errors += said


def as_nobody(desk: Desk) -> httpx.Response:
    """With a key that is a number."""
    return httpx.post(f"{desk.http.base_url}applications/search", json={"number": SOMEBODY},
                      headers={"Authorization": f"Bearer {SOMEBODY}"})  # fmt: skip


def scanner(**more: Any) -> Scanner:  # noqa: ANN401 – as Scanner takes them
    return Scanner(WANTED, HEALTH, **more)


def scan_database(url: str) -> Scanner:
    looking = scanner(files=True)
    with psycopg.connect(plain(url)) as connection:
        for place, chunks in dump(connection):
            looking.look_through(place, chunks)
    return looking


def test_a_dump_of_the_database_holds_none_of_it(left: Left) -> None:
    looking = scan_database(left.url)
    assert looking.found() == {}
    assert looking.looked_at > 100_000


def test_what_the_server_wrote_holds_none_of_it(left: Left) -> None:
    looking = scanner()
    looking.look_at_file(left.log)
    logs = list((CLUSTER / "log").glob("*"))
    assert logs
    for log in logs:
        looking.look_at_file(log)
    assert looking.found() == {}


def test_no_error_says_any_of_it(left: Left) -> None:
    looking = scanner()
    for error in left.errors:
        looking.look(f"{error.status_code} {error.request.method}", error.content + repr(error.headers).encode())
    assert looking.found() == {}
    assert sum(error.status_code >= 400 for error in left.errors) >= 15
    assert [error.status_code for error in left.errors if error.status_code >= 500] == []


def test_no_temporary_file_holds_any_of_it(left: Left) -> None:
    looking = scanner(files=True)
    for path in left.temporary.rglob("*"):
        if path.is_file():
            looking.look_at_file(path)
    assert looking.found() == {}


def test_postgresql_is_told_to_write_no_value(left: Left) -> None:
    with psycopg.connect(plain(left.url)) as connection:
        assert {name: connection.execute(f"SHOW {name}".encode()).fetchone()[0] for name in SETTINGS} == SETTINGS  # type: ignore[index]


def test_an_error_of_the_database_says_no_value() -> None:
    from app import db  # noqa: PLC0415 – settings are read at the first import of the service

    assert db.engine().hide_parameters


# The scan itself can fail


FORMS = {
    "plain text": "text:{0}", "inside of words": "số điện thoại {0}, gọi sau", "with spaces": "{1}",
    "in JSON": '{{"n": "{0}"}}', "a longer run": "99{0}99", "hexadecimal": "{2}", "HEXADECIMAL": "{3}",
    "base64": "{4}", "base64, moved": "{5}", "base64, moved on": "{6}",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["text", "bytea", "jsonb"])
def test_the_scan_finds_what_is_planted_in_a_table(left: Left, kind: str, form: str) -> None:
    said = FORMS[form].format(
        SOMEBODY, re.sub(r"(...)(?=.)", r"\1 ", SOMEBODY), SOMEBODY.encode().hex(), SOMEBODY.encode().hex().upper(),
        *(base64.b64encode(f"{'-' * nth}{SOMEBODY}".encode()).decode() for nth in range(3)),
    )  # fmt: skip
    value = (
        f"to_jsonb('{said}'::text)"
        if kind == "jsonb"
        else f"convert_to('{said}', 'UTF8')"
        if kind == "bytea"
        else f"'{said}'"
    )
    assert planted(left, kind, value), form


@pytest.mark.parametrize("word", HEALTH)
def test_the_scan_finds_health_that_is_planted(left: Left, word: str) -> None:
    assert planted(left, "text", f"'lý do: {word}.'")


def test_the_scan_finds_a_file_in_plain(left: Left) -> None:
    book = BytesIO()
    openpyxl.Workbook().save(book)
    assert planted(left, "bytea", f"'\\x{book.getvalue().hex()}'")


def planted(left: Left, kind: str, value: str) -> dict[str, int]:
    """What the scan finds beside one value in a table of its own, which is gone afterwards."""
    looking = scanner(files=True)
    with psycopg.connect(plain(left.url)) as connection:
        connection.execute(f"CREATE TABLE planted (value {kind})".encode())
        connection.execute(f"INSERT INTO planted VALUES ({value})".encode())
        for place, chunks in dump(connection):
            if place.endswith(".planted"):
                looking.look_through(place, chunks)
        connection.rollback()
    return looking.found()


def test_the_scan_finds_what_is_planted_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "server.log"
    path.write_text(f"GET /api/applications?number={SOMEBODY}\n", "utf-8")
    looking = scanner()
    looking.look_at_file(path)
    assert looking.found() == {str(path): 1}
    wide = scanner()
    wide.look("wide", SOMEBODY.encode("utf-16-le"))
    assert wide.found()


def test_what_was_not_planted_is_not_found() -> None:
    looking = scanner()
    looking.look("others", b"058188734510 264734520 4901734500099 2021-07-20 " + os.urandom(1 << 16).hex().encode())
    assert looking.found() == {}


def test_the_keys_are_in_no_dump(left: Left) -> None:
    keys = [path.read_text("ascii") for path in sorted((left.log.parent / "keys").glob("*.key"))]
    assert len(keys) == 2
    looking = Scanner(frozenset(), (*keys, *(bytes.fromhex(key).decode("latin-1") for key in keys)))
    with psycopg.connect(plain(left.url)) as connection:
        for place, chunks in dump(connection):
            looking.look_through(place, chunks)
    looking.look_at_file(left.log)
    assert looking.found() == {}
