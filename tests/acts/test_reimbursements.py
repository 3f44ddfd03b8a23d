"""Whom a commune paid from its own budget: the commune is reimbursed, and nobody is paid a second time."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app import db
from tests.acts import words
from tests.acts.advancing import DO_VINH, EACH_VND, MY_HAI, checker, maker, of_two_funds
from tests.acts.forms import sign
from tests.acts.province import EXECUTED_ON, appraised, decided, exported, files_of, freelance_list, workers
from tests.acts.words import DAY, LETTER
from tests.office import Desk, Office, accepted, refused
from tests.treasury import balances

SIGNED = {"commune": MY_HAI, "list_number": "01/DS-UBND", "signed_on": "2021-08-20", "signer": "Nguyễn Văn Xã"}
PAID = {"voucher": "UNC 7", "paid_on": "2022-02-25"}
BATCH = {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON}


def owed(office: Office, number: int = 3, commune: str = MY_HAI) -> list[int]:
    """People of a commune who are owed, by their applications."""
    receipt = freelance_list(office, workers(number), unit=commune)
    decided(office, [appraised(office)["id"]])
    listed = accepted(office.desk("district_officer", "582").get("/applications", list=receipt["list_id"]))
    return [item["id"] for item in listed["items"]]


def claim(desk: Desk, applications: list[int], amount_vnd: int = EACH_VND, **other: object) -> httpx.Response:
    lines = [{"application": id_, "amount_vnd": amount_vnd} for id_ in applications]
    return desk.post("/reimbursements", {**SIGNED, "lines": lines, **other})


def claimed(office: Office, applications: list[int]) -> dict[str, Any]:
    taken: dict[str, Any] = accepted(claim(maker(office), applications))
    return taken


def confirmed(office: Office, one: dict[str, Any]) -> dict[str, Any]:
    counted = {"people": one["people"], "amount_vnd": one["amount_vnd"]}
    done: dict[str, Any] = accepted(checker(office).post(f"/reimbursements/{one['id']}/confirmation", counted))
    return done


def paid(office: Office, one: dict[str, Any]) -> dict[str, Any]:
    done: dict[str, Any] = accepted(maker(office).post(f"/reimbursements/{one['id']}/payment", PAID))
    return done


def states() -> dict[str, int]:
    with db.reading() as tx:
        return {row[0]: row[1] for row in tx.execute(text("SELECT state, count(*) FROM entitlement GROUP BY 1"))}


def test_what_a_commune_paid_goes_to_the_commune_and_to_nobody_else(office: Office) -> None:
    central, own = of_two_funds()
    applications = owed(office)
    one = claimed(office, applications[:2])
    assert (one["people"], one["amount_vnd"], one["state"]) == (2, 2 * EACH_VND, "claimed")
    confirmed(office, one)
    assert paid(office, one)["state"] == "paid"
    assert states() == {"open": 1, "paid": 2}
    assert (balances(central)["PAID"], balances(own)["PAID"]) == (2_400_000, 600_000)
    assert (balances(central)["COMMITTED"], balances(own)["COMMITTED"]) == (1_200_000, 300_000)
    with db.reading() as tx:
        posted = tx.execute(text("SELECT count(*) FROM ledger_transfer WHERE code = 'reimburse'")).scalar_one()
    assert posted == 2, "one by fund"
    assert exported(office)["payouts"] == 1


def test_the_persons_history_says_that_the_commune_paid(office: Office) -> None:
    applications = owed(office, 1)
    paid(office, confirmed(office, claimed(office, applications)))
    desk = office.desk("auditor", "582")
    person = accepted(desk.post("/beneficiaries/search", {"number": workers(1)[0]["citizen_id"]}))["items"][0]
    told = accepted(desk.get(f"/beneficiaries/{person['id']}/history"))
    [said] = told["reimbursements"]
    assert (said["commune"], said["voucher"], said["amount_vnd"], said["state"]) == (MY_HAI, "UNC 7", EACH_VND, "paid")
    assert told["payouts"] == []
    assert "reimbursement.paid" in {change["action"] for change in told["changes"]}


def test_what_is_claimed_waits_for_no_batch_and_what_is_batched_for_no_claim(office: Office) -> None:
    applications = owed(office)
    one = claimed(office, applications[:2])
    batch = accepted(maker(office).post("/payment-batches", BATCH))
    assert batch["payouts"] == 1
    refused(maker(office).post("/payment-batches", BATCH), "NOTHING_TO_PAY")
    told = refused(claim(maker(office), applications[2:], list_number="02/DS"), "LIST_DIFFERS")
    assert told["lines"] == [{"application": applications[2], "said_vnd": EACH_VND, "owed_vnd": 0}]
    accepted(checker(office).post(f"/reimbursements/{one['id']}/refusal", {"reason": "Xã chưa chi"}))
    assert accepted(maker(office).post("/payment-batches", BATCH))["payouts"] == 2


def test_a_refused_list_may_be_claimed_anew_and_a_paid_one_is_never_undone(office: Office) -> None:
    applications = owed(office)
    one = claimed(office, applications)
    refused(claim(maker(office), applications[:1]), "LIST_DIFFERS")
    accepted(checker(office).post(f"/reimbursements/{one['id']}/refusal", {"reason": "Sai"}))
    again = claimed(office, applications)
    paid(office, confirmed(office, again))
    refused(checker(office).post(f"/reimbursements/{again['id']}/refusal", {"reason": "Sai"}), "WRONG_STATE")
    refused(maker(office).post(f"/reimbursements/{again['id']}/payment", {**PAID, "voucher": "UNC 8"}), "WRONG_STATE")
    refused(claim(maker(office), applications, list_number="02/DS"), "LIST_DIFFERS")


def test_a_list_is_claimed_as_it_is_owed(office: Office) -> None:
    applications = owed(office)
    desk = maker(office)
    refused(claim(desk, applications, EACH_VND + 1), "LIST_DIFFERS")
    refused(claim(desk, [*applications, 999_999]), "LIST_DIFFERS")
    refused(claim(desk, [*applications, applications[0]]), "NAMED_TWICE")
    refused(claim(desk, applications, commune=DO_VINH), "LIST_DIFFERS")
    refused(claim(desk, applications, commune="22870"), "NO_SUCH_RECORD")
    refused(claim(desk, applications, signed_on="2022-02-26"), "LIST_IN_FUTURE")
    assert states() == {"open": 3}
    claimed(office, applications[:1])
    refused(claim(desk, applications[1:]), "LIST_CLAIMED")


def test_one_person_does_not_reimburse_alone(office: Office) -> None:
    one = claimed(office, owed(office, 1))
    path = f"/reimbursements/{one['id']}"
    counted = {"people": 1, "amount_vnd": EACH_VND}
    both = office.desk("finance_checker", "582", "finance_maker 582")
    refused(both.post(f"{path}/confirmation", counted), "SAME_HANDS")
    refused(maker(office).post(f"{path}/payment", PAID), "WRONG_STATE")
    for wrong in ({"people": 2}, {"amount_vnd": 1}):
        refused(checker(office).post(f"{path}/confirmation", counted | wrong), "LIST_FIGURES_DIFFER")
    accepted(checker(office).post(f"{path}/confirmation", counted))
    refused(maker(office).post(f"{path}/payment", {**PAID, "paid_on": "2022-02-26"}), "LIST_IN_FUTURE")


def test_a_voucher_pays_once(office: Office) -> None:
    applications = owed(office, 2)
    paid(office, confirmed(office, claimed(office, applications[:1])))
    other = accepted(claim(maker(office), applications[1:], list_number="02/DS"))
    confirmed(office, other)
    refused(maker(office).post(f"/reimbursements/{other['id']}/payment", PAID), "VOUCHER_NUMBER_USED")


@pytest.mark.parametrize("when", ["confirmation", "payment"])
def test_what_a_finding_stops_is_not_reimbursed(office: Office, when: str) -> None:
    from tests.acts.registers import dead, send_register  # noqa: PLC0415

    applications = owed(office, 1)
    one = claimed(office, applications)
    if when == "payment":
        confirmed(office, one)
    accepted(send_register(office.desk("district_officer", "582"), "deaths", [dead(workers(1)[0])], title="Hộ tịch"))
    with db.reading() as tx:
        found = tx.execute(text("SELECT count(*) FROM finding WHERE effect = 'block'")).scalar_one()
    assert found
    desk, body = (checker(office), {"people": 1, "amount_vnd": EACH_VND})
    if when == "payment":
        desk, body = maker(office), dict(PAID)
    refused(desk.post(f"/reimbursements/{one['id']}/{when}", body), "CLAIM_STOPPED")


def test_what_waits_for_a_word_on_an_earlier_payment_is_not_reimbursed(office: Office) -> None:
    applications = owed(office, 1)
    desk, batch = maker(office), exported(office)
    [data] = files_of(desk, batch["id"]).values()
    accepted(desk.upload("/answers", sign(data, "Vắng")))
    [payout] = accepted(desk.get("/payouts", batch=batch["id"]))["items"]
    word = accepted(desk.post(f"/payouts/{payout['id']}/proof", {**LETTER, "day": DAY, "outcome": "paid"}))
    refused(claim(desk, applications), "LIST_DIFFERS")
    words.confirmed(office, word)
    assert states() == {"paid": 1}
    refused(claim(desk, applications), "LIST_DIFFERS")


def test_another_unit_pays_no_list_of_ours(office: Office) -> None:
    applications = owed(office, 1)
    province = office.desk("finance_maker", "58")
    refused(claim(province, applications), "LIST_DIFFERS")
    one = claimed(office, applications)
    refused(province.post(f"/reimbursements/{one['id']}/payment", PAID), "NOT_THE_PAYERS_LIST")
    assert accepted(province.get("/reimbursements"))["items"][0]["id"] == one["id"]
    [line] = accepted(province.get(f"/reimbursements/{one['id']}/lines"))["items"]
    assert line == {"application_id": applications[0], "amount_vnd": EACH_VND, "live": True}


def test_batches_and_claims_at_once_never_pay_one_person_twice(office: Office) -> None:
    """Each person is under one of both, whoever comes first."""
    applications = owed(office, 12)
    desk = maker(office)

    def ask(nth: int) -> int:
        if nth % 2:
            return desk.post("/payment-batches", BATCH).status_code
        return claim(desk, applications[nth : nth + 2], list_number=f"{nth}/DS").status_code

    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(ask, range(12)))
    assert set(codes) <= {201, 409, 422, 503}
    with db.reading() as tx:
        both = tx.execute(
            text("""
            SELECT count(*) FROM reimbursement_share r JOIN payout_share p USING (entitlement_id)
            WHERE r.live AND p.live""")
        ).scalar_one()
        loose = tx.execute(
            text("""
            SELECT count(*) FROM entitlement e WHERE e.state = 'reserved'
            AND (SELECT count(*) FROM payout_share p WHERE p.entitlement_id = e.id AND p.live)
              + (SELECT count(*) FROM reimbursement_share r WHERE r.entitlement_id = e.id AND r.live) <> 1
            """)
        ).scalar_one()
    assert (both, loose) == (0, 0)
    assert sum(states().values()) == 12
