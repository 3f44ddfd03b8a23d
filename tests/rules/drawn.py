"""Cases of any policy for properties, drawn by Hypothesis from what the policy declares (app/rules/drawing.py)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from app import rules
from app.rules.cross_policy import ADDITIVE_COMPONENTS
from app.rules.drawing import Case, Drawing
from app.rules.law import OWN, Determination, Supported, Word
from app.rules.reaching import Reaching, days_of

FEW = settings(max_examples=25, deadline=None)
VALUES_OF_A_FACT, WORDS_OF_A_POINT = 40, 6
MILLION = 1_000_000
OF_WORKERS = frozenset({"pregnancy", "child_under_6"})

GIVEN = {
    **dict.fromkeys(rules.POLICIES, ("base",)),
    **dict.fromkeys(("suspended_contract", "stopped_work", "terminated_contract"), ("base", *sorted(OF_WORKERS))),
    **dict.fromkeys(("meals_f0", "meals_f1"), ("base", *sorted(ADDITIVE_COMPONENTS - OF_WORKERS))),
}
"""What each policy may have given before."""


@st.composite
def supports(draw: st.DrawFn) -> Supported:
    """A support given before, of a component that its policy gives."""
    policy = draw(st.sampled_from(sorted(GIVEN)))
    component = draw(st.sampled_from(GIVEN[policy]))
    child = None if component in {"base", "pregnancy"} else OWN if policy.startswith("meals") else "a"
    state = draw(st.sampled_from(["paid", "approved"]))
    return Supported(policy, component, state, draw(st.integers(0, 4 * MILLION)), child=child)


SUPPORTS = st.lists(supports(), max_size=3).map(tuple)


@lru_cache
def reached(policy: str) -> Reaching:
    """Eligible cases on the days of the law, once for all tests."""
    found = Reaching(rules.POLICIES[policy])
    found.climb()
    return found


@lru_cache
def pool(policy: str, name: str) -> list[object]:
    """What a fact may be: values about the figures of the law and of an eligible case, and none."""
    drawing, facts = Drawing(rules.POLICIES[policy], len(name)), reached(policy).found[-1].facts
    fact = drawing.read[name]
    drawn = [drawing.value(fact, facts) for _ in range(VALUES_OF_A_FACT)]
    return [*dict.fromkeys([None, *drawing.options(fact, facts), *drawn])]


THINGS = ("facts", "facts", "on", "round", "history", "words")


@st.composite
def cases(draw: st.DrawFn, policy: str) -> Case:
    """An eligible case, or one with something changed: facts, the day, the round, supports before, words said."""
    found, pack = reached(policy), rules.POLICIES[policy]
    case = draw(st.sampled_from(found.found))
    things = draw(st.lists(st.sampled_from(THINGS), max_size=3))
    if "facts" in things:
        for name in draw(st.lists(st.sampled_from(sorted(found.drawing.read)), min_size=1, max_size=3, unique=True)):
            case = case.having(name, draw(st.sampled_from(pool(policy, name))))
    if "on" in things:
        case = case.on_day(draw(st.sampled_from(days_of(pack))) + timedelta(days=draw(st.integers(-1, 1))))
    if "round" in things and pack.by_round:
        case = replace(case, round=draw(st.sampled_from([None, 1, 2, 4])))
    if "history" in things:
        case = replace(case, history=draw(st.one_of(st.none(), SUPPORTS)))
    return case.saying(draw(st.sampled_from(words(policy)))) if "words" in things else case


@lru_cache
def words(policy: str) -> list[tuple[Word, ...]]:
    """No words, and some on every open point."""
    drawing, points = Drawing(rules.POLICIES[policy]), rules.POLICIES[policy].points
    return [(), *(tuple(drawing.word(point) for point in points) for _ in range(WORDS_OF_A_POINT))]


def ask(policy: str, case: Case) -> Determination:
    return rules.determine(policy, case.facts, case.circumstances)


def holds(policy: str, found: Callable[[Case], None]) -> None:
    """The property holds of many cases of the policy."""
    FEW(given(cases(policy))(found))()
