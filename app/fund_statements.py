"""What stands in the ledger, read: a fund's balances and transfers, commitments and payments by policy and district."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from app.access import Actor, find, masking, visible
from app.models import Fund, FundAllotment, Funding, FundingPart


@dataclass(frozen=True, slots=True)
class Standing:
    """A fund and what stands on its accounts, by their kind, in đồng."""

    fund: Fund
    balances_vnd: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Mix:
    """A funding and its funds."""

    funding: Funding
    parts: Sequence[FundingPart]


BALANCES = text("""
    SELECT fund_id, kind, sum(balance_vnd)::bigint AS balance_vnd FROM ledger_account
    WHERE fund_id = ANY (:funds) GROUP BY fund_id, kind ORDER BY fund_id, kind
""")


def funds(tx: Session, actor: Actor, given: Mapping[str, object], *, after: int, limit: int) -> list[Standing]:
    """A page of the funds that the actor may see, each with its balances."""
    columns = Fund.__table__.c
    asked = [columns[name] == value for name, value in given.items() if value is not None]
    query = visible(actor, Fund).where(columns.id > after, *asked).order_by(columns.id).limit(limit)
    return _standing(tx, tx.scalars(query).all())


def fund(tx: Session, actor: Actor, fund_id: int) -> Standing:
    """One fund. Raises NoSuchRecord."""
    return _standing(tx, [find(tx, actor, Fund, fund_id)])[0]


def _standing(tx: Session, found: Sequence[Fund]) -> list[Standing]:
    by_fund: dict[int, dict[str, int]] = {one.id: {} for one in found}
    for row in tx.execute(BALANCES, {"funds": list(by_fund)}):
        by_fund[row.fund_id][row.kind] = row.balance_vnd
    return [Standing(one, by_fund[one.id]) for one in found]


LINES = text("""
    SELECT t.id, t.code, t.reference, t.amount_vnd, t.effective_on, act.at, t.act_id,
           c.kind AS credit, d.kind AS debit, coalesce(c.policy, d.policy) AS policy, u.code AS unit
    FROM ledger_transfer t JOIN act ON act.id = t.act_id
    JOIN ledger_account c ON c.id = t.credit_account_id JOIN ledger_account d ON d.id = t.debit_account_id
    LEFT JOIN unit u ON u.id = coalesce(d.unit_id, c.unit_id)
    WHERE d.fund_id = :fund AND t.id > :after ORDER BY t.id LIMIT :limit
""")


def statement(tx: Session, actor: Actor, fund_id: int, *, after: int, limit: int) -> Sequence[Row[Any]]:
    """A page of a fund's transfers, in the order of their writing. Raises NoSuchRecord."""
    one = find(tx, actor, Fund, fund_id)
    return tx.execute(LINES, {"fund": one.id, "after": after, "limit": limit}).all()


# By the state of each entitlement; what is paid of a payout is so when it is debited or settled.
POSITIONS = text("""
    SELECT e.told AS policy, u.code AS district, count(*) AS entitlements, sum(e.amount_vnd)::bigint AS decided_vnd,
           coalesce(sum(e.amount_vnd) FILTER (WHERE e.state = 'open'), 0)::bigint AS open_vnd,
           coalesce(sum(e.amount_vnd) FILTER (WHERE e.state = 'reserved'), 0)::bigint AS reserved_vnd,
           coalesce(sum(e.amount_vnd) FILTER (WHERE e.state = 'paid'), 0)::bigint AS paid_vnd,
           coalesce(sum(e.amount_vnd) FILTER (WHERE e.state = 'returned'), 0)::bigint AS returned_vnd,
           coalesce(sum(e.amount_vnd) FILTER (WHERE e.state = 'cancelled'), 0)::bigint AS cancelled_vnd,
           coalesce(sum(e.amount_vnd) FILTER (WHERE e.state IN ('recovery', 'recovered', 'written_off')), 0)::bigint
               AS taken_back_vnd
    FROM (SELECT *, CASE WHEN policy = ANY (:covered) THEN :other_support ELSE policy END AS told FROM entitlement) e
    JOIN unit u ON u.id = e.district_id
    WHERE e.origin = 'decision' AND (e.district_id = ANY (:districts) OR e.payer_id = :unit)
      AND (CAST(:policies AS text[]) IS NULL OR e.policy = ANY (CAST(:policies AS text[])))
    GROUP BY e.told, u.code ORDER BY e.told, u.code
""")


def positions(tx: Session, actor: Actor, policies: Sequence[str] | None) -> Sequence[Row[Any]]:
    """What is committed and paid, by policy and district of the person; those of health are one for whoever pays."""
    asked = {"districts": sorted(actor.districts), "unit": actor.unit_id, "policies": policies and list(policies)}
    covered = {"covered": masking.covered(actor.role), "other_support": masking.OTHER_SUPPORT}
    return tx.execute(POSITIONS, {**asked, **covered}).all()


def allotments(tx: Session, actor: Actor, fund_id: int, *, after: int, limit: int) -> Sequence[FundAllotment]:
    """A page of the decisions on a fund's money. Raises NoSuchRecord."""
    one, columns = find(tx, actor, Fund, fund_id), FundAllotment.__table__.c
    query = select(FundAllotment).where(columns.fund_id == one.id, columns.id > after)
    return tx.scalars(query.order_by(columns.id).limit(limit)).all()


def fundings(tx: Session, actor: Actor, *, after: int, limit: int) -> list[Mix]:
    """A page of fundings, each with its funds."""
    columns = Funding.__table__.c
    query = visible(actor, Funding).where(columns.id > after).order_by(columns.id).limit(limit)
    return with_parts(tx, tx.scalars(query).all())


def with_parts(tx: Session, found: Sequence[Funding]) -> list[Mix]:
    """Fundings with their funds, in order."""
    query = select(FundingPart).where(FundingPart.funding_id.in_([one.id for one in found]))
    parts: dict[int, list[FundingPart]] = {one.id: [] for one in found}
    for part in tx.scalars(query.order_by(FundingPart.funding_id, FundingPart.position)):
        parts[part.funding_id].append(part)
    return [Mix(one, parts[one.id]) for one in found]
