"""Many hands on the same money: no fund is passed by a đồng, nothing is in two batches, nobody waits for ever."""

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import audit, db, invariants, ledger
from app.access import Role
from app.transfer_kinds import KINDS, About, account, shares
from tests import treasury
from tests.acts.province import EXECUTED_ON, LAW_ON, appraised, decided, freelance_list
from tests.faults.crowd import crowd
from tests.faults.test_concurrency import together
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import query

EACH = 1_500_000
CLIENTS = 64
PEOPLE = 24
Ask = Callable[[], httpx.Response]


def recorded(office: Office, nth: int) -> Ask:
    """A decision on one person, recorded; what compares it."""
    freelance_list(office, crowd(1, first=nth))
    body = {"submissions": [appraised(office)["id"]], "law_on": LAW_ON}
    clerk, second = office.desk("district_officer", "582"), office.desk("district_approver", "582")
    drafted = accepted(clerk.post("/decisions", body))
    paper = {"number": f"{nth}/QĐ", "signed_on": LAW_ON, "rows": 1, "amount_vnd": EACH}
    accepted(clerk.post(f"/decisions/{drafted['id']}/record", {**paper, "signer": "Nguyễn Văn Chủ"}))
    return lambda: second.post(f"/decisions/{drafted['id']}/comparison", paper)


def ceiling(office: Office, clients: int) -> None:
    """So many decisions of one person each are put in force at once, from a fund with money for less than half."""
    enough = clients * 2 // 5
    fund = treasury.open_fund("IT", enough * EACH + EACH - 1)
    treasury.fund_by([(fund, 1)], "freelance")
    answers = together([recorded(office, nth) for nth in range(clients)])
    done = [answer for answer in answers if answer.status_code == 200]
    for answer in answers:
        if answer.status_code != 200:
            short = refused(answer, "FUND_SHORT")
            assert (short["needed_vnd"], short["fund_id"]) == (EACH, fund)
    assert len(done) == enough, "as many as there was money for, and not one less"
    assert treasury.balances(fund) == {
        "APPROPRIATION": -(enough * EACH + EACH - 1), "AVAILABLE": EACH - 1, "COMMITTED": enough * EACH
    }  # fmt: skip
    assert query("SELECT count(*), sum(amount_vnd)::bigint FROM entitlement") == [(enough, enough * EACH)]
    states = dict(query("SELECT state, count(*) FROM decision GROUP BY state"))
    assert states == {"decided": enough, "recorded": clients - enough}, "of a refused one nothing is left"
    assert query("SELECT count(*) FROM application WHERE state = 'decided'") == [(enough,)]


def test_decisions_at_once_commit_a_fund_to_the_dong(office: Office) -> None:
    ceiling(office, 10)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_64_decisions_at_once_commit_a_fund_to_the_dong(office: Office) -> None:
    ceiling(office, CLIENTS)


def test_64_clients_at_a_funds_ceiling_take_what_there_is_and_not_a_dong_more(office: Office) -> None:
    """Each takes back a seventh of what only fifty times can be taken; whatever their order, fifty have it."""
    fund = treasury.open_fund("IT", 50 * 7 + 6)
    maker, checker = office.desk("finance_maker", "58"), office.desk("finance_checker", "58")
    papers = [{"number": f"{nth}/QĐ", "signed_on": "2021-08-01", "amount_vnd": 7} for nth in range(CLIENTS)]
    cut = {"kind": "cut", "signer": "Nguyễn Văn Chủ"}
    ids = [accepted(maker.post(f"/funds/{fund}/allotments", {**paper, **cut}))["id"] for paper in papers]
    answers = together([
        lambda id_=id_, paper=paper: checker.post(f"/fund-allotments/{id_}/confirmation", paper)
        for id_, paper in zip(ids, papers, strict=True)
    ])  # fmt: skip
    assert sorted(answer.status_code for answer in answers) == [200] * 50 + [409] * 14
    assert {refused(answer, "FUND_SHORT")["available_vnd"] for answer in answers if answer.status_code == 409} == {6}
    assert treasury.balances(fund) == {"APPROPRIATION": -6, "AVAILABLE": 6}
    states = dict(query("SELECT state, count(*) FROM fund_allotment WHERE kind = 'cut' GROUP BY state"))
    assert states == {"in_force": 50, "recorded": 14}


LIVE = """
    SELECT count(DISTINCT s.entitlement_id) AS entitlements, count(*) AS times, count(DISTINCT p.batch_id) AS batches
    FROM payout_share s JOIN payout p ON p.id = s.payout_id WHERE p.state = 'batched'
"""


def rounds_of_batches(office: Office, rounds: int, seed: int) -> None:
    """Eight at once form batches of some of the same decisions, freeze what they have, and give it up again."""
    for nth in range(4):
        freelance_list(office, crowd(PEOPLE // 4, first=nth * 100))
        decided(office, [appraised(office)["id"]], number=f"{nth}/QĐ")
    decisions = [row.id for row in query("SELECT id FROM decision ORDER BY id")]
    maker, rng = office.desk("finance_maker", "582"), Random(seed)
    for _ in range(rounds):
        asked = [rng.sample(decisions, rng.randint(1, 4)) for _ in range(8)]
        formed = together([lambda some=some: form(maker, some) for some in asked])
        batches = [answer.json() for answer in formed if answer.status_code == 201]
        for answer in formed:
            if answer.status_code != 201:
                refused(answer, "NOTHING_TO_PAY")
        wanted = len({decision for some in asked for decision in some}) * PEOPLE // 4
        [(entitlements, times, number)] = query(LIVE)
        assert (entitlements, times, number) == (wanted, wanted, len(batches)), "each is in one batch"
        assert sum(batch["payouts"] for batch in batches) == wanted
        frozen = together([lambda at=at: maker.post(f"{at}/freeze") for at in paths(batches) for _ in range(2)])
        assert sorted(answer.status_code for answer in frozen) == [200] * number + [409] * number
        assert query(LIVE) == [(wanted, wanted, number)]
        for at in paths(batches):
            accepted(maker.post(f"{at}/void", {"reason": "lập lại"}))
    assert query("SELECT DISTINCT state FROM entitlement") == [("open",)]


def form(maker: Desk, decisions: Sequence[int]) -> httpx.Response:
    """A batch of what some decisions owe in cash."""
    body = {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON, "decisions": list(decisions)}
    return maker.post("/payment-batches", body, key=secrets.token_hex(8))


def paths(batches: Sequence[dict[str, int]]) -> list[str]:
    """Where batches are asked for."""
    return [f"/payment-batches/{batch['id']}" for batch in batches]


def test_eight_at_once_form_and_freeze_and_each_entitlement_is_in_one_batch(office: Office) -> None:
    rounds_of_batches(office, 4, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_eight_hundred_formings_and_each_entitlement_is_in_one_batch(office: Office) -> None:
    rounds_of_batches(office, 100, seed=2)


@given(st.integers(1, 10**15), st.lists(st.integers(1, 10**6), min_size=1, max_size=20))
def test_shares_add_up_and_none_is_a_dong_from_its_due(amount: int, weights: list[int]) -> None:
    parts, whole = shares(amount, weights), sum(weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * whole - amount * weight) < whole
    assert parts == shares(amount, weights)


@given(st.integers(1, 10**15), st.lists(st.integers(1, 100), min_size=2, max_size=6), st.data())
def test_who_has_the_larger_remainder_has_the_odd_dong_first(
    amount: int, weights: list[int], data: st.DataObject
) -> None:
    parts, whole = shares(amount, weights), sum(weights)
    one, other = (data.draw(st.integers(0, len(weights) - 1)) for _ in range(2))
    over = [part - amount * weight // whole for part, weight in zip(parts, weights, strict=True)]
    rest = [amount * weight % whole for weight in weights]
    assert set(over) <= {0, 1}
    if (rest[one], -one) > (rest[other], -other):
        assert over[one] >= over[other]


MORE = text("""
    INSERT INTO entitlement (policy, beneficiary_id, person_id, occasion, component, child_key, exclusive, amount_vnd,
                             state, origin, application_id, decision_id, payer_id, funding_id, district_id, act_id)
    SELECT e.policy, e.beneficiary_id, e.person_id, 'more ' || n.nth, e.component, '', false, n.amount_vnd, 'open',
           e.origin, e.application_id, e.decision_id, e.payer_id, e.funding_id, e.district_id, :act
    FROM (SELECT * FROM entitlement ORDER BY id LIMIT 1) e,
         unnest(CAST(:amounts AS bigint[])) WITH ORDINALITY AS n(amount_vnd, nth)
""")
CANCEL = text(
    "UPDATE entitlement SET state = 'cancelled' WHERE state = 'open' AND occasion LIKE 'more %' AND id % 2 = 0"
)
OF_ACT = text("""
    SELECT t.code, a.fund_id, sum(t.amount_vnd)::bigint AS vnd FROM ledger_transfer t
    JOIN ledger_account a ON a.id = t.debit_account_id WHERE t.act_id = :act GROUP BY 1, 2 ORDER BY 1, 2
""")


def begun(office: Office) -> int:
    """The account of somebody who puts decisions in force."""
    return treasury.finance(Role.PROVINCIAL_APPROVER).account_id


def test_thousands_of_amounts_are_divided_80_to_20_to_the_dong(office: Office) -> None:
    first, second = treasury.open_fund("TW", source="central"), treasury.open_fund("DP")
    treasury.fund_by([(first, 80), (second, 20)], "freelance")
    freelance_list(office, crowd(1))
    decided(office, [appraised(office)["id"]])
    rng = Random(20)
    amounts = [rng.randint(1, 10**7) for _ in range(3000)]
    with db.begin(begun(office)) as tx:  # never committed: these are owed by no decision
        tx.execute(MORE, {"amounts": amounts, "act": db.act_id(tx)})
        assert ledger.post(tx) == sum(amounts)
        by_fund = [sum(parts) for parts in zip(*(shares(amount, [80, 20]) for amount in amounts), strict=True)]
        assert told(tx) == [("commit", first, by_fund[0]), ("commit", second, by_fund[1])]
        assert sum(by_fund) == sum(amounts)
        assert money_held(tx)
    with db.begin(begun(office)) as tx:
        tx.execute(MORE, {"amounts": amounts, "act": db.act_id(tx)})
        cancelled: int = tx.execute(CANCEL).rowcount  # type: ignore[attr-defined]  # an UPDATE's result has it
        ledger.post(tx)
        kinds = {(code, fund): vnd for code, fund, vnd in told(tx)}
        left = "SELECT amount_vnd FROM entitlement WHERE occasion LIKE 'more %' AND state = 'open'"
        kept = list(tx.scalars(text(left)))
        assert len(kept) + cancelled == len(amounts)
        for fund, place in ((first, 0), (second, 1)):
            net = kinds["commit", fund] - kinds["decommit", fund]
            assert net == sum(shares(amount, [80, 20])[place] for amount in kept), "what goes back is what came"
        assert money_held(tx)


def told(tx: Session) -> list[tuple[str, int, int]]:
    """What this act transferred, by kind and fund."""
    return [(row.code, row.fund_id, row.vnd) for row in tx.execute(OF_ACT, {"act": db.act_id(tx)})]


def money_held(tx: Session) -> bool:
    """The invariants that look at the ledger: they divide anew, in SQL."""
    tx.execute(text("INSERT INTO audit_entry (act_id, action, subject, payload) VALUES (:act, 'x', 'x', '{}')"),
               {"act": db.act_id(tx)})  # fmt: skip
    return all(each.held for each in invariants.check(tx) if each.id in {"I1", "I2", "I3", "I7", "I12"})


THREADS, POSTINGS, FUNDS = 8, 15, 6


@pytest.mark.corrupts("money is allotted by no decision, to have many accounts that are posted to in any order")
def test_postings_over_the_same_accounts_in_any_order_wait_for_each_other_and_end(office: Office) -> None:
    """The accounts themselves are opened in the race."""
    maker = treasury.finance(Role.FINANCE_MAKER)
    said = {"source": "province", "programme": "NQ68", "budget_year": 2021}
    funds = []
    for nth in range(FUNDS):
        with db.acting(maker.account_id) as tx:
            fund = query_fund(tx, maker.unit_id, f"Q{nth}", said)
        funds.append(fund)

    def post(thread: int) -> int:
        rng, done = Random(thread), 0
        for nth in range(POSTINGS):
            some = rng.sample(funds, rng.randint(2, FUNDS))
            with db.acting(maker.account_id) as tx:
                done += ledger.book(tx, [allotted(fund, f"{thread}/{nth}", rng.randint(1, 9)) for fund in some])
                audit.append(tx, "walls", "walls")
        return done

    with ThreadPoolExecutor(THREADS) as pool:
        booked = sum(pool.map(post, range(THREADS)))
    assert sum(treasury.balances(fund)["AVAILABLE"] for fund in funds) == booked
    assert all(sum(treasury.balances(fund).values()) == 0 for fund in funds)
    with db.reading() as tx:
        assert all(each.held for each in invariants.check(tx) if each.id in {"I1", "I2", "I7"})


def query_fund(tx: Session, unit_id: int, code: str, said: dict[str, object]) -> int:
    """A fund with no account yet."""
    statement = text("""
        INSERT INTO fund (code, name, source, programme, budget_year, act_id, district_id)
        VALUES (:code, :code, :source, :programme, :budget_year, :act, :unit) RETURNING id
    """)
    id_: int = tx.execute(statement, {"code": code, "act": db.act_id(tx), "unit": unit_id, **said}).scalar_one()
    audit.append(tx, "fund.opened", f"fund/{id_}")
    return id_


def allotted(fund: int, subject: str, amount_vnd: int) -> ledger.Transfer:
    """Money for a fund."""
    kind = KINDS["allot"]
    credit, debit = (account(name, fund, About()) for name in (kind.credit, kind.debit))
    return ledger.Transfer("allot", f"walls/{subject}/{fund}", credit, debit, amount_vnd)


def test_rows_in_one_statement_are_locked_in_the_order_of_the_accounts(office: Office) -> None:
    """Past our code: two terminals write the same accounts in opposite order, again and again."""
    maker = treasury.finance(Role.FINANCE_MAKER)
    funds = [treasury.open_fund(f"F{nth}", 1000) for nth in range(4)]
    accounts = {
        (row.fund_id, row.kind): row.id
        for row in query("SELECT id, fund_id, kind FROM ledger_account WHERE fund_id = ANY (:funds)", funds=funds)
    }
    insert = text("""
        INSERT INTO ledger_transfer (reference, code, debit_account_id, credit_account_id, amount_vnd, effective_on,
                                     act_id)
        SELECT :name || '/' || d.nth, 'allot', d.id, c.id, 1, '2022-02-25', :act
        FROM unnest(CAST(:debits AS bigint[])) WITH ORDINALITY AS d(id, nth)
        JOIN unnest(CAST(:credits AS bigint[])) WITH ORDINALITY AS c(id, nth) USING (nth) ORDER BY d.nth
    """)

    def write(thread: int) -> None:
        order = funds if thread % 2 else funds[::-1]
        debits, credits_ = ([accounts[fund, kind] for fund in order] for kind in ("AVAILABLE", "APPROPRIATION"))
        for nth in range(POSTINGS):
            with db.begin(maker.account_id) as tx:  # undone: what is looked for are locks
                told_ = {"name": f"walls/{thread}/{nth}", "act": db.act_id(tx)}
                tx.execute(insert, {**told_, "debits": debits, "credits": credits_})

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    assert all(treasury.balances(fund) == {"APPROPRIATION": -1000, "AVAILABLE": 1000} for fund in funds)
