"""The end of a fund's budget year: what lapses, what goes over, what is given back, and what stays."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from app import db
from tests.acts.changes import adjusted, entitlements, given, nothing_is_lost, pay
from tests.acts.province import appraised, freelance_list, workers
from tests.acts.test_overpayments import notified, repaid
from tests.office import Desk, Office, accepted, refused
from tests.treasury import balances, fund_by, open_fund

PAPER = {"number": "100/QĐ-STC", "signed_on": "2022-01-31"}
SIGNED = {**PAPER, "signer": "Nguyễn Văn Chủ"}


@pytest.fixture
def keeper(office: Office) -> Desk:
    """Who keeps the province's funds."""
    return office.desk("finance_maker", "58")


@pytest.fixture
def second(office: Office) -> Desk:
    """Who confirms."""
    return office.desk("finance_checker", "58")


@pytest.fixture
def fund() -> int:
    """Last year's fund, which pays freelance workers."""
    fund_id = open_fund("TUDO", 10_000_000)
    fund_by([(fund_id, 1)], policy="freelance")
    return fund_id


def closed(keeper: Desk, second: Desk, fund: int, sums: dict[str, int], **different: object) -> Any:  # noqa: ANN401 – JSON
    """A closing recorded and confirmed."""
    said = {**SIGNED, "kind": "lapse", **sums, **different}
    path = "carry-overs" if "next_fund" in said else "closings"
    if path == "carry-overs":
        said.pop("kind")
    one = accepted(keeper.post(f"/funds/{fund}/{path}", said))
    read = {"number": said["number"], "signed_on": said["signed_on"], **sums}
    return accepted(second.post(f"/fund-closings/{one['id']}/confirmation", read))


def test_what_is_free_lapses_and_what_is_committed_stays_and_is_paid(
    office: Office, keeper: Desk, second: Desk, fund: int
) -> None:
    given(office, 3)
    done = closed(keeper, second, fund, {"available_vnd": 5_500_000, "recovered_vnd": 0})
    assert (done["state"], done["cut_off"]) == ("in_force", "2021-12-31")
    assert balances(fund) == {"APPROPRIATION": -4_500_000, "AVAILABLE": 0, "COMMITTED": 4_500_000}
    assert accepted(keeper.get(f"/funds/{fund}/carried"))["items"] == [
        {"policy": "freelance", "account": "COMMITTED", "amount_vnd": 4_500_000}
    ]
    pay(office, "Từ chối")
    assert (balances(fund)["PAID"], balances(fund)["AVAILABLE"]) == (3_000_000, 1_500_000)
    closed(keeper, second, fund, {"available_vnd": 1_500_000, "recovered_vnd": 0}, number="101/QĐ")
    assert balances(fund)["AVAILABLE"] == 0
    assert [each["number"] for each in accepted(keeper.get(f"/funds/{fund}/closings"))["items"]] == [
        "100/QĐ-STC", "101/QĐ"
    ]  # fmt: skip
    nothing_is_lost()


def test_a_closing_locks_the_accounts_of_its_funds_in_the_order_of_everybody(
    keeper: Desk, second: Desk, fund: int
) -> None:
    """Who waits for a fund's first account holds none of the later ones, so that an allotment and it never cross."""
    sums = {"available_vnd": 10_000_000, "recovered_vnd": 0}
    one = accepted(keeper.post(f"/funds/{fund}/closings", {**SIGNED, "kind": "lapse", **sums}))
    account = "SELECT id FROM ledger_account WHERE fund_id = :fund AND kind = :kind FOR NO KEY UPDATE NOWAIT"
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with ThreadPoolExecutor(1) as pool:
        with db.engine().begin() as other:
            other.execute(text(account), {"fund": fund, "kind": "APPROPRIATION"})
            done = pool.submit(second.post, f"/fund-closings/{one['id']}/confirmation", {**PAPER, **sums})
            while not other.execute(text(waiting)).scalar_one():
                other.execute(text("SELECT pg_sleep(0.05), pg_stat_clear_snapshot()"))
            other.execute(text(account), {"fund": fund, "kind": "AVAILABLE"})
        assert accepted(done.result())["state"] == "in_force"


def test_a_closed_fund_takes_no_new_commitment_and_no_money(
    office: Office, keeper: Desk, second: Desk, fund: int
) -> None:
    first = given(office, 2)
    closed(keeper, second, fund, {"available_vnd": 7_000_000, "recovered_vnd": 0})
    one, _ = entitlements(office, first["id"])
    adjusted(office, first["id"], {one["id"]: 1_000_000})  # less, by the same fund: no new commitment
    assert (balances(fund)["COMMITTED"], balances(fund)["AVAILABLE"]) == (2_500_000, 500_000)
    freelance_list(office, workers(1, first=50))
    clerk, approver = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    drafted = accepted(clerk.post("/decisions", {"submissions": [appraised(office)["id"]], "law_on": "2021-11-15"}))
    paper = {"number": "8/QĐ", "signed_on": "2021-11-15", "rows": 1, "amount_vnd": drafted["amount_vnd"]}
    accepted(clerk.post(f"/decisions/{drafted['id']}/record", {**paper, "signer": "Nguyễn Văn Chủ"}))
    refused(approver.post(f"/decisions/{drafted['id']}/comparison", paper), "FUND_SHORT")
    adjusted(office, first["id"], {one["id"]: 10_000}, "11/QĐ")
    assert balances(fund)["AVAILABLE"] == 1_490_000
    new = {"kind": "raise", "number": "5/QĐ", "signed_on": "2022-02-01", "signer": "Nguyễn Văn Chủ", "amount_vnd": 100}
    allotment = accepted(keeper.post(f"/funds/{fund}/allotments", new))
    read = {"number": "5/QĐ", "signed_on": "2022-02-01", "amount_vnd": 100}
    refused(second.post(f"/fund-allotments/{allotment['id']}/confirmation", read), "FUND_CLOSED")


def test_what_came_free_in_a_closed_fund_is_not_committed_again(
    office: Office, keeper: Desk, second: Desk, fund: int
) -> None:
    first = given(office, 2)
    closed(keeper, second, fund, {"available_vnd": 7_000_000, "recovered_vnd": 0})
    one, two = entitlements(office, first["id"])
    adjusted(office, first["id"], {one["id"]: 0, two["id"]: 0})
    assert balances(fund)["AVAILABLE"] == 3_000_000
    freelance_list(office, workers(1, first=50))
    clerk, approver = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    drafted = accepted(clerk.post("/decisions", {"submissions": [appraised(office)["id"]], "law_on": "2021-11-15"}))
    paper = {"number": "8/QĐ", "signed_on": "2021-11-15", "rows": 1, "amount_vnd": drafted["amount_vnd"]}
    accepted(clerk.post(f"/decisions/{drafted['id']}/record", {**paper, "signer": "Nguyễn Văn Chủ"}))
    refused(approver.post(f"/decisions/{drafted['id']}/comparison", paper), "FUND_CLOSED")


def test_money_goes_over_to_next_years_fund_in_one_act_and_in_equal_amounts(
    office: Office, keeper: Desk, second: Desk, fund: int
) -> None:
    following = open_fund("TUDO", 1_000_000, year=2022)
    sums = {"available_vnd": 10_000_000, "recovered_vnd": 0}
    said = {**SIGNED, **sums, "carried_vnd": 6_000_000}
    for wrong in (open_fund("KHAC", 1, year=2022), open_fund("TUDO", 1, year=2023), 999_999_999):
        refused(keeper.post(f"/funds/{fund}/carry-overs", {**said, "next_fund": wrong}), "NOT_NEXT_YEARS")
    closed(keeper, second, fund, sums, carried_vnd=6_000_000, next_fund=following)
    assert balances(fund) == {"APPROPRIATION": 0, "AVAILABLE": 0}
    assert balances(following) == {"APPROPRIATION": -7_000_000, "AVAILABLE": 7_000_000}
    lines = accepted(keeper.get(f"/funds/{following}/statement"))["items"]
    assert [(each["code"], each["amount_vnd"]) for each in lines] == [("allot", 1_000_000), ("carry_over", 6_000_000)]
    nothing_is_lost()


def test_what_was_recovered_is_given_back_within_the_year_and_lapses_after_it(
    office: Office, keeper: Desk, second: Desk
) -> None:
    this_year = open_fund("NAMNAY", 10_000_000, year=2022)
    fund_by([(this_year, 1)], policy="freelance")
    case = notified(office)
    repaid(office, case["id"], 600_000, "BL-1")
    sums = {"available_vnd": 0, "recovered_vnd": 600_000}
    closed(keeper, second, this_year, sums, kind="give_back")
    assert (balances(this_year)["RECOVERED"], balances(this_year)["AVAILABLE"]) == (0, 9_100_000)
    repaid(office, case["id"], 900_000, "BL-2")
    rest = {"available_vnd": 9_100_000, "recovered_vnd": 900_000}
    path = f"/funds/{this_year}/closings"
    refused(keeper.post(path, {**SIGNED, "number": "2/QĐ", "kind": "lapse", **rest}), "YEAR_NOT_OVER")
    closed(keeper, second, this_year, rest, number="2/QĐ", cut_off="2022-02-25")
    assert balances(this_year)["APPROPRIATION"] == 0
    last_year = open_fund("NAMTRUOC", 10_000_000)
    said = {**SIGNED, "kind": "give_back", "available_vnd": 0, "recovered_vnd": 1}
    refused(keeper.post(f"/funds/{last_year}/closings", said), "YEAR_OVER")
    refused(keeper.post(path, {**said, "number": "3/QĐ"}), "YEAR_OVER")
    nothing_is_lost()


def test_a_closing_agrees_with_the_fund_and_is_confirmed_by_another(
    office: Office, keeper: Desk, second: Desk, fund: int
) -> None:
    path, said = f"/funds/{fund}/closings", {**SIGNED, "kind": "lapse", "available_vnd": 10_000_000, "recovered_vnd": 0}
    refused(keeper.post(path, {**said, "available_vnd": 9_999_999}), "FUND_MOVED")
    refused(keeper.post(path, {**said, "signed_on": "2022-03-01"}), "SIGNED_IN_FUTURE")
    refused(office.desk("finance_maker", "582").post(path, said), "NO_SUCH_RECORD")
    one = accepted(keeper.post(path, said))
    refused(keeper.post(path, said), "CLOSING_KNOWN")
    confirmation = f"/fund-closings/{one['id']}/confirmation"
    read = {**PAPER, "available_vnd": 10_000_000, "recovered_vnd": 0}
    same = office.desk("finance_checker", "58", person="finance_maker 58")
    refused(same.post(confirmation, read), "SAME_HANDS")
    refused(second.post(confirmation, {**read, "recovered_vnd": 1}), "CLOSING_DIFFERS")
    given(office, 1)  # the fund moves before the second person comes
    refused(second.post(confirmation, read), "FUND_MOVED")
    assert accepted(keeper.post(f"/fund-closings/{one['id']}/void", {"reason": "Số dư đã đổi"}))["state"] == "void"
    refused(second.post(confirmation, read), "WRONG_STATE")
