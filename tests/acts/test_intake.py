"""Lists taken in: every row is accepted or comes back with its fault; none is lost, none stops another."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from tests.acts.forms import saved, titles_of
from tests.acts.province import (
    EMPLOYEE,
    EMPLOYER,
    FREELANCE,
    LAW_ON,
    SUSPENDED,
    appraised,
    decided,
    freelance_list,
    send,
    suspended_list,
    workers,
)
from tests.acts.test_decisions import confirmed
from tests.office import Desk, Office, accepted, refused

FIRST, SECOND = workers(2)
LOST_ZERO = {**SECOND, "citizen_id": "58188000002"}


def count(table: str) -> int:
    """Rows of a table."""
    with Session(db.engine()) as tx:
        return int(tx.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_a_wrong_row_comes_back_with_row_column_code_and_what_to_do_and_the_good_one_goes_on(office: Office) -> None:
    receipt = freelance_list(office, [FIRST, LOST_ZERO])
    assert (receipt["rows"], receipt["counts"]["accepted"], receipt["counts"]["faulty"]) == (2, 1, 1)
    [fault] = receipt["faults"]
    assert (fault["row"], fault["column"], fault["code"]) == (2, "Số CCCD", "LEADING_ZERO_LOST")
    assert "58188000002" not in str(receipt), "an error repeats no number"
    submission = appraised(office)
    assert (submission["rows"], submission["amount_vnd"]) == (1, 1_500_000)


def test_the_same_file_twice_is_refused_with_a_pointer_to_the_first(office: Office) -> None:
    first = freelance_list(office, [FIRST])
    again = refused(send(office.desk("district_officer", "582"), [FIRST], **FREELANCE), "ALREADY_RECEIVED")
    assert again["list_id"] == first["list_id"] and str(first["list_id"]) in again["detail"]


def test_a_dry_run_tells_all_and_keeps_nothing(office: Office) -> None:
    desk = office.desk("district_officer", "582")
    tables = ("beneficiary_list", "list_row", "application", "audit_entry", "act")
    before = [count(table) for table in tables]
    sent = accepted(send(desk, [FIRST, LOST_ZERO], **FREELANCE, dry_run="true"))
    assert sent["counts"]["eligible"] == 1 and sent["counts"]["faulty"] == 1
    assert [count(table) for table in tables] == before
    assert freelance_list(office, [FIRST, LOST_ZERO])["counts"]["eligible"] == 1


def test_the_papers_receipt_is_kept_apart_from_the_upload_and_never_lies_ahead(office: Office) -> None:
    receipt = freelance_list(office, [FIRST])
    [version] = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{receipt['list_id']}"))["versions"]
    assert version["received_on"] == "2021-08-10" and version["uploaded_at"][:10] > "2022-02-25"
    desk = office.desk("district_officer", "582")
    refused(send(desk, [SECOND], **{**FREELANCE, "received_on": "2022-02-26"}), "RECEIVED_IN_FUTURE")
    assert accepted(send(desk, [SECOND], **{**FREELANCE, "received_on": "2022-02-25"}))["counts"]["accepted"] == 1


def test_a_list_needs_a_policy_a_round_and_a_unit_of_ours(office: Office) -> None:
    desk = office.desk("district_officer", "582")
    refused(send(desk, [FIRST], **{**FREELANCE, "policy": "lottery"}), "POLICY_UNKNOWN")
    refused(send(desk, [FIRST], **{**FREELANCE, "round": None}), "ROUND_NEEDED")
    refused(send(desk, [EMPLOYEE], EMPLOYER, **SUSPENDED, unit="582", round=2), "NOT_BY_ROUNDS")
    refused(send(desk, [FIRST], **{**FREELANCE, "unit": "22870"}), "UNIT_UNKNOWN")  # Phước Dân lies in another district
    assert accepted(send(desk, [FIRST], **{**FREELANCE, "unit": "Phường Đô Vinh"}))["lists"][0]["unit"] == "22738"


def test_a_list_that_names_no_unit_is_named_itself_and_told_what_to_fill_in(office: Office) -> None:
    desk = office.desk("district_officer", "582")
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("phường/Danh sách đợt 2.xlsx", _unnamed(desk))
    query = {name: value for name, value in FREELANCE.items() if name != "unit"}
    told = refused(desk.upload("/beneficiary-lists", out.getvalue(), "application/zip", **query), "UNIT_UNKNOWN")
    assert "Danh sách đợt 2.xlsx" in told["detail"] and "unit" in told["detail"] and "…" not in told["detail"]


def test_a_line_that_was_passed_over_is_in_the_receipt_and_in_the_marked_list(office: Office) -> None:
    desk = office.desk("district_officer", "582")
    book = openpyxl.load_workbook(BytesIO(_unnamed(desk)))
    sheet = book.worksheets[0]
    top, columns = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "(1)"), titles_of(sheet)
    sheet.cell(top + 5, columns["Họ và tên (*)"]).value = "Trần Thị Bé"
    sheet.cell(top + 5, columns["Ngày sinh (*)"]).value = "15/03/1988"
    sheet.cell(top + 4, 1).value = "Cộng 1 người"
    receipt = accepted(desk.upload("/beneficiary-lists", saved(book), **FREELANCE))["lists"][0]
    assert top + 5 in {fault["row"] for fault in receipt["faults"]}
    assert (receipt["counts"]["accepted"], receipt["counts"]["faulty"]) == (1, 1)
    sheet.cell(top + 5, columns["Ngày sinh (*)"]).value = None
    sheet.cell(top + 5, columns["Giới tính (*)"]).value = "Nữ"
    sheet.cell(top + 5, columns["Điện thoại"]).value = "0912345678"
    receipt = accepted(desk.upload("/beneficiary-lists", saved(book), **FREELANCE))["lists"][0]
    assert (top + 5, "LINE_SKIPPED") in {(note["row"], note["code"]) for note in receipt["notes"]}
    data = desk.get(f"/beneficiary-lists/{receipt['list_id']}/faults.xlsx").content
    marked = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert str(marked.cell(top + 5, titles_of(marked)["Cần sửa"]).value).startswith("Lưu ý: Dòng này")


@pytest.mark.parametrize("held", [1, 2, 3, 4])
def test_a_round_that_the_province_held_is_taken_read_or_not(office: Office, held: int) -> None:
    assert freelance_list(office, [FIRST], round=held)["counts"]["accepted"] == 1


@pytest.mark.parametrize("unheard", [5, 9])
def test_a_round_that_nobody_knows_is_refused_with_those_there_are(office: Office, unheard: int) -> None:
    sent = send(office.desk("district_officer", "582"), [FIRST], **{**FREELANCE, "round": unheard})
    told = refused(sent, "ROUND_UNKNOWN")["detail"]
    assert "1 (chưa đọc được quyết định), 2, 3 (chưa đọc được quyết định), 4." in told
    assert count("beneficiary_list") == 0


def test_a_list_is_its_own_units_whatever_stands_beside_it(office: Office) -> None:
    desk = office.desk("district_officer", "582")
    said = {"commune_name": "22741 - Phường Phước Mỹ"}
    refused(send(desk, [FIRST], said, **FREELANCE), "UNIT_DIFFERS")
    assert accepted(send(desk, [FIRST], said, **{**FREELANCE, "unit": None}))["lists"][0]["unit"] == "22741"
    refused(send(desk, [SECOND], **{**FREELANCE, "unit": None}), "UNIT_UNKNOWN")  # communes list, not the district


def test_a_correction_is_not_received_before_its_list(office: Office) -> None:
    receipt = freelance_list(office, [FIRST])
    path = f"/beneficiary-lists/{receipt['list_id']}/corrections"
    sent = office.desk("district_officer", "582").post(path, {"rows": [SECOND]}, received_on="2021-08-09")
    refused(sent, "RECEIVED_BEFORE")


def test_a_mistyped_parameter_keeps_nothing(office: Office) -> None:
    desk = office.desk("district_officer", "582")
    for wrong in ({"dryrun": "true"}, {"dry_run": "yes"}, {"dry_run": "True"}):
        refused(send(desk, [FIRST], **FREELANCE, **wrong), "QUERY_UNKNOWN")
    assert count("beneficiary_list") == 0
    assert send(desk, [FIRST], **FREELANCE, dry_run="true").status_code == 200


def test_what_a_row_says_against_itself_comes_back(office: Office) -> None:
    another = {**EMPLOYEE, "citizen_id": "058085000009", "insurance_number": "5812345670"}
    rows = [
        {**EMPLOYEE, "pregnant": True},
        {**another, "suspended_to": "2021-07-16"},
        {**another, "citizen_id": "058085000010", "insurance_number": "5812345671", "child_2_name": "Trần Bé"},
    ]
    receipt = suspended_list(office, rows)
    assert {(fault["row"], fault["code"], fault["field"]) for fault in receipt["faults"]} == {
        (1, "PREGNANT_MAN", "pregnant"), (2, "DAYS_REVERSED", "suspended_to"), (3, "CHILD_INCOMPLETE", "child_2_name"),
    }  # fmt: skip


def test_mended_rows_alone_act_on_the_differences(office: Office) -> None:
    receipt = freelance_list(office, [FIRST, LOST_ZERO])
    mended = _mend(office, receipt["list_id"], [FIRST, SECOND])
    assert {name: mended[name] for name in ("same", "changed", "new", "withdrawn", "absent")} == {
        "same": 1, "changed": 0, "new": 1, "withdrawn": 0, "absent": 0
    }  # fmt: skip
    rows = _rows(office, receipt["list_id"])
    assert sorted(row["state"] for row in rows) == ["accepted", "accepted", "superseded"]
    assert count("application") == 2


def test_a_changed_row_keeps_its_application_and_is_determined_again(office: Office) -> None:
    receipt = freelance_list(office, [FIRST, SECOND])
    before = {row["line"]: row["application_id"] for row in _rows(office, receipt["list_id"])}
    mended = _mend(office, receipt["list_id"], [{**SECOND, "occupation": "farmer"}])
    assert (mended["changed"], mended["absent"]) == (1, 1)
    standing = {row["application_id"]: row for row in _rows(office, receipt["list_id"]) if row["state"] == "accepted"}
    assert standing[before[2]]["outcome"] == "ineligible" and standing[before[2]]["reason"] == "occupation"
    assert standing[before[1]]["outcome"] == "eligible"


def test_a_list_says_who_is_not_eligible_and_why_with_the_article(office: Office) -> None:
    receipt = freelance_list(office, [FIRST, {**SECOND, "occupation": "farmer"}])
    [reason] = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{receipt['list_id']}"))["reasons"]
    assert (reason["outcome"], reason["reason"], reason["rows"], reason["lines"]) == (
        "ineligible",
        "occupation",
        1,
        [2],
    )
    assert reason["vi"] and reason["en"] and "/" in reason["citation"]


def test_a_corrected_name_is_the_name_that_is_paid(office: Office) -> None:
    receipt = freelance_list(office, [FIRST])
    _mend(office, receipt["list_id"], [{**FIRST, "full_name": "Nguyễn Thị Ánh"}])
    found = accepted(office.desk("auditor", "582").post("/beneficiaries/search", {"number": FIRST["citizen_id"]}))
    assert [person["full_name"] for person in found["items"]] == ["Nguyễn Thị Ánh"]


def test_a_whole_mended_list_withdraws_the_rows_that_it_leaves_out(office: Office) -> None:
    receipt = freelance_list(office, [FIRST, SECOND])
    mended = _mend(office, receipt["list_id"], [FIRST], whole="true")
    assert (mended["same"], mended["withdrawn"]) == (1, 1)
    whole = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{receipt['list_id']}"))
    assert whole["applications"] == {"determined": 1, "withdrawn": 1} and len(whole["versions"]) == 2


def test_a_supplement_whose_paper_comes_after_the_decision_is_paid_and_nothing_twice(office: Office) -> None:
    receipt = suspended_list(office, [EMPLOYEE])
    confirmed(office)
    decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", law_on=LAW_ON)
    child = {"child_1_name": "Trần Bé", "child_1_birth_date": "2018-01-05", "child_1_certificate": "12-345/2018"}
    mended = _mend(office, receipt["list_id"], [{**EMPLOYEE, **child}])
    assert mended["changed"] == 1, mended
    submission = appraised(office, "suspended_contract", None)
    assert (submission["rows"], submission["amount_vnd"]) == (1, 1_000_000)
    later = decided(office, [submission["id"]], "58", "2/QĐ-UBND", LAW_ON)
    assert (later["rows"], later["amount_vnd"]) == (1, 1_000_000)
    with Session(db.engine()) as tx:
        found = tx.execute(text("SELECT component, amount_vnd FROM entitlement ORDER BY component")).all()
    assert [tuple(each) for each in found] == [("base", 3_710_000), ("child_under_6", 1_000_000)]
    nothing = _mend(office, receipt["list_id"], [{**EMPLOYEE, **child, "suspended_to": "2021-08-30"}])
    assert [fault["code"] for fault in nothing["receipt"]["faults"]] == ["ROW_GONE_FORWARD"]


def test_a_row_that_went_forward_is_not_changed_and_says_so(office: Office) -> None:
    receipt = freelance_list(office, [FIRST, SECOND])
    decided(office, [appraised(office)["id"]])
    mended = _mend(office, receipt["list_id"], [{**FIRST, "occupation": "farmer"}])
    assert [fault["code"] for fault in mended["receipt"]["faults"]] == ["ROW_GONE_FORWARD"]
    assert mended["changed"] == 0


def test_a_mended_row_that_is_still_wrong_leaves_the_accepted_one_standing(office: Office) -> None:
    receipt = freelance_list(office, [FIRST])
    mended = _mend(office, receipt["list_id"], [{**FIRST, "occupation": "Thợ lặn"}])
    assert [fault["code"] for fault in mended["receipt"]["faults"]] == ["CHOICE_UNKNOWN"]
    assert [row["outcome"] for row in _rows(office, receipt["list_id"]) if row["state"] == "accepted"] == ["eligible"]


def test_a_row_stands_until_its_mending_is_right_also_where_only_the_database_finds_the_fault(office: Office) -> None:
    receipt = freelance_list(office, [FIRST])
    other = freelance_list(office, workers(1, first=50), unit="22741")
    taken = {**FIRST, "old_identity": "264123456", "occupation": "porter"}
    freelance_list(office, [{**workers(1, first=60)[0], "old_identity": "264123456"}], unit="22744")
    mended = _mend(office, receipt["list_id"], [taken])
    assert mended["changed"] == 0
    assert [fault["code"] for fault in mended["receipt"]["faults"]] == ["DOCUMENTS_OF_TWO_PEOPLE"]  # type: ignore[index]
    rows = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{receipt['list_id']}/rows"))["items"]
    assert [(row["state"], row["outcome"]) for row in rows] == [("accepted", "eligible"), ("faulty", None)]
    assert other["counts"]["accepted"] == 1
    assert _mend(office, receipt["list_id"], [{**FIRST, "occupation": "porter"}])["changed"] == 1


def test_a_duplicate_taken_out_leaves_the_accepted_row_as_it_is(office: Office) -> None:
    receipt = freelance_list(office, [FIRST, SECOND, FIRST])
    assert [fault["code"] for fault in receipt["faults"]] == ["DUPLICATE_IN_LIST"]
    before = accepted(office.desk("auditor", "582").get("/applications"))["items"]
    mended = _mend(office, receipt["list_id"], [FIRST, SECOND], whole="true")
    assert {name: mended[name] for name in ("same", "changed", "new", "withdrawn")} == {
        "same": 2, "changed": 0, "new": 0, "withdrawn": 0,
    }  # fmt: skip
    assert accepted(office.desk("auditor", "582").get("/applications"))["items"] == before
    whole = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{receipt['list_id']}"))
    assert whole["counts"]["faulty"] == 0


def test_faults_come_as_json_and_as_the_same_form_with_a_column_of_what_to_mend(office: Office) -> None:
    desk = office.desk("district_officer", "582")
    form = _filled_template(desk.get("/policies/freelance/template.xlsx").content, {**LOST_ZERO})
    receipt = accepted(desk.upload("/beneficiary-lists", form, **FREELANCE))["lists"][0]
    assert receipt["counts"]["faulty"] == 1, receipt
    [row] = accepted(desk.get(f"/beneficiary-lists/{receipt['list_id']}/faults"))["items"]
    assert row["faults"][0]["code"] == "LEADING_ZERO_LOST"
    marked = openpyxl.load_workbook(BytesIO(desk.get(f"/beneficiary-lists/{receipt['list_id']}/faults.xlsx").content))
    sheet = marked.worksheets[0]
    column = titles_of(sheet)["Cần sửa"]
    assert "058188000002" in str(sheet.cell(row["line"], column).value), "the proposal is in the officer's own form"
    assert sheet.cell(
        row["line"], titles_of(sheet)["Số CCCD (*)" if "Số CCCD (*)" in titles_of(sheet) else "Số CCCD"]
    ).value
    cell = next(cell for cell in sheet[row["line"]] if cell.value == "58188000002")
    cell.value = "058188000002"
    mended = desk.upload(
        f"/beneficiary-lists/{receipt['list_id']}/corrections", saved(marked), received_on="2021-08-12"
    )
    assert accepted(mended)["new"] == 1


def test_an_archive_of_many_lists_takes_each_and_says_which_it_could_not(office: Office) -> None:
    desk = office.desk("district_officer", "582")
    template = desk.get("/policies/freelance/template.xlsx").content
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("22738/a.xlsx", _filled_template(template, FIRST))
        packed.writestr("22741/b.xlsx", _filled_template(template, SECOND))
        packed.writestr("22870/c.xlsx", _filled_template(template, workers(1, 5)[0]))
        packed.writestr("22744/d.xlsx", b"\xd0\xcf\x11\xe0 an old workbook")
    query = {name: value for name, value in FREELANCE.items() if name != "unit"}
    sent = accepted(desk.upload("/beneficiary-lists", out.getvalue(), "application/zip", **query))
    assert [one["unit"] for one in sent["lists"]] == ["22738", "22741", None, None]
    assert sent["counts"]["accepted"] == 2
    assert sent["lists"][2]["faults"][0]["code"] == "UNIT_UNKNOWN"
    assert sent["lists"][3]["faults"][0]["code"]


def test_the_same_person_on_a_second_list_comes_back(office: Office) -> None:
    freelance_list(office, [FIRST])
    receipt = freelance_list(office, [{**FIRST, "phone": "0912345678"}, SECOND], unit="22741")
    assert [fault["code"] for fault in receipt["faults"]] == ["ALREADY_LISTED"]
    assert receipt["counts"]["accepted"] == 1


def test_an_old_number_leads_to_the_person_whose_new_number_it_was_shown_with(office: Office) -> None:
    freelance_list(office, [{**FIRST, "old_identity": "264123456"}])
    again = {key: value for key, value in FIRST.items() if key != "citizen_id"} | {"old_identity": "264123456"}
    receipt = freelance_list(office, [again], unit="22741")
    assert [fault["code"] for fault in receipt["faults"]] == ["ALREADY_LISTED"]


def test_another_district_learns_only_that_the_person_was_put_forward(office: Office) -> None:
    freelance_list(office, [FIRST])
    sent = send(office.desk("district_officer", "587"), [FIRST], **{**FREELANCE, "unit": "22870"})
    [fault] = accepted(sent)["lists"][0]["faults"]
    assert fault["code"] == "ALREADY_LISTED"
    assert not any(word in fault["vi"] for word in ("Phan Rang", "Đô Vinh", "582", "Hoa", FIRST["full_name"]))


def test_numbers_of_two_people_on_one_row_are_told(office: Office) -> None:
    freelance_list(office, [FIRST, {**SECOND, "old_identity": "264123456"}])
    receipt = freelance_list(office, [{**FIRST, "old_identity": "264123456"}], unit="22741")
    assert [fault["code"] for fault in receipt["faults"]] == ["DOCUMENTS_OF_TWO_PEOPLE"]


def test_a_namesake_born_the_same_day_waits_until_a_person_says(office: Office) -> None:
    freelance_list(office, [FIRST])
    like = {key: value for key, value in FIRST.items() if key != "citizen_id"} | {"old_identity": "264999888"}
    receipt = freelance_list(office, [like, SECOND], unit="22741")
    assert receipt["counts"]["held"] == 1
    [held] = accepted(office.desk("district_approver", "582").get("/applications", held="true"))["items"]
    assert appraised(office)["rows"] == 2, "the held application does not go up"
    shown = accepted(office.desk("district_approver", "582").get(f"/applications/{held['id']}"))["likenesses"]
    assert {reason["code"] for reason in shown[0]["reasons"]} >= {"name_same", "birth_day", "commune_same", "two_kinds"}
    path = f"/applications/{held['id']}/match"
    accepted(office.desk("district_approver", "582").post(path, {"same": False, "note": "Hai người, đã gặp"}))
    assert appraised(office)["rows"] == 1


def test_a_namesake_within_one_list_waits_too(office: Office) -> None:
    like = {key: value for key, value in FIRST.items() if key != "citizen_id"} | {"old_identity": "264999888"}
    twin = {**FIRST, "citizen_id": "058188777777"}
    assert freelance_list(office, [FIRST, like])["counts"]["held"] == 1
    assert freelance_list(office, [twin], unit="22741")["counts"]["held"] == 1, "like the second of the two"
    two = [{**FIRST, "full_name": "Lê Thị Mận", "citizen_id": number} for number in ("058188000021", "058188530946")]
    assert freelance_list(office, two, unit="22744")["counts"]["held"] == 0, "two numbers of one kind are two people"


@pytest.mark.parametrize("same", [True, False])
def test_a_likely_match_is_decided_once(office: Office, *, same: bool) -> None:
    freelance_list(office, [FIRST])
    like = {key: value for key, value in FIRST.items() if key != "citizen_id"} | {"old_identity": "264999888"}
    freelance_list(office, [like], unit="22741")
    desk = office.desk("district_approver", "582")
    [held] = accepted(desk.get("/applications", held="true"))["items"]
    done = accepted(desk.post(f"/applications/{held['id']}/match", {"same": same, "note": "đã xem"}))
    assert done["state"] == ("withdrawn" if same else "determined")
    refused(desk.post(f"/applications/{held['id']}/match", {"same": same, "note": "lại"}), "NOT_HELD")


def test_a_childs_supplement_goes_to_one_parent_only(office: Office) -> None:
    child = {"child_1_name": "Trần Bé", "child_1_birth_date": "2018-01-05", "child_1_certificate": "12-345/2018"}
    mother = {**EMPLOYEE, **child, "full_name": "Lê Thị Mẹ", "citizen_id": "058185000001", "sex": "female",
              "insurance_number": "5800000001", "account_number": "49012050001"}  # fmt: skip
    father = {**EMPLOYEE, **child, "citizen_id": "058085000002", "insurance_number": "5800000002",
              "account_number": "49012050002"}  # fmt: skip
    suspended_list(office, [mother], employer_name="Công ty Một")
    confirmed(office)
    decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", law_on=LAW_ON)
    suspended_list(office, [father], employer_name="Công ty Hai")
    confirmed(office)
    decision = decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", "2/QĐ-UBND", LAW_ON)
    assert decision["amount_vnd"] == 3_710_000, "the father has his base, the child was paid with the mother"
    with Session(db.engine()) as tx:
        said = tx.execute(text("SELECT count(*) FROM list_row WHERE facts::text LIKE '%12-345/2018%'")).scalar_one()
        assert said == 0, "a certificate is kept as a keyed hash"


def _mend(office: Office, list_id: int, rows: list[dict[str, object]], **query: object) -> dict[str, object]:
    body = {"rows": rows}
    desk = office.desk("district_officer", "582")
    path = f"/beneficiary-lists/{list_id}/corrections"
    dates = {"received_on": "2021-09-10" if "insurance_number" in rows[0] else "2021-08-12", "on": "2021-09-10"}
    mended: dict[str, object] = accepted(desk.post(path, body, **dates, **query))
    return mended


def _rows(office: Office, list_id: int) -> list[dict[str, object]]:
    found: list[dict[str, object]] = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{list_id}/rows"))[
        "items"
    ]
    return found


def _unnamed(desk: Desk) -> bytes:
    """A list of one that does not say whose it is."""
    return _filled_template(desk.get("/policies/freelance/template.xlsx").content, FIRST)


def _filled_template(data: bytes, facts: dict[str, object]) -> bytes:
    """A template with one row as a person would type it."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    words = {"female": "Nữ", "male": "Nam", "street_vendor": "Buôn bán hàng rong", False: "Không", "cash": "Tiền mặt"}
    from app.rules.freelance_facts import FACTS  # noqa: PLC0415 – the form's own titles

    titles = {title.removesuffix(" (*)"): column for title, column in titles_of(sheet).items()}
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "(1)") + 1
    for fact in FACTS:
        value = facts.get(fact.name)
        if value is not None and fact.vi in titles:
            said = words.get(value, value) if not isinstance(value, int) or isinstance(value, bool) else value
            shown = "/".join(reversed(str(said).split("-"))) if fact.kind.endswith("date") else said
            sheet.cell(top, titles[fact.vi]).value = shown
    return saved(book)


def _told_of_rows(office: Office, first: int, turned: int, unit: str) -> list[tuple[object, ...]]:
    """Of a list of seven people, each in another case: what is said of each row, in the list's order or turned."""
    cases: list[dict[str, object]] = [
        {}, {"occupation": "farmer"}, {"has_labour_contract": True}, {"residence_commune": "22846"},
        {"citizen_id": "58188000002"}, {"stopped_from": "2021-07-16"}, {"occupation": None},
    ]  # fmt: skip
    people = [workers(1, first + nth, **said)[0] for nth, said in enumerate(cases)]
    receipt = freelance_list(office, people[::turned], unit=unit)
    rows = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{receipt['list_id']}/rows"))["items"]
    return [
        (row["state"], row["outcome"], row["amount_vnd"], row["reason"], *(one["code"] for one in row["faults"]))
        for row in rows
    ]


def test_the_order_of_rows_changes_nothing(office: Office) -> None:
    forward = _told_of_rows(office, 0, 1, "22738")
    assert _told_of_rows(office, 50, -1, "22741") == forward[::-1]
    assert [outcome for _, outcome, *_ in forward].count("eligible") == 1
    assert {"ineligible", "undetermined", None} <= {outcome for _, outcome, *_ in forward}
    assert len(set(forward)) >= 5
