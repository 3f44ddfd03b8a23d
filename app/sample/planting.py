"""Fills lists with rows: first what is planted, in exact numbers, then ordinary people in every place left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Protocol

from app.sample import faults
from app.sample.case import Expected, Judgement, PriorSupport, SampleRow
from app.sample.faults import Planted
from app.sample.people import Person, Population
from app.sample.quotas import IN_ONE_LIST, Places
from app.sample.reasons import ALREADY_LISTED, CONDITION, OTHER_ROW, SAME_ROW

Facts = dict[str, object]
Judged = tuple[Judgement | None, Judgement, Judgement]
"""Before the agency's answer, at receipt, and as amended."""

PAID_FIRST, PAID_DAYS = date(2021, 7, 20), 16  # supports recorded were paid before the service began


class Maker(Protocol):
    """What a policy knows of its cases."""

    policy: str
    differing: str  # the field in which two rows of one person differ

    def ordinary(self, index: int) -> tuple[Person, Facts]: ...
    def refused(self, index: int, reason: str, facts: Facts) -> Facts: ...
    def judged(self, index: int, facts: Facts) -> Judged: ...
    def refusal(self, index: int, reason: str, facts: Facts) -> Judged: ...
    def other(self, facts: Facts) -> object: ...
    def prior(self, reason: str) -> tuple[str, int]: ...
    def insured(self, reason: str) -> bool | None: ...


@dataclass(slots=True)
class Planter:
    """The rows of a policy's lists while they are being filled."""

    rng: Random
    population: Population
    maker: Maker
    sizes: Sequence[int]
    free: Sequence[int]  # lists that hold planted rows
    waves: Sequence[tuple[Sequence[int], Sequence[int]]]  # lists of wave 1 and of wave 2 that may share somebody
    districts: Sequence[str]
    rows: list[list[SampleRow | None]] = field(default_factory=list)
    prior_supports: list[PriorSupport] = field(default_factory=list)
    pairs: int = 0

    def fill(self, counts: dict[str, int]) -> list[tuple[SampleRow, ...]]:
        """Every row of every list."""
        self.rows = [[None] * size for size in self.sizes]
        places = Places(self.rng, self.sizes)
        for kind, count in counts.items():
            for number in range(count):
                PLANT.get(kind, Planter.plant_refusal)(self, places, kind, number)
        return [tuple(row or self.make_ordinary(index) for row in rows) for index, rows in enumerate(self.rows)]

    def make_ordinary(self, index: int) -> SampleRow:
        person, facts = self.maker.ordinary(index)
        return self.accepted(index, "ORDINARY", person, facts)

    def accepted(self, index: int, kind: str, person: Person, facts: Facts) -> SampleRow:
        expected = Expected(kind, (), "", *self.maker.judged(index, facts))
        return SampleRow(person, facts, expected, {}, self.maker.insured(kind))

    def faulty(self, kind: str, person: Person, planted: Planted, facts: Facts, found_by: str = "reader") -> SampleRow:
        expected = Expected(kind, (planted.code,), found_by)
        return SampleRow(person, facts | planted.facts, expected, planted.cells, self.maker.insured(kind))

    def put(self, place: tuple[int, int], row: SampleRow) -> None:
        self.rows[place[0]][place[1]] = row

    def plant_fault(self, places: Places, kind: str, _number: int) -> None:
        """A fault inside one row."""
        place = places.one(self.free)
        person, facts = self.maker.ordinary(place[0])
        self.put(place, self.faulty(kind, person, self.planted(kind, person, facts), facts))

    def planted(self, kind: str, person: Person, facts: Facts) -> Planted:
        policy = self.maker.policy
        if kind == "MISSING":
            return faults.missing(self.rng, policy, facts)
        if kind == "WRONG_DIGITS":
            return faults.wrong_digits(self.rng, policy, facts, person.citizen_id, person.old_identity)
        if kind == "LEADING_ZERO":
            return faults.leading_zero(person.citizen_id)
        return faults.unreadable(self.rng, policy)

    def plant_twice_in_list(self, places: Places, kind: str, _number: int) -> None:
        """The same person on two rows of one list: word for word, or with something different."""
        first, second = places.two(self.free)
        row = self.make_ordinary(first[0])
        pair = self.next_pair(kind)
        if kind == "SAME_IN_LIST":
            self.put(first, replace(row, expected=replace(row.expected, kind=kind, pair=pair)))
            self.put(second, replace(row, expected=Expected(kind, (SAME_ROW,), "reader", pair=pair)))
            return
        for place, facts in (
            (first, row.facts),
            (second, row.facts | {self.maker.differing: self.maker.other(row.facts)}),
        ):
            self.put(place, replace(row, facts=facts, expected=Expected(kind, (OTHER_ROW,), "reader", pair=pair)))

    def plant_across(self, places: Places, kind: str, _number: int) -> None:
        """The same person on lists of two waves: by the CCCD, or by a CMND that the first list linked to it."""
        first, second = self.in_two_waves(places)
        person, facts = self.maker.ordinary(first[0])
        shows: Facts = {"citizen_id": person.citizen_id}
        again: Facts = dict(shows)
        if kind == "ACROSS_CMND_CCCD":
            shows["old_identity"] = person.old_identity
            again = {"citizen_id": None, "old_identity": person.old_identity}
        pair = self.next_pair(kind)
        earlier = self.accepted(first[0], kind, person, facts | shows)
        self.put(first, replace(earlier, expected=replace(earlier.expected, pair=pair)))
        expected = Expected(kind, (ALREADY_LISTED,), "database", pair=pair)
        self.put(second, SampleRow(person, facts | again, expected, {}, self.maker.insured(kind)))

    def in_two_waves(self, places: Places) -> tuple[tuple[int, int], tuple[int, int]]:
        earlier, later = self.rng.choice([pair for pair in self.waves if all(pair)])
        return places.one(earlier), places.one(later)

    def plant_likely(self, places: Places, kind: str, number: int) -> None:
        """Same name, birth, sex and commune under two numbers of two kinds: the later row waits for a word."""
        first, second = places.two(self.free) if number % 2 == 0 else self.in_two_waves(places)
        person, facts = self.maker.ordinary(first[0])
        other = self.population.namesake(person)
        pair = self.next_pair(kind)
        one = self.accepted(first[0], kind, person, facts | {"citizen_id": person.citizen_id, "old_identity": None})
        changed: Facts = {"citizen_id": None, "old_identity": other.old_identity, "phone": other.phone}
        if facts["payment_method"] == "transfer":
            changed |= {"account_number": other.account, "bank": other.bank.bin}
        two = self.accepted(second[0], kind, other, facts | changed)
        self.put(first, replace(one, expected=replace(one.expected, pair=pair)))
        self.put(second, replace(two, expected=replace(two.expected, pair=pair, held=True)))

    def plant_prior(self, places: Places, kind: str, _number: int) -> None:
        """Somebody supported before the service began: under a number that the row shows."""
        place = places.one(self.free)
        person, facts = self.maker.ordinary(place[0])
        policy, amount = self.maker.prior(kind)
        shown = [number for number in ("citizen_id", "old_identity") if facts[number]]
        paid = PAID_FIRST + timedelta(days=self.rng.randrange(PAID_DAYS))
        self.prior_supports.append(
            PriorSupport(
                person, (shown[-1],), policy, "base", amount, paid - timedelta(days=21), paid, self.districts[place[0]]
            )
        )
        judged = (
            self.maker.judged(place[0], facts) if kind == "PAID_ADDITIVE" else self.maker.refusal(place[0], kind, facts)
        )
        self.put(place, SampleRow(person, facts, Expected(kind, (), "", *judged), {}, self.maker.insured(kind)))

    def plant_refusal(self, places: Places, reason: str, _number: int) -> None:
        """Somebody who is refused for this reason."""
        place = places.one(self.free)
        person, facts = self.maker.ordinary(place[0])
        facts |= self.maker.refused(place[0], reason, facts)
        judged = self.maker.refusal(place[0], reason, facts)
        self.put(place, SampleRow(person, facts, Expected(reason, (), "", *judged), {}, self.maker.insured(reason)))

    def next_pair(self, kind: str) -> str:
        self.pairs += 1
        return f"{self.maker.policy}-{kind}-{self.pairs:04d}"


Plant = Callable[[Planter, Places, str, int], None]
PLANT: dict[str, Plant] = (
    dict.fromkeys(("MISSING", "WRONG_DIGITS", "LEADING_ZERO", "UNREADABLE"), Planter.plant_fault)
    | dict.fromkeys(IN_ONE_LIST, Planter.plant_twice_in_list)
    | dict.fromkeys(("ACROSS_LISTS", "ACROSS_CMND_CCCD"), Planter.plant_across)
    | dict.fromkeys(("PAID_SAME_POLICY", "PAID_OTHER_POLICY", "PAID_ADDITIVE"), Planter.plant_prior)
    | {"LIKELY": Planter.plant_likely}
)
"""How each kind is planted; every other kind is a reason of refusal."""


def refused(policy: str, reason: str) -> Judgement:
    """Not eligible, for one reason."""
    return Judgement("ineligible", (), (CONDITION[policy, reason],))
