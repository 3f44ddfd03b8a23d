"""What comes up while money is on its way: claims, stops, returns and changed decisions that cross each other."""

from typing import Any

import pytest

from tests.acts.changes import adjusted, draft, in_force, recorded
from tests.acts.forms import sign
from tests.acts.province import ACCOUNT, appraised, decided, exported, files_of, freelance_list, in_next_district
from tests.acts.test_payment import CASH, TRANSFER, open_entitlements
from tests.acts.test_payment_words import BACK, PROOF, fund, owed, said_paid, settled
from tests.acts.test_people import CMND, HERE, THERE, YES, link, paid, people
from tests.acts.test_reimbursements import claim
from tests.acts.words import DAY, LETTER, SUM, confirmed, corrected, said
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import query

RETURN = {name: said for name, said in BACK.items() if name not in LETTER}


def right(payout: int) -> Any:  # noqa: ANN401 – a row
    """What a payout pays: the entitlement and its decision."""
    [one] = query(
        """SELECT p.decision_id AS decision, s.entitlement_id AS id, p.application_id AS application
           FROM payout p JOIN payout_share s ON s.payout_id = p.id WHERE p.id = :payout""",
        payout=payout,
    )
    return one


def absent(office: Office) -> tuple[Desk, bytes]:
    """One person who did not come: the maker's desk, and the list that may still be signed."""
    open_entitlements(office, 1)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng")))
    return maker, data


def stopped(office: Office) -> tuple[Desk, bytes]:
    """Somebody who was absent, and whose next payout was stopped."""
    maker, data = absent(office)
    batch = accepted(maker.post("/payment-batches", CASH))
    [payout] = accepted(maker.get("/payouts", batch=batch["id"]))["items"]
    accepted(maker.post(f"/payouts/{payout['id']}/stop", {"reason": "Giấy tờ có dấu hiệu giả"}))
    assert owed(payout["id"]) == [("open", "stopped")]
    return maker, data


def proven(office: Office, outcome: str) -> None:
    """The bank's letter on the first payout."""
    [first, *_] = accepted(office.desk("finance_maker", "582").get("/payouts"))["items"]
    said(office, f"/payouts/{first['id']}/proof", outcome=outcome, day=DAY)


def test_what_is_said_to_be_paid_is_not_taken_back_as_unpaid(office: Office) -> None:
    maker, away = said_paid(office)
    one = right(away["id"])
    refused(draft(office, one.decision, "revocations", {}), "STILL_IN_QUESTION")
    said(office, f"/payouts/{away['id']}/proof", outcome="paid", day=DAY)
    in_force(office, accepted(draft(office, one.decision, "revocations", {})))
    assert accepted(maker.get("/overpayments", state="raised"))["items"][-1]["amount_vnd"] == SUM
    assert fund() == {"PAID": 3}


def test_what_somebody_has_a_letter_about_is_not_taken_back_before_it_is_read_again(office: Office) -> None:
    maker, _ = absent(office)
    [first] = accepted(maker.get("/payouts"))["items"]
    one = right(first["id"])
    drafted = accepted(draft(office, one.decision, "revocations", {}))
    paper = recorded(office, drafted, "9/QĐ-UBND")
    word = accepted(maker.post(f"/payouts/{first['id']}/proof", {**PROOF, "outcome": "paid"}))
    path = f"/decisions/{drafted['id']}/comparison"
    refused(office.desk("district_approver", "582").post(path, paper), "STILL_IN_QUESTION")
    confirmed(office, word)
    accepted(office.desk("district_approver", "582").post(path, paper))
    assert owed(first["id"]) == [("paid", None)] and fund() == {"PAID": 1}
    assert len(accepted(maker.get("/overpayments", state="raised"))["items"]) == 1


def test_whoever_declines_for_having_the_money_already_is_looked_at_first(office: Office) -> None:
    maker, data = absent(office)
    [again] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data)))  # the first was signed after all
    accepted(maker.upload("/answers", sign(again, "Từ chối")))
    assert query("SELECT state, blocked FROM entitlement") == [("open", "SAID_PAID")]
    proven(office, "paid")
    assert query("SELECT state, blocked FROM entitlement") == [("paid", None)] and fund() == {"PAID": 1}


def test_whoever_declined_is_not_paid_for_the_first_being_proven_unpaid(office: Office) -> None:
    maker, data = absent(office)
    [again] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data)))
    accepted(maker.upload("/answers", sign(again, "Từ chối")))
    proven(office, "unpaid")
    assert query("SELECT state, blocked FROM entitlement") == [("open", "REFUSED")]
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")


def test_what_was_stopped_before_it_was_said_to_be_paid_is_stopped_still(office: Office) -> None:
    maker, data = stopped(office)
    accepted(maker.upload("/answers", sign(data)))
    assert query("SELECT blocked FROM entitlement") == [("SAID_PAID",)]
    proven(office, "unpaid")
    assert query("SELECT state, blocked FROM entitlement") == [("open", "stopped")]
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")
    corrected(office, right(1).application, ACCOUNT)
    assert accepted(maker.post("/payment-batches", TRANSFER))["payouts"] == 1


def test_what_was_stopped_for_being_said_to_be_paid_is_free_when_it_was_not(office: Office) -> None:
    maker, data = absent(office)
    batch = accepted(maker.post("/payment-batches", CASH))
    accepted(maker.upload("/answers", sign(data)))
    [payout] = accepted(maker.get("/payouts", batch=batch["id"]))["items"]
    accepted(maker.post(f"/payouts/{payout['id']}/stop", {"reason": "Có báo cáo đã trả"}))
    proven(office, "unpaid")
    assert query("SELECT state, blocked FROM entitlement") == [("open", None)]


def test_what_is_owed_more_is_stopped_for_what_stops_the_first(office: Office) -> None:
    maker, _ = stopped(office)
    one = right(1)
    adjusted(office, one.decision, {one.id: SUM + 500_000})
    assert query("SELECT state, blocked FROM entitlement ORDER BY id") == [("open", "stopped")] * 2
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")
    corrected(office, one.application, ACCOUNT)
    assert accepted(maker.post("/payment-batches", TRANSFER))["amount_vnd"] == SUM + 500_000


@pytest.mark.parametrize("what", ["revocations", "adjustments"])
def test_what_came_back_is_settled_before_a_decision_lowers_it(office: Office, what: str) -> None:
    _, first = settled(office)
    one = right(first["id"])
    rows = {"rows": [{"entitlement": one.id, "amount_vnd": 1_000_000}]}
    body = rows if what == "adjustments" else {"entitlements": [one.id]}
    said(office, f"/payouts/{first['id']}/return", **RETURN)
    refused(draft(office, one.decision, what, body), "STILL_IN_QUESTION")
    said(office, f"/payouts/{first['id']}/after-return", outcome="pay_again")
    in_force(office, accepted(draft(office, one.decision, what, body)))
    left = [("cancelled", SUM)] + [("open", 1_000_000)] * (what == "adjustments")
    of = "SELECT state, amount_vnd FROM entitlement WHERE :id IN (id, adjusts_id) ORDER BY id"
    assert query(of, id=one.id) == left


def test_what_was_revoked_and_comes_back_is_not_paid_again(office: Office) -> None:
    maker, first = settled(office)
    one = right(first["id"])
    in_force(office, accepted(draft(office, one.decision, "revocations", {"entitlements": [one.id]})))
    said(office, f"/payouts/{first['id']}/return", **RETURN)
    path = f"/payouts/{first['id']}/after-return"
    refused(maker.post(path, {**LETTER, "outcome": "pay_again"}), "NOT_OWED_ANY_MORE")
    said(office, path, outcome="give_up")
    assert owed(first["id"]) == [("cancelled", "GIVEN_UP")] and fund() == {"PAID": 2}


def test_all_that_is_asked_back_comes_back_to_its_case_and_not_as_a_return(office: Office) -> None:
    maker, first = settled(office)
    one = right(first["id"])
    in_force(office, accepted(draft(office, one.decision, "revocations", {"entitlements": [one.id]})))
    [case] = accepted(maker.get("/overpayments"))["items"]
    letter = {"number": "15/TB-UBND", "notified_on": "2022-02-01", "deadline": "2022-03-03"}
    accepted(maker.post(f"/overpayments/{case['id']}/notification", letter))
    refused(maker.post(f"/payouts/{first['id']}/return", BACK), "ASKED_BACK")


def test_what_somebody_has_a_letter_about_is_claimed_for_no_commune(office: Office) -> None:
    maker, _ = absent(office)
    [first] = accepted(maker.get("/payouts"))["items"]
    word = accepted(maker.post(f"/payouts/{first['id']}/proof", {**PROOF, "outcome": "paid"}))
    [of] = query("SELECT commune_code FROM payout")
    refused(claim(maker, [first["application_id"]], commune=of.commune_code), "LIST_DIFFERS")
    confirmed(office, word)
    assert owed(first["id"]) == [("paid", None)] and fund() == {"PAID": 1}


def test_of_two_that_are_one_person_the_second_proven_paid_is_a_case(office: Office, provincial: Desk) -> None:
    freelance_list(office, [HERE])
    in_next_district(office, [THERE])
    paid(office, "587")
    maker, data = _left_open(office)
    first, second = people(provincial, str(HERE["citizen_id"]), CMND)
    proposed = link(office.desk("provincial_officer", "58"), first, second)
    accepted(provincial.post(f"/links/{proposed['id']}/decision", YES))
    assert accepted(provincial.get("/overpayments"))["items"] == []
    accepted(maker.upload("/answers", sign(data)))
    [away] = accepted(maker.get("/payouts", state="cancelled"))["items"]
    said(office, f"/payouts/{away['id']}/proof", outcome="paid", day=DAY)
    [case] = accepted(provincial.get("/overpayments"))["items"]
    assert (case["state"], case["ground"], case["link_id"]) == ("raised", "double", proposed["id"])
    assert (case["amount_vnd"], case["beneficiary_id"]) == (SUM, first)


def _left_open(office: Office) -> tuple[Desk, bytes]:
    """The city's list decided and paid out, to which nobody came."""
    decided(office, [appraised(office)["id"]], number="582/QĐ")
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng")))
    return maker, data
