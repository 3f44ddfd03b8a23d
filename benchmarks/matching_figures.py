"""What was said of generated rows, held against the truth: figures by kind of fault and over all."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from benchmarks.population_rows import KINDS, NEW, Coming


@dataclass(slots=True)
class Tally:
    """A kind of row: how many were planted, and what was said of them.

    `exact`, `strong` and `weak` count rows found to be the person that they are. `called_*` count rows that were called
    somebody who they are not.
    """

    group: str
    planted: int = 0
    exact: int = 0
    strong: int = 0
    weak: int = 0
    refused: int = 0  # given back: the number is another's
    called_exact: int = 0
    called_strong: int = 0
    called_weak: int = 0

    @property
    def recall(self) -> float:
        """The share of rows found by a number or strongly."""
        return share(self.exact + self.strong, self.planted)


@dataclass(slots=True)
class Call:
    """What one linker said of one row: whom its numbers lead to, whom it is likely to be."""

    known: int | None = None
    refused: bool = False
    strong: Sequence[int] = ()
    weak: Sequence[int] = ()


@dataclass(slots=True)
class Figures:
    """By kind, and over all pairs."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    strong_pairs: int = 0
    strong_right: int = 0
    weak_pairs: int = 0
    weak_right: int = 0
    beyond_pairs: int = 0  # strong pairs of rows whose numbers tell nothing
    beyond_right: int = 0

    @property
    def precision_beyond_numbers(self) -> float:
        """The same over rows without a number in common: of a linker that takes numbers for likenesses too."""
        return share(self.beyond_right, self.beyond_pairs)

    @property
    def precision(self) -> float:
        """Of the pairs called strong, those that are one person."""
        return share(self.strong_right, self.strong_pairs)

    def of(self, *groups: str) -> Tally:
        """All kinds of some groups together."""
        whole = Tally("+".join(groups))
        for tally in self.kinds.values():
            if tally.group in groups:
                for name in ("planted", "exact", "strong", "weak", "refused"):
                    setattr(whole, name, getattr(whole, name) + getattr(tally, name))
        return whole

    def told(self) -> dict[str, object]:
        """As JSON."""
        return {
            "kinds": {
                title: {**asdict(tally), "recall": round(tally.recall, 4) if tally.group in SAME else None}
                for title, tally in self.kinds.items()
            },
            "strong_pairs": self.strong_pairs,
            "strong_right": self.strong_right,
            "precision": round(self.precision, 4),
            "precision_beyond_numbers": round(self.precision_beyond_numbers, 4),
            "weak_pairs": self.weak_pairs,
            "weak_right": self.weak_right,
        }


SAME = ("exact", "fuzzy")
RECALL_LEAST, FUZZY_RECALL_LEAST, PRECISION_LEAST = 0.995, 0.95, 0.95


def share(part: float, whole: float) -> float:
    """A part of a whole; of nothing, all."""
    return part / whole if whole else 1.0


def held_against_truth(
    rows: Sequence[Coming], calls: Mapping[int, Call], ids: Mapping[int, int], unread: Container[int] = ()
) -> Figures:
    """Figures over the rows; `ids` are the identifiers, in the calls, of the stored people.

    Rows that the reader gave back are in none of them.
    """
    figures = Figures({title: Tally(kind.group) for title, kind in KINDS.items()} | {NEW: Tally("other")})
    for place, row in enumerate(rows):
        if place in unread:
            continue
        _count(figures, row, calls.get(place, Call()), None if row.person is None else ids[row.person])
    return figures


def _count(figures: Figures, row: Coming, call: Call, truth: int | None) -> None:
    tally = figures.kinds[row.kind]
    tally.planted += 1
    figures.strong_pairs += len(call.strong)
    figures.weak_pairs += len(call.weak)
    figures.strong_right += sum(other == truth for other in call.strong)
    figures.weak_right += sum(other == truth for other in call.weak)
    if tally.group != "exact":
        figures.beyond_pairs += len(call.strong)
        figures.beyond_right += sum(other == truth for other in call.strong)
    if call.refused:
        tally.refused += 1
    elif call.known is not None and call.known == truth:
        tally.exact += 1
    elif truth is not None and truth in call.strong:
        tally.strong += 1
    elif truth is not None and truth in call.weak:
        tally.weak += 1
    if call.known not in {None, truth} and not call.refused:
        tally.called_exact += 1
    if _others(call.strong, truth):
        tally.called_strong += 1
    elif _others(call.weak, truth):
        tally.called_weak += 1


def _others(called: Iterable[int], truth: int | None) -> bool:
    return any(other != truth for other in called)


def part_exact(figures: Figures) -> float:
    """Of the rows that are somebody who is there, the share with a number in common or linked."""
    return share(figures.of("exact").planted, figures.of(*SAME).planted)


def short_of(figures: Figures) -> list[str]:
    """The bounds of recall and precision that are not met, in words."""
    exact, fuzzy, whole = figures.of("exact"), figures.of("fuzzy"), figures.of(*SAME)
    found = {
        f"identical or linked numbers: {exact.exact} of {exact.planted} found": exact.exact == exact.planted,
        f"true duplicates: recall {whole.recall:.2%}, at least {RECALL_LEAST:.1%}": whole.recall >= RECALL_LEAST,
        f"fuzzy pairs: recall {fuzzy.recall:.2%}, at least {FUZZY_RECALL_LEAST:.0%}": fuzzy.recall
        >= FUZZY_RECALL_LEAST,
        f"strong pairs: precision {figures.precision:.2%}, at least {PRECISION_LEAST:.0%}": figures.precision
        >= PRECISION_LEAST,
    }
    return [word for word, met in found.items() if not met]
