"""What became of payments, said by two people: proven, resolved, returned; and the ledger with them."""

from typing import Any

import pytest

from app.access import Role
from tests.acts.forms import sign
from tests.acts.province import ACCOUNT, exported, files_of
from tests.acts.test_payment import CASH, TRANSFER, open_entitlements
from tests.acts.test_reconciliation import answer, ordered, report, states
from tests.acts.words import DAY, LETTER, SUM, confirmed, corrected, figures, said
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import query
from tests.treasury import balances

PROOF = {**LETTER, "day": DAY}
BACK = {**LETTER, "day": DAY, "code": "AC04", "amount_vnd": SUM, "bank_reference": "FT22055000000001"}
ABSENT_ONE = ("Vắng",)


def fund() -> dict[str, int]:
    """The balances of the fund that pays everything, in units of one support, without what it still has."""
    [(id_,)] = query("SELECT id FROM fund WHERE code = 'TINH'")
    kept = {kind: vnd // SUM for kind, vnd in balances(id_).items() if kind not in {"APPROPRIATION", "AVAILABLE"}}
    assert sum(balances(id_).values()) == 0
    return {kind: times for kind, times in kept.items() if times}


def said_paid(office: Office, number: int = 3) -> tuple[Desk, dict[str, Any]]:
    """Somebody who was absent by one list and had signed by another: the maker's desk, and that payout."""
    open_entitlements(office, number)
    maker = office.desk("finance_maker", "582")
    batch = exported(office)
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data, *ABSENT_ONE)))
    accepted(maker.upload("/answers", sign(data)))
    [away] = accepted(maker.get("/payouts", batch=batch["id"], state="cancelled"))["items"]
    return maker, away


def in_doubt(office: Office) -> tuple[Desk, list[int]]:
    """Three payouts of which the bank has said nothing."""
    maker, _, batch = ordered(office)
    accepted(maker.post(f"/payment-batches/{batch}/unanswered"))
    return maker, [one["id"] for one in accepted(maker.get("/payouts", batch=batch))["items"]]


def settled(office: Office) -> tuple[Desk, dict[str, Any]]:
    """A payout that arrived, of three."""
    maker, order, batch = ordered(office)
    answer(maker, report(order, {0: ("ACCC", ""), 1: ("ACCC", ""), 2: ("ACSC", "")}))
    [first, *_] = accepted(maker.get("/payouts", batch=batch))["items"]
    return maker, first


def owed(payout: int) -> list[tuple[str, str | None]]:
    """What a payout pays or paid, and why it may not be paid."""
    found = query(
        """SELECT e.state, e.blocked FROM entitlement e JOIN payout_share s ON s.entitlement_id = e.id
           WHERE s.payout_id = :payout ORDER BY e.id""",
        payout=payout,
    )
    return [(row.state, row.blocked) for row in found]


# Said to be paid after all.


def test_proven_paid_it_is_booked_and_never_paid_again(office: Office) -> None:
    maker, away = said_paid(office)
    assert owed(away["id"]) == [("open", "SAID_PAID")] and fund() == {"COMMITTED": 1, "PAID": 2}
    said(office, f"/payouts/{away['id']}/proof", outcome="paid", day=DAY)
    assert owed(away["id"]) == [("paid", None)] and fund() == {"PAID": 3}
    assert states(maker) == {"settled": 3}
    [now] = [one for one in accepted(maker.get("/payouts"))["items"] if one["id"] == away["id"]]
    assert (now["settled_on"], now["reason"]) == (DAY, None)
    assert query("SELECT bool_and(live) FROM payout_share")[0][0] is True
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")


def test_proven_unpaid_it_is_free_to_be_paid(office: Office) -> None:
    maker, away = said_paid(office)
    said(office, f"/payouts/{away['id']}/proof", outcome="unpaid", day=DAY)
    assert owed(away["id"]) == [("open", None)] and fund() == {"COMMITTED": 1, "PAID": 2}
    assert accepted(maker.post("/payment-batches", CASH))["payouts"] == 1
    refused(maker.post(f"/payouts/{away['id']}/proof", {**PROOF, "outcome": "paid"}), "WRONG_STATE")
    refused(maker.post(f"/payouts/{away['id']}/proof", {**PROOF, "outcome": "unpaid"}), "NOBODY_SAYS_SO")


def test_until_the_second_word_nothing_moves_and_a_refused_one_leaves_it_blocked(office: Office) -> None:
    maker, away = said_paid(office)
    path = f"/payouts/{away['id']}/proof"
    word = accepted(maker.post(path, {**PROOF, "outcome": "unpaid"}))
    assert owed(away["id"]) == [("open", "SAID_PAID")]
    refused(maker.post(path, {**PROOF, "outcome": "paid"}), "WORD_ASKED")
    checker = office.desk("finance_checker", "582")
    accepted(checker.post(f"/payment-words/{word['id']}/refusal", {"reason": "Công văn không rõ"}))
    assert owed(away["id"]) == [("open", "SAID_PAID")]
    again = accepted(maker.post(path, {**PROOF, "outcome": "paid"}))
    accepted(maker.post(f"/payment-words/{again['id']}/void", {"reason": "Nhầm"}))
    told = [(one["state"], one["outcome"]) for one in accepted(maker.get("/payment-words"))["items"]]
    assert told == [("refused", "unpaid"), ("void", "paid")]
    assert accepted(maker.get("/payment-words", kind="return"))["items"] == []


def test_what_the_bank_proves_without_being_asked_waits_likewise(office: Office) -> None:
    """A letter says it before any file does: meanwhile nobody is paid."""
    open_entitlements(office)
    maker = office.desk("finance_maker", "582")
    batch = exported(office)
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng")))
    [away] = accepted(maker.get("/payouts", batch=batch["id"], state="cancelled"))["items"]
    path = f"/payouts/{away['id']}/proof"
    refused(maker.post(path, {**PROOF, "outcome": "unpaid"}), "NOBODY_SAYS_SO")
    word = accepted(maker.post(path, {**PROOF, "outcome": "paid"}))
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")
    confirmed(office, word)
    assert fund() == {"PAID": 3}


def test_a_payment_is_not_proven_beside_a_second_one(office: Office) -> None:
    open_entitlements(office, 1)
    maker = office.desk("finance_maker", "582")
    batch = exported(office)
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng")))
    [away] = accepted(maker.get("/payouts", batch=batch["id"]))["items"]
    word = accepted(maker.post(f"/payouts/{away['id']}/proof", {**PROOF, "outcome": "paid"}))
    accepted(maker.post(f"/payment-words/{word['id']}/void", {"reason": "Chưa có công văn"}))
    second = exported(office)
    refused(maker.post(f"/payouts/{away['id']}/proof", {**PROOF, "outcome": "paid"}), "WRONG_STATE")
    [again] = files_of(maker, second["id"]).values()
    accepted(maker.upload("/answers", sign(again)))
    refused(maker.post(f"/payouts/{away['id']}/proof", {**PROOF, "outcome": "paid"}), "WRONG_STATE")
    assert fund() == {"PAID": 1}


def test_a_further_payout_that_fails_does_not_undo_that_somebody_is_said_to_be_paid(office: Office) -> None:
    open_entitlements(office, 1)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng")))
    [again] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data)))  # the first was signed after all
    accepted(maker.upload("/answers", sign(again, "Vắng")))
    assert query("SELECT state, blocked FROM entitlement") == [("open", "SAID_PAID")]
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")


def test_of_two_payouts_said_to_be_paid_both_are_looked_at(office: Office) -> None:
    open_entitlements(office, 1)
    maker = office.desk("finance_maker", "582")
    files = []
    for _ in range(2):
        [data] = files_of(maker, exported(office)["id"]).values()
        accepted(maker.upload("/answers", sign(data, "Vắng")))
        files.append(data)
    for data in files:
        accepted(maker.upload("/answers", sign(data)))
    first, second = accepted(maker.get("/payouts"))["items"]
    said(office, f"/payouts/{first['id']}/proof", outcome="unpaid", day=DAY)
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")
    said(office, f"/payouts/{second['id']}/proof", outcome="unpaid", day=DAY)
    assert accepted(maker.post("/payment-batches", CASH))["payouts"] == 1


def test_an_account_that_was_wrong_before_is_wrong_still_when_it_is_proven_unpaid(office: Office) -> None:
    maker, order, batch = ordered(office)
    answer(maker, report(order, {0: ("RJCT", "AC01"), 1: ("ACCC", ""), 2: ("ACCC", "")}))
    [away] = accepted(maker.get("/payouts", batch=batch, state="rejected"))["items"]
    assert answer(maker, report(order, {0: ("ACCC", "")}, "BANK-2")) == {"step_back": 1}
    said(office, f"/payouts/{away['id']}/proof", outcome="unpaid", day=DAY)
    assert owed(away["id"]) == [("open", "AC01")]
    corrected(office, away["application_id"], ACCOUNT)
    assert accepted(maker.post("/payment-batches", TRANSFER))["payouts"] == 1


# In doubt.


@pytest.mark.parametrize(
    ("outcome", "code", "left", "ledger"),
    [
        ("debited", None, ("paid", None), {"IN_TRANSIT": 2, "PAID": 1}),
        ("settled", None, ("paid", None), {"IN_TRANSIT": 2, "PAID": 1}),
        ("rejected", "AC01", ("open", "AC01"), {"IN_TRANSIT": 2, "COMMITTED": 1}),
        ("rejected", "AM04", ("open", None), {"IN_TRANSIT": 2, "COMMITTED": 1}),
        ("cancelled", None, ("open", None), {"IN_TRANSIT": 2, "COMMITTED": 1}),
    ],
)
def test_what_is_in_doubt_goes_where_the_bank_says_in_writing(
    office: Office, outcome: str, code: str | None, left: tuple[str, str | None], ledger: dict[str, int]
) -> None:
    maker, [first, *_] = in_doubt(office)
    word = accepted(maker.post(f"/payouts/{first}/resolution", {**PROOF, "outcome": outcome, "code": code}))
    assert states(maker) == {"in_doubt": 3} and fund() == {"IN_TRANSIT": 3}
    confirmed(office, word)
    assert states(maker) == {"in_doubt": 2, outcome: 1}
    assert owed(first) == [left] and fund() == ledger


def test_only_what_is_in_doubt_is_resolved_and_a_later_answer_of_the_bank_finds_it_so(office: Office) -> None:
    maker, order, batch = ordered(office)
    [first, *_] = accepted(maker.get("/payouts", batch=batch))["items"]
    path = f"/payouts/{first['id']}/resolution"
    refused(maker.post(path, {**PROOF, "outcome": "settled"}), "WRONG_STATE")
    accepted(maker.post(f"/payment-batches/{batch}/unanswered"))
    word = accepted(maker.post(path, {**PROOF, "outcome": "rejected", "code": "AM04"}))
    answer(maker, report(order, {0: ("ACCC", "")}))
    refused(office.desk("finance_checker", "582").post(f"/payment-words/{word['id']}/confirmation", figures(word)),
            "WRONG_STATE")  # fmt: skip
    assert owed(first["id"]) == [("paid", None)]


# Returned.


def test_money_that_came_back_is_paid_again_to_another_account(office: Office) -> None:
    maker, first = settled(office)
    word = accepted(maker.post(f"/payouts/{first['id']}/return", BACK))
    assert fund() == {"PAID": 3}
    confirmed(office, word)
    assert owed(first["id"]) == [("returned", None)] and fund() == {"PAID": 2, "RETURNED": 1}
    refused(maker.post("/payment-batches", TRANSFER), "NOTHING_TO_PAY")
    said(office, f"/payouts/{first['id']}/after-return", outcome="pay_again")
    assert owed(first["id"]) == [("open", "AC04")] and fund() == {"COMMITTED": 1, "PAID": 2}
    refused(maker.post("/payment-batches", TRANSFER), "NOTHING_TO_PAY")
    corrected(office, first["application_id"], ACCOUNT)
    batch = exported(office, channel="transfer")
    [again] = accepted(maker.get("/payouts", batch=batch["id"]))["items"]
    assert again["account_last4"] == "9888" and fund() == {"IN_TRANSIT": 1, "PAID": 2}


def test_money_that_came_back_and_is_given_up_goes_back_to_its_fund(office: Office) -> None:
    maker, first = settled(office)
    said(office, f"/payouts/{first['id']}/return", **{name: BACK[name] for name in BACK.keys() - LETTER.keys()})
    said(office, f"/payouts/{first['id']}/after-return", outcome="give_up")
    assert owed(first["id"]) == [("cancelled", "GIVEN_UP")] and fund() == {"PAID": 2}
    refused(maker.post(f"/payouts/{first['id']}/after-return", {**LETTER, "outcome": "pay_again"}), "WRONG_STATE")


def test_the_same_return_is_never_booked_twice(office: Office) -> None:
    maker, first = settled(office)
    second = first["id"] + 1
    accepted(maker.post(f"/payouts/{first['id']}/return", BACK))
    refused(maker.post(f"/payouts/{second}/return", BACK), "RETURN_KNOWN")
    refused(maker.post(f"/payouts/{first['id']}/return", {**BACK, "bank_reference": "FT2"}), "WORD_ASKED")
    [word] = accepted(maker.get("/payment-words", kind="return"))["items"]
    confirmed(office, word)
    refused(maker.post(f"/payouts/{second}/return", BACK), "RETURN_KNOWN")
    refused(maker.post(f"/payouts/{first['id']}/return", {**BACK, "bank_reference": "FT2"}), "WRONG_STATE")
    confirmed(office, accepted(maker.post(f"/payouts/{second}/return", {**BACK, "bank_reference": "FT2"})))


def test_a_refused_return_leaves_its_reference_free(office: Office) -> None:
    maker, first = settled(office)
    word = accepted(maker.post(f"/payouts/{first['id']}/return", BACK))
    accepted(
        office.desk("finance_checker", "582").post(f"/payment-words/{word['id']}/refusal", {"reason": "Nhầm người"})
    )
    accepted(maker.post(f"/payouts/{first['id'] + 1}/return", BACK))


def test_a_return_of_another_sum_is_not_taken(office: Office) -> None:
    maker, first = settled(office)
    refused(maker.post(f"/payouts/{first['id']}/return", {**BACK, "amount_vnd": SUM - 1}), "SUM_DIFFERS")


def test_what_is_asked_back_as_overpaid_comes_back_to_its_case_and_not_as_a_return(office: Office) -> None:
    maker, first = settled(office)
    [(entitlement,)] = query("SELECT entitlement_id FROM payout_share WHERE payout_id = :payout", payout=first["id"])
    wrong = {"entitlement": entitlement, "amount_vnd": 400_000, "ground": "Chi nhầm mức"}
    case = accepted(office.desk("district_officer", "582").post("/overpayments", wrong))
    letter = {"number": "12/TB-TC", "notified_on": "2022-02-20", "deadline": "2022-03-20"}
    accepted(maker.post(f"/overpayments/{case['id']}/notification", letter))
    refused(maker.post(f"/payouts/{first['id']}/return", BACK), "ASKED_BACK")


# Two people, one unit, true papers.


def test_the_second_person_reads_every_figure_of_the_paper_again(office: Office) -> None:
    maker, first = settled(office)
    word = accepted(maker.post(f"/payouts/{first['id']}/return", BACK))
    checker, path = office.desk("finance_checker", "582"), f"/payment-words/{word['id']}/confirmation"
    for wrong in (
        {"number": "78/NHNo-KT"},
        {"signed_on": DAY},
        {"day": "2022-02-22"},
        {"payouts": 2},
        {"amount_vnd": 1},
    ):
        refused(checker.post(path, figures(word, **wrong)), "PAPER_DIFFERS")
    assert accepted(checker.post(path, figures(word)))["state"] == "confirmed"


def test_whoever_asked_confirms_nothing_under_another_account_either(office: Office) -> None:
    _, first = settled(office)
    maker = office.desk("finance_maker", "582", person="Một Người")
    same = office.desk("finance_checker", "582", person="Một Người")
    word = accepted(maker.post(f"/payouts/{first['id']}/return", BACK))
    path = f"/payment-words/{word['id']}"
    refused(same.post(f"{path}/confirmation", figures(word)), "SAME_HANDS")
    refused(same.post(f"{path}/refusal", {"reason": "Sai"}), "SAME_HANDS")


def test_the_paying_unit_says_it_and_no_other(office: Office) -> None:
    maker, first = settled(office)
    path = f"/payouts/{first['id']}/return"
    refused(office.desk("finance_maker", "58").post(path, BACK), "NOT_THE_PAYING_UNIT")
    refused(office.desk("finance_maker", "587").post(path, BACK), "NO_SUCH_RECORD")
    word = accepted(maker.post(path, BACK))
    words, read = f"/payment-words/{word['id']}", figures(word)
    above, beside = office.desk("finance_checker", "58"), office.desk("finance_checker", "587")
    refused(above.post(f"{words}/confirmation", read), "NOT_THE_PAYING_UNIT")
    refused(above.post(f"{words}/refusal", {"reason": "Sai"}), "NOT_THE_PAYING_UNIT")
    refused(office.desk("finance_maker", "58").post(f"{words}/void", {"reason": "Sai"}), "NOT_THE_PAYING_UNIT")
    refused(beside.post(f"{words}/confirmation", read), "NO_SUCH_RECORD")


def test_a_paper_of_tomorrow_is_none(office: Office) -> None:
    maker, first = settled(office)
    for later in ({"signed_on": "2022-02-26"}, {"day": "2022-02-26"}):
        refused(maker.post(f"/payouts/{first['id']}/return", {**BACK, **later}), "PAPER_IN_FUTURE")


def test_whoever_reads_and_does_not_pay_says_nothing(office: Office) -> None:
    _, first = settled(office)
    for role in (Role.AUDITOR, Role.FINANCE_CHECKER):
        refused(office.desk(role, "582").post(f"/payouts/{first['id']}/return", BACK), "NOT_YOURS")
    assert accepted(office.desk("auditor", "582").get("/payment-words"))["items"] == []
