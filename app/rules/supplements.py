"""Policy 7: what a worker supported under policies 4, 5 or 6 gets besides, for a pregnancy and for each child.

A child brings its supplement to one person only, so its line carries the child's key: the certificate's, as the
service hands it in. The key is for telling children apart and is never shown in words.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, code, day, same_line, unknown, yes
from app.rules.cross_policy import HISTORY
from app.rules.law import (
    Amendment,
    AmountLine,
    Circumstances,
    Citation,
    Condition,
    ConditionResult,
    Facts,
    LawOfDay,
    Met,
    Standing,
)

SINCE = date(2021, 7, 7)
CHILDREN = (1, 2, 3)
CLAUSE = Citation("68/NQ-CP", "II.7")

PREGNANCY_VND = (Amendment(SINCE, 1_000_000, Citation("23/2021/QĐ-TTg", "14.2"), Standing.SUMMARISED),)
"""The day on which a pregnancy must stand could not be read: one declared with its paper is paid."""

CHILD_VND = (Amendment(SINCE, 1_000_000, CLAUSE, Standing.SUMMARISED),)
CHILD_UNDER_YEARS = (Amendment(SINCE, 6, CLAUSE, Standing.SUMMARISED),)
"""At the first day of the suspension."""

ONE_PARENT = (Amendment(SINCE, "one_person", CLAUSE, Standing.SUMMARISED),)
ONE_PARENT_REQUIRES: Sentence = (
    "Mỗi trẻ em chỉ được hỗ trợ qua một người: mẹ, cha hoặc người chăm sóc thay thế",
    "A child's supplement goes to one person: mother, father or substitute carer",
)
FACT_NAMES = {
    number: tuple(f"child_{number}_{fact}" for fact in ("name", "birth_date", "certificate")) for number in CHILDREN
}


def lines(facts: Facts, circumstances: Circumstances, event: date | None) -> Iterator[AmountLine]:
    """The supplements of somebody whose event began on a day (None: not known)."""
    at = circumstances.law
    if yes(facts, "pregnant") and (found := _pregnancy(at)):
        yield found
    taken = {each.child for each in circumstances.history or () if each.child}
    for number in CHILDREN:
        line = _child(facts, number, at, event)
        if line is None or line.child in taken:
            continue
        if line.child:
            taken.add(line.child)
        yield line


@lru_cache
def _pregnancy(at: LawOfDay) -> AmountLine | None:
    held = at.in_force(PREGNANCY_VND)
    return same_line("pregnancy", held.value, held.citation) if held else None


def _child(facts: Facts, number: int, at: LawOfDay, event: date | None) -> AmountLine | None:
    """The line of the child on the form's place so numbered; None where none is there or it is too old."""
    name, born_name, certificate_name = FACT_NAMES[number]
    born, certificate = day(facts, born_name), code(facts, certificate_name)
    if born is None and certificate is None and not facts.get(name):
        return None
    if born is not None and event is not None and age(born, event) >= _under_years(at):
        return None
    needed = {born_name: born, certificate_name: certificate, "suspended_from": event}
    missing = tuple(fact for fact, value in needed.items() if value is None)
    # Whether a child born after the suspension began counts could not be read: it waits.
    unborn = born is not None and event is not None and born > event
    return _child_line(at, certificate, missing, held=bool(missing) or unborn)


@lru_cache
def _under_years(at: LawOfDay) -> int:
    return at.governing(CHILD_UNDER_YEARS).value


def _child_line(at: LawOfDay, certificate: str | None, missing: tuple[str, ...], *, held: bool) -> AmountLine | None:
    law = at.in_force(CHILD_VND)
    return AmountLine("child_under_6", law.value, law.citation, held, certificate, missing) if law else None


def age(born: date, on: date) -> int:
    """Completed years on a day; who was born on a 29 February is a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def one_parent_per_child(facts: Facts, circumstances: Circumstances) -> ConditionResult:
    """That no child on the form was supported before; where one was, its line is left out, and no other."""
    history, at = circumstances.history, circumstances.law
    supported: Met = False
    if history is None or history:
        children = {child for number in CHILDREN if (child := code(facts, FACT_NAMES[number][2]))}
        known = any(each.child in children for each in history or ())
        supported = None if children and history is None else known
    return _one_parent(at, supported)


@lru_cache(ANSWERS_MAX)
def _one_parent(at: LawOfDay, supported: Met) -> ConditionResult:
    law = at.governing(ONE_PARENT)
    if supported is None:
        return unknown("one_parent_per_child", law, ONE_PARENT_REQUIRES, ("history",), HISTORY)
    why = ("một trẻ em đã được hỗ trợ; không tính lần nữa", "a child was supported already; it is not counted again")
    return answer(
        "one_parent_per_child", law, ONE_PARENT_REQUIRES, met=not supported, because=why if supported else NOTHING
    )


CONDITION = Condition("one_parent_per_child", *ONE_PARENT_REQUIRES, ONE_PARENT, one_parent_per_child)
