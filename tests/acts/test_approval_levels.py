"""Who puts a decision into force, as the province delegates it: by policy, place, band and day."""

from typing import Any

import pytest

from tests.acts.changes import draft, entitlements, given, in_force
from tests.acts.province import LAW_ON, appraised, decided, freelance_list, workers
from tests.office import Desk, Office, accepted, refused
from tests.walls.plain_sql import act

ABOVE = {
    "policy": "freelance", "unit": "582", "since": "2021-07-07", "amount_from_vnd": 3_000_001,
    "decider": "provincial_approver", "paper": "12/QĐ-UBND",
}  # fmt: skip


def delegated(office: Office, **said: object) -> dict[str, Any]:
    """A delegation in force."""
    one = accepted(office.desk("provincial_officer", "58").post("/approval-levels", {**ABOVE, **said}))
    path = f"/approval-levels/{one['id']}/confirmation"
    done: dict[str, Any] = accepted(office.desk("provincial_approver", "58").post(path))
    return done


def drafted(office: Office, number: int, first: int = 0) -> dict[str, Any]:
    """A decision on some workers of the city, printed and not yet recorded."""
    freelance_list(office, workers(number, first=first))
    body = {"submissions": [appraised(office)["id"]], "law_on": LAW_ON}
    done: dict[str, Any] = accepted(office.desk("district_officer", "582").post("/decisions", body))
    return done


def paper_of(one: dict[str, Any], number: str = "9/QĐ") -> dict[str, Any]:
    return {"number": number, "signed_on": LAW_ON, "rows": one["rows"], "amount_vnd": one["amount_vnd"]}


def record(desk: Desk, one: dict[str, Any]) -> Any:  # noqa: ANN401 – a response
    return desk.post(f"/decisions/{one['id']}/record", {**paper_of(one), "signer": "Nguyễn Văn Chủ"})


def compare(desk: Desk, one: dict[str, Any]) -> Any:  # noqa: ANN401 – a response
    return desk.post(f"/decisions/{one['id']}/comparison", paper_of(one))


def test_without_a_delegation_the_route_decides(office: Office) -> None:
    freelance_list(office, workers(3))
    assert decided(office, [appraised(office)["id"]])["state"] == "decided"


def test_above_the_sum_the_province_records_and_compares_and_below_it_the_district(office: Office) -> None:
    assert delegated(office)["state"] == "in_force"
    at_the_top = drafted(office, 2)
    assert at_the_top["amount_vnd"] == 3_000_000
    accepted(record(office.desk("district_officer", "582"), at_the_top))
    accepted(compare(office.desk("district_approver", "582"), at_the_top))
    above = drafted(office, 3, first=20)
    problem = refused(record(office.desk("district_officer", "582"), above), "NOT_THE_APPROVER")
    assert problem["status"] == 403 and problem["decider"] == "provincial_approver"
    assert "4,500,000 đồng" in problem["detail"] and "cấp tỉnh" in problem["detail"]
    body = {**paper_of(above, "10/QĐ"), "signer": "Nguyễn Văn Chủ"}
    accepted(office.desk("provincial_officer", "58").post(f"/decisions/{above['id']}/record", body))
    path = f"/decisions/{above['id']}/comparison"
    refused(office.desk("district_approver", "582").post(path, paper_of(above, "10/QĐ")), "NOT_THE_APPROVER")
    province = office.desk("provincial_approver", "58")
    assert accepted(province.post(path, paper_of(above, "10/QĐ")))["state"] == "decided"


def test_a_change_that_makes_more_is_made_by_whom_the_greater_sum_is_delegated_to(
    office: Office, database_url: str
) -> None:
    delegated(office)
    first = given(office, 2)
    [one, other] = entitlements(office, first["id"])
    more = {"rows": [{"entitlement": one["id"], "amount_vnd": 1_500_001}]}
    change = accepted(draft(office, first["id"], "adjustments", more))
    district, approver = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    refused(record(district, change), "NOT_THE_APPROVER")
    accepted(record(office.desk("provincial_officer", "58"), change))
    refused(compare(approver, change), "NOT_THE_APPROVER")
    with act(database_url) as at:
        comparing = "UPDATE decision SET state = 'decided', compared_by_person_id = %s WHERE id = %s"
        assert at.refusal(comparing, at.become("district_approver"), change["id"]) == "CT010"
    less = {"rows": [{"entitlement": other["id"], "amount_vnd": 1_000_000}]}
    in_force(office, accepted(draft(office, first["id"], "adjustments", less)), "11/QĐ-UBND")
    assert accepted(compare(approver, change))["state"] == "decided", "with what is less it is no more than the band"


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"policy": "suspended_contract"},
        {"unit": "587"},
        {"unit": None, "unit_kind": "department"},
        {"since": "2021-11-16"},
        {"amount_to_vnd": 4_499_999},
        {"amount_from_vnd": 4_500_001},
    ],
)
def test_it_counts_for_its_policy_its_place_its_day_and_its_band_alone(
    office: Office, elsewhere: dict[str, object]
) -> None:
    delegated(office, **elsewhere)
    one = drafted(office, 3)
    accepted(record(office.desk("district_officer", "582"), one))
    accepted(compare(office.desk("district_approver", "582"), one))


@pytest.mark.parametrize(
    "wide",
    [
        {"policy": None},
        {"unit": None},
        {"unit": None, "unit_kind": "district"},
        {"since": LAW_ON},
        {"amount_from_vnd": 4_500_000, "amount_to_vnd": 4_500_000},
    ],
)
def test_what_is_left_empty_is_not_asked_for_and_both_ends_of_a_band_belong_to_it(
    office: Office, wide: dict[str, object]
) -> None:
    delegated(office, **wide)
    refused(record(office.desk("district_officer", "582"), drafted(office, 3)), "NOT_THE_APPROVER")


def test_the_most_particular_word_counts_and_of_two_the_later_which_may_give_it_back_to_the_route(
    office: Office,
) -> None:
    delegated(office, unit=None, policy=None)
    delegated(office, since="2021-08-01", decider="district_approver")
    one = drafted(office, 3)
    accepted(record(office.desk("district_officer", "582"), one))
    delegated(office, since="2021-09-01")
    refused(compare(office.desk("district_approver", "582"), one), "NOT_THE_APPROVER")
    delegated(office, since="2021-10-01", decider="route")
    assert accepted(compare(office.desk("district_approver", "582"), one))["state"] == "decided"


def test_the_database_asks_who_decides_when_a_decision_comes_into_force(office: Office, database_url: str) -> None:
    one = drafted(office, 3)
    accepted(record(office.desk("district_officer", "582"), one))
    delegated(office)
    with act(database_url) as at:
        comparing = "UPDATE decision SET state = 'decided', compared_by_person_id = %s WHERE id = %s"
        assert at.refusal(comparing, at.become("district_approver"), one["id"]) == "CT010"
        assert at.refusal(comparing, at.become("provincial_approver"), one["id"]) is None
        at.become("district_officer")
        for change in ("amount_vnd = 1", "rows = rows + 1", "annex_sha256 = annex_sha256 || annex_sha256"):
            assert at.refusal(f"UPDATE decision SET {change} WHERE id = %s", one["id"]) == "CT003", change


def test_it_is_recorded_by_one_and_confirmed_by_another(office: Office) -> None:
    officer, approver = office.desk("provincial_officer", "58"), office.desk("provincial_approver", "58")
    one = accepted(officer.post("/approval-levels", ABOVE))
    assert one["state"] == "recorded"
    accepted(record(office.desk("district_officer", "582"), drafted(office, 3)))  # it does not count yet
    same = office.desk("provincial_approver", "58", person="provincial_officer 58")
    path = f"/approval-levels/{one['id']}"
    refused(same.post(f"{path}/confirmation"), "SAME_HANDS")
    accepted(approver.post(f"{path}/confirmation"))
    refused(approver.post(f"{path}/confirmation"), "WRONG_STATE")
    refused(officer.post(f"{path}/void", {"reason": "Nhầm"}), "WRONG_STATE")
    again = accepted(officer.post("/approval-levels", ABOVE))
    refused(approver.post(f"/approval-levels/{again['id']}/confirmation"), "LEVEL_KNOWN")
    assert accepted(officer.post(f"/approval-levels/{again['id']}/void", {"reason": "Nhầm"}))["state"] == "void"
    told = accepted(office.desk("district_officer", "584").get("/approval-levels"))["items"]
    assert [each["state"] for each in told] == ["in_force", "void"] and told[0]["decider"] == "provincial_approver"


def test_what_cannot_be_meant_is_refused(office: Office) -> None:
    officer = office.desk("provincial_officer", "58")
    refused(officer.post("/approval-levels", {**ABOVE, "amount_to_vnd": 1}), "BAND_UPSIDE_DOWN")
    refused(officer.post("/approval-levels", {**ABOVE, "unit_kind": "district"}), "ONE_UNIT_OR_A_KIND")
    refused(officer.post("/approval-levels", {**ABOVE, "unit": "999"}), "NO_SUCH_RECORD")
    for wrong in ({"decider": "auditor"}, {"policy": "none"}, {"amount_from_vnd": -1}):
        assert officer.post("/approval-levels", {**ABOVE, **wrong}).status_code == 422
    misplaced = office.desk("provincial_officer", "582")
    refused(misplaced.post("/approval-levels", ABOVE), "PROVINCE_DELEGATES")
