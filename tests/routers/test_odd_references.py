"""A reference that nothing of ours can have is unknown, not an error of ours and nobody else's."""

from io import BytesIO

import openpyxl
import pytest

from tests.acts.forms import confirm, saved
from tests.acts.province import EMPLOYEE, suspended_list
from tests.office import Office, accepted


@pytest.mark.parametrize("reference", ["HS" + "9" * 30, "HS" + "9" * 5_000, "HS", "HS-1", "HS１", "HS²", "'; --"])
def test_an_odd_reference_in_a_confirmation_is_unknown(office: Office, reference: str) -> None:
    suspended_list(office, [EMPLOYEE])
    officer = office.desk("district_officer", "582")
    request = officer.get("/confirmations/request.xlsx", policy="suspended_contract").content
    book = openpyxl.load_workbook(BytesIO(confirm(request)))
    sheet = book.worksheets[0]
    [cell] = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("HS")]
    cell.value = reference
    answer = officer.upload("/confirmations", saved(book), policy="suspended_contract", on="2021-09-03")
    assert answer.status_code < 500, answer.text[:300]
    if answer.status_code < 400:
        assert accepted(answer)["taken"] == 0
