"""The shapes of the law: what is dated, what is cited, what a determination says.

Everything here is a value. Nothing here knows a database, a file or the day it is run on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)

Facts = Mapping[str, object]
"""Facts by name. A fact that is absent, or None, is unknown."""

Met = bool | None
"""Whether something is so: yes, no, or (None) not known."""


class Standing(StrEnum):
    """How well a point of law is known; `UNCONFIRMED` may neither pay nor refuse."""

    CONFIRMED = "confirmed"
    SUMMARISED = "summarised"
    DERIVED = "derived"
    UNCONFIRMED = "unconfirmed"


class Outcome(StrEnum):
    """What the rules say of an application."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument and the unit in it: `Citation("68/NQ-CP", "II.12")`."""

    instrument: str
    unit: str

    def __str__(self) -> str:
        return f"{self.instrument} {self.unit}"


@dataclass(frozen=True, slots=True)
class Amendment(Generic[T_co]):
    """A value in force from a day on, with its source. To amend is to add one, never to edit."""

    since: date
    value: T_co
    citation: Citation
    standing: Standing = Standing.CONFIRMED


def in_force(amendments: Sequence[Amendment[T_co]], on: date) -> Amendment[T_co] | None:
    """The amendment in force on a day; None before the first."""
    held = [amendment for amendment in amendments if amendment.since <= on]
    return max(held, key=lambda amendment: amendment.since) if held else None


def governing(amendments: Sequence[Amendment[T_co]], on: date) -> Amendment[T_co]:
    """The amendment in force; before the first, the one to come, so that every answer has its article.

    That no law was in force yet is for the condition `in_force` to say: nobody is paid by the law to come.
    """
    return in_force(amendments, on) or min(amendments, key=lambda amendment: amendment.since)


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One condition: met, not met, or unknown (None), with its article in both languages."""

    id: str
    met: Met
    citation: Citation
    standing: Standing
    vi: str
    en: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AmountLine:
    """One component's money in đồng; `held` lines wait for a fact or a point of law."""

    component: str
    amount_vnd: int
    citation: Citation
    held: bool = False
    child: str | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Supported:
    """A support already approved or paid to the same beneficiary: what the cross-policy rules read."""

    policy: str
    component: str
    state: str
    amount_vnd: int = 0
    event_from: date | None = None
    child: str | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a determination depends on besides the applicant's facts."""

    on: date
    province: str = "58"
    round: int | None = None
    history: tuple[Supported, ...] | None = ()  # None: not known


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a policy, the law it stands on, and its answer for a case. It always has one."""

    id: str
    vi: str
    en: str
    law: tuple[Amendment[object], ...]
    test: Callable[[Facts, Circumstances], ConditionResult]


@dataclass(frozen=True, slots=True)
class Determination:
    """What the rules say of one application under the law of one day. Immutable."""

    policy: str
    on: date
    outcome: Outcome
    amount_vnd: int
    lines: tuple[AmountLine, ...]
    results: tuple[ConditionResult, ...]
    missing: tuple[str, ...] = ()
