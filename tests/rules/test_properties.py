"""What holds whatever the facts are."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app import rules
from app.rules.fact import Fact, Kind
from app.rules.law import Circumstances, Determination, Outcome, Supported, law_of
from app.rules.ninh_thuan_units import UNITS

Asked = tuple[str, dict[str, object]]
History = tuple[Supported, ...]

BIRTHS = st.dates(date(2012, 1, 1), date(2022, 6, 30))
DATES = st.dates(date(2021, 3, 1), date(2022, 3, 31))
COMMUNES = st.sampled_from([unit.code for unit in UNITS if unit.kind == "commune"] + ["00000", "99999"])
CODES = [
    "suspended_contract", "stopped_work", "terminated_contract", "artist", "tour_guide", "household_business",
    "unregistered_business", "freelance", "meals_f0", "meals_f1", "training",
]  # fmt: skip
SUPPORTS = st.lists(
    st.builds(
        Supported,
        st.sampled_from(CODES),
        st.sampled_from(["base", "pregnancy", "child_under_6"]),
        st.sampled_from(["paid", "approved"]),
        st.integers(0, 4_000_000),
        child=st.sampled_from([None, "a", "b"]),
    ),
    max_size=3,
).map(tuple)


def values(fact: Fact) -> st.SearchStrategy[object]:
    if fact.kind is Kind.CHOICE:
        return st.sampled_from([choice.code for choice in fact.choices])
    if fact.kind is Kind.DATE and fact.name.startswith("child_"):
        return BIRTHS
    return {
        Kind.DATE: DATES,
        Kind.BIRTH_DATE: BIRTHS,
        Kind.COMMUNE: COMMUNES,
        Kind.YES_NO: st.booleans(),
        Kind.TEXT: st.sampled_from(["a", "b", "c"]),
    }[fact.kind]


def facts_of(policy: str) -> st.SearchStrategy[dict[str, object]]:
    """Any facts that the policy's rules read, any of them missing."""
    read = [fact for fact in rules.POLICIES[policy].facts if fact.for_rule]
    return st.fixed_dictionaries({}, optional={fact.name: values(fact) for fact in read})


POLICY = st.sampled_from(sorted(rules.POLICIES))
ASKED = POLICY.flatmap(lambda policy: st.tuples(st.just(policy), facts_of(policy)))
ON = st.dates(date(2021, 6, 1), date(2022, 4, 30))
ROUNDS = st.sampled_from([None, 1, 2, 4])


def ask(asked: Asked, on: date, round_: int | None, history: History) -> Determination:
    return rules.determine(asked[0], asked[1], Circumstances(law_of(on), "58", round_, history))


@given(ASKED, ON, ROUNDS, SUPPORTS)
@settings(max_examples=300, deadline=None)
def test_the_amount_is_the_sum_of_the_lines_not_held_or_nothing(
    asked: Asked, on: date, round_: int | None, history: History
) -> None:
    found = ask(asked, on, round_, history)
    owed = sum(line.amount_vnd for line in found.lines if not line.held)
    assert found.amount_vnd == (owed if found.outcome is Outcome.ELIGIBLE else 0)
    assert all(line.amount_vnd >= 0 for line in found.lines)


@given(ASKED, ON, ROUNDS, SUPPORTS, SUPPORTS)
@settings(max_examples=300, deadline=None)
def test_more_supports_never_make_anybody_eligible_nor_pay_more(
    asked: Asked,
    on: date,
    round_: int | None,
    history: History,
    more: History,
) -> None:
    one, two = ask(asked, on, round_, history), ask(asked, on, round_, history + more)
    assert one.outcome is Outcome.ELIGIBLE or two.outcome is not Outcome.ELIGIBLE
    assert two.amount_vnd <= one.amount_vnd


@given(ASKED, ON, ROUNDS, SUPPORTS)
@settings(max_examples=200, deadline=None)
def test_the_order_of_facts_and_supports_says_nothing(
    asked: Asked, on: date, round_: int | None, history: History
) -> None:
    turned = (asked[0], dict(reversed(asked[1].items())))
    assert ask(asked, on, round_, history) == ask(turned, on, round_, history[::-1])


@given(ASKED, ON, ROUNDS, SUPPORTS)
@settings(max_examples=300, deadline=None)
def test_a_fact_taken_away_turns_no_refusal_into_money_and_no_money_into_a_refusal(
    asked: Asked,
    on: date,
    round_: int | None,
    history: History,
) -> None:
    """Knowing less never decides otherwise, but where a fact left empty is a word of its own: no end of contract."""
    words = {fact.name for fact in rules.POLICIES[asked[0]].facts if fact.empty_says}
    whole = ask(asked, on, round_, history)
    for name in asked[1].keys() - words:
        less = (asked[0], {key: value for key, value in asked[1].items() if key != name})
        found = ask(less, on, round_, history)
        assert {whole.outcome, found.outcome} != {Outcome.ELIGIBLE, Outcome.INELIGIBLE}
        assert found.outcome is not Outcome.INELIGIBLE or whole.outcome is Outcome.INELIGIBLE


@given(ASKED, ON, ROUNDS, SUPPORTS)
@settings(max_examples=200, deadline=None)
def test_what_is_undetermined_says_why(asked: Asked, on: date, round_: int | None, history: History) -> None:
    found = ask(asked, on, round_, history)
    unsure = [result for result in found.results if result.met is None]
    assert (found.outcome is Outcome.UNDETERMINED) <= bool(unsure)
    assert all(result.missing or "(" in result.vi for result in unsure)
    assert all(result.met is None for result in found.results if result.standing == "unconfirmed")


@given(facts_of("suspended_contract"), ON, SUPPORTS)
@settings(max_examples=200, deadline=None)
def test_no_child_is_paid_for_twice_and_no_key_is_told(facts: dict[str, object], on: date, history: History) -> None:
    found = ask(("suspended_contract", facts), on, None, history)
    paid = [line.child for line in found.lines if line.component == "child_under_6" and not line.held]
    assert len(paid) == len(set(paid))
    assert not set(paid) & {support.child for support in history}
