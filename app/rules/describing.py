"""A policy told: what it gives, on what conditions, under which articles, with everything they have been."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date

from app.rules.fact import Fact
from app.rules.law import Amendment, Citation, Condition, LawOfDay, in_force
from app.rules.policy import Policy, Step, Value


def describe(policy: Policy, at: LawOfDay) -> dict[str, object]:
    """All that JSON can say of a policy, and what of it is in force on a day."""
    route = at.in_force(policy.route)
    return {
        "code": policy.code,
        "number": policy.number,
        "vi": policy.vi,
        "en": policy.en,
        "gives": {"vi": policy.gives_vi, "en": policy.gives_en},
        "occasion": policy.occasion,
        "kind": policy.gives.value,
        "scheme": policy.scheme,
        "on": at.on.isoformat(),
        "facts": [_fact(fact) for fact in policy.facts],
        "conditions": [
            *(_condition(condition, at, decides=True) for condition in policy.conditions),
            *(_condition(condition, at, decides=False) for condition in policy.line_conditions),
        ],
        "values": [_value(value, at) for value in policy.values],
        "route": [_step(step) for step in route.value] if route else [],
        "routes": _amendments(policy.route, at),
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
        "choices": [{"code": choice.code, "vi": choice.vi, "en": choice.en} for choice in fact.choices],
        "example": fact.example,
        "help": fact.help,
    }


def _condition(condition: Condition, at: LawOfDay, *, decides: bool) -> dict[str, object]:
    held = at.in_force(condition.law)
    return {
        "id": condition.id,
        "vi": condition.vi,
        "en": condition.en,
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
        "value": _plain(held.value) if held else None,
        "amendments": _amendments(value.amendments, at),
    }


def _amendments(amendments: Sequence[Amendment[object]], at: LawOfDay) -> list[dict[str, object]]:
    held = in_force(amendments, at.on)
    return [
        {
            "since": each.since.isoformat(),
            "value": _plain(each.value),
            "citation": str(each.citation),
            "standing": each.standing.value,
            "in_force": each is held,
        }
        for each in amendments
    ]


def _step(step: Step) -> dict[str, object]:
    return {
        "act": step.act,
        "unit_kind": step.unit_kind,
        "working_days": step.working_days,
        "vi": step.vi,
        "en": step.en,
    }


def _plain(value: object) -> object:
    """A value of the law as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Citation):
        return str(value)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(_plain_all(value), key=str)
    return _plain_all(value) if isinstance(value, list | tuple) else value


def _plain_all(values: Iterable[object]) -> list[object]:
    return [_plain(value) for value in values]
