"""Who somebody is: documents with their history, links made and undone, and money that two had who are one."""

from typing import Any

from tests.acts.forms import sign
from tests.acts.province import EMPLOYEE as OF_EMPLOYER
from tests.acts.province import (
    FREELANCE,
    LAW_ON,
    WORKER,
    appraised,
    decided,
    exported,
    files_of,
    freelance_list,
    in_next_district,
    send,
    suspended_list,
)
from tests.office import Desk, Office, accepted
from tests.walls.plain_sql import PlainSql, act

CMND = "264123457"
HERE = {**WORKER, "full_name": "Trần Thị Lan"}
THERE = {
    **HERE, "full_name": "Đỗ Thị Mỹ", "birth_date": "1979-02-03", "citizen_id": None, "old_identity": CMND,
    "residence_commune": "22870", "workplace_commune": "22870",
}  # fmt: skip
"""Nothing alike but what a person knows: so nobody holds them, and somebody links them later."""
WHY = {"reason": "Một người: CMND cũ và CCCD, có giấy xác nhận số CMND"}
YES = {"agreed": True, "opinion": "Đã đối chiếu giấy xác nhận"}


def people(desk: Desk, *numbers: str) -> list[int]:
    found = []
    for number in numbers:
        [one, *_] = accepted(desk.post("/beneficiaries/search", {"number": number}))["items"]
        found.append(one["id"])
    return found


def application(desk: Desk, number: str) -> Any:  # noqa: ANN401 – JSON
    [one] = accepted(desk.post("/applications/search", {"number": number}))["items"]
    return one


def paid(office: Office, district: str = "582") -> dict[str, Any]:
    """What is ready of a district, decided and paid in cash."""
    decided(office, [appraised(office, district=district)["id"]], unit=district, number=f"{district}/QĐ")
    batch = exported(office, unit=district)
    maker = office.desk("finance_maker", district)
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data)))
    return batch


def link(desk: Desk, first: int, second: int) -> Any:  # noqa: ANN401 – JSON
    return accepted(desk.post("/links", {"first": first, "second": second, **WHY}))


def test_one_district_without_money_links_at_once_and_the_second_request_stands_as_a_double(
    office: Office, officer: Desk
) -> None:
    freelance_list(office, [HERE, {**THERE, "residence_commune": "22738", "workplace_commune": "22759"}])
    first, second = people(officer, HERE["citizen_id"], CMND)  # type: ignore[arg-type]
    assert link(officer, first, second)["state"] == "made"
    formed = accepted(officer.post("/submissions", {"policy": "freelance", "round": 2}))
    assert formed["rows"] == 1  # of two requests under one policy, one goes up
    both = accepted(officer.post("/beneficiaries/search", {"number": CMND}))["items"]
    assert {one["id"] for one in both} == {first, second}


def test_a_number_of_either_brings_the_whole_person_and_is_refused_under_the_same_policy(
    office: Office, officer: Desk
) -> None:
    freelance_list(office, [HERE])
    suspended_list(office, [{**OF_EMPLOYER, "citizen_id": None, "old_identity": CMND}])
    first, second = people(officer, HERE["citizen_id"], CMND)  # type: ignore[arg-type]
    assert link(officer, first, second)["state"] == "made"
    again = send(officer, [{**HERE, "citizen_id": None, "old_identity": CMND, "full_name": OF_EMPLOYER["full_name"]}])
    again = send(
        officer,
        [{**HERE, "full_name": OF_EMPLOYER["full_name"], "birth_date": OF_EMPLOYER["birth_date"], "sex": "male",
          "citizen_id": None, "old_identity": CMND}],
        **FREELANCE,
    )  # fmt: skip
    [fault] = accepted(again)["lists"][0]["faults"]
    assert fault["code"] == "ALREADY_LISTED"


def test_two_districts_need_a_second_person_who_sees_both(office: Office, officer: Desk, provincial: Desk) -> None:
    freelance_list(office, [HERE])
    in_next_district(office, [THERE])
    first, second = people(provincial, HERE["citizen_id"], CMND)  # type: ignore[arg-type]
    assert officer.post("/links", {"first": first, "second": second, **WHY}).status_code == 404
    proposed = link(office.desk("provincial_officer", "58"), first, second)
    assert (proposed["state"], proposed["two_needed"]) == ("proposed", True)
    path = f"/links/{proposed['id']}/decision"
    assert office.desk("district_approver", "582").post(path, YES).status_code == 404
    same_hands = office.desk("provincial_approver", "58", "provincial_officer 58").post(path, YES)
    assert (same_hands.status_code, same_hands.json()["code"]) == (409, "SAME_HANDS")
    assert accepted(provincial.post(path, YES))["state"] == "made"
    [here] = accepted(officer.get("/links"))["items"]
    assert sorted(str(here[side]) for side in ("first_id", "second_id")) == sorted(["None", str(first)])
    assert provincial.post(path, YES).json()["code"] == "WRONG_STATE"


def test_a_refused_link_leaves_two_people(office: Office, provincial: Desk) -> None:
    freelance_list(office, [HERE])
    in_next_district(office, [THERE])
    first, second = people(provincial, HERE["citizen_id"], CMND)  # type: ignore[arg-type]
    proposed = link(office.desk("provincial_officer", "58"), first, second)
    again = office.desk("provincial_officer", "58").post("/links", {"first": second, "second": first, **WHY})
    assert again.json()["code"] == "ALREADY_PROPOSED"
    refused = accepted(provincial.post(f"/links/{proposed['id']}/decision", {**YES, "agreed": False}))
    assert refused["state"] == "refused"
    assert len(accepted(provincial.post("/beneficiaries/search", {"number": CMND}))["items"]) == 1


def test_two_who_were_both_paid_make_an_overpayment_case_and_undoing_withdraws_it(
    office: Office, provincial: Desk, at: PlainSql
) -> None:
    freelance_list(office, [HERE])
    in_next_district(office, [THERE])
    paid(office, "582")
    paid(office, "587")
    first, second = people(provincial, HERE["citizen_id"], CMND)  # type: ignore[arg-type]
    proposed = link(office.desk("provincial_officer", "58"), first, second)
    accepted(provincial.post(f"/links/{proposed['id']}/decision", YES))
    [case] = accepted(provincial.get("/overpayments"))["items"]
    assert (case["state"], case["amount_vnd"], case["beneficiary_id"]) == ("raised", 1_500_000, second)
    assert accepted(office.desk("finance_maker", "587").get("/overpayments"))["items"]
    assert not accepted(office.desk("finance_maker", "582").get("/overpayments"))["items"]
    parting = accepted(office.desk("provincial_officer", "58").post(f"/links/{proposed['id']}/parting", WHY))
    assert parting["state"] == "parting"
    same = office.desk("provincial_approver", "58", "provincial_officer 58")
    assert same.post(f"/links/{proposed['id']}/decision", YES).json()["code"] == "SAME_HANDS"
    assert accepted(provincial.post(f"/links/{proposed['id']}/decision", YES))["state"] == "undone"
    [case] = accepted(provincial.get("/overpayments"))["items"]
    assert case["state"] == "withdrawn"
    assert at.one("SELECT count(*) FROM entitlement WHERE double_of IS NOT NULL") == 0
    assert at.one("SELECT count(*) FROM beneficiary WHERE person_id <> id") == 0


def test_a_link_before_the_second_is_paid_stops_the_batch_until_it_is_taken_out(
    office: Office, provincial: Desk
) -> None:
    freelance_list(office, [HERE])
    in_next_district(office, [THERE, {**THERE, "full_name": "Lê Thị Khác", "old_identity": "264999888"}])
    paid(office, "582")
    decided(office, [appraised(office, district="587")["id"]], unit="587")
    maker, checker = office.desk("finance_maker", "587"), office.desk("finance_checker", "587")
    batch = accepted(
        maker.post("/payment-batches", {"policy": "freelance", "channel": "cash", "execution_date": "2022-02-28"})
    )
    path = f"/payment-batches/{batch['id']}"
    accepted(maker.post(f"{path}/freeze"))
    figures = {"payouts": batch["payouts"], "amount_vnd": batch["amount_vnd"]}
    accepted(checker.post(f"{path}/check", figures))
    first, second = people(provincial, HERE["citizen_id"], CMND)  # type: ignore[arg-type]
    proposed = link(office.desk("provincial_officer", "58"), first, second)
    accepted(provincial.post(f"/links/{proposed['id']}/decision", YES))
    refused = checker.post(f"{path}/release")
    assert (refused.status_code, refused.json()["code"]) == (409, "PAID_TWICE")
    [payout] = accepted(maker.post("/payouts/search", {"number": CMND}))["items"]
    accepted(maker.post(f"/payouts/{payout['id']}/stop", {"reason": "Đã được chi"}))
    batch = accepted(maker.get(path))
    assert batch["payouts"] == 1
    accepted(checker.post(f"{path}/check", {"payouts": 1, "amount_vnd": batch["amount_vnd"]}))
    accepted(checker.post(f"{path}/release"))
    accepted(maker.post(f"{path}/export"))
    again = maker.post("/payment-batches", {"policy": "freelance", "channel": "cash", "execution_date": "2022-02-28"})
    assert again.json()["code"] == "NOTHING_TO_PAY"  # what stays owed twice is paid to nobody
    assert not accepted(provincial.get("/overpayments"))["items"]


def test_a_link_after_the_draft_stops_the_decision(office: Office, provincial: Desk) -> None:
    freelance_list(office, [HERE])
    in_next_district(office, [THERE])
    paid(office, "582")
    clerk = office.desk("district_officer", "587")
    drafted = accepted(
        clerk.post("/decisions", {"submissions": [appraised(office, district="587")["id"]], "law_on": LAW_ON})
    )
    first, second = people(provincial, HERE["citizen_id"], CMND)  # type: ignore[arg-type]
    proposed = link(office.desk("provincial_officer", "58"), first, second)
    accepted(provincial.post(f"/links/{proposed['id']}/decision", YES))
    paper = {"number": "9/QĐ", "signed_on": LAW_ON, "rows": 1, "amount_vnd": drafted["amount_vnd"], "signer": "A B"}
    refused = clerk.post(f"/decisions/{drafted['id']}/record", paper)
    assert (refused.status_code, refused.json()["code"]) == (409, "DOUBLED")
    accepted(clerk.post(f"/decisions/{drafted['id']}/void", {"reason": "Một người"}))
    assert clerk.post("/decisions", {"submissions": [drafted["id"]], "law_on": LAW_ON}).status_code in {404, 409, 422}


def test_a_linked_person_is_told_as_one_story_and_gets_one_cash_regime(office: Office, officer: Desk) -> None:
    freelance_list(office, [HERE])
    paid(office, "582")
    suspended_list(office, [{**OF_EMPLOYER, "citizen_id": None, "old_identity": CMND}])
    waits = application(officer, CMND)
    assert waits["outcome"] == "undetermined"  # the insurance agency has not said
    first, second = people(officer, HERE["citizen_id"], CMND)  # type: ignore[arg-type]
    proposed = link(officer, first, second)
    assert proposed["two_needed"]
    accepted(office.desk("district_approver", "582").post(f"/links/{proposed['id']}/decision", YES))
    [after] = [
        one for one in accepted(officer.post("/applications/search", {"number": CMND}))["items"]
        if one["policy"] == "suspended_contract"
    ]  # fmt: skip
    assert (after["outcome"], after["reason"]) == ("ineligible", "one_cash_regime")
    told = accepted(officer.get(f"/beneficiaries/{first}/history"))
    assert {one["policy"] for one in told["applications"]} == {"freelance", "suspended_contract"}
    assert [one["state"] for one in told["links"]] == ["made"]


def test_a_wrong_number_is_corrected_with_its_history_and_is_free_for_its_owner(office: Office, officer: Desk) -> None:
    freelance_list(office, [{**HERE, "old_identity": CMND}])
    [person] = people(officer, CMND)
    wrong = next(
        one for one in accepted(officer.get(f"/beneficiaries/{person}/documents")) if one["kind"] == "old_identity"
    )
    path = f"/documents/{wrong['id']}/correction"
    bad = officer.post(path, {"number": "26412345", "reason": "gõ thiếu"})
    assert (bad.status_code, bad.json()["code"]) == (422, "NUMBER_WRONG")
    right = accepted(officer.post(path, {"number": "264123458", "reason": "Gõ nhầm số cuối"}))
    assert right["last4"] == "3458"
    assert officer.post(path, {"number": None, "reason": "lại"}).json()["code"] == "ENDED"
    told = accepted(officer.get(f"/beneficiaries/{person}/documents"))
    ended = {one["last4"]: one["ended_why"] for one in told if one["kind"] == "old_identity"}
    assert ended == {"3457": "Gõ nhầm số cuối", "3458": None}
    assert not accepted(officer.post("/beneficiaries/search", {"number": CMND}))["items"]
    other = {**THERE, "residence_commune": "22738", "workplace_commune": "22759"}
    assert freelance_list(office, [other])["counts"]["accepted"] == 1  # the number is its owner's now
    taken = officer.post(f"/beneficiaries/{person}/documents", {"kind": "old_identity", "number": CMND, **WHY})
    assert (taken.status_code, taken.json()["code"]) == (409, "NUMBER_HELD")


def test_a_document_of_another_district_is_not_found_and_an_employers_is_no_persons(
    office: Office, officer: Desk
) -> None:
    in_next_district(office, [THERE])
    freelance_list(office, [HERE])
    [theirs] = people(office.desk("district_officer", "587"), CMND)
    new = {"kind": "citizen_id", "number": "058179000777", **WHY}
    assert officer.post(f"/beneficiaries/{theirs}/documents", new).status_code == 404
    assert officer.get(f"/beneficiaries/{theirs}/documents").status_code == 404
    [mine] = people(officer, str(HERE["citizen_id"]))
    of_employer = {"kind": "employer_tax_code", "number": "4500123455", **WHY}
    assert officer.post(f"/beneficiaries/{mine}/documents", of_employer).json()["code"] == "KIND_WRONG"
    assert (
        accepted(officer.post(f"/beneficiaries/{mine}/documents", new | {"number": "058188000777"}))["last4"] == "0777"
    )


def test_a_foreigner_is_known_by_a_passport(office: Office, officer: Desk) -> None:
    sent = {**HERE, "citizen_id": None, "passport": "C1234567"}
    assert freelance_list(office, [sent])["counts"]["accepted"] == 1
    assert people(officer, "C1234567")
    [fault] = freelance_list(office, [{**sent, "passport": "C12", "full_name": "Lê Thị Khác"}])["faults"]
    assert (fault["code"], fault["field"]) == ("PASSPORT_WRONG", "passport")


def test_plain_sql_joins_nobody_and_pays_no_double(office: Office, officer: Desk, database_url: str) -> None:
    freelance_list(office, [HERE, {**THERE, "residence_commune": "22738", "workplace_commune": "22759"}])
    paid(office, "582")
    first, second = people(officer, HERE["citizen_id"], CMND)  # type: ignore[arg-type]
    with act(database_url) as at:
        live = "UPDATE beneficiary SET person_id = %s WHERE id = %s"
        assert at.refusal(live, first, second) == "uq_application_live"
        at.rows(
            "UPDATE application SET double_of = (SELECT min(id) FROM application) WHERE beneficiary_id = %s", second
        )
        assert at.refusal(live, first, second) == "uq_entitlement_once"
        assert at.refusal("UPDATE application SET person_id = %s WHERE beneficiary_id = %s", first, second)
        assert at.refusal("UPDATE entitlement SET beneficiary_id = %s WHERE beneficiary_id = %s", first, second)
        ids = [row[0] for row in at.rows("SELECT id FROM entitlement ORDER BY id")]
        assert at.refusal("UPDATE entitlement SET double_of = id WHERE id = %s", ids[0]) == "ck_entitlement_double"
        at.rows("UPDATE entitlement SET double_of = %s WHERE id = %s", ids[0], ids[1])
        assert at.refusal(live, first, second) == "CT003"  # nobody is joined but by a link
        like = at.one("SELECT min(payout_id) FROM payout_share WHERE entitlement_id = %s", ids[1])
        statement = "INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd) VALUES (%s, %s, 1)"
        assert at.refusal(statement, like, ids[1]) in {"CT005", "pk_payout_share"}
        document = at.one("SELECT min(id) FROM identity_document")
        for column in ("beneficiary_id = 1", "kind = 'passport'", r"number_index = '\x00'", "last4 = '0000'"):
            assert at.refusal(f"UPDATE identity_document SET {column} WHERE id = %s", document) == "CT003"
        assert at.refusal("DELETE FROM identity_document WHERE id = %s", document) == "CT003"
        twice = "INSERT INTO identity_document (number_index, beneficiary_id, kind, number_cipher, last4, act_id)"
        twice += " SELECT number_index, %s, kind, number_cipher, last4, act_id FROM identity_document WHERE id = %s"
        assert at.refusal(twice, second, document) == "uq_identity_document_current"


def test_parting_one_link_leaves_together_what_other_links_hold(
    office: Office, officer: Desk, database_url: str
) -> None:
    third = {**THERE, "full_name": "Chamaléa Thị Út", "birth_date": "1990-12-30", "old_identity": "264555666"}
    home = {"residence_commune": "22738", "workplace_commune": "22759"}
    freelance_list(office, [HERE, {**THERE, **home}, {**third, **home}])
    a, b, c = people(officer, str(HERE["citizen_id"]), CMND, "264555666")
    first, second = link(officer, b, c), link(officer, c, a)
    with act(database_url) as at:
        assert at.rows("SELECT person_id FROM beneficiary") == [(a,)] * 3
        assert at.one("SELECT count(*) FROM application WHERE double_of IS NOT NULL") == 2
    assert officer.post("/links", {"first": a, "second": b, **WHY}).json()["code"] == "ALREADY_ONE"
    assert accepted(officer.post(f"/links/{second['id']}/parting", WHY))["state"] == "undone"
    with act(database_url) as at:
        assert at.rows("SELECT id, person_id FROM beneficiary ORDER BY id") == [(a, a), (b, b), (c, b)]
        assert at.one("SELECT count(*) FROM application WHERE double_of IS NOT NULL") == 1
    assert accepted(officer.post(f"/links/{first['id']}/parting", WHY))["state"] == "undone"
    assert accepted(officer.post("/submissions", {"policy": "freelance", "round": 2}))["rows"] == 3
