"""A policy told: what it gives, on what conditions, under which articles, with everything they have been."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date

from app.rules.deadlines import last_application_day
from app.rules.fact import Fact
from app.rules.law import Amendment, Condition, LawOfDay, in_force
from app.rules.policy import OpenPoint, Policy, Step, Value
from app.rules.telling import required


def describe(policy: Policy, at: LawOfDay) -> dict[str, object]:
    """All that JSON can say of a policy, and what of it is in force on a day."""
    route = at.in_force(policy.route)
    return {
        **list_entry(policy, at),
        "occasion": policy.occasion,
        "by_round": policy.by_round,
        "on": at.on.isoformat(),
        "facts": [_fact(fact) for fact in policy.facts],
        "conditions": [
            *(_condition(condition, at, decides=True) for condition in policy.conditions),
            *(_condition(condition, at, decides=False) for condition in policy.line_conditions),
        ],
        "values": [_value(value, at) for value in policy.values],
        "route": [_step(step) for step in route.value] if route else [],
        "routes": _amendments(policy.route, at),
        "points": [_point(point) for point in policy.points],
    }


def list_entry(policy: Policy, at: LawOfDay) -> dict[str, object]:
    """What a list of policies says of one."""
    last = last_application_day(policy.last_day, at)
    return {
        "code": policy.code,
        "number": policy.number,
        "vi": policy.vi,
        "en": policy.en,
        "kind": policy.gives.value,
        "gives": {"vi": policy.gives_vi, "en": policy.gives_en},
        "scheme": policy.scheme,
        "last_application_day": last.isoformat() if last else None,
    }


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "name": fact.name,
        "kind": fact.kind.value,
        "place": fact.place.value,
        "vi": fact.vi,
        "en": fact.en,
        "required": fact.required,
        "for_rule": fact.for_rule,
        "empty_says": fact.empty_says,
        "choices": [{"code": choice.code, "vi": choice.vi, "en": choice.en} for choice in fact.choices],
        "example": fact.example,
        "help": fact.help,
    }


def _condition(condition: Condition, at: LawOfDay, *, decides: bool) -> dict[str, object]:
    held = at.in_force(condition.law)
    vi, en = required((condition.vi, condition.en), condition.law, held)
    return {
        "id": condition.id,
        "vi": vi,
        "en": en,
        "decides": decides,
        "citation": str(held.citation) if held else None,
        "standing": held.standing.value if held else None,
        "amendments": _amendments(condition.law, at),
    }


def _value(value: Value, at: LawOfDay) -> dict[str, object]:
    held = at.in_force(value.amendments)
    return {
        "name": value.name,
        "vi": value.vi,
        "en": value.en,
        "value": plain(held.value) if held else None,
        "amendments": _amendments(value.amendments, at),
    }


def _amendments(amendments: Sequence[Amendment[object]], at: LawOfDay) -> list[dict[str, object]]:
    held = in_force(amendments, at.on)
    return [
        {
            "since": each.since.isoformat(),
            "value": plain(each.value),
            "citation": str(each.citation),
            "standing": each.standing.value,
            "point": each.point or None,
            "in_force": each is held,
        }
        for each in amendments
    ]


def _point(point: OpenPoint) -> dict[str, object]:
    return {"code": point.code, "vi": point.vi, "en": point.en, "kind": point.kind.value}


def _step(step: Step) -> dict[str, object]:
    return {
        "act": step.act,
        "unit_kind": step.unit_kind,
        "working_days": step.working_days,
        "vi": step.vi,
        "en": step.en,
    }


def plain(value: object) -> object:
    """A value of the law as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, AbstractSet):
        return sorted(_plain_all(value), key=str)
    return _plain_all(value) if isinstance(value, list | tuple) else value


def _plain_all(values: Iterable[object]) -> list[object]:
    return [plain(value) for value in values]
