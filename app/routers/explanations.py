"""An application explained: every condition with its fact and article, every line of money, in two languages."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter

from app import explanation
from app.access import Action, Actor
from app.routers.door import ReadTx, may
from app.routers.payouts import Moment
from app.routers.shapes import PathId, Shape

router = APIRouter(prefix="/api", tags=["applications"])


class SourceShape(Shape):
    """Where it is written, and how well that is known."""

    instrument: str
    unit: str
    vi: str
    en: str
    standing: str | None
    standing_vi: str | None
    standing_en: str | None


class FactShape(Shape):
    """A fact that a condition read, as its form says it; without a value where it is not known."""

    name: str
    vi: str
    en: str
    value_vi: str | None
    value_en: str | None
    confirmed: bool


class WantedShape(Shape):
    """A fact that is missing, with the paper that proves it; or an open point of law."""

    name: str
    vi: str
    en: str
    paper_vi: str | None
    paper_en: str | None


class ConditionShape(Shape):
    """A condition and its answer."""

    id: str
    met: bool | None
    verdict_vi: str
    verdict_en: str
    vi: str
    en: str
    decides: bool
    source: SourceShape
    facts: Sequence[FactShape]
    missing: Sequence[WantedShape]
    points: Sequence[WantedShape]


class LineShape(Shape):
    """A line of money; a held one says why."""

    component: str
    vi: str
    en: str
    amount_vnd: int
    gives: str
    held: bool
    why_vi: str | None
    why_en: str | None
    source: SourceShape
    missing: Sequence[WantedShape]
    points: Sequence[WantedShape]


class ByShape(Shape):
    """Who made the determination, in which act."""

    act: str
    person: str
    role: str
    unit: str


class ExplanationShape(Shape):
    """A determination, explained."""

    application_id: int
    determination_id: int
    policy: str
    policy_vi: str
    policy_en: str
    number: str
    round: int | None
    state: str | None
    outcome: str
    outcome_vi: str
    outcome_en: str
    amount_vnd: int
    law_on: date
    rules_version: str
    words_digest: str
    at: datetime
    by: ByShape
    conditions: Sequence[ConditionShape]
    lines: Sequence[LineShape]
    missing: Sequence[WantedShape]
    points: Sequence[WantedShape]


@router.get("/applications/{application_id}/explanation", response_model=ExplanationShape)
def explain(
    tx: ReadTx, actor: Annotated[Actor, may(Action.READ_LIST)], application_id: PathId, as_of: Moment = None
) -> explanation.Explained:
    """Why an application is supported or not: the determination that stood at an instant."""
    return explanation.explain(tx, actor, application_id, as_of)
