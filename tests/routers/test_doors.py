"""Every route has a guard; every role is let in where it belongs and nowhere else; nobody sees next door."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute

from app.access import PERMITTED, Action, Role, key_digest
from tests.acts.province import workers
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import (
    CLOSING,
    ELSEWHERE,
    HOME,
    LETTER,
    ORDER,
    PERSON,
    RECEIPT,
    WAIVER,
    Records,
    query,
)
from tests.routers.routes import OPEN, READ_BY_POST, SEARCHES, actions_of, api_routes, method_of, name_of, takes_effect

ROUTES = api_routes()
GUARDED = [route for route in ROUTES if route.path not in OPEN]
UNIT = {
    Role.PROVINCIAL_OFFICER: "58", Role.PROVINCIAL_APPROVER: "58", Role.LEGAL_OFFICER: "58", Role.ADMINISTRATOR: "58"
}  # fmt: skip
THE_LAWS = ("{code}", "{point}")  # of no district
OF_A_RECORD = [
    route
    for route in GUARDED
    if "{" in route.path
    and "search" not in route.path
    and not any(name in route.path for name in THE_LAWS)
    and PERMITTED[actions_of(route)[0]] - UNIT.keys()  # somebody of another district may ask
]
PAGES = [
    ("/beneficiary-lists", "district_officer"),
    ("/applications", "district_officer"),
    ("/submissions", "district_officer"),
    ("/decisions", "district_officer"),
    ("/payment-batches", "finance_maker"),
    ("/answers", "finance_maker"),
    ("/payment-corrections", "auditor"),
    ("/payment-words", "auditor"),
    ("/payouts", "auditor"),
    ("/funds", "auditor"),
    ("/fundings", "auditor"),
    ("/overpayments", "auditor"),
    ("/paying-agents", "auditor"),
    ("/advances", "auditor"),
    ("/advances/holders", "auditor"),
    ("/reimbursements", "auditor"),
    ("/signatories", "auditor"),
    ("/refusals", "auditor"),
    ("/postings", "auditor"),
    ("/objections", "auditor"),
    ("/links", "district_officer"),
    ("/registers", "district_officer"),
    ("/findings", "district_officer"),
    ("/checks/on_death_register/findings", "district_officer"),
]
BANK_LETTER = {"number": "1/NH", "signed_on": "2022-02-24"}
BODIES: dict[str, object] = {
    "/api/submissions/{submission_id}/appraisal": {"agreed": True, "opinion": "Đủ điều kiện"},
    "/api/decisions/{decision_id}/record": {
        "number": "1/QĐ", "signed_on": "2021-11-15", "signer": "Nguyễn Văn Chủ", "rows": 1, "amount_vnd": 1
    },
    "/api/decisions/{decision_id}/comparison": {
        "number": "1/QĐ", "signed_on": "2021-11-15", "rows": 1, "amount_vnd": 1
    },
    "/api/payment-batches/{batch_id}/check": {"payouts": 1, "amount_vnd": 1},
    "/api/applications/{application_id}/match": {"same": False, "note": "Khác người"},
    "/api/applications/{application_id}/payment": {"payment_method": "cash", "reason": "Đổi"},
    "/api/applications/{application_id}/decline": {
        "paper_number": "1/ĐTN", "paper_date": "2021-08-20", "reason": "Không nhận"
    },
    "/api/applications/{application_id}/decline/withdrawal": {"paper_number": "2/ĐTN", "paper_date": "2021-09-01"},
    "/api/beneficiary-lists/{list_id}/corrections": {"header": {}, "rows": workers(1, first=300)},
    "/api/redeterminations": ORDER,
    "/api/redeterminations/preview": {"policy": "freelance", "on": "2021-11-15"},
    "/api/what-if": {
        "policy": "freelance", "on": "2021-11-15",
        "amendments": [{"value": "floor_vnd", "since": "2021-11-10", "to": 1_600_000}],
    },
    "/api/policies/open-points/{point}/words": {"value": True, "citation": {"instrument": "1/CV", "unit": "1"}},
    "/api/policies/open-points/{point}/withdrawal": {"reason": "Nhầm"},
    "/api/refusals/{refusal_id}/sent": {"number": "9/UBND", "sent_on": "2021-11-20", "how": "post"},
    "/api/postings/{posting_id}/objections": {"application": 1, "text": "Không đúng", "received_on": "2021-08-12"},
    "/api/objections/{objection_id}/decision": {"upheld": False, "reason": "Đã xác minh"},
    "/api/applications/{application_id}/papers": {"papers": [{"paper": "local_file", "has": True}]},
    "/api/beneficiaries/{beneficiary_id}/documents": {
        "kind": "citizen_id", "number": "058188999999", "reason": "Đã đổi CCCD"
    },
    "/api/beneficiaries/{beneficiary_id}/unmasking": {
        "reason": "complaint", "words": "Khiếu nại số 12 của người dân"
    },
    "/api/documents/{document_id}/correction": {"number": None, "reason": "Nhầm"},
    "/api/links/{link_id}/decision": {"agreed": True, "opinion": "Đúng"},
    "/api/payouts/{payout_id}/proof": {**BANK_LETTER, "outcome": "unpaid", "day": "2022-02-24"},
    "/api/payouts/{payout_id}/resolution": {**BANK_LETTER, "outcome": "settled", "day": "2022-02-24"},
    "/api/payouts/{payout_id}/return": {
        **BANK_LETTER, "day": "2022-02-24", "code": "AC04", "amount_vnd": 1_500_000, "bank_reference": "FT2"
    },
    "/api/payouts/{payout_id}/after-return": {**BANK_LETTER, "outcome": "give_up"},
    "/api/unclaimed/deadlines": {**BANK_LETTER, "policy": "freelance", "day": "2022-01-15"},
    "/api/unclaimed/returns": {**BANK_LETTER, "policy": "freelance"},
    "/api/payment-corrections/{correction_id}/confirmation": {"last4": "9888"},
    "/api/payment-words/{word_id}/confirmation": {
        **BANK_LETTER, "day": "2022-02-24", "payouts": 1, "amount_vnd": 1_500_000
    },
    "/api/beneficiary-lists/{list_id}/papers": {"groups": [{"papers": [{"paper": "local_file", "has": True}]}]},
}  # fmt: skip
BODIES |= {
    "/api/funds/{fund_id}/allotments": {
        "kind": "raise", "number": "2/QĐ", "signed_on": "2021-08-12", "signer": "Một Người", "amount_vnd": 1
    },
    "/api/fund-allotments/{allotment_id}/confirmation": {"number": "1/QĐ", "signed_on": "2021-07-12", "amount_vnd": 1},
}  # fmt: skip
CHANGE = {"law_on": "2022-01-10", "ground": "Thanh tra"}
BODIES |= {
    "/api/decisions/{decision_id}/adjustments": {**CHANGE, "rows": [{"entitlement": 1, "amount_vnd": 1}]},
    "/api/decisions/{decision_id}/adjustments/by-order": {**CHANGE, "redetermination": 1},
    "/api/decisions/{decision_id}/revocations": CHANGE,
    "/api/decisions/{decision_id}/corrections": {
        **CHANGE, "rows": [{"application": 1, "field": "full_name", "before": "A", "after": "B"}]
    },
    "/api/overpayments/{case_id}/notification": LETTER,
    "/api/overpayments/{case_id}/repayments": RECEIPT,
    "/api/overpayments/{case_id}/write-offs": WAIVER,
    "/api/overpayments/{case_id}/withdrawal": {"reason": "Nhầm"},
    "/api/repayments/{repayment_id}/confirmation": RECEIPT,
    "/api/write-offs/{write_off_id}/confirmation": {"number": "7/QĐ", "signed_on": "2022-02-10", "amount_vnd": 1},
    "/api/funds/{fund_id}/closings": CLOSING,
    "/api/funds/{fund_id}/carry-overs": {
        **{name: value for name, value in CLOSING.items() if name != "kind"}, "next_fund": 1, "carried_vnd": 1
    },
    "/api/fund-closings/{closing_id}/confirmation": {
        "number": "9/QĐ", "signed_on": "2022-01-31", "available_vnd": 1, "recovered_vnd": 0
    },
}  # fmt: skip
BODIES |= {
    "/api/advances/{advance_id}/confirmation": {"number": "PC 1", "given_on": "2022-02-20", "amount_vnd": 1_500_000},
    "/api/advances/{advance_id}/clearings": {
        "answer": 1, "paid_out_by": "Ai Đó", "handed_in_by": "Ai Đó", "handed_in_on": "2022-02-20"
    },
    "/api/advances/{advance_id}/repayments": {
        "number": "PT 9", "paid_on": "2022-02-20", "amount_vnd": 1, "payer": "Ai Đó"
    },
    "/api/advance-repayments/{advance_repayment_id}/confirmation": {
        "number": "PT 1", "paid_on": "2022-02-20", "amount_vnd": 1
    },
    "/api/reimbursements/{reimbursement_id}/confirmation": {"people": 1, "amount_vnd": 1_500_000},
    "/api/reimbursements/{reimbursement_id}/payment": {"voucher": "UNC 1", "paid_on": "2022-02-20"},
    "/api/signatories/{signatory_id}/end": {"on": "2022-02-20"},
}  # fmt: skip
WHY = ("/void", "/stop", "/parting", "/refusal")


def ask(desk: Desk, route: APIRoute, path: str, **query_: object) -> httpx.Response:
    """A request to a route, with a body that it can read where it has one."""
    path = path.removeprefix("/api")
    if method_of(route) == "GET":
        return desk.get(path, **query_)
    body = {"reason": "Nhầm"} if route.path.endswith(WHY) else BODIES.get(route.path, {})
    return desk.post(path, body, **query_)


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_route_asks_leave_once(route: APIRoute) -> None:
    assert len(actions_of(route)) == (0 if route.path in OPEN else 1)


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_route_with_effect_is_an_act_and_no_other_is(route: APIRoute) -> None:
    assert takes_effect(route) == (method_of(route) == "POST" and route.path not in READ_BY_POST)
    assert method_of(route) in {"GET", "POST"}


def test_every_action_is_some_routes_and_some_roles() -> None:
    assert {action for route in ROUTES for action in actions_of(route)} == set(Action) == set(PERMITTED)
    assert all(PERMITTED.values())


def test_the_administrator_reads_no_personal_data() -> None:
    assert {action for action, roles in PERMITTED.items() if Role.ADMINISTRATOR in roles} == {Action.READ_LAW}


@pytest.mark.parametrize("role", Role)
def test_a_role_is_let_in_where_it_belongs_and_nowhere_else(house: Office, records: Records, role: Role) -> None:
    """From a district without work of its own, so that nothing is done by those let in."""
    desk = house.desk(role, UNIT.get(role, ELSEWHERE))
    for route in GUARDED:
        [action] = actions_of(route)
        answer = ask(desk, route, route.path.format_map(Nothing()))
        if role in PERMITTED[action]:
            assert answer.status_code not in {401, 403, 500}, (name_of(route), answer.text[:300])
        else:
            refused(answer, "NOT_YOURS")
            assert answer.status_code == 403


class Nothing(dict[str, str]):
    """Ids that nothing has."""

    def __missing__(self, key: str) -> str:
        return {"code": "freelance", "name": "none.xlsx"}.get(key, "999999999")


@pytest.mark.parametrize("route", OF_A_RECORD, ids=name_of)
def test_another_districts_record_is_not_found(house: Office, records: Records, route: APIRoute) -> None:
    [action] = actions_of(route)
    desks = [house.desk(role, ELSEWHERE) for role in PERMITTED[action] if role not in UNIT]
    query_ = {"received_on": "2021-08-10"} if route.path.endswith("{list_id}/corrections") else {}
    assert desks
    for desk in desks:
        theirs = ask(desk, route, records.fill(route.path), **query_)
        nobodys = ask(desk, route, route.path.format_map(Nothing()), **query_)
        assert theirs.status_code == nobodys.status_code == 404
        assert theirs.json() == nobodys.json() == refused(theirs, "NO_SUCH_RECORD")


@pytest.mark.parametrize(("path", "role"), PAGES)
def test_another_districts_records_are_on_no_page(house: Office, records: Records, path: str, role: str) -> None:
    ours = accepted(house.desk(role, HOME).get(path))["items"]
    theirs = accepted(house.desk(role, ELSEWHERE).get(path))["items"]  # what the sweep of the roles left there
    assert ours and not [one for one in theirs if one in ours]


@pytest.mark.parametrize("path", sorted(SEARCHES))
@pytest.mark.parametrize("by", [{"name": PERSON["name"]}, {"number": PERSON["number"]}], ids=["name", "number"])
def test_another_districts_people_are_in_no_search(
    house: Office, records: Records, path: str, by: dict[str, str]
) -> None:
    path = path.removeprefix("/api")
    assert accepted(house.desk("auditor", HOME).post(path, by))["items"]
    assert accepted(house.desk("auditor", ELSEWHERE).post(path, by))["items"] == []


def test_another_districts_payouts_count_for_nothing(house: Office, records: Records) -> None:
    assert accepted(house.desk("auditor", HOME).get("/payouts/totals"))
    assert accepted(house.desk("auditor", ELSEWHERE).get("/payouts/totals")) == {}
    home = query("SELECT id FROM unit WHERE code = :code AND kind = 'district'", code=HOME)[0].id
    assert accepted(house.desk("auditor", ELSEWHERE).get("/payouts", district=home))["items"] == []


def test_another_districts_acts_are_in_no_journal(house: Office, records: Records) -> None:
    entries = accepted(house.desk("auditor", HOME).get("/audit"))["items"]
    assert f"list/{records['list_id']}" in {entry["subject"] for entry in entries}
    theirs = accepted(house.desk("auditor", ELSEWHERE).get("/audit"))["items"]
    assert not {entry["id"] for entry in theirs} & {entry["id"] for entry in entries}


@pytest.mark.parametrize(
    ("path", "role", "body"),
    [
        ("/submissions", "district_officer", {"policy": "freelance", "round": 2, "lists": ["list_id"]}),
        ("/decisions", "district_officer", {"submissions": ["submission_id"], "law_on": "2021-11-15"}),
        (
            "/payment-batches",
            "finance_maker",
            {"policy": "freelance", "channel": "cash", "execution_date": "2022-02-28", "decisions": ["decision_id"]},
        ),
    ],
)
def test_another_districts_work_goes_into_nothing_of_ours(
    house: Office, records: Records, path: str, role: str, body: dict[str, Any]
) -> None:
    filled = {name: [records[value[0]]] if isinstance(value, list) else value for name, value in body.items()}
    answer = house.desk(role, ELSEWHERE).post(path, filled)
    assert answer.status_code in {404, 422}
    refused(answer, {"/submissions": "NOTHING_READY", "/payment-batches": "NOTHING_TO_PAY"}.get(path, "NO_SUCH_RECORD"))


@pytest.mark.parametrize("unit", [HOME, "22738"])
def test_a_list_for_another_districts_unit_is_not_taken(house: Office, records: Records, unit: str) -> None:
    desk = house.desk("district_officer", ELSEWHERE)
    when = {"received_on": "2021-08-10", "on": "2021-08-10"}
    answer = desk.post("/beneficiary-lists", {"rows": workers(1, 700)}, policy="freelance", round=2, unit=unit, **when)
    refused(answer, "UNIT_UNKNOWN")


def test_the_province_sees_its_districts(house: Office, records: Records) -> None:
    desk = house.desk("auditor", "58")
    assert accepted(desk.get(f"/beneficiary-lists/{records['list_id']}"))["id"] == records["list_id"]
    assert accepted(desk.get("/payouts/totals"))["settled"]["payouts"] == 3


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer wrong", "Basic Y2hpdHJh", "Bearer \xff"])
@pytest.mark.parametrize("path", ["/api/me", "/api/nowhere"])
def test_without_a_key_nothing_is_told(house: Office, header: str | None, path: str) -> None:
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}
    answer = httpx.get(house.base_url + path, headers=headers)  # type: ignore[arg-type]  # raw bytes on purpose
    assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
    refused(answer, "KEY_NEEDED")


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE api_key SET expires_at = now() WHERE sha256 = :sha256",
        "UPDATE api_key SET revoked_at = now() WHERE sha256 = :sha256",
        "UPDATE account SET closed_at = now() FROM api_key k WHERE k.account_id = account.id AND k.sha256 = :sha256",
    ],
    ids=["expired", "revoked", "closed"],
)
def test_a_key_is_worth_nothing_from_the_moment_it_ends(house: Office, spoil: str, request: Any) -> None:  # noqa: ANN401
    desk = house.desk("auditor", HOME, person=f"Ended {request.node.callspec.id}")
    assert accepted(desk.get("/me"))["role"] == "auditor"
    query(spoil, sha256=key_digest(desk.key))
    refused(desk.get("/me"), "KEY_NEEDED")


def test_a_key_counts_in_the_header_alone(house: Office) -> None:
    key = house.desk("auditor", HOME).key
    for other in ({"params": {"key": key}}, {"cookies": {"chitra_key": key}}):
        assert httpx.get(f"{house.base_url}/api/me", **other).status_code == 401  # type: ignore[arg-type]


def test_a_key_is_kept_as_its_hash_alone(house: Office) -> None:
    key = house.desk("auditor", HOME).key
    [row] = query("SELECT expires_at, k.* FROM api_key k WHERE sha256 = :sha256", sha256=key_digest(key))
    assert row.expires_at > datetime.now(UTC)
    assert key not in str(tuple(row))


def test_every_answer_forbids_caching_and_sniffing(house: Office, records: Records) -> None:
    desk = house.desk("auditor", HOME)
    for answer in (desk.get("/payouts"), desk.get("/nowhere"), httpx.get(f"{house.base_url}/api/me")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
