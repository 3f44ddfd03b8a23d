"""A wrong number put right by a mended file: the row stays one row, the person one person, and nobody is paid twice."""

from typing import Any

import pytest

from tests.acts.province import EMPLOYEE, LAW_ON, WORKER, appraised, decided, freelance_list, suspended_list
from tests.acts.test_people import CMND, link, people
from tests.office import Desk, Office, accepted

WRONG, RIGHT = "058188001234", "058188001243"
OTHER = {**WORKER, "full_name": "Đỗ Thị Mỹ", "birth_date": "1979-02-03", "citizen_id": "058179000777"}


def mend(officer: Desk, list_id: int, *rows: dict[str, object], **query: object) -> Any:  # noqa: ANN401 – JSON
    dates = {"received_on": "2021-09-10", "on": "2021-09-10"}
    return accepted(officer.post(f"/beneficiary-lists/{list_id}/corrections", {"rows": list(rows)}, **dates, **query))


def states(officer: Desk, list_id: int) -> list[str]:
    return sorted(row["state"] for row in accepted(officer.get(f"/beneficiary-lists/{list_id}/rows"))["items"])


def documents(officer: Desk, person: int) -> dict[str, str | None]:
    found = accepted(officer.get(f"/beneficiaries/{person}/documents"))
    return {one["last4"]: one["ended_why"] for one in found}


def codes(told: Any) -> list[str]:  # noqa: ANN401 – JSON
    return [one["code"] for one in told]


def test_a_number_put_right_changes_the_row_and_ends_the_wrong_document(office: Office, officer: Desk) -> None:
    receipt = freelance_list(office, [WORKER, OTHER])
    [person] = people(officer, WRONG)
    mended = mend(officer, receipt["list_id"], {**WORKER, "citizen_id": RIGHT})
    assert (mended["changed"], mended["new"], mended["absent"]) == (1, 0, 1), mended
    assert "NUMBER_REPLACED" in codes(mended["receipt"]["notes"])
    assert states(officer, receipt["list_id"]) == ["accepted", "accepted", "superseded"]
    assert people(officer, RIGHT) == [person], "still the same beneficiary"
    assert not accepted(officer.post("/beneficiaries/search", {"number": WRONG}))["items"]
    told = documents(officer, person)
    assert told["1243"] is None and str(receipt["list_id"]) in str(told["1234"])
    submission = appraised(office)
    assert (submission["rows"], submission["amount_vnd"]) == (2, 3_000_000)


def test_of_a_birth_of_which_one_side_has_the_year_alone_the_year_is_enough(office: Office, officer: Desk) -> None:
    receipt = freelance_list(office, [{**WORKER, "birth_date": 1988}])
    assert mend(officer, receipt["list_id"], {**WORKER, "citizen_id": RIGHT})["changed"] == 1


def test_the_wrong_number_is_free_for_its_owner(office: Office, officer: Desk) -> None:
    receipt = freelance_list(office, [WORKER])
    mend(officer, receipt["list_id"], {**WORKER, "citizen_id": RIGHT})
    owner = {**OTHER, "birth_date": "1988-12-01", "citizen_id": WRONG}
    assert freelance_list(office, [owner], unit="22741")["counts"]["accepted"] == 1


def test_a_row_that_went_forward_is_not_renumbered_and_says_so(office: Office, officer: Desk) -> None:
    receipt = freelance_list(office, [WORKER])
    decided(office, [appraised(office)["id"]], law_on=LAW_ON)
    mended = mend(officer, receipt["list_id"], {**WORKER, "citizen_id": RIGHT})
    assert codes(mended["receipt"]["faults"]) == ["ROW_GONE_FORWARD"]
    [person] = people(officer, WRONG)
    assert set(documents(officer, person)) == {"1234"}


def test_of_two_namesakes_none_is_guessed_and_the_row_says_what_stands_beside_it(office: Office, officer: Desk) -> None:
    receipt = freelance_list(office, [WORKER, {**WORKER, "citizen_id": "058188005555"}])
    mended = mend(officer, receipt["list_id"], {**WORKER, "citizen_id": RIGHT})
    assert (mended["changed"], mended["new"], mended["absent"]) == (0, 1, 2)
    assert "ROW_STANDS_BESIDE" in codes(mended["receipt"]["notes"])
    assert "NUMBER_REPLACED" not in codes(mended["receipt"]["notes"])


def test_two_rows_of_the_file_with_that_name_and_birth_are_not_guessed(office: Office, officer: Desk) -> None:
    receipt = freelance_list(office, [WORKER])
    more = {**WORKER, "citizen_id": "058188005555"}
    mended = mend(officer, receipt["list_id"], {**WORKER, "citizen_id": RIGHT}, more)
    assert (mended["changed"], mended["new"], mended["absent"]) == (0, 2, 1)
    assert codes(mended["receipt"]["notes"]).count("ROW_STANDS_BESIDE") == 2


@pytest.mark.parametrize("first", ["old", "new"])
def test_a_row_that_the_file_still_has_by_its_number_is_no_other_row(office: Office, officer: Desk, first: str) -> None:
    receipt = freelance_list(office, [WORKER])
    sent = [{**WORKER, "citizen_id": RIGHT}, WORKER]
    mended = mend(officer, receipt["list_id"], *(sent if first == "new" else reversed(sent)))
    assert (mended["same"], mended["new"], mended["changed"]) == (1, 1, 0)


def test_a_number_that_another_list_shows_too_stays(office: Office, officer: Desk) -> None:
    suspended_list(office, [{**EMPLOYEE, **{name: WORKER[name] for name in ("full_name", "birth_date", "sex")},
                             "citizen_id": WRONG}])  # fmt: skip
    receipt = freelance_list(office, [WORKER])
    mended = mend(officer, receipt["list_id"], {**WORKER, "citizen_id": RIGHT})
    assert mended["changed"] == 1
    [person] = people(officer, WRONG)
    told = documents(officer, person)
    assert told["1234"] is None and told["1243"] is None


def test_a_row_known_by_another_number_replaces_the_wrong_one_too(office: Office, officer: Desk) -> None:
    both = {**WORKER, "old_identity": CMND}
    receipt = freelance_list(office, [both])
    assert mend(officer, receipt["list_id"], {**both, "citizen_id": RIGHT})["changed"] == 1
    [person] = people(officer, RIGHT)
    told = documents(officer, person)
    assert told["1234"] and told["1243"] is None and told["3457"] is None


def test_a_number_put_right_by_hand_before_is_the_same_row_afterwards(office: Office, officer: Desk) -> None:
    receipt = freelance_list(office, [WORKER])
    [person] = people(officer, WRONG)
    [wrong] = accepted(officer.get(f"/beneficiaries/{person}/documents"))
    accepted(officer.post(f"/documents/{wrong['id']}/correction", {"number": RIGHT, "reason": "Gõ nhầm"}))
    assert mend(officer, receipt["list_id"], {**WORKER, "occupation": "porter"})["changed"] == 1
    assert mend(officer, receipt["list_id"], {**WORKER, "citizen_id": RIGHT})["changed"] == 1
    assert people(officer, RIGHT) == [person]


def test_a_number_that_another_record_holds_waits_for_a_link(office: Office, officer: Desk) -> None:
    suspended_list(office, [{**EMPLOYEE, **{name: WORKER[name] for name in ("full_name", "birth_date", "sex")},
                             "citizen_id": RIGHT}])  # fmt: skip
    receipt = freelance_list(office, [WORKER])
    right = {**WORKER, "citizen_id": RIGHT}
    mended = mend(officer, receipt["list_id"], right)
    assert (codes(mended["receipt"]["faults"]), mended["changed"]) == (["NUMBER_HELD"], 0)
    first, second = people(officer, WRONG, RIGHT)
    link(officer, first, second)
    again = mend(officer, receipt["list_id"], {**right, "occupation": "porter"})
    assert (again["changed"], codes(again["receipt"]["faults"])) == (1, [])
    told = documents(officer, first)
    assert told["1234"] and told["1243"] is None


def test_a_number_of_a_linked_record_is_known_and_takes_a_wrong_ones_place(office: Office, officer: Desk) -> None:
    mine = {**WORKER, "full_name": "Trần Thị Lan"}
    freelance_list(office, [mine])
    suspended_list(office, [{**EMPLOYEE, **{name: OTHER[name] for name in ("full_name", "birth_date", "sex")},
                             "citizen_id": "058179000777"}])  # fmt: skip
    first, second = people(officer, WRONG, "058179000777")
    link(officer, first, second)
    new = {"kind": "citizen_id", "number": "058179000777", "reason": "Thẻ mới"}
    known = officer.post(f"/beneficiaries/{first}/documents", new)
    assert (known.status_code, known.json()["code"]) == (409, "NUMBER_KNOWN")
    wrong = next(one for one in accepted(officer.get(f"/beneficiaries/{first}/documents")) if one["last4"] == "1234")
    path = f"/documents/{wrong['id']}/correction"
    assert accepted(officer.post(path, {"number": "058179000777", "reason": "Gõ nhầm"}))["last4"] == "0777"
    told = documents(officer, first)
    assert told["1234"] == "Gõ nhầm" and told["0777"] is None


def test_what_failed_to_put_a_number_right_is_no_row_of_its_own(office: Office, officer: Desk) -> None:
    receipt = freelance_list(office, [WORKER])
    right = {**WORKER, "citizen_id": RIGHT}
    failed = mend(officer, receipt["list_id"], {**right, "occupation": "Thợ lặn"})
    assert codes(failed["receipt"]["faults"]) == ["CHOICE_UNKNOWN"]
    assert states(officer, receipt["list_id"]) == ["accepted", "faulty"]
    mended = mend(officer, receipt["list_id"], right)
    assert (mended["changed"], mended["new"]) == (1, 0)
    assert states(officer, receipt["list_id"]) == ["accepted", "superseded", "superseded"]


def test_a_number_that_cannot_be_read_leaves_its_row_until_it_is_right(office: Office, officer: Desk) -> None:
    receipt = freelance_list(office, [WORKER])
    failed = mend(officer, receipt["list_id"], {**WORKER, "citizen_id": "05818800124"}, whole="true")
    assert (codes(failed["receipt"]["faults"]), failed["withdrawn"]) == (["CITIZEN_ID_DIGITS"], 0)
    mended = mend(officer, receipt["list_id"], {**WORKER, "citizen_id": RIGHT}, whole="true")
    assert (mended["changed"], mended["new"], mended["withdrawn"]) == (1, 0, 0)


def test_a_faulty_namesake_mended_is_not_the_accepted_row(office: Office, officer: Desk) -> None:
    more = {**WORKER, "citizen_id": "058188005555"}
    receipt = freelance_list(office, [WORKER, {**more, "occupation": "Thợ lặn"}])
    mended = mend(officer, receipt["list_id"], more)
    assert (mended["changed"], mended["new"], mended["absent"]) == (0, 1, 1)
    assert states(officer, receipt["list_id"]) == ["accepted", "accepted", "superseded"]
