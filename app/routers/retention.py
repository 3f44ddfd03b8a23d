"""How long data is kept, what is due, and people's data erased by two people."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from app import erasing, retention
from app.access import Action, Actor
from app.routers.door import ActRoute, ReadTx, StrictRoute, Tx, may
from app.routers.shapes import After, Body, Day, Flag, Limit, Page, PathId, Shape, Text, page
from app.settings import settings

router = APIRouter(prefix="/api", tags=["retention"], route_class=StrictRoute)
acts = APIRouter(prefix="/api", tags=["retention"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_RETENTION)]


class KeptShape(Shape):
    """A kind of record, how long it is kept, from when, why, and how much of it is due."""

    kind: str
    vi: str
    en: str
    years: int
    days: int
    since_vi: str
    since_en: str
    why_vi: str
    why_en: str
    to_be_confirmed: bool
    then_vi: str
    then_en: str
    due: int


class Asked(Body):
    """Why somebody's data is to be erased, and on what paper."""

    reason: Literal["own_request", "authority_order", "retention_ended"]
    paper: Text


class Confirmed(Body):
    """A second person's word."""

    agreed: Flag


class ErasureShape(Shape):
    """An erasure, and of how many beneficiaries."""

    id: int
    state: str
    reason: str
    paper: str
    asked_on: date
    kept_until: date | None
    beneficiaries: int


@router.get("/retention")
def schedule(
    tx: ReadTx, _actor: Reader, on: Annotated[Day | None, Query(description="today by default")] = None
) -> dict[Literal["items"], list[KeptShape]]:
    """The schedule, and what is due on a day."""
    found = retention.told(tx, on or settings().today())
    return {"items": [KeptShape.model_validate(each) for each in found]}


@acts.post("/beneficiaries/{beneficiary_id}/erasures", status_code=201, response_model=ErasureShape)
def ask(
    tx: Tx, actor: Annotated[Actor, may(Action.ASK_ERASURE)], beneficiary_id: PathId, asked: Asked
) -> dict[str, Any]:
    """Ask for a person's data to be erased: refused while it has to be kept or something is under way."""
    return erasing.shown(tx, erasing.ask(tx, actor, beneficiary_id, asked.reason, asked.paper))


@acts.post("/erasures/{erasure_id}/confirmation", response_model=ErasureShape)
def confirm(
    tx: Tx, actor: Annotated[Actor, may(Action.CONFIRM_ERASURE)], erasure_id: PathId, word: Confirmed
) -> dict[str, Any]:
    """A second person's word: agreed, the data is gone for good."""
    return erasing.shown(tx, erasing.confirm(tx, actor, erasure_id, agreed=word.agreed))


@router.get("/erasures", response_model=Page[ErasureShape])
def erasures(tx: ReadTx, actor: Reader, after: After = 0, limit: Limit = 200) -> dict[str, object]:
    """What was asked to be erased, and what became of it."""
    return page(erasing.page_of(tx, actor, after, limit), limit)
