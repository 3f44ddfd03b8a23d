"""Which facts a condition reads in a case: found by letting it read, so that no list of them can be wrong.

A condition reads its facts before it asks for its kept answer, so what it reads is seen every time.
"""

from typing import cast

from app.rules.law import Circumstances, Facts, LawOfDay, Supported
from app.rules.policy import Policy


class Noting(dict[str, object]):
    """Facts that remember which of them were asked for, in order, whether they are there or not."""

    __slots__ = ("asked",)

    def __init__(self, facts: Facts, asked: dict[str, None] | None = None) -> None:
        """`asked`: where to note it, with what others note there."""
        super().__init__(facts)
        self.asked: dict[str, None] = {} if asked is None else asked

    def get(self, name: str, default: object = None) -> object:
        """As the rules read it."""
        self.asked[name] = None
        return super().get(name, default)

    def __getitem__(self, name: str) -> object:
        """As a rule may read it too."""
        self.asked[name] = None
        return super().__getitem__(name)


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
        condition.test(Noting(facts, seen), cast("Circumstances", _NotedCircumstances(at, seen)))
        found[condition.id] = tuple(seen)
    return found
