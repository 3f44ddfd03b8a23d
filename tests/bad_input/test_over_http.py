"""The corpus and a sample of what is generated, sent to a real server with a real database: never a 500."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.acts.province import FREELANCE
from tests.bad_input import running
from tests.bad_input.book import Sheet, book
from tests.bad_input.cells import CELLS
from tests.bad_input.file_mutators import FILE_MUTATORS
from tests.bad_input.files import FILES
from tests.bad_input.form import COLUMNS, FIRST_LINE, TITLES, line, person, with_cell
from tests.bad_input.json_lists import BODIES, BY_TRANSFER, ROW, STRANGE_FIELDS, VALUES
from tests.bad_input.mutators import BAD
from tests.office import Desk, Office

OF_THE_FORM = {fact.name for fact in COLUMNS} - {"insurance_number", "tax_code", "amount_vnd", "birth_certificate"}
ASKED: dict[str, Any] = dict(FREELANCE)
COLUMNS_KEPT = [0, *(1 + nth for nth, fact in enumerate(COLUMNS) if fact.name in OF_THE_FORM)]
LARGE = 15_000_000  # bytes: more than a list may have, which is another test's matter
SAMPLE = int(os.environ.get("CHITRA_BAD_INPUT_SAMPLE", "300"))  # generated rows and files; the proof sends more


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.desk("district_officer", "582")


@pytest.fixture(autouse=True)
def counted() -> Iterator[dict[str, int]]:
    """How much was sent; for the proof, written where it asks for it."""
    found = COUNTS
    yield found
    out = os.environ.get("CHITRA_BAD_INPUT_COUNTS")
    if out:
        Path(out).write_text(json.dumps(found), encoding="utf-8")


COUNTS = {"sent": 0, "server_errors": 0, "wrongly_accepted": 0}


def send(desk: Desk, data: bytes, media_type: str) -> tuple[int, dict[str, Any]]:
    answer = desk.upload("/beneficiary-lists", data, media_type or "application/octet-stream", **ASKED)
    COUNTS["sent"] += 1
    COUNTS["server_errors"] += answer.status_code >= 500
    assert answer.status_code < 500, answer.text[:500]
    body: dict[str, Any] = answer.json()
    return answer.status_code, body


def receipt_of(body: dict[str, Any]) -> dict[str, Any]:
    [receipt] = body["lists"]
    found: dict[str, Any] = receipt
    return found


def told(body: dict[str, Any]) -> set[str]:
    faults = body.get("faults") or []
    return {each["code"] for each in faults} | {str(body.get("fault")), str(body.get("code"))}


def test_every_bad_file_comes_back_with_its_status_and_its_code(desk: Desk) -> None:
    for name, file in FILES.items():
        data = file.make()
        if len(data) > LARGE:
            continue
        media_type = file.media_type or "application/octet-stream"
        status, body = send(desk, data, media_type)
        is_archive = str(body.get("code")) == "ARCHIVE_REFUSED"  # what is no workbook at all is taken for one of lists
        assert is_archive or status == file.status, (name, status, body)
        codes = told(body)
        assert is_archive or file.status == 400 or any(code.startswith(file.code) for code in codes), (name, codes)


def test_every_bad_cell_comes_back_in_its_row_and_column(desk: Desk) -> None:
    cases = [case for case in CELLS if case.field in OF_THE_FORM and running._goes(case.cell, "xlsx")]
    rows = [list(TITLES)] + [line(with_cell(nth, each.field, each.cell), str(nth)) for nth, each in enumerate(cases, 1)]
    kept = [[row[place] for place in COLUMNS_KEPT] for row in rows]
    status, body = send(desk, book(Sheet(kept)), "")
    assert status == 201
    receipt = receipt_of(body)
    found = {(each["row"], each["field"], each["code"]) for each in receipt["faults"]}
    expected = {(nth, case.field, case.code) for nth, case in enumerate(cases, FIRST_LINE)}
    COUNTS["wrongly_accepted"] += receipt["counts"].get("accepted", 0)
    assert expected <= found
    assert receipt["counts"].get("accepted", 0) == 0


def test_every_bad_json_comes_back(desk: Desk) -> None:
    for name, (body, _) in BODIES.items():
        status, _ = send(desk, body, "application/json")
        assert status in {400, 422}, name
    rows: list[dict[str, object]] = []
    for field, values in VALUES.items():
        if field in OF_THE_FORM:
            base = BY_TRANSFER if "account" in field or field == "bank" else ROW
            rows += ({**base, field: value} for value, _ in values if not isinstance(value, int) or value < 10**18)
    rows += ({**ROW, name: 1} for name in STRANGE_FIELDS)
    status, body_ = send(desk, json.dumps({"rows": rows}).encode(), "application/json")
    assert status == 201
    receipt = receipt_of(body_)
    assert receipt["counts"].get("accepted", 0) == 0
    assert receipt["rows"] == len(rows)


def test_a_sample_of_what_is_generated_makes_no_server_error(desk: Desk) -> None:
    rng = Random(11)
    for nth in range(SAMPLE // 6):
        file = rng.choice(FILE_MUTATORS)(rng)
        status, body = send(desk, file.data, file.media_type)
        if file.code is not None and status == 201:
            COUNTS["wrongly_accepted"] += 1
            pytest.fail(f"{file.mutator} {nth}: {body}")
    made = [rng.choice(BAD)(rng, number) for number in range(1, SAMPLE)]
    some = [each for each in made if {field for field, _ in each.expected} <= OF_THE_FORM and not each.hidden]
    rows = [list(TITLES)] + [line(each.row, str(nth)) for nth, each in enumerate(some, 1)]
    status, body = send(desk, book(Sheet([[row[place] for place in COLUMNS_KEPT] for row in rows])), "")
    assert status == 201
    receipt = receipt_of(body)
    COUNTS["wrongly_accepted"] += receipt["counts"].get("accepted", 0)
    assert receipt["counts"].get("accepted", 0) == 0


def test_names_in_an_old_font_come_back_with_a_proposal_and_are_taken_once_it_is_declared(desk: Desk) -> None:
    rows: list[list[object]] = [list(TITLES), line(person(1, full_name="NguyÔn V¨n §µo"), "1"), line(person(2), "2")]
    data = book(Sheet([[row[place] for place in COLUMNS_KEPT] for row in rows]))
    status, body = send(desk, data, "")
    assert status == 201
    receipt = receipt_of(body)
    assert [each["code"] for each in receipt["faults"]] == ["LEGACY_FONT"]
    assert "Đào" not in json.dumps(body, ensure_ascii=False)
    marked = desk.get(f"/beneficiary-lists/{receipt['list_id']}/faults.xlsx").content
    assert "Nguyễn Văn Đào" in text_of(marked)
    mended = desk.upload(
        f"/beneficiary-lists/{receipt['list_id']}/corrections",
        data,
        received_on="2021-08-10",
        on="2021-08-10",
        source_font="TCVN3",
    )
    assert mended.status_code == 200, mended.text
    found = mended.json()
    assert (found["new"], found["same"]) == (1, 1), json.dumps(found, ensure_ascii=False)[:3000]
    assert [each["code"] for each in found["receipt"]["notes"]].count("FONT_CONVERTED") == 1
    assert desk.upload("/beneficiary-lists", data, **{**ASKED, "source_font": "VISCII"}).status_code == 422


def text_of(workbook: bytes) -> str:
    from io import BytesIO  # noqa: PLC0415
    from zipfile import ZipFile  # noqa: PLC0415

    return ZipFile(BytesIO(workbook)).read("xl/worksheets/sheet1.xml").decode()
