"""Somebody's numbers whole: for a reason, once a case, for some hours, in scope, so many an hour, and on record."""

from typing import Any

import pytest

from app.settings import settings
from tests.acts.province import ACCOUNT, WORKER, appraised, decided, exported, freelance_list, workers
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import count, query

PHONE, NUMBER = "0911222333", "058188000001"
WHY = {"reason": "complaint", "words": "Khiếu nại số 12 của người dân về khoản hỗ trợ"}


@pytest.fixture
def person(office: Office) -> int:
    """Somebody with a phone and an account, decided and not paid yet; of the city."""
    freelance_list(office, workers(1, phone=PHONE, **ACCOUNT))
    decided(office, [appraised(office)["id"]])
    return known(office.desk("district_officer", "582"))


def known(desk: Desk, number: str = NUMBER) -> int:
    """The id of whoever has a number."""
    [found] = accepted(desk.post("/beneficiaries/search", {"number": number}))["items"]
    id_: int = found["id"]
    return id_


def shown(told: dict[str, Any]) -> tuple[Any, ...]:
    """What is told of somebody's numbers."""
    return (
        [one["number"] for one in told["documents"]],
        [one["number"] for one in told["accounts"]],
        told["phones"],
        told["birth_date"],
    )


MASKED = ["********0001"], ["*********9888"], ["*******333"]


def test_numbers_are_masked_until_a_reason_is_given_and_whole_from_then_on(office: Office, person: int) -> None:
    auditor = office.desk("auditor", "582")
    before = accepted(auditor.get(f"/beneficiaries/{person}/identity"))
    assert (shown(before), before["until"]) == ((*MASKED, None), None)
    told = accepted(auditor.post(f"/beneficiaries/{person}/unmasking", WHY))
    assert shown(told) == ([NUMBER], [ACCOUNT["account_number"]], [PHONE], WORKER["birth_date"])
    again = accepted(auditor.get(f"/beneficiaries/{person}/identity"))
    assert again == told and again["until"]


def test_one_reason_leaves_one_entry_however_often_it_is_read_and_the_entry_tells_of_nobody(
    office: Office, person: int
) -> None:
    auditor, entries = office.desk("auditor", "582"), count("audit_entry")
    accepted(auditor.post(f"/beneficiaries/{person}/unmasking", WHY))
    for _ in range(3):
        accepted(auditor.get(f"/beneficiaries/{person}/identity"))
    assert count("audit_entry") == entries + 1
    [entry] = [e for e in accepted(auditor.get("/audit"))["items"] if e["action"] == "identity.unmasked"]
    assert (entry["subject"], entry["payload"]["reason"]) == (f"beneficiary/{person}", "complaint")
    assert set(entry["payload"]) == {"reason", "until"}
    accepted(auditor.post(f"/beneficiaries/{person}/unmasking", WHY))
    assert count("unmasking") == 1, "while it holds, a second reason is not needed and makes no second grant"


def test_a_grant_is_one_natural_persons_and_ends(office: Office, person: int, monkeypatch: pytest.MonkeyPatch) -> None:
    auditor, approver = office.desk("auditor", "582"), office.desk("district_approver", "582")
    told = accepted(auditor.post(f"/beneficiaries/{person}/unmasking", WHY))
    assert told["documents"][0]["number"] == NUMBER
    assert shown(accepted(approver.get(f"/beneficiaries/{person}/identity")))[:3] == MASKED
    same = office.desk("district_approver", "582", person="auditor 582")
    assert accepted(same.get(f"/beneficiaries/{person}/identity"))["documents"][0]["number"] == NUMBER
    with pytest.MonkeyPatch.context() as past:
        past.setattr("app.unmasking.settings", lambda: settings().model_copy(update={"unmasking_hours": -1}))
        accepted(approver.post(f"/beneficiaries/{person}/unmasking", WHY))
    over = accepted(approver.get(f"/beneficiaries/{person}/identity"))
    assert shown(over)[:3] == MASKED and over["until"] is None


@pytest.mark.parametrize(
    ("why", "code"),
    [
        ({"reason": "complaint", "words": "xem"}, "REASON_TOO_SHORT"),
        ({"reason": "complaint", "words": "a b c"}, "REASON_TOO_SHORT"),
        ({"reason": "curiosity", "words": WHY["words"]}, "MALFORMED_REQUEST"),
        ({"reason": "complaint"}, "MALFORMED_REQUEST"),
        ({"reason": "complaint", "words": "   "}, "MALFORMED_REQUEST"),
    ],
)
def test_without_a_reason_nothing_is_shown(office: Office, person: int, why: dict[str, str], code: str) -> None:
    refused(office.desk("auditor", "582").post(f"/beneficiaries/{person}/unmasking", why), code)
    assert count("unmasking") == 0


def test_it_is_not_rehearsed_since_its_answer_is_its_effect(office: Office, person: int) -> None:
    answer = office.desk("auditor", "582").post(f"/beneficiaries/{person}/unmasking", WHY, dry_run="true")
    refused(answer, "NOT_REHEARSED")
    assert NUMBER not in answer.text and count("unmasking") == 0


def test_who_is_not_of_ones_district_is_not_found(office: Office, person: int) -> None:
    for role in ("auditor", "district_officer", "district_approver", "finance_maker"):
        desk = office.desk(role, "584")
        refused(desk.get(f"/beneficiaries/{person}/identity"), "NO_SUCH_RECORD")
        refused(desk.post(f"/beneficiaries/{person}/unmasking", WHY), "NO_SUCH_RECORD")
    for role in ("provincial_officer", "administrator", "legal_officer"):
        desk = office.desk(role, "58")
        refused(desk.get(f"/beneficiaries/{person}/identity"), "NOT_YOURS")
        refused(desk.post(f"/beneficiaries/{person}/unmasking", WHY), "NOT_YOURS")
    told = accepted(office.desk("provincial_approver", "58").post(f"/beneficiaries/{person}/unmasking", WHY))
    assert told["documents"][0]["number"] == NUMBER


def test_whoever_pays_sees_the_accounts_of_their_own_batches_and_nothing_else(office: Office, person: int) -> None:
    maker = office.desk("finance_maker", "582")
    refused(maker.post(f"/beneficiaries/{person}/unmasking", WHY), "NO_SUCH_RECORD")
    office.give_account("582")
    exported(office, channel="transfer")
    before = accepted(maker.get(f"/beneficiaries/{person}/identity"))
    assert shown(before) == (*MASKED, None)
    told = accepted(maker.post(f"/beneficiaries/{person}/unmasking", {**WHY, "reason": "payment_inquiry"}))
    assert told["accounts"][0]["number"] == ACCOUNT["account_number"]
    assert shown(told)[0] == MASKED[0] and PHONE not in str(told) and told["birth_date"] is None


def test_so_many_people_an_hour_and_no_more_whichever_account(
    office: Office, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    freelance_list(office, workers(3, first=10))
    officer = office.desk("district_officer", "582")
    others = [known(officer, f"0581880000{nth}") for nth in (11, 12, 13)]
    monkeypatch.setattr("app.unmasking.settings", lambda: settings().model_copy(update={"unmaskings_per_hour": 2}))
    auditor, same = office.desk("auditor", "582"), office.desk("district_approver", "582", person="auditor 582")
    accepted(auditor.post(f"/beneficiaries/{person}/unmasking", WHY))
    accepted(same.post(f"/beneficiaries/{others[0]}/unmasking", WHY))
    answer = auditor.post(f"/beneficiaries/{others[1]}/unmasking", WHY)
    refused(answer, "UNMASKED_TOO_OFTEN")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "600")
    accepted(auditor.post(f"/beneficiaries/{person}/unmasking", WHY))  # one that holds is no further one
    accepted(office.desk("auditor", "582", person="somebody else").post(f"/beneficiaries/{others[2]}/unmasking", WHY))


def test_auditors_read_who_looked_at_whom_and_why(office: Office, person: int) -> None:
    accepted(office.desk("district_approver", "582").post(f"/beneficiaries/{person}/unmasking", WHY))
    [told] = accepted(office.desk("auditor", "582").get("/unmaskings"))["items"]
    assert (told["beneficiary_id"], told["person"], told["role"], told["reason"], told["words"]) == (
        person, "district_approver 582", "district_approver", WHY["reason"], WHY["words"]
    )  # fmt: skip
    assert accepted(office.desk("auditor", "582").get("/unmaskings", beneficiary=person + 1))["items"] == []
    assert accepted(office.desk("auditor", "584").get("/unmaskings"))["items"] == []
    refused(office.desk("district_approver", "582").get("/unmaskings"), "NOT_YOURS")
    [(cipher,)] = query("SELECT words_cipher FROM unmasking")
    assert WHY["words"].encode() not in bytes(cipher)


def linked(office: Office, first: int, second: int) -> int:
    """Two beneficiaries are one person, said by two people; the link."""
    officer, approver = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    link = accepted(officer.post("/links", {"first": first, "second": second, "reason": "Là một người"}))
    accepted(approver.post(f"/links/{link['id']}/decision", {"agreed": True, "opinion": "Đúng"}))
    id_: int = link["id"]
    return id_


def other_person(office: Office, first: int = 30) -> int:
    """Somebody else of the city, with a telephone and an account of their own."""
    freelance_list(office, workers(1, first=first, **{**ACCOUNT, "phone": OTHER, "account_number": "4901205000777"}))
    return known(office.desk("district_officer", "582"), f"0581880000{first + 1}")


OTHER = "0911777666"


def test_what_opened_a_linked_one_is_on_its_list(office: Office, person: int) -> None:
    other, auditor = other_person(office), office.desk("auditor", "582")
    linked(office, person, other)
    accepted(auditor.post(f"/beneficiaries/{person}/unmasking", WHY))
    assert len(accepted(auditor.get(f"/beneficiaries/{other}/identity"))["documents"]) == 2
    lists = [accepted(auditor.get("/unmaskings", beneficiary=one))["items"] for one in (person, other)]
    assert lists[0] == lists[1] and [one["beneficiary_id"] for one in lists[0]] == [person]


def test_who_is_linked_after_a_reason_was_given_is_not_opened_by_it(office: Office, person: int) -> None:
    other, auditor = other_person(office), office.desk("auditor", "582")
    accepted(auditor.post(f"/beneficiaries/{person}/unmasking", WHY))
    linked(office, person, other)
    assert accepted(auditor.get(f"/beneficiaries/{other}/identity"))["until"] is None
    for one in (person, other):
        told = str(accepted(auditor.get(f"/beneficiaries/{one}/identity")))
        assert NUMBER in told and PHONE in told and ACCOUNT["account_number"] in told
        assert "058188000031" not in told and OTHER not in told and "4901205000777" not in told
    assert accepted(auditor.get("/unmaskings", beneficiary=other))["items"] == []
    told = str(accepted(auditor.post(f"/beneficiaries/{person}/unmasking", WHY)))
    assert "058188000031" in told and OTHER in told and "4901205000777" in told
    assert len(accepted(auditor.get("/unmaskings", beneficiary=person))["items"]) == 2
    assert len(accepted(auditor.get("/unmaskings", beneficiary=other))["items"]) == 1


def test_who_is_parted_is_not_open_any_more(office: Office, person: int) -> None:
    other, auditor = other_person(office), office.desk("auditor", "582")
    link = linked(office, person, other)
    accepted(auditor.post(f"/beneficiaries/{person}/unmasking", WHY))
    approver, second = (office.desk("district_approver", "582", person=name) for name in ("Một", "Hai"))
    parting = accepted(approver.post(f"/links/{link}/parting", {"reason": "Hai người khác nhau"}))
    assert parting["state"] == "parting"
    accepted(second.post(f"/links/{link}/decision", {"agreed": True, "opinion": "Đúng"}))
    told = accepted(auditor.get(f"/beneficiaries/{other}/identity"))
    assert told["until"] is None and "058188000031" not in str(told)
    assert accepted(auditor.get(f"/beneficiaries/{person}/identity"))["until"]


def test_a_grant_is_written_once(office: Office, person: int) -> None:
    accepted(office.desk("auditor", "582").post(f"/beneficiaries/{person}/unmasking", WHY))
    for statement in (
        "UPDATE unmasking SET until = until", "DELETE FROM unmasking", "TRUNCATE unmasking CASCADE",
        "UPDATE unmasked_beneficiary SET beneficiary_id = beneficiary_id", "DELETE FROM unmasked_beneficiary",
    ):  # fmt: skip
        with pytest.raises(Exception, match="written once"):
            query(statement)
