"""Postings show who is to be supported and nothing more; an objection holds the one row until somebody has decided."""

import threading
from io import BytesIO
from typing import Any

import openpyxl
import pypdf
import pytest

from app import settings
from tests.acts.province import (
    EMPLOYEE,
    LAW_ON,
    appraised,
    decided,
    freelance_list,
    send,
    suspended_list,
    workers,
)
from tests.acts.test_decisions import confirmed
from tests.conftest import plain
from tests.office import Desk, Office, accepted, refused
from tests.walls.plain_sql import PlainSql, act

WHEN = {"posted_from": "2021-08-11", "posted_to": "2021-08-15", "place": "Nhà văn hóa khu phố 1"}
DISMISSED = {"upheld": False, "reason": "Đã xác minh: đúng đối tượng"}
RETURNED = {"upheld": True, "reason": "Cần xác minh nơi làm việc", "outcome": "returned"}


def officer(office: Office) -> Desk:
    return office.desk("district_officer", "582")


def approver(office: Office) -> Desk:
    return office.desk("district_approver", "582")


def posted(office: Office, **what: object) -> dict[str, Any]:
    """A posting."""
    done: dict[str, Any] = accepted(officer(office).post("/postings", {**WHEN, **what}))
    return done


def posted_list(office: Office, people: int = 3) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A list posted, and its applications."""
    receipt = freelance_list(office, workers(people))
    return posted(office, list=receipt["list_id"]), applications(office)


def applications(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = accepted(approver(office).get("/applications"))["items"]
    return found


def state_of(office: Office, id_: int) -> str:
    state: str = accepted(approver(office).get(f"/applications/{id_}"))["state"]
    return state


def objected(office: Office, posting: int, application: int, **said: object) -> dict[str, Any]:
    """An objection taken in."""
    body = {"application": application, "text": "Người này có việc làm ổn định", "received_on": "2021-08-12", **said}
    done: dict[str, Any] = accepted(officer(office).post(f"/postings/{posting}/objections", body))
    return done


def submit(office: Office) -> Any:  # noqa: ANN401
    return officer(office).post("/submissions", {"policy": "freelance", "round": 2})


def printed(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(data)).pages)


def test_a_posting_shows_name_year_commune_policy_and_amount(office: Office) -> None:
    posting, _ = posted_list(office)
    assert (posting["rows"], posting["amount_vnd"], posting["policy"]) == (3, 4_500_000, "freelance")
    said = printed(officer(office).get(f"/postings/{posting['id']}/list.pdf").content)
    assert all(str(each["full_name"]) in said and "1988" in said for each in workers(3))
    assert "Phường Đô Vinh" in said and "1.500.000" in said and "4.500.000" in said
    assert "từ ngày 11/08/2021 đến hết ngày 15/08/2021 tại Nhà văn hóa khu phố 1" in said
    assert "Ý kiến, phản ánh xin gửi về Ủy ban nhân dân thành phố Phan Rang-Tháp Chàm" in said


def test_neither_number_nor_account_nor_health_hangs_on_the_wall(office: Office) -> None:
    pregnant = {**EMPLOYEE, "sex": "female", "full_name": "Trần Thị Bình", "pregnant": True}
    receipt = suspended_list(office, [pregnant])
    confirmed(office)
    posting = posted(office, list=receipt["list_id"])
    desk = officer(office)
    book = openpyxl.load_workbook(BytesIO(desk.get(f"/postings/{posting['id']}/list.xlsx").content))
    cells = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    for said in (printed(desk.get(f"/postings/{posting['id']}/list.pdf").content), cells):
        assert "Trần Thị Bình" in said and "Công ty TNHH Mẫu" in said
        for kept_back in (EMPLOYEE["citizen_id"], EMPLOYEE["insurance_number"], EMPLOYEE["account_number"]):
            assert str(kept_back) not in said and str(kept_back)[-4:] not in said
        assert "mang thai" not in said.casefold() and "1985-06-20" not in said and "20/06/1985" not in said


def test_who_is_not_eligible_is_not_posted(office: Office) -> None:
    out = workers(1, first=10, has_labour_contract=True)
    receipt = freelance_list(office, [*workers(1), *out])
    posting = posted(office, list=receipt["list_id"])
    assert posting["rows"] == 1
    said = printed(officer(office).get(f"/postings/{posting['id']}/list.pdf").content)
    assert str(out[0]["full_name"]) not in said
    only = freelance_list(office, workers(1, first=20, has_labour_contract=True))
    refused(officer(office).post("/postings", {**WHEN, "list": only["list_id"]}), "NOBODY_TO_POST")


def test_a_posting_is_the_same_bytes_every_time_whatever_becomes_of_the_list(office: Office) -> None:
    posting, [first, *_] = posted_list(office)
    desk = officer(office)
    files = [f"/postings/{posting['id']}/list.{form}" for form in ("pdf", "xlsx")]
    before = [desk.get(file).content for file in files]
    decision = objected(office, posting["id"], first["id"])
    accepted(approver(office).post(f"/objections/{decision['id']}/decision", {**RETURNED, "outcome": "withdrawn"}))
    assert [desk.get(file).content for file in files] == before


def test_a_posting_too_long_for_one_pdf_is_a_workbook(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITRA_PRINTED_ROWS_MAX", "2")
    settings.settings.cache_clear()
    posting, _ = posted_list(office)
    refused(officer(office).get(f"/postings/{posting['id']}/list.pdf"), "TOO_LONG_TO_PRINT")
    assert officer(office).get(f"/postings/{posting['id']}/list.xlsx").status_code == 200


def test_a_list_of_the_treated_is_posted_nowhere(office: Office) -> None:
    person = {name: EMPLOYEE[name] for name in ("full_name", "birth_date", "sex", "citizen_id")}
    treated = {"treatment_place": "home", "treated_from": "2021-08-01", "treated_to": "2021-08-14"}
    row = {**person, **treated, "treated_by_decision": True, "meal_paper": "none", "payment_method": "cash"}
    day = {"received_on": "2021-11-20", "on": "2021-11-20"}
    sent = send(officer(office), [row], {"facility_name": "Phường Đô Vinh"}, policy="meals_f0", unit="582", **day)
    refused(
        officer(office).post("/postings", {**WHEN, "list": accepted(sent)["lists"][0]["list_id"]}),
        "HEALTH_IS_NOT_POSTED",
    )


def test_a_submission_is_posted_as_a_list_is(office: Office) -> None:
    freelance_list(office, workers(2))
    formed = accepted(submit(office))
    posting = posted(office, submission=formed["id"])
    assert (posting["submission_id"], posting["list_id"], posting["rows"]) == (formed["id"], None, 2)
    refused(officer(office).post("/postings", WHEN), "ONE_THING_TO_POST")
    both = {**WHEN, "list": 1, "submission": formed["id"]}
    refused(officer(office).post("/postings", both), "ONE_THING_TO_POST")
    backwards = {**WHEN, "posted_to": "2021-08-10", "submission": formed["id"]}
    refused(officer(office).post("/postings", backwards), "DAYS_REVERSED")
    assert [each["id"] for each in accepted(approver(office).get("/postings", submission=formed["id"]))["items"]] == [
        posting["id"]
    ]  # fmt: skip


def test_an_objection_holds_its_row_and_no_other(office: Office) -> None:
    posting, [first, second, third] = posted_list(office)
    objected(office, posting["id"], first["id"])
    formed = accepted(submit(office))
    assert formed["rows"] == 2
    found = {each["id"]: each for each in applications(office)}
    assert found[first["id"]]["objected"] and not found[first["id"]]["held"]
    assert not found[second["id"]]["objected"] and found[third["id"]]["submission_id"] == formed["id"]
    refused(submit(office), "NOTHING_READY")


def test_dismissed_the_row_goes_on(office: Office) -> None:
    posting, [first, *_] = posted_list(office, 1)
    objection = objected(office, posting["id"], first["id"])
    refused(submit(office), "NOTHING_READY")
    done = accepted(approver(office).post(f"/objections/{objection['id']}/decision", DISMISSED))
    assert (done["upheld"], done["outcome"], done["reason"]) == (False, None, "Đã xác minh: đúng đối tượng")
    assert accepted(submit(office))["rows"] == 1


@pytest.mark.parametrize("outcome", ["returned", "withdrawn"])
def test_upheld_the_row_is_returned_or_withdrawn_with_its_reason(office: Office, outcome: str) -> None:
    posting, [first, *_] = posted_list(office, 1)
    objection = objected(office, posting["id"], first["id"])
    ruling = {**RETURNED, "outcome": outcome}
    accepted(approver(office).post(f"/objections/{objection['id']}/decision", ruling))
    assert state_of(office, first["id"]) == outcome
    [told] = accepted(approver(office).get(f"/applications/{first['id']}"))["objections"]
    assert told["reason"] == "Cần xác minh nơi làm việc" and told["text"] == "Người này có việc làm ổn định"
    refused(approver(office).post(f"/objections/{objection['id']}/decision", DISMISSED), "OBJECTION_DECIDED")


def test_upheld_in_a_submission_the_row_leaves_it(office: Office) -> None:
    posting, [first, *_] = posted_list(office)
    appraised(office)
    objection = objected(office, posting["id"], first["id"])
    accepted(approver(office).post(f"/objections/{objection['id']}/decision", RETURNED))
    found = {each["id"]: each for each in applications(office)}
    assert (found[first["id"]]["state"], found[first["id"]]["submission_id"]) == ("returned", None)


def test_a_decision_is_drafted_without_the_row_and_the_row_goes_up_later(office: Office) -> None:
    posting, [first, *_] = posted_list(office)
    submission = appraised(office)
    objection = objected(office, posting["id"], first["id"])
    decision = decided(office, [submission["id"]])
    assert (decision["rows"], decision["amount_vnd"]) == (2, 3_000_000)
    assert state_of(office, first["id"]) == "determined"
    accepted(approver(office).post(f"/objections/{objection['id']}/decision", DISMISSED))
    later = decided(office, [appraised(office)["id"]], number="2/QĐ-UBND")
    assert (later["rows"], state_of(office, first["id"])) == (1, "decided")


def test_an_objection_after_the_draft_stops_recording_and_comparing(office: Office) -> None:
    posting, [first, second, _] = posted_list(office)
    submission = appraised(office)
    clerk = officer(office)
    drafted = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    paper = {"number": "9/QĐ", "signed_on": LAW_ON, "rows": 3, "amount_vnd": 4_500_000}
    path = f"/decisions/{drafted['id']}"
    objection = objected(office, posting["id"], first["id"])
    refused(clerk.post(f"{path}/record", {**paper, "signer": "Chủ tịch"}), "OBJECTED")
    refused(approver(office).post(f"/objections/{objection['id']}/decision", RETURNED), "IN_A_DRAFT")
    accepted(approver(office).post(f"/objections/{objection['id']}/decision", DISMISSED))
    accepted(clerk.post(f"{path}/record", {**paper, "signer": "Chủ tịch"}))
    objected(office, posting["id"], second["id"])
    refused(approver(office).post(f"{path}/comparison", paper), "OBJECTED")
    accepted(clerk.post(f"{path}/void", {"reason": "Có ý kiến"}))
    again = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    assert again["rows"] == 2


def test_whoever_took_an_objection_in_does_not_decide_it(office: Office) -> None:
    posting, [first, *_] = posted_list(office, 1)
    objection = objected(office, posting["id"], first["id"])
    same = office.desk("district_approver", "582", person="district_officer 582")
    refused(same.post(f"/objections/{objection['id']}/decision", DISMISSED), "SAME_HANDS")
    refused(officer(office).post(f"/objections/{objection['id']}/decision", DISMISSED), "NOT_YOURS")
    elsewhere = office.desk("district_approver", "584")
    refused(elsewhere.post(f"/objections/{objection['id']}/decision", DISMISSED), "NO_SUCH_RECORD")


def test_an_objection_is_to_a_posted_row_that_is_not_decided_on_a_day_that_can_be(office: Office) -> None:
    posting, [first, *_] = posted_list(office, 1)
    freelance_list(office, workers(1, first=50))
    other = applications(office)[-1]
    path = f"/postings/{posting['id']}/objections"
    body = {"application": first["id"], "text": "x", "received_on": "2021-08-12"}
    refused(officer(office).post(path, {**body, "application": other["id"]}), "NOT_POSTED")
    refused(officer(office).post(path, {**body, "received_on": "2021-08-10"}), "RECEIVED_ON_WRONG_DAY")
    refused(officer(office).post(path, {**body, "received_on": "2022-02-26"}), "RECEIVED_ON_WRONG_DAY")
    decided(office, [appraised(office)["id"]])
    refused(officer(office).post(path, body), "WRONG_STATE")


def test_a_ruling_says_what_follows_where_something_does(office: Office) -> None:
    posting, [first, *_] = posted_list(office, 1)
    objection = objected(office, posting["id"], first["id"])
    path = f"/objections/{objection['id']}/decision"
    refused(approver(office).post(path, {"upheld": True, "reason": "Đúng"}), "OUTCOME_NEEDED")
    refused(approver(office).post(path, {**DISMISSED, "outcome": "returned"}), "OUTCOME_NEEDED")


def test_objections_are_listed_with_their_text_and_receiver(office: Office) -> None:
    posting, [first, second, _] = posted_list(office)
    done = objected(office, posting["id"], first["id"])
    objected(office, posting["id"], second["id"], text="Đã chuyển đi nơi khác")
    accepted(approver(office).post(f"/objections/{done['id']}/decision", DISMISSED))
    desk = approver(office)
    [still_open] = accepted(desk.get("/objections", open=True))["items"]
    assert (still_open["text"], still_open["received_by"]) == ("Đã chuyển đi nơi khác", "district_officer 582")
    assert len(accepted(desk.get(f"/postings/{posting['id']}"))["objections"]) == 2
    assert [each["id"] for each in accepted(desk.get("/objections", application=first["id"]))["items"]] == [done["id"]]
    assert accepted(office.desk("auditor", "584").get("/objections"))["items"] == []
    assert accepted(office.desk("auditor", "584").get("/postings"))["items"] == []


def test_what_somebody_said_is_kept_sealed_and_stands_in_no_journal(office: Office, database_url: str) -> None:
    import psycopg  # noqa: PLC0415

    posting, [first, *_] = posted_list(office, 1)
    objected(office, posting["id"], first["id"], text="Bà Phạm Thị Mật nói")
    journal = office.desk("auditor", "582").get("/audit").text
    with psycopg.connect(plain(database_url)) as connection:
        [(sealed,)] = connection.execute("SELECT text_cipher FROM objection").fetchall()
        [(content,)] = connection.execute("SELECT content_cipher FROM posting").fetchall()
    assert "Mật" not in journal and "objection.received" in journal
    assert "Mật".encode() not in sealed and str(workers(1)[0]["full_name"]).encode() not in content


def held(office: Office) -> tuple[int, int]:
    """A posted row with an open objection, and one without."""
    posting, [first, second, _] = posted_list(office)
    objected(office, posting["id"], first["id"])
    return first["id"], second["id"]


def test_the_database_itself_lets_no_objected_row_go_up_or_be_decided(office: Office, database_url: str) -> None:
    first, second = held(office)
    with act(database_url) as at:
        former = at.become("district_officer")
        at.rows(
            """INSERT INTO submission (policy, round, state, rows, amount_vnd, district_id, formed_by_person_id)
               SELECT 'freelance', 2, 'formed', 1, 1, a.district_id, %s FROM application a WHERE a.id = %s""",
            former,
            first,
        )
        up = "UPDATE application SET submission_id = (SELECT max(id) FROM submission) WHERE id = %s"
        assert at.refusal(up, first) == "CT007"
        assert at.refusal(up, second) is None
        at.become("district_approver")
        at.rows("UPDATE application SET state = 'appraised' WHERE id IN (%s, %s)", first, second)
        for state in ("decided", "refused"):
            assert at.refusal(f"UPDATE application SET state = '{state}' WHERE id = %s", first) == "CT007"
            assert at.refusal(f"UPDATE application SET state = '{state}' WHERE id = %s", second) is None


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE objection SET text_cipher = ''", "CT003"),
        ("UPDATE objection SET application_id = application_id", "CT003"),
        ("DELETE FROM objection", "CT003"),
        ("UPDATE objection SET upheld = false", "ck_objection_decided_whole"),
        (
            """UPDATE objection SET upheld = true, reason = 'x', decided_act_id = act_id,
               decided_by_person_id = (SELECT max(id) FROM natural_person)""",
            "ck_objection_outcome",
        ),
        (
            """UPDATE objection SET upheld = false, reason = 'x', decided_act_id = act_id,
               decided_by_person_id = received_by_person_id""",
            "ck_objection_two_people",
        ),
        ("UPDATE posting SET place = 'x'", "CT003"),
        ("DELETE FROM posting_row", "CT003"),
        ("TRUNCATE posting CASCADE", "CT003"),
        (
            "INSERT INTO posting_row SELECT id, (SELECT max(id) FROM application) + 1 FROM posting",
            "fk_posting_row_application_id",
        ),
    ],
)
def test_postings_and_objections_are_walls_of_the_database(
    office: Office, database_url: str, statement: str, refusal: str
) -> None:
    held(office)
    with act(database_url) as at:
        assert at.refusal(statement) == refusal


def test_an_objection_to_what_is_decided_is_refused_by_the_database(office: Office, database_url: str) -> None:
    posting, [first, *_] = posted_list(office, 1)
    decided(office, [appraised(office)["id"]])
    with act(database_url) as at:
        assert at.refusal(*objecting(at, posting["id"], first["id"])) == "CT007"


def objecting(at: PlainSql, posting: int, application: int) -> tuple[str, int, int]:
    """An objection in plain SQL."""
    return (
        """INSERT INTO objection (posting_id, application_id, received_on, received_by_person_id, text_cipher, act_id,
                                  district_id)
           SELECT %s, a.id, now(), (SELECT min(id) FROM natural_person), '', (SELECT max(id) FROM act), a.district_id
           FROM application a WHERE a.id = %s""",
        posting,
        application,
    )


def test_an_objection_and_a_decision_at_the_same_time_never_both_win(office: Office) -> None:
    posting, [first, *_] = posted_list(office, 1)
    submission = appraised(office)
    clerk = officer(office)
    drafted = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    paper = {"number": "9/QĐ", "signed_on": LAW_ON, "rows": 1, "amount_vnd": 1_500_000}
    accepted(clerk.post(f"/decisions/{drafted['id']}/record", {**paper, "signer": "Chủ tịch"}))
    body = {"application": first["id"], "text": "Không đúng", "received_on": "2021-08-12"}
    answers: dict[str, int] = {}
    start = threading.Barrier(2)
    desks = {"objection": clerk, "comparison": approver(office)}

    def send(name: str, path: str, what: object) -> None:
        start.wait()
        answers[name] = desks[name].post(path, what).status_code

    racing = [
        threading.Thread(target=send, args=("objection", f"/postings/{posting['id']}/objections", body)),
        threading.Thread(target=send, args=("comparison", f"/decisions/{drafted['id']}/comparison", paper)),
    ]
    for each in racing:
        each.start()
    for each in racing:
        each.join()
    assert sorted(answers.values()) in ([200, 409], [201, 409]), answers
    assert state_of(office, first["id"]) == ("decided" if answers["comparison"] == 200 else "appraised")
