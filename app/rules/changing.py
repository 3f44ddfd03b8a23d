"""What each amendment changed in a policy: value by value and condition by condition, before and after.

What a policy began with is no change; what came later, and was not there before, is one without a before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.rules.answering import Sentence
from app.rules.describing import plain
from app.rules.law import Amendment
from app.rules.policy import Policy
from app.rules.telling import required, words_of
from app.rules.telling import told as in_words

Law = tuple[Amendment[object], ...]
Named = tuple[str, str, str, str]
"""Something dated: its kind (condition, value or route), its name, its words in Vietnamese and English."""


@dataclass(frozen=True, slots=True)
class Change:
    """One amendment of one thing: what it was (None: not there) and what it is."""

    kind: str
    name: str
    vi: str
    en: str
    before: Amendment[object] | None
    after: Amendment[object]

    @property
    def what(self) -> tuple[str, ...]:
        """Which of value, citation and standing are not as they were."""
        named = ("value", "citation", "standing")
        before, after = self.before, self.after
        return tuple(name for name in named if before is None or getattr(before, name) != getattr(after, name))


def laws_of(policy: Policy) -> Mapping[Named, Law]:
    """Everything dated in a policy."""
    conditions = (*policy.conditions, *policy.line_conditions)
    return (
        {("condition", each.id, *required((each.vi, each.en), each.law, None)): each.law for each in conditions}
        | {("value", each.name, each.vi, each.en): each.amendments for each in policy.values}
        | {("route", "route", "Quy trình", "Route"): policy.route}
    )


def changes_of(policy: Policy) -> list[Change]:
    """All changes of a policy by day; on one day conditions first, then values, then the route."""
    laws = laws_of(policy)
    firsts = {id(value.amendments[0]) for value in policy.values}
    found = [change for named, law in laws.items() for change in _of(named, law, firsts)]
    began = policy.conditions[0].law[0].since
    return sorted((each for each in found if each.after.since > began), key=lambda change: change.after.since)


def told(policy: Policy) -> list[dict[str, object]]:
    """The changes as JSON has them: for each day on which something changed, what did."""
    found, words = changes_of(policy), words_of(policy)
    return [
        {
            "since": day.isoformat(),
            "instruments": list(dict.fromkeys(each.after.citation.instrument for each in found if _is_of(each, day))),
            "changes": [_told(each, words) for each in found if _is_of(each, day)],
        }
        for day in dict.fromkeys(each.after.since for each in found)
    ]


def _of(named: Named, law: Law, firsts: set[int]) -> Iterator[Change]:
    """`firsts`: what begins a value of its own, as a further round does; it amends nothing."""
    yield Change(*named, None, law[0])
    for before, after in pairwise(law):
        yield Change(*named, None if id(after) in firsts else before, after)


def _is_of(change: Change, day: date) -> bool:
    return change.after.since == day


def _told(change: Change, words: Mapping[str, Sentence]) -> dict[str, object]:
    return {
        "kind": change.kind,
        "name": change.name,
        "vi": change.vi,
        "en": change.en,
        "changed": list(change.what),
        "before": _side(change.before, words, change.name) if change.before else None,
        "after": _side(change.after, words, change.name),
        "difference": difference(plain(change.before.value), plain(change.after.value)) if change.before else {},
    }


def _side(amendment: Amendment[object], words: Mapping[str, Sentence], name: str) -> dict[str, object]:
    vi, en = in_words(amendment.value, words, name)
    return {
        "value": plain(amendment.value),
        "vi": vi,
        "en": en,
        "since": amendment.since.isoformat(),
        "citation": str(amendment.citation),
        "standing": amendment.standing.value,
        "point": amendment.point or None,
    }


def difference(before: object, after: object) -> dict[str, object]:
    """What a list has gained and lost; of something with parts, the parts that differ. Nothing where nothing does."""
    if before == after:
        return {}
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        names = dict.fromkeys((*before, *after))
        return {name: part for name in names if (part := difference(before.get(name), after.get(name)))}
    if isinstance(before, list) and isinstance(after, list) and before and after:  # an empty one may take anything
        gained = [each for each in after if each not in before]
        return {"added": gained, "removed": [each for each in before if each not in after]}
    return {"before": before, "after": after}
