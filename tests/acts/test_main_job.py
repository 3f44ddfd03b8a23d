"""The main job, from a list to a settled payout, for both policies."""

from io import BytesIO

import openpyxl

from app.sample.bank import answer_order
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
    taken = accepted(maker.upload("/answers", _sign(data)))
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
        officer.upload("/confirmations", _confirm(request), policy="suspended_contract", on="2021-09-03")
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


def _sign(data: bytes) -> bytes:
    """Filled in: one absent, one refuses, the rest are paid."""
    book = openpyxl.load_workbook(BytesIO(data))
    words = iter(("Vắng", "Từ chối"))
    for sheet in book:
        titles = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value}
        result, on, code = titles["Kết quả"], titles["Ngày nhận"], titles["Mã chi trả"]
        top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Mã chi trả")
        for row in range(top + 1, sheet.max_row + 1):
            if sheet.cell(row, code).value:
                sheet.cell(row, result).value = word = next(words, "Đã nhận")
                sheet.cell(row, on).value = "01/03/2022" if word == "Đã nhận" else None
    return _saved(book)


def _confirm(data: bytes) -> bytes:
    """The agency confirms all but the last."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.active
    assert sheet is not None
    titles = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Mã hồ sơ")
    rows = [row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, titles["Mã hồ sơ"]).value]
    for row in rows:
        sheet.cell(row, titles["Xác nhận"]).value = "Không" if row == rows[-1] else "Đúng"
        sheet.cell(row, titles["Số văn bản"]).value = "12/XN-BHXH"
        sheet.cell(row, titles["Ngày văn bản"]).value = "03/09/2021"
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
