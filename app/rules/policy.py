"""A policy as a value: its facts, its conditions, its money, and the route its papers take."""

from collections.abc import Callable
from dataclasses import dataclass

from app.rules.fact import Fact
from app.rules.law import Amendment, AmountLine, Circumstances, Condition, Facts


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a route: what is done, the kind of unit that does it, the working days it may take."""

    act: str  # list | confirm | appraise | decide | pay
    unit_kind: str  # employer | commune | district | province | insurance_agency
    working_days: int | None  # None: no term is laid down, or none could be read
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Value:
    """A figure or a list of the law under its name, with everything it has been."""

    name: str
    vi: str
    en: str
    amendments: tuple[Amendment[object], ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """One support: who gets it, how much, and who says so."""

    code: str
    number: str  # its clause in Section II of Resolution 68
    vi: str
    en: str
    gives_vi: str
    gives_en: str
    occasion: str
    facts: tuple[Fact, ...]
    conditions: tuple[Condition, ...]
    line_conditions: tuple[Condition, ...]  # these bear on a line of money, not on the application
    lines: Callable[[Facts, Circumstances], tuple[AmountLine, ...]]
    values: tuple[Value, ...]
    route: tuple[Amendment[tuple[Step, ...]], ...]
    by_round: bool = False  # given in rounds by local decision: a list without its round cannot be judged
