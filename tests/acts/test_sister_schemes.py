"""The sister schemes go the way of every list, from the form to the entitlement: nothing was added for them."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from app.settings import settings
from tests.acts.forms import confirm
from tests.acts.other_lists import LABOUR, asked, confirmed, listed
from tests.acts.province import appraised, decided
from tests.office import Office, accepted

PERSON = {
    "full_name": "Trần Văn Bình", "birth_date": "1985-06-20", "sex": "male", "citizen_id": "058085004321",
    "insurance_number": "5812345678", "payment_method": "cash",
}  # fmt: skip
EMPLOYER = {
    "employer_name": "Công ty TNHH Mẫu",
    "employer_tax_code": "4500123455",
    "employer_kind": "enterprise",
}
RENTER = {
    **PERSON, "rented_from": "2021-03-01", "contract_signed_on": "2020-06-01", "contract_from": "2020-06-01",
    "month_2022_04": True, "month_2022_05": True,
}  # fmt: skip


@pytest.fixture
def in_june_2022(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The service's clock, in the scheme's days."""
    monkeypatch.setenv("CHITRA_TODAY", "2022-06-25")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def entitled() -> list[tuple[str, int]]:
    with Session(db.engine()) as tx:
        found = tx.execute(text("SELECT component, amount_vnd FROM entitlement ORDER BY component")).all()
    return [(row.component, row.amount_vnd) for row in found]


def test_a_worker_of_the_unemployment_insurance_is_supported_by_the_bracket_of_the_months(office: Office) -> None:
    row = {**PERSON, "insurance_standing": "maternity_leave", "pension_decided": False, "months_unused": 84}
    dates = {"received_on": "2021-10-25", "on": "2021-10-25"}
    receipt = listed(office, "unemployment_fund", [row], by=LABOUR, header=EMPLOYER, **dates)
    assert receipt["counts"]["eligible"] == 1, receipt
    made = decided(office, [appraised(office, "unemployment_fund", None, LABOUR)["id"]], "58", law_on="2021-11-15")
    assert made["amount_vnd"] == 2_650_000
    assert entitled() == [("base", 2_650_000)]


def test_months_of_rent_are_entitlements_of_their_own_and_one_more_is_added_later(
    office: Office, in_june_2022: None
) -> None:
    header = {**EMPLOYER, "workplace_zone": "industrial_park"}
    dates = {"received_on": "2022-06-01", "on": "2022-06-01"}
    receipt = listed(office, "rent_working", [RENTER], by="582", header=header, unit="582", **dates)
    assert receipt["counts"]["undetermined"] == 1, receipt
    word = confirm(asked(office, "rent_working", "insurance_agency", "582"))
    taken = confirmed(office, "rent_working", "insurance_agency", "582", word, on="2022-06-03")
    assert taken["outcomes"] == {"eligible": 1}
    first = decided(office, [appraised(office, "rent_working", None)["id"]], "58", law_on="2022-06-20")
    assert first["amount_vnd"] == 1_000_000
    mended = _mend(office, receipt["list_id"], {**RENTER, "month_2022_06": True})
    assert mended["changed"] == 1, mended
    submission = appraised(office, "rent_working", None)
    assert (submission["rows"], submission["amount_vnd"]) == (1, 500_000)
    decided(office, [submission["id"]], "58", "2/QĐ-UBND", "2022-06-22")
    assert entitled() == [(f"month_2022_0{month}", 500_000) for month in (4, 5, 6)]


def _mend(office: Office, list_id: int, row: dict[str, Any]) -> dict[str, Any]:
    desk = office.desk("district_officer", "582")
    dates = {"received_on": "2022-06-21", "on": "2022-06-21"}
    done: dict[str, Any] = accepted(desk.post(f"/beneficiary-lists/{list_id}/corrections", {"rows": [row]}, **dates))
    return done
