"""What each list waits for and who is late: by the paper's receipt, whenever it was uploaded."""

from typing import Any

import pytest

from tests.acts.other_lists import ARTIST, CENTRE, CULTURE, ENDED, LABOUR, OWNER, THEATRE, asked, filled, listed
from tests.acts.province import EMPLOYEE, LAW_ON, appraised, decided, freelance_list, suspended_list, workers
from tests.acts.test_decisions import confirmed
from tests.office import Office, accepted, refused

RECEIVED = "2021-09-06"  # a Monday


def waiting(office: Office, role: str = "auditor", unit: str = "58", **query: object) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = accepted(office.desk(role, unit).get("/deadlines", **query))["items"]
    return items


def in_short(each: dict[str, Any]) -> tuple[object, ...]:
    return each["step"]["act"], each["responsible"], each["step"]["due"], each["days_late"], each["applications"]


def test_the_clock_runs_from_the_papers_receipt_step_by_step(office: Office) -> None:
    listed(office, "artist", [ARTIST], by=CULTURE, header=THEATRE, received_on=RECEIVED)
    [found] = waiting(office, on="2021-09-10")
    culture = "Sở Văn hóa, Thể thao và Du lịch"
    assert in_short(found) == ("appraise", culture, "2021-09-09", 1, 1), "three days for the department"
    assert [(step["act"], step["due"]) for step in found["steps"]] == [
        ("list", None), ("appraise", "2021-09-09"), ("decide", "2021-09-13"), ("pay", None)
    ]  # fmt: skip
    assert (found["received_on"], found["last_application_day"], found["received_in_time"]) == (
        RECEIVED, "2022-01-31", True
    )  # fmt: skip
    submission = appraised(office, "artist", None, CULTURE)
    [found] = waiting(office, on="2021-09-13")
    assert in_short(found) == ("decide", "Tỉnh Ninh Thuận", "2021-09-13", 0, 1)
    assert found["submission_id"] == submission["id"]
    decided(office, [submission["id"]], "58")
    [found] = waiting(office, on="2021-12-01")
    assert in_short(found) == ("pay", "Tỉnh Ninh Thuận", None, 0, 1), "no term is laid down to pay in"


def test_holidays_and_tet_are_no_working_days(office: Office) -> None:
    listed(office, "artist", [ARTIST], by=CULTURE, header=THEATRE, received_on="2022-01-27")
    [found] = waiting(office)
    assert found["step"]["due"] == "2022-02-08", "Friday, then Tết, then Monday and Tuesday"
    assert found["days_late"] == 13


def test_whoever_has_the_next_word_is_named(office: Office) -> None:
    suspended_list(office, [EMPLOYEE], received_on=RECEIVED, on=RECEIVED)
    [found] = waiting(office, on="2021-09-09")
    assert in_short(found) == ("confirm", "cơ quan BHXH", "2021-09-08", 1, 1)
    confirmed(office)
    [found] = waiting(office, on="2021-09-09")
    assert in_short(found) == ("appraise", "Thành phố Phan Rang-Tháp Chàm", "2021-09-08", 1, 1)


def test_of_two_bodies_the_one_that_has_not_spoken_is_named(office: Office) -> None:
    listed(office, "terminated_contract", [ENDED], by=CENTRE, received_on=RECEIVED)
    assert waiting(office)[0]["step"]["unit_kind"] == "insurance_agency"
    form = asked(office, "terminated_contract", "insurance_agency", LABOUR)
    desk = office.desk("district_officer", LABOUR)
    query = {"policy": "terminated_contract", "body": "insurance_agency", "on": "2021-09-08"}
    accepted(desk.upload("/confirmations", filled(form, {"Xác nhận": "Đúng"}), **query))
    [found] = waiting(office, on="2021-12-01")
    assert in_short(found) == ("confirm", "Trung tâm Dịch vụ việc làm", None, 0, 1), "no term is laid down for it"


def test_what_came_later_in_has_a_clock_of_its_own(office: Office) -> None:
    first = {**OWNER, "tax_code": None, "business_number": None}
    receipt = listed(
        office, "household_business", [first, {**first, "full_name": "", "citizen_id": "058079002222"}], by="582",
        unit="22759", received_on=RECEIVED,
    )  # fmt: skip
    path = f"/beneficiary-lists/{receipt['list_id']}/corrections"
    mended = {**first, "full_name": "Lê Văn Hai", "citizen_id": "058079002222"}
    accepted(office.desk("district_officer", "582").post(path, {"rows": [mended]}, received_on="2021-09-20"))
    found = waiting(office, on="2021-09-20")
    assert [(each["version"], each["received_on"], each["step"]["due"]) for each in found] == [
        (1, RECEIVED, "2021-09-13"), (2, "2021-09-20", "2021-09-27")
    ]  # fmt: skip
    assert [each["days_late"] for each in found] == [5, 0]


def test_a_paper_after_the_last_day_is_told(office: Office) -> None:
    listed(office, "artist", [ARTIST], by=CULTURE, header=THEATRE, received_on="2022-02-10", on="2022-02-10")
    [found] = waiting(office)
    assert (found["last_application_day"], found["received_in_time"]) == ("2022-01-31", False)


def test_every_list_tells_it_and_one_that_is_done_waits_for_nothing(office: Office) -> None:
    receipt = freelance_list(office, workers(2))
    desk = office.desk("auditor", "582")
    whole = accepted(desk.get(f"/beneficiary-lists/{receipt['list_id']}"))
    [page] = accepted(desk.get("/beneficiary-lists"))["items"]
    assert whole["deadlines"] == page["deadlines"] == waiting(office)
    assert in_short(whole["deadlines"][0]) == ("appraise", "Thành phố Phan Rang-Tháp Chàm", None, 0, 2)
    listed(office, "artist", [{**ARTIST, "grade": "grade_1"}], by=CULTURE, header=THEATRE)
    decided(office, [appraised(office, "artist", None, CULTURE)["id"]], "58")
    assert [each["policy"] for each in waiting(office)] == ["freelance"], "the artist is refused: that is done"


def test_who_has_declined_is_waited_for_by_nobody(office: Office) -> None:
    freelance_list(office, workers(1))
    desk = office.desk("district_officer", "582")
    [one] = accepted(desk.get("/applications"))["items"]
    paper = {"paper_number": "1", "paper_date": "2021-08-20", "reason": "Không nhận"}
    accepted(desk.post(f"/applications/{one['id']}/decline", paper))
    assert waiting(office) == []


def test_policies_and_lateness_are_asked_for_by_themselves_and_pages_go_on(office: Office) -> None:
    listed(office, "artist", [ARTIST], by=CULTURE, header=THEATRE, received_on=RECEIVED)
    freelance_list(office, workers(1))
    suspended_list(office, [EMPLOYEE], received_on="2021-09-09", on="2021-09-09")
    assert [each["policy"] for each in waiting(office, on="2021-09-10", late="true")] == ["artist"]
    assert [each["policy"] for each in waiting(office, policy="freelance")] == ["freelance"]
    assert waiting(office, "auditor", "584") == []
    desk, seen, after = office.desk("auditor", "58"), [], 0
    while after is not None:
        page = accepted(desk.get("/deadlines", after=after, limit=1))
        seen += [each["policy"] for each in page["items"]]
        after = page["next"]
    assert seen == ["artist", "freelance", "suspended_contract"]


@pytest.mark.parametrize(
    "query", [{"on": "hôm nay"}, {"on": "9999-12-31"}, {"on": "1899-12-31"}, {"late": "maybe"}, {"limit": 0}]
)
def test_a_strange_question_is_refused(office: Office, query: dict[str, object]) -> None:
    answer = office.desk("auditor", "58").get("/deadlines", **query)
    assert refused(answer, "MALFORMED_REQUEST")["status"] == 422


def test_a_returned_row_waits_for_whoever_listed_it(office: Office) -> None:
    receipt = listed(office, "artist", [ARTIST], by=CULTURE, header=THEATRE, received_on=RECEIVED)
    desk = office.desk("district_officer", CULTURE)
    formed = accepted(desk.post("/submissions", {"policy": "artist", "round": None, "lists": [receipt["list_id"]]}))
    word = {"agreed": False, "opinion": "Thiếu giấy"}
    accepted(office.desk("district_approver", CULTURE).post(f"/submissions/{formed['id']}/appraisal", word))
    [found] = waiting(office, on=LAW_ON)
    assert in_short(found) == ("list", "đơn vị nghệ thuật công lập", None, 0, 1)
