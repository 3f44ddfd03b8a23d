"""The end of a fund's budget year: what lapses, what is carried over, what was recovered and is given back."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from app import recorded, year_end
from app.access import Action, Actor
from app.models import FundClosing
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.going_up import Why
from app.routers.shapes import After, Amount, Body, Day, Id, Limit, Page, PathId, Shape, Text, page
from app.year_end import Closing

router = APIRouter(prefix="/api", tags=["funds"])
acts = APIRouter(prefix="/api", tags=["funds"], route_class=ActRoute)

Keeper = Annotated[Actor, may(Action.KEEP_FUND)]
Second = Annotated[Actor, may(Action.CONFIRM_FUND)]
Reader = Annotated[Actor, may(Action.READ_FUND)]


class ClosingFigures(Body):
    """What the second person reads off the decision: all that is free in the fund, and all that was recovered."""

    number: Text
    signed_on: Day
    available_vnd: Amount
    recovered_vnd: Amount


class NewClosing(ClosingFigures):
    """A decision on what becomes of a fund's money; `cut_off` where its year is closed before, or after, it ends."""

    signer: Text
    cut_off: Day | None = None


class NewLapse(NewClosing):
    """What is free and what was recovered goes back; or, within the year, what was recovered is given back."""

    kind: Literal["lapse", "give_back"]


class NewCarryOver(NewClosing):
    """So much of what is free goes over to the fund of next year; the rest, and what was recovered, lapses."""

    next_fund: Id
    carried_vnd: Annotated[int, Field(strict=True, ge=1, le=10**15)]


class ClosingShape(Shape):
    """A decision on what becomes of a fund's money."""

    id: int
    fund_id: int
    kind: str
    number: str
    signed_on: date
    signer: str
    cut_off: date
    available_vnd: int
    recovered_vnd: int
    carried_vnd: int
    next_fund_id: int | None
    state: str


class CarriedShape(Shape):
    """What a fund still has to pay, or to get back, of a policy."""

    policy: str
    account: str
    amount_vnd: int


@acts.post("/funds/{fund_id}/closings", status_code=201, response_model=ClosingShape)
def close_year(tx: Tx, actor: Keeper, fund_id: PathId, new: NewLapse) -> FundClosing:
    """Record that what is left of a fund lapses, or that what was recovered is given back to it within the year."""
    return year_end.record(tx, actor, fund_id, Closing(**new.model_dump()))


@acts.post("/funds/{fund_id}/carry-overs", status_code=201, response_model=ClosingShape)
def carry_over(tx: Tx, actor: Keeper, fund_id: PathId, new: NewCarryOver) -> FundClosing:
    """Record that what is left of a fund goes over to next year's; one act takes it there and gives it here."""
    said = new.model_dump(exclude={"next_fund"})
    return year_end.record(tx, actor, fund_id, Closing("carry_over", next_fund_id=new.next_fund, **said))


@acts.post("/fund-closings/{closing_id}/confirmation", response_model=ClosingShape)
def confirm_closing(tx: Tx, actor: Second, closing_id: PathId, figures: ClosingFigures) -> FundClosing:
    """A second person reads number, day and sums off the decision; if they agree with the fund, the money goes."""
    return year_end.confirm(tx, actor, closing_id, **figures.model_dump())


@acts.post("/fund-closings/{closing_id}/void", response_model=ClosingShape)
def void_closing(tx: Tx, actor: Keeper, closing_id: PathId, why: Why) -> FundClosing:
    """Give up a recorded closing that nobody has confirmed."""
    return recorded.void(tx, actor, FundClosing, closing_id, why.reason)


@router.get("/funds/{fund_id}/closings", response_model=Page[ClosingShape])
def closings(
    tx: ReadTx, actor: Reader, fund_id: PathId, after: After = 0, limit: Limit = 200
) -> Mapping[str, object]:  # fmt: skip
    """What was decided about a fund's year."""
    return page(year_end.closings(tx, actor, fund_id, after=after, limit=limit), limit)


@router.get("/funds/{fund_id}/carried")
def carried(tx: ReadTx, actor: Reader, fund_id: PathId) -> Mapping[str, list[CarriedShape]]:
    """What a fund still has to pay, or to get back, by policy: it stays when its year is over."""
    return {"items": [CarriedShape.model_validate(row) for row in year_end.carried(tx, actor, fund_id)]}
