"""Supplements whose paper comes after the decision: what was decided stays payable, to whom and where it was."""

from typing import Any

import pytest

from tests.acts.province import EMPLOYEE, EXECUTED_ON, LAW_ON, appraised, decided, suspended_list
from tests.acts.test_decisions import confirmed
from tests.office import Office, accepted
from tests.routers.neighbours import query

CHILD = {"child_1_name": "Trần Bé", "child_1_birth_date": "2018-01-05", "child_1_certificate": "12-345/2018"}
PAID = {"policy": "suspended_contract", "channel": "transfer", "execution_date": EXECUTED_ON}


@pytest.fixture
def decision(office: Office) -> dict[str, Any]:
    """A worker whose base support is decided, and not paid yet."""
    suspended_list(office, [EMPLOYEE])
    confirmed(office)
    office.give_account("58")
    return decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", law_on=LAW_ON)


def supplemented(office: Office, **said: object) -> dict[str, Any]:
    """The worker's row again, with a child of theirs."""
    body = {"rows": [{**EMPLOYEE, **CHILD, **said}]}
    desk = office.desk("district_officer", "582")
    [list_] = accepted(desk.get("/beneficiary-lists"))["items"]
    dates = {"received_on": "2021-09-10", "on": "2021-09-10"}
    mended: dict[str, Any] = accepted(desk.post(f"/beneficiary-lists/{list_['id']}/corrections", body, **dates))
    assert mended["changed"] == 1, mended
    return mended


def test_what_is_decided_is_paid_under_its_decision_while_a_supplement_is_on_its_way(
    office: Office, decision: dict[str, Any]
) -> None:
    supplemented(office)
    batch = accepted(office.desk("finance_maker", "58").post("/payment-batches", PAID))
    assert (batch["payouts"], batch["amount_vnd"]) == (1, 3_710_000)
    [payout] = accepted(office.desk("auditor", "58").get("/payouts"))["items"]
    assert payout["decision_id"] == decision["id"]


def test_a_draft_decision_of_the_supplement_is_no_ground_to_pay_what_another_decided(
    office: Office, decision: dict[str, Any]
) -> None:
    supplemented(office)
    submission = appraised(office, "suspended_contract", None)
    body = {"submissions": [submission["id"]], "law_on": LAW_ON}
    drafted = accepted(office.desk("provincial_officer", "58").post("/decisions", body))
    assert drafted["amount_vnd"] == 1_000_000
    accepted(office.desk("finance_maker", "58").post("/payment-batches", PAID))
    [payout] = accepted(office.desk("auditor", "58").get("/payouts"))["items"]
    assert payout["decision_id"] == decision["id"] != drafted["id"]


def test_a_supplement_changes_neither_the_account_nor_the_name_that_was_decided(
    office: Office, decision: dict[str, Any]
) -> None:
    supplemented(office, account_number="4901205999888", full_name="Trần Văn Khác")
    accepted(office.desk("finance_maker", "58").post("/payment-batches", PAID))
    [payout] = accepted(office.desk("auditor", "58").get("/payouts"))["items"]
    assert (payout["account_last4"], payout["payee_name"]) == ("3456", "Trần Văn Bình")
    assert query("SELECT full_name FROM beneficiary")[0][0] == "Trần Văn Bình"
