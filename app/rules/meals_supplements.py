"""A million for a child, an elderly or a severely disabled person among the treated and the isolated, once.

It is the person's own, so it is one over both policies: who had it as F1 has it no second time as F0.
"""

from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

from app.rules import meals_facts as form
from app.rules import meals_law as law
from app.rules.answering import (
    ANSWERS_MAX,
    BESIDES,
    NOTHING,
    Sentence,
    answer,
    code,
    day,
    same_line,
    unknown,
    whole,
    yes,
)
from app.rules.fact import Fact
from app.rules.law import (
    OWN,
    AmountLine,
    Circumstances,
    Condition,
    ConditionResult,
    Facts,
    LawOfDay,
    Met,
    Supported,
    Window,
)
from app.rules.open_points import is_open
from app.rules.supplements import age

BIRTH = "birth_date"
ONCE: Sentence = (
    "Hỗ trợ thêm cho trẻ em, người cao tuổi, người khuyết tật: một lần, tính chung cho F0 và F1",
    "The supplement of a child, an elderly or a disabled person comes once over F0 and F1",
)
GIVEN: Sentence = ("đã được hỗ trợ thêm; không tính lần nữa", "it was given already; it is not counted again")
Asked = tuple[tuple[str, ...] | None, Met, str | None]
"""What is missing to know a child (() where it is one, None where it is none), elderly, the disability."""


def lines(facts: Facts, circumstances: Circumstances, first: Fact) -> tuple[AmountLine, ...]:
    """The lines of somebody whose treatment or isolation began on the day of `first`."""
    at = circumstances.law
    return _lines(at, _asked(facts, at, first), _given(at, circumstances.history))


@lru_cache(ANSWERS_MAX)
def _lines(at: LawOfDay, asked: Asked, given: frozenset[str]) -> tuple[AmountLine, ...]:
    """Sure ones before doubtful: the first is certain, whether several are given may be open."""
    found: list[AmountLine] = []
    for component, missing in sorted(_wanted(at, asked), key=lambda each: bool(each[1])):
        line = None if component in given else _line(at, component, missing, beside=bool(given or found))
        found += [line] if line else []
    return tuple(found)


def _asked(facts: Facts, at: LawOfDay, first: Fact) -> Asked:
    return _child(facts, at, first), yes(facts, form.ELDERLY.name), code(facts, form.DISABILITY.name)


def _wanted(at: LawOfDay, asked: Asked) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The components that a case asks for, each with what is missing to be sure of it."""
    child, elderly, disability = asked
    if child is not None:
        yield "child_f0_f1", child
    if elderly:
        yield "elderly_f0_f1", ()
    if disability in _disabilities(at):
        yield "disabled_f0_f1", ()


def _child(facts: Facts, at: LawOfDay, first: Fact) -> tuple[str, ...] | None:
    """A year alone is in doubt only where its first and its last day fall on different sides of the age."""
    begun, born, year = day(facts, first.name), day(facts, BIRTH), whole(facts, BIRTH)
    window, under = _child_law(at)
    if begun is not None and born is not None and begun.year - born.year > under:
        return None
    earliest, latest = born, born
    if year is not None and MINYEAR <= year <= MAXYEAR:
        earliest, latest = date(year, 1, 1), date(year, 12, 31)
    if earliest is None or latest is None:
        return (BIRTH,) if begun else (BIRTH, first.name)
    days = (begun, begun) if begun else (window.first, window.last)
    if age(latest, days[0]) >= under:
        return None
    sure = age(earliest, days[1]) < under and earliest <= days[1]
    return () if sure else (BIRTH,) * (begun is not None or earliest != latest) + (first.name,) * (begun is None)


@lru_cache
def _child_law(at: LawOfDay) -> tuple[Window, int]:
    return at.governing(law.WINDOW).value, at.governing(law.CHILD_UNDER_YEARS).value


@lru_cache
def _disabilities(at: LawOfDay) -> frozenset[str]:
    held = at.in_force(law.DISABILITIES)
    return held.value if held else frozenset()


@lru_cache(ANSWERS_MAX)
def _line(at: LawOfDay, component: str, missing: tuple[str, ...], *, beside: bool) -> AmountLine | None:
    """None before the law knew it, or where only one supplement is given and another is there."""
    held = at.in_force(law.SUPPLEMENTS_VND[component])
    together = at.in_force(law.TOGETHER) if beside else None
    if held is None or (together is not None and not is_open(together) and not together.value):
        return None
    points = (together.point,) if together is not None and is_open(together) else ()
    return same_line(component, held.value, held.citation, bool(missing or points), OWN, missing, points)


def _given(at: LawOfDay, history: tuple[Supported, ...] | None) -> frozenset[str]:
    """The supplements on record that come once."""
    if not history:
        return frozenset()
    once_only = _once_only(at)
    return frozenset(each.component for each in history if each.policy in law.POLICIES) & once_only


@lru_cache
def _once_only(at: LawOfDay) -> frozenset[str]:
    return at.governing(law.ONCE).value


def once(first: Fact) -> Condition:
    """That no supplement asked for was given before; where one was, its line is left out, and no other."""

    def test(facts: Facts, circumstances: Circumstances) -> ConditionResult:
        history, at = circumstances.history, circumstances.law
        if not history and history is not None:
            return _once(at, False)  # noqa: FBT003 – none was given
        wanted = {component for component, _ in _wanted(at, _asked(facts, at, first))}
        if history is None:
            return _once(at, None if wanted else False)
        return _once(at, bool(wanted & _given(at, history)))

    return Condition("supplement_once", *ONCE, law.ONCE, test)


@lru_cache(ANSWERS_MAX)
def _once(at: LawOfDay, given: Met) -> ConditionResult:
    held = at.governing(law.ONCE)
    if given is None:
        return unknown("supplement_once", held, ONCE, ("history",), BESIDES)
    return answer("supplement_once", held, ONCE, met=not given, because=GIVEN if given else NOTHING)
