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
    return Determination(policy.code, circumstances.on, outcome, owed, lines, results, missing_of(results, lines))


def outcome_of(met: Sequence[Met]) -> Outcome:
    """No condition at all is no ground to pay."""
    if False in met:
        return Outcome.INELIGIBLE
    return Outcome.ELIGIBLE if met and None not in met else Outcome.UNDETERMINED


def missing_of(results: Iterable[ConditionResult], lines: Iterable[AmountLine]) -> tuple[str, ...]:
    """The facts that something waits for, each once, those of the conditions first."""
    named: dict[str, None] = {}
    for result in results:
        if result.missing:
            named.update(dict.fromkeys(result.missing))
    for line in lines:
        if line.missing:
            named.update(dict.fromkeys(line.missing))
    return tuple(named)
