"""What was paid and not owed: found, told, repaid in instalments, written off; each with its transfers."""

from typing import Any

import pytest

from tests.acts.changes import adjusted, draft, entitlements, given, in_force, nothing_is_lost, pay, states
from tests.acts.province import WORKER, appraised, decided, freelance_list
from tests.acts.words import DAY, SUM, said
from tests.office import Desk, Office, accepted, refused
from tests.treasury import balances, fund_by, open_fund
from tests.walls.plain_sql import PlainSql

LETTER = {"number": "15/TB-UBND", "notified_on": "2022-02-01", "deadline": "2022-03-03"}
RECEIPT = {"receipt_number": "BL-0001", "received_on": "2022-02-10"}
WAIVER = {"number": "30/QĐ-UBND", "signed_on": "2022-02-20"}
SIGNED = {**WAIVER, "signer": "Nguyễn Văn Chủ", "ground": "Người được chi đã qua đời, không có tài sản"}


@pytest.fixture
def maker(office: Office) -> Desk:
    """Who recovers, in the city."""
    return office.desk("finance_maker", "582")


@pytest.fixture
def checker(office: Office) -> Desk:
    """The second person."""
    return office.desk("finance_checker", "582")


@pytest.fixture
def funds() -> tuple[int, int]:
    """Two funds that pay freelance workers, 80 to 20."""
    both = open_fund("TW", 10_000_000), open_fund("DP", 10_000_000)
    fund_by([(both[0], 80), (both[1], 20)], policy="freelance")
    return both


def overpaid(office: Office, left_vnd: int | None = None) -> dict[str, Any]:
    """Somebody who was paid by a decision that was revoked then, or adjusted to what is left."""
    first = given(office, 1)
    pay(office)
    [one] = entitlements(office, first["id"])
    if left_vnd is None:
        in_force(office, accepted(draft(office, first["id"], "revocations", {})))
    else:
        adjusted(office, first["id"], {one["id"]: left_vnd})
    [case] = accepted(office.desk("auditor", "582").get("/overpayments", state="raised"))["items"]
    return {**case, "decision": first["id"]}


def notified(office: Office, left_vnd: int | None = None) -> dict[str, Any]:
    """Such a case whose person was told."""
    case = overpaid(office, left_vnd)
    maker = office.desk("finance_maker", "582")
    return case | accepted(maker.post(f"/overpayments/{case['id']}/notification", LETTER))


def repaid(office: Office, case_id: int, amount_vnd: int, receipt: str) -> Any:  # noqa: ANN401 – JSON
    """An instalment recorded and confirmed; the case then."""
    said = {**RECEIPT, "receipt_number": receipt, "amount_vnd": amount_vnd}
    one = accepted(office.desk("finance_maker", "582").post(f"/overpayments/{case_id}/repayments", said))
    accepted(office.desk("finance_checker", "582").post(f"/repayments/{one['id']}/confirmation", said))
    return accepted(office.desk("auditor", "582").get(f"/overpayments/{case_id}"))


def test_all_that_was_paid_comes_back_in_instalments_to_the_funds_that_paid_it(
    office: Office, funds: tuple[int, int]
) -> None:
    case = notified(office)
    assert (case["state"], case["owed_vnd"], case["entitlement_state"]) == ("notified", 1_500_000, "recovery")
    assert [(balances(fund)["PAID"], balances(fund)["RECEIVABLE"]) for fund in funds] == [(0, 1_200_000), (0, 300_000)]
    for nth, amount in enumerate((1, 333_333, 3, 1, 1_000_000), start=1):
        told = repaid(office, case["id"], amount, f"BL-{nth}")
        assert told["state"] == "notified"
        nothing_is_lost()
    assert (told["repaid_vnd"], told["owed_vnd"]) == (1_333_338, 166_662)
    done = repaid(office, case["id"], 166_662, "BL-9")
    assert (done["state"], done["owed_vnd"], done["entitlement_state"]) == ("recovered", 0, "recovered")
    assert [each["state"] for each in done["repayments"]] == ["confirmed"] * 6
    assert [(balances(fund)["RECEIVABLE"], balances(fund)["RECOVERED"]) for fund in funds] == [
        (0, 1_200_000), (0, 300_000)
    ]  # fmt: skip
    nothing_is_lost()


def test_a_part_that_comes_back_leaves_the_entitlement_paid(office: Office, funds: tuple[int, int]) -> None:
    case = notified(office, left_vnd=1_000_001)
    assert (case["amount_vnd"], case["entitlement_state"]) == (499_999, "paid")
    done = repaid(office, case["id"], 499_999, "BL-1")
    assert (done["state"], done["entitlement_state"]) == ("recovered", "paid")
    assert sum(balances(fund)["PAID"] for fund in funds) == 1_000_001
    assert states(office, case["decision"]) == [("paid", 1_500_000, 1_000_001)]
    nothing_is_lost()


def test_what_is_left_is_written_off_by_a_decision_of_two(
    office: Office, maker: Desk, checker: Desk, funds: tuple[int, int]
) -> None:
    case = notified(office)
    repaid(office, case["id"], 500_000, "BL-1")
    path = f"/overpayments/{case['id']}/write-offs"
    refused(maker.post(path, {**SIGNED, "amount_vnd": 999_999}), "MORE_THAN_OWED")
    one = accepted(maker.post(path, {**SIGNED, "amount_vnd": 1_000_000}))
    refused(maker.post(path, {**SIGNED, "amount_vnd": 1_000_000}), "WRITE_OFF_KNOWN")
    confirmation = f"/write-offs/{one['id']}/confirmation"
    same = office.desk("finance_checker", "582", person="finance_maker 582")
    figures = {**WAIVER, "amount_vnd": 1_000_000}
    refused(same.post(confirmation, figures), "SAME_HANDS")
    refused(checker.post(confirmation, {**figures, "number": "31/QĐ-UBND"}), "RECEIPT_DIFFERS")
    accepted(checker.post(confirmation, figures))
    done = accepted(checker.get(f"/overpayments/{case['id']}"))
    assert (done["state"], done["written_off_vnd"], done["entitlement_state"]) == (
        "written_off", 1_000_000, "written_off",
    )  # fmt: skip
    sums = [sum(balances(fund)[kind] for fund in funds) for kind in ("RECEIVABLE", "RECOVERED", "WRITTEN_OFF")]
    assert sums == [0, 500_000, 1_000_000]
    refused(checker.post(confirmation, figures), "WRONG_STATE")
    nothing_is_lost()


def test_an_instalment_waits_for_its_second_person_and_its_receipt_is_used_once(
    office: Office, maker: Desk, checker: Desk, funds: tuple[int, int]
) -> None:
    case = notified(office)
    path, said = f"/overpayments/{case['id']}/repayments", {**RECEIPT, "amount_vnd": 700_000}
    refused(maker.post(path, {**said, "amount_vnd": 1_500_001}), "MORE_THAN_OWED")
    refused(maker.post(path, {**said, "received_on": "2022-03-01"}), "SIGNED_IN_FUTURE")
    one = accepted(maker.post(path, said))
    assert accepted(maker.get(f"/overpayments/{case['id']}"))["repaid_vnd"] == 0
    refused(maker.post(path, {**said, "amount_vnd": 1}), "RECEIPT_USED")
    other = accepted(maker.post(path, {**said, "receipt_number": "BL-0002", "amount_vnd": 1_000_000}))
    confirmation = f"/repayments/{one['id']}/confirmation"
    same = office.desk("finance_checker", "582", person="finance_maker 582")
    refused(same.post(confirmation, said), "SAME_HANDS")
    refused(checker.post(confirmation, {**said, "amount_vnd": 700_001}), "RECEIPT_DIFFERS")
    accepted(checker.post(confirmation, said))
    again = {**RECEIPT, "receipt_number": "BL-0002", "amount_vnd": 1_000_000}
    refused(checker.post(f"/repayments/{other['id']}/confirmation", again), "MORE_THAN_OWED")
    assert accepted(maker.post(f"/repayments/{other['id']}/void", {"reason": "Ghi nhầm"}))["state"] == "void"
    refused(checker.post(f"/repayments/{other['id']}/confirmation", again), "WRONG_STATE")


def test_no_case_is_closed_over_an_instalment_that_is_in_the_till_already(
    office: Office, maker: Desk, checker: Desk, funds: tuple[int, int]
) -> None:
    case = notified(office)
    path = f"/overpayments/{case['id']}"
    waived = accepted(maker.post(f"{path}/write-offs", {**SIGNED, "amount_vnd": 1_500_000}))
    said = {**RECEIPT, "amount_vnd": 700_000}
    instalment = accepted(maker.post(f"{path}/repayments", said))
    figures = {**WAIVER, "amount_vnd": 1_500_000}
    refused(checker.post(f"/write-offs/{waived['id']}/confirmation", figures), "INSTALMENT_WAITS")
    accepted(maker.post(f"/write-offs/{waived['id']}/void", {"reason": "Có tiền nộp lại"}))
    refused(maker.post(f"{path}/write-offs", {**SIGNED, "amount_vnd": 1_500_000}), "INSTALMENT_WAITS")
    accepted(checker.post(f"/repayments/{instalment['id']}/confirmation", said))
    accepted(maker.post(f"{path}/write-offs", {**SIGNED, "amount_vnd": 800_000}))
    nothing_is_lost()


def test_a_case_by_hand_is_told_by_somebody_else_and_is_no_more_than_what_was_paid(
    office: Office, officer: Desk, maker: Desk, checker: Desk, funds: tuple[int, int]
) -> None:
    first = given(office)
    one, two = entitlements(office, first["id"])
    new = {"entitlement": one["id"], "amount_vnd": 400_000, "ground": "Chi nhầm người trùng tên"}
    refused(officer.post("/overpayments", new), "NOT_PAID_YET")
    pay(office)
    refused(officer.post("/overpayments", {**new, "amount_vnd": 1_500_001}), "MORE_THAN_PAID")
    case = accepted(officer.post("/overpayments", new))
    assert (case["state"], case["ground"], case["words"]) == ("raised", "wrong_payment", "Chi nhầm người trùng tên")
    refused(officer.post("/overpayments", {**new, "amount_vnd": 1_100_001}), "MORE_THAN_PAID")
    path = f"/overpayments/{case['id']}"
    same = office.desk("finance_maker", "582", person="district_officer 582")
    refused(same.post(f"{path}/notification", LETTER), "SAME_HANDS")
    refused(maker.post(f"{path}/notification", {**LETTER, "deadline": "2022-02-01"}), "DEADLINE_WRONG")
    refused(maker.post(f"{path}/repayments", {**RECEIPT, "amount_vnd": 1}), "WRONG_STATE")
    accepted(maker.post(f"{path}/notification", LETTER))
    refused(maker.post(f"{path}/notification", LETTER), "WRONG_STATE")
    other = accepted(officer.post("/overpayments", {**new, "entitlement": two["id"]}))
    refused(maker.post(f"/overpayments/{other['id']}/notification", LETTER), "LETTER_NUMBER_USED")
    assert accepted(checker.post(f"{path}/withdrawal", {"reason": "Xác minh lại: chi đúng"}))["state"] == "withdrawn"
    assert [balances(fund)["RECEIVABLE"] for fund in funds] == [0, 0]
    assert sum(balances(fund)["PAID"] for fund in funds) == 3_000_000
    nothing_is_lost()


def test_a_case_that_rests_on_a_decision_is_not_withdrawn_nor_one_of_which_something_came_back(
    office: Office, officer: Desk, checker: Desk
) -> None:
    case = notified(office)
    refused(checker.post(f"/overpayments/{case['id']}/withdrawal", {"reason": "Nhầm"}), "CASE_STANDS")
    repaid(office, case["id"], 1, "BL-1")
    refused(checker.post(f"/overpayments/{case['id']}/withdrawal", {"reason": "Nhầm"}), "CASE_STANDS")


def test_what_was_revoked_and_came_back_is_given_up_before_its_case_goes(
    office: Office, funds: tuple[int, int], maker: Desk, checker: Desk
) -> None:
    case = overpaid(office)
    [payout] = accepted(maker.get("/payouts"))["items"]
    said(office, f"/payouts/{payout['id']}/return", day=DAY, code="AC04", amount_vnd=SUM, bank_reference="FT1")
    path, letter = f"/payouts/{payout['id']}/after-return", {"number": "77/NH", "signed_on": "2022-02-24"}
    withdrawal, why = f"/overpayments/{case['id']}/withdrawal", {"reason": "Tiền đã hoàn về"}
    refused(checker.post(withdrawal, why), "CASE_STANDS")
    refused(maker.post(path, {**letter, "outcome": "pay_again"}), "NOT_OWED_ANY_MORE")
    said(office, path, outcome="give_up")
    assert accepted(checker.post(withdrawal, why))["state"] == "withdrawn"
    assert [state for state, _, _ in states(office, case["decision"])] == ["cancelled"]
    assert [balances(fund)["AVAILABLE"] for fund in funds] == [10_000_000, 10_000_000]
    nothing_is_lost()


def test_the_list_says_how_old_a_case_is_and_what_is_overdue(office: Office, maker: Desk) -> None:
    case = notified(office)
    [one] = accepted(maker.get("/overpayments", state="notified"))["items"]
    assert (one["id"], one["overdue"], one["owed_vnd"], one["policy"]) == (case["id"], False, 1_500_000, "freelance")
    assert isinstance(one["days"], int)
    assert accepted(office.desk("finance_maker", "587").get("/overpayments"))["items"] == []
    refused(office.desk("finance_maker", "587").get(f"/overpayments/{case['id']}"), "NO_SUCH_RECORD")


def test_who_paid_all_back_may_be_supported_by_another_regime(office: Office, at: PlainSql) -> None:
    case = notified(office)
    at.become("district_approver")
    other = {"policy": "suspended_contract", "state": "open"}
    assert at.copy_refusal("entitlement", case["entitlement_id"], **other) == "uq_entitlement_one_cash_regime"
    repaid(office, case["id"], 1_500_000, "BL-1")
    assert at.copy_refusal("entitlement", case["entitlement_id"], **other) is None
    assert at.copy_refusal("entitlement", case["entitlement_id"], state="open") == "uq_entitlement_once"


def test_cases_of_one_entitlement_take_no_more_of_a_fund_than_it_paid(
    office: Office, officer: Desk, maker: Desk
) -> None:
    both = open_fund("TW", 10_000_000), open_fund("DP", 10_000_000), open_fund("XH", 10_000_000)
    fund_by([(fund, weight) for fund, weight in zip(both, (7, 5, 3), strict=True)], policy="freelance")
    first = given(office, 1)
    pay(office)
    [one] = entitlements(office, first["id"])
    for nth, amount in enumerate((1, 1, 1, 499_999, 999_998), start=1):
        new = {"entitlement": one["id"], "amount_vnd": amount, "ground": "Chi sai mức"}
        case = accepted(officer.post("/overpayments", new))
        accepted(maker.post(f"/overpayments/{case['id']}/notification", {**LETTER, "number": f"{nth}/TB"}))
        nothing_is_lost()
    assert [(balances(fund)["PAID"], balances(fund)["RECEIVABLE"]) for fund in both] == [
        (0, 700_000), (0, 500_000), (0, 300_000)
    ]  # fmt: skip


HERE = {**WORKER, "full_name": "Trần Thị Lan"}
THERE = {
    **HERE, "full_name": "Đỗ Thị Mỹ", "birth_date": "1979-02-03", "citizen_id": None, "old_identity": "264123457",
}  # fmt: skip


def linked(office: Office) -> tuple[int, dict[str, Any]]:
    """Two who were both paid are one person: the link, and the case."""
    freelance_list(office, [HERE, THERE])
    decided(office, [appraised(office)["id"]])
    pay(office)
    officer = office.desk("district_officer", "582")
    ids = [
        accepted(officer.post("/beneficiaries/search", {"number": number}))["items"][0]["id"]
        for number in (HERE["citizen_id"], THERE["old_identity"])
    ]
    link = accepted(officer.post("/links", {"first": ids[0], "second": ids[1], "reason": "Một người, hai giấy tờ"}))
    accepted(office.desk("district_approver", "582").post(f"/links/{link['id']}/decision", YES))
    [case] = accepted(officer.get("/overpayments"))["items"]
    return link["id"], case


def parted(office: Office, link_id: int) -> None:
    """They are two people after all."""
    accepted(office.desk("district_officer", "582").post(f"/links/{link_id}/parting", {"reason": "Hai người"}))
    accepted(office.desk("district_approver", "582").post(f"/links/{link_id}/decision", YES))


YES = {"agreed": True, "opinion": "Đã đối chiếu"}


def test_what_one_person_had_twice_is_recovered_and_a_link_undone_undoes_what_was_told(
    office: Office, maker: Desk, funds: tuple[int, int]
) -> None:
    link, case = linked(office)
    assert (case["ground"], case["amount_vnd"], case["link_id"]) == ("double", 1_500_000, link)
    accepted(maker.post(f"/overpayments/{case['id']}/notification", LETTER))
    assert [balances(fund)["RECEIVABLE"] for fund in funds] == [1_200_000, 300_000]
    parted(office, link)
    told = accepted(maker.get(f"/overpayments/{case['id']}"))
    assert (told["state"], told["entitlement_state"]) == ("withdrawn", "paid")
    assert [(balances(fund)["RECEIVABLE"], balances(fund)["PAID"]) for fund in funds] == [(0, 2_400_000), (0, 600_000)]
    nothing_is_lost()


def test_a_case_of_which_something_came_back_stays_when_its_link_is_undone(
    office: Office, maker: Desk, funds: tuple[int, int]
) -> None:
    link, case = linked(office)
    accepted(maker.post(f"/overpayments/{case['id']}/notification", LETTER))
    repaid(office, case["id"], 200_000, "BL-1")
    parted(office, link)
    told = accepted(maker.get(f"/overpayments/{case['id']}"))
    assert (told["state"], told["repaid_vnd"], told["entitlement_state"]) == ("notified", 200_000, "recovery")
    nothing_is_lost()


def test_whoever_pays_reads_no_reasons_of_a_case(office: Office, officer: Desk, maker: Desk) -> None:
    first = given(office, 1)
    pay(office)
    [one] = entitlements(office, first["id"])
    new = {"entitlement": one["id"], "amount_vnd": 1, "ground": "Bị cách ly ở nơi khác"}
    case = accepted(officer.post("/overpayments", new))
    assert case["words"] == new["ground"]
    assert accepted(maker.get(f"/overpayments/{case['id']}"))["words"] is None
    assert [each["words"] for each in accepted(maker.get("/overpayments"))["items"]] == [None]
    refused(maker.post("/overpayments", new), "NOT_YOURS")
