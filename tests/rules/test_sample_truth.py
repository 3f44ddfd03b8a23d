"""The rules against the sample province, whose truth was told when its cases were made, not by the rules."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import pytest

from app import rules
from app.rules.fact import Place
from app.rules.law import Circumstances, Determination, Supported, law_of
from app.sample.case import Judgement, Sample, SampleList, SampleRow
from app.sample.cases import generate

AMENDED = date(2021, 11, 15)


@lru_cache
def sample() -> Sample:
    return generate(3000, seed=7)


def accepted() -> Iterator[tuple[SampleList, SampleRow]]:
    for made in sample().lists:
        for row in made.rows:
            if row.expected.accepted:
                yield made, row


def facts_of(made: SampleList, row: SampleRow) -> dict[str, object]:
    """What intake hands on: the row's facts that the rules read, and those that stand once above."""
    declared = rules.POLICIES[made.policy].facts
    names = {fact.name for fact in declared if fact.for_rule and fact.place is not Place.CONFIRMATION}
    said = {**made.header, **row.facts, "received_on": made.received_on}
    return {name: value for name, value in said.items() if name in names and value is not None}


def history_of(row: SampleRow) -> tuple[Supported, ...]:
    return tuple(
        Supported(prior.policy, prior.component, "paid", prior.amount_vnd, prior.event_from)
        for prior in sample().prior_supports
        if prior.person is row.person
    )


def determined(made: SampleList, row: SampleRow, on: date, *, answered: bool) -> Determination:
    facts = facts_of(made, row)
    if answered and row.insured is not None:
        facts["insured_month_before"] = row.insured
    return rules.determine(made.policy, facts, Circumstances(law_of(on), "58", made.round, history_of(row)))


def judgement(found: Determination) -> Judgement:
    unmet = tuple(result.id for result in found.results if result.met is False)
    paid = found.outcome == "eligible"
    components = tuple((line.component, line.amount_vnd) for line in found.lines if paid and not line.held)
    return Judgement(found.outcome.value, components, unmet)


@pytest.mark.parametrize("when", ["before_answer", "at_receipt", "as_amended"])
def test_the_rules_say_what_is_true_of_every_case(when: str) -> None:
    different = []
    for made, row in accepted():
        expected: Judgement | None = getattr(row.expected, when)
        if expected is None:
            continue
        on = AMENDED if when == "as_amended" else made.received_on
        found = determined(made, row, on, answered=when != "before_answer")
        said = judgement(found)
        if said != expected or found.amount_vnd != expected.amount_vnd:
            different.append((made.name, row.expected.kind, said, expected))
    assert different == []


def test_the_sample_shows_every_outcome_under_both_policies() -> None:
    shown = {
        (made.policy, each.outcome)
        for made, row in accepted()
        for each in (row.expected.before_answer, row.expected.at_receipt)
        if each
    }
    assert {("suspended_contract", o) for o in ("eligible", "ineligible", "undetermined")} <= shown
    assert {("freelance", o) for o in ("eligible", "ineligible")} <= shown
    assert len(list(accepted())) > 2800


def test_the_sample_s_answers_are_few() -> None:
    """Explanations are kept once for all who share them: thousands of cases need hundreds at most."""
    found = {
        tuple(id(result) for result in determined(made, row, made.received_on, answered=True).results)
        for made, row in accepted()
        if made.policy == "freelance"
    }
    assert len(found) < 250
