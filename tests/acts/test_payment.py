"""Payment batches: fixed bytes, four eyes, one payout at a time for what is owed."""

import hashlib
from io import BytesIO

import openpyxl
import pytest

from tests.acts.forms import sign
from tests.acts.province import (
    ACCOUNT,
    EXECUTED_ON,
    appraised,
    decided,
    exported,
    files_of,
    freelance_list,
    workers,
)
from tests.acts.words import corrected
from tests.office import Office, accepted, refused

CASH = {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON}
TRANSFER = {**CASH, "channel": "transfer"}


def open_entitlements(office: Office, number: int = 3, **same: object) -> None:
    """So many people with a decision in force."""
    freelance_list(office, workers(number, **same))
    decided(office, [appraised(office)["id"]])


def people(number: int) -> list[dict[str, object]]:
    """Workers with accounts of their own."""
    return [{**one, **ACCOUNT, "account_number": f"49012050{nth:05d}"} for nth, one in enumerate(workers(number))]


def open_transfers(office: Office, number: int = 3) -> None:
    """So many people with a decision in force, paid by bank."""
    office.give_account("582")
    freelance_list(office, people(number))
    decided(office, [appraised(office)["id"]])


def test_a_batch_takes_each_person_once_and_leaves_nothing_for_a_second(office: Office) -> None:
    open_entitlements(office)
    maker = office.desk("finance_maker", "582")
    batch = accepted(maker.post("/payment-batches", CASH))
    assert (batch["payouts"], batch["amount_vnd"], batch["state"]) == (3, 4_500_000, "draft")
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")


def test_an_instant_is_told_in_one_form(office: Office) -> None:
    open_entitlements(office)
    maker = office.desk("finance_maker", "582")
    formed = accepted(maker.post("/payment-batches", CASH))
    path = f"/payment-batches/{formed['id']}"
    told = [formed, accepted(maker.post(f"{path}/freeze")), accepted(maker.get(path))]
    told += accepted(maker.get("/payment-batches"))["items"]
    assert len({one["created_at"] for one in told}) == 1 and formed["created_at"].endswith("Z")


def test_whoever_formed_a_batch_neither_checks_nor_releases_it(office: Office) -> None:
    open_entitlements(office)
    maker = office.desk("finance_maker", "582", person="Một Người")
    same = office.desk("finance_checker", "582", person="Một Người")
    other = office.desk("finance_checker", "582", person="Người Khác")
    path = f"/payment-batches/{accepted(maker.post('/payment-batches', CASH))['id']}"
    accepted(maker.post(f"{path}/freeze"))
    figures = {"payouts": 3, "amount_vnd": 4_500_000}
    refused(same.post(f"{path}/check", figures), "SAME_HANDS")
    refused(other.post(f"{path}/check", {**figures, "amount_vnd": 4_500_001}), "FIGURES_DIFFER")
    accepted(other.post(f"{path}/check", figures))
    refused(same.post(f"{path}/release"), "SAME_HANDS")
    assert accepted(other.post(f"{path}/release"))["state"] == "released"


def test_nothing_leaves_before_the_export_and_every_download_is_the_same_bytes(office: Office) -> None:
    open_entitlements(office)
    maker, checker = office.desk("finance_maker", "582"), office.desk("finance_checker", "582")
    path = f"/payment-batches/{accepted(maker.post('/payment-batches', CASH))['id']}"
    accepted(maker.post(f"{path}/freeze"))
    [file] = accepted(checker.get(f"{path}/files"))["items"]
    refused(maker.get(f"{path}/files/{file['name']}"), "WRONG_STATE")
    seen = checker.get(f"{path}/files/{file['name']}").content
    assert hashlib.sha256(seen).hexdigest() == file["sha256"] and len(seen) == file["bytes"]
    accepted(checker.post(f"{path}/check", {"payouts": 3, "amount_vnd": 4_500_000}))
    accepted(checker.post(f"{path}/release"))
    refused(maker.get(f"{path}/files/{file['name']}"), "WRONG_STATE")
    accepted(maker.post(f"{path}/export"))
    assert {maker.get(f"{path}/files/{file['name']}").content for _ in range(3)} == {seen}


def test_steps_are_taken_in_order_only(office: Office) -> None:
    open_entitlements(office)
    maker, checker = office.desk("finance_maker", "582"), office.desk("finance_checker", "582")
    path = f"/payment-batches/{accepted(maker.post('/payment-batches', CASH))['id']}"
    refused(maker.post(f"{path}/export"), "WRONG_STATE")
    refused(checker.post(f"{path}/check", {"payouts": 3, "amount_vnd": 4_500_000}), "WRONG_STATE")
    accepted(maker.post(f"{path}/freeze"))
    refused(maker.post(f"{path}/freeze"), "WRONG_STATE")
    refused(checker.post(f"{path}/release"), "WRONG_STATE")


@pytest.mark.parametrize("checked", [False, True])
def test_one_payout_is_stopped_without_rebuilding_the_batch(office: Office, *, checked: bool) -> None:
    open_entitlements(office)
    maker, checker = office.desk("finance_maker", "582"), office.desk("finance_checker", "582")
    batch = accepted(maker.post("/payment-batches", CASH))
    path = f"/payment-batches/{batch['id']}"
    accepted(maker.post(f"{path}/freeze"))
    if checked:
        accepted(checker.post(f"{path}/check", {"payouts": 3, "amount_vnd": 4_500_000}))
    [first, *_] = accepted(maker.get("/payouts", batch=batch["id"]))["items"]
    stopped = accepted(maker.post(f"/payouts/{first['id']}/stop", {"reason": "đang xác minh"}))
    assert (stopped["state"], stopped["payouts"], stopped["amount_vnd"], stopped["revision"]) == (
        "frozen", 2, 3_000_000, 2
    )  # fmt: skip
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")  # a stopped one waits for a person's word
    accepted(checker.post(f"{path}/check", {"payouts": 2, "amount_vnd": 3_000_000}))
    accepted(checker.post(f"{path}/release"))
    refused(maker.post(f"/payouts/{first['id']}/stop", {"reason": "lại"}), "WRONG_STATE")
    corrected(office, first["application_id"], {"payment_method": "cash", "reason": "đã rõ"})
    assert accepted(maker.post("/payment-batches", CASH))["payouts"] == 1


def test_a_released_payout_can_no_more_be_stopped(office: Office) -> None:
    open_entitlements(office)
    batch = exported(office)
    maker = office.desk("finance_maker", "582")
    [first, *_] = accepted(maker.get("/payouts", batch=batch["id"]))["items"]
    refused(maker.post(f"/payouts/{first['id']}/stop", {"reason": "muộn"}), "WRONG_STATE")


def test_a_batch_given_up_frees_its_money_for_the_next(office: Office) -> None:
    open_entitlements(office)
    maker = office.desk("finance_maker", "582")
    first = accepted(maker.post("/payment-batches", CASH))
    accepted(maker.post(f"/payment-batches/{first['id']}/void", {"reason": "lập nhầm ngày"}))
    assert accepted(maker.post("/payment-batches", CASH))["payouts"] == 3
    assert accepted(maker.get("/payouts/totals", batch=first["id"])) == {
        "void": {"payouts": 3, "amount_vnd": 4_500_000}
    }


def test_the_route_says_who_pays(office: Office) -> None:
    open_entitlements(office)
    refused(office.desk("finance_maker", "58").post("/payment-batches", CASH), "NOT_THE_PAYER")


def test_a_transfer_needs_an_account_to_pay_from(office: Office) -> None:
    freelance_list(office, people(2))
    decided(office, [appraised(office)["id"]])
    maker = office.desk("finance_maker", "582")
    batch = accepted(maker.post("/payment-batches", TRANSFER))
    refused(maker.post(f"/payment-batches/{batch['id']}/freeze"), "PAYING_ACCOUNT_MISSING")


def test_transfers_are_for_a_working_day_from_today_on(office: Office) -> None:
    open_transfers(office)
    maker = office.desk("finance_maker", "582")
    for day in ("2022-02-27", "2022-02-24"):  # a Sunday, and yesterday
        refused(maker.post("/payment-batches", {**TRANSFER, "execution_date": day}), "NOT_A_WORKING_DAY")


def test_sums_and_counts_agree_in_batch_order_workbook_csv_and_another_parser(office: Office) -> None:
    import csv  # noqa: PLC0415

    from pyiso20022.pain.pain_001_001_09 import Document  # noqa: PLC0415
    from xsdata.formats.dataclass.parsers import XmlParser  # noqa: PLC0415

    open_transfers(office, 5)
    batch = exported(office, channel="transfer")
    files = files_of(office.desk("finance_maker", "582"), batch["id"])
    order = next(data for name, data in files.items() if name.endswith(".xml"))
    head = XmlParser().from_bytes(order, Document).cstmr_cdt_trf_initn
    assert head is not None and head.grp_hdr is not None
    amounts = [int(each.amt.instd_amt.value) for block in head.pmt_inf for each in block.cdt_trf_tx_inf]
    assert int(head.grp_hdr.ctrl_sum or 0) == sum(amounts) == batch["amount_vnd"] == 7_500_000
    assert int(head.grp_hdr.nb_of_txs or 0) == len(amounts) == batch["payouts"] == 5
    sheet = openpyxl.load_workbook(BytesIO(next(data for name, data in files.items() if name.endswith("xlsx")))).active
    assert sheet is not None
    title = {str(cell.value): cell.column for cell in sheet[1]}["Số tiền (VND)"]
    cells = [sheet.cell(row, title).value for row in range(2, sheet.max_row + 1)]
    assert sum(cell for cell in cells[:-1] if isinstance(cell, int)) == cells[-1] == batch["amount_vnd"]
    text = next(data for name, data in files.items() if name.endswith(".csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert sum(int(row["Số tiền (VND)"]) for row in rows) == batch["amount_vnd"] and len(rows) == 5


def test_a_cash_batch_closes_when_all_its_payouts_have_ended(office: Office) -> None:
    open_entitlements(office)
    batch = exported(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data, "")))
    refused(maker.post(f"/payment-batches/{batch['id']}/close"), "STILL_OPEN")
    accepted(maker.upload("/answers", sign(data)))
    assert accepted(maker.post(f"/payment-batches/{batch['id']}/close"))["state"] == "closed"
