"""What an officer learns when a row collides with another district's: that there is somebody, and whom to ask."""

import re
from typing import Any

import httpx
import pytest

from app import db, settings
from tests.acts.other_lists import OWNER
from tests.acts.province import ACCOUNT, FREELANCE, WORKER, send, workers
from tests.conftest import create, drop
from tests.office import Office, accepted, refused
from tests.routers.neighbours import query
from tests.routers.small_life import WatchedOffice

NEIGHBOURS = {"584": "Huyện Bác Ái", "585": "Huyện Ninh Sơn"}
THEIRS = {
    **WORKER, "full_name": "Nguyễn Thị Sen", "birth_date": "1984-02-29", "citizen_id": "058184999111",
    "old_identity": "264999111", "phone": "0977888999", **ACCOUNT,
}  # fmt: skip
PAID = {
    "full_name": THEIRS["full_name"], "birth_date": THEIRS["birth_date"], "sex": "female",
    "citizen_id": THEIRS["citizen_id"], "policy": "household_business", "amount_vnd": 2_987_654,
    "paid_on": "2021-08-05", "paper": "8765/QĐ-HBA",
}  # fmt: skip
OURS = {
    **WORKER, "full_name": "Nguyễn Thị Sen", "birth_date": "1984-02-29", "citizen_id": "058184999111",
    "payment_method": "cash",
}  # fmt: skip
ASK = "Sở Lao động - Thương binh và Xã hội"
DEPENDS_ON_NOTHING = re.compile(r'"(?:at|since|uploaded_at|rules_version)":"[^"]*"')


def unsaid(code: str) -> tuple[str, ...]:
    """What of the neighbour no answer may hold: names and codes of the place, papers, dates, amounts, numbers."""
    return (
        NEIGHBOURS[code], f'"{code}"', f"district_officer {code}", "8765/QĐ-HBA", "2987654", "2.987.654", "2021-08-05",
        "05/08/2021", str(ACCOUNT["account_number"]), THEIRS["phone"], THEIRS["old_identity"],
    )  # fmt: skip


def next_door(office: Office, code: str) -> None:
    """What the neighbour has: a person put forward under one policy, and paid under another."""
    officer = office.desk("district_officer", code)
    accepted(send(officer, [THEIRS], **{**FREELANCE, "unit": code}))
    accepted(officer.post("/prior-supports", {"rows": [PAID]}))


def ours(office: WatchedOffice) -> list[httpx.Response]:
    """All that the city's people are answered who meet that person in whatever way."""
    start = len(office.answers)
    officer, approver = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    for query_ in ({}, {"dry_run": "true"}):
        send(officer, [OURS], **{**FREELANCE, **query_})
        send(officer, [{**OURS, "citizen_id": None, "old_identity": "264999111"}], **{**FREELANCE, **query_})
        send(officer, [{**OURS, "full_name": "Đỗ Văn Khác", "birth_date": "1960-01-01"}], **{**FREELANCE, **query_})
        both = {**OURS, "citizen_id": "058184999112", "old_identity": "264999111"}
        send(officer, [both], **{**FREELANCE, **query_})
    household(office)
    accepted(send(officer, workers(1), **FREELANCE))
    [own] = query("SELECT max(id) FROM beneficiary")
    meet(office, int(own[0]))
    for desk in (officer, approver, office.desk("auditor", "582"), office.desk("finance_maker", "582")):
        for path in ("/applications", "/payouts", "/links", "/overpayments", "/beneficiary-lists", "/audit"):
            desk.get(path)
    return [each.response for each in office.answers[start:]]


def household(office: Office) -> None:
    """The same person under another policy: an application of ours that the other support bears on."""
    owner = {**OWNER, **{name: OURS[name] for name in ("full_name", "birth_date", "sex", "citizen_id")}}
    officer = office.desk("district_officer", "582")
    day = {"received_on": "2021-09-01", "on": "2021-09-01", "unit": "582", "policy": "household_business"}
    [receipt] = accepted(send(officer, [owner], **day))["lists"]
    officer.get(f"/beneficiary-lists/{receipt['list_id']}")
    officer.get(f"/beneficiary-lists/{receipt['list_id']}/rows")
    for id_, person in query("SELECT id, beneficiary_id FROM application WHERE policy = 'household_business'"):
        for path in (f"/applications/{id_}", f"/applications/{id_}/explanation", f"/beneficiaries/{person}/history",
                     f"/beneficiaries/{person}/documents", f"/beneficiaries/{person}/identity"):  # fmt: skip
            accepted(officer.get(path))


def meet(office: Office, own: int) -> None:
    """Documents, links, searches, histories and supports of before that touch the neighbour's person."""
    officer = office.desk("district_officer", "582")
    said = {"kind": "old_identity", "number": "264999111", "reason": "Theo CMND"}
    refused(officer.post(f"/beneficiaries/{own}/documents", said), "NUMBER_HELD")
    for search in ("/beneficiaries/search", "/applications/search", "/payouts/search"):
        for by in ({"number": "264999111"}, {"account": ACCOUNT["account_number"]}):
            officer.post(search, by)
    accepted(officer.post("/prior-supports", {"rows": [{**PAID, "amount_vnd": 1, "paid_on": "2021-08-09"}]}))


@pytest.fixture
def answered(server_url: str, template: str, service_url: str) -> dict[str, list[httpx.Response]]:
    """What we are answered where the other is in one district, and where it is in another."""
    caches = (settings.settings, db.engine, db.database_url)
    found: dict[str, list[httpx.Response]] = {}
    for code in NEIGHBOURS:
        with pytest.MonkeyPatch.context() as environment:
            name = f"chitra_next_door_{code}"
            environment.setenv("DATABASE_URL", create(server_url, name, template))
            for cached in caches:
                cached.cache_clear()
            office = WatchedOffice(service_url)
            next_door(office, code)
            found[code] = ours(office)
            office.close()
            db.engine().dispose()
        for cached in caches:
            cached.cache_clear()
        drop(server_url, name)
    return found


def test_an_officer_learns_that_there_is_somebody_and_whom_to_ask_and_no_more(
    answered: dict[str, list[httpx.Response]],
) -> None:
    for code, responses in answered.items():
        assert len(responses) > 30
        for response in responses:
            told = [each for each in unsaid(code) if each in response.text]
            assert told == [], (response.request.method, response.request.url.path, response.text[:600])
    [first, *_] = answered["584"]
    faults: list[dict[str, Any]] = first.json()["lists"][0]["faults"]
    assert [fault["code"] for fault in faults] == ["ALREADY_LISTED"]
    assert ASK in faults[0]["vi"] and "Department of Labour" in faults[0]["en"]


def test_the_answers_are_the_same_whichever_district_the_other_is_in(
    answered: dict[str, list[httpx.Response]],
) -> None:
    b, c = ([same(each) for each in answered[code]] for code in NEIGHBOURS)
    assert b == c


def same(response: httpx.Response) -> tuple[str, int, str]:
    """An answer without the moments at which it was given."""
    request = response.request
    return f"{request.method} {request.url.path}", response.status_code, DEPENDS_ON_NOTHING.sub("", response.text)


def test_nobody_elsewhere_is_found_by_their_number_or_read_by_their_id(office: Office) -> None:
    next_door(office, "584")
    officer = office.desk("district_officer", "582")
    [(theirs,)] = query("SELECT beneficiary_id FROM application")
    for search in ("/beneficiaries/search", "/applications/search", "/payouts/search"):
        for by in (
            {"number": THEIRS["citizen_id"]},
            {"name": THEIRS["full_name"]},
            {"account": ACCOUNT["account_number"]},
        ):
            assert accepted(officer.post(search, by))["items"] == []
    for path in ("history", "documents", "identity"):
        answer = officer.get(f"/beneficiaries/{theirs}/{path}")
        assert answer.json() == officer.get(f"/beneficiaries/999999/{path}").json()
        refused(answer, "NO_SUCH_RECORD")
    link = {"first": theirs, "second": theirs + 1, "reason": "Một người"}
    refused(officer.post("/links", link), "NO_SUCH_RECORD")
