"""Corrections of where somebody is paid: asked by one, answered by another."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import StringConstraints

from app import correction, looking_up
from app.access import Action, Actor
from app.models import PaymentCorrection
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.going_up import Why
from app.routers.shapes import After, Body, InAState, Limit, Page, PathId, Shape, Text, page

router = APIRouter(prefix="/api", tags=["applications"])
acts = APIRouter(prefix="/api", tags=["applications"], route_class=ActRoute)

Maker = Annotated[Actor, may(Action.CORRECT_PAYMENT)]
Second = Annotated[Actor, may(Action.CONFIRM_CORRECTION)]
Ground = Literal["guardian", "proxy", "heir", "same_person"]
"""Why an account may be called otherwise: a guardian's, a proxy's, an heir's; or the same person, by their papers."""


class PayTo(Body):
    """How somebody is to be paid from now on, and why."""

    payment_method: Literal["cash", "transfer"]
    account_number: Annotated[str, StringConstraints(max_length=19)] | None = None
    account_name: Text | None = None
    bank: Text | None = None
    reason: Text


class ReadOffPaper(Body):
    """What the second person reads: the account's last four characters, none for cash; the ground of another name."""

    last4: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{4}$")] | None = None
    name_ground: Ground | None = None


class CorrectionShape(Shape):
    """A correction, without the account: whoever confirms it reads that off the paper."""

    id: int
    application_id: int
    payment_method: str
    bank_bin: str | None
    name_differs: bool
    name_ground: str | None
    state: str


@acts.post("/applications/{application_id}/payment", status_code=201, response_model=CorrectionShape)
def ask(tx: Tx, actor: Maker, application_id: PathId, to: PayTo) -> PaymentCorrection:
    """Ask that a person be paid otherwise; nothing of it is paid until another has confirmed it."""
    where = correction.PayTo(to.payment_method, to.account_number, to.account_name, to.bank)
    return correction.ask(tx, actor, application_id, where, to.reason)


@router.get("/payment-corrections", response_model=Page[CorrectionShape])
def corrections(
    tx: ReadTx,
    actor: Annotated[Actor, may(Action.READ_PAYMENT_WORD)],
    state: InAState = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The corrections of the actor's districts."""
    found = looking_up.records(tx, actor, PaymentCorrection, {"state": state}, after=after, limit=limit)
    return page(found, limit)


@acts.post("/payment-corrections/{correction_id}/confirmation", response_model=CorrectionShape)
def confirm(tx: Tx, actor: Second, correction_id: PathId, read: ReadOffPaper) -> PaymentCorrection:
    """A second person has read the paper: from now on it is paid so, and what waited for it can be batched."""
    return correction.confirm(tx, actor, correction_id, last4=read.last4, name_ground=read.name_ground)


@acts.post("/payment-corrections/{correction_id}/refusal", response_model=CorrectionShape)
def refuse(tx: Tx, actor: Second, correction_id: PathId, why: Why) -> PaymentCorrection:
    """A second person does not agree: it stays as it was."""
    return correction.refuse(tx, actor, correction_id, why.reason)


@acts.post("/payment-corrections/{correction_id}/void", response_model=CorrectionShape)
def give_up(tx: Tx, actor: Maker, correction_id: PathId, why: Why) -> PaymentCorrection:
    """Take back what was asked."""
    return correction.give_up(tx, actor, correction_id, why.reason)
