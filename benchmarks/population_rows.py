"""What is stored and what comes in, with the truth of every row: who it is, or whom it only looks like.

The shares are the mixture that the figures are of. Of the rows that are somebody who is there already, 85 % have a
number in common or linked (most people show one paper everywhere); the rest have none, most of them since one list has
the CMND and the other the CCCD.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from benchmarks import population_same as same
from benchmarks.population import EMPLOYED, EMPLOYEES, Maker, Person, Shown
from benchmarks.population_other import LIKENESSES, number_of_another
from benchmarks.population_same import Pair, by, renamed, show
from benchmarks.population_slips import NAME_SLIPS

STORED, INCOMING = 1_000_000, 76_502
Make = Callable[[Maker, Person], Pair | None]
A_SLIP = tuple(NAME_SLIPS)


def _any_slip(maker: Maker, person: Person, pair: Pair) -> Pair | None:
    """The name in one of its ways, as often one as another."""
    return renamed(NAME_SLIPS[maker.rng.choice(A_SLIP)])(maker, person, pair)


class Kind(NamedTuple):
    """A kind of row: how many of 76,502, and how one is made of somebody who is stored."""

    group: str  # exact, fuzzy, other, taken
    rows: int
    make: Make


KINDS: dict[str, Kind] = {
    "identical number": Kind("exact", 23_000, same.identical),
    "linked: both known, one comes": Kind("exact", 3_600, same.linked_before),
    "linked: one known, both come": Kind("exact", 1_700, same.linked_now),
    "linked by insurance number": Kind("exact", 400, same.linked_by_insurance),
    "CMND here, CCCD there": Kind("fuzzy", 1_100, same.crossed),
    "one digit of the number": Kind("fuzzy", 450, same.one_digit),
    "two digits swapped": Kind("fuzzy", 300, same.two_digits),
    **{f"name: {title}": Kind("fuzzy", 150, by(renamed(slip))) for title, slip in NAME_SLIPS.items()},
    "born: year alone on one list": Kind("fuzzy", 250, by(same.year_on_one_side)),
    "born: day and month swapped": Kind("fuzzy", 150, by(same.day_and_month)),
    "born: one digit of the day": Kind("fuzzy", 250, by(same.day_digit)),
    "born: one digit of the year": Kind("fuzzy", 100, by(same.year_digit)),
    "another commune": Kind("fuzzy", 250, by(same.moved)),
    "another phone": Kind("fuzzy", 200, by(same.new_phone)),
    "another's account": Kind("fuzzy", 150, by(same.account_of_another)),
    "two: name and commune": Kind("fuzzy", 90, by(_any_slip, same.moved)),
    "two: name and phone": Kind("fuzzy", 90, by(_any_slip, same.new_phone)),
    "two: name and day": Kind("fuzzy", 90, by(_any_slip, same.day_digit)),
    "two: name and year alone": Kind("fuzzy", 60, by(_any_slip, same.year_on_one_side)),
    "two: commune and phone": Kind("fuzzy", 60, by(same.moved, same.new_phone)),
    "two: commune and day": Kind("fuzzy", 60, by(same.moved, same.day_digit)),
    **{
        title: Kind("other", rows, LIKENESSES[title])
        for title, rows in {
            "twins": 900, "brothers and sisters": 900, "namesakes of one day": 900, "namesakes of one year": 1_500,
            "father and son": 900, "husband and wife, one account": 1_200, "colleagues": 900,
            "colleagues of one name and year": 400, "one account and phone of many": 900,
            "numbers beside each other": 700,
        }.items()
    },
    "the number of another": Kind("taken", 300, number_of_another),
}  # fmt: skip
NEW = "new people"
LEAST = 1  # rows of a kind in a small run


class Coming(NamedTuple):
    """An incoming row and its truth."""

    kind: str
    person: int | None  # the stored person that it is, by place; None where it is nobody's who is there
    near: int | None  # the stored person that it was made to look like
    shown: Shown


@dataclass(slots=True)
class Planted:
    """Two sides with a known truth between them."""

    maker: Maker
    rows: list[Coming] = field(default_factory=list)
    said: dict[int, Shown] = field(default_factory=dict)  # what is stored of the people that rows were made of

    def stored(self) -> Iterator[Shown]:
        """What is stored, person by person."""
        for place, person in enumerate(self.maker.people):
            yield self.said.get(place) or show(self.maker.rng, person)


def plant(seed: int, stored: int = STORED, incoming: int = INCOMING) -> Planted:
    """So many stored and coming in. `stored()` is to be gone through once: it draws on."""
    rng = Random(seed)
    maker = Maker(rng, max(8, round(stored * EMPLOYED / EMPLOYEES)))
    maker.settle(stored)
    planted = Planted(maker)
    quotas = {title: max(LEAST, round(kind.rows * incoming / INCOMING)) for title, kind in KINDS.items()}
    pool = rng.sample(range(stored), min(stored, 2 * sum(quotas.values())))
    for title in sorted(KINDS, key=lambda title: quotas[title]):  # what is rarely possible chooses first
        pool = _fill(planted, title, quotas[title], pool)
    planted.rows += [
        Coming(NEW, None, None, show(rng, maker.person())) for _ in range(incoming - len(planted.rows))
    ]  # fmt: skip
    rng.shuffle(planted.rows)
    return planted


def _fill(planted: Planted, title: str, rows: int, pool: list[int]) -> list[int]:
    """So many rows of a kind, from the pool of stored people; who is left of it."""
    kind, made = KINDS[title], 0
    left: list[int] = []
    for nth, place in enumerate(pool):
        if made == rows:
            return left + pool[nth:]
        pair = kind.make(planted.maker, planted.maker.people[place])
        if pair is None:
            left.append(place)
            continue
        made += 1
        planted.said[place] = pair[0]
        is_same = kind.group in {"exact", "fuzzy"}
        planted.rows.append(Coming(title, place if is_same else None, place, pair[1]))
    return left
