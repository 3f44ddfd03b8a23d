"""A case as it is stated in JSON: known names only, days in ISO, each value of its declared kind."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app import rules
from app.files.list_rules import reversed_days
from app.rules.explaining import COMPONENTS, MONTH
from app.rules.fact import Fact, Kind, Place
from app.rules.law import OWN, Supported, Word
from app.rules.ninh_thuan_units import OUTSIDE
from app.rules.open_points import NotAWord, read_citation
from app.rules.rounds_drafted import places_of
from app.rules.supplements import certificate_number

WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
YEARS = (1880, 2100)
STATES = ("paid", "approved")
WORD = dict.fromkeys(("point", "value", "citation"))


class NotAsDeclared(ValueError):  # noqa: N818 – wrong use, said in words
    """What was given is not what the policy's facts are declared as."""


def parsed(data: bytes) -> object:
    """JSON, each name once, no NaN. Raises NotAsDeclared."""
    try:
        found: object = json.loads(data, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise NotAsDeclared(f"Không phải JSON / not JSON: {error}") from error
    return found


def facts(policy: str, given: object) -> dict[str, object]:
    """The facts as the rules take them; one that is null is unknown. Raises NotAsDeclared."""
    declared = {fact.name: fact for fact in rules.POLICIES[policy].facts}
    stated = _typed(declared, given)
    if wrong := [*reversed_days(stated)]:
        raise NotAsDeclared(f"ngày cuối trước ngày đầu / last day before the first: {', '.join(wrong)}")
    return stated


def refuse_unknown_communes(policy: str, said: Mapping[str, object], province: str) -> None:
    """A place that decides must be one on record, where the province's are. Raises NotAsDeclared."""
    places = places_of(province).names
    for fact in rules.POLICIES[policy].facts:
        given = said.get(fact.name)
        if fact.kind is Kind.COMMUNE and fact.for_rule and places and given is not None and given not in places:
            raise NotAsDeclared(
                f"{fact.name}: {given!r} không có trong danh mục của tỉnh {province}; ngoài tỉnh ghi {OUTSIDE} / "
                f"not on record in province {province}; outside the province is {OUTSIDE}"
            )


def confirmations(policy: str, given: object) -> tuple[dict[str, object], tuple[Word, ...]]:
    """An object: facts that others confirm of the case; an array: words on open points. Raises NotAsDeclared."""
    return ({}, words(given)) if isinstance(given, list) else (confirmed(policy, given), ())


def confirmed(policy: str, given: object) -> dict[str, object]:
    """What others confirm of the case. Raises NotAsDeclared."""
    declared = rules.POLICIES[policy].facts
    return _typed({fact.name: fact for fact in declared if fact.place is Place.CONFIRMATION}, given)


def words(given: object) -> tuple[Word, ...]:
    """Legal officers' words on open points: `[{"point", "value", "citation": {"instrument", "unit"} | {"text"}}]`."""
    if not isinstance(given, list):
        raise NotAsDeclared("confirmations: cần một mảng / must be an array")
    found = [_word(item, f"confirmations[{place}]") for place, item in enumerate(given)]
    said = [word.point for word in found]
    if twice := sorted({point for point in said if said.count(point) > 1}):
        raise NotAsDeclared(f"confirmations: hai lần / twice: {', '.join(twice)}")
    return tuple(sorted(found, key=lambda word: word.point))


def _word(item: object, where: str) -> Word:
    if not isinstance(item, dict):
        raise NotAsDeclared(f"{where}: cần một đối tượng / must be an object")
    _refuse_unknown(item, WORD, where)
    if missing := [name for name in WORD if item.get(name) is None]:
        raise NotAsDeclared(f"{where}: thiếu / missing {', '.join(missing)}")
    if not isinstance(item["point"], str):
        raise NotAsDeclared(f"{where}: point: {item['point']!r}")
    try:
        return rules.read_word(item["point"], item["value"], read_citation(item["citation"]))
    except NotAWord as error:
        raise NotAsDeclared(f"{where}: {error}") from error


def supports(given: object) -> tuple[Supported, ...]:
    """Earlier supports: `[{"policy", "component", "state", "amount_vnd", "event_from", "child"}]`."""
    if not isinstance(given, list):
        raise NotAsDeclared("history: cần một mảng / must be an array")
    found = []
    for place, item in enumerate(given):
        where = f"history[{place}]"
        if not isinstance(item, dict):
            raise NotAsDeclared(f"{where}: cần một đối tượng / must be an object")
        _refuse_unknown(item, SUPPORT, where)
        if missing := [name for name in ("policy", "component", "state") if item.get(name) is None]:
            raise NotAsDeclared(f"{where}: thiếu / missing {', '.join(missing)}")
        values = {name: SUPPORT[name](item[name]) for name in item if item[name] is not None}
        found.append(Supported(**_all_well(values, item, where)))
    return tuple(found)


def _typed(declared: Mapping[str, Fact], given: object) -> dict[str, object]:
    if not isinstance(given, dict):
        raise NotAsDeclared("Cần một đối tượng JSON / a JSON object is expected")
    _refuse_unknown(given, declared, "facts")
    return {name: _value(declared[name], value) for name, value in given.items() if value is not None}


def _value(fact: Fact, given: object) -> object:
    value = READ.get(fact.kind, _text)(given)
    if value is None:
        raise NotAsDeclared(f"{fact.name}: không đúng kiểu / not of type {fact.kind.value}: {given!r}")
    codes = [choice.code for choice in fact.choices]
    if codes and value not in codes:
        raise NotAsDeclared(f"{fact.name}: {given!r}; các giá trị / one of: {', '.join(codes)}")
    return certificate_number(str(value)) if fact.hashed else value


def _refuse_unknown(given: Mapping[str, object], known: Mapping[str, object], where: str) -> None:
    if unknown := [name for name in given if name not in known]:
        raise NotAsDeclared(f"{where}: không có / unknown: {', '.join(unknown)}; có / known: {', '.join(known)}")


def _all_well(values: dict[str, Any], item: Mapping[str, object], where: str) -> dict[str, Any]:
    wrong = [name for name, value in values.items() if value is None]
    if wrong:
        raise NotAsDeclared(f"{where}: không đúng / wrong: " + ", ".join(f"{name}={item[name]!r}" for name in wrong))
    return values


def _day(given: object) -> date | None:
    if not isinstance(given, str) or not WHOLE_DAY.fullmatch(given):
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def _birth(given: object) -> date | int | None:
    year = _amount(given)
    if year is not None:
        return year if YEARS[0] <= year <= YEARS[1] else None
    return _day(given)


def _amount(given: object) -> int | None:
    return given if type(given) is int and given >= 0 else None


def _yes_no(given: object) -> bool | None:
    return given if isinstance(given, bool) else None


def _text(given: object) -> str | None:
    return given if isinstance(given, str) and given.strip() else None


def _policy(given: object) -> str | None:
    return given if isinstance(given, str) and given in rules.POLICIES else None


def _component(given: object) -> str | None:
    known = isinstance(given, str) and (given in COMPONENTS or MONTH.fullmatch(given))
    return str(given) if known else None


def _child(given: object) -> str | None:
    """A certificate as the facts have it; or that the line is the person's own."""
    text = _text(given)
    return text if text is None or text == OWN else certificate_number(text)


def _state(given: object) -> str | None:
    return given if isinstance(given, str) and given in STATES else None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("một tên xuất hiện hai lần / a name occurs twice")
    return found


def _no_constant(text: str) -> object:
    raise ValueError(text)


Read = Callable[[object], object | None]
READ: dict[Kind, Read] = {
    Kind.DATE: _day,
    Kind.BIRTH_DATE: _birth,
    Kind.INTEGER: _amount,
    Kind.MONEY: _amount,
    Kind.YES_NO: _yes_no,
}
SUPPORT: dict[str, Read] = {
    "policy": _policy,
    "component": _component,
    "state": _state,
    "amount_vnd": _amount,
    "event_from": _day,
    "child": _child,
}
