"""What a decision gives, leaves and comes to stands in the ledger: by fund, to the đồng, once."""

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import db, funding, ledger
from app.access import Role
from app.transfer_kinds import KINDS, Account
from tests.acts.forms import sign
from tests.acts.province import EXECUTED_ON, LAW_ON, appraised, decided, exported, files_of, freelance_list, workers
from tests.office import Office, accepted, refused
from tests.routers.neighbours import query
from tests.treasury import balances, finance, fund_by, open_fund

POLICY, FROM = "freelance", date(2021, 2, 1)
ONE = 1_500_000
SHARES = (954_545, 409_091, 136_364)
"""One worker's 1.5 million by 7, 3 and 1."""


def three_funds(vnd: tuple[int, int, int]) -> tuple[int, int, int]:
    """Three funds that pay freelance workers by 7, 3 and 1."""
    first, second, third = (open_fund(code, each) for code, each in zip(("MOT", "HAI", "BA"), vnd, strict=True))
    fund_by([(first, 7), (second, 3), (third, 1)], POLICY, FROM)
    return first, second, third


def decision_of(office: Office, people: int, first: int = 0, number: str = "1/QĐ-UBND") -> dict[str, Any]:
    """So many workers with a decision in force."""
    freelance_list(office, workers(people, first=first))
    return decided(office, [appraised(office)["id"]], number=number)


def transfers(fund: int) -> list[tuple[str, str, str, int]]:
    """A fund's transfers but for those that gave it money: code, credit, debit, amount; in order."""
    rows = query(
        """SELECT t.code, c.kind AS credit, d.kind AS debit, t.amount_vnd FROM ledger_transfer t
           JOIN ledger_account c ON c.id = t.credit_account_id JOIN ledger_account d ON d.id = t.debit_account_id
           WHERE d.fund_id = :fund AND t.code <> 'allot' ORDER BY t.id""",
        fund=fund,
    )
    return [tuple(row) for row in rows]


def unit(code: str) -> int:
    """A district's id, or the province's."""
    return int(query("SELECT id FROM unit WHERE code = :code AND kind <> 'commune'", code=code)[0][0])


def test_each_amount_is_divided_by_itself_so_that_a_single_one_comes_back_as_it_went(office: Office) -> None:
    first, second, third = three_funds((10**9, 10**9, 10**9))
    decision = decision_of(office, 4)
    act = query("SELECT act_id FROM state_change WHERE kind = 'decision' AND to_state = 'decided'")[0][0]
    for fund, share in zip((first, second, third), SHARES, strict=True):
        assert balances(fund) == {
            "APPROPRIATION": -(10**9), "AVAILABLE": 10**9 - 4 * share, "COMMITTED": 4 * share,
        }  # fmt: skip
        assert transfers(fund) == [("commit", "AVAILABLE", "COMMITTED", 4 * share)]
        said = f"commit/act/{act}/AVAILABLE:{fund}::>COMMITTED:{fund}::freelance"
        assert len(query("SELECT FROM ledger_transfer WHERE reference = :said", said=said)) == 1
    [row] = query("SELECT payload FROM audit_entry WHERE action = 'decision.decided'")
    assert json.loads(bytes(row.payload))["committed_vnd"] == decision["amount_vnd"] == 4 * ONE


def test_money_goes_from_its_commitment_to_the_people_or_back_as_the_answers_say(office: Office) -> None:
    first, *_ = three_funds((10**9, 10**9, 10**9))
    decision_of(office, 5)
    batch = exported(office)
    share = SHARES[0]
    assert balances(first) == {
        "APPROPRIATION": -(10**9), "AVAILABLE": 10**9 - 5 * share, "COMMITTED": 0, "IN_TRANSIT": 5 * share,
    }  # fmt: skip
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng", "Từ chối", "")))
    assert balances(first) == {
        "APPROPRIATION": -(10**9), "AVAILABLE": 10**9 - 4 * share, "COMMITTED": share, "IN_TRANSIT": share,
        "PAID": 2 * share,
    }  # fmt: skip
    counted = Counter(transfers(first))
    assert counted == {
        ("commit", "AVAILABLE", "COMMITTED", 5 * share): 1,
        ("export", "COMMITTED", "IN_TRANSIT", 5 * share): 1,
        ("fail", "IN_TRANSIT", "COMMITTED", share): 2,
        ("decommit", "COMMITTED", "AVAILABLE", share): 1,
        ("pay", "IN_TRANSIT", "PAID", 2 * share): 1,
    }
    accounts = query(
        "SELECT kind, unit_id, policy FROM ledger_account WHERE fund_id = :fund AND kind IN ('IN_TRANSIT', 'PAID')",
        fund=first,
    )
    assert {tuple(row) for row in accounts} == {(kind, unit("582"), POLICY) for kind in ("IN_TRANSIT", "PAID")}


def test_what_a_transfer_is_about_stands_in_its_reference(office: Office) -> None:
    fund, *_ = three_funds((10**9, 10**9, 10**9))
    decision_of(office, 3)
    batch = exported(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng", "Từ chối")))
    said, there = f"IN_TRANSIT:{fund}:{unit('582')}:freelance", f"COMMITTED:{fund}::freelance"
    failed = query("SELECT id FROM payout WHERE state = 'cancelled' ORDER BY id")
    [refused_one] = query("SELECT id FROM entitlement WHERE state = 'cancelled'")
    [act] = query("SELECT act_id FROM state_change WHERE kind = 'payout' AND to_state = 'settled'")
    found = {row.reference for row in query(
        """SELECT reference FROM ledger_transfer t JOIN ledger_account a ON a.id = t.debit_account_id
           WHERE a.fund_id = :fund AND t.code NOT IN ('allot', 'commit')""", fund=fund)}  # fmt: skip
    assert found == {
        f"export/batch/{batch['id']}/{there}>{said}",
        *(f"fail/payout/{row.id}/{said}>{there}" for row in failed),
        f"pay/batch/{batch['id']}/act/{act.act_id}/{said}>PAID:{fund}:{unit('582')}:freelance",
        f"decommit/entitlement/{refused_one.id}/act/{act.act_id}/{there}>AVAILABLE:{fund}::",
    }


def test_a_transfer_has_its_act_and_the_day_of_the_service(office: Office) -> None:
    three_funds((10**9, 10**9, 10**9))
    decision_of(office, 1)
    rows = query("SELECT DISTINCT t.effective_on, t.act_id FROM ledger_transfer t WHERE t.code = 'commit'")
    acts = query("SELECT act_id FROM state_change WHERE kind = 'entitlement'")
    assert [tuple(row) for row in rows] == [(date(2022, 2, 25), acts[0].act_id)]


def test_a_fund_is_spent_to_the_last_dong_and_not_one_further(office: Office) -> None:
    first, second, third = three_funds((3 * SHARES[0], 2 * SHARES[1], 10**9))
    decision_of(office, 2)
    assert balances(second)["AVAILABLE"] == 0 and balances(first)["AVAILABLE"] == SHARES[0]
    freelance_list(office, workers(1, first=20))
    clerk, second_person = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    drafted = accepted(clerk.post("/decisions", {"submissions": [appraised(office)["id"]], "law_on": LAW_ON}))
    paper = {"number": "2/QĐ-UBND", "signed_on": LAW_ON, "rows": 1, "amount_vnd": ONE}
    accepted(clerk.post(f"/decisions/{drafted['id']}/record", {**paper, "signer": "Nguyễn Văn Chủ"}))
    problem = refused(second_person.post(f"/decisions/{drafted['id']}/comparison", paper), "FUND_SHORT")
    assert (problem["fund_id"], problem["available_vnd"], problem["needed_vnd"]) == (second, 0, SHARES[1])
    assert "HAI 2021" in problem["detail_en"] and "409,091" in problem["detail_en"]
    assert balances(third)["COMMITTED"] == 2 * SHARES[2]
    assert query("SELECT count(*) FROM entitlement")[0][0] == 2


def test_a_batch_that_is_void_or_frozen_moves_no_money(office: Office) -> None:
    three_funds((10**9, 10**9, 10**9))
    decision_of(office, 2)
    before = query("SELECT count(*) FROM ledger_transfer")[0][0]
    maker = office.desk("finance_maker", "582")
    cash = {"policy": POLICY, "channel": "cash", "execution_date": EXECUTED_ON}
    batch = accepted(maker.post("/payment-batches", cash))
    accepted(maker.post(f"/payment-batches/{batch['id']}/freeze"))
    accepted(maker.post(f"/payment-batches/{batch['id']}/void", {"reason": "nhầm"}))
    assert query("SELECT count(*) FROM ledger_transfer")[0][0] == before


def test_two_policies_of_one_fund_have_accounts_of_their_own(database_url: str) -> None:
    fund = open_fund("MOT", 1000)
    maker = finance(Role.FINANCE_MAKER)
    here = [Account("COMMITTED", fund, None, policy) for policy in ("artist", "freelance")]
    available = Account("AVAILABLE", fund)
    with db.begin(maker.account_id) as tx:
        told = [ledger.Transfer("commit", f"x/{nth}", available, to, 10 + nth) for nth, to in enumerate(here)]
        assert ledger.book(tx, told) == 21
        found = {row.policy: row.balance_vnd for row in tx.execute(text(
            "SELECT policy, balance_vnd FROM ledger_account WHERE kind = 'COMMITTED'"))}  # fmt: skip
        assert found == {"artist": 10, "freelance": 11}
        assert ledger.book(tx, []) == 0


def test_the_same_transfer_a_second_time_is_refused(database_url: str) -> None:
    fund = open_fund("MOT", 1000)
    one = ledger.Transfer("cut", "x", Account("AVAILABLE", fund), Account("APPROPRIATION", fund), 10)
    with db.begin(finance(Role.FINANCE_MAKER).account_id) as tx:
        ledger.book(tx, [one])
        with pytest.raises(IntegrityError) as again:
            ledger.book(tx, [one])
    assert "uq_ledger_transfer_reference" in str(again.value.orig)


@pytest.mark.parametrize(("amount", "short"), [(1000, False), (1001, True)])
def test_one_dong_more_than_there_is_is_told_in_words(database_url: str, amount: int, *, short: bool) -> None:
    fund = open_fund("MOT", 1000)
    cut = ledger.Transfer("cut", "x", Account("AVAILABLE", fund), Account("APPROPRIATION", fund), amount)
    with db.begin(finance(Role.FINANCE_MAKER).account_id) as tx:
        if short:
            with pytest.raises(ledger.FundShort) as refusal:
                ledger.book(tx, [cut])
            assert refusal.value.extra == {"fund_id": fund, "available_vnd": 1000, "needed_vnd": 1001}
        else:
            assert ledger.book(tx, [cut]) == 1000


def test_what_comes_in_and_goes_out_in_one_act_is_netted_before_the_ceiling_is_asked(database_url: str) -> None:
    fund = open_fund("MOT", 1000)
    there, given = Account("AVAILABLE", fund), Account("APPROPRIATION", fund)
    with db.begin(finance(Role.FINANCE_MAKER).account_id) as tx:
        assert ledger.book(tx, [ledger.Transfer("cut", "x", there, given, 1500),
                                ledger.Transfer("allot", "y", given, there, 500)]) == 2000  # fmt: skip


def test_accounts_are_held_until_the_act_ends(database_url: str) -> None:
    """Else two acts could both read a ceiling before either takes from it."""
    fund = open_fund("MOT", 1000)
    cut = ledger.Transfer("cut", "x", Account("AVAILABLE", fund), Account("APPROPRIATION", fund), 10)
    with db.begin(finance(Role.FINANCE_MAKER).account_id) as tx:
        ledger._hold(tx, [cut])
        free = query(f"SELECT id FROM ledger_account WHERE fund_id = {fund} FOR UPDATE SKIP LOCKED")
        assert free == [], "what is held by one act is no other's"


def test_the_database_holds_the_same_kinds(database_url: str) -> None:
    rows = query("SELECT code, from_kind, to_kind, single FROM transfer_kind")
    assert {row.code: tuple(row)[1:] for row in rows} == {
        code: (kind.credit, kind.debit, kind.single) for code, kind in KINDS.items()
    }


# Which funding counts.

OTHER_POLICY = "artist"


@pytest.mark.parametrize(
    ("mixes", "expected"),
    [
        ([(None, None, 1)], 0),
        ([(None, None, 1), (None, None, 5)], 1),  # the latest
        ([(None, None, 5), (None, None, 1)], 0),
        ([(None, None, 1), (None, None, 16)], 0),  # what comes later does not count yet
        ([(None, None, 1), (None, None, 15)], 1),  # on its own day it does
        ([(POLICY, None, 1), (None, None, 9)], 0),  # of the policy before of all
        ([(None, "582", 1), (POLICY, None, 9)], 0),  # of the unit before of the policy
        ([(POLICY, "582", 1), (None, "582", 9)], 0),
        ([(None, None, 1), (OTHER_POLICY, None, 9)], 0),  # another policy's
        ([(None, None, 1), (None, "587", 9)], 0),  # another unit's
        ([(None, None, 1), (OTHER_POLICY, "582", 9)], 0),
    ],
)
def test_the_most_particular_funding_in_force_pays(
    database_url: str, mixes: list[tuple[str | None, str | None, int]], expected: int
) -> None:
    fund = open_fund("MOT")
    ids = [fund_by([(fund, 1)], policy, date(2021, 11, day), unit(code) if code else None)
           for policy, code, day in mixes]  # fmt: skip
    with db.reading() as tx:
        assert funding.in_force(tx, POLICY, unit("582"), date(2021, 11, 15)) == ids[expected]


def test_a_funding_nobody_confirmed_pays_nothing(database_url: str, office: Office) -> None:
    fund = open_fund("MOT")
    maker = office.desk("finance_maker", "58")
    said = {"policy": POLICY, "since": "2021-11-01", "paper": "1", "parts": [{"fund": fund, "weight": 1}]}
    recorded = accepted(maker.post("/fundings", said))
    with db.reading() as tx:
        assert funding.in_force(tx, POLICY, unit("582"), date(2021, 11, 15)) != recorded["id"]


def test_before_any_funding_nothing_can_be_put_in_force(database_url: str) -> None:
    with db.reading() as tx, pytest.raises(funding.FundingMissing):
        funding.in_force(tx, POLICY, unit("582"), date(2020, 12, 31))
