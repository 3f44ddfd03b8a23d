"""Which facts a condition reads in a case: found by letting it read, so that no list of them can be wrong.

A condition reads its facts before it asks for its kept answer, so what it reads is seen every time.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from app.rules.law import Circumstances, Facts, LawOfDay, Supported
from app.rules.policy import Policy


class _Noting(Mapping[str, object]):
    """Facts that note what is asked of them, whether it is there or not."""

    def __init__(self, facts: Facts, seen: dict[str, None]) -> None:
        self._facts, self._seen = facts, seen

    def __getitem__(self, name: str) -> object:
        self._seen[name] = None
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


class _NotedCircumstances:
    """Circumstances that note when the round or the history is asked for."""

    def __init__(self, at: Circumstances, seen: dict[str, None]) -> None:
        self._at, self._seen = at, seen
        self.law: LawOfDay = at.law
        self.on, self.province = at.on, at.province

    @property
    def round(self) -> int | None:
        self._seen["round"] = None
        return self._at.round

    @property
    def history(self) -> tuple[Supported, ...] | None:
        self._seen["history"] = None
        return self._at.history


def facts_read(policy: Policy, facts: Facts, at: Circumstances) -> dict[str, tuple[str, ...]]:
    """The names of the facts that each condition of a policy reads in a case, in the order of reading."""
    found: dict[str, tuple[str, ...]] = {}
    for condition in (*policy.conditions, *policy.line_conditions):
        seen: dict[str, None] = {}
        condition.test(_Noting(facts, seen), cast("Circumstances", _NotedCircumstances(at, seen)))
        found[condition.id] = tuple(seen)
    return found
