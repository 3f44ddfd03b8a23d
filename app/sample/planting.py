"""Fills lists with rows: first what is planted, then ordinary people until exactly so many are paid."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from app.sample import faults
from app.sample.case import Expected, Facts, PriorSupport, SampleRow
from app.sample.faults import Planted
from app.sample.maker import ListPlan, Maker
from app.sample.people import Person, Population
from app.sample.quotas import IN_ONE_LIST, IN_TWO_WAVES, Place, Places
from app.sample.reasons import ALREADY_LISTED, OTHER_ROW, SAME_ROW

PAID_FIRST, PAID_DAYS = date(2021, 7, 20), 16  # supports recorded were paid before the service began
Placed = Iterable[tuple[Place, SampleRow]] | None
"""Rows in their places; None where the lists have no place for them."""


@dataclass(slots=True)
class Planter:
    """The rows of a policy's lists while they are being filled."""

    rng: Random
    population: Population
    maker: Maker
    plans: Sequence[ListPlan]
    waves: Sequence[int]
    claimed: Mapping[str, list[SampleRow]]  # by kind of claim, the rows of other policies whose people ask here too
    rows: dict[Place, SampleRow] = field(default_factory=dict)
    prior_supports: list[PriorSupport] = field(default_factory=list)
    pairs: int = 0

    def fill(self, sizes: Sequence[int], counts: Mapping[str, int], paid: int) -> list[tuple[SampleRow, ...]]:
        """Every row of every list: what is planted as far as there is room, and the rest until so many are paid."""
        places = Places(self.rng, sizes)
        for index in (index for index, plan in enumerate(self.plans) if plan.reason):
            self.rows |= {(index, row): self.make(index, "ORDINARY") for row in places.all_of(index)}
        for kind, count in counts.items():
            self._plant(places, kind, count, paid)
        free = [(index, row) for index, some in enumerate(places.left) for row in some]
        for place in self.rng.sample(free, paid - self.paid):
            self.rows[place] = self.make(place[0], "ORDINARY")
        places_of = [[(index, row) for row in range(size)] for index, size in enumerate(sizes)]
        return [tuple(self.rows[place] for place in some if place in self.rows) for some in places_of]

    def _plant(self, places: Places, kind: str, count: int, paid: int) -> None:
        """So many of a kind, if they have room and no more are paid than are wanted."""
        lists, left = self.lists_for(kind), paid - self.paid
        for number in range(count if lists else 0):
            found = dict(PLANT.get(kind, Planter.plant_one)(self, places, kind, lists, number) or ())
            left -= sum(row.expected.is_paid for row in found.values())
            if left < 0:
                return
            self.rows |= found

    @property
    def paid(self) -> int:
        return sum(row.expected.is_paid for row in self.rows.values())

    def lists_for(self, kind: str) -> list[int]:
        """The lists on which a kind may stand."""
        fits = self.maker.fits.get(kind)
        return [index for index, plan in enumerate(self.plans) if not plan.reason and (fits is None or fits(plan))]

    def make(self, index: int, kind: str, person: Person | None = None, shows: Facts | None = None) -> SampleRow:
        """A row of a kind: of the person given, showing what is given."""
        plan = self.plans[index]
        who, facts = self.maker.ordinary(self.rng, self.population, plan, person)
        suits, change = self.maker.suits.get(kind), self.maker.changes(kind)
        while suits and not suits(facts):
            who, facts = self.maker.ordinary(self.rng, self.population, plan, None)
        facts |= change(self.rng, plan, facts) if change else {}
        facts |= shows or {}
        expected = Expected(kind, (), "", *self.maker.judged(kind, plan, facts))
        return SampleRow(who, facts, expected, {}, self.maker.stated(kind))

    def plant_one(self, places: Places, kind: str, lists: Sequence[int], _number: int) -> Placed:
        """Somebody who is refused, undetermined or paid for a reason of their own."""
        place = places.one(lists)
        return [(place, self.make(place[0], kind))] if place else None

    def plant_fault(self, places: Places, kind: str, lists: Sequence[int], _number: int) -> Placed:
        """A fault inside one row."""
        place = places.one(lists)
        if place is None:
            return None
        row = self.make(place[0], "ORDINARY")
        planted = faults.PLANT[kind](self.rng, self.maker, row.person, row.facts)
        return [(place, faulty(row, kind, planted))]

    def plant_twice_in_list(self, places: Places, kind: str, lists: Sequence[int], _number: int) -> Placed:
        """The same person on two rows of one list: word for word, or with something different."""
        found = places.two(lists)
        if found is None:
            return None
        first, second = found
        row, pair = self.make(first[0], "ORDINARY"), self.next_pair(kind)
        if kind == "SAME_IN_LIST":
            again = replace(row, expected=Expected(kind, (SAME_ROW,), "reader", pair=pair))
            return [(first, replace(row, expected=replace(row.expected, kind=kind, pair=pair))), (second, again)]
        assert self.maker.other
        different = self.maker.other(self.rng, self.plans[first[0]], row.facts)
        expected = Expected(kind, (OTHER_ROW,), "reader", pair=pair)
        return [
            (place, replace(row, facts=row.facts | said, expected=expected))
            for place, said in ((first, {}), (second, different))
        ]

    def plant_across(self, places: Places, kind: str, lists: Sequence[int], _number: int) -> Placed:
        """The same person on lists of two waves: by the CCCD, or by a CMND that the first list linked to it."""
        found = self.in_two_waves(places, lists)
        if found is None:
            return None
        first, second = found
        row, pair = self.make(first[0], "ORDINARY"), self.next_pair(kind)
        shows: Facts = {"citizen_id": row.person.citizen_id}
        again: Facts = dict(shows)
        if kind == "ACROSS_CMND_CCCD":
            shows["old_identity"] = row.person.old_identity
            again = {"citizen_id": None, "old_identity": row.person.old_identity}
        earlier = replace(row, facts=row.facts | shows, expected=replace(row.expected, kind=kind, pair=pair))
        expected = Expected(kind, (ALREADY_LISTED,), "database", pair=pair)
        return [(first, earlier), (second, replace(row, facts=earlier.facts | again, expected=expected))]

    def in_two_waves(self, places: Places, lists: Sequence[int]) -> tuple[Place, Place] | None:
        """A place on a list of the first wave and one on a list of the second, of one round."""
        by_round = [[i for i in lists if self.plans[i].round == r] for r in {self.plans[i].round: 0 for i in lists}]
        halves = [
            ([i for i in some if self.waves[i] == 1], [i for i in some if self.waves[i] == 2]) for some in by_round
        ]
        both = [half for half in halves if all(half)]
        return places.apart(*self.rng.choice(both)) if both else None

    def plant_likely(self, places: Places, kind: str, lists: Sequence[int], number: int) -> Placed:
        """Same name, birth, sex and commune under two numbers of two kinds: the later row waits for a word."""
        found = places.two(lists) if number % 2 == 0 else self.in_two_waves(places, lists)
        if found is None:
            return None
        (first, second), pair = found, self.next_pair(kind)
        person, facts = self.maker.ordinary(self.rng, self.population, self.plans[first[0]], None)
        other = self.population.namesake(person)
        one = self.make(first[0], "ORDINARY", person, facts | {"citizen_id": person.citizen_id, "old_identity": None})
        changed: Facts = {"citizen_id": None, "old_identity": other.old_identity, "phone": other.phone}
        if facts["payment_method"] == "transfer":
            changed |= {"account_number": other.account, "bank": other.bank.bin}
        two = self.make(second[0], "ORDINARY", other, facts | changed)
        return [
            (first, replace(one, expected=replace(one.expected, kind=kind, pair=pair))),
            (second, replace(two, expected=replace(two.expected, kind=kind, pair=pair, held=True))),
        ]

    def plant_prior(self, places: Places, kind: str, lists: Sequence[int], _number: int) -> Placed:
        """Somebody supported before the service began: under a number that the row shows."""
        place = places.one(lists)
        if place is None:
            return None
        row, (policy, amount) = self.make(place[0], kind), self.maker.prior[kind]
        shown = [number for number in ("citizen_id", "old_identity") if row.facts.get(number)]
        paid = PAID_FIRST + timedelta(days=self.rng.randrange(PAID_DAYS))
        self.prior_supports.append(
            PriorSupport(
                row.person, (shown[-1],), policy, "base", amount, paid - timedelta(days=21), paid,
                self.plans[place[0]].district_code,
            )
        )  # fmt: skip
        return [(place, row)]

    def plant_claim(self, places: Places, kind: str, lists: Sequence[int], number: int) -> Placed:
        """Somebody supported under another policy of the sample, before this row is decided."""
        claim, known = self.maker.claims[kind], self.claimed[kind]
        place = places.one(lists) if number < len(known) else None
        if place is None:
            return None
        source, plan = known[number], self.plans[place[0]]
        shows = claim.says(self.rng, plan, source)
        if claim.same_person:
            shows = {"citizen_id": source.person.citizen_id} | shows
        row = self.make(place[0], "ORDINARY", source.person if claim.same_person else None, shows)
        while not claim.same_person and row.person.sex == source.person.sex:  # the other parent
            row = self.make(place[0], "ORDINARY", None, shows)
        first = row.expected
        assert first.before_answer is not None
        assert first.at_receipt is not None
        assert first.as_amended is not None
        judged = self.maker.decided(kind, (first.before_answer, first.at_receipt, first.as_amended))
        expected = Expected(kind, (), "", *judged, pair=self.next_pair(kind))
        return [(place, replace(row, expected=expected, earlier=claim.earlier(source)))]

    def next_pair(self, kind: str) -> str:
        self.pairs += 1
        return f"{self.maker.policy}-{kind}-{self.pairs:04d}"


def faulty(row: SampleRow, kind: str, planted: Planted) -> SampleRow:
    """A row in which something was planted."""
    expected = Expected(kind, (planted.code,), "reader")
    return replace(row, facts=row.facts | planted.facts, expected=expected, cells=planted.cells)


Plant = Callable[[Planter, Places, str, Sequence[int], int], Placed]
PLANT: dict[str, Plant] = {
    **dict.fromkeys(faults.PLANT, Planter.plant_fault),
    **dict.fromkeys(IN_ONE_LIST, Planter.plant_twice_in_list),
    **dict.fromkeys(IN_TWO_WAVES, Planter.plant_across),
    **dict.fromkeys(("PAID_SAME_POLICY", "PAID_OTHER_POLICY", "PAID_ADDITIVE"), Planter.plant_prior),
    **dict.fromkeys(("ALSO_FREELANCE", "MEALS_TOO", "AS_F1_BEFORE", "FATHER_AFTER_MOTHER"), Planter.plant_claim),
    "LIKELY": Planter.plant_likely,
}
"""How each kind is planted; every other kind is a row of a kind of its own."""
