"""Changes of a decision in force: corrected, adjusted, revoked; signed, recorded and compared like a first one."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy import Row

from app import changing
from app.access import Action, Actor
from app.changing import Change
from app.decision_annex import Misspelt
from app.models import Decision
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.going_up import DecisionShape
from app.routers.shapes import After, Amount, Body, Day, Id, Limit, Line, Page, PathId, Shape, Text, page

router = APIRouter(prefix="/api", tags=["submissions and decisions"])
acts = APIRouter(prefix="/api", tags=["submissions and decisions"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_DECISION)]
Drafter = Annotated[Actor, may(Action.DRAFT_DECISION)]
ROWS_MAX = 5_000


class _NewChange(Body):
    """The day on which the change is to be signed, and its ground."""

    law_on: Day
    ground: Text


class Owed(Body):
    """What is owed of an entitlement from now on, all that stands under it taken together."""

    entitlement: Id
    amount_vnd: Amount


class NewAdjustment(_NewChange):
    """Amounts that become more or less, row by row."""

    rows: Annotated[list[Owed], Field(min_length=1, max_length=ROWS_MAX)]


class ByOrder(_NewChange):
    """What an order to determine again found: who is owed more, and who was overpaid."""

    redetermination: Id


class NewRevocation(_NewChange):
    """Entitlements that lost their ground; without any, all of the decision."""

    entitlements: Annotated[list[Id], Field(min_length=1, max_length=ROWS_MAX)] | None = None


class MisspeltRow(Body):
    """A field of somebody as the paper has it, and as it is right."""

    application: Id
    field: Literal["full_name", "birth_date", "identity_number", "address", "account", "other"]
    before: Line
    after: Line


class NewCorrection(_NewChange):
    """What is misspelt on the paper; no money changes."""

    rows: Annotated[list[MisspeltRow], Field(min_length=1, max_length=ROWS_MAX)]


class EntitlementShape(Shape):
    """An entitlement of a decision, or of one that changes it, and what of it is owed or rightly held."""

    id: int
    adjusts_id: int | None
    decision_id: int
    application_id: int
    beneficiary_id: int
    full_name: str
    component: str
    state: str
    amount_vnd: int
    owed_vnd: int


class ChangeRowShape(Shape):
    """What a change lists: an entitlement before and after, or a misspelt field, whose words are in the annex."""

    position: int
    application_id: int
    entitlement_id: int | None
    component: str | None
    field: str | None
    before_vnd: int
    after_vnd: int


@acts.post("/decisions/{decision_id}/adjustments", status_code=201, response_model=DecisionShape)
def adjust(tx: Tx, actor: Drafter, decision_id: PathId, new: NewAdjustment) -> Decision:
    """Draw up a decision by which named amounts become more or less."""
    amounts = {row.entitlement: row.amount_vnd for row in new.rows}
    return changing.draft(tx, actor, decision_id, Change("adjust", new.law_on, new.ground, amounts=amounts))


@acts.post("/decisions/{decision_id}/adjustments/by-order", status_code=201, response_model=DecisionShape)
def adjust_by_order(tx: Tx, actor: Drafter, decision_id: PathId, new: ByOrder) -> Decision:
    """Draw up a decision by which amounts become what an order to determine again found."""
    change = Change("adjust", new.law_on, new.ground, redetermination_id=new.redetermination)
    return changing.draft(tx, actor, decision_id, change)


@acts.post("/decisions/{decision_id}/revocations", status_code=201, response_model=DecisionShape)
def revoke(tx: Tx, actor: Drafter, decision_id: PathId, new: NewRevocation) -> Decision:
    """Draw up a decision that takes back all of another, or named rows of it."""
    change = Change("revoke", new.law_on, new.ground, revoked=new.entitlements and sorted(set(new.entitlements)))
    return changing.draft(tx, actor, decision_id, change)


@acts.post("/decisions/{decision_id}/corrections", status_code=201, response_model=DecisionShape)
def correct(tx: Tx, actor: Drafter, decision_id: PathId, new: NewCorrection) -> Decision:
    """Draw up a decision that puts right what is misspelt on the paper."""
    rows = [Misspelt(row.application, row.field, row.before, row.after) for row in new.rows]
    return changing.draft(tx, actor, decision_id, Change("correct", new.law_on, new.ground, corrections=rows))


@router.get("/decisions/{decision_id}/changes", response_model=Page[DecisionShape])
def changes(
    tx: ReadTx, actor: Reader, decision_id: PathId, after: After = 0, limit: Limit = 200
) -> Mapping[str, object]:
    """The decisions that change one, the oldest first."""
    return page(changing.chain(tx, actor, decision_id, after, limit), limit)


@router.get("/decisions/{decision_id}/change-rows", response_model=Page[ChangeRowShape])
def change_rows(
    tx: ReadTx, actor: Reader, decision_id: PathId, after: After = 0, limit: Limit = 200
) -> Mapping[str, object]:
    """What a change lists."""
    found: Sequence[Row[Any]] = changing.rows(tx, actor, decision_id, after, limit)
    return page(found, limit, "position")


@router.get("/decisions/{decision_id}/entitlements", response_model=Page[EntitlementShape])
def entitlements(
    tx: ReadTx, actor: Reader, decision_id: PathId, after: After = 0, limit: Limit = 200
) -> Mapping[str, object]:
    """What a decision and those that change it owe, by the ids that a change names."""
    return page(changing.entitlements(tx, actor, decision_id, after, limit), limit)
