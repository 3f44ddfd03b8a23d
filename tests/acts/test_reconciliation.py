"""Answers: booked line by line, once; what does not fit changes nothing and is put before a person."""

import pytest
from lxml import etree
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from tests.acts.forms import sign
from tests.acts.province import ACCOUNT, exported, files_of
from tests.acts.test_payment import CASH, TRANSFER, open_entitlements, open_transfers
from tests.acts.words import corrected
from tests.office import Desk, Office, accepted, refused

REPORT = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"


def report(order: bytes, statuses: dict[int, tuple[str, str]], message: str = "BANK-1", **changed: object) -> bytes:
    """A bank's report on some payments of an order (by place): status and reason; what is said can be changed."""
    root = etree.fromstring(order)
    n = {"p": etree.QName(root).namespace or ""}
    message_id = root.findtext(".//p:GrpHdr/p:MsgId", None, n)
    payments = root.findall(".//p:CdtTrfTxInf", n)
    lines = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{changed.get('reference') or payments[at].findtext('.//p:EndToEndId', '', n)}"
        f"</OrgnlEndToEndId><TxSts>{status}</TxSts>"
        + (f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>" if reason else "")
        + f'<OrgnlTxRef><Amt><InstdAmt Ccy="VND">{changed.get("amount", 1_500_000)}</InstdAmt></Amt>'
        f"{changed.get('of_payment', '')}</OrgnlTxRef>"
        "</TxInfAndSts>"
        for at, (status, reason) in statuses.items()
    )
    group = f"<GrpSts>{changed['group']}</GrpSts>" if "group" in changed else ""
    return (
        f'<Document xmlns="{REPORT}"><CstmrPmtStsRpt><GrpHdr><MsgId>{message}</MsgId>'
        f"<CreDtTm>{changed.get('at', '2022-02-28T16:00:00+07:00')}</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>{changed.get('about', message_id)}</OrgnlMsgId>"
        f"<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{changed.get('of_order', '')}{group}"
        f"</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{message_id}-P</OrgnlPmtInfId>{lines}"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()


def ordered(office: Office, number: int = 3) -> tuple[Desk, bytes, int]:
    """An exported order: the maker's desk, its bytes, its batch."""
    open_transfers(office, number)
    batch = exported(office, channel="transfer")
    maker = office.desk("finance_maker", "582")
    return maker, next(d for name, d in files_of(maker, batch["id"]).items() if name.endswith(".xml")), batch["id"]


def answer(maker: Desk, data: bytes) -> dict[str, int]:
    """What an answer came to."""
    counts: dict[str, int] = accepted(maker.upload("/answers", data, "application/xml"))["counts"]
    return counts


def states(maker: Desk) -> dict[str, int]:
    """Payouts by state."""
    return {state: total["payouts"] for state, total in accepted(maker.get("/payouts/totals")).items()}


def test_debited_is_not_settled_and_settled_follows(office: Office) -> None:
    maker, order, _ = ordered(office)
    assert answer(maker, report(order, {0: ("ACSC", ""), 1: ("ACSC", ""), 2: ("PDNG", "")})) == {"booked": 3}
    assert states(maker) == {"debited": 2, "in_process": 1}
    assert answer(maker, report(order, {0: ("ACCC", "")}, "BANK-2")) == {"booked": 1}
    assert states(maker) == {"settled": 1, "debited": 1, "in_process": 1}


def test_a_rejected_payment_waits_for_its_correction_and_is_then_paid_by_a_new_instruction(office: Office) -> None:
    maker, order, batch = ordered(office)
    answer(maker, report(order, {0: ("RJCT", "AC01"), 1: ("ACCC", ""), 2: ("ACCC", "")}))
    refused(maker.post("/payment-batches", TRANSFER), "NOTHING_TO_PAY")
    [rejected] = accepted(maker.get("/payouts", batch=batch, state="rejected"))["items"]
    assert rejected["reason"] == "AC01"
    path = f"/applications/{rejected['application_id']}/payment"
    refused(maker.post(path, {**ACCOUNT, "bank": "Ngân hàng Sao Hỏa", "reason": "sai"}), "ACCOUNT_WRONG")
    corrected(office, rejected["application_id"], {**ACCOUNT, "reason": "người dân báo lại số tài khoản"})
    again = exported(office, channel="transfer")
    [payout] = accepted(maker.get("/payouts", batch=again["id"]))["items"]
    assert payout["end_to_end_id"] != rejected["end_to_end_id"] and payout["account_last4"] == "9888"


def test_a_cause_on_our_side_needs_no_correction(office: Office) -> None:
    maker, order, _ = ordered(office)
    answer(maker, report(order, {0: ("RJCT", "AM04")}))
    assert accepted(maker.post("/payment-batches", TRANSFER))["payouts"] == 1


def test_no_answer_means_in_doubt_and_in_doubt_is_never_paid_again_by_itself(office: Office) -> None:
    maker, order, batch = ordered(office)
    answer(maker, report(order, {0: ("ACCC", "")}))
    assert accepted(maker.post(f"/payment-batches/{batch}/unanswered"))["in_doubt"] == 2
    assert states(maker) == {"settled": 1, "in_doubt": 2}
    refused(maker.post("/payment-batches", TRANSFER), "NOTHING_TO_PAY")
    refused(maker.post(f"/payment-batches/{batch}/close"), "STILL_OPEN")
    answer(maker, report(order, {1: ("ACCC", ""), 2: ("RJCT", "AM04")}, "BANK-2"))
    assert accepted(maker.post("/payment-batches", TRANSFER))["payouts"] == 1


def test_the_same_answer_again_is_the_same_answer(office: Office) -> None:
    maker, order, _ = ordered(office)
    first = accepted(maker.upload("/answers", report(order, {0: ("ACCC", "")}), "application/xml"))
    again = accepted(maker.upload("/answers", report(order, {0: ("ACCC", "")}), "application/xml"))
    assert again["repeated"] and (again["answer_id"], again["counts"]) == (first["answer_id"], first["counts"])
    other = report(order, {1: ("ACCC", "")})
    refused(maker.upload("/answers", other, "application/xml"), "MESSAGE_REUSED")


def test_lies_change_nothing_and_are_put_before_a_person(office: Office) -> None:
    maker, order, _ = ordered(office)
    assert answer(maker, report(order, {0: ("ACCC", "")}, "L-1", amount=1_500_001)) == {"amount_differs": 1}
    assert answer(maker, report(order, {0: ("ACCC", "")}, "L-2", reference="PXXXXXXXXXXXXXXXXXXXXXX")) == {
        "unknown_reference": 1
    }
    assert answer(maker, report(order, {0: ("ACCC", "")}, "L-3", about="ANOTHER-ORDER")) == {"message_differs": 1}
    assert answer(maker, report(order, {0: ("ZZZZ", "")}, "L-4")) == {"unknown_status": 1}
    assert states(maker) == {"exported": 3}
    listed = accepted(maker.get("/answers"))["items"]
    codes = [accepted(maker.get(f"/answers/{each['id']}/exceptions"))["items"][0]["code"] for each in listed]
    assert codes == ["AMOUNT_DIFFERS", "UNKNOWN_REFERENCE", "MESSAGE_DIFFERS", "UNKNOWN_STATUS"]


def test_an_answer_about_another_sum_count_or_account_is_not_about_our_order(office: Office) -> None:
    maker, order, _ = ordered(office)
    other = "<DbtrAcct><Id><Othr><Id>999</Id></Othr></Id></DbtrAcct>"
    lies = ({"of_order": "<OrgnlNbOfTxs>4</OrgnlNbOfTxs>"}, {"of_order": "<OrgnlCtrlSum>4500001</OrgnlCtrlSum>"},
            {"of_order": "<OrgnlCtrlSum>4.5e6</OrgnlCtrlSum>"}, {"of_payment": other})  # fmt: skip
    for nth, lie in enumerate(lies):
        assert answer(maker, report(order, {0: ("ACCC", "")}, f"S-{nth}", **lie)) == {"message_differs": 1}
    assert answer(maker, report(order, {}, "S-9", group="ACSC", of_order="<OrgnlNbOfTxs>2</OrgnlNbOfTxs>")) == {
        "message_differs": 3
    }
    assert states(maker) == {"exported": 3}
    true = "<OrgnlNbOfTxs>3</OrgnlNbOfTxs><OrgnlCtrlSum>4500000.00</OrgnlCtrlSum>"
    assert answer(maker, report(order, {0: ("ACCC", "")}, "S-T", of_order=true)) == {"booked": 1}


def test_a_day_that_no_bank_can_have_is_no_error_of_ours(office: Office) -> None:
    maker, order, _ = ordered(office)
    assert answer(maker, report(order, {0: ("ACCC", "")}, "D-1", at="2023-02-28T16:00:00+07:00")) == {"day_wrong": 1}
    for nth, at in enumerate(("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "x", "")):
        assert answer(maker, report(order, {2: ("PDNG", "")}, f"D-{nth + 2}", at=at)) in (
            {"booked": 1},
            {"nothing_new": 1},
        )


def test_a_rejection_after_a_settlement_is_a_conflict_for_a_person_never_an_overwrite(office: Office) -> None:
    maker, order, _ = ordered(office)
    answer(maker, report(order, {0: ("ACCC", "")}))
    assert answer(maker, report(order, {0: ("RJCT", "AC04")}, "BANK-2")) == {"step_back": 1}
    assert answer(maker, report(order, {0: ("ACSC", "")}, "BANK-3")) == {"nothing_new": 1}
    assert states(maker)["settled"] == 1


def test_a_status_of_the_whole_group_is_that_of_each_of_its_payments(office: Office) -> None:
    maker, order, _ = ordered(office)
    assert answer(maker, report(order, {}, group="RJCT")) == {"booked": 3}
    assert states(maker) == {"rejected": 3}
    refused(
        maker.upload("/answers", report(order, {}, "B-2", group="ACSC", about="NOT-OURS"), "application/xml"),
        "ORDER_UNKNOWN",
    )


def test_another_units_answer_is_not_kept_and_blocks_nobody(office: Office) -> None:
    maker, order, _ = ordered(office)
    other, said = office.desk("finance_maker", "587"), report(order, {0: ("ACCC", "")})
    for _ in range(2):
        assert refused(other.upload("/answers", said, "application/xml"), "ANSWER_NOT_YOURS")["status"] == 422
    assert accepted(other.get("/answers"))["items"] == []
    assert answer(maker, said) == {"booked": 1}
    assert accepted(maker.upload("/answers", said, "application/xml"))["repeated"]


def test_an_answer_about_one_payment_of_ours_and_one_of_anothers_is_taken(office: Office) -> None:
    maker, order, _ = ordered(office)
    mixed = report(order, {0: ("ACCC", ""), 1: ("ACCC", "")}, about="ANOTHER-ORDER")
    ours = etree.fromstring(mixed)
    [_, second] = ours.iter(f"{{{REPORT}}}OrgnlEndToEndId")
    second.text = "PXXXXXXXXXXXXXXXXXXXXXX"
    assert answer(maker, etree.tostring(ours)) == {"message_differs": 1, "unknown_reference": 1}


def test_a_signing_list_whose_rows_slipped_is_not_booked(office: Office) -> None:
    from io import BytesIO  # noqa: PLC0415

    import openpyxl  # noqa: PLC0415

    from tests.acts.forms import lines_of, saved, titles_of  # noqa: PLC0415

    open_entitlements(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, exported(office)["id"]).values()
    book = openpyxl.load_workbook(BytesIO(sign(data)))
    sheet = book.worksheets[0]
    first, second, _ = lines_of(sheet, "Mã chi trả")
    column = titles_of(sheet)["Mã chi trả"]
    one, two = sheet.cell(first, column), sheet.cell(second, column)
    one.value, two.value = two.value, one.value
    taken = accepted(maker.upload("/answers", saved(book)))
    assert taken["counts"] == {"booked": 1, "name_differs": 2}
    assert [fault["code"] for fault in taken["faults"]] == ["LIST_CHANGED"]


def test_who_was_absent_is_payable_again_and_who_declined_is_not(office: Office) -> None:
    open_entitlements(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng", "Từ chối")))
    assert states(maker) == {"cancelled": 2, "settled": 1}
    assert accepted(maker.post("/payment-batches", CASH))["payouts"] == 1


def test_what_is_no_answer_is_told_and_nothing_is_kept(office: Office) -> None:
    maker = office.desk("finance_maker", "582")
    for data in (b"hello", b"PK\x03\x04", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a/>"):
        problem = refused(maker.upload("/answers", data, "application/xml"), "ANSWER_UNREADABLE")
        assert problem["status"] == 422
    assert accepted(maker.get("/answers"))["items"] == []


def test_who_is_said_to_be_paid_after_all_is_not_paid_again_before_a_person_looked(office: Office) -> None:
    open_entitlements(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng")))
    assert accepted(maker.upload("/answers", sign(data)))["counts"] == {"nothing_new": 2, "step_back": 1}
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")


def test_who_is_said_to_be_paid_with_a_wrong_sum_is_not_paid_again_either(office: Office) -> None:
    maker, order, _ = ordered(office)
    answer(maker, report(order, {0: ("RJCT", "AM04")}, "BANK-1"))
    assert answer(maker, report(order, {0: ("ACCC", "")}, "BANK-2", amount=1_500_001)) == {"step_back": 1}
    refused(maker.post("/payment-batches", TRANSFER), "NOTHING_TO_PAY")


def test_another_way_to_be_paid_does_not_undo_that_somebody_is_said_to_be_paid(office: Office) -> None:
    open_entitlements(office)
    maker = office.desk("finance_maker", "582")
    batch = exported(office)
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng")))
    accepted(maker.upload("/answers", sign(data)))
    [away] = [each for each in accepted(maker.get("/payouts", batch=batch["id"]))["items"]
              if each["state"] == "cancelled"]  # fmt: skip
    to = {"payment_method": "cash", "reason": "Nhận tại phường"}
    corrected(office, away["application_id"], to)
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")


def test_a_batch_with_somebody_said_to_be_paid_is_not_released_until_that_payout_is_stopped(office: Office) -> None:
    open_entitlements(office)
    maker, checker = office.desk("finance_maker", "582"), office.desk("finance_checker", "582")
    [data] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng", "Vắng")))
    batch = accepted(maker.post("/payment-batches", CASH))
    path = f"/payment-batches/{batch['id']}"
    accepted(maker.post(f"{path}/freeze"))
    accepted(checker.post(f"{path}/check", {"payouts": 2, "amount_vnd": 3_000_000}))
    accepted(checker.post(f"{path}/release"))
    accepted(maker.upload("/answers", sign(data, "Đã nhận", "Vắng")))
    refused(maker.post(f"{path}/export"), "SAID_PAID")
    [first, _] = accepted(maker.get("/payouts", batch=batch["id"]))["items"]
    stopped = accepted(maker.post(f"/payouts/{first['id']}/stop", {"reason": "đã nhận lần trước"}))
    assert (stopped["state"], stopped["payouts"]) == ("frozen", 1)
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")
    accepted(checker.post(f"{path}/check", {"payouts": 1, "amount_vnd": 1_500_000}))
    accepted(checker.post(f"{path}/release"))
    assert accepted(maker.post(f"{path}/export"))["state"] == "exported"


def test_a_day_of_receipt_ahead_of_today_or_before_the_decision_is_put_before_a_person(office: Office) -> None:
    open_entitlements(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, exported(office)["id"]).values()
    assert accepted(maker.upload("/answers", sign(data, on="26/02/2022")))["counts"] == {"day_wrong": 3}
    assert accepted(maker.upload("/answers", sign(data, on="14/11/2021")))["counts"] == {"day_wrong": 3}
    assert accepted(maker.upload("/answers", sign(data, on="15/11/2021")))["counts"] == {"booked": 3}


def test_another_units_signing_list_is_not_kept_and_blocks_nobody(office: Office) -> None:
    open_entitlements(office)
    maker, other = office.desk("finance_maker", "582"), office.desk("finance_maker", "587")
    [data] = files_of(maker, exported(office)["id"]).values()
    for filled in (sign(data), sign(data, "", "", "")):
        for _ in range(2):
            assert refused(other.upload("/answers", filled), "ANSWER_NOT_YOURS")["status"] == 422
    assert accepted(other.get("/answers"))["items"] == []
    assert accepted(maker.upload("/answers", sign(data)))["counts"] == {"booked": 3}


@pytest.mark.corrupts("an answer is put there by hand, as an older version kept it, with no act of its own")
def test_a_banks_message_that_another_unit_has_is_free_for_this_one(office: Office) -> None:
    maker, order, _ = ordered(office)
    assert answer(maker, report(order, {0: ("PDNG", "")})) == {"booked": 1}
    with Session(db.engine()) as tx:  # kept by a version that took everybody's
        tx.execute(
            text("""INSERT INTO answer (kind, sha256, message_id, bytes_cipher, counts, district_id, act_id)
                           SELECT a.kind, a.sha256 || a.sha256, 'BANK-2', a.bytes_cipher, a.counts, u.id, a.act_id
                           FROM answer a, unit u WHERE u.code = '587' AND u.kind = 'district'""")
        )
        tx.commit()
    assert answer(maker, report(order, {0: ("ACCC", "")}, "BANK-2")) == {"booked": 1}


def test_an_unfilled_signing_list_says_that_no_result_is_in_it(office: Office) -> None:
    open_entitlements(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, exported(office)["id"]).values()
    taken = accepted(maker.upload("/answers", data))
    assert (taken["counts"], [fault["code"] for fault in taken["faults"]]) == ({}, ["NO_RESULT"])
    assert accepted(maker.upload("/answers", sign(data, "", "")))["faults"] == []
