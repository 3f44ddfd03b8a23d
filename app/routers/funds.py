"""Funds: opened, allotted, put together for a policy; their balances, statements, commitments and payments."""

from typing import Annotated

from fastapi import APIRouter

from app import fund_statements, funds
from app.access import Action, Actor, find, masking
from app.models import Fund, FundAllotment, Funding
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.fund_shapes import (
    AllotmentFigures,
    AllotmentShape,
    Code,
    FundingShape,
    FundShape,
    LineShape,
    NewAllotment,
    NewFund,
    NewFunding,
    PositionShape,
    Source,
    TreasuryCodes,
)
from app.routers.going_up import Why
from app.routers.shapes import After, Limit, OfAPaidPolicy, Page, PathId, page

router = APIRouter(prefix="/api", tags=["funds"])
acts = APIRouter(prefix="/api", tags=["funds"], route_class=ActRoute)

Keeper = Annotated[Actor, may(Action.KEEP_FUND)]
Second = Annotated[Actor, may(Action.CONFIRM_FUND)]
Reader = Annotated[Actor, may(Action.READ_FUND)]


@acts.post("/funds", status_code=201, response_model=FundShape)
def open_fund(tx: Tx, actor: Keeper, new: NewFund) -> dict[str, object]:
    """Open a fund of the actor's unit; a decision gives it money."""
    return _shape(fund_statements.Standing(funds.open_fund(tx, actor, new.columns()), {}))


@acts.post("/funds/{fund_id}/allotments", status_code=201, response_model=AllotmentShape)
def allot(tx: Tx, actor: Keeper, fund_id: PathId, new: NewAllotment) -> FundAllotment:
    """Record the decision that gives a fund money; it counts when another confirms it."""
    return funds.allot(tx, actor, fund_id, funds.Paper(**new.model_dump()))


@acts.post("/fund-allotments/{allotment_id}/confirmation", response_model=AllotmentShape)
def confirm_allotment(tx: Tx, actor: Second, allotment_id: PathId, figures: AllotmentFigures) -> FundAllotment:
    """A second person reads number, day and sum off the paper; if they agree, the money is there."""
    return funds.confirm_allotment(tx, actor, allotment_id, **figures.model_dump())


@acts.post("/fund-allotments/{allotment_id}/void", response_model=AllotmentShape)
def void_allotment(tx: Tx, actor: Keeper, allotment_id: PathId, why: Why) -> FundAllotment:
    """Give up a recorded allotment that nobody has confirmed."""
    funds.void(tx, actor, FundAllotment, allotment_id, why.reason)
    return find(tx, actor, FundAllotment, allotment_id)


@acts.post("/fundings", status_code=201, response_model=FundingShape)
def fund_by(tx: Tx, actor: Keeper, new: NewFunding) -> dict[str, object]:
    """Say which funds pay a policy, in which shares; it counts when another confirms it."""
    unit_id = None if new.unit is None else funds.unit_by_code(tx, actor, new.unit)
    parts = [(part.fund, part.weight) for part in new.parts]
    return _with_parts(tx, funds.fund_by(tx, actor, funds.Mix(new.policy, unit_id, new.since, new.paper, parts)))


@acts.post("/fundings/{funding_id}/confirmation", response_model=FundingShape)
def confirm_funding(tx: Tx, actor: Second, funding_id: PathId) -> dict[str, object]:
    """A second person agrees; decisions signed from its day on are paid so."""
    return _with_parts(tx, funds.confirm_funding(tx, actor, funding_id))


@acts.post("/fundings/{funding_id}/void", response_model=FundingShape)
def void_funding(tx: Tx, actor: Keeper, funding_id: PathId, why: Why) -> dict[str, object]:
    """Give up a funding that nobody has confirmed."""
    funds.void(tx, actor, Funding, funding_id, why.reason)
    return _with_parts(tx, find(tx, actor, Funding, funding_id))


@router.get("/funds", response_model=Page[FundShape])
def all_funds(
    tx: ReadTx,
    actor: Reader,
    source: Source | None = None,
    programme: Code | None = None,
    budget_year: int | None = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The funds of the actor's units with their balances."""
    asked = {"source": source, "programme": programme, "budget_year": budget_year}
    found = fund_statements.funds(tx, actor, asked, after=after, limit=limit)
    return page([_shape(one) for one in found], limit)


@router.get("/funds/positions")
def positions(tx: ReadTx, actor: Reader, policy: OfAPaidPolicy = None) -> dict[str, list[PositionShape]]:
    """Commitments and payments by policy and district."""
    policies = policy and masking.policies_meant(actor.role, policy)
    found = fund_statements.positions(tx, actor, policies or None)
    return {"items": [PositionShape.model_validate(row) for row in found]}


@router.get("/funds/{fund_id}", response_model=FundShape)
def one_fund(tx: ReadTx, actor: Reader, fund_id: PathId) -> dict[str, object]:
    """One fund with its balances."""
    return _shape(fund_statements.fund(tx, actor, fund_id))


@router.get("/funds/{fund_id}/statement", response_model=Page[LineShape])
def statement(tx: ReadTx, actor: Reader, fund_id: PathId, after: After = 0, limit: Limit = 200) -> dict[str, object]:
    """A fund's transfers, in the order in which they were written."""
    return page(fund_statements.statement(tx, actor, fund_id, after=after, limit=limit), limit)


@router.get("/funds/{fund_id}/allotments", response_model=Page[AllotmentShape])
def allotments(tx: ReadTx, actor: Reader, fund_id: PathId, after: After = 0, limit: Limit = 200) -> dict[str, object]:
    """The decisions on a fund's money."""
    return page(fund_statements.allotments(tx, actor, fund_id, after=after, limit=limit), limit)


@router.get("/fundings", response_model=Page[FundingShape])
def all_fundings(tx: ReadTx, actor: Reader, after: After = 0, limit: Limit = 200) -> dict[str, object]:
    """Which funds pay what."""
    found = fund_statements.fundings(tx, actor, after=after, limit=limit)
    return page([_mix(one) for one in found], limit)


def _shape(one: fund_statements.Standing) -> dict[str, object]:
    said = {column.name: getattr(one.fund, column.name) for column in Fund.__table__.columns}
    balances = one.balances_vnd
    return {
        **said,
        "treasury": {name: said[name] for name in TreasuryCodes.model_fields},
        "allotted_vnd": -balances.get("APPROPRIATION", 0),
        **{f"{kind.lower()}_vnd": balances.get(kind, 0) for kind in ("AVAILABLE", "COMMITTED", "IN_TRANSIT", "PAID")},
        "balances_vnd": balances,
    }


def _with_parts(tx: Tx, one: Funding) -> dict[str, object]:
    return _mix(fund_statements.with_parts(tx, [one])[0])


def _mix(one: fund_statements.Mix) -> dict[str, object]:
    return {
        **{column.name: getattr(one.funding, column.name) for column in Funding.__table__.columns},
        "parts": one.parts,
    }
