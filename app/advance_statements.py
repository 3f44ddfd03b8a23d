"""Advances, read: what is open, how old, in whose hands; and what became of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from app.access import Actor, find
from app.models import Advance, AdvanceClearing, AdvancePart, AdvanceRepayment
from app.settings import settings


@dataclass(frozen=True, slots=True)
class Asked:
    """Which advances."""

    state: str | None = None
    batch: int | None = None
    agent: int | None = None
    open_over_days: int | None = None


# Of an advance that is out, its age is what counts; of the others there is none.
ADVANCES = text("""
    SELECT a.*, g.kind AS agent_kind, g.name AS agent,
           CASE a.state WHEN 'in_force' THEN a.amount_vnd - a.cleared_vnd - a.paid_back_vnd ELSE 0 END AS open_vnd,
           CASE a.state WHEN 'in_force' THEN CAST(:today AS date) - a.given_on END AS age_days
    FROM advance a JOIN paying_agent g ON g.id = a.agent_id
    WHERE a.district_id = ANY (:districts) AND a.id > :after
      AND (CAST(:id AS bigint) IS NULL OR a.id = :id)
      AND (CAST(:state AS text) IS NULL OR a.state = :state)
      AND (CAST(:batch AS bigint) IS NULL OR a.batch_id = :batch)
      AND (CAST(:agent AS bigint) IS NULL OR a.agent_id = :agent)
      AND (CAST(:over AS bigint) IS NULL OR (a.state = 'in_force' AND CAST(:today AS date) - a.given_on > :over))
    ORDER BY a.id LIMIT :limit
""")

HOLDERS = text("""
    SELECT g.id AS agent_id, g.kind AS agent_kind, g.name AS agent, g.district_id, count(*) AS advances,
           sum(a.amount_vnd - a.cleared_vnd - a.paid_back_vnd)::bigint AS open_vnd, min(a.given_on) AS oldest_on,
           CAST(:today AS date) - min(a.given_on) AS age_days
    FROM advance a JOIN paying_agent g ON g.id = a.agent_id
    WHERE a.district_id = ANY (:districts) AND a.state = 'in_force'
    GROUP BY g.id ORDER BY min(a.given_on), g.id
""")


def advances(tx: Session, actor: Actor, asked: Asked, *, after: int, limit: int) -> Sequence[Row[Any]]:
    """A page of advances, each with what is open of it and for how many days."""
    return tx.execute(ADVANCES, _said(actor, asked, after=after, limit=limit)).all()


def holders(tx: Session, actor: Actor) -> Sequence[Row[Any]]:
    """Who has cash of ours in hand, the oldest first."""
    return tx.execute(HOLDERS, {"districts": sorted(actor.districts), "today": settings().today()}).all()


def one(tx: Session, actor: Actor, advance_id: int) -> Mapping[str, Any]:
    """An advance with its funds, the lists that cleared it, and what came back. Raises NoSuchRecord."""
    found = find(tx, actor, Advance, advance_id)
    told = tx.execute(ADVANCES, {**_said(actor, Asked(), after=0, limit=1), "id": found.id}).one()
    parts = select(AdvancePart).filter_by(advance_id=found.id).order_by(AdvancePart.fund_id)
    clearings = select(AdvanceClearing).filter_by(advance_id=found.id).order_by(AdvanceClearing.id)
    repayments = select(AdvanceRepayment).filter_by(advance_id=found.id).order_by(AdvanceRepayment.id)
    return {
        **told._mapping,  # noqa: SLF001 – SQLAlchemy's own name for it
        "parts": tx.scalars(parts).all(),
        "clearings": tx.scalars(clearings).all(),
        "repayments": tx.scalars(repayments).all(),
    }


def _said(actor: Actor, asked: Asked, *, after: int, limit: int) -> dict[str, object]:
    return {
        "districts": sorted(actor.districts), "today": settings().today(), "id": None, "state": asked.state,
        "batch": asked.batch, "agent": asked.agent, "over": asked.open_over_days, "after": after, "limit": limit,
    }  # fmt: skip
