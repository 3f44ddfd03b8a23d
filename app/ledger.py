"""The double entry: every move of money that an act made becomes transfers between accounts, in the act itself.

Which moves are money's stands in the table of moves; what they moved is read off the act's own changes of state, so
no act says a sum that could differ. The database compares both at the commit, moves the balances, and refuses one
below nothing: that is a fund's ceiling. An act posts once, last, so that its locks on balances are short.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import db
from app.errors import Conflict
from app.settings import settings
from app.transfer_kinds import KINDS, About, Account, account, shares


class FundShort(Conflict):
    """Nguồn kinh phí {fund} chỉ còn {available} đồng, cần {needed} đồng; hãy bổ sung dự toán trước.
    The fund {fund} has {available} đồng left, and {needed} are needed; raise it first.
    """


class FundClosed(Conflict):
    """Năm ngân sách của nguồn kinh phí {fund} đã khoá sổ; không cam kết hoặc giao thêm được.
    The year of the fund {fund} was closed; nothing new is committed from it or given to it.
    """


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money from the credited account to the debited one; `subject` tells what it is about, once for ever."""

    code: str
    subject: str
    credit: Account
    debit: Account
    amount_vnd: int

    @property
    def reference(self) -> str:
        """What the same transfer would always be called."""
        return f"{self.code}/{self.subject}/{_told(self.credit)}>{_told(self.debit)}"


def _told(one: Account) -> str:
    named = one if one.agent_id else one[:-1]
    return ":".join("" if part is None else str(part) for part in named)


# A payout fails, or comes back, once for ever, and a batch leaves once; all else happens once in an act.
MOVED = text("""
    SELECT told.code, told.subject, e.funding_id, e.policy, e.district_id, e.payer_id, told.amount_vnd,
           count(*) AS times
    FROM (SELECT m.code, m.entitlement_id, m.amount_vnd,
                 CASE WHEN m.payout_id IS NULL AND k.single THEN 'entitlement/' || m.entitlement_id || '/act/' || :act
                      WHEN m.payout_id IS NULL THEN 'act/' || :act
                      WHEN k.single THEN 'payout/' || m.payout_id
                      WHEN m.code = 'export' THEN 'batch/' || p.batch_id
                      ELSE 'batch/' || p.batch_id || '/act/' || :act END AS subject
          FROM money_moved m JOIN transfer_kind k ON k.code = m.code LEFT JOIN payout p ON p.id = m.payout_id
          WHERE m.act_id = CAST(:act AS bigint)) told
    JOIN entitlement e ON e.id = told.entitlement_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
""")

PARTS = text("SELECT funding_id, fund_id, weight FROM funding_part WHERE funding_id = ANY (:ids) ORDER BY 1, position")


def post(tx: Session) -> int:
    """Post what this act's changes of state moved; the sum in đồng. Raises FundShort."""
    tx.flush()  # the states, before what they moved is read
    moved = tx.execute(MOVED, {"act": str(db.act_id(tx))}).all()
    parts = parts_of(tx, {row.funding_id for row in moved})
    return book(tx, _transfers(moved, parts))


Parts = Mapping[int, Sequence[tuple[int, int]]]
"""Of each funding the funds with their weights."""


def parts_of(tx: Session, ids: Iterable[int]) -> Parts:
    """The funds of some fundings."""
    found: dict[int, list[tuple[int, int]]] = {}
    for row in tx.execute(PARTS, {"ids": sorted(ids)}):
        found.setdefault(row.funding_id, []).append((row.fund_id, row.weight))
    return found


def divided(amount_vnd: int, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """An amount by fund, to the đồng; a fund whose share is nothing is left out."""
    each = shares(amount_vnd, [weight for _, weight in parts])
    return [(fund_id, part) for (fund_id, _), part in zip(parts, each, strict=True) if part]


def _transfers(moved: Sequence[Row[Any]], parts: Parts) -> list[Transfer]:
    """Every amount is divided by itself and then summed, so a single one comes back as it went."""
    sums: Counter[tuple[str, str, Account, Account]] = Counter()
    for row in moved:
        kind, about = KINDS[row.code], About(row.policy, row.district_id, row.payer_id)
        for fund_id, part in divided(row.amount_vnd, parts[row.funding_id]):
            between = account(kind.credit, fund_id, about), account(kind.debit, fund_id, about)
            sums[row.code, row.subject, *between] += part * row.times
    return [Transfer(*told, amount_vnd) for told, amount_vnd in sums.items()]


OPEN = text("""
    INSERT INTO ledger_account (kind, fund_id, unit_id, policy, agent_id)
    SELECT * FROM unnest(CAST(:kinds AS text[]), CAST(:funds AS bigint[]), CAST(:units AS bigint[]),
                         CAST(:policies AS text[]), CAST(:agents AS bigint[]))
    ON CONFLICT DO NOTHING
""")

HOLD = text("""
    SELECT a.id, a.kind, a.fund_id, a.unit_id, a.policy, a.agent_id, a.balance_vnd
    FROM ledger_account a
    JOIN unnest(CAST(:kinds AS text[]), CAST(:funds AS bigint[]), CAST(:units AS bigint[]), CAST(:policies AS text[]),
                CAST(:agents AS bigint[])) AS asked(kind, fund_id, unit_id, policy, agent_id)
        ON a.fund_id = asked.fund_id AND a.kind = asked.kind AND a.unit_id IS NOT DISTINCT FROM asked.unit_id
        AND a.policy IS NOT DISTINCT FROM asked.policy AND a.agent_id IS NOT DISTINCT FROM asked.agent_id
    ORDER BY a.id FOR NO KEY UPDATE OF a
""")

INSERT = text("""
    INSERT INTO ledger_transfer (reference, code, debit_account_id, credit_account_id, amount_vnd, effective_on, act_id)
    SELECT reference, code, debit, credit, amount_vnd, :on, :act
    FROM unnest(CAST(:references AS text[]), CAST(:codes AS text[]), CAST(:debits AS bigint[]),
                CAST(:credits AS bigint[]), CAST(:amounts AS bigint[]))
        AS told(reference, code, debit, credit, amount_vnd)
""")


def book(tx: Session, transfers: Sequence[Transfer]) -> int:
    """Write transfers, all or none; their sum in đồng. Raises FundShort."""
    if not transfers:
        return 0
    ids = _hold(tx, transfers)
    _refuse_closed(tx, transfers)
    tx.execute(
        INSERT,
        {
            "references": [each.reference for each in transfers],
            "codes": [each.code for each in transfers],
            "debits": [ids[each.debit] for each in transfers],
            "credits": [ids[each.credit] for each in transfers],
            "amounts": [each.amount_vnd for each in transfers],
            "on": settings().today(),
            "act": db.act_id(tx),
        },
    )
    return sum(each.amount_vnd for each in transfers)


def _hold(tx: Session, transfers: Sequence[Transfer]) -> dict[Account, int]:
    """The accounts, opened where they are new and locked in the order of their ids, with enough on them."""
    changes = _changes(transfers)
    asked = sorted(changes, key=_told)
    columns = {
        "kinds": [one.kind for one in asked],
        "funds": [one.fund_id for one in asked],
        "units": [one.unit_id for one in asked],
        "policies": [one.policy for one in asked],
        "agents": [one.agent_id for one in asked],
    }
    tx.execute(OPEN, columns)
    found = tx.execute(HOLD, columns).all()
    held = {Account(row.kind, row.fund_id, row.unit_id, row.policy, row.agent_id): row for row in found}
    for one in asked:
        if one.kind == "AVAILABLE" and held[one].balance_vnd + changes[one] < 0:
            raise _short(tx, one.fund_id, held[one].balance_vnd, -changes[one])
    return {one: row.id for one, row in held.items()}


NEW = frozenset({"commit", "allot", "carry_over", "give_back"})
CLOSED = text("""
    SELECT f.id, f.code || ' ' || f.budget_year AS told FROM fund f JOIN fund_closing c ON c.fund_id = f.id
    WHERE f.id = ANY (:funds) AND c.kind <> 'give_back' AND c.state = 'in_force' ORDER BY f.id LIMIT 1
""")


def _refuse_closed(tx: Session, transfers: Iterable[Transfer]) -> None:
    """A fund whose year was closed takes nothing new: what is committed anew in place of what comes free is not.

    Asked behind the locks of its accounts, as the database asks it again. Raises FundClosed.
    """
    taken: Counter[int] = Counter()
    for each in transfers:
        if each.code in NEW or each.code == "decommit":
            taken[each.debit.fund_id] += each.amount_vnd if each.code in NEW else -each.amount_vnd
    funds = [fund_id for fund_id, vnd in taken.items() if vnd > 0]
    closed = tx.execute(CLOSED, {"funds": funds}).first() if funds else None
    if closed:
        raise FundClosed(fund=closed.told, extra={"fund_id": closed.id})


def _changes(transfers: Iterable[Transfer]) -> Counter[Account]:
    changes: Counter[Account] = Counter()
    for each in transfers:
        changes[each.debit] += each.amount_vnd
        changes[each.credit] -= each.amount_vnd
    return changes


def _short(tx: Session, fund_id: int, available: int, needed: int) -> FundShort:
    code = tx.execute(text("SELECT code || ' ' || budget_year FROM fund WHERE id = :id"), {"id": fund_id}).scalar_one()
    told = {"fund_id": fund_id, "available_vnd": available, "needed_vnd": needed}
    return FundShort(fund=code, available=f"{available:,}", needed=f"{needed:,}", extra=told)
