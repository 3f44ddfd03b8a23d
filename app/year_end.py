"""The end of a fund's budget year: what is free lapses or goes over to next year's fund, what was recovered is given
back within the year or lapses; each by a decision that one records and another confirms.

What is committed, in transit or returned stays where it is: entitlements keep the funds that pay them. A fund whose
year was closed takes no new commitment; what comes free in it later lapses by a further decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import audit, db, ledger
from app.access import Actor, find, visible
from app.errors import Conflict, Forbidden, Invalid
from app.models import Fund, FundClosing
from app.recorded import refuse_future, to_confirm
from app.settings import settings
from app.transfer_kinds import KINDS, Account


class YearNotOver(Invalid):
    """Năm ngân sách {year} chưa kết thúc; cần ghi ngày khoá sổ ({cut_off} là sau hôm nay).
    The budget year {year} is not over: name the day on which it is closed, which may not be after today ({cut_off} is).
    """


class YearOver(Conflict):
    """Năm ngân sách {year} đã kết thúc hoặc đã khoá sổ; tiền thu hồi không được dùng lại mà phải nộp trả.
    The budget year {year} is over or was closed; what was recovered is not used again, it lapses.
    """


class NotTheFundsKeeper(Forbidden):
    """Nguồn kinh phí này do đơn vị khác quản lý.
    This fund is another unit's to manage.
    """


class FundMoved(Conflict):
    """Số dư của nguồn kinh phí khác với quyết định: còn {available} đồng chưa cam kết, {recovered} đồng đã thu hồi.
    What the fund holds is not what the decision says: {available} đồng are free and {recovered} đồng recovered.
    """


class NotNextYears(Invalid):
    """Chỉ được chuyển nguồn sang nguồn cùng mã, cùng chương trình của năm ngân sách liền sau, chưa khoá sổ.
    Money is carried over only to the fund of the same code and programme of the next year, if that is open.
    """


class ClosingDiffers(Conflict):
    """Số, ngày hoặc số tiền bạn đọc trên quyết định không khớp với bản đã ghi.
    The number, the day or the sums that you read off the decision are not the recorded ones.
    """


@dataclass(frozen=True, slots=True)
class Closing:
    """What the decision says."""

    kind: str  # lapse | carry_over | give_back
    number: str
    signed_on: date
    signer: str
    available_vnd: int
    recovered_vnd: int
    carried_vnd: int = 0
    next_fund_id: int | None = None
    cut_off: date | None = None  # the last day of the year's money, where it is not the year's last


def record(tx: Session, actor: Actor, fund_id: int, closing: Closing) -> FundClosing:
    """Record what becomes of a fund's money; it counts when another confirms it.

    Raises NotTheFundsKeeper, SignedInFuture, YearNotOver, YearOver, NotNextYears, FundMoved.
    """
    fund = find(tx, actor, Fund, fund_id)
    if fund.district_id != actor.unit_id:
        raise NotTheFundsKeeper
    refuse_future(closing.signed_on)
    cut_off = closing.cut_off or date(fund.budget_year, 12, 31)
    _require_time(tx, fund, closing.kind, cut_off)
    _require_next(tx, actor, fund, closing)
    balances = _balances(tx, fund.id, closing.next_fund_id)
    _require_sums(balances, closing.available_vnd, closing.recovered_vnd, closing.kind)
    one = FundClosing(
        fund_id=fund.id, kind=closing.kind, number=closing.number, signed_on=closing.signed_on,
        signer=closing.signer, cut_off=cut_off, available_vnd=closing.available_vnd,
        recovered_vnd=closing.recovered_vnd, carried_vnd=closing.carried_vnd, next_fund_id=closing.next_fund_id,
        state="recorded", recorded_by_person_id=actor.person_id, act_id=db.act_id(tx), district_id=fund.district_id,
    )  # fmt: skip
    tx.add(one)
    tx.flush()  # for its id; a paper recorded before is refused here
    _enter(tx, "fund.closing_recorded", one)
    return one


def confirm(
    tx: Session, actor: Actor, closing_id: int, *, number: str, signed_on: date, available_vnd: int, recovered_vnd: int
) -> FundClosing:
    """A second person reads the paper again; if it agrees with what the fund holds, the money goes.

    Raises SameHands, ClosingDiffers, YearNotOver, YearOver, FundMoved, FundClosed.
    """
    one = to_confirm(tx, actor, FundClosing, closing_id)
    if one.district_id != actor.unit_id:
        raise NotTheFundsKeeper
    if (number, signed_on, available_vnd, recovered_vnd) != (
        one.number, one.signed_on, one.available_vnd, one.recovered_vnd,
    ):  # fmt: skip
        raise ClosingDiffers
    _require_time(tx, tx.get_one(Fund, one.fund_id), one.kind, one.cut_off)
    balances = _balances(tx, one.fund_id, one.next_fund_id)
    _require_sums(balances, available_vnd, recovered_vnd, one.kind)
    one.state, one.confirmed_by_person_id = "in_force", actor.person_id
    tx.flush()  # the fund is closed before its money goes
    ledger.book(tx, _transfers(one, balances))
    _enter(tx, f"fund.{one.kind}", one)
    return one


def _enter(tx: Session, action: str, one: FundClosing) -> None:
    audit.append(
        tx, action, f"fund/{one.fund_id}", closing=one.id, number=one.number, signed_on=one.signed_on,
        cut_off=one.cut_off, available_vnd=one.available_vnd, recovered_vnd=one.recovered_vnd,
        carried_vnd=one.carried_vnd, next_fund=one.next_fund_id,
    )  # fmt: skip


CLOSED = text("SELECT EXISTS (SELECT FROM fund_closing WHERE fund_id = :fund AND kind <> 'give_back'"
              " AND state = 'in_force')")  # fmt: skip


def _require_time(tx: Session, fund: Fund, kind: str, cut_off: date) -> None:
    """Given back within the year, lapsed or carried over when it has ended."""
    today = settings().today()
    if kind == "give_back":
        if today.year > fund.budget_year or tx.scalar(CLOSED, {"fund": fund.id}):
            raise YearOver(year=fund.budget_year)
    elif cut_off > today:
        raise YearNotOver(year=fund.budget_year, cut_off=cut_off)


def _require_next(tx: Session, actor: Actor, fund: Fund, closing: Closing) -> None:
    if closing.kind != "carry_over":
        return
    following = visible(actor, Fund).where(
        Fund.id == closing.next_fund_id, Fund.code == fund.code, Fund.programme == fund.programme,
        Fund.source == fund.source, Fund.district_id == fund.district_id, Fund.budget_year == fund.budget_year + 1,
    )  # fmt: skip
    found = tx.scalars(following).one_or_none()
    if found is None or tx.scalar(CLOSED, {"fund": found.id}):
        raise NotNextYears


# All that the closing will book on, locked at once in the order of their ids, as every act that books locks them.
BALANCES = text("""
    SELECT kind, fund_id, unit_id, policy, balance_vnd FROM ledger_account
    WHERE fund_id IN (:fund, coalesce(CAST(:next AS bigint), :fund))
      AND kind IN ('APPROPRIATION', 'AVAILABLE', 'RECOVERED') ORDER BY id FOR NO KEY UPDATE
""")
Balances = dict[Account, int]


def _balances(tx: Session, fund_id: int, next_fund_id: int | None) -> Balances:
    """What is free in a fund, and what was recovered, account by account."""
    rows = tx.execute(BALANCES, {"fund": fund_id, "next": next_fund_id})
    return {
        Account(row.kind, row.fund_id, row.unit_id, row.policy): row.balance_vnd
        for row in rows
        if row.fund_id == fund_id and row.kind != "APPROPRIATION"
    }


def _require_sums(balances: Balances, available_vnd: int, recovered_vnd: int, kind: str) -> None:
    """All that is free and all that was recovered goes; what is given back takes nothing that is free."""
    sums = {
        wanted: sum(vnd for one, vnd in balances.items() if one.kind == wanted) for wanted in ("AVAILABLE", "RECOVERED")
    }
    free = 0 if kind == "give_back" else sums["AVAILABLE"]
    if (available_vnd, recovered_vnd) != (free, sums["RECOVERED"]) or not free + sums["RECOVERED"]:
        raise FundMoved(available=f"{sums['AVAILABLE']:,}", recovered=f"{sums['RECOVERED']:,}")


def _transfers(one: FundClosing, balances: Balances) -> Sequence[ledger.Transfer]:
    code = {"AVAILABLE": "lapse", "RECOVERED": "give_back" if one.kind == "give_back" else "lapse_recovered"}
    subject = f"closing/{one.id}"
    found = [
        ledger.Transfer(code[each.kind], subject, each, Account(KINDS[code[each.kind]].debit, one.fund_id), vnd)
        for each, vnd in balances.items()
        if vnd and not (one.kind == "give_back" and each.kind == "AVAILABLE")
    ]
    if one.next_fund_id is not None:
        given, taken = Account("APPROPRIATION", one.next_fund_id), Account("AVAILABLE", one.next_fund_id)
        found.append(ledger.Transfer("carry_over", subject, given, taken, one.carried_vnd))
    return found


def closings(tx: Session, actor: Actor, fund_id: int, *, after: int, limit: int) -> Sequence[FundClosing]:
    """A page of what was decided about a fund's year. Raises NoSuchRecord."""
    fund, columns = find(tx, actor, Fund, fund_id), FundClosing.__table__.c
    query = visible(actor, FundClosing).where(columns.fund_id == fund.id, columns.id > after)
    return tx.scalars(query.order_by(columns.id).limit(limit)).all()


CARRIED = text("""
    SELECT a.policy, a.kind AS account, sum(a.balance_vnd)::bigint AS amount_vnd FROM ledger_account a
    WHERE a.fund_id = :fund AND a.kind IN ('COMMITTED', 'IN_TRANSIT', 'RETURNED', 'RECEIVABLE') AND a.balance_vnd > 0
    GROUP BY a.policy, a.kind ORDER BY a.policy, a.kind
""")


def carried(tx: Session, actor: Actor, fund_id: int) -> Sequence[Row[Any]]:
    """What a fund still has to pay or to get back when its year is over, by policy. Raises NoSuchRecord."""
    return tx.execute(CARRIED, {"fund": find(tx, actor, Fund, fund_id).id}).all()
