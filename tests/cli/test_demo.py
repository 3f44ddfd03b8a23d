"""The demo's own hands: forms filled in as clerks would, differences named; and the whole of it at a small size."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.cli.demo import confirming, workbook
from app.cli.demo.confirming import Word
from app.cli.demo.truth import Said, differences
from app.files import confirmation_list, signing_list
from app.files.bank_order import check_character
from app.files.confirmation_list import ConfirmationLine, ConfirmationRequest, ConfirmationSheet, Layout
from app.files.signing_list import SigningLine, SigningList, SigningSheet
from app.sample.cases import MAKERS
from app.sample.writing import write_sample
from tests.files.sheets import LIMITS


def identifier(n: int) -> str:
    return f"P{n:07d}{check_character(f'P{n:07d}')}"


def signing(people: int) -> bytes:
    lines = tuple(
        SigningLine(identifier(n), f"K’Brêu & <{n}>", 1980, "264123456", "Hỗ trợ", "Phước Bình", 1_500_000)
        for n in range(people)
    )
    sheets = (SigningSheet("Xã Phước Bình", lines[: people // 2]), SigningSheet("Xã Ma Nới", lines[people // 2 :]))
    return signing_list.write(SigningList("B7", "Huyện Bác Ái", "DANH SÁCH", "Quyết định 1", sheets))


def sign(row: Mapping[str, str]) -> dict[str, workbook.Cell]:
    nth = int(row["reference"][1:-1]) % 4
    words = (signing_list.RESULTS["paid"], signing_list.RESULTS["absent"], signing_list.RESULTS["refused"], "")
    if not words[nth]:
        return {}
    return {"result": words[nth]} | ({"on": date(2022, 3, 2)} if nth == 0 else {})


def test_a_signing_list_filled_in_is_read_back_as_it_was_meant() -> None:
    filled = workbook.fill(signing(40), list(signing_list.COLUMNS), sign)
    read = signing_list.read(filled, LIMITS)
    assert read.faults == ()
    assert read.number == "B7"
    assert len(read.unanswered) == 10
    results = [(answer.result, answer.on) for answer in sorted(read.answers, key=lambda one: one.reference)]
    assert results == [("paid", date(2022, 3, 2)), ("absent", None), ("refused", None)] * 10


def test_what_is_not_filled_in_stays_as_it_was_printed() -> None:
    before, after = signing(8), workbook.fill(signing(8), list(signing_list.COLUMNS), lambda _row: {})
    pairs = zip(load_workbook(BytesIO(before)), load_workbook(BytesIO(after)), strict=True)
    for one, other in pairs:
        assert [[cell.value for cell in row] for row in one] == [[cell.value for cell in row] for row in other]


RECEIVED = date(2021, 8, 2)


def asked(layout: Layout) -> bytes:
    lines = tuple(
        ConfirmationLine(f"HS{n:010d}", f"Nguyễn Văn {n}", 1980, f"58123456{n:02d}", "Công ty A & B", RECEIVED)
        for n in range(6)
    )
    sheets = (ConfirmationSheet("Danh sách", lines),)
    return confirmation_list.write(ConfirmationRequest("Sở", "BHXH", "ĐỀ NGHỊ", "Tham gia", sheets, layout))


def test_a_body_answers_for_the_rows_that_it_has_a_word_on() -> None:
    said = {f"58123456{n:02d}": Word("001/XN", RECEIVED, RECEIVED, {"insured": n != 1}) for n in range(3)}
    filled, count = confirming.fill(asked(confirmation_list.INSURED_MONTH), confirmation_list.INSURED_MONTH, said)
    read = confirmation_list.read(filled, LIMITS)
    assert (count, read.faults) == (3, ())
    assert [answer.result for answer in read.answers] == ["confirmed", "denied", "confirmed"]
    assert len(read.unanswered) == 3


def test_a_body_answers_each_question_in_its_column() -> None:
    layout = Layout("Số đăng ký", employer=False, month=False, questions=(("one", "Một"), ("two", "Hai")))
    said = {"5812345604": Word("15/CCT", RECEIVED, RECEIVED, {"one": True, "two": False})}
    filled, count = confirming.fill(asked(layout), layout, said)
    read = confirmation_list.read(filled, LIMITS, layout)
    assert (count, read.faults) == (1, ())
    assert [(answer.question, answer.result) for answer in read.answers] == [("one", "confirmed"), ("two", "denied")]


def test_each_word_is_taken_under_the_law_of_its_list_s_receipt(tmp_path: Path) -> None:
    write_sample(tmp_path, 3_000, 68)
    found = confirming.words(tmp_path / "truth" / "confirmations.csv")
    bodies = {"insurance_agency", "tax_branch", "employment_centre"}
    assert {body for _, body in found} == bodies
    for said in found.values():
        phases = confirming.phases(said)
        assert sum(len(some) for _, some in phases) == len(said)
        for on, some in phases:
            for word in some.values():
                laws = [sum(day >= since for since in confirming.AMENDED) for day in (on, word.received_on)]
                assert laws[0] == laws[1]


def test_every_difference_is_named_with_its_list_and_row() -> None:
    eligible, refused = Said("accepted", "eligible", 1_500_000), Said("accepted", "ineligible", 0, "occupation")
    found = {("a.xlsx", 11): eligible, ("a.xlsx", 12): eligible, ("a.xlsx", 14): refused}
    expected = {("a.xlsx", 11): eligible, ("a.xlsx", 12): refused, ("a.xlsx", 13): refused}
    told = list(differences(found, expected))
    assert [line.partition(":")[0] for line in told] == ["a.xlsx row 12", "a.xlsx row 13", "a.xlsx row 14"]
    assert list(differences(expected, expected)) == []


def demonstrate(out: Path, server_url: str, cases: int) -> tuple[int, dict[str, Any]]:
    command = [sys.executable, "-m", "app.cli", "demo", "--cases", str(cases), "--out", str(out), "--json"]
    environment = {**os.environ, "DATABASE_URL": server_url}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=900)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.timeout(300)
def test_the_main_job_ends_without_one_difference_from_the_truth(tmp_path: Path, server_url: str) -> None:
    code, summary = demonstrate(tmp_path, server_url, 800)
    assert summary["differences"] == []
    assert code == 0
    assert summary == json.loads((tmp_path / "summary.json").read_text("utf-8"))
    with (tmp_path / "truth" / "rows.csv").open(encoding="utf-8", newline="") as lines:
        owed = sum(int(row["amount_vnd_as_amended"]) for row in csv.DictReader(lines))
    assert summary["amount_vnd"] == owed == sum(one["amount_vnd"] for one in summary["supported"].values())
    assert summary["supported_cases"] == 800
    assert set(summary["supported"]) == {maker.policy for maker in MAKERS}
    for folder in ("lists", "truth", "batches", "answers"):
        assert any((tmp_path / folder).iterdir())


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_whole_province_ends_without_one_difference_from_the_truth(tmp_path: Path, server_url: str) -> None:
    code, summary = demonstrate(tmp_path, server_url, 76_502)
    assert (code, summary["differences"]) == (0, [])
    assert summary["supported_cases"] == 76_502
    assert 115_000_000_000 < summary["amount_vnd"] < 115_900_000_000
