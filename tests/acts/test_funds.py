"""Funds: opened, allotted, raised and cut by two people; put together for policies; told to the đồng."""

from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app import db, funding
from tests import treasury
from tests.acts.forms import sign
from tests.acts.province import LAW_ON, appraised, decided, exported, files_of, freelance_list, send, workers
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import query
from tests.routers.small_life import FACILITY, TREATED
from tests.walls.plain_sql import terminal

EACH = 1_500_000
NEW = {"code": "TW-2021", "name": "Ngân sách trung ương", "source": "central", "budget_year": 2021}
PAPER = {"number": "15/QĐ-BTC", "signed_on": "2021-08-01", "amount_vnd": 10 * EACH}


@pytest.fixture
def maker(office: Office) -> Desk:
    """Who keeps the province's funds."""
    return office.desk("finance_maker", "58")


@pytest.fixture
def checker(office: Office) -> Desk:
    """Who confirms what is recorded of them."""
    return office.desk("finance_checker", "58")


def opened(maker: Desk, **said: object) -> int:
    """A fund with nothing in it."""
    id_: int = accepted(maker.post("/funds", {**NEW, **said}))["id"]
    return id_


def allot(maker: Desk, checker: Desk, fund: int, **said: object) -> httpx.Response:
    """A decision on a fund's money, recorded and confirmed; the confirmation's answer."""
    paper = {**PAPER, "kind": "allot", "signer": "Nguyễn Văn Chủ", **said}
    id_ = accepted(maker.post(f"/funds/{fund}/allotments", paper))["id"]
    return checker.post(f"/fund-allotments/{id_}/confirmation", {name: paper[name] for name in PAPER})


def put_together(maker: Desk, checker: Desk, parts: dict[int, int], **said: object) -> dict[str, Any]:
    """A funding in force."""
    mix = {"since": "2021-07-01", "paper": "3/QĐ-UBND", "policy": "freelance", **said}
    shares = [{"fund": fund, "weight": weight} for fund, weight in parts.items()]
    id_ = accepted(maker.post("/fundings", {**mix, "parts": shares}))["id"]
    done: dict[str, Any] = accepted(checker.post(f"/fundings/{id_}/confirmation"))
    return done


def told(desk: Desk, fund: int) -> dict[str, int]:
    """What a fund says of its money."""
    shown = accepted(desk.get(f"/funds/{fund}"))
    names = ("allotted_vnd", "available_vnd", "committed_vnd", "in_transit_vnd", "paid_vnd")
    return {name.removesuffix("_vnd"): shown[name] for name in names}


def short_of(office: Office, maker: Desk, checker: Desk, people: int) -> int:
    """A fund with money for so many, which pays freelance workers; its id."""
    fund = opened(maker)
    accepted(allot(maker, checker, fund, amount_vnd=people * EACH))
    put_together(maker, checker, {fund: 1})
    return fund


def test_a_fund_begins_with_nothing_and_keeps_the_treasurys_codes(maker: Desk) -> None:
    codes = {"spending_unit_code": "1059521", "chapter_code": "424", "treasury_account": "9523.2"}
    fund = opened(maker, treasury=codes)
    shown = accepted(maker.get(f"/funds/{fund}"))
    assert {name: shown["treasury"][name] for name in codes} == codes
    assert set(told(maker, fund).values()) == {0}
    refused(maker.post("/funds", NEW), "FUND_KNOWN")
    assert opened(maker, budget_year=2022) != fund


def test_an_allotment_counts_when_another_person_confirms_it(office: Office, maker: Desk, checker: Desk) -> None:
    fund = opened(maker)
    paper = {**PAPER, "kind": "allot", "signer": "Nguyễn Văn Chủ"}
    recorded = accepted(maker.post(f"/funds/{fund}/allotments", paper))
    assert (recorded["state"], told(maker, fund)["available"]) == ("recorded", 0)
    path = f"/fund-allotments/{recorded['id']}/confirmation"
    for differing in ({"number": "16/QĐ-BTC"}, {"signed_on": "2021-08-02"}, {"amount_vnd": 10 * EACH + 1}):
        refused(checker.post(path, {**PAPER, **differing}), "ALLOTMENT_DIFFERS")
    assert accepted(checker.post(path, PAPER))["state"] == "in_force"
    assert told(maker, fund) == {
        "allotted": 10 * EACH, "available": 10 * EACH, "committed": 0, "in_transit": 0, "paid": 0
    }  # fmt: skip
    refused(checker.post(path, PAPER), "WRONG_STATE")
    refused(maker.post(f"/funds/{fund}/allotments", paper), "ALLOTMENT_KNOWN")


def test_whoever_recorded_does_not_confirm_under_another_account(office: Office) -> None:
    maker, same = (office.desk(role, "58", person="Một Người") for role in ("finance_maker", "finance_checker"))
    fund = opened(maker)
    refused(allot(maker, same, fund), "SAME_HANDS")
    shares = {"since": "2021-07-01", "paper": "3/QĐ-UBND", "parts": [{"fund": fund, "weight": 1}]}
    mix = accepted(maker.post("/fundings", shares))
    refused(same.post(f"/fundings/{mix['id']}/confirmation"), "SAME_HANDS")
    refused(maker.post(f"/fundings/{mix['id']}/confirmation"), "NOT_YOURS")


def test_a_fund_is_raised_and_cut_but_never_below_what_is_left(maker: Desk, checker: Desk) -> None:
    fund = opened(maker)
    accepted(allot(maker, checker, fund))
    accepted(allot(maker, checker, fund, kind="raise", number="16/QĐ", amount_vnd=EACH))
    short = refused(allot(maker, checker, fund, kind="cut", number="17/QĐ", amount_vnd=11 * EACH + 1), "FUND_SHORT")
    assert (short["available_vnd"], short["needed_vnd"], short["fund_id"]) == (11 * EACH, 11 * EACH + 1, fund)
    accepted(allot(maker, checker, fund, kind="cut", number="18/QĐ", amount_vnd=11 * EACH))
    assert set(told(maker, fund).values()) == {0}
    listed = accepted(maker.get(f"/funds/{fund}/allotments"))["items"]
    assert [(one["kind"], one["state"]) for one in listed] == [
        ("allot", "in_force"), ("raise", "in_force"), ("cut", "recorded"), ("cut", "in_force")
    ]  # fmt: skip


def test_a_recorded_allotment_is_given_up_and_its_paper_can_be_recorded_again(maker: Desk, checker: Desk) -> None:
    fund = opened(maker)
    paper = {**PAPER, "kind": "allot", "signer": "Nguyễn Văn Chủ"}
    first = accepted(maker.post(f"/funds/{fund}/allotments", paper))["id"]
    assert accepted(maker.post(f"/fund-allotments/{first}/void", {"reason": "ghi nhầm"}))["state"] == "void"
    refused(checker.post(f"/fund-allotments/{first}/confirmation", PAPER), "WRONG_STATE")
    accepted(allot(maker, checker, fund))
    refused(maker.post(f"/fund-allotments/{first}/void", {"reason": "lại"}), "WRONG_STATE")


def test_a_paper_of_tomorrow_and_an_amount_of_nothing_are_refused(maker: Desk) -> None:
    fund = opened(maker)
    paper = {**PAPER, "kind": "allot", "signer": "Nguyễn Văn Chủ"}
    refused(maker.post(f"/funds/{fund}/allotments", {**paper, "signed_on": "2022-02-26"}), "ALLOTMENT_IN_FUTURE")
    for wrong in (0, -1, 1.5, "1500000", True):
        refused(maker.post(f"/funds/{fund}/allotments", {**paper, "amount_vnd": wrong}), "MALFORMED_REQUEST")


def test_another_districts_fund_is_not_found(office: Office) -> None:
    city, mountain = office.desk("finance_maker", "582"), office.desk("finance_maker", "584")
    fund = opened(city, code="TP", source="district")
    accepted(city.get(f"/funds/{fund}"))
    paper = {**PAPER, "kind": "allot", "signer": "Nguyễn Văn Chủ"}
    for path in (f"/funds/{fund}", f"/funds/{fund}/statement", f"/funds/{fund}/allotments"):
        assert mountain.get(path).status_code == 404
    assert mountain.post(f"/funds/{fund}/allotments", paper).status_code == 404
    assert fund not in [one["id"] for one in accepted(mountain.get("/funds"))["items"]]
    shares = {"since": "2021-07-01", "paper": "3/QĐ", "unit": "584", "parts": [{"fund": fund, "weight": 1}]}
    assert mountain.post("/fundings", shares).status_code == 404
    allotment = accepted(city.post(f"/funds/{fund}/allotments", paper))["id"]
    other = office.desk("finance_checker", "584")
    assert other.post(f"/fund-allotments/{allotment}/confirmation", PAPER).status_code == 404
    province = office.desk("finance_maker", "58")
    accepted(province.get(f"/funds/{fund}"))
    refused(province.post(f"/funds/{fund}/allotments", {**paper, "number": "2/QĐ"}), "NOT_THE_FUNDS_UNIT")


def test_a_district_puts_funds_together_for_itself_only(office: Office) -> None:
    city = office.desk("finance_maker", "582")
    part = {"fund": opened(city, code="TP", source="district"), "weight": 1}
    mix = {"since": "2021-07-01", "paper": "3/QĐ-UBND", "parts": [part]}
    refused(city.post("/fundings", mix), "UNITS_FUNDS_ONLY")
    refused(city.post("/fundings", {**mix, "unit": "582", "parts": [part, part]}), "FUND_TWICE")
    assert city.post("/fundings", {**mix, "unit": "584"}).status_code == 404
    made = accepted(city.post("/fundings", {**mix, "unit": "582"}))
    assert made["parts"] == [{"fund_id": part["fund"], "weight": 1}]
    assert accepted(city.post(f"/fundings/{made['id']}/void", {"reason": "nhầm"}))["state"] == "void"


def test_one_funding_of_a_day_is_in_force(maker: Desk, checker: Desk) -> None:
    fund = opened(maker)
    put_together(maker, checker, {fund: 1})
    mix = {"since": "2021-07-01", "paper": "4/QĐ", "policy": "freelance", "parts": [{"fund": fund, "weight": 2}]}
    again = accepted(maker.post("/fundings", mix))["id"]
    refused(checker.post(f"/fundings/{again}/confirmation"), "FUNDING_KNOWN")


def test_the_most_particular_funding_in_force_on_the_day_of_signing_pays(office: Office) -> None:
    fund = treasury.open_fund("RIENG")
    [(city, mountain)] = query("""SELECT (SELECT id FROM unit WHERE code = '582' AND kind = 'district'),
                                         (SELECT id FROM unit WHERE code = '584' AND kind = 'district')""")
    everybody = query("SELECT id FROM funding")[0].id
    policys = treasury.fund_by([(fund, 1)], "freelance", date(2021, 7, 1))
    later = treasury.fund_by([(fund, 1)], "freelance", date(2021, 9, 1))
    units = treasury.fund_by([(fund, 1)], None, date(2021, 7, 1), city)
    both = treasury.fund_by([(fund, 1)], "freelance", date(2021, 8, 1), city)
    asked = {
        ("artist", mountain, date(2021, 12, 1)): everybody,
        ("freelance", mountain, date(2021, 6, 30)): everybody,
        ("freelance", mountain, date(2021, 7, 1)): policys,
        ("freelance", mountain, date(2021, 8, 31)): policys,
        ("freelance", mountain, date(2021, 9, 1)): later,
        ("artist", city, date(2021, 12, 1)): units,
        ("freelance", city, date(2021, 7, 31)): units,  # of the unit before of the policy
        ("freelance", city, date(2021, 12, 1)): both,
    }
    with db.reading() as tx:
        assert {case: funding.in_force(tx, *case) for case in asked} == asked
        with pytest.raises(funding.FundingMissing):
            funding.in_force(tx, "freelance", city, date(2021, 1, 3))


@pytest.mark.corrupts("the funding of all tests is taken away, which no act could")
def test_what_nobody_is_to_pay_for_is_not_decided(office: Office, database_url: str) -> None:
    with terminal(database_url) as at:
        at.rows("ALTER TABLE funding DISABLE TRIGGER USER")
        at.rows("UPDATE funding SET state = 'void', confirmed_by_person_id = NULL")
        at.connection.commit()
    freelance_list(office, workers(2))
    refused(compared(office), "FUNDING_MISSING")
    assert query("SELECT count(*) FROM entitlement") == [(0,)]


def compared(office: Office) -> httpx.Response:
    """What is ready, up to the comparison of its decision; the comparison's answer."""
    clerk, second = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    body = {"submissions": [appraised(office)["id"]], "law_on": LAW_ON}
    drafted = accepted(clerk.post("/decisions", body))
    paper = {"number": "1/QĐ", "signed_on": LAW_ON, "rows": drafted["rows"], "amount_vnd": drafted["amount_vnd"]}
    accepted(clerk.post(f"/decisions/{drafted['id']}/record", {**paper, "signer": "Nguyễn Văn Chủ"}))
    return second.post(f"/decisions/{drafted['id']}/comparison", paper)


def test_a_decision_above_what_is_left_commits_nothing_until_the_fund_is_raised(
    office: Office, maker: Desk, checker: Desk
) -> None:
    fund = short_of(office, maker, checker, 2)
    freelance_list(office, workers(3))
    short = refused(compared(office), "FUND_SHORT")
    assert (short["available_vnd"], short["needed_vnd"]) == (2 * EACH, 3 * EACH)
    assert query("SELECT count(*) FROM entitlement") == [(0,)]
    assert told(maker, fund)["committed"] == 0
    accepted(allot(maker, checker, fund, kind="raise", number="2/QĐ", amount_vnd=EACH))
    [(decision, rows, amount)] = query("SELECT id, rows, amount_vnd FROM decision")
    paper = {"number": "1/QĐ", "signed_on": LAW_ON, "rows": rows, "amount_vnd": amount}
    accepted(office.desk("district_approver", "582").post(f"/decisions/{decision}/comparison", paper))
    assert told(maker, fund) == {
        "allotted": 3 * EACH, "available": 0, "committed": 3 * EACH, "in_transit": 0, "paid": 0
    }  # fmt: skip
    cut = {"kind": "cut", "number": "3/QĐ", "amount_vnd": 1}
    refused(allot(maker, checker, fund, **cut), "FUND_SHORT")


def test_money_goes_its_way_in_whole_dong_by_the_largest_remainder(office: Office, maker: Desk, checker: Desk) -> None:
    """1,500,000 by 3, 3 and 1: two thirds of a đồng are nobody's, and the largest remainder has the whole."""
    funds = [opened(maker, code=code) for code in ("MOT", "HAI", "BA")]
    for fund in funds:
        accepted(allot(maker, checker, fund))
    put_together(maker, checker, dict(zip(funds, (3, 3, 1), strict=True)))
    each = (642_857, 642_857, 214_286)
    assert sum(each) == EACH
    freelance_list(office, workers(4))
    decided(office, [appraised(office)["id"]])
    assert [told(maker, fund)["committed"] for fund in funds] == [4 * part for part in each]
    batch = exported(office)
    assert [told(maker, fund)["in_transit"] for fund in funds] == [4 * part for part in each]
    desk = office.desk("finance_maker", "582")
    [data] = files_of(desk, batch["id"]).values()
    accepted(desk.upload("/answers", sign(data, "Vắng", "Từ chối")))
    for fund, part in zip(funds, each, strict=True):
        assert told(maker, fund) == {
            "allotted": 10 * EACH, "available": 10 * EACH - 3 * part, "committed": part, "in_transit": 0,
            "paid": 2 * part,
        }  # fmt: skip
    lines = accepted(maker.get(f"/funds/{funds[0]}/statement"))["items"]
    assert [(line["code"], line["amount_vnd"]) for line in lines] == [
        ("allot", 10 * EACH), ("commit", 4 * each[0]), ("export", 4 * each[0]), ("decommit", each[0]),
        ("fail", each[0]), ("fail", each[0]), ("pay", 2 * each[0]),
    ]  # fmt: skip
    assert [line["policy"] for line in lines] == [None] + ["freelance"] * 6
    page = accepted(maker.get(f"/funds/{funds[0]}/statement", after=lines[2]["id"], limit=2))
    assert [line["id"] for line in page["items"]] == [line["id"] for line in lines[3:5]]


def test_positions_tell_by_policy_and_district_where_money_stands(office: Office, maker: Desk) -> None:
    freelance_list(office, workers(4))
    decided(office, [appraised(office)["id"]])
    batch = exported(office)
    desk = office.desk("finance_maker", "582")
    [data] = files_of(desk, batch["id"]).values()
    accepted(desk.upload("/answers", sign(data, "Vắng", "Từ chối", "")))
    [position] = accepted(maker.get("/funds/positions", policy="freelance"))["items"]
    assert position == {
        "policy": "freelance", "district": "582", "entitlements": 4, "decided_vnd": 4 * EACH, "open_vnd": EACH,
        "reserved_vnd": EACH, "paid_vnd": EACH, "returned_vnd": 0, "cancelled_vnd": EACH,
        "taken_back_vnd": 0,
    }  # fmt: skip
    assert accepted(office.desk("finance_maker", "584").get("/funds/positions"))["items"] == []


def test_whoever_pays_reads_one_position_for_the_policies_of_health(office: Office) -> None:
    day = {"received_on": "2021-11-20", "on": "2021-11-20", "unit": "582"}
    isolated = {name: value for name, value in TREATED.items() if not name.startswith("treat")} | {
        "full_name": "Lê Văn Hai", "citizen_id": "058077734999", "isolation_place": "facility",
        "isolated_from": "2021-07-17", "isolated_to": "2021-07-30", "isolated_by_decision": True,
    }  # fmt: skip
    for policy, row in (("meals_f0", TREATED), ("meals_f1", isolated)):
        accepted(send(office.desk("district_officer", "582"), [row], {"facility_name": FACILITY}, policy=policy, **day))
        decided(office, [appraised(office, policy, None)["id"]], "58", f"{policy[-1]}/QĐ-UBND")
    for role, told in {
        "auditor": [("meals_f0", 1), ("meals_f1", 1)], "finance_maker": [("other_support", 2)]
    }.items():  # fmt: skip
        found = accepted(office.desk(role, "58").get("/funds/positions"))["items"]
        assert [(one["policy"], one["entitlements"]) for one in found] == told


def test_funds_are_found_by_source_programme_and_year(maker: Desk) -> None:
    first, second = opened(maker), opened(maker, code="BHTN", source="unemployment_insurance", budget_year=2022)
    assert [one["id"] for one in accepted(maker.get("/funds", source="central"))["items"]] == [first]
    assert [one["id"] for one in accepted(maker.get("/funds", budget_year=2022))["items"]] == [second]
    assert accepted(maker.get("/funds", programme="KHAC"))["items"] == []


def test_an_act_posts_with_one_entry_that_says_the_sum(office: Office) -> None:
    freelance_list(office, workers(2))
    decided(office, [appraised(office)["id"]])
    with db.reading() as tx:
        said = tx.execute(text("""
            SELECT (convert_from(t.payload, 'UTF8')::jsonb ->> 'committed_vnd')::bigint AS said,
                   (SELECT sum(amount_vnd) FROM ledger_transfer l WHERE l.act_id = t.act_id) AS booked
            FROM audit_entry t WHERE t.action = 'decision.decided'
        """.replace(":", r"\:"))).all()  # fmt: skip
    assert said == [(2 * EACH, 2 * EACH)]
