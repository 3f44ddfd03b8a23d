"""Every readable route as every role, with planted values: whole is shown only where the table says so."""

import re
import secrets
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import httpx
import pypdf
import pytest
from fastapi.routing import APIRoute
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db, settings
from app.access import Role, masking
from app.access.masking import Data
from tests.conftest import create, drop
from tests.office import Desk
from tests.routers.routes import OPEN, READ_BY_POST, api_routes, method_of, name_of
from tests.routers.small_life import (
    BY_TRANSFER,
    DOCUMENTS,
    FACILITY,
    PEOPLE,
    PREGNANT,
    TREATED,
    WatchedOffice,
    live,
)

READABLE = [
    route
    for route in api_routes()
    if (method_of(route) == "GET" or route.path in READ_BY_POST) and route.path not in OPEN
]
UNITS = {
    **dict.fromkeys(Role, ("582", "58", "584")),
    Role.ADMINISTRATOR: ("58",), Role.LEGAL_OFFICER: ("58",), Role.PROVINCIAL_OFFICER: ("58",),
    Role.PROVINCIAL_APPROVER: ("58",), Role.DISTRICT_OFFICER: ("582", "584"), Role.DISTRICT_APPROVER: ("582", "584"),
}  # fmt: skip
IDS = {
    "list_id": "SELECT id FROM beneficiary_list", "submission_id": "SELECT id FROM submission",
    "decision_id": "SELECT id FROM decision", "batch_id": "SELECT id FROM payment_batch",
    "application_id": "SELECT id FROM application", "beneficiary_id": "SELECT id FROM beneficiary",
    "answer_id": "SELECT id FROM answer", "order_id": "SELECT id FROM redetermination",
    "refusal_id": "SELECT id FROM refusal_notice", "posting_id": "SELECT id FROM posting",
    "fund_id": "SELECT id FROM fund", "case_id": "SELECT id FROM overpayment",
    **dict.fromkeys(("advance_id", "reimbursement_id", "request_id"), "SELECT 0"),  # nobody has any here
    "match_id": "SELECT id FROM likely_match", "register_id": "SELECT id FROM register",
    "code": "SELECT 'freelance'", "point": "SELECT 'freelance.round_2_other_districts'",
}  # fmt: skip
NOT_LIVED = {
    "GET /api/advances/{advance_id}", "GET /api/overpayments/{case_id}", "GET /api/reimbursements/{reimbursement_id}",
    "GET /api/reimbursements/{reimbursement_id}/lines", "GET /api/funds/central-share/requests/{request_id}/file",
}  # fmt: skip
"""Of what the small life has none: they are looked at in the tests of their own acts."""

CHECKED = "SELECT DISTINCT check_code FROM finding"
FILES = "SELECT batch_id, name FROM batch_file"
QUERIES: Mapping[str, Sequence[dict[str, object]]] = {
    "/api/confirmations/request.xlsx": [{"policy": "suspended_contract"}],
    "/api/determinations": [{"policy": policy} for policy in ("freelance", "suspended_contract", "meals_f0")],
    "/api/refusals/print.pdf": [{"decision": nth} for nth in range(1, 6)],
    "/api/payouts": [{}, {"policy": "meals_f0"}, {"policy": "other_support"}],
    "/api/payouts/totals": [{}, {"policy": "meals_f1"}],
    "/api/decisions": [{}, {"policy": "meals_f0"}],
    "/api/payment-batches": [{}, {"policy": "meals_f0"}],
    "/api/funds/central-share": [{"budget_year": 2021}],
    "/api/funds/central-share.xlsx": [{"budget_year": 2021}],
}
NUMBERS: list[dict[str, object]] = [{"numbers": [str(one["citizen_id"]) for one in PEOPLE if one["citizen_id"]]}]
SEARCHED: Sequence[dict[str, object]] = [
    *({"name": one["full_name"]} for one in PEOPLE),
    *({"number": one["citizen_id"]} for one in PEOPLE if one["citizen_id"]),
    {"account": TREATED["account_number"]}, {"account": BY_TRANSFER["account_number"]},
]  # fmt: skip
LAW: dict[str, object] = {"policy": "freelance", "on": "2021-11-15"}
BODIES: Mapping[str, Sequence[dict[str, object]]] = {
    "/api/applications/search": SEARCHED, "/api/payouts/search": SEARCHED, "/api/beneficiaries/search": SEARCHED,
    "/api/redeterminations/preview": [LAW], "/api/beneficiaries/comparison": NUMBERS,
    "/api/beneficiaries/overlaps": [{"lists": [1, 2], "registers": [1]}],
    "/api/what-if": [{**LAW, "amendments": [{"value": "floor_vnd", "since": "2021-11-10", "to": 1_600_000}]}],
    "/api/rounds/cost": [{
        "on": "2021-11-15", "basis": "each_day", "first_day": "2021-07-17", "last_day": "2021-08-20",
        "levels_vnd": [50_000], "occupations": ["street_vendor"], "workplaces": ["22759"],
    }],
}  # fmt: skip
HEALTH = re.compile(
    r"meals_f[01]|\bpregnan|child_f0_f1|elderly_f0_f1|disabled_f0_f1|\bF[01]\b|mang thai|điều trị|cách ly"
    rf"|\bdieu tri\b|\bcach ly\b|\btreat(?:ed|ment)\b|isolat|{FACILITY}|hỗ trợ tiền ăn|ho tro tien an",
    re.IGNORECASE,
)
LAW_PATHS = "/api/policies"
MENDING = {"GET /api/beneficiary-lists/{list_id}/faults.xlsx", "GET /api/confirmations/request.xlsx"}
PAYING = {"GET /api/payment-batches/{batch_id}/files/{name}"}


def planted(data: Data) -> set[str]:
    """The planted values of a class, in every form that they are written in."""
    if data is Data.NAME:
        return {str(one["full_name"]) for one in PEOPLE}
    if data is Data.BIRTH:
        days = [str(one["birth_date"]) for one in PEOPLE]
        return {*days, *("/".join(reversed(day.split("-"))) for day in days)}
    names = {Data.IDENTITY: DOCUMENTS, Data.ACCOUNT: ("account_number",), Data.PHONE: ("phone",)}[data]
    return {str(one[name]) for one in PEOPLE for name in names if one.get(name)}


PLANTED = {data: planted(data) for data in (Data.NAME, Data.BIRTH, Data.IDENTITY, Data.ACCOUNT, Data.PHONE)}


def may_be_whole(role: Role, unit: str, route: str, data: Data) -> bool:
    """Whether the table lets a role read a class of data whole where a route answers."""
    if unit == "584" or role in masking.WITHOUT_PEOPLE:
        return False  # nobody there has work with these people
    if data is Data.NAME:
        return True
    if route in MENDING:
        return masking.is_whole(role, Data.IDENTITY_TO_MEND)
    if route in PAYING and data is not Data.PHONE:
        whole = {Data.IDENTITY: Data.IDENTITY_TO_PAY, Data.ACCOUNT: Data.ACCOUNT_TO_PAY}.get(data)
        return whole is not None and masking.is_whole(role, whole)
    return data is Data.BIRTH and masking.is_whole(role, Data.BIRTH)


def texts(response: httpx.Response) -> str:
    """All that an answer says, however it is packed."""
    data = response.content
    if data[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(data)) as parts:
            said = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
        return "\n".join(re.sub(r"<[^>]+>", "\n", each) + re.sub(r"<[^>]+>", "", each) for each in said)
    if data[:4] == b"%PDF":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    return response.text


def leaks(role: Role, unit: str, route: str, said: str) -> list[str]:
    """What a role reads whole that the table does not let it."""
    found = [
        data.value
        for data, values in PLANTED.items()
        if not may_be_whole(role, unit, route, data) and any(value in said for value in values)
    ]
    of_health = not masking.is_whole(role, Data.HEALTH) or route in PAYING or unit == "584"
    law = LAW_PATHS in route or route in {"GET /api/me", "GET /api/units"}
    return [*found, *(["health"] if of_health and not law and HEALTH.search(said) else [])]


@pytest.fixture(scope="module")
def lived(server_url: str, template: str, service_url: str) -> Iterator[WatchedOffice]:
    """An office after the small life."""
    caches = (settings.settings, db.engine, db.database_url)
    name = f"chitra_small_life_{secrets.token_hex(6)}"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", create(server_url, name, template))
        for cached in caches:
            cached.cache_clear()
        office = WatchedOffice(service_url)
        live(office)
        yield office
        office.close()
        db.engine().dispose()
    for cached in caches:
        cached.cache_clear()
    drop(server_url, name)


def requests_of(route: APIRoute) -> Iterator[tuple[str, dict[str, object], dict[str, object]]]:
    """The requests by which a route is read: paths with every id there is, their queries, their bodies."""
    names = re.findall(r"\{(\w+)\}", route.path)
    with Session(db.engine()) as tx:
        if "name" in names:
            rows = [{"batch_id": row[0], "name": row[1]} for row in tx.execute(text(FILES))]
        elif names:
            ids = CHECKED if route.path.startswith("/api/checks") else IDS[names[0]]
            rows = [{names[0]: row[0]} for row in tx.execute(text(ids))]
        else:
            rows = [{}]
    for row in rows:
        for query in QUERIES.get(route.path, [{}]):
            for body in BODIES.get(route.path, [{}]):
                yield route.path.format_map(row).removeprefix("/api"), query, body


def read(desk: Desk, route: APIRoute) -> Iterator[httpx.Response]:
    """A route's answers to somebody."""
    for path, query, body in requests_of(route):
        yield desk.get(path, **query) if method_of(route) == "GET" else desk.post(path, body, **query)


def swept(office: WatchedOffice, routes: Sequence[APIRoute]) -> tuple[list[str], set[str], int]:
    """What leaks, which routes answered anybody, and how many answers were read."""
    found, answered, count = [], set(), 0
    for role, units in UNITS.items():
        for unit in units:
            desk = office.desk(role, unit)
            for route in routes:
                for response in read(desk, route):
                    count += 1
                    assert response.status_code < 500, (name_of(route), response.text[:500])
                    if response.is_success:
                        answered.add(name_of(route))
                    place = f"{role} {unit} {response.request.url.path}"
                    found += [f"{leak}: {place}" for leak in leaks(role, unit, name_of(route), texts(response))]
    return found, answered, count


@pytest.mark.timeout(400)  # every route, record and role
def test_nobody_reads_whole_what_the_table_masks_on_any_route(lived: WatchedOffice) -> None:
    found, answered, count = swept(lived, READABLE)
    assert not found, "\n".join(sorted(set(found)))
    assert answered == {name_of(route) for route in READABLE} - NOT_LIVED, (
        "a route that nobody was answered on was not looked at"
    )
    assert count > 1_000


def test_no_page_says_more_than_the_table(lived: WatchedOffice) -> None:
    pages = [
        ("GET /console", "/console"),
        *(("GET /console/lists/{list_id}", f"/console/lists/{n}") for n in (1, 2, 3)),
    ]
    marked = [("GET /api/beneficiary-lists/{list_id}/faults.xlsx", f"/console/lists/{n}/faults.xlsx") for n in (1, 2)]
    found, shown = [], 0
    for role, units in UNITS.items():
        for unit in units:
            for name, path in (*pages, *marked):
                answer = lived.desk(role, unit).http.get(f"{lived.base_url}{path}")
                shown += answer.is_success
                found += [f"{leak}: {role} {unit} {path}" for leak in leaks(role, unit, name, texts(answer))]
    # A form that is empty names all policies, which is the law.
    assert [each for each in found if not (each.startswith("health: ") and each.endswith(" /console"))] == []
    assert shown > 20


def test_no_answer_to_an_act_said_more_than_the_table(lived: WatchedOffice) -> None:
    acts = [each for each in lived.answers if each.route.startswith("POST")]
    assert len({each.route for each in acts}) > 20
    templates = {route.path_regex: name_of(route) for route in api_routes() if method_of(route) == "POST"}
    for each in acts:
        path = each.route.partition(" ")[2]
        name = next((named for regex, named in templates.items() if regex.match(path)), each.route)
        if each.route.endswith("/search"):
            continue  # looked at above
        assert leaks(Role(each.role), each.unit, name, texts(each.response)) == [], each


def test_the_values_are_there_to_be_found_where_they_may_be(lived: WatchedOffice) -> None:
    """A sweep that finds nothing because nothing is there would prove nothing."""
    officer, maker = lived.desk("district_officer", "582"), lived.desk("finance_maker", "582")
    marked = [texts(one) for route in READABLE if name_of(route) in MENDING for one in read(officer, route)]
    lists = [texts(one) for route in READABLE if name_of(route) in PAYING for one in read(maker, route)]
    ours = [texts(one) for route in READABLE if name_of(route) in PAYING
            for one in read(lived.desk("finance_checker", "58"), route)]  # fmt: skip
    assert PREGNANT["insurance_number"] in "".join(marked) or "058191734533" in "".join(marked)
    assert "058188734519" in "".join(lists) and BY_TRANSFER["account_number"] in "".join(lists)
    assert TREATED["account_number"] in "".join(ours) and PREGNANT["account_number"] in "".join(ours)
    said = [one.text for route in READABLE if route.path == "/api/payouts" for one in read(
        lived.desk("district_approver", "582"), route)]  # fmt: skip
    assert any(HEALTH.search(each) for each in said)


@pytest.mark.parametrize(
    ("data", "shown", "path"),
    [
        (Data.BIRTH, masking.Shown.WHOLE, "/api/beneficiaries/{beneficiary_id}/history"),
        (Data.HEALTH, masking.Shown.WHOLE, "/api/payouts"),
        (Data.PHONE, masking.Shown.WHOLE, "/api/beneficiaries/{beneficiary_id}/identity"),
        (Data.IDENTITY, masking.Shown.WHOLE, "/api/beneficiaries/{beneficiary_id}/identity"),
        (Data.ACCOUNT, masking.Shown.WHOLE, "/api/beneficiaries/{beneficiary_id}/identity"),
    ],
)
def test_a_table_that_shows_more_is_found(
    lived: WatchedOffice, monkeypatch: pytest.MonkeyPatch, data: Data, shown: masking.Shown, path: str
) -> None:
    """The sweep can fail: with one line of the table opened, it says where."""
    law = masking.TABLE
    opened = {**law, data: dict.fromkeys(law[data], shown)}
    routes = [route for route in READABLE if route.path == path]
    monkeypatch.setattr(masking, "TABLE", opened)
    answers: list[tuple[Role, str, str, str]] = []
    for role in (Role.AUDITOR, Role.FINANCE_MAKER):
        for unit in ("582", "58"):
            answers += [(role, unit, name_of(route), texts(one))
                        for route in routes for one in read(lived.desk(role, unit), route)]  # fmt: skip
    monkeypatch.setattr(masking, "TABLE", law)
    assert data.value in {leak for answer in answers for leak in leaks(*answer)}


def test_a_value_is_found_in_every_kind_of_file() -> None:
    number = next(iter(PLANTED[Data.IDENTITY]))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("xl/sheet.xml", f"<c><t>{number[:5]}</t><t>{number[5:]}</t></c>")
    for body in (packed.getvalue(), f'{{"a": "{number}"}}'.encode()):
        said = texts(httpx.Response(200, content=body))
        assert leaks(Role.AUDITOR, "582", "GET /api/x", said) == ["identity"]


def test_masked_numbers_show_their_last_digits_and_short_ones_nothing() -> None:
    told: dict[str, Any] = {
        "058188000123": (Data.IDENTITY, Role.AUDITOR, "********0123"),
        "0911222333": (Data.PHONE, Role.FINANCE_MAKER, "*******333"),
        "1234": (Data.IDENTITY, Role.AUDITOR, None),
        "4901205999888": (Data.ACCOUNT_TO_PAY, Role.FINANCE_MAKER, "4901205999888"),
        "490120599988": (Data.ACCOUNT_TO_PAY, Role.AUDITOR, None),
        "12345": (Data.IDENTITY, Role.ADMINISTRATOR, None),
    }
    for number, (data, role, shown) in told.items():
        assert masking.number(role, data, number) == shown
