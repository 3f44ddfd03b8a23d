"""Determinations per second on one core, by policy: the rules alone, no database."""

import time
from datetime import date
from typing import Any

from app import rules
from app.rules.law import Circumstances, law_of
from app.sample.case import SampleList, SampleRow
from app.sample.cases import generate

SAMPLE_MAX = 20_000
ROUNDS = 5
AMENDED = date(2022, 2, 28)
Case = tuple[dict[str, object], Circumstances]


def determinations(cases: int, seed: int) -> dict[str, Any]:
    """The best of some rounds for each policy, under the law of receipt and as amended."""
    sample = generate(min(cases, SAMPLE_MAX), seed)
    table = []
    for policy in rules.POLICIES:
        rows = [(made, row) for made in sample.lists if made.policy == policy for row in made.rows]
        rows = [(made, row) for made, row in rows if row.expected.accepted]
        for law, on in (("at receipt", None), ("as amended", AMENDED)):
            prepared = [_case(made, row, on) for made, row in rows]
            if prepared:
                table.append([f"{policy}, {law}", len(prepared), round(len(prepared) / _fastest(policy, prepared))])
    return {"title": "the rules on one core", "columns": ["policy", "cases", "per second"], "table": table}


def _case(made: SampleList, row: SampleRow, on: date | None) -> Case:
    read = {fact.name for fact in rules.POLICIES[made.policy].facts if fact.for_rule}
    stated = {**made.header, **row.facts, "received_on": made.received_on, "insured_month_before": row.insured}
    facts = {name: value for name, value in stated.items() if name in read and value is not None}
    return facts, Circumstances(law_of(on or made.received_on), "58", made.round)


def _fastest(policy: str, prepared: list[Case]) -> float:
    fastest = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for facts, circumstances in prepared:
            rules.determine(policy, facts, circumstances)
        fastest = min(fastest, time.perf_counter() - began)
    return fastest
