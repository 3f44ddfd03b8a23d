"""The same request again gives the same bytes again, and no second effect."""

import re
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute

from app.access import PERMITTED
from app.access.roles import PLACES
from tests.acts.province import EXECUTED_ON, FREELANCE, appraised, decided
from tests.faults.crowd import crowd
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import count, query
from tests.routers.routes import actions_of, api_routes, name_of, takes_effect

TOGETHER = 50


def send(desk: Desk, rows: list[dict[str, object]], key: str | None, **query: object) -> httpx.Response:
    """A list under a key, or under none."""
    headers = {} if key is None else {"Idempotency-Key": key}
    body = {"header": {}, "rows": rows}
    params: dict[str, Any] = {**FREELANCE, **query}
    return desk.http.post("/beneficiary-lists", params=params, json=body, headers=headers)


@pytest.fixture
def desk(house: Office) -> Desk:
    return house.desk("district_officer", "582")


def fresh() -> list[dict[str, object]]:
    """A worker whom nobody has sent yet."""
    return crowd(1, first=1000 + secrets.randbelow(900_000))


BAD_KEYS = ["", '""', '"open', "a b", "a" * 256, "khoá", 'a"b', "a\tb"]


@pytest.mark.parametrize("key", [None, *BAD_KEYS])
def test_without_a_key_that_can_be_read_nothing_is_done(desk: Desk, key: str | None) -> None:
    lists = count("beneficiary_list")
    raw: Any = None if key is None else key.encode()
    answer = send(desk, fresh(), raw)
    refused(answer, "KEY_MISSING")
    assert answer.status_code == 400 and count("beneficiary_list") == lists


@pytest.mark.parametrize(
    "key", ["a", "a" * 255, "8e03978e-40d5-43dd-bc93-6894a57f9324", "!#$%&'()*+,-./:;<=>?@[]^_`{|}~"]
)
def test_any_key_of_ascii_will_do(desk: Desk, key: str) -> None:
    accepted(send(desk, fresh(), key))


def test_the_same_request_again_gives_the_same_bytes_and_no_second_effect(desk: Desk) -> None:
    rows, key = fresh(), secrets.token_hex(8)
    first = send(desk, rows, key)
    before = {table: count(table) for table in ("act", "audit_entry", "list_row", "application")}
    for _ in range(2):
        again = send(desk, rows, key)
        assert (again.status_code, again.content) == (first.status_code, first.content) and first.status_code == 201
        assert again.headers["content-type"] == first.headers["content-type"]
        assert again.headers["idempotent-replayed"] == "true" and "idempotent-replayed" not in first.headers
    assert {table: count(table) for table in before} == before


def test_a_key_quoted_and_bare_is_the_same_key(desk: Desk) -> None:
    rows, key = fresh(), secrets.token_hex(8)
    first = send(desk, rows, f'"{key}"')
    again = send(desk, rows, key)
    assert again.content == first.content and again.headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize("change", ["body", "query", "path", "type"])
def test_a_key_is_not_used_for_another_request(desk: Desk, change: str) -> None:
    rows, key = fresh(), secrets.token_hex(8)
    accepted(send(desk, rows, key))
    lists = count("beneficiary_list")
    if change == "body":
        again = send(desk, fresh(), key)
    elif change == "query":
        again = send(desk, rows, key, received_on="2021-08-09")
    elif change == "path":
        again = desk.post("/submissions", {"policy": "freelance", "round": 2}, key=key)
    else:
        again = desk.upload("/beneficiary-lists", b"a,b", "text/csv", key=key, **FREELANCE)
    refused(again, "KEY_REUSED")
    assert again.status_code == 422 and count("beneficiary_list") == lists


def at_once(desk: Desk, path: str, body: object, key: str, params: dict[str, Any]) -> list[httpx.Response]:
    """The same request many times at the same moment; whoever is told to wait asks again until there is an answer."""
    start = threading.Barrier(TOGETHER)

    def sent(_: int) -> list[httpx.Response]:
        with httpx.Client(base_url=desk.http.base_url, headers=desk.http.headers, timeout=60) as http:
            start.wait()
            answers = [http.post(path, params=params, json=body, headers={"Idempotency-Key": key})]
            while answers[-1].status_code == 409 and len(answers) < 100:
                time.sleep(float(answers[-1].headers["retry-after"]) / 4)
                answers.append(http.post(path, params=params, json=body, headers={"Idempotency-Key": key}))
            return answers

    with ThreadPoolExecutor(TOGETHER) as pool:
        return [answer for answers in pool.map(sent, range(TOGETHER)) for answer in answers]


def one_effect(answers: list[httpx.Response]) -> None:
    """All have the same bytes in the end, one of them first; those who came meanwhile were told to come again."""
    done = [answer for answer in answers if answer.status_code == 201]
    waiting = [answer for answer in answers if answer.status_code != 201]
    assert len(done) == TOGETHER and len({answer.content for answer in done}) == 1
    assert len([answer for answer in done if "idempotent-replayed" not in answer.headers]) == 1
    for answer in waiting:
        refused(answer, "STILL_IN_PROGRESS")
        assert answer.status_code == 409 and answer.headers["retry-after"] == "1"


def test_a_list_fifty_times_at_once_has_one_effect_and_one_answer(desk: Desk) -> None:
    lists, key = count("beneficiary_list"), secrets.token_hex(8)
    answers = at_once(desk, "/beneficiary-lists", {"header": {}, "rows": crowd(200)}, key, dict(FREELANCE))
    one_effect(answers)
    assert count("beneficiary_list") == lists + 1
    assert len(answers) > TOGETHER, "no two of them met"


def test_a_payment_fifty_times_at_once_reserves_once(house: Office, desk: Desk) -> None:
    accepted(send(desk, crowd(30, first=2_000_000), secrets.token_hex(8)))
    decided(house, [appraised(house)["id"]])
    batches, transfers = count("payment_batch"), count("ledger_transfer")
    body = {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON}
    maker, key = house.desk("finance_maker", "582"), secrets.token_hex(8)
    one_effect(at_once(maker, "/payment-batches", body, key, {}))
    assert (count("payment_batch"), count("ledger_transfer")) == (batches + 1, transfers)
    assert query("SELECT count(*) FROM entitlement WHERE state = 'open' AND blocked IS NULL")[0][0] == 0


@pytest.mark.parametrize("route", [route for route in api_routes() if takes_effect(route)], ids=name_of)
def test_every_route_with_effect_asks_for_a_key(house: Office, route: APIRoute) -> None:
    """Whoever is permitted the act sends it without one: nothing is looked up, nothing is done."""
    [action] = actions_of(route)
    role = min(PERMITTED[action])
    unit = "58" if "province" in PLACES[role] else "582"
    acts = count("act")
    path = re.sub(r"{[a-z_]+}", "1", route.path).removeprefix("/api")
    answer = house.desk(role, unit).http.post(path, json={})
    assert refused(answer, "KEY_MISSING")["status"] == 400
    assert count("act") == acts


def test_a_refusal_is_not_kept(house: Office) -> None:
    """It changed nothing and may be asked again, when the state is another, under the same key."""
    desk, key = house.desk("district_officer", "585"), secrets.token_hex(8)
    body = {"policy": "freelance", "round": 2}
    refused(desk.post("/submissions", body, key=key), "NOTHING_READY")
    accepted(send(desk, fresh(), secrets.token_hex(8), unit="585"))
    again = desk.post("/submissions", body, key=key)
    assert accepted(again)["rows"] == 1 and "idempotent-replayed" not in again.headers


def test_keys_of_two_accounts_do_not_meet(house: Office, desk: Desk) -> None:
    key = secrets.token_hex(8)
    other = house.desk("district_officer", "584")
    mine = send(desk, fresh(), key)
    theirs = send(other, fresh(), key, unit="584")
    assert accepted(mine) != accepted(theirs) and "idempotent-replayed" not in theirs.headers


def test_a_rehearsal_needs_no_key_and_keeps_nothing(desk: Desk) -> None:
    tables = ("act", "audit_entry", "beneficiary_list", "list_row", "application", "answered_request", "staged_row")
    before = {table: count(table) for table in tables}
    rows = fresh()
    rehearsed = send(desk, rows, None, dry_run="true")
    assert rehearsed.status_code in {200, 201} and rehearsed.json()["counts"]["accepted"] == 1
    assert {table: count(table) for table in tables} == before
    assert accepted(send(desk, rows, secrets.token_hex(8)))["counts"] == rehearsed.json()["counts"]


def test_a_form_is_the_same_request_whatever_its_boundary(desk: Desk) -> None:
    key, csv = secrets.token_hex(8), "Họ và tên,Số CCCD\nA,1\n".encode()
    answers = []
    for boundary in ("one", "another"):
        body = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'.encode()
            + csv
            + f"\r\n--{boundary}--\r\n".encode()
        )
        answers.append(
            desk.upload("/beneficiary-lists", body, f"multipart/form-data; boundary={boundary}", key=key, **FREELANCE)
        )
    first, again = answers
    assert first.content == again.content
    if first.status_code == 201:
        assert again.headers["idempotent-replayed"] == "true"


def test_what_is_kept_of_an_answer_is_sealed(desk: Desk) -> None:
    rows, key = fresh(), secrets.token_hex(8)
    receipt = send(desk, rows, key).content
    [(kept,)] = query("SELECT body_cipher FROM answered_request WHERE key = :key", key=key)
    assert receipt[:40] not in bytes(kept)
