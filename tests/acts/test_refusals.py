"""Written refusals: with every reason and its article, registered as sent; and refused cases reopened."""

import hashlib
from io import BytesIO
from typing import Any

import docx
import httpx
import pypdf
import pytest

from app import settings
from tests.acts.forms import confirm, titles_of
from tests.acts.province import (
    EMPLOYEE,
    EMPLOYER,
    LAW_ON,
    WORKER,
    appraised,
    decided,
    freelance_list,
    suspended_list,
    workers,
)
from tests.conftest import plain
from tests.faults.crowd import crowd
from tests.office import Office, accepted, refused
from tests.test_statements import counted, shortened
from tests.walls.plain_sql import act

SENT = {"number": "77/UBND-LĐTBXH", "sent_on": "2021-11-20", "how": "post"}
INELIGIBLE = {"has_labour_contract": True}


def refused_decision(office: Office, people: int = 2, **same: object) -> dict[str, Any]:
    """A decision of the city that supports one worker and refuses the others."""
    freelance_list(office, [*workers(1), *workers(people, first=10, **INELIGIBLE, **same)])
    return decided(office, [appraised(office)["id"]])


def made(office: Office, decision_id: int, unit: str = "582", **body: object) -> dict[str, Any]:
    """The letters of a decision, made by its officer."""
    level = "provincial" if unit == "58" else "district"
    desk = office.desk(f"{level}_officer", unit)
    done: dict[str, Any] = accepted(desk.post("/refusals", {"decision": decision_id, **body}))
    return done


def letters(office: Office, **query: object) -> list[dict[str, Any]]:
    """The register."""
    found: list[dict[str, Any]] = accepted(office.desk("auditor", "58").get("/refusals", **query))["items"]
    return found


def words_of(data: bytes) -> str:
    """All that a DOCX says, in paragraphs and tables."""
    made = docx.Document(BytesIO(data))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def printed(data: bytes) -> str:
    """All that a PDF says, without its line breaks."""
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(data)).pages)


def refused_suspension(office: Office) -> tuple[int, dict[str, Any]]:
    """A worker whom the insurance agency does not know, refused by the province; the application and the decision."""
    receipt = suspended_list(office, [EMPLOYEE])
    confirmed_with(office, "Không")
    done = decided(office, [appraised(office, "suspended_contract", None)["id"]], unit="58")
    [row] = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{receipt['list_id']}/rows"))["items"]
    assert row["application_state"] == "refused"
    return row["application_id"], done


def confirmed_with(office: Office, word: str) -> httpx.Response:
    """The agency's answer for everybody who waits."""
    desk = office.desk("district_officer", "582")
    request = desk.get("/confirmations/request.xlsx", policy="suspended_contract").content
    return desk.upload("/confirmations", confirm(request, word), policy="suspended_contract", on="2021-09-03")


def application(office: Office, id_: int) -> dict[str, Any]:
    """One application with all that stands beside it."""
    found: dict[str, Any] = accepted(office.desk("auditor", "582").get(f"/applications/{id_}"))
    return found


def test_each_refused_person_gets_a_letter_with_the_reason_and_its_article(office: Office) -> None:
    decision = refused_decision(office)
    assert made(office, decision["id"]) == {
        "decision_id": decision["id"], "per": "person", "notices": 2, "rows": 2
    }  # fmt: skip
    first, second = letters(office)
    assert (first["per"], first["rows"], first["number"], first["policy"]) == ("person", 1, None, "freelance")
    assert first["application_id"] != second["application_id"]
    said = words_of(office.desk("district_officer", "582").get(f"/refusals/{first['id']}.docx").content)
    name = workers(2, first=10)[0]["full_name"]
    assert f"Kính gửi: Bà {name}" in said and "Thành phố Phan Rang-Tháp Chàm".upper() in said
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said and "Độc lập - Tự do - Hạnh phúc" in said
    assert "Số: ………/……………" in said and "Phan Rang-Tháp Chàm, ngày … tháng … năm ……" in said
    assert "Mục II Nghị quyết số 68/NQ-CP" in said and "không đạt" in said
    assert "Quyết định số 1234/QĐ-UBND ngày 15/11/2021" in said and "tiếp nhận ngày 10/08/2021" in said
    assert "khiếu nại theo quy định của pháp luật về khiếu nại" in said and "Nơi nhận:" in said and "- Lưu: VT." in said


def test_a_letter_shows_the_last_digits_of_a_number_and_no_more(office: Office) -> None:
    decision = refused_decision(office, 1)
    made(office, decision["id"])
    [letter] = letters(office)
    number = str(workers(1, first=10)[0]["citizen_id"])
    desk = office.desk("district_officer", "582")
    for said in (
        words_of(desk.get(f"/refusals/{letter['id']}.docx").content),
        printed(desk.get(f"/refusals/{letter['id']}.pdf").content),
    ):
        assert number not in said and f"********{number[-4:]}" in said


def test_both_forms_say_the_same_and_are_the_same_bytes_every_time(office: Office) -> None:
    decision = refused_decision(office, 1)
    made(office, decision["id"])
    [letter] = letters(office)
    desk = office.desk("district_officer", "582")
    for form in ("docx", "pdf"):
        first = desk.get(f"/refusals/{letter['id']}.{form}")
        assert first.content == desk.get(f"/refusals/{letter['id']}.{form}").content
    said = words_of(desk.get(f"/refusals/{letter['id']}.docx").content).replace("\n", " ")
    shown = printed(desk.get(f"/refusals/{letter['id']}.pdf").content)
    for words in ("Kính gửi: Bà", "chưa được hỗ trợ vì không đáp ứng các điều kiện sau đây", "Căn cứ:", "TM. ỦY BAN"):
        assert words in said and words in shown


def test_an_employer_gets_one_letter_with_its_refused_rows(office: Office) -> None:
    colleague = {
        **EMPLOYEE, "full_name": "Lê Văn Cường", "citizen_id": "058085009999", "insurance_number": "5812349999",
        "account_number": "4901205129999", "suspended_from": "2021-04-01", "suspended_to": "2021-08-20",
    }  # fmt: skip
    suspended_list(office, [EMPLOYEE, colleague])
    confirmed_with(office, "Đúng")
    decision = decided(office, [appraised(office, "suspended_contract", None)["id"]], unit="58")
    assert decision["refused_rows"] == 1
    assert made(office, decision["id"], unit="58") == {
        "decision_id": decision["id"], "per": "list", "notices": 1, "rows": 1
    }  # fmt: skip
    [letter] = letters(office, policy="suspended_contract")
    data = office.desk("provincial_officer", "58").get(f"/refusals/{letter['id']}.docx").content
    said = words_of(data)
    assert f"Kính gửi: {EMPLOYER['employer_name']}" in said and "Mã số thuế: 4500123455" in said
    assert "Lê Văn Cường" in said and "Trần Văn Bình" not in said and "TỈNH NINH THUẬN" in said
    assert "Quyết định số 23/2021/QĐ-TTg" in said and "Tạm hoãn từ ngày: 01/04/2021" in said
    assert "058085009999" not in said and "5812349999" not in said and "4901205129999" not in said
    assert "Lê Văn Cường" in printed(office.desk("auditor", "58").get(f"/refusals/{letter['id']}.pdf").content)
    of_the_list = office.desk("district_officer", "582")
    assert of_the_list.get(f"/refusals/{letter['id']}.docx").content == data, "the list's district reads it"
    refused(of_the_list.post(f"/refusals/{letter['id']}/sent", SENT), "NOT_THE_REFUSER")
    refused(office.desk("district_officer", "584").get(f"/refusals/{letter['id']}.docx"), "NO_SUCH_RECORD")


def test_the_other_kind_of_letter_can_be_made_besides_and_each_once(office: Office) -> None:
    decision = refused_decision(office)
    desk = office.desk("district_officer", "582")
    made(office, decision["id"])
    refused(desk.post("/refusals", {"decision": decision["id"], "per": "person"}), "NOTHING_REFUSED")
    assert made(office, decision["id"], per="list") == {
        "decision_id": decision["id"], "per": "list", "notices": 1, "rows": 2
    }  # fmt: skip
    refused(desk.post("/refusals", {"decision": decision["id"], "per": "list"}), "NOTHING_REFUSED")
    [letter] = [each for each in letters(office) if each["per"] == "list"]
    assert "Kính gửi: Ủy ban nhân dân phường Đô Vinh" in words_of(desk.get(f"/refusals/{letter['id']}.docx").content)


def test_only_the_body_that_decided_writes_and_only_when_it_has(office: Office) -> None:
    freelance_list(office, workers(1, **INELIGIBLE))
    submission = appraised(office)
    clerk = office.desk("district_officer", "582")
    draft = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    refused(clerk.post("/refusals", {"decision": draft["id"]}), "WRONG_STATE")
    accepted(clerk.post(f"/decisions/{draft['id']}/void", {"reason": "Lập lại"}))
    decision = decided(office, [submission["id"]])
    refused(office.desk("provincial_officer", "58").post("/refusals", {"decision": decision["id"]}), "NOT_THE_REFUSER")
    refused(office.desk("district_officer", "584").post("/refusals", {"decision": decision["id"]}), "NO_SUCH_RECORD")
    refused(office.desk("auditor", "582").post("/refusals", {"decision": decision["id"]}), "NOT_YOURS")
    made(office, decision["id"])
    [letter] = letters(office)
    refused(office.desk("district_officer", "584").get(f"/refusals/{letter['id']}.docx"), "NO_SUCH_RECORD")
    refused(office.desk("provincial_officer", "58").post(f"/refusals/{letter['id']}/sent", SENT), "NOT_THE_REFUSER")


def test_a_decision_that_refuses_nobody_has_no_letters(office: Office) -> None:
    freelance_list(office, workers(1))
    decision = decided(office, [appraised(office)["id"]])
    answer = office.desk("district_officer", "582").post("/refusals", {"decision": decision["id"]})
    refused(answer, "NOTHING_REFUSED")


def test_what_was_sent_stands_in_the_register_with_the_bytes_that_went_out(office: Office) -> None:
    decision = refused_decision(office)
    made(office, decision["id"])
    first, second = letters(office)
    desk = office.desk("district_officer", "582")
    before = desk.get(f"/refusals/{first['id']}.pdf").content
    done = accepted(desk.post(f"/refusals/{first['id']}/sent", {**SENT, "format": "pdf"}))
    assert (done["number"], done["sent_on"], done["sent_how"], done["format"]) == (
        "77/UBND-LĐTBXH", "2021-11-20", "post", "pdf"
    )  # fmt: skip
    assert done["document_sha256"] == hashlib.sha256(before).hexdigest()
    assert desk.get(f"/refusals/{first['id']}.pdf").content == before
    refused(desk.post(f"/refusals/{first['id']}/sent", {**SENT, "number": "78/UBND"}), "ALREADY_SENT")
    refused(desk.post(f"/refusals/{second['id']}/sent", SENT), "LETTER_NUMBER_USED")
    assert [each["id"] for each in letters(office, sent=True)] == [first["id"]]
    assert [each["id"] for each in letters(office, sent=False)] == [second["id"]]
    assert [each["id"] for each in letters(office, list=first["list_id"], decision=decision["id"])] == [
        first["id"], second["id"]
    ]  # fmt: skip
    entries = accepted(office.desk("auditor", "582").get("/audit"))["items"]
    assert [each["action"] for each in entries if each["action"].startswith("refusal")] == [
        "refusals.made", "refusal.sent"
    ]  # fmt: skip


@pytest.mark.parametrize("sent_on", ["2021-11-14", "2022-02-26"])
def test_a_letter_is_not_sent_before_its_decision_nor_in_the_future(office: Office, sent_on: str) -> None:
    decision = refused_decision(office, 1)
    made(office, decision["id"])
    [letter] = letters(office)
    answer = office.desk("district_officer", "582").post(f"/refusals/{letter['id']}/sent", {**SENT, "sent_on": sent_on})
    refused(answer, "SENT_ON_WRONG_DAY")


def test_all_letters_of_a_decision_are_printed_in_one_file(office: Office) -> None:
    decision = refused_decision(office, 3)
    made(office, decision["id"])
    desk = office.desk("district_officer", "582")
    data = desk.get("/refusals/print.pdf", decision=decision["id"]).content
    said = printed(data)
    assert len(pypdf.PdfReader(BytesIO(data)).pages) == 3
    assert all(str(each["full_name"]) in said for each in workers(3, first=10))
    rest = desk.get("/refusals/print.pdf", decision=decision["id"], after=letters(office)[0]["id"]).content
    assert len(pypdf.PdfReader(BytesIO(rest)).pages) == 2
    refused(desk.get("/refusals/print.pdf", decision=decision["id"], after=999_999), "NOTHING_REFUSED")


def test_a_long_list_gets_several_letters_and_a_file_holds_so_many_people(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHITRA_LETTER_ROWS_MAX", "2")
    monkeypatch.setenv("CHITRA_PRINTED_ROWS_MAX", "3")
    settings.settings.cache_clear()
    decision = refused_decision(office, 5)
    assert made(office, decision["id"], per="list")["notices"] == 3
    assert [each["rows"] for each in letters(office)] == [2, 2, 1]
    desk = office.desk("district_officer", "582")
    refused(desk.get("/refusals/print.pdf", decision=decision["id"]), "TOO_MANY_TO_PRINT")
    assert desk.get("/refusals/print.pdf", decision=decision["id"], limit=1).status_code == 200


def test_letters_cost_the_same_statements_for_many_as_for_few(office: Office) -> None:
    spent = []
    for nth, people in enumerate((2, 300)):
        freelance_list(office, [{**each, **INELIGIBLE} for each in crowd(people, 1_000 * nth)])
        decision = decided(office, [appraised(office)["id"]], number=f"{nth}/QĐ")
        with counted() as statements:
            assert made(office, decision["id"])["notices"] == people
        spent.append(shortened(statements))
    assert spent[0] == spent[1]


def test_a_mended_row_opens_a_refused_case_again_and_the_refusal_stays(office: Office) -> None:
    decision = refused_decision(office, 1)
    made(office, decision["id"])
    [letter] = letters(office)
    id_ = letter["application_id"]
    before = application(office, id_)
    assert before["state"] == "refused" and [each["decision_id"] for each in before["refusals"]] == [decision["id"]]
    desk = office.desk("district_officer", "582")
    mended = {**workers(1, first=10)[0], "has_labour_contract": False}
    path = f"/beneficiary-lists/{letter['list_id']}/corrections"
    done = accepted(desk.post(path, {"rows": [mended]}, received_on="2021-12-01", on="2021-12-01"))
    assert (done["changed"], done["receipt"]["counts"]["eligible"]) == (1, 1)
    after = application(office, id_)
    assert after["state"] == "determined" and after["refusals"][0]["notice_id"] == letter["id"]
    outcomes = [each["outcome"] for each in after["determinations"]]
    assert (outcomes[0], outcomes[-1]) == ("ineligible", "eligible")
    assert after["refusals"][0]["determination_id"] in [each["id"] for each in after["determinations"][:-1]]
    again = decided(office, [appraised(office)["id"]], number="2/QĐ-UBND", law_on="2021-12-02")
    assert (again["rows"], again["refused_rows"]) == (1, 0)
    assert application(office, id_)["state"] == "decided"
    said = words_of(desk.get(f"/refusals/{letter['id']}.docx").content)
    assert "Quyết định số 1234/QĐ-UBND ngày 15/11/2021" in said, "the letter still tells of its own decision"


def test_the_first_receipt_of_a_reopened_case_counts(office: Office) -> None:
    id_, _ = refused_suspension(office)
    [found] = accepted(office.desk("auditor", "582").get("/applications"))["items"]
    mended = {**EMPLOYEE, "suspended_to": "2021-09-20", "insurance_number": "5812345670"}
    path = f"/beneficiary-lists/{found['list_id']}/corrections"
    accepted(
        office.desk("district_officer", "582").post(
            path, {"header": EMPLOYER, "rows": [mended]}, received_on="2022-02-10", on="2022-02-10"
        )
    )
    conditions = application(office, id_)["determinations"][-1]["body"]["results"]
    [deadline] = [each for each in conditions if "31/01/2022" in each["vi"]]
    assert deadline["met"] is True


def test_the_same_row_sent_again_reopens_nothing(office: Office) -> None:
    decision = refused_decision(office, 1)
    made(office, decision["id"])
    [letter] = letters(office)
    path = f"/beneficiary-lists/{letter['list_id']}/corrections"
    rows = [{**workers(1, first=10)[0], **INELIGIBLE}]
    done = accepted(
        office.desk("district_officer", "582").post(path, {"rows": rows}, received_on="2021-12-01", on="2021-12-01")
    )
    assert (done["same"], done["changed"]) == (1, 0)
    assert application(office, letter["application_id"])["state"] == "refused"


def test_a_whole_mended_list_without_a_refused_row_leaves_it_refused(office: Office) -> None:
    decision = refused_decision(office, 1)
    made(office, decision["id"])
    [letter] = letters(office)
    path = f"/beneficiary-lists/{letter['list_id']}/corrections"
    done = accepted(
        office.desk("district_officer", "582").post(
            path, {"rows": workers(1)}, received_on="2021-12-01", on="2021-12-01", whole=True
        )
    )
    assert (done["withdrawn"], done["absent"]) == (0, 1)
    assert application(office, letter["application_id"])["state"] == "refused"


def test_who_has_asked_anew_is_not_reopened_besides(office: Office) -> None:
    decision = refused_decision(office, 1)
    made(office, decision["id"])
    [letter] = letters(office)
    anew = {**workers(1, first=10)[0], "has_labour_contract": False}
    freelance_list(office, [anew], received_on="2021-12-01", on="2021-12-01")
    path = f"/beneficiary-lists/{letter['list_id']}/corrections"
    mended = {**anew, "stopped_from": "2021-07-18"}
    done = accepted(
        office.desk("district_officer", "582").post(path, {"rows": [mended]}, received_on="2021-12-02", on="2021-12-02")
    )
    assert [fault["code"] for fault in done["receipt"]["faults"]] == ["ROW_GONE_FORWARD"]
    assert application(office, letter["application_id"])["state"] == "refused"


def test_another_word_of_the_agency_opens_a_refused_case_again(office: Office) -> None:
    id_, decision = refused_suspension(office)
    again = answer_again(office, id_, "Không")
    assert (again["taken"], len(again["unknown"])) == (0, 1), "the same word changes nothing"
    assert application(office, id_)["state"] == "refused"
    again = answer_again(office, id_, "Đúng")
    assert (again["taken"], again["unknown"], again["outcomes"]) == (1, [], {"eligible": 1})
    found = application(office, id_)
    assert found["state"] == "determined" and found["refusals"][0]["decision_id"] == decision["id"]
    done = decided(office, [appraised(office, "suspended_contract", None)["id"]], unit="58", number="5/QĐ-UBND")
    assert (done["rows"], done["amount_vnd"]) == (1, 3_710_000)


def answer_again(office: Office, application_id: int, word: str) -> dict[str, Any]:
    """The agency's sheet for one application, filled in anew: taken from a request of somebody who still waits."""
    other = {
        **EMPLOYEE, "full_name": "Lê Văn Chờ", "citizen_id": f"0580850{application_id:05d}",
        "insurance_number": f"58{application_id:04d}{word_number(word):04d}", "account_number": "4901205123999",
    }  # fmt: skip
    suspended_list(office, [other], received_on="2021-09-02", on="2021-09-02")
    desk = office.desk("district_officer", "582")
    request = desk.get("/confirmations/request.xlsx", policy="suspended_contract").content
    import openpyxl  # noqa: PLC0415 – a clerk's own library

    book = openpyxl.load_workbook(BytesIO(confirm(request, word)))
    sheet = book.worksheets[0]
    column = titles_of(sheet)["Mã hồ sơ"]
    for row in sheet.iter_rows(min_col=column, max_col=column):
        if str(row[0].value or "").startswith("HS"):
            row[0].value = f"HS{application_id:010d}"
    out = BytesIO()
    book.save(out)
    taken = desk.upload("/confirmations", out.getvalue(), policy="suspended_contract", on="2021-12-01")
    done: dict[str, Any] = accepted(taken)
    return done


def word_number(word: str) -> int:
    return 1 if word == "Đúng" else 2


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE refused_application SET decision_id = decision_id", "CT003"),
        ("DELETE FROM refused_application", "CT003"),
        ("UPDATE refusal_notice SET content_sha256 = ''", "CT003"),
        ("UPDATE refusal_notice SET rows = 9", "CT003"),
        ("DELETE FROM refusal_notice", "CT003"),
        ("UPDATE refusal_notice SET number = '9'", "ck_refusal_notice_sent_whole"),
        ("UPDATE refusal_notice_row SET notice_id = notice_id", "CT003"),
        ("TRUNCATE refusal_notice_row", "CT003"),
        ("UPDATE application SET state = 'decided' WHERE state = 'refused'", "CT002"),
    ],
)
def test_refusals_and_letters_are_walls_of_the_database(
    office: Office, database_url: str, statement: str, refusal: str
) -> None:
    made(office, refused_decision(office, 1)["id"])
    with act(database_url) as at:
        assert at.refusal(statement) == refusal


def test_what_was_sent_never_changes(office: Office, database_url: str) -> None:
    made(office, refused_decision(office, 1)["id"])
    [letter] = letters(office)
    accepted(office.desk("district_officer", "582").post(f"/refusals/{letter['id']}/sent", SENT))
    with act(database_url) as at:
        for column in ("number = '1'", "sent_on = '2021-12-01'", "document_cipher = ''", "sent_how = 'electronic'"):
            assert at.refusal(f"UPDATE refusal_notice SET {column}") == "CT003"


def test_letters_are_kept_sealed(office: Office, database_url: str) -> None:
    import psycopg  # noqa: PLC0415

    made(office, refused_decision(office, 1)["id"])
    name = str(WORKER["full_name"]).encode()
    with psycopg.connect(plain(database_url)) as connection:
        [(sealed,)] = connection.execute("SELECT content_cipher FROM refusal_notice").fetchall()
    assert name not in sealed and "Kính gửi".encode() not in sealed and b"reasons" not in sealed


def test_an_overtaken_letter_is_sent_only_for_a_reason(office: Office) -> None:
    decision = refused_decision(office, 2)
    made(office, decision["id"])
    first, second = letters(office)
    assert (first["overtaken"], second["overtaken"]) == (0, 0)
    desk = office.desk("district_officer", "582")
    mended = {**workers(2, first=10)[0], "has_labour_contract": False}
    path = f"/beneficiary-lists/{first['list_id']}/corrections"
    accepted(desk.post(path, {"rows": [mended]}, received_on="2021-12-01", on="2021-12-01"))
    assert [each["overtaken"] for each in letters(office)] == [1, 0]
    sent, anyway = f"/refusals/{first['id']}/sent", {**SENT, "anyway": True}
    refused(desk.post(sent, SENT), "NOTICE_OVERTAKEN")
    refused(desk.post(sent, anyway), "NOTICE_OVERTAKEN")
    decided(office, [appraised(office)["id"]], number="2/QĐ-UBND", law_on="2021-12-02")
    refused(desk.post(sent, {**SENT, "reason": "Đã ký trước khi mở lại"}), "NOTICE_OVERTAKEN")
    done = accepted(desk.post(sent, {**anyway, "reason": "Đã ký trước khi mở lại"}))
    assert (done["number"], done["overtaken"]) == (SENT["number"], 1)
    accepted(desk.post(f"/refusals/{second['id']}/sent", {**SENT, "number": "78/UBND-LĐTBXH"}))
    entries = accepted(office.desk("auditor", "582").get("/audit"))["items"]
    late, due = [each["payload"] for each in entries if each["action"] == "refusal.sent"]
    said = str(late)
    assert "Đã ký trước khi mở lại" in said and "overtaken" in said and "overtaken" not in str(due)


def test_a_letter_of_an_earlier_refusal_is_overtaken_by_a_later_one(office: Office) -> None:
    decision = refused_decision(office, 1)
    made(office, decision["id"])
    [letter] = letters(office)
    mended = {**workers(1, first=10)[0], **INELIGIBLE, "stopped_from": "2021-07-18"}
    path = f"/beneficiary-lists/{letter['list_id']}/corrections"
    desk = office.desk("district_officer", "582")
    accepted(desk.post(path, {"rows": [mended]}, received_on="2021-12-01", on="2021-12-01"))
    again = decided(office, [appraised(office)["id"]], number="2/QĐ-UBND", law_on="2021-12-02")
    made(office, again["id"])
    assert application(office, letter["application_id"])["state"] == "refused"
    assert [each["overtaken"] for each in letters(office)] == [1, 0]
