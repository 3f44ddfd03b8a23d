"""A value of the law in words, Vietnamese and English: what a table of the law says of it."""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date

from app.rules.answering import Sentence, in_words
from app.rules.law import Amendment, Window
from app.rules.ninh_thuan_units import OUTSIDE, UNITS
from app.rules.policy import Policy, Step
from app.rules.prior_support_facts import POLICIES

MARKER = re.compile(r"[a-z][a-z_0-9]*")
"""What stands where a condition has no figure: a name for the code, nothing to read."""

UNSAID: Sentence = ("chưa đọc được", "not read")
ANY: Sentence = ("không giới hạn", "no restriction")
NONE: Sentence = ("không có", "none")
YES_NO: Mapping[bool, Sentence] = {True: ("có", "yes"), False: ("không", "no")}
UNITS_LAST: Mapping[str, Sentence] = {
    "_vnd": (" đồng", " đồng"),
    "_percent": ("%", "%"),
    "_days": (" ngày", " days"),
    "_months": (" tháng", " months"),
    "_years": (" tuổi", " years"),
}
"""A figure's unit, by the end of its name."""

FIELDS: Mapping[str, Sentence] = {
    "worker": ("lý do của người lao động", "the worker's causes"),
    "employer": ("lý do của đơn vị", "the employer's causes"),
    "by_analogy": ("theo suy luận", "by analogy"),
    "travelling": ("hướng dẫn viên quốc tế, nội địa", "international and domestic guides"),
    "on_site": ("hướng dẫn viên tại điểm", "on-site guides"),
    "from_months": ("từ số tháng", "from so many months"),
    "amount_vnd": ("mức", "amount"),
}
"""The parts of a value that has parts."""


def words_of(policy: Policy) -> dict[str, Sentence]:
    """What the codes in a policy's law are called."""
    units = {unit.code: (unit.name, unit.name) for unit in UNITS} | {OUTSIDE: ("ngoài tỉnh", "outside the province")}
    choices = [*POLICIES, *(choice for fact in policy.facts for choice in fact.choices)]
    return units | {choice.code: (choice.vi, choice.en) for choice in choices}


def required(requires: Sentence, law: tuple[Amendment[object], ...], held: Amendment[object] | None) -> Sentence:
    """A condition's requirement, with what the law says there: as in force, before that as it began."""
    vi, en = in_words((held or law[0]).value)
    return requires[0].replace("{law}", vi), requires[1].replace("{law}", en)


def told(value: object, words: Mapping[str, Sentence], name: str = "") -> Sentence:
    """A value in words; "" for a condition's mere name. An empty list at the top restricts nothing."""
    if isinstance(value, AbstractSet | list | tuple) and not value:
        return ANY
    return _told(value, words, name)


def _told(value: object, words: Mapping[str, Sentence], name: str) -> Sentence:
    if value is None:
        return UNSAID
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, str):
        return words.get(value) or (("", "") if MARKER.fullmatch(value) else (value, value))
    if isinstance(value, int):
        last = next((unit for end, unit in UNITS_LAST.items() if name.endswith(end)), ("", ""))
        return _joined("", [in_words(value), last])
    if isinstance(value, date | Window):
        return in_words(value)
    return _of_parts(value, words, name)


def _of_parts(value: object, words: Mapping[str, Sentence], name: str) -> Sentence:
    if isinstance(value, Step):
        return _step(value)
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return _joined(" · ", [_part(FIELDS.get(one, (one, one)), _told(of, words, one)) for one, of in named.items()])
    if isinstance(value, AbstractSet):
        return _joined("; ", sorted(_told(each, words, name) for each in value))
    if isinstance(value, list | tuple):
        return _joined("; ", [_told(each, words, name) for each in value])
    return str(value), str(value)


def _step(step: Step) -> Sentence:
    if step.working_days is None:
        return step.vi, step.en
    return f"{step.vi} ({step.working_days} ngày làm việc)", f"{step.en} ({step.working_days} working days)"


def _part(title: Sentence, said: Sentence) -> Sentence:
    return f"{title[0]}: {said[0]}", f"{title[1]}: {said[1]}"


def _joined(by: str, parts: Iterable[Sentence]) -> Sentence:
    """Nothing to join is none of them."""
    found = list(parts)
    return (by.join(vi for vi, _ in found), by.join(en for _, en in found)) if found else NONE
