"""The ledger by plain SQL: no balance, no transfer and no move of money but as the tables say, to the đồng."""

from typing import Any

import psycopg
import pytest

from app.transfer_kinds import KINDS
from tests.walls.plain_sql import PlainSql, act, begin_act, terminal

POSTED = "SET CONSTRAINTS act_is_posted IMMEDIATE"
FUND = "SELECT id FROM fund WHERE code = 'TINH'"
TRANSFER = """
    INSERT INTO ledger_transfer (reference, code, debit_account_id, credit_account_id, amount_vnd, effective_on, act_id)
    SELECT 'W' || nextval(pg_get_serial_sequence('ledger_transfer', 'id')), code, debit, credit, vnd, DATE '2022-02-25',
           act
    FROM (VALUES (%s::text, %s::bigint, %s::bigint, %s::bigint, %s::bigint)) v(code, debit, credit, vnd, act)
"""


def account(at: PlainSql, kind: str, fund: int | None = None) -> int:
    """The account of a kind, opened where there is none."""
    fund = fund or at.one(FUND)
    found = at.rows("SELECT min(id) FROM ledger_account WHERE kind = %s AND fund_id = %s", kind, fund)
    if found[0][0] is None:
        return int(at.one("INSERT INTO ledger_account (kind, fund_id) VALUES (%s, %s) RETURNING id", kind, fund))
    return int(found[0][0])


def another_fund(at: PlainSql) -> int:
    """A second one, beside the one of the tests."""
    return at.copy("fund", at.one(FUND), code="WALLS")


def this_act(at: PlainSql) -> int:
    """The act of this transaction."""
    return int(at.one("SELECT current_setting('chitra.act')::bigint"))


def transfer(at: PlainSql, code: str = "cut", vnd: int = 10, **other: int) -> tuple[Any, ...]:
    """The statement of a transfer that is right but for what is said, and its values."""
    kind = KINDS[code]
    debit = other.get("debit") or account(at, kind.debit)
    credit = other.get("credit") or account(at, kind.credit)
    return TRANSFER, code, debit, credit, vnd, other.get("act") or this_act(at)


def balance(at: PlainSql, kind: str) -> int:
    """What stands on the fund's accounts of a kind."""
    return int(at.one(
        "SELECT coalesce(sum(balance_vnd), 0) FROM ledger_account WHERE kind = %s AND fund_id = (" + FUND + ")", kind
    ))  # fmt: skip


def moved(at: PlainSql) -> set[tuple[Any, ...]]:
    """What this act moved, by the view that the service and the wall both read."""
    return set(at.rows(
        "SELECT code, entitlement_id, payout_id, amount_vnd FROM money_moved WHERE act_id = %s", this_act(at)
    ))  # fmt: skip


# Balances.


def test_a_transfer_moves_both_balances_by_its_amount_and_no_other(at: PlainSql) -> None:
    before = at.rows("SELECT id, balance_vnd FROM ledger_account ORDER BY id")
    available, given = account(at, "AVAILABLE"), account(at, "APPROPRIATION")
    at.rows(*transfer(at, vnd=7))
    change = {available: -7, given: 7}
    assert at.rows("SELECT id, balance_vnd FROM ledger_account ORDER BY id") == [
        (id_, vnd + change.get(id_, 0)) for id_, vnd in before
    ]


def test_transfers_of_one_statement_add_up_on_an_account(at: PlainSql) -> None:
    available, before = account(at, "AVAILABLE"), balance(at, "AVAILABLE")
    given = account(at, "APPROPRIATION")
    at.rows(
        TRANSFER.replace("FROM (VALUES (%s", "FROM (VALUES ('cut', %s::bigint, %s::bigint, 5, %s), (%s"),
        given, available, this_act(at), "cut", given, available, 5, this_act(at),
    )  # fmt: skip
    assert balance(at, "AVAILABLE") == before - 10


def test_there_and_back_in_one_statement_leaves_the_balances(at: PlainSql) -> None:
    available, before = account(at, "AVAILABLE"), balance(at, "AVAILABLE")
    given = account(at, "APPROPRIATION")
    at.rows(
        TRANSFER.replace("FROM (VALUES (%s", "FROM (VALUES ('allot', %s::bigint, %s::bigint, 5, %s), (%s"),
        available, given, this_act(at), "cut", given, available, 5, this_act(at),
    )  # fmt: skip
    assert balance(at, "AVAILABLE") == before


def test_a_fund_is_not_spent_below_nothing(at: PlainSql) -> None:
    left = balance(at, "AVAILABLE")
    assert at.refusal(*transfer(at, vnd=left)) is None
    assert at.refusal(*transfer(at, vnd=left + 1)) == "ck_ledger_account_balance"


@pytest.mark.parametrize("kind", ["AVAILABLE", "COMMITTED", "IN_TRANSIT", "PAID", "RETURNED", "APPROPRIATION"])
def test_no_balance_is_moved_by_hand(at: PlainSql, kind: str) -> None:
    one = account(at, kind)
    assert at.refusal("UPDATE ledger_account SET balance_vnd = balance_vnd + 1 WHERE id = %s", one) == "CT003"
    assert at.refusal("UPDATE ledger_account SET balance_vnd = balance_vnd WHERE id = %s", one) == "CT003"


def test_an_account_begins_with_nothing_and_stays_what_it_is(at: PlainSql) -> None:
    fund = at.one(FUND)
    new = "INSERT INTO ledger_account (kind, fund_id, policy, balance_vnd) VALUES ('PAID', %s, 'walls', %s)"
    assert at.refusal(new, fund, 0) is None
    assert at.refusal(new, fund, 1) == "CT003" and at.refusal(new, fund, -1) == "CT003"
    one = account(at, "AVAILABLE")
    for column, value in (("kind", "PAID"), ("policy", "x"), ("unit_id", 1), ("fund_id", fund), ("id", 10**9)):
        assert at.refusal(f"UPDATE ledger_account SET {column} = %s WHERE id = %s", value, one) == "CT003"
    for statement in ("DELETE FROM ledger_account", "TRUNCATE ledger_account CASCADE"):
        assert at.refusal(statement) == "CT003"
    at.rows(new, fund, 0)
    assert at.refusal(new, fund, 0) == "uq_ledger_account_fund_id_kind_unit_id_policy_agent_id"


def test_even_from_within_a_trigger_an_account_is_not_made_another(at: PlainSql) -> None:
    """A balance may move in a trigger; what the account is may not."""
    at.rows("""CREATE FUNCTION walls_try() RETURNS trigger LANGUAGE plpgsql AS $$
               BEGIN EXECUTE current_setting('walls.try'); RETURN NULL; END $$""")
    at.rows("CREATE TRIGGER walls_try AFTER UPDATE ON unit FOR EACH STATEMENT EXECUTE FUNCTION walls_try()")
    one, fund = account(at, "AVAILABLE"), another_fund(at)
    for change in ("kind = 'PAID'", f"fund_id = {fund}", "unit_id = 1", "policy = 'x'", "id = 1000000000"):
        at.rows("SELECT set_config('walls.try', %s, true)", f"UPDATE ledger_account SET {change} WHERE id = {one}")
        assert at.refusal("UPDATE unit SET name = name WHERE id = 1") == "CT003", change
    at.rows("SELECT set_config('walls.try', %s, true)",
            f"UPDATE ledger_account SET balance_vnd = balance_vnd + 1 WHERE id = {one}")  # fmt: skip
    assert at.refusal("UPDATE unit SET name = name WHERE id = 1") is None


@pytest.mark.parametrize("kind", ["APPROPRIATION"])
def test_the_other_side_of_what_was_given_is_never_above_nothing(at: PlainSql, kind: str) -> None:
    given = -balance(at, kind)
    fund = another_fund(at)
    here, there = account(at, "AVAILABLE", fund), account(at, kind, fund)
    assert at.refusal(*transfer(at, "allot", 1, debit=here, credit=there)) is None
    assert at.refusal(*transfer(at, "cut", 1, debit=there, credit=here)) == "ck_ledger_account_balance"
    assert given > 0


# Transfers.


@pytest.mark.parametrize("vnd", [0, -1])
def test_a_transfer_is_of_something(at: PlainSql, vnd: int) -> None:
    assert at.refusal(*transfer(at, vnd=vnd)) == "ck_ledger_transfer_amount"


@pytest.mark.parametrize("code", sorted(KINDS))
def test_a_transfer_goes_between_the_accounts_of_its_kind_only(at: PlainSql, code: str) -> None:
    kinds = sorted({each for kind in KINDS.values() for each in (kind.credit, kind.debit)})
    ids = {each: account(at, each) for each in kinds}
    for credit in kinds:
        for debit in kinds:
            if credit == debit or (credit, debit) == (KINDS[code].credit, KINDS[code].debit):
                continue
            refusal = at.refusal(*transfer(at, code, 1, debit=ids[debit], credit=ids[credit]))
            assert refusal in {"CT003", "ck_ledger_account_balance"}, (credit, debit, refusal)
            at.rows("ALTER TABLE ledger_account DROP CONSTRAINT IF EXISTS ck_ledger_account_balance")
            assert at.refusal(*transfer(at, code, 1, debit=ids[debit], credit=ids[credit])) == "CT003"


def test_a_transfer_has_two_accounts_of_one_fund_under_its_own_act(at: PlainSql) -> None:
    available = account(at, "AVAILABLE")
    assert at.refusal(*transfer(at, debit=available, credit=available)) in {"ck_ledger_transfer_two_accounts", "CT003"}
    other = account(at, "APPROPRIATION", another_fund(at))
    assert at.refusal(*transfer(at, "allot", credit=other)) == "CT003"
    assert at.refusal(*transfer(at, act=at.one("SELECT min(id) FROM act"))) == "CT003"
    statement = transfer(at)
    at.rows("SELECT set_config('chitra.act', '', true)")
    assert at.refusal(*statement) == "CT003"


@pytest.mark.parametrize("table", ["ledger_transfer", "transfer_kind", "state_move"])
def test_what_was_transferred_stays_written(at: PlainSql, table: str) -> None:
    column = {"ledger_transfer": "amount_vnd", "transfer_kind": "single", "state_move": "transfer"}[table]
    assert at.refusal(f"UPDATE {table} SET {column} = {column}") == "CT003"
    assert at.refusal(f"DELETE FROM {table}") == "CT003"
    assert at.refusal(f"TRUNCATE {table} CASCADE") == "CT003"


def test_the_same_transfer_is_written_once(at: PlainSql) -> None:
    one = at.one("SELECT min(id) FROM ledger_transfer WHERE code = 'commit'")
    refusal = at.copy_refusal("ledger_transfer", one, act_id=this_act(at))
    assert refusal == "uq_ledger_transfer_reference"


# What an act moved is what it transferred.


def owed(at: PlainSql, state: str = "open") -> tuple[int, int]:
    """Something owed, and its amount."""
    [row] = at.rows("""SELECT id, amount_vnd FROM entitlement WHERE state = %s AND origin = 'decision'
                       ORDER BY id LIMIT 1""", state)  # fmt: skip
    return row[0], row[1]


def payout_in(at: PlainSql, state: str) -> tuple[int, int, int]:
    """A payout, what it pays, and how much; brought to the state where none is in it."""
    [row] = at.rows("""SELECT p.id, s.entitlement_id, s.amount_vnd FROM payout p
                       JOIN payout_share s ON s.payout_id = p.id AND s.live
                       WHERE p.state = %s ORDER BY p.id LIMIT 1""", state)  # fmt: skip
    return row[0], row[1], row[2]


MOVED_BY = [
    ("batched", "exported", "export"),
    *[(before, after, "pay") for before in ("exported", "in_process", "in_doubt") for after in ("debited", "settled")],
    *[(before, after, "fail") for before in ("exported", "in_process", "in_doubt")
      for after in ("rejected", "cancelled")],
    ("debited", "returned", "return"), ("settled", "returned", "return"),
    ("batched", "void", None), ("exported", "in_process", None), ("exported", "in_doubt", None),
    ("in_process", "in_doubt", None), ("in_doubt", "in_process", None), ("debited", "settled", None),
]  # fmt: skip
FROM_EXPORTED = {"exported": (), "in_process": ("in_process",), "in_doubt": ("in_doubt",), "debited": ("debited",),
                 "settled": ("settled",)}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "code"), MOVED_BY)
def test_a_move_of_a_payout_moves_the_money_of_its_shares_or_none(
    url: str, before: str, after: str, code: str | None
) -> None:
    with act(url) as at:
        id_, entitlement, vnd = payout_in(at, "batched" if before == "batched" else "exported")
        for step in FROM_EXPORTED.get(before, ()):
            at.rows("UPDATE payout SET state = %s WHERE id = %s", step, id_)
        at.become("finance_checker" if after == "returned" else "finance_maker")
        at.rows("UPDATE payout SET state = %s WHERE id = %s", after, id_)
        assert moved(at) == ({(code, entitlement, id_, vnd)} if code else set())


@pytest.mark.parametrize(
    ("way", "code"),
    [
        (["cancelled"], "decommit"),
        (["reserved"], None),
        (["reserved", "open"], None),
        (["reserved", "cancelled"], "decommit"),
        (["reserved", "paid"], None),
        (["reserved", "paid", "returned"], None),
        (["reserved", "paid", "returned", "open"], "retry"),
        (["reserved", "paid", "returned", "cancelled"], "give_up"),
    ],
)
def test_a_move_of_what_is_owed_moves_its_money_or_none(url: str, way: list[str], code: str | None) -> None:
    with act(url) as at:
        id_, vnd = owed(at)
        for step in way[:-1]:
            at.rows("UPDATE entitlement SET state = %s WHERE id = %s", step, id_)
        begin_act(at)
        at.rows("UPDATE entitlement SET state = %s WHERE id = %s", way[-1], id_)
        assert moved(at) == ({(code, id_, None, vnd)} if code else set())


def test_what_is_newly_owed_is_committed(at: PlainSql) -> None:
    at.become("district_approver")
    new = at.copy("entitlement", owed(at)[0], occasion="walls", exclusive=False, state="open")
    assert moved(at) == {("commit", new, None, owed(at)[1])}


def test_what_was_paid_before_the_service_never_moves_money(at: PlainSql) -> None:
    recorded = at.one("SELECT min(id) FROM entitlement WHERE origin = 'recorded'")
    for state in ("returned", "recovery"):
        refusal = at.refusal("UPDATE entitlement SET state = %s WHERE id = %s", state, recorded)
        assert refusal == "ck_entitlement_recorded_is_paid"


def test_what_is_decided_is_funded_and_what_was_paid_before_is_not(at: PlainSql) -> None:
    funding = at.one("SELECT min(id) FROM funding")
    recorded = at.one("SELECT min(id) FROM entitlement WHERE origin = 'recorded'")
    refusal = at.copy_refusal("entitlement", owed(at)[0], occasion="w", exclusive=False, funding_id=None)
    assert refusal == "ck_entitlement_funded"
    refusal = at.copy_refusal("entitlement", recorded, occasion="w", exclusive=False, funding_id=funding)
    assert refusal == "ck_entitlement_funded"
    assert at.refusal("UPDATE entitlement SET funding_id = funding_id WHERE id = %s", owed(at)[0]) == "CT003"


def cancelled(at: PlainSql) -> int:
    """Something owed is cancelled; its amount."""
    id_, vnd = owed(at)
    at.rows("UPDATE entitlement SET state = 'cancelled' WHERE id = %s", id_)
    return vnd


def test_money_moved_without_its_transfer_is_refused_at_the_end(url: str) -> None:
    with act(url) as at:
        assert at.refusal(POSTED) is None
        cancelled(at)
        assert at.refusal(POSTED) == "CT009"


@pytest.mark.parametrize(("beside", "refusal"), [(0, None), (1, "CT009"), (-1, "CT009")])
def test_what_was_moved_is_what_was_transferred_to_the_dong(at: PlainSql, beside: int, refusal: str | None) -> None:
    vnd = cancelled(at)
    at.rows(*transfer(at, "decommit", vnd + beside))
    assert at.refusal(POSTED) == refusal


def test_several_transfers_may_add_up_to_what_was_moved(at: PlainSql) -> None:
    vnd = cancelled(at)
    for part in (1, vnd - 1):
        at.rows(*transfer(at, "decommit", part))
    assert at.refusal(POSTED) is None


def test_each_kind_is_compared_by_itself(at: PlainSql) -> None:
    vnd = cancelled(at)
    at.rows(*transfer(at, "commit", vnd))
    assert at.refusal(POSTED) == "CT009"
    at.rows(*transfer(at, "decommit", vnd))
    assert at.refusal(POSTED) == "CT009", "one kind agrees, the other moved nothing"


def test_a_transfer_with_nothing_moved_is_refused_but_for_what_no_move_makes(at: PlainSql) -> None:
    at.rows(*transfer(at, "cut", 5))
    assert at.refusal(POSTED) is None  # an allotment follows no move of anybody's money
    at.rows(*transfer(at, "commit", 5))
    assert at.refusal(POSTED) == "CT009"


def test_another_acts_moves_are_not_this_ones(at: PlainSql) -> None:
    vnd = cancelled(at)
    at.rows(*transfer(at, "decommit", vnd))
    begin_act(at)
    assert at.refusal(POSTED) is None
    cancelled(at)
    assert at.refusal(POSTED) == "CT009"


# Funds, and what was allotted to them.


def test_what_was_allotted_and_how_funds_are_mixed_stays_written(at: PlainSql) -> None:
    for table in ("fund", "funding_part"):
        assert at.refusal(f"DELETE FROM {table}") == "CT003"
    assert at.refusal("UPDATE fund SET name = 'x'") == "CT003"
    assert at.refusal("UPDATE funding_part SET weight = 1") == "CT003"
    for column in ("fund_id", "kind", "number", "signed_on", "signer", "amount_vnd", "recorded_by_person_id", "act_id"):
        assert at.refusal(f"UPDATE fund_allotment SET {column} = {column}") == "CT003"
    for column in ("policy", "unit_id", "since", "paper", "recorded_by_person_id", "act_id"):
        assert at.refusal(f"UPDATE funding SET {column} = {column}") == "CT003"
    for table in ("fund_allotment", "funding"):
        assert at.refusal(f"DELETE FROM {table}") == "CT003"


def test_the_parts_of_a_funding_are_written_with_it(at: PlainSql) -> None:
    funding, fund = at.one("SELECT min(id) FROM funding"), another_fund(at)
    part = "INSERT INTO funding_part (funding_id, position, fund_id, weight) VALUES (%s, 9, %s, %s)"
    assert at.refusal(part, funding, fund, 1) == "CT003"
    new = at.copy("funding", funding, act_id=this_act(at), state="recorded", confirmed_by_person_id=None)
    for weight, refusal in (
        (0, "ck_funding_part_weight"),
        (1, None),
        (10**6, None),
        (10**6 + 1, "ck_funding_part_weight"),
    ):
        assert at.refusal(part, new, fund, weight) == refusal
    at.rows("SELECT set_config('chitra.act', '', true)")
    assert at.refusal(part, new, fund, 1) == "CT003"


@pytest.mark.parametrize("table", ["fund_allotment", "funding"])
def test_two_people_read_a_word_of_money(at: PlainSql, table: str) -> None:
    like = at.one(f"SELECT min(id) FROM {table}")
    said: dict[str, object] = {"number": "W/1"} if table == "fund_allotment" else {"since": "2021-09-09"}
    recorder = at.become("finance_maker")
    new = at.copy(table, like, **said, state="recorded", confirmed_by_person_id=None)
    confirm = f"UPDATE {table} SET state = 'in_force', confirmed_by_person_id = %s WHERE id = {new}"
    at.before_the_wall(recorder, "finance_checker")
    assert at.refusal(confirm, recorder) == f"ck_{table}_two_people"
    second = at.become("finance_checker", "Người Đọc Lại")
    assert at.refusal(confirm, second) is None
    assert at.refusal(confirm, None) == f"ck_{table}_two_people"
    other: dict[str, object] = {"number": "W/2"} if table == "fund_allotment" else {"since": "2021-09-10"}
    at.become("finance_maker")
    assert at.copy_refusal(table, like, **other, state="in_force", confirmed_by_person_id=None) in {
        "CT002", f"ck_{table}_two_people",
    }  # fmt: skip


# Two at once.


def test_two_acts_that_move_the_same_balances_wait_for_each_other_and_both_are_done(url: str) -> None:
    """Whichever way round their transfers name the accounts, both lock them in the order of their ids."""
    with terminal(url) as one, terminal(url) as two:
        for at in (one, two):
            begin_act(at)
        one.rows(*transfer(one, "cut", 1))
        two.rows("SET LOCAL lock_timeout = '200ms'")
        assert two.refusal(*transfer(two, "allot", 1)) == psycopg.errors.LockNotAvailable.sqlstate
        one.connection.rollback()
        assert two.refusal(*transfer(two, "allot", 1)) is None
