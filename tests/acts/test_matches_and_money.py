"""Nobody is paid while it is not said who they are, and nobody says alone what frees their own row."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db, identity
from tests.acts.province import (
    EMPLOYEE,
    LAW_ON,
    appraised,
    decided,
    exported,
    freelance_list,
    in_next_district,
    suspended_list,
)
from tests.acts.test_matches import CMND, ELSEWHERE, HOA, OLD, WHY, held, queue, said
from tests.office import Desk, Office, accepted, refused
from tests.walls.plain_sql import PlainSql

WEAK = {**OLD, "birth_date": 1988, "residence_commune": "22741"}
FURTHER = {**EMPLOYEE, "full_name": OLD["full_name"], "birth_date": OLD["birth_date"], "sex": "female",
           "citizen_id": None, "old_identity": CMND}  # fmt: skip
PAID = {name: HOA[name] for name in ("full_name", "birth_date", "sex")} | {
    "old_identity": CMND, "policy": "freelance", "amount_vnd": 1_500_000, "paid_on": "2021-08-01", "paper": "1/QĐ",
}  # fmt: skip
MENDED_ON = {"received_on": "2021-08-12", "on": "2021-08-12"}


def recorded(officer: Desk, **changed: object) -> None:
    """Somebody paid before the service began."""
    accepted(officer.post("/prior-supports", {"header": {}, "rows": [{**PAID, **changed}]}, unit="582"))


def application(desk: Desk, match: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = accepted(desk.get(f"/applications/{match['application_id']}"))
    return found


def test_a_weak_match_said_to_be_one_person_is_held_while_the_link_waits(office: Office, approver: Desk) -> None:
    recorded(office.desk("district_officer", "582"), birth_date=1988)
    assert held(freelance_list(office, [HOA])) == 0
    [match] = queue(approver)
    [done] = said(approver, match["id"], same=True)
    assert (match["strong"], done["held"], done["link_state"]) == (False, True, "proposed")
    refused(office.desk("district_officer", "582").post("/submissions", {"policy": "freelance", "round": 2}),
            "NOTHING_READY")  # fmt: skip


def test_a_word_that_comes_after_the_appraisal_leaves_the_application_out_of_the_decision(
    office: Office, approver: Desk, officer: Desk
) -> None:
    recorded(officer, birth_date=1988)
    freelance_list(office, [HOA])
    submission = appraised(office)
    [match] = queue(approver)
    said(approver, match["id"], same=True)
    answer = officer.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON})
    assert answer.status_code == 422, "there is nobody left to decide on"
    assert application(approver, match)["state"] == "appraised"


def test_a_word_that_comes_after_the_draft_stops_the_decision(office: Office, approver: Desk, officer: Desk) -> None:
    recorded(officer, birth_date=1988)
    freelance_list(office, [HOA])
    drafted = accepted(officer.post("/decisions", {"submissions": [appraised(office)["id"]], "law_on": LAW_ON}))
    [match] = queue(approver)
    said(approver, match["id"], same=True)
    paper = {"number": "1/QĐ", "signed_on": LAW_ON, "rows": 1, "amount_vnd": 1_500_000, "signer": "Nguyễn Văn Chủ"}
    problem = refused(officer.post(f"/decisions/{drafted['id']}/record", paper), "STOPPED_BY_MATCH")
    assert problem["applications"] == [match["application_id"]]


def test_somebody_whose_payment_before_is_recorded_after_they_asked_is_held(
    office: Office, approver: Desk, officer: Desk
) -> None:
    freelance_list(office, [HOA])
    recorded(officer)
    [match] = queue(approver, strong=True)
    assert match["held"] and application(approver, match)["held"]
    refused(officer.post("/submissions", {"policy": "freelance", "round": 2}), "NOTHING_READY")
    said(approver, match["id"], same=False)
    decided(office, [appraised(office)["id"]])
    assert exported(office)["payouts"] == 1


def test_whoever_sent_a_row_does_not_clear_it_by_linking_and_parting(office: Office, officer: Desk) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    [match] = queue(officer)
    ends = {"first": match["one"]["id"], "second": match["other"]["id"], "reason": WHY}
    link = accepted(officer.post("/links", ends))
    parted = accepted(officer.post(f"/links/{link['id']}/parting", {"reason": WHY}))
    assert (link["state"], parted["state"]) == ("made", "parting"), "a second person agrees that they are two"
    colleague = office.desk("district_approver", "582", "somebody else")
    accepted(colleague.post(f"/links/{link['id']}/decision", {"agreed": True, "opinion": WHY}))
    assert not application(officer, match)["held"]


def test_whoever_sent_a_row_does_not_clear_it_by_another_match_of_the_two(
    office: Office, officer: Desk, approver: Desk
) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [WEAK], unit="22741")
    assert held(suspended_list(office, [FURTHER])) == 1
    weak, strong = sorted(queue(officer), key=lambda match: bool(match["strong"]))
    word = {"matches": [weak["id"]], "same": False, "why": WHY}
    refused(officer.post("/matches/decisions", word), "SAME_HANDS")
    assert application(officer, strong)["held"]
    accepted(approver.post("/matches/decisions", word))
    assert not application(officer, strong)["held"]


def test_whoever_mended_a_row_does_not_clear_it(office: Office, approver: Desk) -> None:
    colleague = office.desk("district_officer", "582", "a colleague")
    freelance_list(office, [HOA])
    taken = freelance_list(office, [WEAK], unit="22741")
    path = f"/beneficiary-lists/{taken['list_id']}/corrections"
    accepted(colleague.post(path, {"rows": [OLD]}, **MENDED_ON))
    [match] = queue(approver, strong=True)
    refused(colleague.post("/matches/decisions", {"matches": [match["id"]], "same": False, "why": WHY}), "SAME_HANDS")


def test_a_second_request_is_not_withdrawn_before_the_link_is_made(office: Office, provincial: Desk) -> None:
    freelance_list(office, [HOA])
    in_next_district(office, [{**OLD, **ELSEWHERE}])
    [match] = queue(provincial)
    [done] = said(provincial, match["id"], same=True)
    assert (done["state"], done["held"], done["link_state"]) == ("determined", True, "proposed")
    second = office.desk("provincial_approver", "58", "another approver")
    accepted(second.post(f"/links/{done['link_id']}/decision", {"agreed": False, "opinion": "Hai người"}))
    after = application(provincial, match)
    assert (after["state"], after["held"]) == ("determined", False)


def test_once_the_link_is_made_one_of_the_two_requests_is_paid(office: Office, provincial: Desk) -> None:
    freelance_list(office, [HOA])
    in_next_district(office, [{**OLD, **ELSEWHERE}])
    [match] = queue(provincial)
    [done] = said(provincial, match["id"], same=True)
    second = office.desk("provincial_approver", "58", "another approver")
    accepted(second.post(f"/links/{done['link_id']}/decision", {"agreed": True, "opinion": WHY}))
    decided(office, [appraised(office)["id"]])
    assert exported(office)["payouts"] == 1
    there = office.desk("district_officer", "587")
    refused(there.post("/submissions", {"policy": "freelance", "round": 2}), "NOTHING_READY")


def test_two_matches_of_one_pair_are_decided_in_one_act(office: Office, provincial: Desk) -> None:
    in_next_district(office, [{**HOA, **ELSEWHERE}])
    freelance_list(office, [OLD], unit="22741")
    suspended_list(office, [FURTHER])
    done = said(provincial, *[match["id"] for match in queue(provincial)], same=True)
    assert [each["held"] for each in done] == [True, True]
    assert [each["link_state"] for each in done if each["link_id"]] == ["proposed"]


def test_a_row_mended_to_be_less_alike_is_held_no_longer(office: Office, approver: Desk, officer: Desk) -> None:
    freelance_list(office, [HOA])
    taken = freelance_list(office, [OLD], unit="22741")
    accepted(officer.post(f"/beneficiary-lists/{taken['list_id']}/corrections", {"rows": [WEAK]}, **MENDED_ON))
    [match] = queue(approver)
    assert (match["strong"], match["held"]) == (False, False)


def test_the_words_of_the_province_are_not_told_to_the_district_of_one_side(office: Office, provincial: Desk) -> None:
    freelance_list(office, [HOA])
    in_next_district(office, [{**OLD, **ELSEWHERE}])
    [match] = queue(provincial)
    word = {"matches": [match["id"]], "same": False, "why": "Người kia ở phường Đô Vinh"}
    accepted(provincial.post("/matches/decisions", word))
    there = office.desk("district_officer", "587")
    [shown] = queue(there, decided=True)
    [told] = application(there, match)["likenesses"]
    assert (shown["note"], told["note"]) == (None, None)
    assert queue(provincial, decided=True)[0]["note"] == word["why"]


def test_a_row_that_is_mended_while_it_goes_up_is_not_changed(office: Office, approver: Desk, officer: Desk) -> None:
    freelance_list(office, [HOA])
    taken = freelance_list(office, [WEAK], unit="22741")
    path = f"/beneficiary-lists/{taken['list_id']}/corrections"
    with ThreadPoolExecutor(1) as beside:
        with Session(db.engine()) as tx:
            identity.lock(tx)
            sent = beside.submit(officer.post, path, {"rows": [OLD]}, **MENDED_ON)
            until(lambda: waits(tx))
            submission = appraised(office)
            tx.rollback()
        mended = accepted(sent.result())
    assert [fault["code"] for fault in mended["receipt"]["faults"]] == ["ROW_GONE_FORWARD"]
    assert submission["rows"] == 2 and not queue(approver, strong=True)


def waits(tx: Session) -> bool:
    """Whether somebody waits for a lock that another transaction has."""
    asked = text("""SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))""")
    return bool(tx.scalar(asked))


def until(so: Callable[[], bool]) -> None:
    """Wait for something, ten seconds at most."""
    end = time.monotonic() + 10
    while not so():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_the_database_lets_nobody_be_decided_who_is_held(office: Office, approver: Desk, at: PlainSql) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    [match] = queue(approver)
    taken = match["application_id"]
    at.become("district_approver")
    at.rows("UPDATE application SET state = 'appraised' WHERE id = %s", taken)
    decide = "UPDATE application SET state = 'decided' WHERE id = %s"
    assert at.refusal(decide, taken) == "CT003"
    at.rows("UPDATE application SET held = false WHERE id = %s", taken)
    assert at.refusal(decide, taken) is None
