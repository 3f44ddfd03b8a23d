"""Who does not want the support is not supported: by their own paper, one at a time, and taken back by them alone."""

from typing import Any

import pytest

from tests.acts.forms import confirm
from tests.acts.other_lists import application, rows_of
from tests.acts.province import EMPLOYEE, FREELANCE, appraised, decided, freelance_list, send, suspended_list, workers
from tests.office import Office, accepted, refused

PAPER = {"paper_number": "01/ĐTN", "paper_date": "2021-08-20", "reason": "Không có nhu cầu"}
LATER = {"paper_number": "02/ĐTN", "paper_date": "2021-09-01"}
ON = {"on": "2021-09-02"}


def one(office: Office, **query: object) -> int:
    receipt = freelance_list(office, workers(1), **query)
    return int(rows_of(office, receipt["list_id"], "582")[0]["application_id"])


def decline(office: Office, application_id: int, unit: str = "582", **changed: object) -> Any:  # noqa: ANN401 – a response
    desk = office.desk("district_officer", unit)
    return desk.post(f"/applications/{application_id}/decline", {**PAPER, **changed}, **ON)


def withdraw(office: Office, application_id: int, **changed: object) -> Any:  # noqa: ANN401 – a response
    desk = office.desk("district_officer", "582")
    return desk.post(f"/applications/{application_id}/decline/withdrawal", {**LATER, **changed}, **ON)


def test_a_declined_application_is_not_supported_and_goes_nowhere(office: Office) -> None:
    id_ = one(office)
    done = accepted(decline(office, id_))
    assert done["state"] == "declined"
    found = application(office, id_)
    assert found["state"] == "declined"
    last = found["determinations"][-1]
    assert (last["outcome"], last["reason"], last["amount_vnd"]) == ("ineligible", "not_declined", 0)
    [said] = found["statements"]
    assert (said["body"], said["facts"], said["reason"], said["paper_number"]) == (
        "applicant", {"declined": True}, "Không có nhu cầu", "01/ĐTN"
    )  # fmt: skip
    body = {"policy": "freelance", "round": 2}
    refused(office.desk("district_officer", "582").post("/submissions", body), "NOTHING_READY")
    refused(decline(office, id_, paper_number="03/ĐTN"), "WRONG_STATE")


def test_it_blocks_a_second_application_of_the_same_policy(office: Office) -> None:
    accepted(decline(office, one(office)))
    receipt = freelance_list(office, [{**workers(1)[0], "phone": "0912345678"}], unit="22741")
    assert [fault["code"] for fault in receipt["faults"]] == ["ALREADY_LISTED"]


def test_it_is_taken_back_by_the_persons_own_later_paper_alone(office: Office) -> None:
    id_ = one(office)
    accepted(decline(office, id_))
    for wrong in (
        {"paper_date": "2021-08-19"},  # before the one that declined
        {"paper_number": "01/ĐTN"},  # the same one
        {"paper_number": " 01/đtn "},
    ):
        refused(withdraw(office, id_, **wrong), "NOT_A_LATER_PAPER")
    refused(withdraw(office, id_, paper_date="2022-02-26"), "PAPER_IN_FUTURE")
    assert withdraw(office, id_, paper_number="  ").status_code == 422
    assert accepted(withdraw(office, id_))["state"] == "determined"
    assert application(office, id_)["determinations"][-1]["outcome"] == "eligible"
    assert appraised(office)["rows"] == 1
    refused(withdraw(office, id_, paper_number="04/ĐTN"), "WRONG_STATE")


def test_what_is_not_known_yet_goes_back_to_be_known(office: Office) -> None:
    receipt = suspended_list(office, [EMPLOYEE])
    [row] = rows_of(office, receipt["list_id"], "582")
    accepted(decline(office, row["application_id"], paper_date="2021-09-01"))
    desk = office.desk("district_officer", "582")
    asked = desk.get("/confirmations/request.xlsx", policy="suspended_contract")
    refused(asked, "NOTHING_TO_ASK")  # nobody is asked about who declined
    assert accepted(withdraw(office, row["application_id"]))["state"] == "received"
    form = desk.get("/confirmations/request.xlsx", policy="suspended_contract").content
    done = accepted(desk.upload("/confirmations", confirm(form), policy="suspended_contract", on="2021-09-03"))
    assert done["outcomes"] == {"eligible": 1}, "the agency's word and the person's stand beside each other"


def test_a_paper_is_one_persons_and_a_person_may_decline_twice_with_it(office: Office) -> None:
    receipt = freelance_list(office, workers(2))
    first, second = (row["application_id"] for row in rows_of(office, receipt["list_id"], "582"))
    accepted(decline(office, first))
    refused(decline(office, second), "PAPER_OF_ANOTHER")
    refused(decline(office, second, paper_number="01/đtn", paper_date="2021-08-25"), "PAPER_OF_ANOTHER")
    assert application(office, second)["state"] == "determined"
    person = {name: workers(1)[0][name] for name in ("full_name", "birth_date", "sex", "citizen_id")}
    other = suspended_list(office, [{**EMPLOYEE, **person}])
    assert accepted(decline(office, rows_of(office, other["list_id"], "582")[0]["application_id"]))["state"]
    refused(withdraw(office, first, paper_number="01/ĐTN"), "NOT_A_LATER_PAPER")
    accepted(decline(office, second, paper_number="05/ĐTN"))
    refused(withdraw(office, first, paper_number="05/ĐTN"), "PAPER_OF_ANOTHER")


def test_there_is_no_declining_for_many_at_once(office: Office) -> None:
    receipt = freelance_list(office, workers(2))
    ids = [row["application_id"] for row in rows_of(office, receipt["list_id"], "582")]
    desk = office.desk("district_officer", "582")
    for path in ("/applications/decline", f"/beneficiary-lists/{receipt['list_id']}/decline", "/decline"):
        assert desk.post(path, {**PAPER, "applications": ids}).status_code in {404, 405, 422}
    assert desk.post(f"/applications/{ids[0]}/decline", {**PAPER, "applications": ids}).status_code == 422
    assert {row["application_state"] for row in rows_of(office, receipt["list_id"], "582")} == {"determined"}


def test_a_paper_needs_number_day_and_reason(office: Office) -> None:
    id_ = one(office)
    desk = office.desk("district_officer", "582")
    for name in PAPER:
        body = {key: value for key, value in PAPER.items() if key != name}
        assert desk.post(f"/applications/{id_}/decline", body).status_code == 422, name
    refused(decline(office, id_, paper_date="2022-02-26"), "PAPER_IN_FUTURE")


def test_a_mended_list_does_not_speak_for_who_declined(office: Office) -> None:
    [person, other] = workers(2)
    receipt = freelance_list(office, [person, other])
    id_ = rows_of(office, receipt["list_id"], "582")[0]["application_id"]
    accepted(decline(office, id_))
    desk, path = office.desk("district_officer", "582"), f"/beneficiary-lists/{receipt['list_id']}/corrections"
    mended = accepted(desk.post(path, {"rows": [{**person, "phone": "0912345678"}]}, received_on="2021-09-10"))
    assert [fault["code"] for fault in mended["receipt"]["faults"]] == ["ROW_DECLINED"]
    whole = accepted(desk.post(path, {"rows": [other]}, received_on="2021-09-11", whole="true"))
    assert (whole["withdrawn"], whole["absent"]) == (1, 1), "the row that came back is; the declined one is not"
    assert application(office, id_)["state"] == "declined"


def test_a_list_declines_for_nobody(office: Office) -> None:
    [willing] = workers(1)
    receipt = freelance_list(office, [*workers(2, first=1, declined=True), willing])
    assert [note["code"] for note in receipt["notes"]] == ["DECLINED_BY_LIST"] * 2
    assert receipt["counts"]["ineligible"] == 2
    submission = appraised(office)
    assert submission["rows"] == 1, "nobody is refused by what a list says of them"
    first, second, _ = (row["application_id"] for row in rows_of(office, receipt["list_id"], "582"))
    accepted(decline(office, first))
    accepted(withdraw(office, first))
    assert appraised(office)["rows"] == 1, "their own paper is heard"
    assert application(office, second)["state"] == "determined"


def test_the_persons_word_stays_with_the_row_that_mends_theirs(office: Office) -> None:
    [person] = workers(1, declined=True)
    receipt = freelance_list(office, [person])
    [row] = rows_of(office, receipt["list_id"], "582")
    assert (row["outcome"], row["reason"]) == ("ineligible", "not_declined")
    accepted(decline(office, row["application_id"]))
    accepted(withdraw(office, row["application_id"]))
    assert rows_of(office, receipt["list_id"], "582")[0]["outcome"] == "eligible", "their paper overrules the list"
    desk, path = office.desk("district_officer", "582"), f"/beneficiary-lists/{receipt['list_id']}/corrections"
    mended = {"rows": [{**person, "phone": "0912345678"}]}
    accepted(desk.post(path, mended, received_on="2021-09-10", on="2021-09-10"))
    assert rows_of(office, receipt["list_id"], "582")[0]["outcome"] == "eligible"


def test_what_is_going_up_or_decided_is_not_declined_here(office: Office) -> None:
    id_ = one(office)
    formed = accepted(office.desk("district_officer", "582").post("/submissions", {"policy": "freelance", "round": 2}))
    refused(decline(office, id_), "GOING_UP")
    word = {"agreed": True, "opinion": "Đồng ý"}
    accepted(office.desk("district_approver", "582").post(f"/submissions/{formed['id']}/appraisal", word))
    refused(decline(office, id_), "GOING_UP")
    decided(office, [formed["id"]])
    refused(decline(office, id_), "WRONG_STATE")


def test_a_returned_application_can_be_declined(office: Office) -> None:
    id_ = one(office)
    formed = accepted(office.desk("district_officer", "582").post("/submissions", {"policy": "freelance", "round": 2}))
    word = {"agreed": False, "opinion": "Trả lại"}
    accepted(office.desk("district_approver", "582").post(f"/submissions/{formed['id']}/appraisal", word))
    assert accepted(decline(office, id_))["state"] == "declined"


def test_determining_again_leaves_it_declined(office: Office) -> None:
    id_ = one(office)
    accepted(decline(office, id_))
    send(office.desk("district_officer", "582"), workers(1, first=5), **{**FREELANCE, "unit": "22741"})
    assert appraised(office)["rows"] == 1
    assert application(office, id_)["state"] == "declined"


@pytest.mark.parametrize("path", ["decline", "decline/withdrawal"])
def test_another_districts_person_is_not_found(office: Office, path: str) -> None:
    id_ = one(office)
    refused(office.desk("district_officer", "584").post(f"/applications/{id_}/{path}", PAPER), "NO_SUCH_RECORD")


def test_why_somebody_declines_is_told_to_nobody_who_only_pays(office: Office) -> None:
    id_ = one(office)
    accepted(decline(office, id_))
    sought = {"number": workers(1)[0]["citizen_id"]}
    [person] = accepted(office.desk("auditor", "582").post("/beneficiaries/search", sought))["items"]
    path = f"/beneficiaries/{person['id']}/history"
    told = {
        role: accepted(office.desk(role, "582").get(path))["confirmations"] for role in ("auditor", "finance_maker")
    }
    assert [said["reason"] for said in told["auditor"]] == ["Không có nhu cầu"]
    assert [said["reason"] for said in told["finance_maker"]] == [None]
