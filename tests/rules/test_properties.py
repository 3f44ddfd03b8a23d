"""What holds whatever the facts are, in every policy: cases are drawn from what it declares (drawn.py)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import rules
from app.rules.changing import laws_of
from app.rules.cross_policy import ADDITIVE_COMPONENTS
from app.rules.drawing import SAID, Case
from app.rules.fact import Kind
from app.rules.freelance_people import ADULT_YEARS
from app.rules.law import Citation, Outcome, Supported, Word
from tests.rules.drawn import FEW, GIVEN, MILLION, SUPPORTS, ask, cases, holds, reached, words

POLICIES = pytest.mark.parametrize("policy", sorted(rules.POLICIES))


@POLICIES
def test_the_cases_are_of_every_outcome(policy: str) -> None:
    """Else what follows would say little."""
    outcomes: Counter[Outcome] = Counter()
    many = settings(max_examples=150, deadline=None, derandomize=True)
    many(given(cases(policy))(lambda case: outcomes.update([ask(policy, case).outcome])))()
    assert min(outcomes[each] for each in Outcome) >= 2


@POLICIES
def test_the_amount_is_the_sum_of_the_lines_not_held_or_nothing(policy: str) -> None:
    cited = {each.citation for law in laws_of(rules.POLICIES[policy]).values() for each in law} | {SAID}

    def found(case: Case) -> None:
        told = ask(policy, case)
        owed = sum(line.amount_vnd for line in told.lines if not line.held)
        assert told.amount_vnd == (owed if told.outcome is Outcome.ELIGIBLE else 0)
        assert all(line.amount_vnd >= 0 and line.citation in cited for line in told.lines)
        assert all(line.gives is rules.POLICIES[policy].gives for line in told.lines)

    holds(policy, found)


BASE_MAX: Mapping[str, int] = {
    "suspended_contract": 3_710_000,
    "stopped_work": 1_000_000,
    "terminated_contract": 3_710_000,
    "meals_f0": 45 * 80_000,
    "meals_f1": 21 * 80_000,
    "artist": 3_710_000,
    "tour_guide": 3_710_000,
    "household_business": 3_000_000,
    "unregistered_business": 3_000_000,
    "unemployment_fund": 3_300_000,
    "rent_working": 3 * 500_000,
    "rent_returning": 3 * 1_000_000,
}
"""What a person or a household has at most, supplements apart."""


@pytest.mark.parametrize("policy", BASE_MAX)
def test_no_one_has_more_than_the_cap_and_no_supplement_is_more_than_a_million(policy: str) -> None:
    def found(case: Case) -> None:
        lines = [line for line in ask(policy, case).lines if not line.held]
        additive = [line for line in lines if line.component in ADDITIVE_COMPONENTS]
        assert all(line.amount_vnd == MILLION for line in additive)
        assert len(additive) <= 4
        assert sum(line.amount_vnd for line in lines if line not in additive) <= BASE_MAX[policy]

    holds(policy, found)


def test_a_freelance_worker_of_the_province_has_the_level_of_the_round() -> None:
    def found(case: Case) -> None:
        told = ask("freelance", replace(case, province="58"))
        assert told.amount_vnd in {0, 1_500_000}

    holds("freelance", found)


@pytest.mark.parametrize(("policy", "workers"), [("training", "trained_workers"), ("wage_loan", "workers")])
def test_an_employer_has_nothing_for_no_worker(policy: str, workers: str) -> None:
    def found(case: Case) -> None:
        assert ask(policy, case.having(workers, 0)).amount_vnd == 0

    holds(policy, found)


@POLICIES
def test_more_supports_never_make_anybody_eligible_nor_pay_more(policy: str) -> None:
    @FEW
    @given(cases(policy), SUPPORTS)
    def found(case: Case, more: tuple[Supported, ...]) -> None:
        one, two = (ask(policy, replace(case, history=(case.history or ()) + each)) for each in ((), more))
        assert one.outcome is Outcome.ELIGIBLE or two.outcome is not Outcome.ELIGIBLE
        assert one.outcome is not Outcome.INELIGIBLE or two.outcome is Outcome.INELIGIBLE
        assert two.amount_vnd <= one.amount_vnd

    found()


@POLICIES
def test_a_history_not_known_pays_nothing_that_an_empty_one_does_not(policy: str) -> None:
    def found(case: Case) -> None:
        unknown, none = (ask(policy, replace(case, history=history)) for history in (None, ()))
        assert unknown.outcome is not Outcome.ELIGIBLE or unknown.amount_vnd <= none.amount_vnd
        assert unknown.outcome is not Outcome.INELIGIBLE or none.outcome is Outcome.INELIGIBLE

    holds(policy, found)


@POLICIES
def test_the_order_of_facts_supports_and_words_says_nothing(policy: str) -> None:
    def found(case: Case) -> None:
        facts, history = dict(reversed([*case.facts.items()])), case.history
        turned = replace(case, facts=facts, history=history[::-1] if history else history, words=case.words[::-1])
        assert ask(policy, case) == ask(policy, turned)

    holds(policy, found)


@POLICIES
def test_the_outcome_hangs_on_nothing_but_facts_for_rules_history_words_and_day(policy: str) -> None:
    """Asked among others or alone, with names and numbers or without, it is the same."""
    other = {fact.name: "x" for fact in rules.POLICIES[policy].facts if not fact.for_rule}

    @FEW
    @given(cases(policy), cases(policy))
    def found(case: Case, between: Case) -> None:
        one = ask(policy, case)
        ask(policy, between)
        assert ask(policy, replace(case, facts={**other, **case.facts})) == one

    found()


OF_WHAT_IS_EMPTY = {"tour_guide.on_site_card_without_term", "freelance.nursery_insurance_unsaid"}


@POLICIES
def test_a_fact_taken_away_turns_no_refusal_into_money_and_no_money_into_a_refusal(policy: str) -> None:
    """Knowing less never decides otherwise, but where a fact left empty is a word of its own: no end of contract.

    (An officer's word may say what a fact left empty counts as: then it is no longer unknown.)
    """
    says = {fact.name for fact in rules.POLICIES[policy].facts if fact.empty_says}

    def found(case: Case) -> None:
        case = case.saying(tuple(word for word in case.words if word.point not in OF_WHAT_IS_EMPTY))
        whole = ask(policy, case)
        for name in case.facts.keys() - says:
            less = ask(policy, case.having(name, None))
            assert {whole.outcome, less.outcome} != {Outcome.ELIGIBLE, Outcome.INELIGIBLE}
            assert less.outcome is not Outcome.INELIGIBLE or whole.outcome is Outcome.INELIGIBLE
            assert less.outcome is not Outcome.ELIGIBLE or whole.outcome is Outcome.ELIGIBLE

    holds(policy, found)


@POLICIES
def test_what_is_undetermined_says_why(policy: str) -> None:
    known = {fact.name for fact in rules.POLICIES[policy].facts} | {"history", "round"}

    def found(case: Case) -> None:
        told = ask(policy, case)
        unsure = [result for result in told.results if result.met is None]
        held = bool(told.lines) and all(line.held for line in told.lines)
        assert (told.outcome is Outcome.UNDETERMINED) <= (bool(unsure) or held)
        assert not (held and told.outcome is Outcome.ELIGIBLE)
        assert all(result.missing or result.points or "(" in result.vi for result in unsure)
        assert {*told.missing} <= known and {*told.points} <= rules.points().keys()
        named = {name for each in (*told.results, *told.lines) for name in (*each.missing, *each.points)}
        assert named == {*told.missing, *told.points}

    holds(policy, found)


@POLICIES
def test_nothing_on_an_unconfirmed_point_pays_or_refuses(policy: str) -> None:
    """What is decided without a word stands whatever the words say; what waits for one is named as waiting.

    (Where the law says how far the point can go at all, the words go so far.)
    """
    bounds = {each.point: each.value for point in rules.POLICIES[policy].points for each in point.law}
    bounds |= {"freelance.least_age": ADULT_YEARS}

    @FEW
    @given(cases(policy), st.sampled_from(words(policy)))
    def found(case: Case, drawn: tuple[Word, ...]) -> None:
        said = tuple(each if bounds[each.point] is None else replace(each, value=bounds[each.point]) for each in drawn)
        silent, told = (ask(policy, case.saying(each)) for each in ((), said))
        assert all(result.met is None for result in silent.results if result.standing == "unconfirmed")
        assert all(line.held for line in silent.lines if line.points)
        assert silent.outcome is not Outcome.INELIGIBLE or told.outcome is Outcome.INELIGIBLE
        if not silent.points and silent.outcome is Outcome.ELIGIBLE:
            assert told.outcome is Outcome.ELIGIBLE and told.amount_vnd >= silent.amount_vnd

    found()


@POLICIES
def test_what_a_word_settles_is_cited_as_the_officer_cited_it(policy: str) -> None:
    source = Citation("12/CV-SLĐTBXH", "2")

    def found(case: Case) -> None:
        silent = ask(policy, replace(case, words=()))
        said = tuple(replace(word, citation=source) for word in case.words)
        told = ask(policy, replace(case, words=said))
        settled = {result.id for result in silent.results if result.points and not result.missing}
        confirmed = {result.id: result for result in told.results if result.id in settled and not result.points}
        # A condition that reads the settled point beside the law it cites names the officer's source in its words.
        assert all(each.citation == source or str(source) in each.vi for each in confirmed.values())

    holds(policy, found)


EXTREMES: Mapping[Kind, list[object]] = {
    Kind.DATE: [date.min, date.max, date(2020, 2, 29)],
    Kind.BIRTH_DATE: [date.min, date.max, 1880, 2100],
    Kind.INTEGER: [0, -1, 10**18, -(10**18)],
    Kind.MONEY: [0, 10**18],
}


@POLICIES
def test_whatever_days_and_figures_a_form_holds_no_rule_raises(policy: str) -> None:
    """Every two facts at their extremes, around an eligible case of each law day."""
    read = reached(policy).drawing.read
    names = [name for name, fact in read.items() if fact.kind in EXTREMES]
    for case in reached(policy).found[::4]:
        for one, two in combinations(names, 2):
            for value, other in product(EXTREMES[read[one].kind], EXTREMES[read[two].kind]):
                ask(policy, case.having(one, value).having(two, other))


@POLICIES
def test_before_its_first_day_a_policy_gives_nothing(policy: str) -> None:
    first = rules.POLICIES[policy].conditions[0].law[0].since

    @FEW
    @given(cases(policy), st.dates(date(2020, 4, 1), first - timedelta(days=1)))
    def found(case: Case, on: date) -> None:
        told = ask(policy, case.on_day(on))
        assert (told.outcome, told.amount_vnd) == (Outcome.INELIGIBLE, 0)

    found()


@pytest.mark.parametrize(
    "policy", ["suspended_contract", "stopped_work", "terminated_contract", "meals_f0", "meals_f1"]
)
def test_no_child_is_paid_for_twice(policy: str) -> None:
    def found(case: Case) -> None:
        lines = [line for line in ask(policy, case).lines if line.child and not line.held]
        paid = [(line.component, line.child) for line in lines]
        assert len(paid) == len(set(paid))
        given = [each for each in case.history or () if each.component in GIVEN.get(each.policy, ())]
        assert not set(paid) & {(each.component, each.child) for each in given}

    holds(policy, found)
