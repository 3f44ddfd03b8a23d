"""What the rules read of a row: in plain, but for what tells of somebody's health, which is sealed beside it.

Which facts those are the form says (`fact_words.is_of_health`), by title or by one of the words to choose from: all
of them leave the plain facts whatever their value, so that nobody's are told by what is missing. A keyed hash stays.
Everybody who reads facts in Python gets them whole here; SQL reads those that are nobody's health.
"""

from collections.abc import Mapping
from functools import lru_cache

import orjson

from app import rules
from app.protection import seal, unseal
from app.rules.fact import Fact
from app.rules.fact_words import is_of_health


@lru_cache
def of_health(policy: str) -> frozenset[str]:
    """The facts of a policy that are kept sealed."""
    return frozenset(fact.name for fact in rules.POLICIES[policy].facts if _is_sealed(fact))


def _is_sealed(fact: Fact) -> bool:
    told = is_of_health(fact, None) or any(is_of_health(fact, choice.code) for choice in fact.choices)
    return told and not fact.hashed


def apart(policy: str, facts: Mapping[str, object], row_id: int) -> tuple[bytes, bytes | None]:
    """A row's facts as they are kept: JSON in plain, and sealed for this row what tells of health."""
    names = of_health(policy) & facts.keys()
    if not names:
        return orjson.dumps(facts), None
    plain = {name: value for name, value in facts.items() if name not in names}
    health = {name: facts[name] for name in sorted(names)}
    return orjson.dumps(plain), seal(orjson.dumps(health), place(row_id))


def whole(facts: Mapping[str, object], health_cipher: bytes | None, row_id: int) -> dict[str, object]:
    """A kept row's facts, all of them. Raises Unreadable where the sealed ones are another row's."""
    return {**facts, **health(health_cipher, row_id)}


def health(health_cipher: bytes | None, row_id: int) -> dict[str, object]:
    """What a row tells of health."""
    if not health_cipher:
        return {}
    found: dict[str, object] = orjson.loads(unseal(health_cipher, place(row_id)))
    return found


def place(row_id: int) -> str:
    """Where a row's health belongs."""
    return f"list_row|health|{row_id}"
