"""How many of each kind, and where in the lists they stand: exact counts for any size."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

FREELANCE_PERCENT = 81
PER_TEN_THOUSAND_FREELANCE = {
    "MISSING": 30, "WRONG_DIGITS": 30, "LEADING_ZERO": 20, "UNREADABLE": 10, "SAME_IN_LIST": 12, "DIFFERS_IN_LIST": 8,
    "ACROSS_LISTS": 16, "ACROSS_CMND_CCCD": 10, "LIKELY": 5, "OCCUPATION": 140, "CONTRACT": 110, "WORKPLACE": 90,
    "STOPPAGE": 90, "PAID_SAME_POLICY": 30, "PAID_OTHER_POLICY": 15, "PAID_ADDITIVE": 10,
}  # fmt: skip
PER_TEN_THOUSAND_SUSPENDED = {
    "MISSING": 30, "WRONG_DIGITS": 30, "LEADING_ZERO": 20, "UNREADABLE": 10, "SAME_IN_LIST": 12, "DIFFERS_IN_LIST": 8,
    "ACROSS_LISTS": 16, "ACROSS_CMND_CCCD": 10, "SHORT": 70, "NOT_INSURED": 90, "OUTSIDE_WINDOW": 45,
    "AFTER_CONTRACT": 25, "PAID_OTHER_POLICY": 20, "PAID_ADDITIVE": 10,
}  # fmt: skip
"""Rows, or planted pairs of rows, in ten thousand of the policy."""

IN_ONE_LIST = {"SAME_IN_LIST", "DIFFERS_IN_LIST"}
IN_TWO_WAVES = {"ACROSS_LISTS", "ACROSS_CMND_CCCD"}
ONE_OF_EACH_FROM = 400  # a policy with so many rows has each kind at least once


def counts(per_ten_thousand: dict[str, int], rows: int) -> dict[str, int]:
    """How many of each kind among so many rows; small samples still show each kind once, tiny ones none."""
    least = 1 if rows >= ONE_OF_EACH_FROM else 0
    return {kind: max(least, round(rows * rate / 10_000)) for kind, rate in per_ten_thousand.items()}


def shares(total: int, weights: Sequence[float], least: int = 1) -> list[int]:
    """Whole numbers that sum to `total`, about in proportion; each at least `least` where the total allows."""
    least = min(least, total // len(weights))
    spread, whole = total - least * len(weights), sum(weights)
    exact = [spread * weight / whole for weight in weights]
    sizes = [int(part) for part in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (sizes[i] - exact[i], i))
    for index in by_remainder[: spread - sum(sizes)]:
        sizes[index] += 1
    return [size + least for size in sizes]


@dataclass(slots=True)
class Places:
    """The free places in some lists; each is given once, a list by its size."""

    rng: Random
    sizes: Sequence[int]
    taken: set[tuple[int, int]] = field(default_factory=set)

    def one(self, lists: Sequence[int]) -> tuple[int, int]:
        """A free place in one of the lists."""
        bounds = list(accumulate(self.sizes[index] for index in lists))
        while True:
            index = lists[bisect_right(bounds, self.rng.randrange(bounds[-1]))]
            place = (index, self.rng.randrange(self.sizes[index]))
            if place not in self.taken:
                self.taken.add(place)
                return place

    def two(self, lists: Sequence[int]) -> tuple[tuple[int, int], tuple[int, int]]:
        """Two free places in one list, the earlier first."""
        while True:
            first = self.one(lists)
            free = [p for p in range(self.sizes[first[0]]) if (first[0], p) not in self.taken]
            if free:
                second = (first[0], self.rng.choice(free))
                self.taken.add(second)
                return min(first, second), max(first, second)
            self.taken.discard(first)
