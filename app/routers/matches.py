"""Likely matches: who may be one person, side by side, and a person's word on it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from app import match_queue, match_word
from app.access import Action, Actor
from app.routers.door import ActRoute, ReadTx, StrictRoute, Tx, may
from app.routers.shapes import After, Body, Flag, Id, Limit, OfAPolicy, OfPolicy, Page, PathId, Shape, Text, page

router = APIRouter(prefix="/api", tags=["matches"], route_class=StrictRoute)
acts = APIRouter(prefix="/api", tags=["matches"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_LIST)]
MATCHES_MAX = 200


class Word(Body):
    """Whether the people of some likely matches are the same, and why."""

    matches: Annotated[list[Id], Field(min_length=1, max_length=MATCHES_MAX)]
    same: Flag
    why: Text


class ReasonShape(Shape):
    """A reason of a score: points speak for, or below 0 against."""

    code: str
    points: int
    vi: str
    en: str


class DocumentShape(Shape):
    """A document by its last digits."""

    kind: str
    last4: str


class RequestShape(OfPolicy):
    """An application of somebody, with the last digits of phone and account."""

    id: int
    state: str
    district_id: int
    phone_last3: str | None
    account_last4: str | None


class SideShape(Shape):
    """One of the two, as far as the actor's districts know them."""

    id: int
    full_name: str
    sex: str | None
    birth_date: date | None
    birth_year: int | None
    commune_code: str | None
    documents: Sequence[DocumentShape]
    applications: Sequence[RequestShape]


class AskShape(Shape):
    """Whom to ask about somebody who is known elsewhere."""

    vi: str
    en: str


class MatchShape(OfPolicy):
    """Two who may be one. Of an `other` known elsewhere nothing is told but whom to ask."""

    id: int
    application_id: int
    district_id: int
    state: str
    held: bool
    strong: bool
    score: int | None
    reasons: Sequence[ReasonShape]
    same: bool | None
    note: str | None
    known_here: bool
    ask: AskShape | None
    one: SideShape
    other: SideShape | None


class DecidedShape(Shape):
    """What became of a match."""

    id: int
    same: bool
    application_id: int
    state: str
    held: bool
    link_id: int | None
    link_state: str | None


class DecidedShapes(Shape):
    """What became of the matches that were asked for, in the order of their ids."""

    items: Sequence[DecidedShape]


@router.get("/matches", response_model=Page[MatchShape])
def matches(
    tx: ReadTx,
    actor: Reader,
    strong: Annotated[bool | None, Query()] = None,
    district: Annotated[int | None, Query(ge=1)] = None,
    policy: OfAPolicy = None,
    decided: Annotated[bool, Query()] = False,
    after: After = 0,
    limit: Limit = 200,
) -> Mapping[str, object]:
    """Likely matches that wait for a person's word; strong ones hold their applications."""
    filters = match_queue.Filters(strong, district, policy, decided)
    return page(match_queue.page_of(tx, actor, filters, after, limit), limit)


@router.get("/matches/{match_id}", response_model=MatchShape)
def one_match(tx: ReadTx, actor: Reader, match_id: PathId) -> Mapping[str, Any]:
    """One likely match, both sides beside each other."""
    return match_queue.one_of(tx, actor, match_id)


@acts.post("/matches/decisions", response_model=DecidedShapes)
def decide_matches(tx: Tx, actor: Annotated[Actor, may(Action.DECIDE_MATCH)], word: Word) -> Mapping[str, object]:
    """Say of one or many likely matches whether they are the same people, and why."""
    return {"items": match_word.decide(tx, actor, word.matches, same=word.same, why=word.why)}
