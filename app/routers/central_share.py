"""The request for the central share: what there is to ask for, its paper, and what was sent."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from app import central_request, central_share
from app.access import Action, Actor
from app.files import xlsx_out
from app.models import CentralRequest
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.fund_shapes import Year
from app.routers.policies import download
from app.routers.shapes import After, Body, Day, Limit, Page, PathId, Shape, Text, page
from app.settings import settings

router = APIRouter(prefix="/api/funds/central-share", tags=["central share"])
acts = APIRouter(prefix="/api/funds/central-share", tags=["central share"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_FUND)]
BudgetYear = Annotated[int, Query(ge=2020, le=2100)]
AsOf = Annotated[Day | None, Query(description="today by default")]


class ShareShape(Shape):
    """What a source bears of a policy, in đồng."""

    decided_vnd: int
    committed_vnd: int
    paid_vnd: int
    remaining_vnd: int


class LineShape(Shape):
    """A policy: whom it was decided for, who bears it, what was asked for before and what is new."""

    policy: str
    people: int
    decided_vnd: int
    central: ShareShape
    own: ShareShape
    other: ShareShape
    asked_before_vnd: int
    asked_vnd: int


class AskShape(Shape):
    """A budget year as of a day, by policy."""

    budget_year: int
    as_of: date
    asked_vnd: int
    items: Sequence[LineShape]


class SentRequest(Body):
    """A request that was sent: what stands on its paper."""

    budget_year: Year
    as_of: Day
    number: Text
    signed_on: Day
    asked_vnd: Annotated[int, Field(strict=True, ge=-(10**15), le=10**15)]


class RequestShape(Shape):
    """A request that was sent; the nth of its budget year."""

    id: int
    budget_year: int
    nth: int
    as_of: date
    number: str
    signed_on: date
    asked_vnd: int
    sha256: str


@router.get("", response_model=AskShape)
def share(tx: ReadTx, actor: Reader, budget_year: BudgetYear, as_of: AsOf = None) -> dict[str, object]:
    """What there is to ask for, by policy: the central part of what was decided, less what was asked for before."""
    found = central_share.ask(tx, actor, budget_year, as_of or settings().today())
    lines = central_share.for_reading(actor, found.lines)
    return {"budget_year": budget_year, "as_of": found.as_of, "asked_vnd": found.asked_vnd, "items": lines}


@router.get(".xlsx", response_class=Response)
def share_paper(tx: ReadTx, actor: Reader, budget_year: BudgetYear, as_of: AsOf = None) -> Response:
    """The same as a paper without a number."""
    data = central_request.draft(tx, actor, budget_year, as_of or settings().today())
    return download(data, f"de-nghi-trung-uong-{budget_year}.xlsx", xlsx_out.MEDIA_TYPE)


@acts.post("/requests", status_code=201, response_model=RequestShape)
def send(tx: Tx, actor: Annotated[Actor, may(Action.ASK_CENTRAL_SHARE)], sent: SentRequest) -> dict[str, object]:
    """Record a request that was sent; the next one asks only for what is new."""
    return _shape(central_request.send(tx, actor, central_request.Paper(**sent.model_dump())))


@router.get("/requests", response_model=Page[RequestShape])
def requests(tx: ReadTx, actor: Reader, after: After = 0, limit: Limit = 200) -> dict[str, object]:
    """The requests that were sent."""
    found = central_request.sent(tx, actor, after=after, limit=limit)
    return page([_shape(one) for one in found], limit)


@router.get("/requests/{request_id}/file", response_class=Response)
def request_file(tx: ReadTx, actor: Reader, request_id: PathId) -> Response:
    """A request's file, byte for byte as it was sent."""
    data = central_request.file_of(tx, actor, request_id)
    return download(data, f"de-nghi-trung-uong-{request_id}.xlsx", xlsx_out.MEDIA_TYPE)


def _shape(one: CentralRequest) -> dict[str, object]:
    return {**{name: getattr(one, name) for name in RequestShape.model_fields}, "sha256": one.sha256.hex()}
