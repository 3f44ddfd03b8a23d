"""An amendment's consequences: previewed, ordered, carried out step by step, and asked what if."""

from typing import Any

import pytest

from tests.acts.province import EMPLOYEE, appraised, decided, suspended_list
from tests.acts.test_decisions import confirmed
from tests.office import Office, accepted, refused

# Blocked areas were no cause before Resolution 126: under the law of September these are refused.
WORKERS = [
    {
        **EMPLOYEE,
        "full_name": f"Trần Văn {name}",
        "citizen_id": f"0580850{nth:05d}",
        "insurance_number": f"58123{nth:05d}",
        "worker_cause": "blocked_area",
        "payment_method": "cash",
        "account_number": None,
        "bank": None,
    }
    for nth, name in enumerate(("An", "Bình", "Cường"), 1)
]
ASKED = {"policy": "suspended_contract", "on": "2021-11-15"}


@pytest.fixture
def refused_list(office: Office) -> dict[str, Any]:
    """Three workers refused under the law of September, by a decision of the province."""
    receipt = suspended_list(office, WORKERS, employer_cause="none")
    confirmed(office)
    decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", law_on="2021-09-10")
    return receipt


def order_for(office: Office, changes: dict[str, Any], **differently: object) -> dict[str, Any]:
    eligible = changes["effects"]["becomes_eligible"]
    return {
        **ASKED, "number": "77/QĐ-UBND", "signed_on": "2021-11-15", "signer": "Nguyễn Văn Chủ",
        "rows": eligible["applications"], "amount_vnd": eligible["change_vnd"], **differently,
    }  # fmt: skip


def states(office: Office) -> list[tuple[str, str, int]]:
    found = accepted(office.desk("auditor", "58").get("/applications"))["items"]
    return [(one["state"], one["outcome"], one["amount_vnd"]) for one in found]


def test_a_preview_says_who_becomes_eligible_and_writes_nothing(office: Office, refused_list: dict[str, Any]) -> None:
    assert states(office) == [("refused", "ineligible", 0)] * 3
    desk = office.desk("provincial_officer", "58")
    changes = accepted(desk.post("/redeterminations/preview", ASKED))
    assert changes["rows"] == 3
    assert changes["effects"] == {"becomes_eligible": {"applications": 3, "change_vnd": 11_130_000}}
    [district] = changes["districts"]
    assert district["effects"] == changes["effects"]
    assert accepted(desk.post("/redeterminations/preview", {**ASKED, "on": "2021-10-07"}))["effects"] == {
        "unchanged": {"applications": 3, "change_vnd": 0}
    }
    other = office.desk("district_officer", "584")
    assert accepted(other.post("/redeterminations/preview", ASKED))["rows"] == 0
    assert states(office) == [("refused", "ineligible", 0)] * 3


def test_an_order_opens_refused_cases_again_step_by_step_and_they_are_paid(
    office: Office, refused_list: dict[str, Any]
) -> None:
    officer, approver = office.desk("provincial_officer", "58"), office.desk("provincial_approver", "58")
    changes = accepted(officer.post("/redeterminations/preview", ASKED))
    wrong = refused(officer.post("/redeterminations", order_for(office, changes, rows=4)), "ORDER_DIFFERS")
    assert "3" in wrong["detail"]
    ordered = accepted(officer.post("/redeterminations", order_for(office, changes)))
    path = f"/redeterminations/{ordered['id']}"
    same = office.desk("provincial_approver", "58", person="provincial_officer 58")
    refused(same.post(f"{path}/steps"), "SAME_HANDS")
    first = accepted(approver.post(f"{path}/steps", rows_max=2))
    assert (first["state"], first["rows"]) == ("running", 2)
    assert [state for state, _, _ in states(office)] == ["determined", "determined", "refused"]
    second = accepted(approver.post(f"{path}/steps", rows_max=2))
    assert (second["state"], second["rows"], second["rows_in_all"]) == ("done", 1, 3)
    refused(approver.post(f"{path}/steps", rows_max=2), "WRONG_STATE")
    assert states(office) == [("determined", "eligible", 3_710_000)] * 3

    whole = accepted(office.desk("auditor", "58").get(path))
    assert [(each["effect"], each["applications"], each["change_vnd"]) for each in whole["found"]] == [
        ("becomes_eligible", 3, 11_130_000)
    ]
    rows = accepted(office.desk("auditor", "58").get(f"{path}/rows", effect="becomes_eligible"))["items"]
    assert [(row["outcome_before"], row["law_before"], row["outcome_after"], row["law_after"]) for row in rows] == [
        ("ineligible", "2021-09-10", "eligible", "2021-11-15")
    ] * 3
    decision = decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", "78/QĐ-UBND")
    assert (decision["rows"], decision["amount_vnd"]) == (3, 11_130_000)


def test_both_determinations_are_there_as_of_any_instant(office: Office, refused_list: dict[str, Any]) -> None:
    officer, approver = office.desk("provincial_officer", "58"), office.desk("provincial_approver", "58")
    auditor = office.desk("auditor", "58")
    before = accepted(auditor.get("/determinations", policy="suspended_contract"))["items"]
    entries = accepted(auditor.get("/audit"))["items"]
    changes = accepted(officer.post("/redeterminations/preview", ASKED))
    ordered = accepted(officer.post("/redeterminations", order_for(office, changes)))
    accepted(approver.post(f"/redeterminations/{ordered['id']}/steps"))
    after = accepted(auditor.get("/determinations", policy="suspended_contract"))["items"]
    assert [(each["outcome"], each["applications"]) for each in before] == [("ineligible", 3)]
    assert [(each["outcome"], each["applications"], each["amount_vnd"]) for each in after] == [
        ("eligible", 3, 11_130_000)
    ]
    then = accepted(auditor.get("/determinations", policy="suspended_contract", as_of=entries[-1]["at"]))["items"]
    assert then == before


def test_who_was_paid_is_never_taken_back_by_an_order_but_stands_in_its_rows(office: Office) -> None:
    suspended_list(office, [{**WORKERS[0], "worker_cause": "none"}])
    confirmed(office)
    decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", law_on="2021-09-10")
    officer = office.desk("provincial_officer", "58")
    draft = {"value": "longer_vnd", "since": "2021-11-10", "to": 1_000_000}
    found = accepted(officer.post("/what-if", {**ASKED, "amendments": [draft]}))
    assert found["with_draft"]["effects"] == {"overpaid": {"applications": 1, "change_vnd": 2_710_000}}
    assert found["without_draft"]["effects"] == {"unchanged": {"applications": 1, "change_vnd": 0}}
    more = {"value": "longer_vnd", "since": "2021-11-10", "to": 5_000_000}
    found = accepted(officer.post("/what-if", {**ASKED, "amendments": [more]}))
    assert found["with_draft"]["effects"] == {"owed_more": {"applications": 1, "change_vnd": 1_290_000}}
    assert states(office) == [("decided", "eligible", 3_710_000)]


def test_a_threshold_may_be_drafted_and_what_cannot_be_read_says_why(
    office: Office, refused_list: dict[str, Any]
) -> None:
    desk = office.desk("provincial_officer", "58")
    policy = accepted(desk.get("/policies/suspended_contract"))
    assert {"shorter_vnd", "longer_vnd", "longer_from_days"} <= {value["name"] for value in policy["values"]}
    drafts = {
        "nothing": {"value": "nothing_like_it", "since": "2021-11-10", "to": 1},
        "kind": {"value": "longer_vnd", "since": "2021-11-10", "to": "nhiều"},
        "float": {"value": "longer_vnd", "since": "2021-11-10", "to": 1.5},
        "day": {"value": "longer_vnd", "since": "2021-07-07", "to": 1},
    }
    for draft in drafts.values():
        refused(desk.post("/what-if", {**ASKED, "amendments": [draft]}), "DRAFT_UNREADABLE")
    days = {"value": "longer_from_days", "since": "2021-11-10", "to": 40}
    found = accepted(desk.post("/what-if", {**ASKED, "amendments": [days]}))
    assert found["with_draft"]["effects"] == {"becomes_eligible": {"applications": 3, "change_vnd": 5_565_000}}


def test_a_clerk_neither_orders_nor_runs_and_an_order_of_tomorrow_is_refused(office: Office) -> None:
    order = order_for(office, {"effects": {"becomes_eligible": {"applications": 0, "change_vnd": 0}}})
    refused(office.desk("district_officer", "582").post("/redeterminations", order), "NOT_YOURS")
    officer = office.desk("provincial_officer", "58")
    refused(officer.post("/redeterminations", {**order, "signed_on": "2030-01-01"}), "ORDER_IN_FUTURE")
    refused(officer.post("/redeterminations", {**order, "signed_on": "2021-11-14"}), "ORDER_BEFORE_LAW")
    given_up = accepted(officer.post("/redeterminations", {**order, "number": "76/QĐ-UBND"}))
    path = f"/redeterminations/{given_up['id']}"
    assert accepted(officer.post(f"{path}/void", {"reason": "Nhầm chính sách"}))["state"] == "void"
    refused(office.desk("provincial_approver", "58").post(f"{path}/steps"), "WRONG_STATE")
    ordered = accepted(officer.post("/redeterminations", order))
    refused(officer.post("/redeterminations", order), "ORDER_NUMBER_USED")
    refused(officer.post(f"/redeterminations/{ordered['id']}/steps"), "NOT_YOURS")
    done = accepted(office.desk("provincial_approver", "58").post(f"/redeterminations/{ordered['id']}/steps"))
    assert (done["state"], done["rows"]) == ("done", 0)


def test_an_order_of_one_unit_is_not_carried_out_by_another_whose_reach_is_wider(office: Office) -> None:
    order = order_for(office, {"effects": {"becomes_eligible": {"applications": 0, "change_vnd": 0}}})
    ordered = accepted(office.desk("provincial_officer", "582").post("/redeterminations", order))
    path = f"/redeterminations/{ordered['id']}/steps"
    refused(office.desk("provincial_approver", "58").post(path), "NO_SUCH_RECORD")
    assert accepted(office.desk("provincial_approver", "582").post(path))["state"] == "done"
