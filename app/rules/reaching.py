"""Whether a policy's law can be reached: every condition met, not met and unknown, every amendment and open point.

A search from the policy's declarations alone: a case is drawn, then the facts that an unmet condition reads are drawn
anew until all are met; every case on the way counts, and is looked over.
"""

from contextlib import suppress
from datetime import date, timedelta
from itertools import product

from app.rules.changing import laws_of
from app.rules.determination import determine
from app.rules.drawing import Case, Drawing
from app.rules.fact import Kind
from app.rules.facts_read import Noting
from app.rules.law import Citation, Condition, Determination, Met
from app.rules.policy import OpenPoint, Policy

STARTS, STEPS, TRIES = 4, 300, 800
DAY = timedelta(days=1)


class Reaching:
    """What was reached of one policy, each with the first case that did."""

    def __init__(self, policy: Policy, seed: int = 0) -> None:
        """`seed`: the same search again."""
        self.policy = policy
        self.conditions = (*policy.conditions, *policy.line_conditions)
        self.days = days_of(policy)
        self.drawing = Drawing(policy, seed)
        self.found: list[Case] = []  # eligible ones
        self.answers: dict[tuple[str, Met], Case] = {}
        self.cited: set[tuple[str, date, Citation]] = set()
        self.waiting: dict[str, Case] = {}  # by open point
        self.asked: set[str] = set()
        self.told: dict[Determination, Case] = {}
        self.raised: dict[str, Case] = {}

    def search(self) -> "Reaching":
        """An eligible case on every day of the law, then whatever was not reached on the way."""
        self.climb()
        for case in self._kinds():
            self._sweep(case)
            self._sweep(self._bare(case))
        for condition in self.conditions:
            for met in (True, False, None):
                self._seek(condition, met)
        for point in self.policy.points:
            self._seek_point(point)
        return self

    def climb(self) -> list[Case]:
        """Eligible cases, some on every day of the law on which there can be any."""
        for on in self.days:
            for _ in range(STARTS):
                self._climb(self.drawing.start(on))
        return self.found

    def determine(self, case: Case) -> Determination | None:
        """What the policy says of a case, with a note of what it reached; None where a rule raises."""
        facts = Noting(case.facts)
        try:
            found = determine(self.policy, facts, case.circumstances)
        except Exception as error:  # noqa: BLE001 – that a rule raises is what is looked for
            self.raised.setdefault(repr(error), case)
            return None
        self.asked |= facts.asked.keys()
        self.told.setdefault(found, case)
        for result in found.results:
            self.answers.setdefault((result.id, result.met), case)
            self.cited.add((result.id, case.on, result.citation))
        for point in found.points:
            self.waiting.setdefault(point, case)
        return found

    def settles(self, point: OpenPoint) -> bool:
        """Whether a word on the point ends the waiting of the case that waits for it."""
        case = self.waiting[point.code]
        others = tuple(word for word in case.words if word.point != point.code)
        said = (case.saying((*others, self.drawing.word(point))) for _ in range(20))
        return any(found and point.code not in found.points for found in map(self.determine, said))

    def near(self) -> Case:
        """A case, mostly an eligible one, with up to three things drawn anew."""
        random = self.drawing.random
        case = self._any()
        return self.drawing.redrawn(
            case, random.sample([*self.drawing.read, *self.drawing.circumstances], random.choice((1, 2, 3)))
        )

    def some(self, number: int) -> list[Case]:
        """Cases that came out differently from each other."""
        told = list(self.told.values())
        return self.drawing.random.sample(told, min(number, len(told)))

    def _kinds(self) -> list[Case]:
        """Eligible cases, one of each province and round."""
        return list({(case.province, case.round): case for case in self.found}.values())

    def _bare(self, case: Case) -> Case:
        """The case without what it does not need to be eligible."""
        for name in (None, *case.facts):
            without = case.having(name, None) if name else case.saying(())
            case = case if self._unmet(without) else without
        return case

    def _sweep(self, case: Case) -> None:
        """Each fact drawn some times; and with each that is chosen, or answered by yes or no, another one, or none."""
        facts = self.drawing.read.values()
        varied = {fact.name: self.drawing.options(fact, case.facts) for fact in facts}
        chosen = [fact.name for fact in facts if fact.choices or fact.kind is Kind.YES_NO]
        for name, options in varied.items():
            for value in options:
                self.determine(case.having(name, value))
        for one, two in product(chosen, varied):
            for value, other in product(varied[one], varied[two] if one < two and two in chosen else [None]):
                self.determine(case.having(one, value).having(two, other))

    def _any(self) -> Case:
        random = self.drawing.random
        if self.answers and self.drawing.often(30):
            return random.choice(list(self.answers.values()))
        return random.choice(self.found) if self.found else self.drawing.start(random.choice(self.days))

    def _climb(self, case: Case) -> bool:
        """Draw anew what an unmet condition reads, as long as that meets no fewer of them."""
        unmet = self._unmet(case)
        for _ in range(STEPS):
            if not unmet:
                self.found.append(case)
                return True
            further = self._changed(case, self.drawing.random.choice(unmet))
            left = self._unmet(further)
            if len(left) <= len(unmet):
                case, unmet = further, left
        return False

    def _unmet(self, case: Case) -> list[Condition]:
        found = self.determine(case)
        met = {result.id for result in found.results if result.met} if found else set()
        return [condition for condition in self.policy.conditions if condition.id not in met]

    def _changed(self, case: Case, condition: Condition) -> Case:
        """The case with one to three of the things drawn anew that the condition reads."""
        facts = Noting(case.facts)
        with suppress(Exception):  # noted where the whole case is determined
            condition.test(facts, case.circumstances)
        random = self.drawing.random
        names = [*facts.asked, *facts.asked, *self.drawing.circumstances]
        return self.drawing.redrawn(case, random.sample(names, min(len(names), random.choice((1, 1, 2, 3)))))

    def _seek(self, condition: Condition, met: Met) -> None:
        for _ in range(TRIES):
            if (condition.id, met) in self.answers:
                return
            tried = [case for (name, _), case in self.answers.items() if name == condition.id]
            self.determine(self._changed(self.drawing.random.choice([self._any(), *tried]), condition))

    def _seek_point(self, point: OpenPoint) -> None:
        for _ in range(TRIES):
            if point.code in self.waiting:
                return
            self.determine(self.near())


def days_of(policy: Policy) -> list[date]:
    """The day before each amendment, its day, and the day after the last."""
    since = {each.since for law in laws_of(policy).values() for each in law}
    return sorted({day for each in since for day in (each - DAY, each)} | {max(since) + DAY})
