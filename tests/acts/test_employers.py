"""Who a row is beyond a person: a household by its owner and its numbers, an employer by its tax code."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from tests.acts.other_lists import (
    BORROWER,
    DEFERRING,
    LABOUR,
    OWNER,
    application,
    asked,
    confirmed,
    filled,
    lines,
    listed,
    rows_of,
)
from tests.acts.province import appraised, decided
from tests.office import Office, accepted, refused

WIFE = {
    **OWNER, "full_name": "Trần Thị Quán", "sex": "female", "birth_date": "1982-05-06", "citizen_id": "058182003333",
}  # fmt: skip


def household(office: Office, *rows: dict[str, object], unit: str = "22759", by: str = "582") -> dict[str, Any]:
    return listed(office, "household_business", rows, by=by, unit=unit)


def codes(receipt: dict[str, Any]) -> list[str]:
    return [fault["code"] for fault in receipt["faults"]]


def documents() -> list[tuple[str, int]]:
    with Session(db.engine()) as tx:
        found = tx.execute(text("SELECT kind, beneficiary_id FROM identity_document ORDER BY kind")).all()
    return [(row.kind, row.beneficiary_id) for row in found]


def test_a_household_is_its_owner_with_the_numbers_of_its_business(office: Office) -> None:
    household(office, OWNER)
    found = documents()
    assert [kind for kind, _ in found] == ["business_number", "citizen_id", "tax_code"]
    assert len({owner for _, owner in found}) == 1
    [person] = accepted(office.desk("auditor", "582").post("/beneficiaries/search", {"number": "4500612343"}))["items"]
    assert person["full_name"] == OWNER["full_name"]
    found = accepted(office.desk("auditor", "582").post("/beneficiaries/search", {"number": "43A8001234"}))["items"]
    assert found == [person]


@pytest.mark.parametrize("number", ["43A8001234", "43a8-001 234", "43.A8.001234"])
def test_a_household_gets_the_support_once_whoever_asks_for_it(office: Office, number: str) -> None:
    household(office, OWNER)
    again = household(office, {**WIFE, "business_number": number, "tax_code": None}, unit="22741")
    assert codes(again) == ["NUMBER_OF_ANOTHER_OWNER"], again
    assert "một lần" in again["faults"][0]["vi"] and "Quán" not in again["faults"][0]["vi"]
    other_tax = household(office, {**WIFE, "business_number": None}, unit="22744")
    assert codes(other_tax) == ["NUMBER_OF_ANOTHER_OWNER"], "nor by the tax code alone"


def test_also_for_an_owner_already_known_and_in_another_district(office: Office) -> None:
    household(office, OWNER, {**WIFE, "business_number": "43A8009999", "tax_code": None})
    other = household(
        office, {**WIFE, "phone": "0912345678", "tax_code": None, "business_commune": "22870"}, by="587", unit="22870"
    )  # fmt: skip
    assert codes(other) == ["NUMBER_OF_ANOTHER_OWNER"], "her own number leads to her, the household's to him"


def test_two_owners_of_one_number_in_one_list_both_come_back(office: Office) -> None:
    receipt = household(office, OWNER, {**WIFE, "tax_code": None})
    assert codes(receipt) == ["DUPLICATE_DIFFERS", "DUPLICATE_DIFFERS"]


def test_the_same_owner_by_another_document_is_the_same_household(office: Office) -> None:
    household(office, OWNER)
    by_old_card = {name: value for name, value in OWNER.items() if name != "citizen_id"} | {"old_identity": "264555111"}
    assert codes(household(office, by_old_card, unit="22741")) == ["ALREADY_LISTED"]


def test_an_owner_whose_number_was_mistyped_is_mended(office: Office) -> None:
    receipt = household(office, {**OWNER, "citizen_id": "058079001112"})
    path = f"/beneficiary-lists/{receipt['list_id']}/corrections"
    mended = accepted(office.desk("district_officer", "582").post(path, {"rows": [OWNER]}, received_on="2021-09-10"))
    assert (mended["changed"], codes(mended["receipt"])) == (1, [])


def loans(office: Office, *rows: dict[str, object], **query: object) -> dict[str, Any]:
    return listed(office, "wage_loan", rows or (BORROWER,), by=LABOUR, **query)


def test_an_employer_is_known_by_its_tax_code_and_has_neither_sex_nor_birth(office: Office) -> None:
    receipt = loans(office)
    assert receipt["counts"]["accepted"] == 1, receipt
    [(kind, beneficiary_id)] = documents()
    assert kind == "employer_tax_code"
    with Session(db.engine()) as tx:
        row = tx.execute(text("SELECT full_name, sex, birth_date, birth_year FROM beneficiary")).one()
    assert tuple(row) == (BORROWER["employer_name"], None, None, None)
    story = accepted(office.desk("auditor", "58").get(f"/beneficiaries/{beneficiary_id}/history"))
    assert story["applications"][0]["policy"] == "wage_loan"
    again = loans(office, {**BORROWER, "employer_name": "CTY MAY PHAN RANG", "workers": 41})
    assert codes(again) == ["ALREADY_LISTED"], "under another spelling it is the same employer"


def test_an_employer_that_is_a_household_is_no_second_household(office: Office) -> None:
    household(office, OWNER)
    receipt = loans(
        office, {**BORROWER, "employer_name": "Hộ kinh doanh Quán Ba Sáu", "employer_tax_code": "4500612343"}
    )
    assert receipt["counts"]["accepted"] == 1, receipt


def test_the_agency_is_asked_of_employers_by_their_tax_code(office: Office) -> None:
    loans(office)
    [line] = lines(asked(office, "wage_loan", "insurance_agency", LABOUR))
    assert (line["Họ và tên"], line["Mã số thuế"]) == (BORROWER["employer_name"], "4500123455")
    assert line["Loại vay"] == "stoppage_wages" and line["Số lao động được trả lương"] == "40"


def loan_decision(office: Office) -> dict[str, Any]:
    loans(office)
    form = asked(office, "wage_loan", "insurance_agency", LABOUR)
    confirmed(office, "wage_loan", "insurance_agency", LABOUR, filled(form, {"Xác nhận": "Đúng"}))
    submission = appraised(office, "wage_loan", None, LABOUR)
    assert (submission["gives"], submission["rows"], submission["amount_vnd"]) == ("loan", 1, 140_000_000)
    return decided(office, [submission["id"]], "58")


def test_a_loan_is_determined_and_decided_and_nothing_is_owed_here(office: Office) -> None:
    decision = loan_decision(office)
    assert (decision["state"], decision["gives"]) == ("decided", "loan")
    assert (decision["rows"], decision["amount_vnd"]) == (1, 140_000_000), "shown as what it is"
    assert (decision["payable_rows"], decision["payable_vnd"]) == (0, 0)
    with Session(db.engine()) as tx:
        assert tx.execute(text("SELECT count(*) FROM entitlement")).scalar_one() == 0
    body = {"policy": "wage_loan", "channel": "cash", "execution_date": "2022-02-28"}
    refused(office.desk("finance_maker", "58").post("/payment-batches", body), "NOT_THE_PAYER")
    [one] = accepted(office.desk("auditor", "58").get("/applications"))["items"]
    assert (one["state"], one["gives"], one["payment_method"]) == ("decided", "loan", None)


def test_the_annex_says_that_nothing_is_paid_by_it(office: Office) -> None:
    decision = loan_decision(office)
    data = office.desk("auditor", "58").get(f"/decisions/{decision['id']}/annex.xlsx").content
    cells = [
        str(cell.value) for sheet in openpyxl.load_workbook(BytesIO(data)) for row in sheet for cell in row
        if cell.value is not None
    ]  # fmt: skip
    assert BORROWER["employer_name"] in cells and "Số tiền vay (đồng)" in cells and "140000000" in cells
    assert any("không chi tiền" in cell for cell in cells)


def test_a_deferral_needs_nobodys_word_and_is_recorded(office: Office) -> None:
    receipt = listed(office, "pension_deferral", [DEFERRING], by=LABOUR)
    [row] = rows_of(office, receipt["list_id"])
    assert row["outcome"] == "eligible", application(office, row["application_id"])["determinations"]
    submission = appraised(office, "pension_deferral", None, LABOUR)
    decision = decided(office, [submission["id"]], "58")
    assert (decision["gives"], decision["rows"], decision["payable_vnd"]) == ("deferral", 1, 0)
    assert decision["amount_vnd"] == row["amount_vnd"] > 0


def test_a_decision_of_refusals_alone_pays_nobody_and_says_so(office: Office) -> None:
    listed(office, "pension_deferral", [{**DEFERRING, "paid_to": "2020-12-31"}], by=LABOUR)
    submission = appraised(office, "pension_deferral", None, LABOUR)
    decision = decided(office, [submission["id"]], "58")
    assert (decision["rows"], decision["refused_rows"], decision["payable_rows"]) == (0, 1, 0)
