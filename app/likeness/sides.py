"""Somebody as one record shows them: what a likeness is read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. What is not known is None or empty, and then says nothing either way."""

    name: str
    sex: str | None = None
    birth: date | int | None = None  # a day, or a year alone
    commune: str | None = None
    district: int | None = None  # of the commune
    numbers: Mapping[str, frozenset[str]] = field(default_factory=dict)  # digits by kind of document
    phones: frozenset[bytes] = frozenset()  # keyed hashes are enough: these are the same, or they are not
    accounts: frozenset[bytes] = frozenset()
    employers: frozenset[bytes] = frozenset()

    @property
    def birth_year(self) -> int | None:
        """The year of birth, where it is known."""
        return self.birth.year if isinstance(self.birth, date) else self.birth
