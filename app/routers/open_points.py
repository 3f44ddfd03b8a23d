"""Open points of law: what no source settles, what hangs on it, and the province's word on it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from app import open_points, settling
from app.access import Action, Actor
from app.files import printed_page
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.policies import download
from app.routers.shapes import Body, Day, Flag, Shape, Text
from app.rules.law import Citation
from app.settings import settings
from app.settling import Said

router = APIRouter(prefix="/api/policies", tags=["open points of law"])
acts = APIRouter(prefix="/api/policies", tags=["open points of law"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_LAW)]
LegalOfficer = Annotated[Actor, may(Action.SETTLE_LAW)]
LawDay = Annotated[Day | None, Query(description="the law's day for who waits; today by default")]
Number = Annotated[int, Field(strict=True, ge=-(10**15), le=10**15)]
Written = Annotated[str, Field(strict=True, max_length=40)]
Source = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


class CitationBody(Body):
    """Where a word stands: an instrument, and the unit in it."""

    instrument: Source = ""
    unit: Source = ""


class NewWord(Body):
    """A word on an open point: yes or no, a day, a number or an amount, as the point asks."""

    value: Flag | Number | Written
    citation: CitationBody = CitationBody()
    note: Text | None = None


class Why(Body):
    """Why a word is taken back."""

    reason: Text


class CitationShape(Shape):
    """Where a word stands."""

    instrument: str
    unit: str


class WordShape(Shape):
    """A word said on a point; one that is withdrawn has no value, and its note says why."""

    value: bool | int | str | None
    citation: CitationShape | None
    note: str | None
    withdrawn: bool
    person: str
    office: str
    at: datetime


class PointShape(Shape):
    """An open point: the question, the word on it that is in force, and what hangs on it in the actor's districts."""

    point: str
    vi: str
    en: str
    kind: str
    policies: Sequence[str]
    citation: str
    settled: WordShape | None
    applications: int
    amount_vnd: int


class Points(Shape):
    """All open points; what hangs the most money comes first."""

    items: Sequence[PointShape]


class WholePoint(PointShape):
    """An open point with all that was ever said on it, the earliest first."""

    words: Sequence[WordShape]


class SettledShape(Shape):
    """What a word brought about: the applications that waited for it and have not gone up, as they stand now."""

    point: str
    value: bool | int | str | None
    law_on: date
    determined: int
    eligible: int
    ineligible: int
    undetermined: int
    amount_vnd: int
    before_vnd: int
    gone_up: int


@router.get("/open-points", response_model=Points)
def points(tx: ReadTx, actor: Reader) -> dict[str, object]:
    """Every open point of law, with how many applications and how much money hang on it."""
    return {"items": open_points.standing(tx, actor)}


@router.get("/open-points.pdf", response_class=Response)
def sheet(tx: ReadTx, actor: Reader) -> Response:
    """The same on paper, with boxes to fill in: a province settles all of them in one sitting."""
    return download(open_points.sheet(tx, actor), "diem-luat-chua-ro.pdf", printed_page.MEDIA_TYPE)


@router.get("/open-points/{point}", response_model=WholePoint)
def one_point(tx: ReadTx, actor: Reader, point: str) -> dict[str, Any]:
    """One open point and the words said on it."""
    return open_points.one(tx, actor, point)


@acts.post("/open-points/{point}/words", status_code=201, response_model=SettledShape)
def settle(tx: Tx, actor: LegalOfficer, point: str, word: NewWord, on: LawDay = None) -> settling.Settled:
    """Settle an open point: the word counts from now on, and whoever waits for it is determined again at once."""
    said = Said(word.value, Citation(word.citation.instrument, word.citation.unit), word.note)
    return settling.settle(tx, actor, point, said, on or settings().today())


@acts.post("/open-points/{point}/withdrawal", response_model=SettledShape)
def withdraw(tx: Tx, actor: LegalOfficer, point: str, why: Why, on: LawDay = None) -> settling.Settled:
    """Take the word on a point back: the point is open again, and whoever was determined by it waits again."""
    return settling.withdraw(tx, actor, point, why.reason, on or settings().today())
