"""Who signs payment papers: three people, on which days, and in whose place."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from app import signatories, signed_by
from app.access import Action, Actor
from app.models import BatchSignatory
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.going_up import Why
from app.routers.shapes import After, Body, Day, Id, Limit, Page, PathId, Shape, Text, page
from app.settings import settings

router = APIRouter(prefix="/api", tags=["signatories"])
acts = APIRouter(prefix="/api", tags=["signatories"], route_class=ActRoute)

Keeper = Annotated[Actor, may(Action.KEEP_SIGNATORY)]
Second = Annotated[Actor, may(Action.CONFIRM_SIGNATORY)]
Reader = Annotated[Actor, may(Action.READ_SIGNATORY)]


class NewSignatory(Body):
    """Somebody's signature in a role; or, with `substitutes` and a paper, in somebody's place for a time."""

    role: Literal["maker", "chief_accountant", "account_holder"] | None = None
    person: Text
    title: Text
    since: Day
    until: Day | None = None
    substitutes: Id | None = None
    paper: Text | None = None


class LastDay(Body):
    """The last day of a signature."""

    on: Day


class SignatoryShape(Shape):
    """Who signs, in which role, from when to when."""

    id: int
    role: str
    person: str
    title: str
    since: date
    until: date | None
    substitutes_id: int | None
    paper: str | None
    ended_on: date | None
    state: str
    district_id: int


class SignerShape(Shape):
    """Whose name a paper bears; `paper` where it is a substitute's."""

    role: str
    signatory_id: int
    name: str
    title: str
    paper: str | None


@acts.post("/signatories", status_code=201, response_model=SignatoryShape)
def record(tx: Tx, actor: Keeper, new: NewSignatory) -> Mapping[str, Any]:
    """Say who signs for the actor's unit; it counts when another confirms it."""
    said = signatories.Appointment(**new.model_dump())
    return signatories.named(tx, [signatories.record(tx, actor, said)])[0]


@acts.post("/signatories/{signatory_id}/confirmation", response_model=SignatoryShape)
def confirm(tx: Tx, actor: Second, signatory_id: PathId) -> Mapping[str, Any]:
    """A second person has seen the paper."""
    return signatories.named(tx, [signatories.confirm(tx, actor, signatory_id)])[0]


@acts.post("/signatories/{signatory_id}/end", response_model=SignatoryShape)
def end(tx: Tx, actor: Keeper, signatory_id: PathId, last: LastDay) -> Mapping[str, Any]:
    """Say the last day of a signature that ends before its time."""
    return signatories.named(tx, [signatories.end(tx, actor, signatory_id, last.on)])[0]


@acts.post("/signatories/{signatory_id}/void", response_model=SignatoryShape)
def void(tx: Tx, actor: Keeper, signatory_id: PathId, why: Why) -> Mapping[str, Any]:
    """Give up what nobody has confirmed."""
    return signatories.named(tx, [signatories.void(tx, actor, signatory_id, why.reason)])[0]


@router.get("/signatories", response_model=Page[SignatoryShape])
def all_signatories(tx: ReadTx, actor: Reader, after: After = 0, limit: Limit = 200) -> dict[str, object]:
    """Who signs, or signed, for the actor's units."""
    return page(signatories.recorded(tx, actor, after=after, limit=limit), limit)


@router.get("/signatories/of-day", response_model=dict[Literal["items"], list[SignerShape]])
def of_day(
    tx: ReadTx, actor: Reader, on: Annotated[Day | None, Query(description="today by default")] = None
) -> dict[str, Sequence[Any]]:
    """Who signs for the actor's unit on a day; a role that nobody has is missing."""
    return {"items": signed_by.on_day(tx, actor.unit_id, on or settings().today())}


@router.get("/payment-batches/{batch_id}/signatories", response_model=dict[Literal["items"], list[SignerShape]])
def of_batch(tx: ReadTx, actor: Reader, batch_id: PathId) -> dict[str, Sequence[BatchSignatory]]:
    """Whose names the papers of a batch bear."""
    return {"items": signatories.of_batch(tx, actor, batch_id)}
