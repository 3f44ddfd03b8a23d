"""A decision in force corrected, adjusted and revoked by others that refer to it; what follows for the money."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlalchemy import text

from app import audit, db
from app.access import Role
from tests.acts.changes import (
    ON,
    WHY,
    adjusted,
    draft,
    entitlements,
    given,
    in_force,
    nothing_is_lost,
    pay,
    recorded,
    states,
)
from tests.acts.province import EXECUTED_ON
from tests.office import Desk, Office, accepted, refused
from tests.treasury import balances, finance, fund_by, open_fund
from tests.walls.plain_sql import PlainSql


@pytest.fixture
def fund() -> int:
    """One fund that pays freelance workers."""
    fund_id = open_fund("TUDO", 10_000_000)
    fund_by([(fund_id, 1)], policy="freelance")
    return fund_id


def test_more_is_a_further_entitlement_that_is_committed_and_paid_by_itself(
    office: Office, officer: Desk, fund: int, at: PlainSql
) -> None:
    first = given(office)
    pay(office)
    one, _ = entitlements(office, first["id"])
    drafted = accepted(
        draft(office, first["id"], "adjustments", {"rows": [{"entitlement": one["id"], "amount_vnd": 1_800_000}]})
    )
    assert (drafted["kind"], drafted["changes_id"], drafted["rows"], drafted["amount_vnd"]) == (
        "adjust", first["id"], 1, 300_000,
    )  # fmt: skip
    assert balances(fund)["COMMITTED"] == 0
    done = in_force(office, drafted)
    assert (done["state"], done["number"]) == ("decided", "9/QĐ-UBND")
    assert states(office, first["id"]) == [
        ("paid", 1_500_000, 1_500_000), ("paid", 1_500_000, 1_500_000), ("open", 300_000, 300_000)
    ]  # fmt: skip
    assert balances(fund) == {"APPROPRIATION": -10_000_000, "AVAILABLE": 6_700_000, "COMMITTED": 300_000,
                              "IN_TRANSIT": 0, "PAID": 3_000_000}  # fmt: skip
    batch = pay(office)
    assert (batch["payouts"], batch["amount_vnd"]) == (1, 300_000)
    assert [state for state, _, _ in states(office, first["id"])] == ["paid"] * 3
    again = accepted(officer.get(f"/decisions/{first['id']}/changes"))["items"]
    assert [each["id"] for each in again] == [done["id"]]
    [row] = accepted(officer.get(f"/decisions/{done['id']}/change-rows"))["items"]
    assert (row["entitlement_id"], row["before_vnd"], row["after_vnd"]) == (one["id"], 1_500_000, 1_800_000)
    story = accepted(officer.get(f"/beneficiaries/{one['beneficiary_id']}/history"))
    assert [(each["kind"], each["changes_id"]) for each in story["decisions"]] == [
        ("approve", None), ("adjust", first["id"])
    ]  # fmt: skip
    assert [each["state"] for each in story["applications"]] == ["decided"]
    nothing_is_lost()


def test_less_of_what_is_not_paid_yet_takes_its_place_and_frees_the_rest(office: Office, fund: int) -> None:
    first = given(office)
    one, _ = entitlements(office, first["id"])
    assert adjusted(office, first["id"], {one["id"]: 1_000_000})["amount_vnd"] == -500_000
    assert states(office, first["id"]) == [
        ("cancelled", 1_500_000, 0), ("open", 1_500_000, 1_500_000), ("open", 1_000_000, 1_000_000)
    ]  # fmt: skip
    assert balances(fund)["COMMITTED"] == 2_500_000
    adjusted(office, first["id"], {one["id"]: 1_200_000}, "10/QĐ-UBND")
    assert pay(office)["amount_vnd"] == 2_700_000
    assert balances(fund)["PAID"] == 2_700_000
    nothing_is_lost()


def test_less_of_what_was_paid_is_an_overpayment_of_the_difference(office: Office, officer: Desk, fund: int) -> None:
    first = given(office)
    pay(office)
    one, _ = entitlements(office, first["id"])
    adjusted(office, first["id"], {one["id"]: 1_000_000})
    [case] = accepted(officer.get("/overpayments"))["items"]
    assert (case["state"], case["ground"], case["amount_vnd"], case["entitlement_id"]) == (
        "raised", "decision_changed", 500_000, one["id"],
    )  # fmt: skip
    assert states(office, first["id"])[0] == ("paid", 1_500_000, 1_000_000)
    assert balances(fund)["PAID"] == 3_000_000  # nothing moves before the person is told
    adjusted(office, first["id"], {one["id"]: 900_000}, "10/QĐ-UBND")
    assert [each["amount_vnd"] for each in accepted(officer.get("/overpayments"))["items"]] == [500_000, 100_000]


def test_what_is_unpaid_is_taken_before_what_is_paid(office: Office, officer: Desk, fund: int) -> None:
    first = given(office, 1)
    pay(office)
    [one] = entitlements(office, first["id"])
    adjusted(office, first["id"], {one["id"]: 2_000_000}, "7/QĐ-UBND")
    adjusted(office, first["id"], {one["id"]: 1_300_000}, "8/QĐ-UBND")
    assert states(office, first["id"]) == [("paid", 1_500_000, 1_300_000), ("cancelled", 500_000, 0)]
    [case] = accepted(officer.get("/overpayments"))["items"]
    assert case["amount_vnd"] == 200_000
    nothing_is_lost()


def test_a_revoked_decision_frees_what_is_open_and_raises_a_case_for_all_that_was_paid(
    office: Office, officer: Desk, fund: int
) -> None:
    first = given(office, 3)
    pay(office, "Vắng")
    assert [state for state, _, _ in states(office, first["id"])] == ["open", "paid", "paid"]
    drafted = accepted(draft(office, first["id"], "revocations", {}))
    assert (drafted["rows"], drafted["amount_vnd"]) == (3, -4_500_000)
    in_force(office, drafted)
    assert [(state, owed) for state, _, owed in states(office, first["id"])] == [
        ("cancelled", 0), ("paid", 0), ("paid", 0)
    ]  # fmt: skip
    assert [each["amount_vnd"] for each in accepted(officer.get("/overpayments"))["items"]] == [1_500_000] * 2
    assert (balances(fund)["COMMITTED"], balances(fund)["PAID"]) == (0, 3_000_000)
    refused(draft(office, first["id"], "revocations", {}), "NOTHING_CHANGES")
    nothing_is_lost()


def test_who_was_revoked_before_anything_was_paid_may_have_another_regime(office: Office, at: PlainSql) -> None:
    first = given(office, 1)
    [one] = entitlements(office, first["id"])
    at.become("district_approver")
    other = {"policy": "suspended_contract", "state": "open"}
    assert at.copy_refusal("entitlement", one["id"], **other) == "uq_entitlement_one_cash_regime"
    in_force(office, accepted(draft(office, first["id"], "revocations", {"entitlements": [one["id"]]})))
    assert at.copy_refusal("entitlement", one["id"], **other) is None


def test_whoever_is_owed_less_keeps_the_regime_and_the_right_by_what_is_left(office: Office, at: PlainSql) -> None:
    first = given(office, 1)
    [one] = entitlements(office, first["id"])
    adjusted(office, first["id"], {one["id"]: 1_000_000})
    at.become("district_approver")
    other = {"policy": "suspended_contract", "state": "open", "replaced": False}
    assert at.copy_refusal("entitlement", one["id"], **other) == "uq_entitlement_one_cash_regime"
    assert at.copy_refusal("entitlement", one["id"], state="open", replaced=False) == "uq_entitlement_once"
    in_force(office, accepted(draft(office, first["id"], "revocations", {})), "10/QĐ-UBND")
    assert at.copy_refusal("entitlement", one["id"], **other) is None
    assert at.copy_refusal("entitlement", one["id"], state="open", replaced=False) == "uq_entitlement_once"


def test_what_is_in_a_batch_is_stopped_before_it_is_revoked(office: Office, officer: Desk) -> None:
    first = given(office)
    one, two = entitlements(office, first["id"])
    drafted = accepted(draft(office, first["id"], "revocations", {"entitlements": [one["id"]]}))
    paper = recorded(office, drafted, "9/QĐ-UBND")
    maker = office.desk("finance_maker", "582")
    body = {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON}
    accepted(maker.post("/payment-batches", body))
    told = refused(
        office.desk("district_approver", "582").post(f"/decisions/{drafted['id']}/comparison", paper), "STILL_IN_BATCH"
    )
    assert told["entitlements"] == [one["id"]]
    refused(draft(office, first["id"], "revocations", {"entitlements": [two["id"]]}), "STILL_IN_BATCH")
    payouts = accepted(maker.get("/payouts"))["items"]
    [mine] = [each["id"] for each in payouts if each["beneficiary_id"] == one["beneficiary_id"]]
    accepted(maker.post(f"/payouts/{mine}/stop", {"reason": "Thu hồi quyết định"}))
    accepted(office.desk("district_approver", "582").post(f"/decisions/{drafted['id']}/comparison", paper))
    assert [state for state, _, _ in states(office, first["id"])] == ["cancelled", "reserved"]


def test_what_was_owed_when_the_change_was_drafted_has_to_be_so_still(office: Office) -> None:
    first = given(office)
    one, _ = entitlements(office, first["id"])
    rows = {"rows": [{"entitlement": one["id"], "amount_vnd": 1_000_000}]}
    early = accepted(draft(office, first["id"], "adjustments", rows))
    paper = recorded(office, early, "8/QĐ-UBND")
    adjusted(office, first["id"], {one["id"]: 1_200_000})
    second = office.desk("district_approver", "582")
    refused(second.post(f"/decisions/{early['id']}/comparison", paper), "STOOD_DIFFERS")
    accepted(office.desk("district_officer", "582").post(f"/decisions/{early['id']}/void", {"reason": "Lập lại"}))
    assert states(office, first["id"])[0] == ("cancelled", 1_500_000, 0)


def test_a_change_is_recorded_and_compared_by_two_people_who_read_the_same_figures(office: Office) -> None:
    first = given(office)
    drafted = accepted(draft(office, first["id"], "revocations", {}))
    clerk = office.desk("district_officer", "582")
    paper = {"number": "9/QĐ", "signed_on": ON, "rows": 2, "amount_vnd": -3_000_000}
    signed = {**paper, "signer": "Nguyễn Văn Chủ"}
    refused(clerk.post(f"/decisions/{drafted['id']}/record", {**signed, "amount_vnd": -1}), "PAPER_DIFFERS")
    refused(
        clerk.post(f"/decisions/{drafted['id']}/record", {**signed, "signed_on": "2021-11-01"}),
        "CHANGE_BEFORE_DECISION",
    )
    accepted(clerk.post(f"/decisions/{drafted['id']}/record", signed))
    path = f"/decisions/{drafted['id']}/comparison"
    same = office.desk("district_approver", "582", person="district_officer 582")
    refused(same.post(path, paper), "SAME_HANDS")
    second = office.desk("district_approver", "582")
    refused(second.post(path, {**paper, "rows": 1}), "PAPER_DIFFERS")
    refused(second.post(path, {**paper, "number": "10/QĐ"}), "PAPER_IS_ANOTHER")
    assert accepted(second.post(path, paper))["state"] == "decided"


def test_only_the_deciding_unit_changes_a_first_decision_in_force(office: Office) -> None:
    first = given(office)
    drafted = accepted(draft(office, first["id"], "revocations", {}))
    refused(draft(office, drafted["id"], "revocations", {}), "WRONG_STATE")
    done = in_force(office, drafted)
    refused(draft(office, done["id"], "revocations", {}), "FIRST_DECISION_ONLY")
    path = f"/decisions/{first['id']}/revocations"
    refused(office.desk("provincial_officer", "58").post(path, WHY), "NOT_THE_DECIDING_UNIT")
    refused(office.desk("district_officer", "584").post(path, WHY), "NO_SUCH_RECORD")
    refused(office.desk("district_officer", "582").post(path, {**WHY, "law_on": "2022-03-01"}), "SIGNED_IN_FUTURE")
    refused(
        office.desk("district_officer", "582").post(path, {**WHY, "law_on": "2021-11-01"}), "CHANGE_BEFORE_DECISION"
    )
    refused(draft(office, first["id"], "revocations", {"entitlements": [999_999_999]}), "NO_SUCH_RECORD")


def test_an_adjustment_past_the_fund_is_refused(office: Office, fund: int) -> None:
    first = given(office)
    one, _ = entitlements(office, first["id"])
    rows = {"rows": [{"entitlement": one["id"], "amount_vnd": 8_500_001}]}
    drafted = accepted(draft(office, first["id"], "adjustments", rows))
    paper = recorded(office, drafted, "9/QĐ")
    path = f"/decisions/{drafted['id']}/comparison"
    refused(office.desk("district_approver", "582").post(path, paper), "FUND_SHORT")
    assert [state for state, _, _ in states(office, first["id"])] == ["open", "open"]


def test_a_misspelt_name_is_put_right_on_paper_and_moves_no_money(office: Office, officer: Desk) -> None:
    first = given(office)
    one, _ = entitlements(office, first["id"])
    row = {
        "application": one["application_id"], "field": "full_name", "before": "Nguyễn Thị An Bìn",
        "after": "Nguyễn Thị An Bình",
    }  # fmt: skip
    number = {**row, "field": "identity_number", "before": "058188000011", "after": "058188000001"}
    drafted = accepted(draft(office, first["id"], "corrections", {"rows": [row, number]}))
    assert (drafted["rows"], drafted["amount_vnd"]) == (1, 0)
    assert cells(officer, drafted["id"]) >= {"Đã ghi", "Nguyễn Thị An Bìn", "Nguyễn Thị An Bình", "058188000011"}
    in_force(office, drafted)
    assert [state for state, _, _ in states(office, first["id"])] == ["open", "open"]
    elsewhere = {**row, "application": 999_999_999}
    refused(draft(office, first["id"], "corrections", {"rows": [elsewhere]}), "NO_SUCH_RECORD")
    journal = accepted(office.desk("auditor", "582").get("/audit"))["items"]
    assert "058188000011" not in str(journal)


def test_the_annex_of_a_change_says_before_after_and_the_difference(office: Office, officer: Desk) -> None:
    first = given(office)
    one, two = entitlements(office, first["id"])
    rows = [{"entitlement": one["id"], "amount_vnd": 1_800_000}, {"entitlement": two["id"], "amount_vnd": 0}]
    drafted = accepted(draft(office, first["id"], "adjustments", {"rows": rows}))
    assert (drafted["rows"], drafted["amount_vnd"]) == (2, -1_200_000)
    said = cells(officer, drafted["id"])
    assert said >= {"Trước (đồng)", "Sau (đồng)", "Chênh lệch (đồng)", 1_800_000, 300_000, -1_500_000, -1_200_000}
    again = officer.get(f"/decisions/{drafted['id']}/annex.xlsx").content
    assert again == officer.get(f"/decisions/{drafted['id']}/annex.xlsx").content


def cells(desk: Desk, decision_id: int) -> set[Any]:
    """What stands in an annex."""
    data = desk.get(f"/decisions/{decision_id}/annex.xlsx").content
    book = openpyxl.load_workbook(BytesIO(data))
    return {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}


def test_a_link_of_people_makes_doubles_of_adjustments_too(office: Office, officer: Desk, at: PlainSql) -> None:
    first = given(office)
    pay(office)
    one, two = entitlements(office, first["id"])
    adjusted(office, first["id"], {one["id"]: 2_000_000, two["id"]: 1_000_000})
    said = {"first": one["beneficiary_id"], "second": two["beneficiary_id"], "reason": "Một người, hai giấy tờ"}
    proposed = accepted(officer.post("/links", said))
    word = {"agreed": True, "opinion": "Đã đối chiếu"}
    accepted(office.desk("district_approver", "582").post(f"/links/{proposed['id']}/decision", word))
    doubled = at.rows("SELECT id, double_of FROM entitlement WHERE double_of IS NOT NULL")
    assert doubled == [(two["id"], one["id"])]
    cases = accepted(officer.get("/overpayments"))["items"]
    assert [(each["ground"], each["amount_vnd"]) for each in cases] == [
        ("decision_changed", 500_000), ("double", 1_000_000)
    ]  # fmt: skip


def test_of_two_rights_the_one_stands_of_which_an_adjustment_was_paid(
    office: Office, officer: Desk, at: PlainSql
) -> None:
    first = given(office)
    one, two = entitlements(office, first["id"])
    adjusted(office, first["id"], {two["id"]: 1_000_000})
    pay(office, "Vắng")
    assert [state for state, _, _ in states(office, first["id"])] == ["open", "cancelled", "paid"]
    said = {"first": one["beneficiary_id"], "second": two["beneficiary_id"], "reason": "Một người, hai giấy tờ"}
    proposed = accepted(officer.post("/links", said))
    word = {"agreed": True, "opinion": "Đã đối chiếu"}
    accepted(office.desk("district_approver", "582").post(f"/links/{proposed['id']}/decision", word))
    doubled = at.rows("SELECT id, double_of FROM entitlement WHERE double_of IS NOT NULL")
    assert doubled == [(one["id"], two["id"])]
    assert accepted(officer.get("/overpayments"))["items"] == []


def found_by_an_order(at_vnd: dict[int, int]) -> int:
    """An order to determine again that found other amounts for the base of some applications; its id."""
    account = finance(Role.FINANCE_MAKER).account_id
    with db.acting(account) as tx:
        order: int = tx.execute(text("""
            INSERT INTO redetermination (policy, law_on, everything, number, signed_on, signer, state, expected,
                                         ordered_by_person_id, district_id)
            SELECT 'freelance', '2021-11-15', true, '77/QĐ', '2021-11-15', 'Một Người', 'ordered', '{}',
                   (SELECT min(id) FROM natural_person), id FROM unit WHERE code = '58' AND kind = 'province'
            RETURNING id""")).scalar_one()  # fmt: skip
        for application, amount in at_vnd.items():
            tx.execute(PLANT, {"order": order, "application": application, "amount": amount, "act": db.act_id(tx)})
        audit.append(tx, "test.planted", f"redetermination/{order}")
    return order


PLANT = text("""
    WITH was AS (SELECT d.*, e.amount_vnd AS entitled FROM application a JOIN determination d
                 ON d.id = a.determination_id JOIN entitlement e ON e.application_id = a.id WHERE a.id = :application),
    x AS (INSERT INTO explanation (digest, body_cipher, lines)
          SELECT decode(md5('x' || :application), 'hex'), '\\x01', jsonb_build_array(jsonb_build_object(
              'component', 'base', 'amount_vnd', :amount, 'held', false, 'gives', 'cash')) RETURNING digest),
    n AS (INSERT INTO determination (application_id, row_id, law_on, rules_version, outcome, amount_vnd, explanation,
                                     act_id)
          SELECT was.application_id, was.row_id, '2021-11-15', was.rules_version, 'eligible', :amount, x.digest, :act
          FROM was, x RETURNING id)
    INSERT INTO redetermination_row (redetermination_id, application_id, district_id, before_id, after_id, entitled_vnd,
                                     effect, change_vnd, act_id)
    SELECT :order, was.application_id, a.district_id, was.id, n.id, was.entitled,
           CASE WHEN :amount > was.entitled THEN 'owed_more' ELSE 'overpaid' END, abs(:amount - was.entitled), :act
    FROM was JOIN application a ON a.id = was.application_id, n
""")


def test_what_an_order_to_determine_again_found_is_adjusted_by_one_decision(office: Office, officer: Desk) -> None:
    first = given(office, 3)
    pay(office)
    one, two, _ = entitlements(office, first["id"])
    order = found_by_an_order({one["application_id"]: 1_900_000, two["application_id"]: 1_100_000})
    by_order = f"/decisions/{first['id']}/adjustments/by-order"
    refused(officer.post(by_order, {**WHY, "redetermination": order + 1}), "NO_SUCH_RECORD")
    drafted = accepted(officer.post(by_order, {**WHY, "redetermination": order}))
    assert (drafted["rows"], drafted["amount_vnd"]) == (2, 0)
    in_force(office, drafted)
    assert [(state, owed) for state, _, owed in states(office, first["id"])] == [
        ("paid", 1_500_000), ("paid", 1_100_000), ("paid", 1_500_000), ("open", 400_000)
    ]  # fmt: skip
    refused(officer.post(by_order, {**WHY, "redetermination": order}), "NOTHING_CHANGES")
