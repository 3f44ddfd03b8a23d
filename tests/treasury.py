"""Money for the tests: one fund of the province that pays for everything, put there by the acts that put any there."""

from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import db, funds
from app.access import Actor, Role
from app.access.actor import actor_of_account
from app.access.people import open_account
from app.models import Unit

PLENTY_VND = 10**12
SIGNED_ON = date(2021, 1, 4)


def finance(role: Role, unit_code: str = "58") -> Actor:
    """Somebody of a unit's finance office, the same as the desk of that role there."""
    with Session(db.engine()) as tx:
        unit = tx.scalars(select(Unit).where(Unit.code == unit_code, Unit.kind != "commune")).one()
        account = open_account(tx, f"{role.value} {unit_code}", role, unit.id)
        tx.commit()
        actor = actor_of_account(tx, account)
    assert actor
    return actor


def open_fund(
    code: str, amount_vnd: int = PLENTY_VND, source: str = "province", year: int = 2021, unit_code: str = "58"
) -> int:
    """A fund with money in it; its id."""
    maker, checker = finance(Role.FINANCE_MAKER, unit_code), finance(Role.FINANCE_CHECKER, unit_code)
    said = {"code": code, "name": f"Nguồn {code}", "source": source, "programme": "NQ68", "budget_year": year}
    with db.acting(maker.account_id) as tx:
        fund_id = funds.open_fund(tx, maker, said).id
    paper = funds.Paper("allot", f"1/QĐ-{code}", SIGNED_ON, "Nguyễn Văn Chủ", amount_vnd)
    with db.acting(maker.account_id) as tx:
        allotment = funds.allot(tx, maker, fund_id, paper).id
    read = {"number": paper.number, "signed_on": SIGNED_ON, "amount_vnd": amount_vnd}
    with db.acting(checker.account_id) as tx:
        funds.confirm_allotment(tx, checker, allotment, **read)
    return fund_id


def fund_by(
    parts: list[tuple[int, int]],
    policy: str | None = None,
    since: date = SIGNED_ON,
    unit_id: int | None = None,
    unit_code: str = "58",
) -> int:
    """A funding in force; its id."""
    maker, checker = finance(Role.FINANCE_MAKER, unit_code), finance(Role.FINANCE_CHECKER, unit_code)
    with db.acting(maker.account_id) as tx:
        funding_id = funds.fund_by(tx, maker, funds.Mix(policy, unit_id, since, "2/QĐ-UBND", parts)).id
    with db.acting(checker.account_id) as tx:
        funds.confirm_funding(tx, checker, funding_id)
    return funding_id


def fund_everything() -> None:
    """All that is decided is paid by one fund with plenty in it."""
    fund_by([(open_fund("TINH"), 1)])


def balances(fund_id: int) -> dict[str, int]:
    """What stands on the accounts of a fund, by kind."""
    with db.reading() as tx:
        query = text("SELECT kind, sum(balance_vnd)::bigint AS vnd FROM ledger_account WHERE fund_id = :id GROUP BY 1")
        return {row.kind: row.vnd for row in tx.execute(query, {"id": fund_id})}
