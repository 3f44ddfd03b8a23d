"""Who puts a decision into force: delegated by the province, by policy, place and sum."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from app import approval_levels
from app.access import Action, Actor
from app.models import ApprovalLevel
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.going_up import Why
from app.routers.shapes import After, Amount, Body, Day, Limit, Page, PathId, PolicyCode, Shape, Text, page

router = APIRouter(prefix="/api/approval-levels", tags=["approval levels"])
acts = APIRouter(prefix="/api/approval-levels", tags=["approval levels"], route_class=ActRoute)

Keeper = Annotated[Actor, may(Action.KEEP_APPROVAL_LEVEL)]


class NewLevel(Body):
    """Of which decisions, from when and between which sums; both ends belong to the band."""

    policy: PolicyCode | None = None
    unit_kind: Literal["province", "district", "department"] | None = None
    unit: Annotated[str | None, Field(max_length=10, description="mã đơn vị lập quyết định / the drafting unit")] = None
    since: Day
    amount_from_vnd: Amount = 0
    amount_to_vnd: Amount | None = None
    decider: Annotated[
        Literal["district_approver", "provincial_approver", "route"],
        Field(description="who compares and so decides; route: as the policy's route has it, from that day on again"),
    ]
    paper: Text


class LevelShape(Shape):
    """Who decides what."""

    id: int
    policy: str | None
    unit_kind: str | None
    unit_id: int | None
    since: date
    amount_from_vnd: int
    amount_to_vnd: int | None
    decider: str
    paper: str
    state: str


@acts.post("", status_code=201, response_model=LevelShape)
def record(tx: Tx, actor: Keeper, new: NewLevel) -> ApprovalLevel:
    """Say who puts decisions into force; it counts when another confirms it."""
    return approval_levels.record(tx, actor, approval_levels.Delegation(**new.model_dump()))


@acts.post("/{level_id}/confirmation", response_model=LevelShape)
def confirm(tx: Tx, actor: Annotated[Actor, may(Action.CONFIRM_APPROVAL_LEVEL)], level_id: PathId) -> ApprovalLevel:
    """A second person agrees; decisions signed from its day on are made so."""
    return approval_levels.confirm(tx, actor, level_id)


@acts.post("/{level_id}/void", response_model=LevelShape)
def void(tx: Tx, actor: Keeper, level_id: PathId, why: Why) -> ApprovalLevel:
    """Give up a delegation that nobody has confirmed."""
    return approval_levels.void(tx, actor, level_id, why.reason)


@router.get("", response_model=Page[LevelShape])
def all_levels(
    tx: ReadTx, _actor: Annotated[Actor, may(Action.READ_APPROVAL_LEVEL)], after: After = 0, limit: Limit = 200
) -> dict[str, object]:
    """Who decides what, from when on."""
    return page(approval_levels.levels(tx, after=after, limit=limit), limit)
