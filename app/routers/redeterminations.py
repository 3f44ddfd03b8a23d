"""Determining again: what another day's law would change, by order; and what a draft amendment would."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field

from app import redetermination
from app.access import Action, Actor, find
from app.comparing import Effect, Summary
from app.models import Redetermination
from app.redetermination import Order
from app.routers.door import ActRoute, ReadTx, StrictRoute, Tx, may
from app.routers.going_up import Why
from app.routers.shapes import After, Amount, Body, Day, Limit, Page, PathId, PolicyCode, Shape, Text, page
from app.settings import settings

router = APIRouter(prefix="/api", tags=["determining again"], route_class=StrictRoute)
acts = APIRouter(prefix="/api", tags=["determining again"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.COMPARE_LAW)]
Whom = Literal["not_eligible", "all"]
EffectName = Annotated[Effect | None, Query()]


class Asked(Body):
    """Which applications, under the law of which day."""

    policy: PolicyCode
    on: Day
    whom: Whom = "not_eligible"


class DraftedValue(Body):
    """A value of the policy (`GET /api/policies/{code}` names them), from a day on, and what it would be."""

    value: Annotated[str, Field(max_length=60)]
    since: Day
    to: Any
    instrument: Annotated[str, Field(max_length=60)] = "dự thảo"
    unit: Annotated[str, Field(max_length=60)] = "–"


class WhatIf(Asked):
    """A draft amendment."""

    whom: Whom = "all"
    amendments: Annotated[list[DraftedValue], Field(min_length=1, max_length=20)]


class Signed(Asked):
    """A signed order, with the figures of the preview that stand on it."""

    number: Text
    signed_on: Day
    signer: Text
    rows: Amount
    amount_vnd: Amount


class Counted(Shape):
    """Applications of an effect, and the money of it."""

    applications: int
    change_vnd: int


class DistrictEffects(Shape):
    """A district's applications by effect."""

    district_id: int
    effects: dict[str, Counted]


class Changes(Shape):
    """What another law would change: in all and by district."""

    policy: str
    on: date
    rows: int
    effects: dict[str, Counted]
    districts: list[DistrictEffects]


class WhatIfAnswer(Shape):
    """What the draft would change, and what the law without it would; the rest is the draft's doing."""

    with_draft: Changes
    without_draft: Changes


class OrderShape(Shape):
    """An order to determine again, and how far it has come."""

    id: int
    policy: str
    law_on: date
    everything: bool
    number: str
    signed_on: date
    signer: str
    state: str
    rows: int
    expected: dict[str, Counted]


class FoundEffect(Counted):
    """What an order found in a district."""

    district_id: int
    effect: str


class WholeOrder(OrderShape):
    """An order with what it has found so far."""

    found: list[FoundEffect]


class StepShape(Shape):
    """How far a step has brought an order."""

    state: str
    rows: int
    rows_in_all: int
    effects: dict[str, Counted]


class RowShape(Shape):
    """An application before and after."""

    application_id: int
    district_id: int
    effect: str
    change_vnd: int
    entitled_vnd: int
    outcome_before: str
    before_vnd: int
    law_before: date
    reason_before: str | None
    outcome_after: str
    after_vnd: int
    law_after: date
    reason_after: str | None


class StandingShape(Shape):
    """How a district's applications stood."""

    district_id: int
    outcome: str
    applications: int
    amount_vnd: int


@router.post("/redeterminations/preview", response_model=Changes)
def preview(tx: ReadTx, actor: Reader, asked: Asked) -> dict[str, Any]:
    """Who becomes eligible, who is owed more, who was overpaid under the law of a day. Nothing is written."""
    found = redetermination.preview(tx, actor, asked.policy, asked.on, everything=asked.whom == "all")
    return _shown(asked, found)


@router.post("/what-if", response_model=WhatIfAnswer)
def what_if(tx: ReadTx, actor: Reader, asked: WhatIf) -> dict[str, Any]:
    """The same under a draft amendment: cost, winners, losers by district. Nothing is written."""
    drafts = [each.model_dump() | {"since": each.since.isoformat()} for each in asked.amendments]
    with_draft, without = redetermination.what_if(
        tx, actor, asked.policy, asked.on, drafts, everything=asked.whom == "all"
    )
    return {"with_draft": _shown(asked, with_draft), "without_draft": _shown(asked, without)}


@acts.post("/redeterminations", status_code=201, response_model=OrderShape)
def order(tx: Tx, actor: Annotated[Actor, may(Action.ORDER_REDETERMINATION)], said: Signed) -> Redetermination:
    """Record a signed order to determine again."""
    figures = said.model_dump(exclude={"on", "whom"})
    return redetermination.order(tx, actor, Order(law_on=said.on, everything=said.whom == "all", **figures))


@acts.post("/redeterminations/{order_id}/void", response_model=OrderShape)
def void(
    tx: Tx, actor: Annotated[Actor, may(Action.ORDER_REDETERMINATION)], order_id: PathId, why: Why
) -> Redetermination:
    """Give an order up before anything of it was carried out."""
    return redetermination.void(tx, actor, order_id, why.reason)


@acts.post("/redeterminations/{order_id}/steps", response_model=StepShape)
def step(
    tx: Tx,
    actor: Annotated[Actor, may(Action.RUN_REDETERMINATION)],
    order_id: PathId,
    rows_max: Annotated[int, Query(ge=1, le=50_000)] = 20_000,
) -> dict[str, Any]:
    """Determine the order's next applications; asked for until its state is done. What was cut off goes on."""
    done = redetermination.step(tx, actor, order_id, rows_max)
    one = done.redetermination
    return {"state": one.state, "rows": done.rows, "rows_in_all": one.rows, "effects": done.effects}


@router.get("/redeterminations", response_model=Page[OrderShape])
def orders(tx: ReadTx, actor: Reader, after: After = 0, limit: Limit = 200) -> dict[str, object]:
    """The orders of the actor's units."""
    return page(redetermination.orders(tx, actor, after=after, limit=limit), limit)


@router.get("/redeterminations/{order_id}", response_model=WholeOrder)
def one_order(tx: ReadTx, actor: Reader, order_id: PathId) -> dict[str, Any]:
    """An order with what it has found so far."""
    one = find(tx, actor, Redetermination, order_id)
    shown = {name: getattr(one, name) for name in OrderShape.model_fields}
    return {**shown, "found": redetermination.effects_of(tx, actor, one.id)}


@router.get("/redeterminations/{order_id}/rows", response_model=Page[RowShape])
def rows(
    tx: ReadTx, actor: Reader, order_id: PathId, effect: EffectName = None, after: After = 0, limit: Limit = 200
) -> dict[str, object]:
    """What an order found, application by application."""
    return page(redetermination.rows_of(tx, actor, order_id, effect=effect, after=after, limit=limit), limit)


@router.get("/determinations", response_model=Page[StandingShape])
def standing(
    tx: ReadTx,
    actor: Reader,
    policy: PolicyCode,
    as_of: Annotated[AwareDatetime | None, Query(description="an instant with its zone; now by default")] = None,
) -> dict[str, object]:
    """How a policy's applications stood at an instant, by district and outcome."""
    moment: datetime = as_of or settings().now()
    return {"items": redetermination.standing(tx, actor, policy, moment), "next": None}


def _shown(asked: Asked, found: Summary) -> dict[str, Any]:
    districts = [{"district_id": id_, "effects": effects} for id_, effects in sorted(found.by_district.items())]
    return {
        "policy": asked.policy,
        "on": asked.on,
        "rows": found.rows,
        "effects": found.total(),
        "districts": districts,
    }
