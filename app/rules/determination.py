"""From a case to a determination: every condition answered, every line of money told, one outcome."""

from collections.abc import Iterable, Sequence

from app.rules.law import AmountLine, Circumstances, ConditionResult, Determination, Facts, Met, Outcome
from app.rules.policy import Policy


def determine(policy: Policy, facts: Facts, circumstances: Circumstances) -> Determination:
    """What a policy says of a case. One condition not met refuses; else one unknown leaves it undetermined."""
    results = tuple([condition.test(facts, circumstances) for condition in policy.conditions])
    lines = policy.lines(facts, circumstances)
    outcome = outcome_of([result.met for result in results])
    if policy.line_conditions:
        results += tuple([condition.test(facts, circumstances) for condition in policy.line_conditions])
    owed = sum([line.amount_vnd for line in lines if not line.held]) if outcome is Outcome.ELIGIBLE else 0
    return Determination(policy.code, circumstances.on, outcome, owed, lines, results, *_waits_for(results, lines))


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
