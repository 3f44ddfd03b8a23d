"""Who is likely one person: found under each way of writing, held where it is strong, decided by those who may."""

from typing import Any

import pytest

from app import settings
from tests.acts.province import EMPLOYEE, WORKER, appraised, freelance_list, in_next_district, suspended_list
from tests.office import Desk, Office, accepted, refused
from tests.walls.plain_sql import PlainSql

CMND = "264123457"
HOA = {**WORKER, "full_name": "Đinh Thị Hoà", "birth_date": "1988-03-12", "phone": "0912345678"}
OLD = {**HOA, "citizen_id": None, "old_identity": CMND, "phone": None}
"""The same person with the CMND of before."""
ELSEWHERE = {"residence_commune": "22870", "workplace_commune": "22870"}
WHY = "Đã đối chiếu giấy tờ gốc"


def held(receipt: dict[str, Any]) -> int:
    assert receipt["counts"]["accepted"] == receipt["rows"], receipt["faults"]
    return int(receipt["counts"]["held"])


def queue(desk: Desk, **query: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = accepted(desk.get("/matches", **query))["items"]
    return found


def said(desk: Desk, *matches: int, same: bool) -> list[dict[str, Any]]:
    body = {"matches": list(matches), "same": same, "why": WHY}
    found: list[dict[str, Any]] = accepted(desk.post("/matches/decisions", body))["items"]
    return found


FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("two_kinds", {}),
    ("name_tone_place", {"full_name": "Đinh Thị Hòa"}),
    ("name_unmarked", {"full_name": "DINH THI HOA"}),
    ("name_same", {"full_name": "ĐINH  THỊ   HOÀ"}),
    ("name_order", {"full_name": "Hoà Đinh Thị"}),
    ("name_middle", {"full_name": "Đinh Hoà", "residence_commune": "22738"}),
    ("name_slip", {"full_name": "Đnih Thị Hoà", "residence_commune": "22738"}),
    ("name_marks", {"full_name": "Đinh Thị Hoá", "residence_commune": "22738"}),
    ("birth_swapped", {"birth_date": "1988-12-03"}),
    ("birth_year", {"birth_date": 1988, "residence_commune": "22738"}),
    ("birth_day_slip", {"birth_date": "1988-03-13", "residence_commune": "22738"}),
    ("birth_year_slip", {"birth_date": "1983-03-12", "residence_commune": "22738"}),
    ("citizen_slip", {"citizen_id": "058188001243", "old_identity": None}),
    ("phone_same", {"birth_date": "1983-03-12", "phone": "0912345678"}),
]


@pytest.mark.parametrize(("code", "fault"), FAULTS, ids=[code for code, _ in FAULTS])
def test_a_person_is_found_in_another_district_under_each_way_of_writing(
    office: Office, provincial: Desk, code: str, fault: dict[str, Any]
) -> None:
    freelance_list(office, [{**HOA, "citizen_id": "058188001234"}])
    assert held(in_next_district(office, [{**OLD, **ELSEWHERE, **fault}])) == 1
    [match] = queue(provincial, strong=True)
    assert code in {reason["code"] for reason in match["reasons"]}
    assert match["score"] == min(100, sum(reason["points"] for reason in match["reasons"]))
    assert all(reason["vi"] and reason["en"] for reason in match["reasons"])


@pytest.mark.parametrize(
    ("who", "other"),
    [
        ("K’Brêu", "K' Brêu"), ("Pi Năng Thạnh", "Pinăng Thạnh"), ("Lê Văn Sáng", "Lê VănSáng"),
        ("Trần Văn Quý", "Trần Văn Quí"), ("Đặng Văn Đô", "Dặng Văn Đô"), ("Chamaléa Thị Thia", "Chamalea Thi Thia"),
    ],
)  # fmt: skip
def test_a_name_of_whichever_people_is_found_under_another_spelling(office: Office, who: str, other: str) -> None:
    freelance_list(office, [{**HOA, "full_name": who}])
    assert held(freelance_list(office, [{**OLD, "full_name": other}], unit="22741")) == 1


def test_one_list_with_both_numbers_of_a_person_on_two_rows_is_found_too(office: Office, approver: Desk) -> None:
    assert held(freelance_list(office, [HOA, {**OLD, "full_name": "DINH THI HOA"}])) == 1
    [match] = queue(approver)
    assert {match["one"]["full_name"], match["other"]["full_name"]} == {HOA["full_name"], "DINH THI HOA"}


@pytest.mark.parametrize(
    "other",
    [
        {"full_name": "Đinh Thị Mai", "citizen_id": "058188001235", "old_identity": None, "phone": HOA["phone"]},
        {"citizen_id": "058188530946", "old_identity": None, "phone": HOA["phone"]},
        {"full_name": "Đinh Văn Hoà", "sex": "male"},
        {"birth_date": "1988-07-30"},
        {"full_name": "Trần Văn Bình", "sex": "male", "birth_date": "1985-06-20", "phone": HOA["phone"]},
    ],
    ids=["a twin", "a namesake of the day", "a brother", "a namesake of another day", "the husband"],
)
def test_two_people_are_not_held_for_each_other(office: Office, approver: Desk, other: dict[str, Any]) -> None:
    freelance_list(office, [HOA])
    assert held(freelance_list(office, [{**OLD, **other}], unit="22741")) == 0
    assert not queue(approver, strong=True)


def test_a_name_that_very_many_have_and_a_day_are_shown_and_hold_only_with_something_else(
    office: Office, provincial: Desk
) -> None:
    common = {"full_name": "Nguyễn Thị Hoà"}
    freelance_list(office, [{**HOA, **common}])
    assert held(in_next_district(office, [{**OLD, **common, **ELSEWHERE}])) == 0
    assert [match["strong"] for match in queue(provincial)] == [False]
    further = {**OLD, **common, **ELSEWHERE, "old_identity": "264123999", "phone": HOA["phone"]}
    assert held(in_next_district(office, [further])) == 1


def test_within_one_district_a_name_and_a_day_hold_however_frequent_the_name_is(office: Office) -> None:
    common = {"full_name": "Nguyễn Thị Hoà"}
    freelance_list(office, [{**HOA, **common}])
    assert held(freelance_list(office, [{**OLD, **common, "residence_commune": "22741"}], unit="22741")) == 1


def test_a_weak_match_is_shown_and_holds_nothing(office: Office, approver: Desk) -> None:
    freelance_list(office, [HOA])
    weak = {**OLD, "birth_date": 1988, "residence_commune": "22741"}
    assert held(freelance_list(office, [weak], unit="22741")) == 0
    [match] = queue(approver)
    assert not match["strong"] and not match["held"]
    assert not queue(approver, strong=True)
    assert appraised(office)["rows"] == 2
    [shown] = accepted(approver.get(f"/applications/{match['application_id']}"))["likenesses"]
    assert (shown["score"], shown["strong"]) == (match["score"], False)


def test_the_queue_is_asked_by_district_policy_and_page(office: Office, provincial: Desk) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    in_next_district(office, [{**OLD, **ELSEWHERE, "old_identity": "225888777"}])
    everything = queue(provincial)
    assert len(everything) == 2, "two CMNDs of two provinces say too little"
    districts = {match["district_id"] for match in everything}
    assert [len(queue(provincial, district=each)) for each in sorted(districts)] == [1, 1]
    assert queue(provincial, policy="freelance") == everything
    assert not queue(provincial, policy="artist")
    assert [match["id"] for match in queue(provincial, after=everything[0]["id"])] == [m["id"] for m in everything[1:]]
    assert accepted(provincial.get(f"/matches/{everything[0]['id']}")) == everything[0]


def test_both_sides_stand_beside_each_other_with_the_last_digits_of_their_numbers(
    office: Office, approver: Desk
) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [{**OLD, "phone": "0987654321"}], unit="22741")
    [match] = queue(approver)
    one, other = match["one"], match["other"]
    assert (one["documents"], other["documents"]) == (
        [{"kind": "old_identity", "last4": CMND[-4:]}], [{"kind": "citizen_id", "last4": HOA["citizen_id"][-4:]}],
    )  # fmt: skip
    assert [side["applications"][0]["phone_last3"] for side in (one, other)] == ["321", "678"]
    assert CMND not in str(match) and HOA["citizen_id"] not in str(match) and HOA["phone"] not in str(match)
    assert match["ask"] is None and match["known_here"]


def test_of_somebody_known_elsewhere_only_that_there_is_somebody_is_told(office: Office) -> None:
    account = {"payment_method": "transfer", "account_number": "4901205999888", "bank": "Agribank"}
    freelance_list(office, [{**HOA, **account, "full_name": "Đinh Thị Hòa"}])
    in_next_district(office, [{**OLD, **ELSEWHERE, **account}])
    for role in ("district_officer", "district_approver", "auditor"):
        desk = office.desk(role, "587")
        [match] = queue(desk)
        assert match["strong"] and not match["known_here"]
        assert (match["other"], match["score"], match["reasons"]) == (None, None, [])
        assert "Sở Lao động" in match["ask"]["vi"]
        [told] = accepted(desk.get(f"/applications/{match['application_id']}"))["likenesses"]
        whole = accepted(desk.get(f"/matches/{match['id']}"))
        for secret in ("Hòa", "22738", "Phan Rang", "Đô Vinh", "1234", "name_", "account_same", "birth_day"):
            assert secret not in str(match) + str(told) + str(whole), secret
        assert told["other_id"] is None
    assert not queue(office.desk("district_officer", "582")), "the first district's own rows wait for nothing"


def test_another_districts_match_is_not_found(office: Office, approver: Desk) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    [match] = queue(approver)
    stranger = office.desk("district_approver", "587")
    assert not queue(stranger) and not queue(stranger, district=match["district_id"])
    assert stranger.get(f"/matches/{match['id']}").status_code == 404
    word = {"matches": [match["id"]], "same": False, "why": WHY}
    assert stranger.post("/matches/decisions", word).status_code == 404
    assert office.desk("finance_maker", "582").post("/matches/decisions", word).status_code == 403


def test_where_two_districts_are_concerned_the_province_decides(office: Office, provincial: Desk) -> None:
    freelance_list(office, [HOA])
    in_next_district(office, [{**OLD, **ELSEWHERE}])
    here = office.desk("district_approver", "587")
    [match] = queue(here)
    word = {"matches": [match["id"]], "same": False, "why": WHY}
    refused(here.post("/matches/decisions", word), "ASK_THE_PROVINCE")
    refused(
        here.post(f"/applications/{match['application_id']}/match", {"same": False, "note": WHY}), "ASK_THE_PROVINCE"
    )
    [done] = said(provincial, match["id"], same=False)
    assert (done["held"], done["state"], done["link_id"]) == (False, "determined", None)
    assert appraised(office, district="587")["rows"] == 1


def test_whoever_sent_a_row_does_not_clear_it(office: Office, approver: Desk) -> None:
    officer = office.desk("district_officer", "582")
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    [match] = queue(officer)
    refused(officer.post("/matches/decisions", {"matches": [match["id"]], "same": False, "why": WHY}), "SAME_HANDS")
    colleague = office.desk("district_officer", "582", "a colleague")
    [done] = said(colleague, match["id"], same=False)
    assert not done["held"]
    again = {"matches": [match["id"]], "same": True, "why": WHY}
    refused(approver.post("/matches/decisions", again), "MATCH_DECIDED")
    assert not queue(approver)
    [kept] = queue(approver, decided=True)
    assert (kept["same"], kept["note"]) == (False, WHY)


def test_many_are_decided_in_one_act(office: Office, approver: Desk) -> None:
    people = [
        {**HOA, "full_name": name, "citizen_id": f"0581880{nth}234", "phone": None}
        for nth, name in enumerate(("Trần Thị Cúc", "Lê Thị Đào", "Phạm Thị Mận"), 10)
    ]
    freelance_list(office, people)
    again = [{**row, "citizen_id": None, "old_identity": f"26412345{nth}"} for nth, row in enumerate(people)]
    assert held(freelance_list(office, again, unit="22741")) == 3
    done = said(approver, *[match["id"] for match in queue(approver)], same=False)
    assert [each["held"] for each in done] == [False] * 3
    assert appraised(office)["rows"] == 6
    entries = accepted(office.desk("auditor", "58").get("/audit"))["items"]
    [entry] = [entry for entry in entries if entry["action"] == "match.decided"]
    assert len(entry["payload"]["matches"]) == 3 and WHY not in str(entry)


def test_one_that_is_not_there_stops_the_whole_act(office: Office, approver: Desk) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    [match] = queue(approver)
    body = {"matches": [match["id"], 999_999], "same": False, "why": WHY}
    assert approver.post("/matches/decisions", body).status_code == 404
    assert len(queue(approver)) == 1


def test_who_was_told_apart_is_never_held_for_the_other_again(office: Office, approver: Desk) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    said(approver, *[match["id"] for match in queue(approver)], same=False)
    same_people = {**EMPLOYEE, "full_name": HOA["full_name"], "birth_date": HOA["birth_date"], "sex": "female"}
    for number in ({"citizen_id": HOA["citizen_id"]}, {"citizen_id": None, "old_identity": CMND}):
        taken = suspended_list(office, [{**same_people, "insurance_number": f"58{len(str(number)):08d}", **number}])
        assert held(taken) == 0
    assert not queue(approver)


def test_while_nobody_has_decided_a_further_request_of_either_waits_too(office: Office, approver: Desk) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    further = {**EMPLOYEE, "full_name": OLD["full_name"], "birth_date": OLD["birth_date"], "sex": "female",
               "citizen_id": None, "old_identity": CMND}  # fmt: skip
    assert held(suspended_list(office, [further])) == 1
    first, second = queue(approver)
    [done] = said(approver, first["id"], same=False)
    assert not done["held"]
    assert not queue(approver), "the word is on the two people, whatever they asked for"
    assert not accepted(approver.get(f"/applications/{second['application_id']}"))["held"]


def test_a_second_request_of_one_person_is_withdrawn_and_the_two_are_linked(office: Office, approver: Desk) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    [match] = queue(approver)
    [done] = said(approver, match["id"], same=True)
    assert (done["state"], done["held"], done["link_state"]) == ("withdrawn", False, "made")
    again = freelance_list(office, [{**OLD, "note": "lại"}], unit="22744")
    assert [fault["code"] for fault in again["faults"]] == ["ALREADY_LISTED"]
    assert appraised(office)["rows"] == 1


def test_a_request_under_another_policy_goes_on_with_what_both_were_given(
    office: Office, approver: Desk, provincial: Desk
) -> None:
    in_next_district(office, [{**HOA, **ELSEWHERE}])
    further = {**EMPLOYEE, "full_name": HOA["full_name"], "birth_date": HOA["birth_date"], "sex": "female",
               "citizen_id": None, "old_identity": CMND}  # fmt: skip
    assert held(suspended_list(office, [further])) == 1
    [match] = queue(provincial)
    [done] = said(provincial, match["id"], same=True)
    assert (done["held"], done["link_state"]) == (True, "proposed"), "held until a second person agrees"
    second = office.desk("provincial_approver", "58", "another approver")
    accepted(second.post(f"/links/{done['link_id']}/decision", {"agreed": True, "opinion": WHY}))
    after = accepted(approver.get(f"/applications/{done['application_id']}"))
    assert (after["state"], after["held"]) == ("received", False)


def test_a_link_that_a_second_person_refuses_leaves_two_people_for_good(office: Office, provincial: Desk) -> None:
    in_next_district(office, [{**HOA, **ELSEWHERE}])
    further = {**EMPLOYEE, "full_name": HOA["full_name"], "birth_date": HOA["birth_date"], "sex": "female",
               "citizen_id": None, "old_identity": CMND}  # fmt: skip
    suspended_list(office, [further])
    [match] = queue(provincial)
    [done] = said(provincial, match["id"], same=True)
    second = office.desk("provincial_approver", "58", "another approver")
    accepted(second.post(f"/links/{done['link_id']}/decision", {"agreed": False, "opinion": "Hai người"}))
    assert not accepted(provincial.get(f"/applications/{done['application_id']}"))["held"]
    assert held(freelance_list(office, [OLD])) == 0


def test_who_is_like_several_people_is_decided_pair_by_pair(office: Office, approver: Desk) -> None:
    freelance_list(office, [HOA, {**HOA, "citizen_id": "058188530946", "phone": None}])
    freelance_list(office, [OLD], unit="22741")
    first, _ = queue(approver)
    path = f"/applications/{first['application_id']}/match"
    refused(approver.post(path, {"same": True, "note": WHY}), "SEVERAL_PEOPLE")
    [done] = said(approver, first["id"], same=False)
    assert done["held"], "the other pair still waits"
    assert accepted(approver.post(path, {"same": True, "note": WHY}))["state"] == "withdrawn"


def test_somebody_recorded_as_paid_before_is_found_as_well(office: Office, approver: Desk) -> None:
    paid = {name: HOA[name] for name in ("full_name", "birth_date", "sex")} | {
        "old_identity": CMND, "policy": "freelance", "amount_vnd": 1_500_000, "paid_on": "2021-08-01", "paper": "1/QĐ",
    }  # fmt: skip
    officer = office.desk("district_officer", "582")
    accepted(officer.post("/prior-supports", {"header": {}, "rows": [paid]}, unit="582"))
    assert held(freelance_list(office, [HOA])) == 1
    [match] = queue(approver)
    [done] = said(approver, match["id"], same=True)
    assert done["link_state"] == "proposed", "money was paid: a second person agrees"


def test_a_mended_row_is_as_likely_as_it_is_now(office: Office, approver: Desk) -> None:
    freelance_list(office, [HOA])
    weaker = {**OLD, "birth_date": 1988, "residence_commune": "22741"}
    taken = freelance_list(office, [weaker], unit="22741")
    [weak] = queue(approver)
    officer = office.desk("district_officer", "582")
    path = f"/beneficiary-lists/{taken['list_id']}/corrections"
    mended = accepted(officer.post(path, {"rows": [OLD]}, received_on="2021-08-12", on="2021-08-12"))
    assert mended["receipt"]["counts"]["held"] == 1, mended
    [strong] = queue(approver)
    assert (strong["id"], strong["strong"], weak["strong"]) == (weak["id"], True, False)


def test_a_phone_that_many_have_tells_nobody_apart(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    few_share(monkeypatch, CHITRA_CONTACT_SHARED_MAX="1")
    same = {"birth_date": "1983-03-12", "phone": HOA["phone"], "residence_commune": "22741"}
    others = [{**HOA, "full_name": f"Lê Thị {name}", "citizen_id": f"05818877{nth}"} for nth, name in PEOPLE]
    freelance_list(office, [HOA, *others])
    assert held(freelance_list(office, [{**OLD, **same}], unit="22741")) == 0


def test_a_name_that_too_many_have_is_compared_within_commune_and_birth_and_told_where_even_that_is_too_much(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_share(monkeypatch, CHITRA_LIKENESS_BLOCK_MAX="2")
    crowd = [{**HOA, "citizen_id": f"05818877{nth}", "phone": None, "birth_date": 1988} for nth, _ in PEOPLE]
    freelance_list(office, [{**row, "residence_commune": "22744"} for row in crowd])
    narrow = freelance_list(office, [{**HOA, "birth_date": 1988}, {**OLD, "birth_date": 1988}], unit="22741")
    assert (held(narrow), narrow["notes"]) == (1, []), "of those in the commune both were compared"
    told = freelance_list(office, [{**OLD, "old_identity": "264999888", "birth_date": 1988,
                                    "residence_commune": "22744"}], unit="22744")  # fmt: skip
    assert [note["code"] for note in told["notes"]] == ["LIKELY_TOO_MANY"]
    assert held(told) == 1
    rows = accepted(office.desk("auditor", "582").get(f"/beneficiary-lists/{told['list_id']}/rows"))["items"]
    assert [fault["code"] for fault in rows[0]["faults"]] == ["LIKELY_TOO_MANY"]


PEOPLE = list(enumerate(("Cúc", "Đào", "Mận", "Sương"), 3_010))


def few_share(monkeypatch: pytest.MonkeyPatch, **limits: str) -> None:
    """Limits small enough for a test's few rows."""
    for name, value in limits.items():
        monkeypatch.setenv(name, value)
    settings.settings.cache_clear()


def test_the_database_keeps_a_match_as_it_was_said(office: Office, approver: Desk, at: PlainSql) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    [match] = queue(approver)
    one = match["id"]
    assert at.refusal("DELETE FROM likely_match") == "CT003"
    assert at.refusal("UPDATE likely_match SET other_id = first_id") == "CT003"
    assert at.refusal("UPDATE likely_match SET score = 101 WHERE id = %s", one) == "ck_likely_match_score"
    assert at.refusal("UPDATE likely_match SET reasons = '[]' WHERE id = %s", one) == "ck_likely_match_reasons"
    assert at.refusal("UPDATE likely_match SET same = false WHERE id = %s", one) == "ck_likely_match_decided"
    assert at.copy_refusal("likely_match", one, first_id=match["one"]["id"], second_id=match["one"]["id"]) == (
        "ck_likely_match_pair"
    )


def test_the_database_lets_nobody_take_back_that_two_were_told_apart(
    office: Office, approver: Desk, at: PlainSql
) -> None:
    freelance_list(office, [HOA])
    freelance_list(office, [OLD], unit="22741")
    [match] = queue(approver)
    said(approver, match["id"], same=False)
    assert at.refusal("UPDATE likely_match SET same = true WHERE id = %s", match["id"]) == "CT003"
    assert at.refusal("UPDATE likely_match SET score = 1 WHERE id = %s", match["id"]) == "CT003"
    other = at.one("SELECT id FROM application WHERE id <> %s", match["application_id"])
    again = {"application_id": other, "other_id": match["one"]["id"], "same": None, "decided_act_id": None}
    assert at.copy_refusal("likely_match", match["id"], **again) == "CT003"
    third = {"application_id": other, "other_id": match["one"]["id"]}
    assert at.copy_refusal("likely_match", match["id"], **third, first_id=1, second_id=match["one"]["id"]) == "CT003"
