"""Policies 4, 5 and 6: the worker's and the employer's causes that count, as dated law, and their condition.

Resolution 126 made of one cause (the employer stopped by order; for policy 5 the worker isolated) the two groups
A and B: what kept the worker away, or what the epidemic made of the employer's work.
"""

from dataclasses import dataclass
from functools import lru_cache

from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, code, unknown, with_standing
from app.rules.conditions import NOT_SAID, titles_of
from app.rules.fact import Fact
from app.rules.law import Amendment, Circumstances, Condition, ConditionResult, Facts, LawOfDay, Standing
from app.rules.open_points import Doubtful, doubted, is_open


@dataclass(frozen=True, slots=True)
class Causes:
    """Causes that count, the worker's or the employer's; those by analogy are derived from neighbouring clauses."""

    worker: frozenset[str] = frozenset()
    employer: frozenset[str] = frozenset()
    by_analogy: frozenset[str] = frozenset()

    @property
    def employers(self) -> frozenset[str]:
        """All of the employer's that count."""
        return self.employer | self.by_analogy


def has_cause(
    requires: Sentence,
    law: tuple[Amendment[Causes], ...],
    employers: Fact,
    workers: Fact,
    doubtful: Doubtful,
) -> Condition:
    """One of the worker's or the employer's causes counts; either is enough."""
    named = titles_of(employers, workers)
    words = {fact.name: {each.code: (each.vi, each.en) for each in fact.choices} for fact in (employers, workers)}

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, employer: str | None, worker: str | None) -> ConditionResult:
        held = at.governing(law)
        causes = held.value
        point = None if employer in causes.employers else doubted(doubtful, employer, at)
        of_employer, of_worker = words[employers.name].get(employer or ""), words[workers.name].get(worker or "")
        if worker in causes.worker:
            return answer("cause", held, requires, met=True, because=of_worker or NOT_SAID)
        if employer in causes.employers or (point and point.value):
            found: Amendment[object] = point or (
                held if employer in causes.employer else with_standing(held, Standing.DERIVED)
            )
            return answer("cause", found, requires, met=True, because=of_employer or NOT_SAID)
        if missing := _missing(causes, {employers.name: employer}, {workers.name: worker}):
            return unknown("cause", point or held, requires, missing, named)
        because = _said(causes, of_employer, of_worker)
        if is_open(point):
            because = NOTHING
        return answer("cause", point or held, requires, met=False, because=because)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        return answered(at.law, code(facts, employers.name), code(facts, workers.name))

    return Condition("cause", *requires, law, test)


def _missing(causes: Causes, employers: dict[str, str | None], workers: dict[str, str | None]) -> tuple[str, ...]:
    """What is not said and might count."""
    asked = (employers if causes.employers else {}) | (workers if causes.worker else {})
    return tuple(name for name, said in asked.items() if said is None)


def _said(causes: Causes, employer: Sentence | None, worker: Sentence | None) -> Sentence:
    """What the form says instead of a cause that counts."""
    told = [("đơn vị ghi", "the employer says", employer or NOT_SAID)] if causes.employers else []
    told += [("người lao động ghi", "the worker says", worker or NOT_SAID)] if causes.worker else []
    return (
        "; ".join(f"{vi}: {words[0]}" for vi, _, words in told),
        "; ".join(f"{en}: {words[1]}" for _, en, words in told),
    )
