"""The invariants of the money and its evidence, asked of the database as it is."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from app import invariants
from app.access import Action, Actor
from app.routers.door import ReadTx, may
from app.routers.shapes import Shape

router = APIRouter(prefix="/api", tags=["invariants"])

Files = Annotated[bool, Query(description="mở cả các tệp đã lưu (chậm) / open the kept files too, which takes longer")]


class BreachShape(Shape):
    """A record that breaks a part of an invariant, by its id alone."""

    part: str
    record: str


class InvariantShape(Shape):
    """An invariant, whether it holds, how many records break it, and the first of them."""

    id: str
    vi: str
    en: str
    held: bool
    breaches: int
    examples: Sequence[BreachShape]
    left_out: Sequence[str]


class InvariantsShape(Shape):
    """All of them."""

    held: bool
    items: Sequence[InvariantShape]


@router.get("/invariants", response_model=InvariantsShape)
def all_invariants(
    tx: ReadTx, _actor: Annotated[Actor, may(Action.READ_INVARIANTS)], files: Files = False
) -> dict[str, object]:
    """I1 to I14 over the whole database: what holds, and which records do not."""
    found = invariants.check(tx, files=files)
    return {"held": all(each.held for each in found), "items": found}
