"""The shapes of the law: what is dated, what is cited, what a determination says.

Everything here is a value. Nothing here knows a database, a file or the day it is run on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
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
        return f"{self.instrument} {self.unit}".strip()  # an officer's may be an instrument alone


@dataclass(frozen=True, slots=True)
class Amendment(Generic[T_co]):
    """A value in force from a day on, with its source. To amend is to add one, never to edit."""

    since: date
    value: T_co
    citation: Citation
    standing: Standing = Standing.CONFIRMED
    point: str = ""  # of an unconfirmed one: the open point by whose code a legal officer confirms it


@dataclass(frozen=True, slots=True)
class Window:
    """Days from a first to a last one; both count."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies within it."""
        return self.first <= day <= self.last

    def days(self, first: date, last: date) -> int:
        """How many days of a spell lie within it, the spell's first and last day counted."""
        return max(0, (min(last, self.last) - max(first, self.first)).days + 1)


@dataclass(frozen=True, slots=True)
class Word:
    """A legal officer's word on an open point: what is so, and where that stands."""

    point: str
    value: object
    citation: Citation


@dataclass(frozen=True, slots=True)
class Drafted:
    """An amendment only thought of, to a value of the law that is known by the tuple of all it has been."""

    law: tuple[Amendment[object], ...]
    amendment: Amendment[object]


def in_force(amendments: Sequence[Amendment[T_co]], on: date) -> Amendment[T_co] | None:
    """The amendment in force on a day; None before the first."""
    held = [amendment for amendment in amendments if amendment.since <= on]
    return max(held, key=lambda amendment: amendment.since) if held else None


class LawOfDay:
    """The law of one day, as a province reads it: its officers' words on open points, and what is only drafted.

    Made by `law_of`, so that the same day and words are the same object and an answer kept for it is found again.
    """

    __slots__ = ("_drafted", "_words", "on")

    def __init__(self, on: date, words: Sequence[Word], drafted: Sequence[Drafted]) -> None:
        """`words`: one for each point at most."""
        self.on = on
        self._words = {word.point: word for word in words}
        self._drafted = drafted

    def in_force(self, amendments: Sequence[Amendment[T_co]]) -> Amendment[T_co] | None:
        """The amendment in force; None before the first."""
        return self._as_read(in_force(self._with_drafts(amendments), self.on))

    def governing(self, amendments: Sequence[Amendment[T_co]]) -> Amendment[T_co]:
        """The amendment in force; before the first, the one to come, so that every answer has its article.

        That no law was in force yet is for the condition `in_force` to say: nobody is paid by the law to come.
        """
        found = self.in_force(amendments)
        return found or self.read(min(amendments, key=lambda amendment: amendment.since))

    def read(self, amendment: Amendment[T_co]) -> Amendment[T_co]:
        """An amendment as the province reads it: an unconfirmed one with the officer's word, where there is one."""
        word = self._words.get(amendment.point) if amendment.point else None
        if word is None:
            return amendment
        return replace(amendment, value=word.value, citation=word.citation, standing=Standing.CONFIRMED)  # type: ignore[arg-type]  # of the point's kind

    def _as_read(self, amendment: Amendment[T_co] | None) -> Amendment[T_co] | None:
        return self.read(amendment) if amendment else None

    def _with_drafts(self, amendments: Sequence[Amendment[T_co]]) -> Sequence[Amendment[T_co]]:
        drafted = [each.amendment for each in self._drafted if each.law is amendments]
        return (*amendments, *drafted) if drafted else amendments  # type: ignore[arg-type]  # of its kind


@lru_cache(4096)
def law_of(on: date, words: tuple[Word, ...] = ()) -> LawOfDay:
    """The law of a day with the words said on its open points."""
    return LawOfDay(on, words, ())


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
    points: tuple[str, ...] = ()  # open points of law that it hangs on


class Gives(StrEnum):
    """What a line of a determination gives. Only cash becomes an entitlement here."""

    CASH = "cash"
    RELIEF = "relief"  # a contribution that is not asked for
    DEFERRAL = "deferral"  # a contribution that may be paid later
    LOAN = "loan"  # the policy bank's, recorded here


@dataclass(frozen=True, slots=True)
class AmountLine:
    """One component's money in đồng; `held` lines wait for a fact or a point of law."""

    component: str
    amount_vnd: int
    citation: Citation
    held: bool = False
    child: str | None = None
    missing: tuple[str, ...] = ()
    points: tuple[str, ...] = ()  # open points of law that it hangs on
    gives: Gives = Gives.CASH
    exclusive: bool = False  # a worker's one cash regime: no second such line for the same person


OWN = "own"
"""The child of a line that is the beneficiary's own, whichever policy gives it (a child, an elder, F0 or F1)."""


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

    law: LawOfDay
    province: str = "58"
    round: int | None = None
    history: tuple[Supported, ...] | None = ()  # None: not known

    @property
    def on(self) -> date:
        """The law's day."""
        return self.law.on


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
    points: tuple[str, ...] = ()  # open points of law that something hangs on
