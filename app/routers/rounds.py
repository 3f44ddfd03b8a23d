"""Rounds of policy 12 before they are decided: what a draft would cost."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from app import round_cost
from app.access import Action, Actor
from app.routers.door import ReadTx, StrictRoute, may
from app.routers.shapes import Amount, Body, Day, Flag, Shape
from app.rules.rounds import Basis
from app.rules.rounds_drafted import Draft
from app.settings import settings

router = APIRouter(prefix="/api/rounds", tags=["rounds"], route_class=StrictRoute)

Codes = Annotated[list[Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]], Field(max_length=200)]


class DraftBody(Body):
    """A round as the province thinks of deciding it; areas are districts or communes by code."""

    occupations: Annotated[Codes, Field(min_length=1)]
    workplaces: Annotated[Codes, Field(min_length=1, description="00000: ngoài tỉnh / commuters out of the province")]
    residents: Annotated[Codes | None, Field(description="trống: cả tỉnh / left out: the whole province")] = None
    first_day: Day
    last_day: Day
    basis: Basis
    levels_vnd: Annotated[list[Amount], Field(min_length=1, max_length=10)]
    with_contract: Annotated[Codes | None, Field(description="có HĐLĐ, không BHXH / with a contract, uninsured")] = None
    least_age_years: Annotated[int | None, Field(strict=True, ge=0, le=100)] = None
    income_below_vnd: Amount | None = None
    registered: Flag = False
    on: Annotated[Day | None, Field(description="the law's day; today by default")] = None

    def draft(self) -> Draft:
        """The same for the rules."""
        return Draft(
            frozenset(self.occupations), frozenset(self.workplaces), frozenset(self.residents or ()), self.first_day,
            self.last_day, self.basis, frozenset(self.with_contract or ()), self.least_age_years, self.income_below_vnd,
            self.registered,
        )  # fmt: skip


class CountShape(Shape):
    """People by what the draft says of them, and the money at each level."""

    people: int
    undetermined: int
    refused: int
    amounts_vnd: list[int]


class CellShape(CountShape):
    """An occupation in a commune of residence."""

    occupation: str
    commune_code: str
    commune: str


class LevelShape(Shape):
    """A level that was asked about, what it gives a person (never below the floor), and what it costs."""

    asked_vnd: int
    given_vnd: int
    amount_vnd: int


class RoundCostShape(Shape):
    """What a drafted round would cost."""

    on: date
    basis: str
    levels: list[LevelShape]
    total: CountShape
    cells: list[CellShape]


@router.post("/cost", response_model=RoundCostShape)
def cost(tx: ReadTx, actor: Annotated[Actor, may(Action.READ_LIST)], body: DraftBody) -> round_cost.RoundCost:
    """What a round would cost by occupation, commune and level, among the people of the actor's districts."""
    return round_cost.cost(tx, actor, body.draft(), body.levels_vnd, body.on or settings().today())
