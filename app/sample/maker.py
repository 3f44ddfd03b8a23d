"""What a policy knows of its cases, as tables: its lists, its ordinary rows, what else a row may be, what follows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from app.sample.case import Amounts, Earlier, Facts, Judgement, SampleRow
from app.sample.people import Person, Population
from app.sample.reasons import CONDITION

AMENDED_ON = date(2021, 11, 6)
"""From this day on the law is as the sample's cases are decided (Decision 33/2021/QĐ-TTg)."""

Judged = tuple[Judgement, Judgement, Judgement]
"""Before anybody confirmed, at receipt, and as amended."""

WAITING = Judgement("undetermined")


@dataclass(frozen=True, slots=True)
class ListPlan:
    """A list before its rows; `reason` says what becomes of all of them, where they are no ordinary ones."""

    name: str
    unit_code: str
    district_code: str
    received_on: date
    header: Mapping[str, object]
    own: object = None  # what the policy's rows need to know of it
    round: int | None = None
    reason: str = ""
    weight: float = 1.0
    sent_by: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody whom another policy supports asks here too: whose row, what they bring along, what becomes of it."""

    source: str
    wanted: Callable[[SampleRow], bool]
    says: Callable[[Random, ListPlan, SampleRow], Facts]  # what the row says because of the other
    earlier: Callable[[SampleRow], tuple[Earlier, ...]]
    same_person: bool = True
    is_paid: bool = False
    without: frozenset[str] = frozenset()  # components that are not given again


Change = Callable[[Random, ListPlan, Facts], Facts]
"""What a row says instead."""

Ordinary = Callable[[Random, Population, ListPlan, Person | None], tuple[Person, Facts]]


@dataclass(frozen=True, slots=True)
class Maker:
    """A policy of the sample. Each kind of row that it plants is a key of one of its tables."""

    policy: str
    plan: Callable[[Random, Population, int], Iterable[ListPlan]]  # the lists for so many paid rows
    ordinary: Ordinary  # somebody who is paid; of the person given, or of a new one
    components: Callable[[Facts, date], Amounts]  # what is owed under the law of a day, by plain counting
    per_ten_thousand: Mapping[str, int]  # rows, or planted pairs of rows, to ten thousand paid ones
    required: tuple[str, ...]  # columns that must not be empty, beside the person's own
    unreadable: tuple[tuple[str, str, str], ...]  # column, text, the fault's code
    other: Change | None = None  # what the second of two rows of one person says otherwise
    refused: Mapping[str, Change] = field(default_factory=dict)  # for this reason and no other
    later: Mapping[str, Change] = field(default_factory=dict)  # refused until the law was amended, then paid
    open: Mapping[str, Change] = field(default_factory=dict)  # hangs on an open point or a missing fact
    open_since: Mapping[str, date] = field(default_factory=dict)  # what was paid before the law left it open
    further: Mapping[str, Change] = field(default_factory=dict)  # paid, and worth to be seen
    words: Mapping[str, bool] = field(default_factory=dict)  # what other bodies say of an ordinary row
    denied: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)  # what they say that refuses one
    claims: Mapping[str, Claim] = field(default_factory=dict)
    prior: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    suits: Mapping[str, Callable[[Facts], bool]] = field(default_factory=dict)  # ordinary rows that a kind is made of
    fits: Mapping[str, Callable[[ListPlan], bool]] = field(default_factory=dict)  # lists where a kind may stand
    waits: Callable[[ListPlan], bool] | None = None  # lists that the law of their day left open, amended since
    lists: Mapping[str, str] = field(default_factory=dict)  # what becomes of a whole list: never | later | open

    def changes(self, kind: str) -> Change | None:
        """What a planted row says instead of an ordinary one."""
        return next(
            (table[kind] for table in (self.refused, self.later, self.open, self.further) if kind in table), None
        )

    def stated(self, kind: str) -> Mapping[str, bool]:
        """What other bodies will say of a row."""
        return {} if kind == "UNCONFIRMED" else {**self.words, **self.denied.get(kind, {})}

    def judged(self, kind: str, plan: ListPlan, facts: Facts) -> Judged:
        """What must come of a row of a kind on a list."""
        receipt = Judgement("eligible", self.components(facts, plan.received_on))
        amended = Judgement("eligible", self.components(facts, AMENDED_ON))
        if self.waits and self.waits(plan):
            receipt = WAITING
        whole = self.lists.get(plan.reason, "")
        if kind in self.open or kind == "UNCONFIRMED" or whole == "open":
            receipt = receipt if plan.received_on < self.open_since.get(kind, date.min) else WAITING
            return WAITING if self.words else receipt, receipt, WAITING
        if kind in self.refused or kind in ("PAID_SAME_POLICY", "PAID_OTHER_POLICY"):
            return (refused(self.policy, kind),) * 3
        if kind in self.denied:
            never = refused(self.policy, kind)
            return WAITING, never, never
        if kind in self.later or whole:
            never = refused(self.policy, plan.reason or kind)
            return never, never, never if whole == "never" else amended
        return WAITING if self.words else receipt, receipt, amended

    def decided(self, kind: str, judged: Judged) -> Judged:
        """The same, once another policy has supported the person or the child."""
        claim = self.claims[kind]
        if not claim.is_paid:
            return *judged[:2], refused(self.policy, kind)
        left = tuple(each for each in judged[2].components if each[0] not in claim.without)
        unmet = CONDITION[self.policy, kind] if left != judged[2].components else ()
        return *judged[:2], Judgement("eligible", left, unmet)


def refused(policy: str, reason: str) -> Judgement:
    """Not eligible, for a reason."""
    return Judgement("ineligible", (), CONDITION[policy, reason])


def own_supports(policy: str) -> Callable[[SampleRow], tuple[Earlier, ...]]:
    """What a policy has given the person of one of its rows."""

    def given(row: SampleRow) -> tuple[Earlier, ...]:
        judged = row.expected.as_amended
        return tuple(Earlier(policy, name, amount) for name, amount in judged.components) if judged else ()

    return given


def nothing_else(_rng: Random, _plan: ListPlan, _row: SampleRow) -> Facts:
    """A claim that only shares the person."""
    return {}


def is_grown(row: SampleRow) -> bool:
    """Of working age, whichever the policy."""
    return 1963 <= row.person.birth_year <= 2001


def also_freelance(*, is_paid: bool = False) -> Claim:
    """A freelance worker who asks here too."""
    return Claim("freelance", is_grown, nothing_else, own_supports("freelance"), is_paid=is_paid)
