"""The main job, from a list to a settled payout, for both policies."""

from app.sample.bank import answer_order
from tests.acts.forms import confirm, sign
from tests.acts.province import (
    ACCOUNT,
    EMPLOYEE,
    appraised,
    decided,
    exported,
    files_of,
    freelance_list,
    suspended_list,
    workers,
)
from tests.office import Office, accepted


def test_a_commune_list_becomes_cash_in_hand_and_a_history(office: Office) -> None:
    receipt = freelance_list(office, workers(5))
    assert receipt["counts"] == {
        "accepted": 5, "faulty": 0, "held": 0, "eligible": 5, "ineligible": 0, "undetermined": 0
    }, receipt  # fmt: skip
    decision = decided(office, [appraised(office)["id"]])
    assert (decision["state"], decision["rows"], decision["amount_vnd"]) == ("decided", 5, 7_500_000)
    batch = exported(office)
    maker = office.desk("finance_maker", "582")
    [(name, data)] = files_of(maker, batch["id"]).items()
    assert name == f"signing-list-B{batch['id']}.xlsx"
    taken = accepted(maker.upload("/answers", sign(data, "Vắng", "Từ chối")))
    assert taken["counts"] == {"booked": 5} and taken["faults"] == []
    auditor = office.desk("auditor", "582")
    assert accepted(auditor.get("/payouts/totals")) == {
        "settled": {"payouts": 3, "amount_vnd": 4_500_000}, "cancelled": {"payouts": 2, "amount_vnd": 3_000_000}
    }  # fmt: skip
    [payout] = accepted(auditor.post("/payouts/search", {"number": "058188000001"}))["items"]
    story = accepted(auditor.get(f"/beneficiaries/{payout['beneficiary_id']}/history"))
    assert [change["to_state"] for change in story["changes"] if change["kind"] == "payout"] == [
        "batched", "exported", payout["state"]
    ]  # fmt: skip
    assert story["entitlements"][0]["amount_vnd"] == 1_500_000
    assert story["determinations"][0]["explanation"]["results"]


def test_an_employers_list_is_confirmed_decided_by_the_province_and_paid_by_bank(office: Office) -> None:
    office.give_account("58")
    people = [
        {**EMPLOYEE, **ACCOUNT, "full_name": f"Trần Văn {name}", "citizen_id": f"05808500000{nth}",
         "insurance_number": f"581234560{nth}", "account_number": f"49012050000{nth}"}
        for nth, name in enumerate(("An", "Bình", "Cường"))
    ]  # fmt: skip
    receipt = suspended_list(office, people)
    assert receipt["counts"]["undetermined"] == 3, receipt
    officer = office.desk("district_officer", "582")
    request = officer.get("/confirmations/request.xlsx", policy="suspended_contract").content
    confirmed = accepted(
        officer.upload("/confirmations", confirm(request, last="Không"), policy="suspended_contract", on="2021-09-03")
    )
    assert confirmed["taken"] == 3 and confirmed["outcomes"] == {"eligible": 2, "ineligible": 1}, confirmed
    submission = appraised(office, "suspended_contract", None)
    decision = decided(office, [submission["id"]], "58")
    assert (decision["rows"], decision["refused_rows"], decision["amount_vnd"]) == (2, 1, 7_420_000)
    batch = exported(office, "suspended_contract", "transfer", "58")
    maker = office.desk("finance_maker", "58")
    files = files_of(maker, batch["id"])
    order = next(data for name, data in files.items() if name.endswith(".xml"))
    for answer in answer_order(order, seed=1):
        accepted(maker.upload("/answers", answer, "application/xml"))
    totals = accepted(office.desk("auditor", "58").get("/payouts/totals"))
    assert totals["settled"] == {"payouts": 2, "amount_vnd": 7_420_000}
