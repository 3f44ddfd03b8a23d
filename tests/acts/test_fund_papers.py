"""Funds: opened, given money by decisions that two people read, and put together; each refusal in words."""

import json
from datetime import date
from typing import Any

import pytest

from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import query

NEW = {"code": "NSDP", "name": "Ngân sách tỉnh", "source": "province", "programme": "NQ68", "budget_year": 2021}
PAPER = {"number": "9/QĐ-UBND", "signed_on": "2022-02-25", "amount_vnd": 1000}
ALLOT = {**PAPER, "kind": "allot", "signer": "Nguyễn Văn Chủ"}
WHY = {"reason": "ghi nhầm"}


@pytest.fixture
def maker(office: Office) -> Desk:
    """Who keeps the province's funds."""
    return office.desk("finance_maker", "58")


@pytest.fixture
def checker(office: Office) -> Desk:
    """Who confirms."""
    return office.desk("finance_checker", "58")


def opened(maker: Desk, **said: object) -> int:
    """A fund's id."""
    id_: int = accepted(maker.post("/funds", {**NEW, **said}))["id"]
    return id_


def recorded(maker: Desk, fund: int, **said: object) -> str:
    """An allotment's path."""
    return f"/fund-allotments/{accepted(maker.post(f'/funds/{fund}/allotments', {**ALLOT, **said}))['id']}"


def given(maker: Desk, checker: Desk, fund: int, **said: object) -> None:
    """Money is there."""
    accepted(checker.post(f"{recorded(maker, fund, **said)}/confirmation", _read(said)))


def _read(said: dict[str, object]) -> dict[str, object]:
    return {name: said.get(name, value) for name, value in PAPER.items()}


def mixed(maker: Desk, *parts: tuple[int, int], **said: object) -> dict[str, Any]:
    """What a maker says of a funding."""
    weights = [{"fund": fund, "weight": weight} for fund, weight in parts]
    return {"policy": None, "since": "2021-03-01", "paper": "3/QĐ-UBND", "parts": weights, **said}


def entry(action: str) -> dict[str, Any]:
    """What the last act of a kind told the audit, its subject beside."""
    row = query("SELECT subject, payload FROM audit_entry WHERE action = :action ORDER BY id DESC LIMIT 1",
                action=action)[0]  # fmt: skip
    return {"subject": row.subject, **json.loads(bytes(row.payload))}


def test_a_fund_is_opened_with_nothing_in_it_and_once(maker: Desk) -> None:
    told = accepted(maker.post("/funds", {**NEW, "treasury": {"chapter_code": "424"}}))
    assert (told["available_vnd"], told["balances_vnd"], told["treasury"]["chapter_code"]) == (0, {}, "424")
    assert entry("fund.opened") == {
        "subject": f"fund/{told['id']}", "code": "NSDP", "source": "province", "programme": "NQ68", "budget_year": 2021,
    }  # fmt: skip
    refused(maker.post("/funds", NEW), "FUND_KNOWN")
    assert opened(maker, budget_year=2022) != told["id"]


def test_money_is_there_when_a_second_person_has_read_the_same_paper(maker: Desk, checker: Desk) -> None:
    fund = opened(maker)
    path = recorded(maker, fund)
    assert accepted(maker.get(f"/funds/{fund}"))["available_vnd"] == 0
    assert accepted(checker.post(f"{path}/confirmation", PAPER))["state"] == "in_force"
    told = accepted(maker.get(f"/funds/{fund}"))
    assert (told["allotted_vnd"], told["available_vnd"]) == (1000, 1000)
    assert entry("fund.allotted")["subject"] == f"fund/{fund}"
    [line] = accepted(maker.get(f"/funds/{fund}/statement"))["items"]
    assert (line["code"], line["credit"], line["debit"], line["amount_vnd"]) == (
        "allot", "APPROPRIATION", "AVAILABLE", 1000
    )  # fmt: skip
    allotment = path.rpartition("/")[2]
    [row] = query("SELECT reference FROM ledger_transfer WHERE amount_vnd = 1000")
    assert row.reference == f"allot/allotment/{allotment}/APPROPRIATION:{fund}::>AVAILABLE:{fund}::"
    refused(checker.post(f"{path}/confirmation", PAPER), "WRONG_STATE")


def test_a_raise_adds_and_a_cut_takes_away_as_far_as_there_is_any(maker: Desk, checker: Desk) -> None:
    fund = opened(maker)
    given(maker, checker, fund)
    given(maker, checker, fund, kind="raise", number="10/QĐ", amount_vnd=500)
    given(maker, checker, fund, kind="cut", number="11/QĐ", amount_vnd=300)
    told = accepted(maker.get(f"/funds/{fund}"))
    assert told["balances_vnd"] == {"APPROPRIATION": -1200, "AVAILABLE": 1200}
    path = recorded(maker, fund, kind="cut", number="12/QĐ", amount_vnd=1201)
    read = {**PAPER, "number": "12/QĐ", "amount_vnd": 1201}
    refused(checker.post(f"{path}/confirmation", read), "FUND_SHORT")
    given(maker, checker, fund, kind="cut", number="13/QĐ", amount_vnd=1200)
    assert accepted(maker.get(f"/funds/{fund}"))["available_vnd"] == 0


@pytest.mark.parametrize("other", [{"number": "8/QĐ"}, {"signed_on": "2022-02-24"}, {"amount_vnd": 999}])
def test_who_reads_another_paper_confirms_nothing(maker: Desk, checker: Desk, other: dict[str, object]) -> None:
    fund = opened(maker)
    path = recorded(maker, fund)
    refused(checker.post(f"{path}/confirmation", {**PAPER, **other}), "ALLOTMENT_DIFFERS")
    assert accepted(maker.get(f"/funds/{fund}"))["available_vnd"] == 0


def test_a_paper_is_of_today_at_the_latest_and_recorded_once(maker: Desk) -> None:
    fund = opened(maker)
    refused(maker.post(f"/funds/{fund}/allotments", {**ALLOT, "signed_on": "2022-02-26"}), "ALLOTMENT_IN_FUTURE")
    path = recorded(maker, fund)
    assert entry("fund.allotment_recorded")["amount_vnd"] == 1000
    refused(maker.post(f"/funds/{fund}/allotments", ALLOT), "ALLOTMENT_KNOWN")
    assert accepted(maker.post(f"{path}/void", WHY))["state"] == "void"
    assert entry("fund_allotment.void")["reason"] == "ghi nhầm"
    recorded(maker, fund)  # what was given up may be recorded again


def test_whoever_recorded_does_not_confirm_under_another_account(office: Office, maker: Desk) -> None:
    one = office.desk("finance_maker", "58", person="Một Người")
    same = office.desk("finance_checker", "58", person="Một Người")
    fund = opened(maker)
    refused(same.post(f"{recorded(one, fund)}/confirmation", PAPER), "SAME_HANDS")
    funding = accepted(one.post("/fundings", mixed(one, (fund, 1))))
    refused(same.post(f"/fundings/{funding['id']}/confirmation"), "SAME_HANDS")


def test_a_fund_is_its_units_own(office: Office, maker: Desk, checker: Desk) -> None:
    ours = office.desk("finance_maker", "582")
    fund = opened(ours, code="NSH", source="district")
    refused(maker.post(f"/funds/{fund}/allotments", ALLOT), "NOT_THE_FUNDS_UNIT")
    path = recorded(ours, fund)
    refused(checker.post(f"{path}/confirmation", PAPER), "NOT_THE_FUNDS_UNIT")
    refused(office.desk("finance_maker", "587").post(f"/funds/{fund}/allotments", ALLOT), "NO_SUCH_RECORD")
    refused(ours.post(f"/funds/{opened(maker)}/allotments", ALLOT), "NO_SUCH_RECORD")
    accepted(office.desk("finance_checker", "582").post(f"{path}/confirmation", PAPER))
    funding = accepted(ours.post("/fundings", mixed(ours, (fund, 1), unit="582")))
    refused(checker.post(f"/fundings/{funding['id']}/confirmation"), "NOT_THE_FUNDS_UNIT")


def test_a_district_says_what_pays_its_own_decisions_only(office: Office, maker: Desk) -> None:
    ours = office.desk("finance_maker", "582")
    fund = opened(ours, code="NSH", source="district")
    refused(ours.post("/fundings", mixed(ours, (fund, 1))), "UNITS_FUNDS_ONLY")
    refused(ours.post("/fundings", mixed(ours, (fund, 1), unit="587")), "NO_SUCH_RECORD")
    told = accepted(ours.post("/fundings", mixed(ours, (fund, 1), unit="582")))
    assert told["unit_id"] == query("SELECT id FROM unit WHERE code = '582' AND kind = 'district'")[0][0]
    theirs = mixed(ours, (opened(maker), 1), unit="582")
    refused(ours.post("/fundings", theirs), "NO_SUCH_RECORD")
    assert accepted(maker.post("/fundings", mixed(maker, (fund, 1), unit="582")))["state"] == "recorded"


def test_a_fund_stands_once_in_a_funding_and_its_parts_in_their_order(maker: Desk, checker: Desk) -> None:
    one, two = opened(maker), opened(maker, code="NSTW", source="central")
    refused(maker.post("/fundings", mixed(maker, (one, 80), (one, 20))), "FUND_TWICE")
    refused(maker.post("/fundings", mixed(maker, (one, 80), (999_999, 20))), "NO_SUCH_RECORD")
    said = mixed(maker, (two, 80), (one, 20), policy="artist")
    told = accepted(maker.post("/fundings", said))
    assert told["parts"] == [{"fund_id": two, "weight": 80}, {"fund_id": one, "weight": 20}]
    rows = query("SELECT position, fund_id FROM funding_part WHERE funding_id = :id ORDER BY position", id=told["id"])
    assert [tuple(row) for row in rows] == [(1, two), (2, one)]
    assert entry("funding.recorded")["parts"] == [[two, 80], [one, 20]]
    assert accepted(checker.post(f"/fundings/{told['id']}/confirmation"))["state"] == "in_force"
    assert entry("funding.in_force")["subject"] == f"funding/{told['id']}"
    again = accepted(maker.post("/fundings", said))
    refused(checker.post(f"/fundings/{again['id']}/confirmation"), "FUNDING_KNOWN")
    accepted(maker.post(f"/fundings/{again['id']}/void", WHY))
    refused(maker.post(f"/fundings/{told['id']}/void", WHY), "WRONG_STATE")
    refused(checker.post(f"/fundings/{again['id']}/confirmation"), "WRONG_STATE")


def test_who_recorded_and_who_confirmed_stand_beside_it(office: Office, maker: Desk, checker: Desk) -> None:
    fund = opened(maker)
    given(maker, checker, fund)
    people = """SELECT r.name AS recorded, c.name AS confirmed FROM {table} x
                JOIN natural_person r ON r.id = x.recorded_by_person_id
                JOIN natural_person c ON c.id = x.confirmed_by_person_id WHERE x.{key} = :id"""
    both = [("finance_maker 58", "finance_checker 58")]
    assert [tuple(one) for one in query(people.format(table="fund_allotment", key="fund_id"), id=fund)] == both
    funding = accepted(maker.post("/fundings", mixed(maker, (fund, 1), since="2021-03-02")))
    accepted(checker.post(f"/fundings/{funding['id']}/confirmation"))
    assert [tuple(one) for one in query(people.format(table="funding", key="id"), id=funding["id"])] == both
    [row] = query("SELECT since FROM funding WHERE id = :id", id=funding["id"])
    assert row.since == date(2021, 3, 2)
