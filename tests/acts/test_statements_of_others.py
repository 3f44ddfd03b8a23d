"""Other bodies' words: asked for by us, taken in per row and fact; the latest on a fact counts, with its paper."""

from datetime import date

import pytest

from app import confirming
from app.confirmation_request import Asked
from app.files.confirmation_list import ConfirmationAnswer
from app.rules.fact import Choice, Fact, Kind, Place
from tests.acts.forms import confirm
from tests.acts.other_lists import (
    CENTRE,
    ENDED,
    LABOUR,
    OWNER,
    application,
    asked,
    confirmed,
    filled,
    lines,
    listed,
    rows_of,
    titles,
)
from tests.acts.province import EMPLOYEE, suspended_list
from tests.office import Office, accepted, refused

REGISTERED, IN_DIRECTORY = "Xác nhận: Có đăng ký thuế", "Xác nhận: Có trong danh bạ của cơ quan thuế"
YES = {REGISTERED: "Đúng", IN_DIRECTORY: "Đúng"}
SECOND = {
    **OWNER, "full_name": "Trần Thị Tạp Hóa", "sex": "female", "birth_date": "1983-04-05",
    "citizen_id": "058183002222", "business_name": "Tạp hóa Hai", "business_number": "43A8005678", "tax_code": None,
}  # fmt: skip


def households(office: Office, *rows: dict[str, object]) -> dict[str, object]:
    return listed(office, "household_business", rows or (OWNER,), by="582", unit="22759")


def tax(office: Office, data: bytes) -> dict[str, object]:
    return confirmed(office, "household_business", "tax_branch", "582", data)


def request(office: Office) -> bytes:
    return asked(office, "household_business", "tax_branch", "582")


def nobody_waits(office: Office) -> None:
    desk = office.desk("district_officer", "582")
    refused(desk.get("/confirmations/request.xlsx", policy="household_business", body="tax_branch"), "NOTHING_TO_ASK")


def test_a_tax_branch_is_asked_each_question_in_a_column_of_its_own(office: Office) -> None:
    households(office, OWNER, {name: value for name, value in SECOND.items() if value is not None})
    data = request(office)
    assert titles(data) == [
        "STT", "Mã hồ sơ", "Họ và tên", "Ngày sinh", "Số đăng ký hộ kinh doanh", REGISTERED, IN_DIRECTORY, "Số văn bản",
        "Ngày văn bản",
    ]  # fmt: skip
    assert [row["Số đăng ký hộ kinh doanh"] for row in lines(data)] == ["43A8001234", "43A8005678"]


def test_without_their_word_a_row_is_undetermined_and_with_it_the_rules_decide(office: Office) -> None:
    receipt = households(office)
    assert receipt["counts"]["undetermined"] == 1, receipt
    taken = tax(office, filled(request(office), YES))
    assert (taken["taken"], taken["outcomes"], taken["faults"]) == (1, {"eligible": 1}, [])
    nobody_waits(office)


def test_their_no_is_a_condition_not_met_with_its_paper(office: Office) -> None:
    receipt = households(office)
    taken = tax(office, filled(request(office), {REGISTERED: "Không", IN_DIRECTORY: "Không"}))
    assert taken["outcomes"] == {"ineligible": 1}
    [row] = rows_of(office, receipt["list_id"])
    found = application(office, row["application_id"])
    assert [(each["body"], each["paper_number"], each["paper_date"]) for each in found["statements"]] == [
        ("tax_branch", "15/CCT-KK", "2021-09-03")
    ]
    results = {each["id"]: each["met"] for each in found["determinations"][-1]["body"]["results"]}
    assert results[row["reason"]] is False


def test_a_question_left_open_is_asked_again_and_the_words_together_decide(office: Office) -> None:
    receipt = households(office)
    first = tax(office, filled(request(office), {IN_DIRECTORY: "Đúng"}))
    assert first["taken"] == 1 and first["outcomes"] == {}, "in September the law asks for the tax registration"
    assert len(lines(request(office))) == 1
    tax(office, filled(request(office), {REGISTERED: "Đúng"}, paper={"number": "16/CCT", "date": "04/09/2021"}))
    [row] = rows_of(office, receipt["list_id"])
    assert row["outcome"] == "eligible"
    said = application(office, row["application_id"])["statements"]
    assert [each["facts"] for each in said] == [{"in_tax_directory": True}, {"tax_registered": True}]


def test_a_later_word_on_a_fact_counts_and_leaves_the_others(office: Office) -> None:
    receipt = households(office)
    form = request(office)
    tax(office, filled(form, YES))
    tax(office, filled(form, {IN_DIRECTORY: "Không"}))
    assert rows_of(office, receipt["list_id"])[0]["outcome"] == "eligible", "the tax registration is still known"
    tax(office, filled(form, {REGISTERED: "Không"}))
    assert rows_of(office, receipt["list_id"])[0]["outcome"] == "ineligible"


def test_two_bodies_say_of_one_row_what_each_of_them_knows(office: Office) -> None:
    receipt = listed(office, "terminated_contract", [ENDED], by=CENTRE)
    insured = asked(office, "terminated_contract", "insurance_agency", LABOUR)
    due = asked(office, "terminated_contract", "employment_centre", LABOUR)
    [line] = lines(insured)
    assert (line["Số BHXH"], line["Đơn vị"], line["Tháng cần xác nhận"]) == (
        "5812345678",
        "Công ty TNHH Mẫu",
        "06/2021",
    )
    confirmed(office, "terminated_contract", "insurance_agency", LABOUR, filled(insured, {"Xác nhận": "Đúng"}))
    assert rows_of(office, receipt["list_id"])[0]["outcome"] == "undetermined"
    done = confirmed(office, "terminated_contract", "employment_centre", LABOUR, filled(due, {"Xác nhận": "Không"}))
    assert done["outcomes"] == {"eligible": 1}, "no benefit is due, and the insurance is still known"
    [row] = rows_of(office, receipt["list_id"])
    assert row["amount_vnd"] == 3_710_000
    bodies = [each["body"] for each in application(office, row["application_id"])["statements"]]
    assert bodies == ["insurance_agency", "employment_centre"]


def test_a_corrected_value_is_read_as_the_fact_is_and_else_comes_back(office: Office) -> None:
    receipt = households(office)
    wrong = tax(office, filled(request(office), {REGISTERED: "từ năm 2019", IN_DIRECTORY: "Đúng"}))
    assert [fault["code"] for fault in wrong["faults"]] == ["ADJUSTED_UNCLEAR"] and wrong["taken"] == 0
    tax(office, filled(request(office), {REGISTERED: "x", IN_DIRECTORY: "có"}))
    assert rows_of(office, receipt["list_id"])[0]["outcome"] == "eligible"


def test_a_paper_of_tomorrow_says_nothing(office: Office) -> None:
    households(office)
    late = tax(office, filled(request(office), YES, paper={"number": "1", "date": "01/03/2022"}))
    assert {fault["code"] for fault in late["faults"]} == {"PAPER_IN_FUTURE"} and late["taken"] == 0


def test_whom_a_policy_does_not_ask_is_not_asked(office: Office) -> None:
    households(office)
    desk = office.desk("district_officer", "582")
    answer = desk.get("/confirmations/request.xlsx", policy="household_business", body="employment_centre")
    problem = refused(answer, "NOTHING_ASKED")
    assert "chi cục thuế" in problem["detail"]
    refused(desk.upload("/confirmations", b"", policy="freelance", body="tax_branch"), "NO_FILE")


def test_an_answer_counts_for_its_own_policy_alone(office: Office) -> None:
    receipt = suspended_list(office, [EMPLOYEE])
    form = asked(office, "suspended_contract", "insurance_agency", "582")
    other = confirmed(office, "stopped_work", "insurance_agency", "582", confirm(form))
    assert other["taken"] == 0 and len(other["unknown"]) == 1
    assert rows_of(office, receipt["list_id"])[0]["outcome"] == "undetermined"


@pytest.mark.parametrize(
    ("changed", "kept"), [({"phone": "0912345678"}, True), ({"business_number": "43A8009"}, False)]
)
def test_a_mended_row_keeps_the_words_that_were_about_nothing_that_changed(
    office: Office, changed: dict[str, str], *, kept: bool
) -> None:
    receipt = households(office)
    tax(office, filled(request(office), YES))
    path = f"/beneficiary-lists/{receipt['list_id']}/corrections"
    dates = {"received_on": "2021-09-10", "on": "2021-09-10"}
    accepted(office.desk("district_officer", "582").post(path, {"rows": [{**OWNER, **changed}]}, **dates))
    [row] = rows_of(office, receipt["list_id"])
    assert row["outcome"] == ("eligible" if kept else "undetermined")
    if kept:
        nobody_waits(office)
    else:
        assert len(lines(request(office))) == 1
    [said] = application(office, row["application_id"])["statements"]
    assert said["counts"] is kept
    accepted(office.desk("district_officer", "582").post(path, {"rows": [{**OWNER, **changed, "note": "x"}]}, **dates))
    assert rows_of(office, receipt["list_id"])[0]["outcome"] == row["outcome"], "what fell away does not come back"


NUMBER = Fact("months", Kind.INTEGER, "Số tháng", "Months", Place.CONFIRMATION)
DAY = Fact("since", Kind.DATE, "Từ ngày", "Since", Place.CONFIRMATION)
SORT = Fact("sort", Kind.CHOICE, "Loại", "Sort", Place.CONFIRMATION, choices=(Choice("a", "Loại A", "A"),))
SORTS = Asked("suspended_contract", "insurance_agency", (NUMBER, DAY, SORT))


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        (NUMBER, 7, 7),
        (NUMBER, "7", 7),
        (DAY, date(2021, 7, 1), date(2021, 7, 1)),
        (DAY, "01/07/2021", date(2021, 7, 1)),
        (SORT, "loại a", "a"),
    ],
)
def test_a_value_is_of_its_facts_kind(office: Office, fact: Fact, said: object, value: object) -> None:
    answer = ConfirmationAnswer("HS0000000001", "adjusted", said, "1", date(2021, 9, 1), fact.name)  # type: ignore[arg-type]
    [word], faults = confirming._words(SORTS, [answer])
    assert dict(word.facts) == {fact.name: value} and faults == []


@pytest.mark.parametrize(
    ("fact", "result", "said", "code"),
    [
        (NUMBER, "confirmed", None, "VALUE_MISSING"),
        (NUMBER, "denied", None, "VALUE_MISSING"),
        (NUMBER, "adjusted", "bảy", "ADJUSTED_UNCLEAR"),
        (DAY, "adjusted", "31/02/2021", "ADJUSTED_UNCLEAR"),
        (SORT, "adjusted", "Loại B", "ADJUSTED_UNCLEAR"),
    ],
)
def test_what_is_no_value_of_its_kind_comes_back_and_the_row_says_nothing(
    office: Office, fact: Fact, result: str, said: str | None, code: str
) -> None:
    answers = [
        ConfirmationAnswer("HS0000000001", result, said, "1", date(2021, 9, 1), fact.name),
        ConfirmationAnswer("HS0000000001", "adjusted", "01/07/2021", "1", date(2021, 9, 1), "since"),
    ]
    words, faults = confirming._words(SORTS, answers)
    assert words == [] and code in {fault.code for fault in faults}


def test_of_two_answers_in_one_request_none_is_passed_over_in_silence(office: Office) -> None:
    households(office)
    form = filled(request(office), YES)
    files = [("file", ("a.xlsx", form)), ("file", ("b.xlsx", form))]
    query = {"policy": "household_business", "body": "tax_branch"}
    answer = office.desk("district_officer", "582").send("/confirmations", {"files": files}, **query)
    refused(answer, "ONE_CONFIRMATION_ONLY")
