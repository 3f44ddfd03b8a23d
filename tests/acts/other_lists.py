"""Small lists of the policies beyond freelance workers and suspended contracts, and forms that other bodies fill in."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl

from tests.acts.forms import lines_of, saved, titles_of
from tests.acts.province import send
from tests.office import Office, accepted

LABOUR, CULTURE, CENTRE = "SLDTBXH", "SVHTTDL", "TTDVVL"
ARTIST = {
    "full_name": "Chamaléa Thị Mai", "birth_date": "1985-06-20", "sex": "female", "citizen_id": "058185004321",
    "position": "actor", "grade": "grade_4", "payment_method": "cash",
}  # fmt: skip
THEATRE = {
    "arts_unit_name": "Nhà hát Ca múa nhạc tỉnh", "arts_unit_kind": "public", "stopped_by_order": True,
    "stopped_from": "2021-07-17", "stopped_to": "2021-08-20",
}  # fmt: skip
OWNER = {
    "full_name": "Lê Văn Quán", "birth_date": "1979-02-03", "sex": "male", "citizen_id": "058079001111",
    "business_name": "Quán Ba Sáu", "business_number": "43A8001234", "tax_code": "4500612343", "registered": True,
    "business_commune": "22759", "cause": "stopped_by_order", "stopped_from": "2021-07-17",
    "stopped_to": "2021-08-06", "other_lines_go_on": False, "payment_method": "cash",
}  # fmt: skip
ENDED = {
    "full_name": "Trần Văn Bình", "birth_date": "1985-06-20", "sex": "male", "citizen_id": "058085004321",
    "insurance_number": "5812345678", "employer_name": "Công ty TNHH Mẫu", "employer_tax_code": "4500123455",
    "employer_kind": "enterprise", "employer_cause": "stopped_by_order", "contract_ended_on": "2021-07-17",
    "termination_ground": "agreed", "pension_or_disability_allowance": False, "payment_method": "cash",
}  # fmt: skip
BORROWER = {
    "employer_name": "Công ty TNHH May Phan Rang", "employer_tax_code": "4500123455", "loan_kind": "stoppage_wages",
    "stopped_from": "2021-07-17", "stopped_to": "2021-08-06", "bad_debt": False, "workers": 40, "loan_months": 1,
    "regional_minimum_wage_vnd": 3_500_000,
}  # fmt: skip
DEFERRING = {
    "employer_name": "Công ty TNHH May Phan Rang", "employer_tax_code": "4500123455", "insured_workers_january": 100,
    "insured_workers_april": 100, "ended_since_february": 15, "new_since_february": 0, "ended_since_may": 15,
    "new_since_may": 0, "suspended_workers": 5, "paid_to": "2021-04-30", "months_deferred_before": 0,
    "month_contribution_vnd": 110_000_000,
}  # fmt: skip
PAPER = {"number": "15/CCT-KK", "date": "03/09/2021"}


def listed(
    office: Office,
    policy: str,
    rows: Sequence[Mapping[str, object]],
    *,
    by: str,
    header: Mapping[str, object] | None = None,
    role: str = "district_officer",
    **query: object,
) -> dict[str, Any]:
    """A list of a policy, taken from a unit's officer."""
    dates = {"received_on": "2021-09-01", "on": "2021-09-01"}
    sent = send(office.desk(role, by), rows, header, **{"policy": policy, **dates, **query})
    receipt: dict[str, Any] = accepted(sent)["lists"][0]
    return receipt


def asked(office: Office, policy: str, body: str, unit: str) -> bytes:
    """What a body is asked of a unit's rows."""
    answer = office.desk("district_officer", unit).get("/confirmations/request.xlsx", policy=policy, body=body)
    assert answer.status_code == 200, answer.text[:500]
    return answer.content


def filled(data: bytes, *rows: Mapping[str, str], paper: Mapping[str, str] = PAPER) -> bytes:
    """A request filled in, row by row, by the columns' titles; a row without a word has no paper either."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    titles = titles_of(sheet)
    for number, words in zip(lines_of(sheet, "Mã hồ sơ"), rows, strict=True):
        said = {**words, "Số văn bản": paper["number"], "Ngày văn bản": paper["date"]} if words else {}
        for title, word in said.items():
            sheet.cell(number, titles[title]).value = word
    return saved(book)


def titles(data: bytes) -> list[str]:
    """The columns of a request."""
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    [row] = [row for row in sheet.iter_rows(values_only=True) if "Mã hồ sơ" in row]
    return [str(title) for title in row if title]


def lines(data: bytes) -> list[dict[str, object]]:
    """The rows of a request by their columns' titles."""
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    columns = titles(data)
    return [
        dict(zip(columns, [sheet.cell(row, place + 1).value for place in range(len(columns))], strict=True))
        for row in lines_of(sheet, "Mã hồ sơ")
    ]


def confirmed(office: Office, policy: str, body: str, unit: str, data: bytes, on: str = "2021-09-03") -> dict[str, Any]:
    """A body's answer, taken in."""
    desk = office.desk("district_officer", unit)
    done: dict[str, Any] = accepted(desk.upload("/confirmations", data, policy=policy, body=body, on=on))
    return done


def rows_of(office: Office, list_id: int, by: str = "58") -> list[dict[str, Any]]:
    """The standing rows of a list as the province sees them."""
    found = accepted(office.desk("auditor", by).get(f"/beneficiary-lists/{list_id}/rows", state="accepted"))
    rows: list[dict[str, Any]] = found["items"]
    return rows


def application(office: Office, application_id: int, by: str = "58") -> dict[str, Any]:
    """One application as the province sees it."""
    found: dict[str, Any] = accepted(office.desk("auditor", by).get(f"/applications/{application_id}"))
    return found
