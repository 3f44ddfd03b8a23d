"""From a case to a determination: every condition answered, every line of money told, one outcome."""

from collections.abc import Iterable, Sequence

from app.rules.law import AmountLine, Circumstances, ConditionResult, Determination, Facts, LawOfDay, Met, Outcome
from app.rules.policy import Policy

KEPT_MAX = 20_000
_kept: dict[tuple[int, ...], tuple[Determination, LawOfDay, Policy]] = {}
"""Determinations by what they are made of. Equal answers are the same objects, so their identities tell; an entry
keeps all of it alive, so an identity is never somebody else's."""


def determine(policy: Policy, facts: Facts, circumstances: Circumstances) -> Determination:
    """What a policy says of a case. One condition not met refuses; else one unknown leaves it undetermined.

    So does money of which every line is held: nobody is told "eligible, 0 đồng". A held line beside another holds
    itself alone.
    """
    law = circumstances.law
    results = tuple([condition.test(facts, circumstances) for condition in policy.conditions])
    lines = policy.lines(facts, circumstances)
    beside = tuple([condition.test(facts, circumstances) for condition in policy.line_conditions])
    key = (id(policy), id(law), *map(id, results), 0, *map(id, beside), 0, *map(id, lines))
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= KEPT_MAX:
            _kept.clear()
        found = _kept[key] = _together(policy, law, results, beside, lines), law, policy
    return found[0]


def _together(
    policy: Policy,
    law: LawOfDay,
    results: tuple[ConditionResult, ...],
    beside: tuple[ConditionResult, ...],
    lines: tuple[AmountLine, ...],
) -> Determination:
    outcome = outcome_of([result.met for result in results])
    if outcome is Outcome.ELIGIBLE and lines and all(line.held for line in lines):
        outcome = Outcome.UNDETERMINED
    owed = sum([line.amount_vnd for line in lines if not line.held]) if outcome is Outcome.ELIGIBLE else 0
    every = results + beside
    return Determination(policy.code, law.on, outcome, owed, lines, every, *_waits_for(every, lines))


def outcome_of(met: Sequence[Met]) -> Outcome:
    """No condition at all is no ground to pay."""
    if False in met:
        return Outcome.INELIGIBLE
    return Outcome.ELIGIBLE if met and None not in met else Outcome.UNDETERMINED


def _waits_for(
    results: Iterable[ConditionResult], lines: Iterable[AmountLine]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts and the open points of law that something waits for, each once, those of the conditions first."""
    missing: dict[str, None] = {}
    points: dict[str, None] = {}
    waiting: tuple[ConditionResult | AmountLine, ...] = (*results, *lines)
    for each in waiting:
        if each.missing:
            missing.update(dict.fromkeys(each.missing))
        if each.points:
            points.update(dict.fromkeys(each.points))
    return tuple(missing), tuple(points)
