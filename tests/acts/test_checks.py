"""Named checks: what they find, what they stop and for how long, who decides, and what nobody is told."""

from collections.abc import Mapping
from typing import Any

from tests.acts.forms import sign
from tests.acts.province import (
    ACCOUNT,
    EXECUTED_ON,
    IN_PHUOC,
    LAW_ON,
    WORKER,
    appraised,
    decided,
    exported,
    files_of,
    freelance_list,
    send,
    workers,
)
from tests.acts.registers import dead, register
from tests.acts.words import corrected
from tests.office import Desk, Office, accepted, refused
from tests.routers.small_life import FACILITY, TREATED
from tests.walls.plain_sql import PlainSql, act

THERE = {"residence_commune": "22870", "workplace_commune": "22870"}
WHY = {"why": "Đã xác minh với hộ tịch và tổ dân phố"}
CASH = {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON}


def found(desk: Desk, **asked: object) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = accepted(desk.get("/findings", **asked))["items"]
    return items


def decide(desk: Desk, *ids: int, cleared: bool = True) -> Any:  # noqa: ANN401 – a response
    return desk.post("/findings/decisions", {"findings": list(ids), "cleared": cleared, **WHY})


def set_check(office: Office, code: str, **said: object) -> Any:  # noqa: ANN401 – a response
    body = {"from": "2022-02-25", "reason": "Theo công văn của Sở", **said}
    return office.desk("provincial_approver", "58").post(f"/checks/{code}/settings", body)


def paid(office: Office) -> None:
    """Who is ready is decided and paid in cash."""
    decided(office, [appraised(office)["id"]])
    batch = exported(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data)))


def formed(office: Office) -> Any:  # noqa: ANN401 – JSON
    return accepted(office.desk("finance_maker", "582").post("/payment-batches", CASH))


def freeze(office: Office, batch: Mapping[str, Any]) -> Any:  # noqa: ANN401 – JSON
    return accepted(office.desk("finance_maker", "582").post(f"/payment-batches/{batch['id']}/freeze"))


# What each check finds, and what it does not.


def test_an_account_used_by_more_than_the_threshold_holds_everybody_who_uses_it(office: Office, officer: Desk) -> None:
    two = freelance_list(office, workers(2, **ACCOUNT))
    assert (two["counts"]["held"], found(officer)) == (0, [])
    third = freelance_list(office, workers(1, first=9, **ACCOUNT))
    assert third["counts"]["held"] == 1
    [note] = [each for each in third["notes"] if each["code"] == "CHECK_ACCOUNT_SHARED"]
    assert note["severity"] == "note" and note["vi"] and note["en"]
    items = found(officer)
    assert [(one["check"], one["people"], one["effect"], one["standing"]) for one in items] == [
        ("account_shared", 3, "block", "undecided")
    ] * 3  # fmt: skip
    assert [len(one["with_applications"]) for one in items] == [2, 2, 2]
    refused(officer.post("/submissions", {"policy": "freelance", "round": 2}), "NOTHING_READY")


def test_one_persons_account_under_two_policies_is_no_shared_one(office: Office, officer: Desk) -> None:
    set_check(office, "account_shared", effect="block", threshold=1)
    freelance_list(office, workers(1, **ACCOUNT))
    other_bank = {**ACCOUNT, "bank": "BIDV"}
    freelance_list(office, workers(1, first=5, **other_bank))
    assert found(officer) == []
    freelance_list(office, workers(1, first=6, **ACCOUNT))
    assert len(found(officer, check="account_shared")) == 2


def test_a_phone_of_many_is_shown_and_holds_nobody(office: Office, officer: Desk) -> None:
    freelance_list(office, workers(5, phone="0912345678"))
    assert found(officer) == []
    sixth = freelance_list(office, workers(1, first=9, phone="0912345678"))
    assert sixth["counts"]["held"] == 0
    assert {(one["check"], one["people"], one["effect"]) for one in found(officer)} == {("phone_shared", 6, "note")}
    assert accepted(officer.post("/submissions", {"policy": "freelance", "round": 2}))["rows"] == 6


def test_a_staff_members_account_is_found_and_that_of_whoever_sent_the_list_by_another(
    office: Office, officer: Desk, approver: Desk
) -> None:
    staff = {"full_name": "Cán Bộ", "account_number": ACCOUNT["account_number"], "bank": "Agribank"}
    register(office, "staff_accounts", [{**staff, "user": "district_officer 582"}])
    sent = freelance_list(office, workers(1, **ACCOUNT))
    assert sent["counts"]["held"] == 1
    items = {one["check"]: one for one in found(officer)}
    assert {code: one["effect"] for code, one in items.items()} == {"staff_account": "hold", "own_account": "block"}
    own = items["own_account"]["id"]
    assert refused(decide(officer, own), "SAME_HANDS")
    assert accepted(decide(approver, own))["decided"] == [own]
    other = {**ACCOUNT, "account_number": "4901205999887"}
    freelance_list(office, workers(1, first=5, **other))
    assert len(found(officer)) == 2


def test_another_officers_account_is_no_own_one(office: Office, officer: Desk) -> None:
    staff = {"full_name": "Cán Bộ", "account_number": ACCOUNT["account_number"]}
    office.desk("district_officer", "587")
    register(office, "staff_accounts", [{**staff, "user": "district_officer 587"}])
    freelance_list(office, workers(1, **ACCOUNT))
    assert [one["check"] for one in found(officer)] == ["staff_account"]


def test_somebody_dead_is_held_by_number_and_more_weakly_by_name_and_birth(office: Office, officer: Desk) -> None:
    named = {"full_name": WORKER["full_name"], "birth_date": "15/03/1988", "died_on": "05/08/2021"}
    register(office, "deaths", [dead(workers(1)[0]), named, {**named, "birth_date": "16/03/1988"}])
    sent = freelance_list(office, [*workers(2), WORKER])
    assert sent["counts"]["held"] == 2
    assert [(one["check"], one["effect"], one["died_on"]) for one in found(officer)] == [
        ("on_death_register", "block", "2021-08-05"), ("maybe_on_death_register", "hold", "2021-08-05")
    ]  # fmt: skip


def test_a_namesake_with_another_number_of_the_same_kind_is_somebody_else(office: Office, officer: Desk) -> None:
    other = {**dead(WORKER), "citizen_id": "058188009999", "birth_date": "15/03/1988"}
    register(office, "deaths", [other])
    assert freelance_list(office, [WORKER])["counts"]["held"] == 0
    assert found(officer) == []


def test_whoever_another_agency_paid_is_held_unless_it_may_be_had_beside(office: Office, officer: Desk) -> None:
    first, second, third = workers(3)
    rows = [
        {"full_name": one["full_name"], "citizen_id": one["citizen_id"], "amount_vnd": 1_500_000, "policy": policy}
        for one, policy in ((first, "Hướng dẫn viên du lịch"), (second, "Tiền ăn F1"), (third, ""))
    ]
    taken = register(office, "paid_elsewhere", rows)
    assert taken["accepted"] == 3
    assert freelance_list(office, workers(3))["counts"]["held"] == 2
    assert [one["check"] for one in found(officer)] == ["paid_elsewhere"] * 2


def test_a_payroll_is_shown_and_holds_nobody(office: Office, officer: Desk) -> None:
    register(office, "payroll", [{"full_name": "A", "citizen_id": workers(1)[0]["citizen_id"], "agency": "Trường A"}])
    assert freelance_list(office, workers(1))["counts"]["held"] == 0
    assert [(one["check"], one["effect"]) for one in found(officer)] == [("on_payroll", "note")]


def test_who_is_entitled_twice_after_a_link_is_listed(office: Office, officer: Desk, approver: Desk) -> None:
    cmnd = {"citizen_id": None, "old_identity": "264123457", "full_name": "Đỗ Thị Mỹ", "birth_date": "1979-02-03"}
    freelance_list(office, [WORKER, {**WORKER, **cmnd}])
    paid(office)
    ids = [
        accepted(officer.post("/beneficiaries/search", {"number": number}))["items"][0]["id"]
        for number in (WORKER["citizen_id"], "264123457")
    ]
    assert accepted(officer.get("/checks/entitled_twice/findings"))["items"] == []
    link = accepted(officer.post("/links", {"first": ids[0], "second": ids[1], "reason": "Một người"}))
    accepted(approver.post(f"/links/{link['id']}/decision", {"agreed": True, "opinion": "Đúng"}))
    [twice] = accepted(officer.get("/checks/entitled_twice/findings"))["items"]
    assert (twice["standing"], twice["amount_vnd"], twice["elsewhere"]) == ("paid", 1_500_000, False)
    refused(set_check(office, "entitled_twice", effect="note"), "ONLY_LISTED")


# Settings.


def test_a_setting_counts_from_its_day_and_stays_on_record(office: Office, officer: Desk, database_url: str) -> None:
    assert accepted(set_check(office, "account_shared", effect="note", threshold=1, **{"from": "2022-02-26"}))
    freelance_list(office, workers(2, **ACCOUNT))
    assert found(officer) == []
    accepted(set_check(office, "account_shared", effect="note", threshold=1))
    assert freelance_list(office, workers(1, first=5, **ACCOUNT))["counts"]["held"] == 0
    assert {one["effect"] for one in found(officer)} == {"note"}
    [shared] = [one for one in accepted(officer.get("/checks"))["items"] if one["code"] == "account_shared"]
    assert (shared["effect"], shared["threshold"], shared["default_threshold"]) == ("note", 1, 2)
    assert [one["valid_from"] for one in shared["settings"]] == ["2022-02-26", "2022-02-25"]
    with act(database_url) as at:
        entries = [entry for (entry,) in at.rows("SELECT convert_from(payload, 'UTF8') FROM audit_entry ORDER BY id")]
        assert sum('"threshold":1' in entry for entry in entries) == 2
        for statement in ("UPDATE check_setting SET effect = 'hold'", "DELETE FROM check_setting"):
            assert at.refusal(statement) == "CT003"


def test_a_stricter_setting_stops_more_at_the_next_look_and_a_milder_one_lets_nothing_go(
    office: Office, officer: Desk
) -> None:
    set_check(office, "account_shared", effect="note", threshold=2)
    freelance_list(office, workers(3, **ACCOUNT))
    formed_ = accepted(officer.post("/submissions", {"policy": "freelance", "round": 2}))
    word = {"agreed": True, "opinion": "Đủ"}
    accepted(office.desk("district_approver", "582").post(f"/submissions/{formed_['id']}/appraisal", word))
    set_check(office, "account_shared", effect="hold", threshold=2)
    drafting = officer.post("/decisions", {"submissions": [formed_["id"]], "law_on": LAW_ON})
    refused(drafting, "NOTHING_TO_DECIDE")
    freelance_list(office, workers(1, first=9, **ACCOUNT))
    assert {one["effect"] for one in found(officer)} == {"hold"}
    set_check(office, "account_shared", effect="note", threshold=2)
    freelance_list(office, workers(1, first=11, **ACCOUNT))
    assert sorted(one["effect"] for one in found(officer)) == ["hold", "hold", "hold", "hold", "note"]


def test_who_may_set_what(office: Office) -> None:
    body = {"from": "2022-02-25", "effect": "note", "threshold": 3, "reason": "Nhầm"}
    refused(office.desk("provincial_officer", "58").post("/checks/account_shared/settings", body), "NOT_YOURS")
    refused(office.desk("district_approver", "582").post("/checks/account_shared/settings", body), "NOT_YOURS")
    elsewhere = office.desk("provincial_approver", "582")
    refused(elsewhere.post("/checks/account_shared/settings", body), "NOT_THE_PROVINCES_UNIT")
    refused(set_check(office, "no_such", effect="note"), "NO_SUCH_CHECK")
    refused(set_check(office, "account_shared", effect="note", **{"from": "2022-02-24"}), "SET_IN_THE_PAST")
    refused(set_check(office, "account_shared", effect="note"), "COUNTS_NOTHING")
    refused(set_check(office, "on_payroll", effect="note", threshold=2), "COUNTS_NOTHING")


def test_a_stricter_setting_stops_what_was_confirmed_too_and_a_milder_one_lets_nothing_go(
    office: Office, officer: Desk, database_url: str
) -> None:
    listed = [{"full_name": "A", "citizen_id": workers(1)[0]["citizen_id"]}]
    freelance_list(office, workers(1))
    register(office, "payroll", listed)
    [note] = found(officer)
    accepted(decide(officer, note["id"], cleared=False))
    submission = appraised(office)
    for day, effect in enumerate(("block", "note"), start=2):
        set_check(office, "on_payroll", effect=effect)
        others = [{"full_name": "B", "citizen_id": f"05818899000{day}"}]
        register(office, "payroll", [*listed, *others], as_of=f"2022-02-0{day}")
        drafting = officer.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON})
        refused(drafting, "NOTHING_TO_DECIDE")
        [one] = found(officer)
        assert (one["state"], one["effect"]) == ("confirmed", "block")
    with act(database_url) as at:
        assert at.refusal("UPDATE finding SET effect = 'note'") == "CT003"
        at.rows("ALTER TABLE finding DISABLE TRIGGER finding_only_stricter")
        at.rows("UPDATE finding SET effect = 'hold'")
        at.rows("ALTER TABLE finding ENABLE TRIGGER finding_only_stricter")
        assert at.refusal("UPDATE finding SET effect = 'block', why = why, moment = moment") == "CT003"
        assert at.refusal("UPDATE finding SET effect = 'block'") is None


# Findings and those who decide them.


def test_a_cleared_finding_lets_go_and_comes_back_only_for_another_ground(office: Office, officer: Desk) -> None:
    register(office, "deaths", [dead(WORKER)])
    freelance_list(office, [WORKER])
    [one] = found(officer, state="open")
    assert accepted(decide(officer, one["id"])) == {"decided": [one["id"]], "proposed": []}
    refused(decide(officer, one["id"]), "WRONG_STATE")
    again = register(office, "deaths", [dead(WORKER), dead(workers(1)[0])], as_of="2022-02-02")
    assert again["findings"] == {}
    assert accepted(officer.post("/submissions", {"policy": "freelance", "round": 2}))["rows"] == 1
    other_day = register(office, "deaths", [dead(WORKER, "06/08/2021")], as_of="2022-02-03")
    assert other_day["findings"] == {"on_death_register": 1}
    assert sorted(each["state"] for each in found(officer)) == ["cleared", "open"]


def mend(officer: Desk, taken: Mapping[str, Any], row: Mapping[str, object]) -> None:
    """A row of a list given anew."""
    days = {"received_on": "2021-08-12", "on": "2021-08-12"}
    accepted(officer.post(f"/beneficiary-lists/{taken['list_id']}/corrections", {"rows": [row]}, **days))


def test_what_was_cleared_for_one_account_is_not_for_another_that_ends_the_same(office: Office, officer: Desk) -> None:
    other = {**ACCOUNT, "account_number": "5901205119888"}
    one = freelance_list(office, workers(3, **ACCOUNT))
    accepted(decide(officer, *[each["id"] for each in found(officer)]))
    freelance_list(office, workers(3, first=10, **other))
    mend(officer, one, workers(1, **other)[0])
    moved = found(officer)[0]["application_id"]
    mine = [(each["state"], each["people"]) for each in found(officer) if each["application_id"] == moved]
    assert mine == [("cleared", 4), ("open", 4)]
    assert accepted(officer.post("/submissions", {"policy": "freelance", "round": 2}))["rows"] == 2


def test_a_staff_members_other_account_and_a_phone_that_ends_the_same_are_found_anew(
    office: Office, officer: Desk, approver: Desk
) -> None:
    other = {**ACCOUNT, "account_number": "5901205119888", "phone": "0987654678"}
    staff = [
        {"full_name": "Cán Bộ", "account_number": each["account_number"], "user": "district_officer 582"}
        for each in (ACCOUNT, other)
    ]
    register(office, "staff_accounts", staff)
    set_check(office, "phone_shared", effect="hold", threshold=1)
    one = freelance_list(office, workers(2, **{**ACCOUNT, "phone": "0912345678"}))
    accepted(decide(approver, *[each["id"] for each in found(approver)]))
    freelance_list(office, workers(1, first=10, phone=other["phone"]))
    mend(officer, one, workers(1, **other)[0])
    moved = found(officer)[0]["application_id"]
    open_ = {each["check"] for each in found(officer, state="open") if each["application_id"] == moved}
    assert open_ == {"staff_account", "own_account", "phone_shared"}


def test_plain_sql_does_not_count_how_often_an_account_changed(office: Office, database_url: str) -> None:
    freelance_list(office, workers(1, **ACCOUNT))
    with act(database_url) as at:
        assert at.refusal("UPDATE application SET account_changes = 0") == "CT003"
        at.rows("UPDATE application SET account_index = decode(repeat('ab', 32), 'hex')")
        assert at.rows("SELECT account_changes, phone_changes FROM application") == [(1, 0)]


def test_whoever_pays_reads_no_officers_words(office: Office, officer: Desk, approver: Desk) -> None:
    freelance_list(office, workers(3, **ACCOUNT))
    cleared, confirmed, _ = (each["id"] for each in found(officer))
    accepted(decide(officer, cleared))
    accepted(decide(officer, confirmed, cleared=False))
    assert accepted(decide(approver, confirmed))["proposed"] == [confirmed]
    words = [(each["why"], each["proposed_why"]) for each in found(office.desk("finance_maker", "582"))]
    assert words == [(None, None)] * 3
    words = [(each["why"], each["proposed_why"]) for each in found(office.desk("auditor", "582"))]
    assert words == [(WHY["why"], None), (WHY["why"], WHY["why"]), (None, None)]


def test_a_confirmed_finding_holds_until_two_clear_it(office: Office, officer: Desk, approver: Desk) -> None:
    register(office, "deaths", [dead(WORKER)])
    freelance_list(office, [WORKER])
    [one] = found(officer)
    accepted(decide(officer, one["id"], cleared=False))
    refused(officer.post("/submissions", {"policy": "freelance", "round": 2}), "NOTHING_READY")
    assert accepted(decide(officer, one["id"])) == {"decided": [], "proposed": [one["id"]]}
    [waits] = found(officer)
    assert (waits["state"], waits["proposed_cleared"]) == ("open", True)
    refused(decide(officer, one["id"]), "SAME_HANDS")
    assert accepted(decide(approver, one["id"]))["decided"] == [one["id"]]
    assert accepted(officer.post("/submissions", {"policy": "freelance", "round": 2}))["rows"] == 1


def test_many_are_decided_at_once_and_those_of_another_district_by_nobody_here(office: Office, officer: Desk) -> None:
    freelance_list(office, workers(3, **ACCOUNT))
    ids = [one["id"] for one in found(officer)]
    elsewhere = office.desk("district_officer", "587")
    assert found(elsewhere) == []
    assert decide(elsewhere, *ids).status_code == 404
    assert decide(officer, *ids, 999_999).status_code == 404
    assert accepted(decide(officer, *ids))["decided"] == ids
    assert accepted(officer.post("/submissions", {"policy": "freelance", "round": 2}))["rows"] == 3


# A later register runs over who is on record already.


def test_a_later_register_holds_the_undecided_blocks_the_owed_and_lists_the_paid(
    office: Office, officer: Desk, approver: Desk, database_url: str
) -> None:
    people = workers(3)
    freelance_list(office, people[:1])
    paid(office)
    freelance_list(office, people[1:2])
    decided(office, [appraised(office)["id"]], number="2/QĐ")
    freelance_list(office, people[2:])
    taken = register(office, "deaths", [dead(one) for one in people])
    assert taken["findings"] == {"on_death_register": 3}
    by_standing = {one["standing"]: one for one in found(officer, check="on_death_register")}
    assert set(by_standing) == {"paid", "owed", "undecided"}
    assert by_standing["paid"]["amount_vnd"] == by_standing["owed"]["amount_vnd"] == 1_500_000
    with act(database_url) as at:
        assert at.rows("SELECT state, blocked FROM entitlement ORDER BY id") == [("paid", None), ("open", "CHECK")]
        assert at.rows("SELECT held FROM application ORDER BY id")[2] == (True,)
    refused(office.desk("finance_maker", "582").post("/payment-batches", CASH), "NOTHING_TO_PAY")
    owed = by_standing["owed"]["id"]
    assert accepted(decide(officer, owed)) == {"decided": [], "proposed": [owed]}
    refused(decide(office.desk("district_approver", "582", "district_officer 582"), owed), "SAME_HANDS")
    assert accepted(decide(approver, owed))["decided"] == [owed]
    assert formed(office)["payouts"] == 1


def test_who_was_paid_before_the_day_of_death_was_rightly_paid(office: Office, officer: Desk) -> None:
    freelance_list(office, [WORKER])
    paid(office)
    taken = register(office, "deaths", [dead(WORKER, "25/02/2022")], as_of="2022-02-25")
    after = register(office, "deaths", [dead(WORKER, "05/08/2021")], title="Danh sách khác")
    assert (taken["findings"], after["findings"]) == ({}, {"on_death_register": 1})


def test_a_support_recorded_from_before_is_found_too(office: Office, officer: Desk) -> None:
    row = {
        "full_name": WORKER["full_name"], "birth_date": "1988-03-15", "sex": "female",
        "citizen_id": WORKER["citizen_id"], "policy": "freelance", "amount_vnd": 1_500_000, "paid_on": "2021-08-13",
        "paper": "7/QĐ",
    }  # fmt: skip
    accepted(officer.post("/prior-supports", {"rows": [row]}, unit="582"))
    assert register(office, "deaths", [dead(WORKER, "14/08/2021")])["findings"] == {}
    assert register(office, "deaths", [dead(WORKER, "12/08/2021")], title="B")["findings"] == {"on_death_register": 1}
    [one] = found(officer)
    assert (one["standing"], one["application_id"], one["policy"]) == ("paid", None, "freelance")


# Decisions and batches.


def test_what_is_found_before_the_draft_is_left_out_and_after_it_stops_the_decision(
    office: Office, officer: Desk, approver: Desk
) -> None:
    people = workers(3)
    freelance_list(office, people)
    submission = appraised(office)
    register(office, "deaths", [dead(people[0])])
    drafted = accepted(officer.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    assert drafted["rows"] == 2
    register(office, "deaths", [dead(people[1])], title="Danh sách khác")
    paper = {"number": "1/QĐ", "signed_on": LAW_ON, "rows": 2, "amount_vnd": drafted["amount_vnd"]}
    path = f"/decisions/{drafted['id']}"
    stopped = refused(officer.post(f"{path}/record", {**paper, "signer": "Nguyễn Văn Chủ"}), "STOPPED_BY_FINDING")
    assert len(stopped["applications"]) == 1
    accepted(officer.post(f"{path}/void", {"reason": "Có người đã chết"}))
    again = accepted(officer.post("/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}))
    assert again["rows"] == 1
    paper = {**paper, "rows": 1, "amount_vnd": again["amount_vnd"]}
    path = f"/decisions/{again['id']}"
    accepted(officer.post(f"{path}/record", {**paper, "signer": "Nguyễn Văn Chủ"}))
    register(office, "deaths", [dead(people[2])], title="Danh sách thứ ba")
    refused(approver.post(f"{path}/comparison", paper), "STOPPED_BY_FINDING")


def test_a_freeze_leaves_out_whom_a_check_stops_and_tells(office: Office, officer: Desk, approver: Desk) -> None:
    people = workers(3)
    freelance_list(office, people)
    decided(office, [appraised(office)["id"]])
    batch = formed(office)
    register(office, "deaths", [dead(people[1])])
    [one] = found(officer)
    frozen = freeze(office, batch)
    assert (frozen["state"], frozen["payouts"], frozen["amount_vnd"], frozen["left_out"]) == ("frozen", 2, 3_000_000, 1)
    [gone] = frozen["left_out_payouts"]
    assert (gone["application_id"], gone["findings"]) == (one["application_id"], [one["id"]])
    assert (found(officer)[0]["standing"], gone["amount_vnd"]) == ("owed", 1_500_000)
    decide(officer, one["id"])
    assert accepted(decide(approver, one["id"]))["decided"] == [one["id"]]
    assert formed(office)["payouts"] == 1


def test_a_batch_asks_the_checks_anew_and_is_void_where_nobody_is_left(office: Office, officer: Desk) -> None:
    set_check(office, "account_shared", effect="note", threshold=2)
    freelance_list(office, workers(3, **ACCOUNT))
    decided(office, [appraised(office)["id"]])
    office.give_account("582")
    maker = office.desk("finance_maker", "582")
    batch = accepted(maker.post("/payment-batches", {**CASH, "channel": "transfer"}))
    set_check(office, "account_shared", effect="block", threshold=2)
    frozen = freeze(office, batch)
    assert (frozen["state"], frozen["payouts"], frozen["left_out"]) == ("void", 0, 3)
    refused(maker.post("/payment-batches", {**CASH, "channel": "transfer"}), "NOTHING_TO_PAY")
    assert {(one["effect"], one["standing"]) for one in found(officer)} == {("block", "owed")}
    assert len(found(maker)) == 3


def test_a_finding_after_the_freeze_stops_the_release_until_the_payout_is_taken_out(office: Office) -> None:
    people = workers(2)
    freelance_list(office, people)
    decided(office, [appraised(office)["id"]])
    batch = freeze(office, formed(office))
    maker, checker = office.desk("finance_maker", "582"), office.desk("finance_checker", "582")
    path = f"/payment-batches/{batch['id']}"
    accepted(checker.post(f"{path}/check", {"payouts": 2, "amount_vnd": 3_000_000}))
    register(office, "deaths", [dead(people[0])])
    refused(checker.post(f"{path}/release"), "STOPPED_BY_CHECK")
    [payout] = accepted(maker.post("/payouts/search", {"number": people[0]["citizen_id"]}))["items"]
    accepted(maker.post(f"/payouts/{payout['id']}/stop", {"reason": "Đã chết"}))
    accepted(checker.post(f"{path}/check", {"payouts": 1, "amount_vnd": 1_500_000}))
    accepted(checker.post(f"{path}/release"))


def test_of_policies_that_go_by_one_name_the_one_that_has_money_to_pay_is_paid(office: Office, officer: Desk) -> None:
    day = {"received_on": "2021-11-20", "on": "2021-11-20", "unit": "582"}
    treated = {**TREATED, "payment_method": "cash"}
    isolated = {name: value for name, value in treated.items() if not name.startswith("treat")} | {
        "full_name": "Lê Văn Hai", "citizen_id": "058077734999", "isolation_place": "facility",
        "isolated_from": "2021-07-17", "isolated_to": "2021-07-30", "isolated_by_decision": True,
    }  # fmt: skip
    maker = office.desk("finance_maker", "58")
    batch = {**CASH, "policy": "other_support"}
    for policy, row in (("meals_f0", treated), ("meals_f1", isolated)):
        accepted(send(officer, [row], {"facility_name": FACILITY}, policy=policy, **day))
        decided(office, [appraised(office, policy, None)["id"]], "58", f"{policy[-1]}/QĐ-UBND")
        if policy == "meals_f0":
            [data] = files_of(maker, exported(office, "other_support", "cash", "58")["id"]).values()
            register(office, "deaths", [dead(treated)])
            accepted(maker.upload("/answers", sign(data, "Vắng")))
    assert accepted(maker.post("/payment-batches", batch))["payouts"] == 1
    refused(maker.post("/payment-batches", batch), "NOTHING_TO_PAY")


def test_a_batch_given_up_leaves_blocked_whom_a_check_stops(office: Office, officer: Desk, database_url: str) -> None:
    people = workers(2)
    freelance_list(office, people)
    decided(office, [appraised(office)["id"]])
    batch = formed(office)
    register(office, "deaths", [dead(people[0])])
    accepted(office.desk("finance_maker", "582").post(f"/payment-batches/{batch['id']}/void", {"reason": "Lập lại"}))
    with act(database_url) as at:
        assert at.rows("SELECT state, blocked FROM entitlement ORDER BY id") == [("open", "CHECK"), ("open", None)]
    assert formed(office)["payouts"] == 1


def test_another_account_lets_nothing_go_that_a_check_stops(office: Office, officer: Desk) -> None:
    freelance_list(office, [WORKER])
    decided(office, [appraised(office)["id"]])
    register(office, "deaths", [dead(WORKER)])
    [one] = found(officer)
    maker = office.desk("finance_maker", "582")
    to = {"payment_method": "cash", "reason": "Đổi hình thức"}
    corrected(office, one["application_id"], to)
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")


def test_an_account_given_later_is_looked_at_when_it_is_given(office: Office, officer: Desk) -> None:
    set_check(office, "account_shared", effect="block", threshold=1)
    freelance_list(office, [*workers(1), *workers(1, first=5, **ACCOUNT)])
    decided(office, [appraised(office)["id"]])
    [cash] = [one for one in accepted(officer.get("/applications"))["items"] if one["payment_method"] == "cash"]
    to = {**ACCOUNT, "account_name": "Nguyen Thi A", "reason": "Nhận qua tài khoản"}
    corrected(office, cash["id"], to, "proxy")
    assert {one["standing"] for one in found(officer, check="account_shared")} == {"owed"}


# Next door.


def test_the_other_district_learns_whom_to_ask_and_no_more(office: Office, officer: Desk) -> None:
    set_check(office, "account_shared", effect="block", threshold=1)
    there = office.desk("district_officer", "587")
    accepted(send(there, [{**workers(1)[0], **THERE, **ACCOUNT}], **IN_PHUOC))
    mine = freelance_list(office, workers(1, first=9, **ACCOUNT))
    [note] = [each for each in mine["notes"] if each["code"] == "CHECK_ACCOUNT_SHARED"]
    [one] = found(officer)
    [theirs] = found(there)
    assert (one["people"], one["with_applications"], one["elsewhere"]) == (1, [], True)
    assert "Sở Lao động" in one["ask"] and one["ask_en"]
    told = str(note) + str(one)
    for secret in (workers(1)[0]["full_name"], "587", "Ninh Phước", "22870", "Danh sách"):
        assert str(secret) not in told
    assert theirs["application_id"] not in (one["application_id"], *one["with_applications"])
    province = found(office.desk("provincial_officer", "58"))
    assert [(each["elsewhere"], len(each["with_applications"])) for each in province] == [(False, 1)] * 2


def test_of_who_shares_an_account_those_elsewhere_are_not_counted(office: Office, officer: Desk) -> None:
    there = office.desk("district_officer", "587")
    accepted(send(there, [{**one, **THERE} for one in workers(4, **ACCOUNT)], **IN_PHUOC))
    freelance_list(office, workers(2, first=9, **ACCOUNT))
    assert {(each["people"], each["elsewhere"]) for each in found(officer)} == {(2, True)}
    assert {(each["people"], each["elsewhere"]) for each in found(there)} == {(4, True)}
    province = found(office.desk("provincial_officer", "58"))
    assert {(each["people"], each["elsewhere"]) for each in province} == {(6, False)}


def test_what_another_agency_paid_is_told_to_the_province_alone(office: Office, officer: Desk) -> None:
    row = {
        "full_name": WORKER["full_name"], "citizen_id": WORKER["citizen_id"], "policy": "Hộ kinh doanh",
        "amount_vnd": 3_210_000, "paid_on": "01/09/2021", "agency": "Sở Khánh Hòa",
    }  # fmt: skip
    register(office, "paid_elsewhere", [row], title="Tỉnh Khánh Hòa")
    sent = freelance_list(office, [WORKER])
    [one] = found(officer)
    assert (one["of_register"], one["register_id"], one["elsewhere"]) == (None, None, True) and one["ask"]
    told = str(one) + str(sent) + str(accepted(officer.get(f"/applications/{one['application_id']}")))
    for secret in ("3210000", "3_210_000", "Khánh Hòa", "2021-09-01", "household_business"):
        assert secret not in told
    [whole] = found(office.desk("auditor", "58"))
    assert (whole["of_register"]["paid_vnd"], whole["of_register"]["agency"]) == (3_210_000, "Sở Khánh Hòa")


def test_filters_and_pages(office: Office, officer: Desk) -> None:
    freelance_list(office, workers(3, **ACCOUNT))
    register(office, "deaths", [dead(workers(1)[0])])
    assert len(found(officer)) == 4
    assert len(found(officer, check="on_death_register")) == len(found(officer, policy="freelance", limit=1)) == 1
    assert found(officer, state="cleared") == found(officer, policy="tour_guide") == found(officer, district=1) == []
    first = accepted(officer.get("/findings", limit=3))
    assert [one["check"] for one in found(officer, after=first["next"])] == ["on_death_register"]
    refused(officer.get("/checks/none/findings"), "NO_SUCH_CHECK")
    refused(officer.get("/findings", check="none"), "NO_SUCH_CHECK")


# Walls.


def test_plain_sql_decides_nothing_alone_and_pays_nobody_whom_a_check_stops(
    office: Office, officer: Desk, database_url: str
) -> None:
    freelance_list(office, workers(2))
    decided(office, [appraised(office)["id"]])
    batch = formed(office)
    register(office, "deaths", [dead(workers(1)[0])])
    [one] = found(officer)
    freeze(office, batch)
    with act(database_url) as at:
        other, me = at.become("district_approver"), at.become("district_officer")
        here = at.one("SELECT current_act()")
        clear = (
            "UPDATE finding SET state = 'cleared', why = 'x', decided_by_person_id = %s, decided_act_id = %s,"
            " two_needed = %s, proposed_cleared = true, proposed_why = 'x', proposed_by_person_id = %s"
        )
        assert at.refusal(clear, me, here, False, other) == "CT003"  # noqa: FBT003
        assert at.refusal(clear, me, here, True, me) == "ck_finding_two_people"  # noqa: FBT003
        assert at.refusal("UPDATE finding SET state = 'cleared', two_needed = true") == "ck_finding_decided_whole"
        assert at.refusal("UPDATE finding SET state = 'done', two_needed = true") is not None
        for column in ("check_code = 'x'", "ground = 'x'", "application_id = NULL", "district_id = 1", "act_id = 1"):
            assert at.refusal(f"UPDATE finding SET {column}") == "CT003", column
        assert at.refusal("DELETE FROM finding") == "CT003"
        assert at.copy_refusal("finding", one["id"]) == "uq_finding_ground"
        assert at.copy_refusal("finding", one["id"], ground="y", effect="all") == "ck_finding_effect"
        assert at.copy_refusal("finding", one["id"], ground="y", moment="now") == "ck_finding_moment"
        assert at.copy_refusal("finding", one["id"], ground="y", application_id=None) == "ck_finding_of_one_thing"
        assert at.refusal(clear, me, here, True, other) == "CT011"  # noqa: FBT003 – nobody proposes for another
        at.become("district_approver")
        at.rows("UPDATE finding SET two_needed = true, proposed_cleared = true, proposed_why = 'x',"
                " proposed_by_person_id = %s", other)  # fmt: skip
        assert at.become("district_officer") == me
        decide = "UPDATE finding SET state = 'cleared', why = 'x', decided_by_person_id = %s, decided_act_id = %s"
        assert at.refusal(decide, me, at.one("SELECT current_act()")) is None
        assert at.refusal(*sharing(at, batch["id"])) == "CT005"


def sharing(at: PlainSql, like: int) -> tuple[str, int, int]:
    """The statement that pays, in a further draft, whom a check stops."""
    at.become("finance_maker")
    draft = at.copy("payment_batch", like, state="draft", message_id="W1")
    payout = at.one("SELECT max(id) FROM payout")
    new = at.copy("payout", payout, batch_id=draft, state="batched", end_to_end_id="W1", uetr="W1")
    stopped = at.one("SELECT id FROM entitlement WHERE blocked = 'CHECK'")
    return "INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd) VALUES (%s, %s, 1)", new, stopped


def test_nobody_decides_about_themselves_by_plain_sql_either(office: Office, database_url: str) -> None:
    staff = {"full_name": "Cán Bộ", "account_number": ACCOUNT["account_number"], "user": "district_officer 582"}
    office.desk("district_officer", "582")
    register(office, "staff_accounts", [staff])
    freelance_list(office, workers(1, **ACCOUNT))
    with act(database_url) as at:
        own = at.one("SELECT officer_person_id FROM finding WHERE check_code = 'own_account'")
        clear = (
            "UPDATE finding SET state = 'cleared', why = 'x', decided_by_person_id = %s,"
            " decided_act_id = (SELECT max(id) FROM act) WHERE check_code = 'own_account'"
        )
        assert at.refusal(clear, own) == "ck_finding_own_hands"
