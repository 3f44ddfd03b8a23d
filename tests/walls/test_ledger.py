"""The ledger in plain SQL: what is booked stays, balances move by transfers alone, no ceiling is passed."""

import pytest

from tests.walls.plain_sql import PlainSql

AVAILABLE = "SELECT id FROM ledger_account WHERE kind = 'AVAILABLE'"
BALANCE = "SELECT balance_vnd FROM ledger_account WHERE id = %s"
ON_ITS_WAY = "SELECT min(id) FROM payout WHERE state = 'exported'"
OF_ONE = 1_500_000
BOOK = """INSERT INTO ledger_transfer (reference, code, debit_account_id, credit_account_id, amount_vnd, effective_on,
          act_id) VALUES (%s, %s, %s, %s, %s, '2022-02-25', %s)"""
AT_COMMIT = "SET CONSTRAINTS ALL IMMEDIATE"


def account(at: PlainSql, kind: str) -> int:
    """The fund's account of a kind, for freelance workers where it is a policy's."""
    id_: int = at.one("SELECT min(id) FROM ledger_account WHERE kind = %s", kind)
    return id_


def here(at: PlainSql) -> int:
    """The act that is open."""
    id_: int = at.one("SELECT current_setting('chitra.act')::bigint")
    return id_


def transfer(
    at: PlainSql, code: str, credit: str, debit: str, amount_vnd: int = OF_ONE, reference: str = "walls"
) -> tuple[object, ...]:
    """A transfer as a statement with its values."""
    return BOOK, reference, code, account(at, debit), account(at, credit), amount_vnd, here(at)


def booked(at: PlainSql, *told: object) -> str | None:
    """What refuses a transfer."""
    statement, *values = told
    return at.refusal(str(statement), *values)


def entered(at: PlainSql) -> None:
    """The act's entry, without which it would be refused for that."""
    at.rows("INSERT INTO audit_entry (act_id, action, subject, payload) VALUES (%s, 'walls', 'walls', '{}')", here(at))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_transfer SET amount_vnd = amount_vnd - 1",
        "UPDATE ledger_transfer SET act_id = act_id",
        "DELETE FROM ledger_transfer",
        "TRUNCATE ledger_transfer",
        "UPDATE transfer_kind SET to_kind = 'PAID' WHERE code = 'allot'",
        "DELETE FROM transfer_kind",
        "UPDATE state_move SET transfer = NULL",
        "UPDATE ledger_account SET balance_vnd = balance_vnd + 1",
        "UPDATE ledger_account SET kind = 'PAID', balance_vnd = balance_vnd",
        "UPDATE ledger_account SET policy = 'artist'",
        "INSERT INTO ledger_account (kind, fund_id, balance_vnd) SELECT 'PAID', min(id), 1 FROM fund",
        "DELETE FROM ledger_account",
        "TRUNCATE ledger_account CASCADE",
        "UPDATE entitlement SET funding_id = funding_id",
        "UPDATE fund SET budget_year = 2022",
        "DELETE FROM fund",
        "UPDATE funding_part SET weight = weight + 1",
        "DELETE FROM funding_part",
        "UPDATE funding SET since = since",
        "DELETE FROM funding",
        "UPDATE fund_allotment SET amount_vnd = amount_vnd + 1",
        "UPDATE fund_allotment SET number = '9/QĐ'",
        "DELETE FROM fund_allotment",
    ],
)
def test_nothing_of_the_money_is_rewritten(at: PlainSql, statement: str) -> None:
    assert at.refusal(statement) == "CT003"


def test_a_transfer_moves_both_balances(at: PlainSql) -> None:
    from_, to = account(at, "IN_TRANSIT"), account(at, "PAID")
    before = at.one(BALANCE, from_), at.one(BALANCE, to)
    statement, *values = transfer(at, "pay", "IN_TRANSIT", "PAID", 7)
    at.rows(str(statement), *values)
    assert (at.one(BALANCE, from_), at.one(BALANCE, to)) == (before[0] - 7, before[1] + 7)


@pytest.mark.parametrize(
    ("code", "credit", "debit"),
    [
        ("pay", "PAID", "IN_TRANSIT"),  # backwards
        ("pay", "COMMITTED", "PAID"),  # past the bank
        ("commit", "APPROPRIATION", "COMMITTED"),  # past the ceiling
        ("allot", "AVAILABLE", "COMMITTED"),
    ],
)
def test_a_transfer_goes_between_the_accounts_of_its_kind(at: PlainSql, code: str, credit: str, debit: str) -> None:
    assert booked(at, *transfer(at, code, credit, debit)) == "CT003"


def test_a_transfer_stays_in_its_fund(at: PlainSql) -> None:
    fund = at.copy("fund", at.one("SELECT min(id) FROM fund"), code="W")
    other = at.one("INSERT INTO ledger_account (kind, fund_id) VALUES ('COMMITTED', %s) RETURNING id", fund)
    values = "walls", "commit", other, account(at, "AVAILABLE"), OF_ONE, here(at)
    assert at.refusal(BOOK, *values) == "CT003"


def test_a_transfer_is_of_the_act_that_writes_it(at: PlainSql) -> None:
    *told, _ = transfer(at, "pay", "IN_TRANSIT", "PAID")
    assert booked(at, *told, at.one("SELECT min(id) FROM act")) == "CT003"


@pytest.mark.parametrize("amount", [0, -1])
def test_a_transfer_has_an_amount(at: PlainSql, amount: int) -> None:
    assert booked(at, *transfer(at, "pay", "IN_TRANSIT", "PAID", amount)) == "ck_ledger_transfer_amount"


def test_an_account_pays_nothing_to_itself(at: PlainSql) -> None:
    refusal = booked(at, *transfer(at, "pay", "PAID", "PAID"))
    assert refusal == "ck_ledger_transfer_two_accounts"


def test_the_same_transfer_is_booked_once_for_ever(at: PlainSql) -> None:
    known = at.one("SELECT min(reference) FROM ledger_transfer WHERE code = 'pay'")
    told = transfer(at, "pay", "IN_TRANSIT", "PAID", reference=known)
    assert booked(at, *told) == "uq_ledger_transfer_reference"


def test_no_fund_is_passed_by_a_dong(at: PlainSql) -> None:
    left = at.one(BALANCE, at.one(AVAILABLE))
    assert booked(at, *transfer(at, "commit", "AVAILABLE", "COMMITTED", left)) is None
    assert booked(at, *transfer(at, "commit", "AVAILABLE", "COMMITTED", left + 1)) == "ck_ledger_account_balance"
    assert booked(at, *transfer(at, "cut", "AVAILABLE", "APPROPRIATION", left + 1)) == "ck_ledger_account_balance"


@pytest.mark.parametrize(
    ("code", "credit", "debit"), [("export", "COMMITTED", "IN_TRANSIT"), ("pay", "IN_TRANSIT", "PAID")]
)
def test_no_account_gives_what_it_has_not(at: PlainSql, code: str, credit: str, debit: str) -> None:
    all_ = at.one(BALANCE, account(at, credit))
    assert booked(at, *transfer(at, code, credit, debit, all_ + 1)) == "ck_ledger_account_balance"


def test_nothing_is_cut_that_was_not_allotted(at: PlainSql) -> None:
    """The other side of a fund never stands above nothing, whatever there is to cut."""
    allotted = -at.one(BALANCE, account(at, "APPROPRIATION"))
    told = transfer(at, "cut", "AVAILABLE", "APPROPRIATION", allotted + 1)
    assert booked(at, *told) == "ck_ledger_account_balance"


@pytest.mark.parametrize("state", ["debited", "settled", "rejected", "cancelled"])
def test_a_payout_moved_without_its_transfer_does_not_commit(at: PlainSql, state: str) -> None:
    entered(at)
    at.rows(f"UPDATE payout SET state = %s WHERE id = ({ON_ITS_WAY})", state)
    assert at.refusal(AT_COMMIT) == "CT009"


def test_an_entitlement_given_up_without_its_transfer_does_not_commit(at: PlainSql) -> None:
    entered(at)
    at.rows("UPDATE entitlement SET state = 'cancelled' WHERE id = (SELECT min(id) FROM entitlement"
            " WHERE state = 'open')")  # fmt: skip
    assert at.refusal(AT_COMMIT) == "CT009"


def test_a_transfer_without_its_move_does_not_commit(at: PlainSql) -> None:
    entered(at)
    statement, *values = transfer(at, "pay", "IN_TRANSIT", "PAID")
    at.rows(str(statement), *values)
    assert at.refusal(AT_COMMIT) == "CT009"


@pytest.mark.parametrize(("amount", "refusal"), [(OF_ONE, None), (OF_ONE - 1, "CT009"), (2 * OF_ONE, "CT009")])
def test_what_moved_is_transferred_to_the_dong(at: PlainSql, amount: int, refusal: str | None) -> None:
    entered(at)
    at.rows(f"UPDATE payout SET state = 'settled' WHERE id = ({ON_ITS_WAY})")
    statement, *values = transfer(at, "pay", "IN_TRANSIT", "PAID", amount)
    at.rows(str(statement), *values)
    assert at.refusal(AT_COMMIT) == refusal


def test_a_move_of_no_money_needs_no_transfer(at: PlainSql) -> None:
    entered(at)
    at.rows(f"UPDATE payout SET state = 'in_doubt' WHERE id = ({ON_ITS_WAY})")
    assert at.refusal(AT_COMMIT) is None


def test_the_parts_of_a_funding_are_written_with_it(at: PlainSql) -> None:
    like, fund = at.one("SELECT min(id) FROM funding"), at.copy("fund", at.one("SELECT min(id) FROM fund"), code="W2")
    part = f"INSERT INTO funding_part (funding_id, position, fund_id, weight) VALUES (%s, 9, {fund}, 1)"
    assert at.refusal(part, like) == "CT003"
    new = at.copy(
        "funding", like, state="recorded", act_id=here(at), confirmed_by_person_id=None, since="2021-03-01"
    )  # fmt: skip
    assert at.refusal(part, new) is None
    assert at.refusal(part.replace("1)", "0)"), new) == "ck_funding_part_weight"


@pytest.mark.parametrize("table", ["fund_allotment", "funding"])
def test_whoever_recorded_does_not_confirm_whatever_statement_tries(at: PlainSql, table: str) -> None:
    like = at.one(f"SELECT min(id) FROM {table}")
    maker = at.become("finance_maker")
    new = {"state": "recorded", "act_id": here(at), "confirmed_by_person_id": None}
    other = {"number": "8/QĐ"} if table == "fund_allotment" else {"since": "2021-04-01"}
    id_ = at.copy(table, like, **new, **other)
    confirm = f"UPDATE {table} SET state = 'in_force', confirmed_by_person_id = {{}} WHERE id = {id_}"
    at.before_the_wall(maker, "finance_checker")
    assert at.refusal(confirm.format(maker)) == f"ck_{table}_two_people"
    assert at.refusal(confirm.format("NULL")) == f"ck_{table}_two_people"
    checker = at.become("finance_checker", "Người Khác")
    assert at.refusal(confirm.format(checker)) is None
    assert at.refusal(confirm.format(f"(SELECT min(id) FROM natural_person WHERE id NOT IN ({checker}, {maker}))")) == (
        "CT011"
    )
    assert at.refusal(f"UPDATE {table} SET state = 'void' WHERE id = {like}") == "CT002"


def test_an_entitlement_of_a_decision_is_funded_and_a_recorded_one_is_not(at: PlainSql) -> None:
    owed = at.one("SELECT min(id) FROM entitlement WHERE state = 'open'")
    unfunded = {"funding_id": None, "occasion": "walls", "exclusive": False}
    assert at.copy_refusal("entitlement", owed, **unfunded) == "ck_entitlement_funded"
