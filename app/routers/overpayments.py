"""Overpayments: found, told to the person, repaid in instalments, or written off by decision."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from app import overpayments, recorded, recovering
from app.access import Action, Actor, find
from app.models import Overpayment, Repayment, WriteOff
from app.recovering import Receipt, Waiver
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.going_up import Why
from app.routers.shapes import After, Body, Day, Id, InAState, Limit, OfPolicy, Page, PathId, Shape, Text, page

router = APIRouter(prefix="/api", tags=["overpayments"])
acts = APIRouter(prefix="/api", tags=["overpayments"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_HISTORY)]
Maker = Annotated[Actor, may(Action.RECOVER)]
Second = Annotated[Actor, may(Action.CONFIRM_RECOVERY)]
Number = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")]
Positive = Annotated[int, Field(strict=True, ge=1, le=10**15)]


class NewCase(Body):
    """What was paid and not owed, and on what ground somebody says so."""

    entitlement: Id
    amount_vnd: Positive
    ground: Text


class Letter(Body):
    """The letter that told the person, and until when they are to repay."""

    number: Number
    notified_on: Day
    deadline: Day


class NewReceipt(Body):
    """An instalment, by its receipt; the second person reads the same off it."""

    receipt_number: Number
    received_on: Day
    amount_vnd: Positive


class WaiverFigures(Body):
    """What the second person reads off the decision."""

    number: Number
    signed_on: Day
    amount_vnd: Positive


class NewWaiver(WaiverFigures):
    """The decision that what is left is not recovered, and why."""

    signer: Text
    ground: Text


class RepaymentShape(Shape):
    """An instalment."""

    id: int
    receipt_number: str
    received_on: date
    amount_vnd: int
    state: str


class WriteOffShape(Shape):
    """A decision to write off what was left."""

    id: int
    number: str
    signed_on: date
    signer: str
    words: str
    amount_vnd: int
    state: str


class OverpaymentShape(OfPolicy):
    """Money that was paid and not owed: how old the case is, what is still owed of it, what came back."""

    id: int
    state: str
    ground: str
    words: str | None
    district_id: int
    component: str
    amount_vnd: int
    owed_vnd: int
    repaid_vnd: int
    written_off_vnd: int
    days: int
    overdue: bool
    letter_number: str | None
    notified_on: date | None
    deadline: date | None
    entitlement_id: int
    entitlement_state: str
    first_id: int | None
    link_id: int | None
    decision_id: int | None
    beneficiary_id: int
    application_id: int | None


class WholeOverpayment(OverpaymentShape):
    """A case with what settled it."""

    repayments: Sequence[RepaymentShape]
    write_offs: Sequence[WriteOffShape]


@router.get("/overpayments", response_model=Page[OverpaymentShape])
def all_overpayments(
    tx: ReadTx, actor: Reader, state: InAState = None, after: After = 0, limit: Limit = 200
) -> Mapping[str, object]:
    """Money that was paid and not owed, with its age."""
    return page(overpayments.page_of(tx, actor, state, after, limit), limit)


@router.get("/overpayments/{case_id}", response_model=WholeOverpayment)
def one_overpayment(tx: ReadTx, actor: Reader, case_id: PathId) -> Mapping[str, object]:
    """One case, with its instalments and what was written off."""
    return overpayments.told(tx, actor, find(tx, actor, Overpayment, case_id))


@acts.post("/overpayments", status_code=201, response_model=WholeOverpayment)
def raise_case(tx: Tx, actor: Annotated[Actor, may(Action.RAISE_OVERPAYMENT)], new: NewCase) -> Mapping[str, object]:
    """Say that something was paid and not owed; another tells the person."""
    return overpayments.told(tx, actor, recovering.find_by_hand(tx, actor, new.entitlement, new.amount_vnd, new.ground))


@acts.post("/overpayments/{case_id}/notification", response_model=WholeOverpayment)
def notify(tx: Tx, actor: Maker, case_id: PathId, letter: Letter) -> Mapping[str, object]:
    """The person was told by a letter: what was paid is to come back from now on."""
    said = {"letter_number": letter.number, "notified_on": letter.notified_on, "deadline": letter.deadline}
    return overpayments.told(tx, actor, recovering.notify(tx, actor, case_id, **said))  # type: ignore[arg-type]  # three kinds


@acts.post("/overpayments/{case_id}/repayments", status_code=201, response_model=RepaymentShape)
def record_repayment(tx: Tx, actor: Maker, case_id: PathId, new: NewReceipt) -> Repayment:
    """Record an instalment by its receipt; it counts when another confirms it."""
    return recovering.record_repayment(tx, actor, case_id, Receipt(**new.model_dump()))


@acts.post("/repayments/{repayment_id}/confirmation", response_model=RepaymentShape)
def confirm_repayment(tx: Tx, actor: Second, repayment_id: PathId, receipt: NewReceipt) -> Repayment:
    """A second person reads number, day and sum off the receipt; if they agree, the money is back."""
    return recovering.confirm_repayment(tx, actor, repayment_id, Receipt(**receipt.model_dump()))


@acts.post("/repayments/{repayment_id}/void", response_model=RepaymentShape)
def void_repayment(tx: Tx, actor: Maker, repayment_id: PathId, why: Why) -> Repayment:
    """Give up a recorded instalment that nobody has confirmed."""
    return recorded.void(tx, actor, Repayment, repayment_id, why.reason)


@acts.post("/overpayments/{case_id}/write-offs", status_code=201, response_model=WriteOffShape)
def record_write_off(tx: Tx, actor: Maker, case_id: PathId, new: NewWaiver) -> WriteOff:
    """Record the decision that what is left is not recovered; it counts when another confirms it."""
    waiver = Waiver(new.number, new.signed_on, new.signer, new.ground, new.amount_vnd)
    return recovering.record_write_off(tx, actor, case_id, waiver)


@acts.post("/write-offs/{write_off_id}/confirmation", response_model=WriteOffShape)
def confirm_write_off(tx: Tx, actor: Second, write_off_id: PathId, figures: WaiverFigures) -> WriteOff:
    """A second person reads number, day and sum off the decision; if they agree, the rest is written off."""
    return recovering.confirm_write_off(tx, actor, write_off_id, **figures.model_dump())


@acts.post("/write-offs/{write_off_id}/void", response_model=WriteOffShape)
def void_write_off(tx: Tx, actor: Maker, write_off_id: PathId, why: Why) -> WriteOff:
    """Give up a recorded write-off that nobody has confirmed."""
    return recorded.void(tx, actor, WriteOff, write_off_id, why.reason)


@acts.post("/overpayments/{case_id}/withdrawal", response_model=WholeOverpayment)
def withdraw(tx: Tx, actor: Second, case_id: PathId, why: Why) -> Mapping[str, object]:
    """It was no overpayment after all, or the money never left us."""
    return overpayments.told(tx, actor, recovering.withdraw(tx, actor, case_id, why.reason))
