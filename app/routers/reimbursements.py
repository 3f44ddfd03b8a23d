"""Reimbursements to communes that paid people from their own budgets: claimed, counted again, paid or refused."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from app import looking_up, reimbursements
from app.access import Action, Actor, find
from app.models import Reimbursement
from app.routers.advances import UnitCode
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.fund_shapes import Positive
from app.routers.going_up import Why
from app.routers.shapes import After, Amount, Body, Day, Id, InAState, Limit, Page, PathId, Shape, Text, page

router = APIRouter(prefix="/api/reimbursements", tags=["reimbursements"])
acts = APIRouter(prefix="/api/reimbursements", tags=["reimbursements"], route_class=ActRoute)

Claimer = Annotated[Actor, may(Action.CLAIM_REIMBURSEMENT)]
Second = Annotated[Actor, may(Action.CONFIRM_REIMBURSEMENT)]
Reader = Annotated[Actor, may(Action.READ_REIMBURSEMENT)]
LINES_MAX = 5_000


class PaidByCommune(Body):
    """An application, and what the commune paid on it."""

    application: Id
    amount_vnd: Positive


class NewReimbursement(Body):
    """A commune's signed list of whom it paid from its own budget."""

    commune: UnitCode
    list_number: Text
    signed_on: Day
    signer: Text
    lines: Annotated[list[PaidByCommune], Field(min_length=1, max_length=LINES_MAX)]


class CountedShape(Body):
    """What the second person counted."""

    people: Amount
    amount_vnd: Amount


class Payment(Body):
    """The voucher by which the commune has its money."""

    voucher: Text
    paid_on: Day


class ReimbursementShape(Shape):
    """A reimbursement (hoàn trả) to a commune."""

    id: int
    commune_id: int
    district_id: int
    policy: str
    list_number: str
    signed_on: date
    signer: str
    people: int
    amount_vnd: int
    state: str
    voucher: str | None
    paid_on: date | None


class LineShape(Shape):
    """An application of a list; `live` until the list is refused."""

    application_id: int
    amount_vnd: int
    live: bool


@acts.post("", status_code=201, response_model=ReimbursementShape)
def claim(tx: Tx, actor: Claimer, new: NewReimbursement) -> Reimbursement:
    """Claim for a commune what the people of its list are owed; they are paid nothing else then."""
    lines: Sequence[tuple[int, int]] = [(line.application, line.amount_vnd) for line in new.lines]
    signed = reimbursements.SignedList(new.commune, new.list_number, new.signed_on, new.signer, lines)
    return reimbursements.claim(tx, actor, signed)


@acts.post("/{reimbursement_id}/confirmation", response_model=ReimbursementShape)
def confirm(tx: Tx, actor: Second, reimbursement_id: PathId, counted: CountedShape) -> Reimbursement:
    """A second person gives the count and the sum of the commune's list."""
    return reimbursements.confirm(tx, actor, reimbursement_id, **counted.model_dump())


@acts.post("/{reimbursement_id}/payment", response_model=ReimbursementShape)
def pay(tx: Tx, actor: Claimer, reimbursement_id: PathId, payment: Payment) -> Reimbursement:
    """The commune is paid, and with it the people of its list."""
    return reimbursements.pay(tx, actor, reimbursement_id, **payment.model_dump())


@acts.post("/{reimbursement_id}/refusal", response_model=ReimbursementShape)
def refuse(tx: Tx, actor: Second, reimbursement_id: PathId, why: Why) -> Reimbursement:
    """Refuse a list before it is paid: its people are owed again."""
    return reimbursements.refuse(tx, actor, reimbursement_id, why.reason)


@router.get("", response_model=Page[ReimbursementShape])
def all_reimbursements(
    tx: ReadTx, actor: Reader, state: InAState = None, after: After = 0, limit: Limit = 200
) -> dict[str, object]:
    """The reimbursements of the actor's units."""
    return page(looking_up.records(tx, actor, Reimbursement, {"state": state}, after=after, limit=limit), limit)


@router.get("/{reimbursement_id}", response_model=ReimbursementShape)
def one_reimbursement(tx: ReadTx, actor: Reader, reimbursement_id: PathId) -> Reimbursement:
    """One reimbursement."""
    return find(tx, actor, Reimbursement, reimbursement_id)


@router.get("/{reimbursement_id}/lines", response_model=Page[LineShape])
def lines(
    tx: ReadTx, actor: Reader, reimbursement_id: PathId, after: After = 0, limit: Limit = 200
) -> dict[str, object]:
    """The applications of a list."""
    found = reimbursements.lines(tx, actor, reimbursement_id, after=after, limit=limit)
    return page(found, limit, "application_id")
