"""What was paid, to whom, why, and as of when; supports of before the service began."""

from datetime import UTC, datetime
from typing import Any

from tests.acts.forms import sign
from tests.acts.province import (
    ACCOUNT,
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
from tests.office import Desk, Office, accepted, refused

PRIOR = {
    "full_name": "Nguyễn Thị Bình", "birth_date": "1988-03-15", "sex": "female", "citizen_id": "058188000001",
    "policy": "household_business", "amount_vnd": 3_000_000, "paid_on": "2021-08-05", "paper": "0508/QĐ-UBND",
}  # fmt: skip

# Blocked areas were no cause before Resolution 126: under the law of September this worker is refused.
BLOCKED = {**EMPLOYEE, "worker_cause": "blocked_area", "payment_method": "cash", "account_number": None, "bank": None}


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
    entries = accepted(office.desk("auditor", "582").get("/audit"))["items"]
    assert [entry["payload"]["amount_vnd"] for entry in entries] == [4_500_000, 0], (
        "what was recorded, not what was sent"
    )


def test_a_child_paid_for_to_its_mother_before_the_service_began_is_not_paid_for_to_its_father(office: Office) -> None:
    child = {"component": "child_under_6", "child_certificate": "123/2018", "amount_vnd": 1_000_000}
    mother = {**PRIOR, "policy": "suspended_contract", "amount_vnd": 3_710_000}
    recorded = accepted(
        office.desk("district_officer", "582").post("/prior-supports", {"rows": [mother, {**mother, **child}]})
    )
    assert (recorded["recorded"], recorded["known"], recorded["faults"]) == (2, [], [])
    named = {"child_1_name": "Trần Bé", "child_1_birth_date": "2018-05-01"}
    father = {**EMPLOYEE, **named, "child_1_certificate": " 123 / 2018"}
    other = {
        **EMPLOYEE, **named, "full_name": "Trần Văn Tư", "citizen_id": "058085004322",
        "insurance_number": "5812345679", "child_1_certificate": "124/2018",
    }  # fmt: skip
    suspended_list(office, [father, other])
    confirmed(office)
    found = accepted(office.desk("auditor", "582").get("/applications", policy="suspended_contract"))["items"]
    assert sorted(one["amount_vnd"] for one in found) == [3_710_000, 4_710_000]


def test_a_search_looks_for_somebody_by_name_number_or_account(office: Office) -> None:
    with_account = {**workers(1, first=1)[0], **ACCOUNT}
    freelance_list(office, [workers(1)[0], with_account])
    officer = office.desk("district_officer", "582")
    for path in ("/applications/search", "/beneficiaries/search", "/payouts/search"):
        assert "số tài khoản" in refused(officer.post(path, {}), "MALFORMED_REQUEST")["detail"]
    for path in ("/applications/search", "/beneficiaries/search"):
        [found] = accepted(officer.post(path, {"account": ACCOUNT["account_number"]}))["items"]
        assert found["full_name"] == with_account["full_name"]
        assert accepted(officer.post(path, {"account": "000000"}))["items"] == []


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


def test_a_mistyped_filter_is_told_instead_of_finding_nothing(office: Office) -> None:
    auditor = office.desk("auditor", "582")
    for path in ("/payouts", "/applications", "/decisions", "/submissions", "/payment-batches"):
        assert "trạng thái" in refused(auditor.get(path, state="abc"), "MALFORMED_REQUEST")["detail"]
        assert "chính sách" in refused(auditor.get(path, policy="nope"), "MALFORMED_REQUEST")["detail"]
        assert accepted(auditor.get(path, state="withdrawn", policy="freelance"))["items"] == []


def story_of(desk: Desk, number: object) -> dict[str, Any]:
    """What somebody reads of a person."""
    [person] = accepted(desk.post("/beneficiaries/search", {"number": number}))["items"]
    told: dict[str, Any] = accepted(desk.get(f"/beneficiaries/{person['id']}/history"))
    return told


def test_a_refusal_its_letter_the_order_and_the_support_after_it_stand_in_one_story(office: Office) -> None:
    suspended_list(office, [BLOCKED], employer_cause="none")
    confirmed(office)
    first = decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", law_on="2021-09-10")
    clerk, auditor = office.desk("provincial_officer", "58"), office.desk("auditor", "582")
    accepted(clerk.post("/refusals", {"decision": first["id"]}))
    story = story_of(auditor, BLOCKED["citizen_id"])
    assert [each["id"] for each in story["decisions"]] == [first["id"]]
    [refusal] = story["refusals"]
    assert (refusal["number"], refusal["reason"], refusal["notice_number"]) == ("1234/QĐ-UBND", "cause", None)
    sent = {"number": "77/UBND", "sent_on": "2021-11-20", "how": "post"}
    accepted(clerk.post(f"/refusals/{refusal['notice_id']}/sent", sent))
    asked = {"policy": "suspended_contract", "on": "2021-11-15"}
    change = accepted(clerk.post("/redeterminations/preview", asked))["effects"]["becomes_eligible"]
    order = {"number": "77/QĐ-UBND", "signed_on": "2021-11-15", "signer": "Nguyễn Văn Chủ"}
    sums = {"rows": change["applications"], "amount_vnd": change["change_vnd"]}
    ordered = accepted(clerk.post("/redeterminations", {**asked, **order, **sums}))
    accepted(office.desk("provincial_approver", "58").post(f"/redeterminations/{ordered['id']}/steps"))
    second = decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", "78/QĐ-UBND")
    story = story_of(auditor, BLOCKED["citizen_id"])
    assert [each["id"] for each in story["decisions"]] == [first["id"], second["id"]]
    [refusal], [again] = story["refusals"], story["redeterminations"]
    assert (refusal["decision_id"], refusal["notice_number"], refusal["sent_on"]) == (
        first["id"], "77/UBND", "2021-11-20"
    )  # fmt: skip
    assert (again["number"], again["effect"], again["before_id"]) == (
        "77/QĐ-UBND", "becomes_eligible", refusal["determination_id"]
    )  # fmt: skip


def test_who_does_not_pay_a_case_reads_neither_its_reasons_nor_the_day_of_birth(office: Office) -> None:
    suspended_list(office, [EMPLOYEE])
    confirmed(office)
    freelance_list(office, workers(1))
    waiting = story_of(office.desk("finance_maker", "582"), "058188000001")
    assert [each["explanation"] for each in waiting["determinations"]] == [None], "nothing is paid yet"
    decided(office, [appraised(office)["id"]])
    decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", "78/QĐ-UBND")
    for unit, number, reads in (
        ("582", "058188000001", True), ("582", EMPLOYEE["citizen_id"], False), ("58", EMPLOYEE["citizen_id"], True),
    ):  # fmt: skip
        told = story_of(office.desk("finance_maker", unit), number)
        assert [bool(each["explanation"]) for each in told["determinations"]] == [reads] * len(told["determinations"])
        assert told["determinations"] and told["birth_date"] is None and told["birth_year"]
    whole = story_of(office.desk("auditor", "582"), EMPLOYEE["citizen_id"])
    assert (whole["birth_date"], whole["birth_year"]) == (None, 1985), "an auditor gives a reason to see the day"
    approver = story_of(office.desk("district_approver", "582"), EMPLOYEE["citizen_id"])
    assert approver["birth_date"] == EMPLOYEE["birth_date"]
    assert all(each["explanation"]["results"] for each in whole["determinations"])


def test_objections_stand_in_the_story_and_their_words_only_for_who_works_on_the_lists(office: Office) -> None:
    receipt = freelance_list(office, workers(1))
    clerk, approver = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    [row] = accepted(clerk.get(f"/beneficiary-lists/{receipt['list_id']}/rows"))["items"]
    days = {"posted_from": "2021-08-11", "posted_to": "2021-08-15", "place": "Nhà văn hóa khu phố 1"}
    posting = accepted(clerk.post("/postings", {**days, "list": receipt["list_id"]}))
    said = {"application": row["application_id"], "text": "Người này có việc làm", "received_on": "2021-08-12"}
    objection = accepted(clerk.post(f"/postings/{posting['id']}/objections", said))
    ruling = {"upheld": False, "reason": "Đã xác minh: đúng đối tượng"}
    accepted(approver.post(f"/objections/{objection['id']}/decision", ruling))
    [told] = story_of(office.desk("auditor", "582"), "058188000001")["objections"]
    assert (told["text"], told["upheld"], told["reason"]) == (said["text"], False, ruling["reason"])
    [shown] = story_of(office.desk("finance_maker", "582"), "058188000001")["objections"]
    assert (shown["id"], shown["upheld"], shown["text"], shown["reason"]) == (objection["id"], False, None, None)
