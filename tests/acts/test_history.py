"""What was paid, to whom, why, and as of when; supports of before the service began."""

from datetime import UTC, datetime

from tests.acts.forms import sign
from tests.acts.province import (
    EMPLOYEE,
    FREELANCE,
    appraised,
    decided,
    exported,
    files_of,
    freelance_list,
    send,
    suspended_list,
    workers,
)
from tests.acts.test_decisions import confirmed
from tests.acts.test_payment import CASH
from tests.office import Office, accepted, refused

PRIOR = {
    "full_name": "Nguyễn Thị Bình", "birth_date": "1988-03-15", "sex": "female", "citizen_id": "058188000001",
    "policy": "household_business", "amount_vnd": 3_000_000, "paid_on": "2021-08-05", "paper": "0508/QĐ-UBND",
}  # fmt: skip


def test_payouts_are_filtered_paged_and_told_as_of_a_moment(office: Office) -> None:
    freelance_list(office, workers(5))
    decided(office, [appraised(office)["id"]])
    batch = exported(office)
    maker, auditor = office.desk("finance_maker", "582"), office.desk("auditor", "582")
    before = datetime.now(UTC).isoformat()
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data)))
    first = accepted(auditor.get("/payouts", limit=2))
    second = accepted(auditor.get("/payouts", limit=2, after=first["next"]))
    third = accepted(auditor.get("/payouts", limit=2, after=second["next"]))
    assert [len(page["items"]) for page in (first, second, third)] == [2, 2, 1] and third["next"] is None
    assert accepted(auditor.get("/payouts/totals", as_of=before)) == {
        "exported": {"payouts": 5, "amount_vnd": 7_500_000}
    }
    assert accepted(auditor.get("/payouts/totals", paid_from=before))["settled"]["payouts"] == 5
    assert accepted(auditor.get("/payouts/totals", paid_to=before)) == {}
    for name, value, number in (
        ("commune", "22738", 5), ("commune", "22741", 0), ("policy", "freelance", 5), ("state", "settled", 5),
        ("batch", batch["id"], 5), ("amount_min", 1_500_001, 0), ("amount_max", 1_500_000, 5), ("decision", 999, 0),
    ):  # fmt: skip
        assert len(accepted(auditor.get("/payouts", **{name: value}))["items"]) == number, name


def test_a_person_is_found_by_name_number_or_account_and_only_by_post(office: Office) -> None:
    freelance_list(office, workers(2))
    decided(office, [appraised(office)["id"]])
    exported(office)
    auditor = office.desk("auditor", "582")
    name = workers(1)[0]["full_name"]
    assert len(accepted(auditor.post("/payouts/search", {"name": str(name).upper()}))["items"]) == 1
    assert len(accepted(auditor.post("/payouts/search", {"number": "058188000002"}))["items"]) == 1
    assert accepted(auditor.post("/payouts/search", {"account": "4901205999888"}))["items"] == []
    assert auditor.get("/payouts/search").status_code in {404, 405, 422}


def test_one_persons_whole_story_names_the_row_the_law_the_decision_and_who_did_what(office: Office) -> None:
    receipt = freelance_list(office, workers(1))
    decided(office, [appraised(office)["id"]])
    batch = exported(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data)))
    auditor = office.desk("auditor", "582")
    [person] = accepted(auditor.post("/beneficiaries/search", {"number": "058188000001"}))["items"]
    story = accepted(auditor.get(f"/beneficiaries/{person['id']}/history"))
    assert (story["rows"][0]["list_id"], story["rows"][0]["received_on"]) == (receipt["list_id"], "2021-08-10")
    assert [each["outcome"] for each in story["determinations"]] == ["eligible", "eligible"]
    cited = {result["citation"] if isinstance(result["citation"], str) else result["citation"]["instrument"]
             for result in story["determinations"][0]["explanation"]["results"]}  # fmt: skip
    assert any("68/NQ-CP" in str(each) for each in cited)
    assert story["decisions"][0]["number"] == "1234/QĐ-UBND"
    steps = [(change["kind"], change["to_state"]) for change in story["changes"]]
    assert steps == [
        ("application", "determined"), ("application", "appraised"), ("entitlement", "open"),
        ("application", "decided"), ("entitlement", "reserved"), ("payout", "batched"), ("payout", "exported"),
        ("payout", "settled"), ("entitlement", "paid"),
    ] or sorted(steps) == sorted([
        ("application", "determined"), ("application", "appraised"), ("entitlement", "open"),
        ("application", "decided"), ("entitlement", "reserved"), ("payout", "batched"), ("payout", "exported"),
        ("payout", "settled"), ("entitlement", "paid"),
    ]), steps  # fmt: skip
    assert {change["actor"] for change in story["changes"]} >= {"district_officer 582", "finance_maker 582"}


def test_a_support_paid_before_counts_shows_and_is_never_payable(office: Office) -> None:
    officer = office.desk("district_officer", "582")
    recorded = accepted(officer.post("/prior-supports", {"rows": [PRIOR]}))
    assert (recorded["recorded"], recorded["known"], recorded["faults"]) == (1, [], [])
    receipt = freelance_list(office, [{**workers(1)[0]}])
    assert receipt["counts"]["ineligible"] == 1
    [row] = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{receipt['list_id']}/rows"))["items"]
    assert row["reason"] == "one_cash_regime"
    auditor = office.desk("auditor", "582")
    [person] = accepted(auditor.post("/beneficiaries/search", {"number": "058188000001"}))["items"]
    [support] = accepted(auditor.get(f"/beneficiaries/{person['id']}/history"))["entitlements"]
    assert (support["origin"], support["state"], support["recorded"]["paper"]) == ("recorded", "paid", "0508/QĐ-UBND")
    refused(office.desk("finance_maker", "582").post("/payment-batches", CASH), "NOTHING_TO_PAY")


def test_meals_paid_before_take_nothing_away(office: Office) -> None:
    meals = {**PRIOR, "policy": "meals_f1", "amount_vnd": 1_120_000}
    accepted(office.desk("district_officer", "582").post("/prior-supports", {"rows": [meals]}))
    assert freelance_list(office, [{**workers(1)[0]}])["counts"]["eligible"] == 1


def test_two_supports_of_one_person_are_both_recorded_and_one_recorded_already_comes_back(office: Office) -> None:
    officer = office.desk("district_officer", "582")
    both = [PRIOR, {**PRIOR, "policy": "freelance", "amount_vnd": 1_500_000}]
    recorded = accepted(officer.post("/prior-supports", {"rows": both}))
    assert (recorded["recorded"], recorded["known"], recorded["faults"]) == (2, [], [])
    again = accepted(officer.post("/prior-supports", {"rows": [{**PRIOR, "amount_vnd": 2_999_999}]}))
    assert (again["recorded"], again["known"]) == (0, [1])


def test_a_child_paid_for_to_its_mother_before_the_service_began_is_not_paid_for_to_its_father(office: Office) -> None:
    child = {"component": "child_under_6", "child_certificate": "123/2018", "amount_vnd": 1_000_000}
    mother = {**PRIOR, "policy": "suspended_contract", "amount_vnd": 3_710_000}
    recorded = accepted(
        office.desk("district_officer", "582").post("/prior-supports", {"rows": [mother, {**mother, **child}]})
    )
    assert (recorded["recorded"], recorded["known"], recorded["faults"]) == (2, [], [])
    named = {"child_1_name": "Trần Bé", "child_1_birth_date": "2018-05-01"}
    father = {**EMPLOYEE, **named, "child_1_certificate": "123/2018"}
    other = {
        **EMPLOYEE, **named, "full_name": "Trần Văn Tư", "citizen_id": "058085004322",
        "insurance_number": "5812345679", "child_1_certificate": "124/2018",
    }  # fmt: skip
    suspended_list(office, [father, other])
    confirmed(office)
    found = accepted(office.desk("auditor", "582").get("/applications", policy="suspended_contract"))["items"]
    assert sorted(one["amount_vnd"] for one in found) == [3_710_000, 4_710_000]


def test_wrong_rows_of_prior_supports_come_back_and_the_others_are_recorded(office: Office) -> None:
    officer = office.desk("district_officer", "582")
    rows = [PRIOR, {**PRIOR, "citizen_id": "58188000002"}, {**PRIOR, "citizen_id": "058188000003", "amount_vnd": 0}]
    recorded = accepted(officer.post("/prior-supports", {"rows": rows}))
    assert recorded["recorded"] == 1
    assert {(fault["row"], fault["code"]) for fault in recorded["faults"]} >= {(2, "LEADING_ZERO_LOST")}
    refused(office.desk("provincial_officer", "58").post("/prior-supports", {"rows": [PRIOR]}), "DISTRICT_UNKNOWN")


def test_another_districts_payouts_are_not_there(office: Office) -> None:
    freelance_list(office, workers(2))
    decided(office, [appraised(office)["id"]])
    exported(office)
    other = office.desk("auditor", "587")
    assert accepted(other.get("/payouts"))["items"] == [] and accepted(other.get("/payouts/totals")) == {}
    assert accepted(other.post("/payouts/search", {"number": "058188000001"}))["items"] == []
    assert accepted(other.post("/beneficiaries/search", {"number": "058188000001"}))["items"] == []
    [mine, *_] = accepted(office.desk("auditor", "582").get("/payouts"))["items"]
    refused(other.get(f"/beneficiaries/{mine['beneficiary_id']}/history"), "NO_SUCH_RECORD")
    sent = send(office.desk("district_officer", "587"), workers(1, 9), **{**FREELANCE, "unit": "22738"})
    refused(sent, "UNIT_UNKNOWN")
