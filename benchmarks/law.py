"""Determinations per second on one core, by policy: the rules alone, no database.

The cases are drawn from what each policy declares, around eligible ones: eligible, refused and waiting ones mixed,
under every law that the policy has had. The first round finds no answer kept yet, as a process that just started.
"""

import time
from dataclasses import replace
from typing import Any

from app import rules
from app.rules.drawing import Case
from app.rules.law import Circumstances, Outcome, law_of
from app.rules.reaching import Reaching

DRAWN_MAX = 10_000
VARIED = 0.5
"""How many of the cases are drawn anew in something; the others are eligible as they are, time and again."""

SUPPLEMENTED = 0.1
"""How many bring what three children and a pregnancy need: 0.4 supplements a head; the country paid for about 0.5."""

ROUNDS = 5
Asked = list[tuple[dict[str, object], Circumstances]]


def determinations(cases: int, seed: int) -> dict[str, Any]:
    """For each policy: how many, how many eligible, and how many a second, at first and at best."""
    table = [_measured(policy, min(cases, DRAWN_MAX), seed) for policy in rules.POLICIES]
    columns = ["policy", "cases", "eligible", "per second, first", "per second, best"]
    return {"title": "the rules on one core", "columns": columns, "table": table}


def _measured(policy: str, cases: int, seed: int) -> list[object]:
    drawn = _drawn(policy, cases, seed)
    law_of.cache_clear()  # whatever was answered while drawing was answered under other laws of the day
    asked = [(dict(case.facts), case.circumstances) for case in drawn]
    seconds = [_round(policy, asked) for _ in range(ROUNDS)]
    eligible = sum(_is_eligible(policy, case) for case in drawn)
    return [policy, len(asked), eligible, round(len(asked) / seconds[0]), round(len(asked) / min(seconds))]


def _drawn(policy: str, cases: int, seed: int) -> list[Case]:
    reached = Reaching(rules.POLICIES[policy], seed)
    found, random = reached.climb(), reached.drawing.random
    drawn = (reached.near() if random.random() < VARIED else random.choice(found) for _ in range(cases))
    supplements = {fact.name for fact in rules.POLICIES[policy].facts if fact.supplement}
    if not _is_eligible(policy, _without(found[0], supplements)):
        supplements = set()  # here they bring the base itself, as the months of a rent do
    return [each if random.random() < SUPPLEMENTED else _without(each, supplements) for each in drawn]


def _is_eligible(policy: str, case: Case) -> bool:
    return rules.determine(policy, case.facts, case.circumstances).outcome is Outcome.ELIGIBLE


def _without(case: Case, names: set[str]) -> Case:
    return replace(case, facts={name: value for name, value in case.facts.items() if name not in names})


def _round(policy: str, asked: Asked) -> float:
    began = time.perf_counter()
    for facts, circumstances in asked:
        rules.determine(policy, facts, circumstances)
    return time.perf_counter() - began
