"""Cases drawn from what a policy declares: its facts' kinds and choices, the days and figures of its law.

Nothing here knows a policy by its name. A day is drawn about the days of the law and of the case, a figure about
the law's figures, so that both sides of every line of the law are met soon. Draws follow from a seed.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from random import Random

from app.rules.changing import laws_of
from app.rules.cross_policy import ADDITIVE_COMPONENTS
from app.rules.fact import Fact, Kind
from app.rules.law import OWN, Circumstances, Citation, Supported, Word, law_of
from app.rules.ninh_thuan_units import COMMUNES, PROVINCE
from app.rules.policy import OpenPoint, Policy

PROVINCES = (PROVINCE, PROVINCE, "79", "01")
"""Ours mostly; two others, of which one may have rounds of its own."""

ROUNDS = (None, 1, 2, 3, 4, 5, 6)
SAID = Citation("lời cán bộ pháp chế", "thử")
DRAWS = 4
LETTERS = "abc"
YEAR, MONTH, WHOLE = 365, 30, 100
FIGURES = (0, 1, 2, 3, 10, 100, 1_000_000, 10_000_000)


@dataclass(frozen=True, slots=True)
class Case:
    """All that a determination depends on."""

    facts: Mapping[str, object]
    on: date
    round: int | None = None
    province: str = PROVINCE
    history: tuple[Supported, ...] | None = ()
    words: tuple[Word, ...] = ()

    @property
    def circumstances(self) -> Circumstances:
        """What the rules take besides the facts."""
        return Circumstances(law_of(self.on, self.words), self.province, self.round, self.history)

    def having(self, name: str, value: object) -> "Case":
        """The same with another value of a fact; None: not known."""
        facts = {**self.facts, name: value}
        return replace(self, facts={key: said for key, said in facts.items() if said is not None})

    def on_day(self, on: date) -> "Case":
        """The same under the law of another day."""
        return replace(self, on=on)

    def saying(self, words: tuple[Word, ...]) -> "Case":
        """The same with other words on open points."""
        return replace(self, words=words)


class Drawing:
    """Draws the facts and circumstances of a policy's cases."""

    def __init__(self, policy: Policy, seed: int = 0) -> None:
        """`seed`: the same draws the same."""
        self.policy = policy
        self.random = Random(seed)  # noqa: S311 – a search, guards nothing
        self.read = {fact.name: fact for fact in policy.facts if fact.for_rule}
        found = list(leaves(list(laws_of(policy).values())))
        self.days = sorted({leaf for leaf in found if type(leaf) is date})
        self.figures = sorted({leaf for leaf in found if type(leaf) is int} | set(FIGURES))
        self.codes = sorted({leaf for leaf in found if isinstance(leaf, str) and leaf} | {policy.code})
        self.circumstances = ("history", "words", *(("round",) if policy.by_round else ()))
        if policy.by_round or PROVINCE in self.codes:  # the law itself tells one province from another
            self.circumstances += ("province",)

    def often(self, percent: int) -> bool:
        """So often in a hundred times."""
        return self.random.randrange(WHOLE) < percent

    def start(self, on: date) -> Case:
        """A case with all its facts, nothing before and no word said; of any round where there are rounds."""
        return self.redrawn(Case({}, on), (*self.read, *self.circumstances[2:]))

    def redrawn(self, case: Case, names: Sequence[str]) -> Case:
        """The case with some of its facts, or circumstances, drawn anew."""
        facts, changed = dict(case.facts), {}
        for name in names:
            if name in self.read:
                facts[name] = self.value(self.read[name], facts)
            elif name in self.circumstances:
                changed[name] = getattr(self, f"_{name}")()
        facts = {name: value for name, value in facts.items() if value is not None}
        return replace(case, facts=facts, **changed)

    def value(self, fact: Fact, facts: Mapping[str, object]) -> object:
        """A value of the fact's kind; seldom none."""
        if self.often(30 if fact.empty_says or fact.supplement else 4):
            return None
        if fact.choices:
            return self.random.choice(fact.choices).code
        return self._of_kind(fact.kind, facts)

    def options(self, fact: Fact, facts: Mapping[str, object]) -> list[object]:
        """Its choices, yes and no, or some draws; and none."""
        if fact.choices:
            return [*(choice.code for choice in fact.choices), None]
        if fact.kind is Kind.YES_NO:
            return [True, False, None]
        return [*(self._of_kind(fact.kind, facts) for _ in range(DRAWS)), None]

    def _of_kind(self, kind: Kind, facts: Mapping[str, object]) -> object:
        if kind is Kind.YES_NO:
            return self.often(50)
        if kind in {Kind.DATE, Kind.BIRTH_DATE}:
            return self._day([value for value in facts.values() if type(value) is date])
        if kind in {Kind.INTEGER, Kind.MONEY}:
            return self._figure([value for value in facts.values() if type(value) is int])
        if kind is Kind.COMMUNE:
            return self.random.choice((*(code for code in self.codes if code.isdigit()), *COMMUNES))
        return self.random.choice(LETTERS)

    def _day(self, said: Sequence[date]) -> date:
        """About a day of the law or of the case, or some of the law's days, months or years away from one."""
        base = self.random.choice(self.days if not said or self.often(50) else said)
        steps = [figure for figure in self.figures if figure < YEAR]
        unit = self.random.choice((0, 0, 1, 1, 1, MONTH, YEAR))
        sign = self.random.choice((-1, 1))
        return base + timedelta(days=sign * unit * self.random.choice(steps) + self.random.choice((-1, 0, 0, 1)))

    def _figure(self, said: Sequence[int]) -> int:
        """A figure of the law, or about one; or a share of a figure of the case."""
        figure = self.random.choice(self.figures)
        if said and self.often(50):
            share = self.random.choice((WHOLE, *(WHOLE - each for each in self.figures if each <= WHOLE)))
            figure = self.random.choice(said) * share // WHOLE
        return max(0, figure + self.random.choice((-1, 0, 0, 1)))

    def _history(self) -> tuple[Supported, ...] | None:
        if self.often(50):
            return self.random.choice(((), (), None))
        component = self.random.choice(("base", "base", "base", *sorted(ADDITIVE_COMPONENTS)))
        child = self.random.choice((OWN, *LETTERS)) if component != "base" else None
        supported = (self.policy.code, *self.codes)
        return (Supported(self.random.choice(supported), component, "paid", 1_000_000, self._day([]), child),)

    def _round(self) -> int | None:
        return self.random.choice(ROUNDS)

    def _province(self) -> str:
        return self.random.choice(PROVINCES)

    def _words(self) -> tuple[Word, ...]:
        """Words on some of the policy's open points."""
        said = [point for point in self.policy.points if self.often(60)]
        return tuple(self.word(point) for point in said)

    def word(self, point: OpenPoint) -> Word:
        """A word of the point's kind."""
        return Word(point.code, self._of_kind(point.kind, {}), SAID)


def leaves(value: object) -> Iterator[object]:
    """The days, figures and codes that a value of the law is made of."""
    if is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name))
    elif isinstance(value, AbstractSet | list | tuple):
        for each in value:
            yield from leaves(each)
    else:
        yield value
