"""Submissions, appraisal and decisions: the list signed is the list paid, under the law of its day."""

import pytest

from app import rules
from tests.acts.forms import confirm
from tests.acts.province import (
    EMPLOYEE,
    LAW_ON,
    appraised,
    decided,
    freelance_list,
    suspended_list,
    workers,
)
from tests.office import Office, accepted, refused


def confirmed(office: Office, district: str = "582", on: str = "2021-09-03") -> dict[str, object]:
    """The agency confirms everybody of a district who waits."""
    desk = office.desk("district_officer", district)
    request = desk.get("/confirmations/request.xlsx", policy="suspended_contract").content
    done: dict[str, object] = accepted(
        desk.upload("/confirmations", confirm(request), policy="suspended_contract", on=on)
    )
    return done


def test_whoever_formed_a_submission_may_not_appraise_it_under_another_account_either(office: Office) -> None:
    freelance_list(office, workers(1))
    maker = office.desk("district_officer", "582", person="Một Người")
    formed = accepted(maker.post("/submissions", {"policy": "freelance", "round": 2}))
    same = office.desk("district_approver", "582", person="Một Người")
    word = {"agreed": True, "opinion": "Đồng ý"}
    refused(same.post(f"/submissions/{formed['id']}/appraisal", word), "SAME_HANDS")
    other = office.desk("district_approver", "582", person="Người Khác")
    assert accepted(other.post(f"/submissions/{formed['id']}/appraisal", word))["state"] == "appraised"


def test_a_submission_sent_back_frees_its_applications_for_the_next(office: Office) -> None:
    freelance_list(office, workers(2))
    officer, approver = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    formed = accepted(officer.post("/submissions", {"policy": "freelance", "round": 2}))
    refused(officer.post("/submissions", {"policy": "freelance", "round": 2}), "NOTHING_READY")
    path = f"/submissions/{formed['id']}/appraisal"
    accepted(approver.post(path, {"agreed": False, "opinion": "Thiếu xác nhận tạm trú"}))
    refused(approver.post(path, {"agreed": True, "opinion": "lại"}), "WRONG_STATE")
    [first, _] = accepted(approver.get("/applications"))["items"]
    assert first["state"] == "returned"


def test_what_was_returned_goes_up_again_when_it_is_complete_and_what_was_agreed_to_can_still_be_returned(
    office: Office,
) -> None:
    freelance_list(office, workers(2))
    officer, approver = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    formed = accepted(officer.post("/submissions", {"policy": "freelance", "round": 2}))
    path = f"/submissions/{formed['id']}/appraisal"
    accepted(approver.post(path, {"agreed": True, "opinion": "Đồng ý"}))
    accepted(approver.post(path, {"agreed": False, "opinion": "Còn thiếu giấy tờ"}))
    assert {one["state"] for one in accepted(approver.get("/applications"))["items"]} == {"returned"}
    refused(officer.post("/submissions", {"policy": "freelance", "round": 2}), "NOTHING_READY")
    again = accepted(officer.post("/submissions", {"policy": "freelance", "round": 2, "returned": True}))
    assert (again["rows"], again["amount_vnd"]) == (2, 3_000_000)
    accepted(approver.post(f"/submissions/{again['id']}/appraisal", {"agreed": True, "opinion": "Đủ"}))
    decided(office, [again["id"]])
    refused(approver.post(f"/submissions/{again['id']}/appraisal", {"agreed": False, "opinion": "Thôi"}), "WRONG_STATE")


def test_a_decision_is_recorded_as_signed_and_compared_by_another(office: Office) -> None:
    freelance_list(office, workers(3))
    submission = appraised(office)
    clerk, second = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    drafted = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    paper = {"number": "9/QĐ", "signed_on": LAW_ON, "rows": 3, "amount_vnd": 4_500_000}
    path = f"/decisions/{drafted['id']}"
    wrong = {**paper, "amount_vnd": 4_500_001, "signer": "Chủ tịch"}
    refused(clerk.post(f"{path}/record", wrong), "PAPER_DIFFERS")
    refused(second.post(f"{path}/comparison", paper), "WRONG_STATE")
    accepted(clerk.post(f"{path}/record", {**paper, "signer": "Chủ tịch"}))
    same = office.desk("district_approver", "582", person="district_officer 582")
    refused(same.post(f"{path}/comparison", paper), "SAME_HANDS")
    refused(second.post(f"{path}/comparison", {**paper, "number": "8/QĐ"}), "PAPER_IS_ANOTHER")
    refused(second.post(f"{path}/comparison", {**paper, "rows": 2}), "PAPER_DIFFERS")
    assert accepted(second.post(f"{path}/comparison", paper))["state"] == "decided"
    refused(second.post(f"{path}/comparison", paper), "WRONG_STATE")


def test_a_decision_is_not_drafted_under_the_law_of_a_day_to_come(office: Office) -> None:
    freelance_list(office, workers(1))
    body = {"submissions": [appraised(office)["id"]], "law_on": "2022-02-25"}
    officer = office.desk("district_officer", "582")
    for day in ("2099-11-15", "2022-02-26"):
        refused(officer.post("/decisions", {**body, "law_on": day}), "SIGNED_IN_FUTURE")
    assert accepted(officer.get("/decisions"))["items"] == []
    assert accepted(officer.post("/decisions", body))["law_on"] == "2022-02-25"


def test_the_annex_names_everybody_with_the_total_in_words(office: Office) -> None:
    from io import BytesIO  # noqa: PLC0415

    import openpyxl  # noqa: PLC0415

    freelance_list(office, workers(3))
    decision = decided(office, [appraised(office)["id"]])
    data = office.desk("auditor", "582").get(f"/decisions/{decision['id']}/annex.xlsx").content
    said = [
        str(cell.value) for sheet in openpyxl.load_workbook(BytesIO(data)) for row in sheet.iter_rows() for cell in row
    ]
    assert any("Bốn triệu năm trăm nghìn đồng" in each for each in said)
    assert all(worker["full_name"] in said for worker in workers(3))


def test_who_was_refused_under_the_old_law_is_determined_again_and_owed_under_the_new(office: Office) -> None:
    receipt = suspended_list(office, [EMPLOYEE], employer_kind="household_business")
    confirmed(office)
    [row] = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{receipt['list_id']}/rows"))["items"]
    assert (row["outcome"], row["reason"]) == ("ineligible", "employer")
    submission = appraised(office, "suspended_contract", None)
    clerk = office.desk("provincial_officer", "58")
    drafted = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    [difference] = drafted["differences"]
    assert (difference["before"], difference["after"], difference["after_vnd"]) == ("ineligible", "eligible", 3_710_000)
    shown = accepted(office.desk("auditor", "582").get(f"/applications/{row['application_id']}"))["determinations"]
    assert [each["law_on"] for each in shown] == ["2021-09-01", "2021-09-03", LAW_ON], "the old ones stay"


def test_a_signature_of_another_day_that_changes_an_outcome_stops_the_recording(office: Office) -> None:
    suspended_list(office, [EMPLOYEE], employer_kind="household_business")
    confirmed(office)
    submission = appraised(office, "suspended_contract", None)
    clerk = office.desk("provincial_officer", "58")
    drafted = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    paper = {"number": "9/QĐ", "signed_on": "2021-10-07", "rows": 1, "amount_vnd": 3_710_000, "signer": "Chủ tịch"}
    problem = refused(clerk.post(f"/decisions/{drafted['id']}/record", paper), "LAW_DIFFERS")
    assert problem["differences"][0]["after"] == "ineligible"
    accepted(clerk.post(f"/decisions/{drafted['id']}/void", {"reason": "ký ngày khác"}))
    again = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": "2021-10-07"}))
    assert (again["rows"], again["refused_rows"]) == (0, 1)


def test_the_route_says_who_decides(office: Office) -> None:
    freelance_list(office, workers(1))
    submission = appraised(office)
    body = {"submissions": [submission["id"]], "law_on": LAW_ON}
    refused(office.desk("provincial_officer", "58").post("/decisions", body), "NOT_THE_DECIDER")
    suspended_list(office, [EMPLOYEE])
    confirmed(office)
    other = appraised(office, "suspended_contract", None)
    body = {"submissions": [other["id"]], "law_on": LAW_ON}
    refused(office.desk("district_officer", "582").post("/decisions", body), "NOT_THE_DECIDER")


def test_a_worker_supported_under_one_cash_policy_is_refused_under_another_at_the_decision(office: Office) -> None:
    both = {"full_name": EMPLOYEE["full_name"], "birth_date": EMPLOYEE["birth_date"], "sex": "male"}
    freelance_list(office, [{**workers(1)[0], **both, "citizen_id": EMPLOYEE["citizen_id"]}])
    suspended_list(office, [EMPLOYEE])
    confirmed(office)
    submission = appraised(office, "suspended_contract", None)
    decided(office, [appraised(office)["id"]])
    clerk = office.desk("provincial_officer", "58")
    drafted = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    assert (drafted["rows"], drafted["refused_rows"]) == (0, 1)
    assert drafted["differences"][0]["reason"] == "one_cash_regime"


def test_two_decisions_drafted_side_by_side_entitle_a_person_once(office: Office) -> None:
    both = {"full_name": EMPLOYEE["full_name"], "birth_date": EMPLOYEE["birth_date"], "sex": "male"}
    freelance_list(office, [{**workers(1)[0], **both, "citizen_id": EMPLOYEE["citizen_id"]}])
    suspended_list(office, [EMPLOYEE])
    confirmed(office)
    submission = appraised(office, "suspended_contract", None)
    clerk, second = office.desk("provincial_officer", "58"), office.desk("provincial_approver", "58")
    drafted = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    paper = {"number": "9/QĐ", "signed_on": LAW_ON, "rows": 1, "amount_vnd": 3_710_000}
    accepted(clerk.post(f"/decisions/{drafted['id']}/record", {**paper, "signer": "Chủ tịch"}))
    decided(office, [appraised(office)["id"]])
    refused(second.post(f"/decisions/{drafted['id']}/comparison", paper), "ALREADY_SUPPORTED")


def test_what_older_rules_determined_is_determined_again_for_the_decision(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    freelance_list(office, workers(1), on=LAW_ON)
    submission = appraised(office)
    monkeypatch.setattr(rules, "RULES_VERSION", "the next")
    decided(office, [submission["id"]])
    [one] = accepted(office.desk("auditor", "582").get("/applications"))["items"]
    assert (one["law_on"], one["rules_version"]) == (LAW_ON, "the next")


def both_parents() -> list[dict[str, object]]:
    """A mother and a father with one child on one list."""
    child = {"child_1_name": "Trần Bé", "child_1_birth_date": "2018-05-01", "child_1_certificate": "123/2018"}
    mother = {
        **EMPLOYEE, **child, "full_name": "Lê Thị Mẹ", "sex": "female", "citizen_id": "058185004322",
        "insurance_number": "5812345679", "account_number": "4901205123457",
    }  # fmt: skip
    return [mother, {**EMPLOYEE, **child}]


def test_of_two_parents_in_one_decision_one_has_the_childs_supplement(office: Office) -> None:
    suspended_list(office, both_parents())
    confirmed(office)
    decision = decided(office, [appraised(office, "suspended_contract", None)["id"]], "58")
    assert (decision["rows"], decision["amount_vnd"]) == (2, 2 * 3_710_000 + 1_000_000)
    whole = accepted(office.desk("provincial_officer", "58").get(f"/decisions/{decision['id']}"))
    [difference] = [one for one in whole["differences"] if one["before"] == one["after"] == "eligible"]
    assert (difference["before_vnd"], difference["after_vnd"]) == (4_710_000, 3_710_000)


def test_two_parents_signed_on_another_day_are_still_the_paper(office: Office) -> None:
    suspended_list(office, both_parents())
    confirmed(office)
    submission = appraised(office, "suspended_contract", None)
    clerk, second = office.desk("provincial_officer", "58"), office.desk("provincial_approver", "58")
    drafted = accepted(clerk.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    paper = {"number": "9/QĐ", "signed_on": "2021-11-16", "rows": 2, "amount_vnd": 8_420_000}
    accepted(clerk.post(f"/decisions/{drafted['id']}/record", {**paper, "signer": "Chủ tịch"}))
    assert accepted(second.post(f"/decisions/{drafted['id']}/comparison", paper))["state"] == "decided"


def test_a_submission_needs_the_round_that_its_policy_is_paid_in(office: Office) -> None:
    officer = office.desk("district_officer", "582")
    refused(officer.post("/submissions", {"policy": "freelance"}), "ROUND_NEEDED")
    told = refused(officer.post("/submissions", {"policy": "freelance", "round": 99}), "ROUND_UNKNOWN")
    assert "99" in told["detail"]
    refused(officer.post("/submissions", {"policy": "suspended_contract", "round": 2}), "NOT_BY_ROUNDS")
