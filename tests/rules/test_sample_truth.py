"""The rules against the sample province, whose truth was told when its cases were made, not by the rules."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest

from app import rules
from app.rules.fact import Place
from app.rules.law import Circumstances, Determination, Supported, law_of
from app.sample.case import Earlier, Judgement, PriorSupport, Sample, SampleList, SampleRow
from app.sample.cases import MAKERS, generate
from app.sample.employer_lists import SUSPENDED
from app.sample.maker import ListPlan

DECIDED = {"freelance": date(2021, 11, 15)}  # all others on the day on which the demo lives
LAST_DECIDED = date(2022, 2, 18)
TELLING = ("before_answer", "at_receipt", "as_amended")


@lru_cache
def sample() -> Sample:
    return generate(6000, seed=7)


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


@lru_cache
def prior_supports() -> dict[int, tuple[PriorSupport, ...]]:
    found: dict[int, tuple[PriorSupport, ...]] = {}
    for prior in sample().prior_supports:
        found[id(prior.person)] = (*found.get(id(prior.person), ()), prior)
    return found


def history_of(row: SampleRow, *, decided: bool) -> tuple[Supported, ...]:
    """What was paid before the service began; once decided, what the sample's own decisions gave before."""
    before = [
        Supported(prior.policy, prior.component, "paid", prior.amount_vnd, prior.event_from)
        for prior in prior_supports().get(id(row.person), ())
    ]
    return (*before, *map(given, row.earlier if decided else ()))


def given(earlier: Earlier) -> Supported:
    return Supported(earlier.policy, earlier.component, "approved", earlier.amount_vnd, None, earlier.child)


def determined(made: SampleList, row: SampleRow, when: str) -> Determination:
    decided = when == "as_amended"
    on = DECIDED.get(made.policy, LAST_DECIDED) if decided else made.received_on
    facts = facts_of(made, row) | (dict(row.words) if when != "before_answer" else {})
    history = history_of(row, decided=decided)
    return rules.determine(made.policy, facts, Circumstances(law_of(on), "58", made.round, history))


def judgement(found: Determination) -> Judgement:
    unmet = tuple(result.id for result in found.results if result.met is False)
    paid = found.outcome == "eligible"
    components = tuple((line.component, line.amount_vnd) for line in found.lines if paid and not line.held)
    return Judgement(found.outcome.value, components, unmet)


@pytest.mark.parametrize("when", TELLING)
def test_the_rules_say_what_is_true_of_every_case(when: str) -> None:
    different = []
    for made, row in accepted():
        expected: Judgement = getattr(row.expected, when)
        found = determined(made, row, when)
        said = judgement(found)
        if said != expected or found.amount_vnd != expected.amount_vnd:
            different.append((made.name, row.expected.kind, said, expected))
    assert different == []


@pytest.mark.parametrize(
    ("received", "outcome"),
    [(date(2021, 10, 8), "undetermined"), (date(2021, 11, 5), "undetermined"), (date(2021, 11, 6), "eligible")],
)
def test_a_list_with_measures_of_resolution_128_waits_where_it_came_before_decision_33(
    received: date, outcome: str
) -> None:
    made = next(each for each in sample().lists if each.policy == "suspended_contract" and each.received_on > received)
    row = next(row for row in made.rows if row.expected.kind == "ORDINARY")
    header = {**made.header, "employer_kind": "enterprise", "employer_cause": "resolution_128_measure"}
    plan = ListPlan(made.name, made.unit_code, made.district_code, received, header)
    judged = SUSPENDED.judged("ORDINARY", plan, row.facts)
    assert [each.outcome for each in judged] == ["undetermined", outcome, "eligible"]
    moved = replace(
        made, header=header, received_on=received, rows=(replace(row, facts=row.facts | {"worker_cause": "none"}),)
    )
    for expected, when in zip(judged, TELLING, strict=True):
        assert judgement(determined(moved, moved.rows[0], when)) == expected


def test_the_sample_shows_every_outcome_under_every_policy_that_leaves_something_open() -> None:
    shown = {
        (made.policy, judged.outcome)
        for made, row in accepted()
        for judged in (row.expected.before_answer, row.expected.at_receipt, row.expected.as_amended)
        if judged
    }
    open_ = [maker.policy for maker in MAKERS if maker.open or maker.words]
    assert len(open_) == 8
    assert {(policy, "undetermined") for policy in open_} <= shown
    assert {(maker.policy, outcome) for maker in MAKERS for outcome in ("eligible", "ineligible")} <= shown


def test_every_kind_of_row_is_there() -> None:
    shown = {(made.policy, row.expected.kind) for made in sample().lists for row in made.rows}
    planned = {(maker.policy, kind) for maker in MAKERS for kind in maker.per_ten_thousand}
    assert planned - shown == set()


def test_the_sample_s_answers_are_few() -> None:
    """Explanations are kept once for all who share them: thousands of cases need hundreds at most."""
    found = {
        tuple(id(result) for result in determined(made, row, "at_receipt").results)
        for made, row in accepted()
        if made.policy == "freelance"
    }
    assert len(found) < 250
