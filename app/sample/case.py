"""What the sample is made of: rows as they are true and as they are written, lists, and what to expect of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.sample.people import Person

Amounts = tuple[tuple[str, int], ...]
"""Components and their money in đồng."""

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Judgement:
    """An expected outcome, its money by component, and the conditions that are not met."""

    outcome: str  # eligible | ineligible | undetermined
    components: Amounts = ()
    unmet: tuple[str, ...] = ()

    @property
    def amount_vnd(self) -> int:
        return sum(amount for _, amount in self.components)


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come of a row. Decided when the case was made, never read off the rules."""

    kind: str  # what was planted: ORDINARY, a fault, or the reason of a refusal
    faults: tuple[str, ...] = ()  # codes; a row with any is not accepted
    found_by: str = ""  # reader | database
    before_answer: Judgement | None = None  # before anybody confirmed
    at_receipt: Judgement | None = None  # under the law of the day of receipt, once others confirmed
    as_amended: Judgement | None = None  # under the law from 6 November 2021 on, when it is decided
    held: bool = False  # a likely match with an earlier row: a person must say
    pair: str = ""  # joins the two rows of a planted pair

    @property
    def accepted(self) -> bool:
        return not self.faults

    @property
    def is_paid(self) -> bool:
        return self.as_amended is not None and self.as_amended.outcome == "eligible"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the sample's own decisions have given before a row is decided: to its person, or for its child."""

    policy: str
    component: str
    amount_vnd: int
    child: str | None = None


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One line: who, the facts as they are, the cells that say otherwise, what to expect."""

    person: Person
    facts: Facts
    expected: Expected
    cells: dict[str, str | int | None]  # what stands in a cell instead of the fact
    words: Mapping[str, bool] = field(default_factory=dict)  # what other bodies will answer, by fact
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleList:
    """A list as one file: its header, its rows in order, when it is uploaded."""

    name: str  # of the file
    policy: str
    round: int | None
    unit_code: str
    district_code: str  # of the unit that appraises it: a district, or a department
    received_on: date
    wave: int  # lists of a wave go up together, waves one after another
    header: Mapping[str, object]
    rows: tuple[SampleRow, ...]
    first_row: int = 0  # where the rows begin in the file
    sent_by: str = ""  # the unit whose officer sends it


@dataclass(frozen=True, slots=True)
class PriorSupport:
    """A support paid before the service began."""

    person: Person
    numbers: tuple[str, ...]  # the fields of identity that it was recorded with
    policy: str
    component: str
    amount_vnd: int
    event_from: date
    paid_on: date
    district_code: str


@dataclass(frozen=True, slots=True)
class Sample:
    """All of it, with the seed that makes it again. A case is a support that is decided."""

    seed: int
    lists: tuple[SampleList, ...]
    prior_supports: tuple[PriorSupport, ...]

    @property
    def cases(self) -> int:
        return sum(row.expected.is_paid for one in self.lists for row in one.rows)

    @property
    def rows(self) -> int:
        return sum(len(one.rows) for one in self.lists)
