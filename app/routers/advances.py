"""Advances of cash to whoever pays it out: given, cleared by lists that came back, paid back; what is open, how old."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from app import advance_clearing, advance_statements, advances, paying_agents
from app.access import Action, Actor, find
from app.models import Advance, AdvanceRepayment
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.fund_shapes import Positive
from app.routers.going_up import Why
from app.routers.shapes import (
    ID_MAX,
    After,
    Amount,
    Body,
    Day,
    Id,
    InAState,
    Limit,
    Page,
    PathId,
    Shape,
    Text,
    page,
)

router = APIRouter(prefix="/api", tags=["advances"])
acts = APIRouter(prefix="/api", tags=["advances"], route_class=ActRoute)

Giver = Annotated[Actor, may(Action.GIVE_ADVANCE)]
Second = Annotated[Actor, may(Action.CONFIRM_ADVANCE)]
Reader = Annotated[Actor, may(Action.READ_ADVANCE)]
UnitCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,10}$")]
Number = Annotated[int | None, Query(ge=1, le=ID_MAX)]
Days = Annotated[int | None, Query(ge=0, le=36_500, description="open for more days than these")]


class NewAgent(Body):
    """A commune or a district by its code; a post office by its name and the communes that it pays in."""

    kind: Literal["commune", "district", "post_office"]
    unit: UnitCode | None = None
    name: Text | None = None
    communes: Annotated[list[UnitCode], Field(max_length=200)] = Field(default_factory=list)


class AgentShape(Shape):
    """Who pays out in place of a paying unit."""

    id: int
    kind: str
    name: str
    unit_id: int | None
    district_id: int
    communes: Sequence[str]


class NewAdvance(Body):
    """Cash of a batch for an agent, by a voucher (phiếu chi); `receiver` is the official who takes it."""

    batch: Id
    agent: Id
    number: Text
    given_on: Day
    receiver: Text
    amount_vnd: Positive


class VoucherFigures(Body):
    """What the second person reads off the voucher."""

    number: Text
    given_on: Day
    amount_vnd: Amount


class NewClearing(Body):
    """A signing list that came back, as it was taken in, and the officials who paid it out and handed it in."""

    answer: Id
    paid_out_by: Text
    handed_in_by: Text
    handed_in_on: Day


class NewRepayment(Body):
    """What came back, by a receipt (phiếu thu); `payer` is the official who brought it."""

    number: Text
    paid_on: Day
    payer: Text
    amount_vnd: Positive


class ReceiptFigures(Body):
    """What the second person reads off the receipt."""

    number: Text
    paid_on: Day
    amount_vnd: Amount


class AdvanceShape(Shape):
    """An advance; as it was when it was recorded or confirmed."""

    id: int
    batch_id: int
    agent_id: int
    number: str
    given_on: date
    receiver: str
    amount_vnd: int
    cleared_vnd: int
    paid_back_vnd: int
    state: str


class OpenAdvanceShape(AdvanceShape):
    """An advance with what is open of it, and for how many days."""

    agent: str
    agent_kind: str
    district_id: int
    open_vnd: int
    age_days: int | None


class PartShape(Shape):
    """A fund's part of an advance."""

    fund_id: int
    amount_vnd: int
    open_vnd: int


class ClearingShape(Shape):
    """What a list cleared."""

    id: int
    advance_id: int
    answer_id: int
    paid_out_by: str
    handed_in_by: str
    handed_in_on: date
    amount_vnd: int


class RepaymentShape(Shape):
    """What came back."""

    id: int
    advance_id: int
    number: str
    paid_on: date
    payer: str
    amount_vnd: int
    state: str


class WholeAdvanceShape(OpenAdvanceShape):
    """An advance with all that became of it."""

    parts: Sequence[PartShape]
    clearings: Sequence[ClearingShape]
    repayments: Sequence[RepaymentShape]


class HolderShape(Shape):
    """Who has cash in hand, and since when."""

    agent_id: int
    agent_kind: str
    agent: str
    district_id: int
    advances: int
    open_vnd: int
    oldest_on: date
    age_days: int


@acts.post("/paying-agents", status_code=201, response_model=AgentShape)
def enter_agent(tx: Tx, actor: Giver, new: NewAgent) -> dict[str, object]:
    """Enter who pays out in place of the actor's unit."""
    agent = paying_agents.enter(tx, actor, new.kind, unit=new.unit, name=new.name, communes=new.communes)
    return paying_agents.with_communes(tx, [agent])[0]


@router.get("/paying-agents", response_model=Page[AgentShape])
def agents(tx: ReadTx, actor: Reader, after: After = 0, limit: Limit = 200) -> dict[str, object]:
    """Who pays out in place of the actor's units."""
    return page(paying_agents.entered(tx, actor, after=after, limit=limit), limit)


@acts.post("/advances", status_code=201, response_model=AdvanceShape)
def give(tx: Tx, actor: Giver, new: NewAdvance) -> Advance:
    """Record cash given to an agent, no more than the batch pays there; it counts when another confirms it."""
    voucher = advances.Voucher(new.number, new.given_on, new.receiver, new.amount_vnd)
    return advances.give(tx, actor, new.batch, new.agent, voucher)


@acts.post("/advances/{advance_id}/confirmation", response_model=AdvanceShape)
def confirm(tx: Tx, actor: Second, advance_id: PathId, figures: VoucherFigures) -> Advance:
    """A second person reads number, day and sum off the voucher; if they agree, the cash is out."""
    return advances.confirm(tx, actor, advance_id, **figures.model_dump())


@acts.post("/advances/{advance_id}/void", response_model=AdvanceShape)
def void(tx: Tx, actor: Giver, advance_id: PathId, why: Why) -> Advance:
    """Give up an advance that nobody has confirmed."""
    advances.void(tx, actor, Advance, advance_id, why.reason)
    return find(tx, actor, Advance, advance_id)


@acts.post("/advances/{advance_id}/clearings", status_code=201, response_model=ClearingShape)
def clear(tx: Tx, actor: Giver, advance_id: PathId, new: NewClearing) -> object:
    """Clear an advance by a list that came back; the sum is what the list settled there."""
    return advance_clearing.clear(tx, actor, advance_id, advance_clearing.Returned(
        new.answer, new.paid_out_by, new.handed_in_by, new.handed_in_on
    ))  # fmt: skip


@acts.post("/advances/{advance_id}/repayments", status_code=201, response_model=RepaymentShape)
def pay_back(tx: Tx, actor: Giver, advance_id: PathId, new: NewRepayment) -> AdvanceRepayment:
    """Record that the rest came back; it counts when another confirms it."""
    receipt = advances.Voucher(new.number, new.paid_on, new.payer, new.amount_vnd)
    return advance_clearing.pay_back(tx, actor, advance_id, receipt)


@acts.post("/advance-repayments/{advance_repayment_id}/confirmation", response_model=RepaymentShape)
def confirm_repayment(tx: Tx, actor: Second, advance_repayment_id: PathId, figures: ReceiptFigures) -> AdvanceRepayment:
    """A second person counts what came back and reads the receipt."""
    return advance_clearing.confirm(tx, actor, advance_repayment_id, **figures.model_dump())


@acts.post("/advance-repayments/{advance_repayment_id}/void", response_model=RepaymentShape)
def void_repayment(tx: Tx, actor: Giver, advance_repayment_id: PathId, why: Why) -> AdvanceRepayment:
    """Give up a repayment that nobody has confirmed."""
    advances.void(tx, actor, AdvanceRepayment, advance_repayment_id, why.reason)
    return find(tx, actor, AdvanceRepayment, advance_repayment_id)


@router.get("/advances", response_model=Page[OpenAdvanceShape])
def all_advances(
    tx: ReadTx,
    actor: Reader,
    state: InAState = None,
    batch: Number = None,
    agent: Number = None,
    open_over_days: Days = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """Advances with what is open of each and its age in days."""
    asked = advance_statements.Asked(state, batch, agent, open_over_days)
    return page(advance_statements.advances(tx, actor, asked, after=after, limit=limit), limit)


@router.get("/advances/holders", response_model=dict[Literal["items"], list[HolderShape]])
def holders(tx: ReadTx, actor: Reader) -> dict[str, Sequence[Any]]:
    """Who has cash in hand, the oldest first."""
    return {"items": advance_statements.holders(tx, actor)}


@router.get("/advances/{advance_id}", response_model=WholeAdvanceShape)
def one_advance(tx: ReadTx, actor: Reader, advance_id: PathId) -> Mapping[str, Any]:
    """One advance with its funds, its lists and its receipts."""
    return advance_statements.one(tx, actor, advance_id)
