"""Policy 7: what a worker supported under policies 4, 5 or 6 gets besides, for a pregnancy and for each child.

A child brings its supplement to one person only, so its line carries the child's key: the certificate's, as the
service hands it in. The key is for telling children apart and is never shown in words. A pregnancy and a child
may come together: nothing forbids it.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from app.rules.answering import ANSWERS_MAX, BESIDES, NOTHING, Sentence, answer, code, day, same_line, unknown, yes
from app.rules.conditions import SPELLS_MAX
from app.rules.instruments import ORIGINAL, decision_23
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
from app.rules.open_points import unsaid
from app.rules.policy import Lines, Value
from app.rules.worker_facts import CHILDREN

CLAUSE = Citation("68/NQ-CP", "II.7")
ARTICLE_14, ARTICLE_22 = decision_23("14.2"), decision_23("22.2")

EVENTS: Mapping[str, str] = {
    "suspended_contract": "suspended_from",
    "stopped_work": "stopped_from",
    "terminated_contract": "contract_ended_on",
}
"""By policy the fact that says on which day its event began: what a child's age is judged on."""

PREGNANCY_VND: Mapping[str, tuple[Amendment[int], ...]] = {
    "suspended_contract": (Amendment(ORIGINAL, 1_000_000, ARTICLE_14, Standing.SUMMARISED),),
    "stopped_work": (Amendment(ORIGINAL, 1_000_000, CLAUSE, Standing.SUMMARISED),),
    "terminated_contract": (Amendment(ORIGINAL, 1_000_000, ARTICLE_22),),
}
CHILD_VND: Mapping[str, tuple[Amendment[int], ...]] = {
    "suspended_contract": (Amendment(ORIGINAL, 1_000_000, CLAUSE, Standing.SUMMARISED),),
    "stopped_work": (Amendment(ORIGINAL, 1_000_000, CLAUSE, Standing.SUMMARISED),),
    "terminated_contract": (Amendment(ORIGINAL, 1_000_000, ARTICLE_22),),
}
CHILD_UNDER_YEARS = (Amendment(ORIGINAL, 6, CLAUSE, Standing.SUMMARISED),)
"""At the first day of the suspension or stoppage, or the day on which the contract ended."""

PREGNANCY_DAY, _PREGNANCY_DAY = unsaid(
    "supplements.pregnancy_day",
    "“Đang mang thai” có xét tại ngày bắt đầu tạm hoãn, nghỉ việc, ngừng việc hoặc ngày chấm dứt hợp đồng không "
    "(không: xét tại ngày tiếp nhận hồ sơ)?",
    "Is a pregnancy judged on the day on which the suspension or stoppage began or the contract ended "
    "(no: on the day on which the paper was received)?",
    (ORIGINAL, CLAUSE),
)
CHILD_BORN_LATER, _CHILD_BORN_LATER = unsaid(
    "supplements.child_born_later",
    "Con sinh sau ngày bắt đầu tạm hoãn, nghỉ việc, ngừng việc hoặc sau ngày chấm dứt hợp đồng có được hỗ trợ không?",
    "Does a child bring the supplement that was born after the suspension or stoppage began or the contract ended?",
    (ORIGINAL, CLAUSE),
)
POINTS = (_PREGNANCY_DAY, _CHILD_BORN_LATER)

ONE_PARENT = (Amendment(ORIGINAL, "one_person", CLAUSE, Standing.SUMMARISED),)
ONE_PARENT_REQUIRES: Sentence = (
    "Mỗi trẻ em chỉ được hỗ trợ qua một người: mẹ, cha hoặc người chăm sóc thay thế",
    "A child's supplement goes to one person: mother, father or substitute carer",
)
FACT_NAMES = {number: tuple(f"child_{number}_{fact}" for fact in ("birth_date", "certificate")) for number in CHILDREN}
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\W_]+(?=[0-9])")
_SIGNS = re.compile(r"(?<![0-9])[\W_]+|[\W_]+(?![0-9])")
CHILD_FACTS = frozenset(name for names in FACT_NAMES.values() for name in names)


def certificate_number(said: str) -> str:
    """A certificate's number as it is compared: in capitals, without spaces and signs.

    A sign that parts two figures stays, as one: 1/12 is not 11/2.
    """
    plain = "".join(unicodedata.normalize("NFC", said).upper().split())
    return _SIGNS.sub("", _BETWEEN_DIGITS.sub("/", plain)) or plain


def values(policy: str) -> tuple[Value, ...]:
    """The supplements' figures under a policy."""
    return (
        Value("pregnancy_vnd", "Hỗ trợ thêm khi mang thai", "Supplement for a pregnancy", PREGNANCY_VND[policy]),
        Value("child_vnd", "Hỗ trợ thêm mỗi con", "Supplement for each child", CHILD_VND[policy]),
        Value("child_under_years", "Tuổi của con dưới", "Age a child is under", CHILD_UNDER_YEARS),
        Value("pregnancy_day", "Mang thai xét tại ngày bắt đầu", "Pregnancy judged on the first day", PREGNANCY_DAY),
        Value("child_born_later", "Tính con sinh sau ngày bắt đầu", "A child born later counts", CHILD_BORN_LATER),
    )


def beside(base: Lines, policy: str) -> Lines:
    """A worker's base, then the supplements; where there is no base there is nothing."""

    def lines(facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
        found = base(facts, circumstances)
        return (*found, *_supplements(policy, facts, circumstances)) if found else ()

    return lines


def _supplements(policy: str, facts: Facts, circumstances: Circumstances) -> list[AmountLine]:
    at, event = circumstances.law, day(facts, EVENTS[policy])
    found = _pregnancy(policy, facts, at, event)
    if CHILD_FACTS.isdisjoint(facts):
        return found
    taken = {each.child for each in circumstances.history or () if each.child}
    for born_name, certificate_name in FACT_NAMES.values():
        born, certificate = day(facts, born_name), code(facts, certificate_name)
        if (born is None and certificate is None) or certificate in taken:
            continue
        missing = () if born and certificate and event else _lacking(policy, facts, born_name, certificate_name)
        if line := _child(policy, at, (born, event), certificate, missing):
            found.append(line)
            taken.add(certificate or "")
    return found


def _pregnancy(policy: str, facts: Facts, at: LawOfDay, event: date | None) -> list[AmountLine]:
    """Declared with its paper it is paid; where the paper tells its days they may leave it in doubt."""
    if not yes(facts, "pregnant"):
        return []
    first, last = day(facts, "pregnant_from"), day(facts, "pregnant_to")
    dated = first is not None or last is not None
    line = _dated(policy, at, first, last, event, day(facts, "received_on")) if dated else _declared(policy, at)
    return [line] if line else []


@lru_cache
def _declared(policy: str, at: LawOfDay) -> AmountLine | None:
    held = at.in_force(PREGNANCY_VND[policy])
    return same_line("pregnancy", held.value, held.citation) if held else None


@lru_cache(ANSWERS_MAX)
def _dated(
    policy: str, at: LawOfDay, first: date | None, last: date | None, event: date | None, received: date | None
) -> AmountLine | None:
    """Paid where it stood on every day that may count, nothing where on none of them, else held."""
    law, point = at.in_force(PREGNANCY_VND[policy]), at.governing(PREGNANCY_DAY)
    if law is None:
        return None
    if event is None or received is None:
        named = {EVENTS[policy]: event, "received_on": received}
        missing = tuple(name for name, said in named.items() if said is None)
        return same_line("pregnancy", law.value, law.citation, held=True, missing=missing)
    if point.value is not None:
        judged = event if point.value else received
        return _declared(policy, at) if _stood(first, last, judged, judged) else None
    if _stood(first, last, event, received):
        return _declared(policy, at)
    over, not_yet = last and last < min(event, received), first and first > max(event, received)
    if over or not_yet:
        return None
    return same_line("pregnancy", law.value, law.citation, held=True, points=(point.point,))


def _stood(first: date | None, last: date | None, one: date, other: date) -> bool:
    """Whether a pregnancy stood on two days, and so on all between them."""
    return (first is None or first <= min(one, other)) and (last is None or last >= max(one, other))


def _lacking(policy: str, facts: Facts, *names: str) -> tuple[str, ...]:
    """Which of a child's facts are not known, and whether the day is that its age is judged on."""
    return tuple(name for name in (*names, EVENTS[policy]) if facts.get(name) is None)


def _child(
    policy: str, at: LawOfDay, days: tuple[date | None, date | None], certificate: str | None, missing: tuple[str, ...]
) -> AmountLine | None:
    """The line of a child by its birth and the event; None where it is too old or no law gives anything."""
    counts, points = _counts(at, *days)
    law = _child_law(policy, at) if counts else None
    held = bool(missing or points)
    return AmountLine("child_under_6", law.value, law.citation, held, certificate, missing, points) if law else None


@lru_cache(SPELLS_MAX)
def _counts(at: LawOfDay, born: date | None, event: date | None) -> tuple[bool, tuple[str, ...]]:
    """Whether a child brings its supplement as far as its age tells, and the open point that it hangs on."""
    if born is None or event is None:
        return True, ()
    if born <= event:
        return age(born, event) < at.governing(CHILD_UNDER_YEARS).value, ()
    point = at.governing(CHILD_BORN_LATER)
    return point.value is not False, (point.point,) if point.value is None else ()


@lru_cache
def _child_law(policy: str, at: LawOfDay) -> Amendment[int] | None:
    return at.in_force(CHILD_VND[policy])


def age(born: date, on: date) -> int:
    """Completed years on a day; who was born on a 29 February is a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def one_parent_per_child(facts: Facts, circumstances: Circumstances) -> ConditionResult:
    """That no child on the form was supported before; where one was, its line is left out, and no other."""
    history, at = circumstances.history, circumstances.law
    supported: Met = False
    if (history is None or history) and not CHILD_FACTS.isdisjoint(facts):
        children = {child for number in CHILDREN if (child := code(facts, FACT_NAMES[number][1]))}
        known = any(each.child in children for each in history or ())
        supported = None if children and history is None else known
    return _one_parent(at, supported)


@lru_cache(ANSWERS_MAX)
def _one_parent(at: LawOfDay, supported: Met) -> ConditionResult:
    law = at.governing(ONE_PARENT)
    if supported is None:
        return unknown("one_parent_per_child", law, ONE_PARENT_REQUIRES, ("history",), BESIDES)
    why = ("một trẻ em đã được hỗ trợ; không tính lần nữa", "a child was supported already; it is not counted again")
    return answer(
        "one_parent_per_child", law, ONE_PARENT_REQUIRES, met=not supported, because=why if supported else NOTHING
    )


CONDITION = Condition("one_parent_per_child", *ONE_PARENT_REQUIRES, ONE_PARENT, one_parent_per_child)
