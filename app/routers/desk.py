"""Health, who I am, the units, and the evidence's entries."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app import looking_up
from app.access import PERMITTED, Action, Actor
from app.protection import ring
from app.routers.door import ReadTx, may
from app.routers.shapes import After, Day, Limit, Page, Shape, page
from app.settings import settings

router = APIRouter(prefix="/api", tags=["desk"])


class UnitShape(Shape):
    """An administrative unit on a day."""

    id: int
    code: str
    kind: str
    name: str
    parent_id: int | None


class Me(Shape):
    """Who is asking, and what they may do."""

    person: str
    role: str
    unit: str
    unit_id: int
    unit_kind: str
    actions: list[str]


@router.get("/health")
def health() -> dict[str, str]:
    """Whether the service answers, and has the keys that are in force. Raises KeysMissing."""
    ring().require_in_force()
    return {"status": "ok"}


@router.get("/me")
def me(actor: Annotated[Actor, may(Action.READ_LAW)]) -> Me:
    """The account behind the key."""
    actions = sorted(action.value for action, roles in PERMITTED.items() if actor.role in roles)
    return Me(
        person=actor.person, role=actor.role, unit=actor.unit_name, unit_id=actor.unit_id, unit_kind=actor.unit_kind,
        actions=actions,
    )  # fmt: skip


@router.get("/units")
def units(
    tx: ReadTx, _actor: Annotated[Actor, may(Action.READ_LAW)], on: Annotated[Day | None, Query()] = None
) -> dict[str, list[UnitShape]]:
    """The province's units as they were on a day."""
    day: date = on or settings().today()
    return {"units": [UnitShape.model_validate(unit) for unit in looking_up.units(tx, day)]}


@router.get("/audit", response_model=Page[dict[str, Any]])
def audit_entries(
    tx: ReadTx, actor: Annotated[Actor, may(Action.READ_AUDIT)], after: After = 0, limit: Limit = 200
) -> dict[str, object]:
    """The entries of acts, oldest first: who did what, when, and what it came to."""
    return page(looking_up.audit_entries(tx, actor, after=after, limit=limit), limit)
