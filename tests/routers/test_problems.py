"""Whatever comes in, what goes out is a problem in words and in two languages, and never a 500."""

import json
import secrets
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute

from app.access import PERMITTED
from tests.acts.province import FREELANCE, SUSPENDED, workers
from tests.office import XLSX, Desk, Office
from tests.routers.neighbours import PERSON, Records
from tests.routers.routes import actions_of, api_routes, method_of, name_of, takes_effect

ACTS = [route for route in api_routes() if takes_effect(route)]
READERS = [route for route in ACTS if route.body_field or route.openapi_extra]  # the others look at no body
READS = [route for route in api_routes() if method_of(route) == "GET" and route.path != "/api/health"]
ROLES = {
    "district_officer": "582", "district_approver": "582", "finance_maker": "582", "finance_checker": "582",
    "auditor": "582", "legal_officer": "582", "provincial_officer": "58", "provincial_approver": "58",
}  # fmt: skip
DEEP = "[" * 100_000 + "]" * 100_000
LOOSE = {
    "a key twice": '{"policy": "freelance", "policy": "freelance"}',
    "a key twice, deep": '{"rows": [{"a": 1, "a": 2}]}',
    "NaN": '{"round": NaN}',
    "Infinity": '{"round": -Infinity}',
    "nesting": '{"rows": ' + DEEP + "}",
    "nesting of objects": '{"a":' * 5_000 + "1" + "}" * 5_000,
    "five thousand digits": '{"round": ' + "9" * 5_000 + "}",
    "a number of nineteen digits": '{"round": 1234567890123456789}',
    "a huge exponent": '{"round": 1e999999}',
    "half a text": '{"policy": "free',
    "nothing": "",
    "blank": "   ",
    "two values": "{} {}",
    "a comment": '{"a": 1} // why',
    "single quotes": "{'policy': 'freelance'}",
}
NOT_UTF8 = {
    "another coding": '{"policy": "được"}'.encode("utf-16"),
    "broken": b'{"policy": "\xff\xfe"}',
    "overlong": b'{"policy": "\xc0\xaf"}',
    "surrogate bytes": b'{"policy": "\xed\xa0\x80"}',
    "zeros": b"\x00" * 100,
}
ODD_TEXTS = {
    "NUL": "\u0000",
    "lone surrogate": "\ud800",
    "reversed pair": "\udc00\ud800",
    "bell": "a\u0007",
    "long": "a" * 100_000,
}


def problem_of(answer: httpx.Response) -> dict[str, Any]:
    """The problem that an answer is."""
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[:500])
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = json.loads(answer.content)
    assert problem["status"] == answer.status_code
    for name in ("code", "title", "detail", "detail_en"):
        assert isinstance(problem[name], str) and problem[name].strip(), problem
    assert problem["detail"] != problem["detail_en"] and problem["code"] == problem["code"].upper()
    assert problem["type"] == f"urn:chitra:problem:{problem['code'].lower().replace('_', '-')}"
    return problem


def desk_for(house: Office, route: APIRoute) -> Desk:
    """Somebody whom the route lets in."""
    [action] = actions_of(route)
    return next(house.desk(role, unit) for role, unit in ROLES.items() if role in PERMITTED[action])


def post(desk: Desk, route: APIRoute, records: Records, body: bytes, media_type: str) -> httpx.Response:
    """Bytes to a route that takes effect, with whatever query its files need."""
    path = records.fill(route.path).removeprefix("/api")
    query = {"policy": "freelance", "round": 2, "received_on": "2021-08-10", "on": "2021-08-10"}
    headers = {"Idempotency-Key": secrets.token_hex(8), "Content-Type": media_type}
    return desk.http.post(path, params=query, content=body, headers=headers)


@pytest.mark.parametrize("what", LOOSE)
@pytest.mark.parametrize("route", ACTS, ids=name_of)
def test_json_that_can_be_read_in_two_ways_is_not_read(
    house: Office, records: Records, route: APIRoute, what: str
) -> None:
    problem_of(post(desk_for(house, route), route, records, LOOSE[what].encode(), "application/json"))


@pytest.mark.parametrize("what", NOT_UTF8)
@pytest.mark.parametrize("media_type", ["application/json", "application/problem+json", "text/json"])
def test_what_is_not_utf8_is_told(house: Office, records: Records, what: str, media_type: str) -> None:
    for route in ACTS:
        answer = post(desk_for(house, route), route, records, NOT_UTF8[what], media_type)
        problem_of(answer)


@pytest.mark.parametrize("path", ["/applications/search", "/payouts/search", "/beneficiaries/search"])
@pytest.mark.parametrize("body", [*LOOSE.values(), "[]", "null", '"a"', "1", "true"])
def test_a_search_that_cannot_be_read_is_told(house: Office, path: str, body: str) -> None:
    desk = house.desk("auditor", "582")
    problem_of(desk.http.post(path, content=body.encode(), headers={"Content-Type": "application/json"}))


@pytest.mark.parametrize("what", ODD_TEXTS)
def test_no_text_is_too_odd_for_an_answer(house: Office, records: Records, what: str) -> None:
    odd = json.dumps(ODD_TEXTS[what]).encode()  # escaped: as JSON may hold it
    for route in ACTS:
        for field in (b"policy", b"reason", b"number", b"opinion", b"note", b"header", b"rows"):
            answer = post(
                desk_for(house, route), route, records, b'{"' + field + b'": ' + odd + b"}", "application/json"
            )
            assert answer.status_code < 500, (name_of(route), field, answer.text[:300])
    for path in ("/applications/search", "/payouts/search", "/beneficiaries/search"):
        for field in (b"name", b"number", b"account"):
            headers = {"Content-Type": "application/json"}
            desk = house.desk("auditor", "582")
            answer = desk.http.post(path, content=b'{"' + field + b'": ' + odd + b"}", headers=headers)
            assert answer.status_code < 500, (path, field, answer.text[:300])


@pytest.mark.parametrize("what", ODD_TEXTS)
@pytest.mark.parametrize(
    "field", ["full_name", "citizen_id", "occupation", "residence_commune", "bank", "payment_method"]
)
def test_an_odd_text_in_a_row_is_a_fault_of_the_row(house: Office, what: str, field: str) -> None:
    desk = house.desk("district_officer", "582")
    row = {**workers(1, first=500)[0], field: ODD_TEXTS[what]}
    body = json.dumps({"header": {}, "rows": [row]}).encode()
    headers = {"Content-Type": "application/json"}
    query: dict[str, Any] = {**FREELANCE, "dry_run": "true"}
    answer = desk.http.post("/beneficiary-lists", params=query, content=body, headers=headers)
    assert answer.status_code < 500, answer.text[:500]
    if answer.status_code >= 400:
        problem_of(answer)


MONEY = [1.0, 1.5, 1e3, True, "1000", None, -1, 10**16, [1], {"a": 1}]


@pytest.mark.parametrize("amount", MONEY)
@pytest.mark.parametrize("field", ["payouts", "amount_vnd"])
def test_money_is_a_whole_number_and_nothing_like_it(
    house: Office, records: Records, field: str, amount: object
) -> None:
    body = {"payouts": 3, "amount_vnd": 4_500_000, field: amount}
    answer = house.desk("finance_checker", "582").post(f"/payment-batches/{records['batch_id']}/check", body)
    assert (answer.status_code, problem_of(answer)["code"]) == (422, "MALFORMED_REQUEST")


@pytest.mark.parametrize("rows", MONEY)
def test_a_papers_figures_are_whole_numbers(house: Office, records: Records, rows: object) -> None:
    paper = {"number": "1/QĐ", "signed_on": "2021-11-15", "signer": "A", "rows": rows, "amount_vnd": 1}
    answer = house.desk("district_officer", "582").post(f"/decisions/{records['decision_id']}/record", paper)
    assert problem_of(answer)["code"] == "MALFORMED_REQUEST"


@pytest.mark.parametrize("agreed", [1, 0, "true", "yes", None])
def test_a_yes_is_true_and_nothing_like_it(house: Office, records: Records, agreed: object) -> None:
    word = {"agreed": agreed, "opinion": "Đủ"}
    answer = house.desk("district_approver", "582").post(f"/submissions/{records['submission_id']}/appraisal", word)
    assert problem_of(answer)["code"] == "MALFORMED_REQUEST"


DAYS = [
    "2021-02-30", "15/11/2021", "2021-11-15T00:00:00", "2021-1-5", "0000-00-00", "10000-01-01", "", " 2021-11-15",
    "today", 20211115, 1.5, True, None, "２０２１-11-15",
]  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_a_day_is_a_day(house: Office, records: Records, day: object) -> None:
    body = {"submissions": [records["submission_id"]], "law_on": day}
    answer = house.desk("district_officer", "582").post("/decisions", body)
    assert problem_of(answer)["code"] == "MALFORMED_REQUEST"


@pytest.mark.parametrize("day", [day for day in DAYS if isinstance(day, str)])
@pytest.mark.parametrize("name", ["received_on", "on"])
def test_a_day_in_an_address_is_a_day(house: Office, name: str, day: str) -> None:
    desk = house.desk("district_officer", "582")
    answer = desk.post("/beneficiary-lists", {"rows": workers(1)}, **{**FREELANCE, name: day})
    assert problem_of(answer)["code"] == "MALFORMED_REQUEST"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-01-01"])
def test_a_day_far_away_is_no_error_of_ours(house: Office, day: str) -> None:
    desk = house.desk("district_officer", "582")
    for path in ("/units", "/policies/freelance", "/policies/suspended_contract"):
        assert desk.get(path, on=day).status_code < 500
    for policy in (FREELANCE, {**SUSPENDED, "unit": "582"}):
        for name in ("received_on", "on"):
            answer = desk.post("/beneficiary-lists", {"rows": workers(1)}, **{**policy, name: day, "dry_run": "true"})
            assert answer.status_code < 500, answer.text[:300]


FAR = [0, -1, 2**63, 2**64, 10**30, "1e3", "1.0", "0x1", "a", "%00", "１", "9" * 5_000]


@pytest.mark.parametrize("far", FAR)
def test_an_id_that_nothing_can_have_is_told(house: Office, far: object) -> None:
    for route in [*ACTS, *READS]:
        if "_id}" in route.path:
            path = route.path.partition("{")[0].removeprefix("/api") + str(far) + route.path.partition("}")[2]
            path = path.replace("{name}", "a")
            desk = desk_for(house, route)
            problem_of(desk.get(path) if method_of(route) == "GET" else desk.post(path))


@pytest.mark.parametrize("far", FAR)
def test_a_filter_that_nothing_can_have_is_told(house: Office, far: object) -> None:
    desk = house.desk("auditor", "582")
    for name in ("after", "limit", "district", "batch", "decision", "amount_min", "as_of", "paid_from"):
        answer = desk.http.get("/payouts", params={name: str(far)})
        assert answer.status_code < 500, (name, answer.text[:300])
        if answer.status_code != 200:
            problem_of(answer)


@pytest.mark.parametrize(
    "moment", ["2021-11-20", "2021-11-20T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"]
)
def test_an_instant_has_its_zone(house: Office, moment: str) -> None:
    for name in ("paid_from", "paid_to", "as_of"):
        assert house.desk("auditor", "582").get("/payouts", **{name: moment}).status_code < 500
        assert house.desk("auditor", "582").get("/payouts/totals", **{name: moment}).status_code < 500


@pytest.mark.parametrize("route", READERS, ids=name_of)
def test_a_field_that_is_not_known_is_refused(house: Office, records: Records, route: APIRoute) -> None:
    body = json.dumps({"nobody_knows": 1}).encode()
    problem_of(post(desk_for(house, route), route, records, body, "application/json"))


@pytest.mark.parametrize("known", [{"policy": "freelance", "round": 2, "lists": None}, {"policy": "freelance"}])
def test_one_unknown_field_beside_good_ones_is_refused(house: Office, known: dict[str, object]) -> None:
    answer = house.desk("district_officer", "582").post("/submissions", {**known, "Round": 2})
    assert problem_of(answer)["code"] == "MALFORMED_REQUEST"


TYPES = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "image/png",
    "",
    "multipart/form-data",
    "application/json;",
    "a/b/c",
    "xml",
]


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize("route", READERS, ids=name_of)
def test_a_wrong_type_of_content_is_told(house: Office, records: Records, route: APIRoute, media_type: str) -> None:
    answer = post(desk_for(house, route), route, records, b"a=1&b=2", media_type)
    problem_of(answer)


FORMS = {
    "empty": b"",
    "no part": b"--b--\r\n",
    "an empty file": b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n\r\n--b--\r\n',
    "another field": b'--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nx\r\n--b--\r\n',
    "not closed": b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nA,B',
    "no head": b"--b\r\n\r\nA,B\r\n--b--\r\n",
    "another boundary": b'--c\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nA\r\n--c--\r\n',
    "a broken head": b"--b\r\nContent-Disposition\r\n\r\nA\r\n--b--\r\n",
    "a name of bytes": b'--b\r\nContent-Disposition: form-data; name="\xff"; filename="\xfe"\r\n\r\nA\r\n--b--\r\n',
    "a text for a file": b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nA,B\r\n--b--\r\n',
    "many fields": b"".join(
        b'--b\r\nContent-Disposition: form-data; name="f%d"\r\n\r\nA\r\n' % nth for nth in range(2_000)
    )
    + b"--b--\r\n",
    "many files": b"".join(
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="%d"\r\n\r\nA\r\n' % nth for nth in range(1_500)
    )
    + b"--b--\r\n",
}
UPLOADS = [route for route in ACTS if route.openapi_extra]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Starlette's file of an open part
@pytest.mark.parametrize("what", FORMS)
@pytest.mark.parametrize("route", UPLOADS, ids=name_of)
def test_a_form_that_is_none_is_told(house: Office, records: Records, route: APIRoute, what: str) -> None:
    problem_of(post(desk_for(house, route), route, records, FORMS[what], "multipart/form-data; boundary=b"))


@pytest.mark.parametrize("boundary", ["", "=", "a" * 500, '"', "é", ";", "b; boundary=c"])
@pytest.mark.parametrize("route", UPLOADS, ids=name_of)
def test_a_boundary_that_is_none_is_told(house: Office, records: Records, route: APIRoute, boundary: str) -> None:
    media_type = f"multipart/form-data; boundary={boundary}"
    path = records.fill(route.path).removeprefix("/api")
    headers = {b"Idempotency-Key": secrets.token_hex(8).encode(), b"Content-Type": media_type.encode("latin-1")}
    query = {"policy": "freelance", "round": 2, "received_on": "2021-08-10"}
    desk = desk_for(house, route)
    problem_of(desk.http.post(path, params=query, content=FORMS["an empty file"], headers=headers))  # type: ignore[arg-type]


FILES = {
    "a little": b"a",
    "half a workbook": b"PK\x03\x04" + b"\x00" * 50,
    "the end of an archive": b"PK\x05\x06" + b"\x00" * 18,
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "a document": b"%PDF-1.7\n",
    "half an XML": b"<?xml",
    "another's XML": b"<Document xmlns='urn:other'/>",
    "zeros": b"\x00" * 2_000,
    "line ends": b"\n" * 2_000,
    "commas": b"," * 2_000,
    "a quote": b'"',
    "a mark": b"\xef\xbb\xbf",
    "an entity": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
}


@pytest.mark.parametrize("what", FILES)
@pytest.mark.parametrize(
    "media_type", [XLSX, "text/csv", "application/zip", "application/xml", "application/octet-stream"]
)
@pytest.mark.parametrize("route", UPLOADS, ids=name_of)
def test_a_file_that_is_none_is_told(
    house: Office, records: Records, route: APIRoute, media_type: str, what: str
) -> None:
    problem_of(post(desk_for(house, route), route, records, FILES[what], media_type))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize(
    "path", ["/payouts", "/submissions", "/nowhere", "/health", "/policies/freelance/template.xlsx"]
)
def test_a_method_or_path_that_is_not_there_is_told(house: Office, method: str, path: str) -> None:
    answer = house.desk("auditor", "582").http.request(method, path)
    assert problem_of(answer)["code"] == "NO_SUCH_PATH"
    assert answer.status_code in {404, 405}


@pytest.mark.parametrize("path", ["/policies/none", "/policies/none/template.xlsx", "/policies/%00", "/policies/a%2Fb"])
def test_a_policy_that_is_not_there_is_told(house: Office, path: str) -> None:
    assert problem_of(house.desk("auditor", "582").get(path))["status"] == 404


NUMBERS = ("058188000001", "4901205999888", "0912345678")


def test_a_refusal_repeats_nothing_personal(house: Office, records: Records) -> None:
    """Neither what was sent nor what is kept: an answer may lie in a log."""
    number, account, phone = NUMBERS
    desk, auditor, maker = (house.desk(role, "582") for role in ("district_officer", "auditor", "finance_maker"))
    pay = {"payment_method": "transfer", "account_number": f"{account}{account}", "reason": "Nhầm", "phone": phone}
    answers = [
        auditor.post("/payouts/search", {"number": f"{number}x"}),
        auditor.post("/payouts/search", {"name": PERSON["name"], "number": 58188000001}),
        auditor.post("/payouts/search", {"account": f"{account}-{phone}"}),
        auditor.post("/beneficiaries/search", {PERSON["name"]: number}),
        maker.post(f"/applications/{records['application_id']}/payment", pay),
        desk.post("/beneficiary-lists", {"rows": {PERSON["name"]: number}}, **FREELANCE),
        desk.post("/beneficiary-lists", {"rows": [{"full_name": PERSON["name"], "x": number}]}, policy="freelance"),
        desk.get("/applications", policy=f"{PERSON['name']} {number} {account} {phone}"),
        desk.upload("/beneficiary-lists", f"{PERSON['name']},{number}\n".encode(), "text/csv", **FREELANCE),
    ]
    for answer in answers:
        problem_of(answer)
        for value in (*NUMBERS, PERSON["name"], "58188000001"):
            assert value not in answer.text, answer.text
