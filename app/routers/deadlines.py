"""Deadlines: what waits for which step, and who is late by how much."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from app import deadlines
from app.access import Action, Actor
from app.routers.door import ReadTx, may
from app.routers.shapes import After, Day, DeadlineShape, Limit, OfAPolicy, Shape
from app.settings import settings

router = APIRouter(prefix="/api", tags=["beneficiary lists"])


class Deadlines(Shape):
    """What waits in a page of lists; `next` is the `after` of the page that follows."""

    items: Sequence[DeadlineShape]
    next: int | None


@router.get("/deadlines", response_model=Deadlines)
def waiting(
    tx: ReadTx,
    actor: Annotated[Actor, may(Action.READ_LIST)],
    policy: OfAPolicy = None,
    late: Annotated[bool, Query(description="only what is late")] = False,
    on: Annotated[Day | None, Query(description="as of which day; today by default")] = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """By list, receipt and submission: the step that it waits for, its last day, and by how many working days late."""
    day = on or settings().today()
    items, following = deadlines.page(tx, actor, day, policy=policy, late=late, after=after, limit=limit)
    return {"items": items, "next": following}
