"""What all shapes at the door have in common: nothing unknown is passed over, nothing is guessed."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, computed_field
from pydantic_core import PydanticCustomError

from app import rules
from app.access.duties import STATES
from app.access.masking import OTHER_SUPPORT

T = TypeVar("T")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"[0-9]{1,19}")
ID_MAX = 2**63 - 1
FIRST_YEAR, LAST_YEAR = 1900, 2100


Instant = Annotated[datetime, AfterValidator(lambda at: at.astimezone(UTC))]
"""An instant is told in UTC, whichever clock it was taken from."""


class Body(BaseModel):
    """A request's body: a key that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Shape(BaseModel):
    """An answer's shape, filled from records or dataclasses."""

    model_config = ConfigDict(from_attributes=True)


class OfPolicy(Shape):
    """What belongs to a policy says what its amounts are: cash, relief, a deferral, or a loan."""

    policy: str

    @computed_field  # type: ignore[prop-decorator]  # as Pydantic documents it
    @property
    def gives(self) -> str:
        """What the policy gives; only cash is paid here."""
        return rules.POLICIES[self.policy].gives.value


class StepShape(Shape):
    """A step of a route; `due` is the last day on which it is in time, where its term is known."""

    act: str
    unit_kind: str
    vi: str
    en: str
    working_days: int | None
    due: date | None


class DeadlineShape(OfPolicy):
    """Applications of a list, received on one day, that wait for a step; late by so many working days."""

    list_id: int
    round: int | None
    version: int
    received_on: date
    submission_id: int | None
    applications: int
    step: StepShape
    responsible: str
    days_late: int
    last_application_day: date | None
    received_in_time: bool | None
    steps: Sequence[StepShape]


def _iso_day(value: object) -> object:
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
        raise PydanticCustomError("written_day", "a day is written YYYY-MM-DD")
    if isinstance(value, int | float):
        raise PydanticCustomError("written_day", "a day is written YYYY-MM-DD")
    return value


def _of_our_time(value: date) -> date:
    """Holidays are known until 2100; a clock that runs for thousands of years would be counted for minutes."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise PydanticCustomError("day_of_another_time", "the year of a day is one of 1900 to 2100")
    return value


def _written_plainly(value: object) -> object:
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise PydanticCustomError("written_id", "an id is written in digits")
    return value


def _known_policy(value: str) -> str:
    if value not in rules.POLICIES:
        raise PydanticCustomError("policy_unknown", "there is no such policy")
    return value


def _known_or_covered(value: str) -> str:
    return value if value == OTHER_SUPPORT else _known_policy(value)


def _known_state(value: str) -> str:
    if value not in STATES:
        raise PydanticCustomError("state_unknown", "there is no such state")
    return value


# Days and amounts have as many digits; an amount has no zero before it, and a dot before each three.
_NO_NUMBER = re.compile(
    r"\b[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
    r"|(?<![0-9.])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9])"
)
_SOMEBODYS_NUMBER = re.compile(r"[0-9](?:[ .]?[0-9]){8,}")


def _without_numbers(value: str) -> str:
    if _SOMEBODYS_NUMBER.search(_NO_NUMBER.sub("–", value)):
        raise PydanticCustomError(
            "number_in_words", "nobody's identity, account or phone number belongs in these words"
        )
    return value


Day = Annotated[date, BeforeValidator(_iso_day), AfterValidator(_of_our_time)]
"""A day as YYYY-MM-DD; a number is no day."""

Amount = Annotated[int, Field(strict=True, ge=0, le=10**15)]
"""Whole đồng, or a count: no text, no fraction, no true."""

Flag = Annotated[bool, Field(strict=True)]
Id = Annotated[int, Field(strict=True, ge=1, le=ID_MAX)]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Text = Annotated[Line, AfterValidator(_without_numbers)]
"""Somebody's own words: kept in plain and shown to others, so nobody's number is taken in them."""

PathId = Annotated[int, BeforeValidator(_written_plainly), Field(ge=1, le=ID_MAX)]
PolicyCode = Annotated[str, Field(max_length=40), AfterValidator(_known_policy)]
OfAPolicy = Annotated[PolicyCode | None, Query()]
"""A filter by policy: a mistyped code would find nothing, and is refused."""

PaidPolicy = Annotated[str, Field(max_length=40), AfterValidator(_known_or_covered)]
"""A policy as whoever pays calls it: those that tell of health have one name for them."""

OfAPaidPolicy = Annotated[PaidPolicy | None, Query()]

InAState = Annotated[Annotated[str, Field(max_length=20), AfterValidator(_known_state)] | None, Query()]
"""A filter by state, refused likewise."""

After = Annotated[int, Query(ge=0, le=ID_MAX, description="id of the last record seen")]
Limit = Annotated[int, Query(ge=1, le=200)]


class Page(Shape, Generic[T]):
    """A page of records in the order of their ids; `next` is the `after` of the page that follows."""

    items: Sequence[T]
    next: int | None


def page(items: Sequence[Any], limit: int, key: str = "id") -> dict[str, object]:
    """A page that says whether another may follow."""
    last = items[-1] if items else None
    after = None if last is None else (last[key] if isinstance(last, dict) else getattr(last, key))
    return {"items": items, "next": after if len(items) == limit else None}
