"""The same request again gives the same bytes again, and no second effect."""

import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.acts.province import FREELANCE
from tests.faults.crowd import crowd
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import count, query

TOGETHER = 20


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


def test_twenty_at_once_have_one_effect_and_one_answer(house: Office, desk: Desk) -> None:
    rows, key = crowd(200), secrets.token_hex(8)
    lists, start = count("beneficiary_list"), threading.Barrier(TOGETHER)

    def sent(_: int) -> httpx.Response:
        with httpx.Client(base_url=desk.http.base_url, headers=desk.http.headers, timeout=60) as http:
            start.wait()
            return http.post(
                "/beneficiary-lists",
                params=FREELANCE,  # type: ignore[arg-type]  # values are texts and numbers
                json={"header": {}, "rows": rows},
                headers={"Idempotency-Key": key},
            )

    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(sent, range(TOGETHER)))
    assert count("beneficiary_list") == lists + 1
    done = [answer for answer in answers if answer.status_code == 201]
    waiting = [answer for answer in answers if answer.status_code != 201]
    assert len({answer.content for answer in done}) == 1
    assert len([answer for answer in done if "idempotent-replayed" not in answer.headers]) == 1
    for answer in waiting:
        refused(answer, "STILL_IN_PROGRESS")
        assert answer.status_code == 409 and answer.headers["retry-after"] == "1"
    assert waiting, "no two of them met"


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
