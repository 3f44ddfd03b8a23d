"""Lists of numbers compared with who is on record; lists that overlap; no name, place or sum of another district's."""

import csv
import io
from typing import Any

import pytest

from app import settings
from tests.acts.province import WORKER, appraised, decided, freelance_list, in_next_district, workers
from tests.acts.registers import dead, register
from tests.files.sheets import workbook
from tests.office import XLSX, Desk, Office, accepted, refused
from tests.test_statements import counted

THERE = {**WORKER, "full_name": "Đỗ Thị Mỹ", "citizen_id": "058188777777", "residence_commune": "22870",
         "workplace_commune": "22870"}  # fmt: skip
MANY = 10_000


def compare(desk: Desk, *numbers: str, **more: object) -> Any:  # noqa: ANN401 – JSON
    return accepted(desk.http.post("/beneficiaries/comparison", json={"numbers": list(numbers), **more}))


def test_a_pasted_number_tells_who_is_known_and_supported_with_what(office: Office, officer: Desk) -> None:
    freelance_list(office, workers(1))
    decided(office, [appraised(office)["id"]])
    freelance_list(office, workers(1, first=5))
    found = compare(officer, "058188000001", "058188000006", "058188999999")
    assert found["counts"] == {
        "numbers": 3, "known": 2, "unknown": 1, "supported": 1, "requested": 1, "elsewhere": 0
    }  # fmt: skip
    supported, requested, unknown = found["numbers"]
    [support] = supported["supports"]
    assert (support["policy"], support["state"], support["amount_vnd"]) == ("freelance", "open", 1_500_000)
    assert support["district"] == "Thành phố Phan Rang-Tháp Chàm"
    assert [one["state"] for one in requested["requests"]] == ["determined"]
    assert (unknown["known"], unknown["supports"], unknown["ask"]) == (False, [], None)
    assert [one["number"] for one in found["numbers"]] == ["********0001", "********0006", "********9999"]


def test_elsewhere_is_only_that_there_is_something_and_whom_to_ask(office: Office, officer: Desk) -> None:
    in_next_district(office, [THERE])
    decided(office, [appraised(office, district="587")["id"]], unit="587")
    found = compare(officer, str(THERE["citizen_id"]))
    [one] = found["numbers"]
    assert (one["known"], one["elsewhere"], one["supports"], one["requests"], one["beneficiaries"]) == (
        True, True, [], [], []
    )  # fmt: skip
    assert "Sở Lao động" in one["ask"] and one["ask_en"]
    for secret in ("1500000", "freelance", "Phước", "587", "Mỹ"):
        assert secret not in str(found)
    [whole] = compare(office.desk("auditor", "58"), str(THERE["citizen_id"]))["numbers"]
    assert (whole["elsewhere"], whole["supports"][0]["district"]) == (False, "Huyện Ninh Phước")


def test_of_whom_another_district_has_nothing_any_more_nothing_is_known(office: Office, officer: Desk) -> None:
    taken = freelance_list(office, [WORKER, *workers(1)])
    days = {"received_on": "2021-08-12", "on": "2021-08-12"}
    path = f"/beneficiary-lists/{taken['list_id']}/corrections"
    accepted(officer.post(path, {"rows": workers(1)}, whole="true", **days))
    there = office.desk("district_officer", "587")
    [one, other] = compare(there, str(WORKER["citizen_id"]), str(workers(1)[0]["citizen_id"]))["numbers"]
    assert (one["known"], one["elsewhere"], other["known"], other["elsewhere"]) == (False, False, True, True)
    [here] = compare(officer, str(WORKER["citizen_id"]))["numbers"]
    assert (here["known"], here["requests"]) == (True, [])


def test_a_number_counts_as_the_kind_it_is_said_to_be(office: Office, officer: Desk) -> None:
    freelance_list(office, [{**WORKER, "old_identity": "264123457"}])
    assert compare(officer, "264123457", kind="old_identity")["counts"]["known"] == 1
    assert compare(officer, "264123457", kind="insurance_number")["counts"]["known"] == 0
    assert compare(officer, "264123457")["counts"]["known"] == 1


def test_a_file_is_compared_row_by_row(office: Office, officer: Desk) -> None:
    freelance_list(office, workers(2))
    out = io.StringIO()
    csv.writer(out).writerows([["Số CCCD"], ["058188000001"], ["05818800000"], ["058188000099"]])
    found = accepted(officer.upload("/beneficiaries/comparison", out.getvalue().encode(), "text/csv"))
    assert [(one["position"], one["known"]) for one in found["numbers"]] == [(2, True), (4, False)]
    [fault] = found["faults"]
    assert (fault["row"], fault["code"]) == (3, "CITIZEN_ID_DIGITS")
    book = workbook([["STT", "Họ tên", "Số CMND", "Mã số thuế"], [1, "A", "264123457", None], [2, "B", None, None]])
    found = accepted(officer.upload("/beneficiaries/comparison", book, XLSX))
    assert [(one["position"], one["kind"]) for one in found["numbers"]] == [(2, "old_identity")]
    assert [(fault["row"], fault["code"]) for fault in found["faults"]] == [(3, "NUMBER_MISSING")]


def test_pasted_numbers_are_read_however_their_digits_are_grouped_and_what_is_none_is_told(
    office: Office, officer: Desk
) -> None:
    freelance_list(office, workers(1))
    pasted = ("058 188 000 001", "058.188.000.001", "058-188-000-001", " 058188000001 ", "05818", "abcd", "12/2015")
    found = compare(officer, *pasted)
    assert [one["known"] for one in found["numbers"]] == [True] * 4 + [False] * 3
    assert [(fault["row"], fault["code"]) for fault in found["faults"]] == [
        (5, "NUMBER_OF_NO_KIND"), (6, "NUMBER_OF_NO_KIND"),
    ]  # fmt: skip
    [wrong] = compare(officer, "058188", kind="citizen_id")["faults"]
    assert wrong["code"] == "CITIZEN_ID_DIGITS" and "058188" not in str(wrong)


def test_ten_thousand_numbers_cost_no_more_statements_than_one_and_nothing_is_kept(
    office: Office, officer: Desk
) -> None:
    freelance_list(office, workers(3))
    with counted() as one:
        compare(officer, "058188000001")
    with counted() as many:
        found = compare(officer, *(f"058188{nth:06d}" for nth in range(1, MANY + 1)))
    assert len(one) == len(many) < 8
    assert (found["counts"]["numbers"], found["counts"]["known"]) == (MANY, 3)
    assert not any("INSERT" in statement or "UPDATE" in statement for statement in many)


def test_too_many_numbers_too_often_and_what_is_no_number(
    office: Office, officer: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHITRA_NUMBERS_COMPARED_MAX", "2")
    monkeypatch.setenv("CHITRA_COMPARISONS_PER_HOUR", "3")
    monkeypatch.setattr("app.number_comparison._LATELY", {})  # other tests' people have the same ids
    settings.settings.cache_clear()
    desk = office.desk("auditor", "582", "Người so nhiều")
    post = desk.http.post
    answer = post("/beneficiaries/comparison", json={"numbers": ["264123457"] * 3})
    assert answer.status_code == 413 and refused(answer, "NUMBERS_TOO_MANY")
    for _ in range(3):
        compare(desk, "264123457")
    answer = post("/beneficiaries/comparison", json={"numbers": ["264123457"]})
    assert answer.status_code == 429 and refused(answer, "COMPARED_TOO_OFTEN")
    assert compare(office.desk("auditor", "582", "Người khác"), "264123457")
    for body in ({"numbers": []}, {"numbers": [1]}, {"numbers": ["1"]}, {"kind": "passport"}, [], {"numbers": "264"}):
        wrong = refused(post("/beneficiaries/comparison", json=body), "NOT_NUMBERS")
        assert "264" not in str(wrong)
    refused(office.desk("finance_maker", "582").http.post("/beneficiaries/comparison", json={}), "NOT_YOURS")


def test_lists_overlap_by_person_with_what_was_refused_as_listed_already(office: Office, officer: Desk) -> None:
    first = freelance_list(office, [{**WORKER, "old_identity": "264123457"}, *workers(2)])
    second = freelance_list(office, [{**WORKER, "citizen_id": None, "old_identity": "264123457"}, *workers(2, first=1)])
    assert second["counts"]["faulty"] == 2
    third = freelance_list(office, workers(1, first=30))
    ids = [one["list_id"] for one in (first, second, third)]
    asked = officer.http.post("/beneficiaries/overlaps", json={"lists": ids})
    [pair] = accepted(asked)["items"]
    assert (pair["first_id"], pair["second_id"], pair["people"]) == (ids[0], ids[1], 2)
    assert pair["rows"] == [{"first": 1, "second": 1}, {"first": 3, "second": 2}]


def test_a_register_overlaps_with_lists_and_registers(office: Office) -> None:
    listed = freelance_list(office, workers(2))
    deaths = register(office, "deaths", [dead(workers(1)[0]), dead(workers(1, first=70)[0])])
    salary = register(office, "payroll", [{"full_name": "A", "citizen_id": workers(1, first=70)[0]["citizen_id"]}])
    body = {"lists": [listed["list_id"]], "registers": [deaths["id"], salary["id"]]}
    pairs = accepted(office.desk("auditor", "58").http.post("/beneficiaries/overlaps", json=body))["items"]
    assert sorted((one["first_kind"], one["second_kind"], one["people"]) for one in pairs) == [
        ("list", "register", 1), ("register", "register", 1)
    ]  # fmt: skip


def test_overlaps_are_of_lists_in_scope_and_of_two_at_least(office: Office, officer: Desk) -> None:
    mine = freelance_list(office, workers(1))["list_id"]
    theirs = in_next_district(office, [THERE])["list_id"]
    post = officer.http.post
    assert post("/beneficiaries/overlaps", json={"lists": [mine, theirs]}).status_code == 404
    province = register(office, "deaths", [dead(WORKER)])["id"]
    assert post("/beneficiaries/overlaps", json={"lists": [mine], "registers": [province]}).status_code == 404
    refused(post("/beneficiaries/overlaps", json={"lists": [mine, mine]}), "OVERLAP_OF_ONE")
    refused(post("/beneficiaries/overlaps", json={}), "OVERLAP_OF_ONE")
