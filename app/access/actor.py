"""Who is asking: found anew from the key at every request, so that a closed account is out at once."""

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app.access.roles import PERMITTED, Action, Role

_FIND = """
    SELECT a.id, a.person_id, a.role, a.unit_id, u.kind, u.code, u.name, p.name AS person,
           array(SELECT d.id FROM unit d LEFT JOIN unit above ON above.id = d.parent_id
                 WHERE d.id = u.id OR (u.id IN (above.id, above.parent_id) AND d.kind <> 'commune')) AS districts
    FROM account a
    JOIN natural_person p ON p.id = a.person_id
    JOIN unit u ON u.id = a.unit_id
    WHERE a.closed_at IS NULL AND
"""
FIND = text(f"""{_FIND} a.id = (
    SELECT k.account_id FROM api_key k WHERE k.sha256 = :sha256 AND k.revoked_at IS NULL AND k.expires_at > now())
""")  # noqa: S608 – ours
FIND_ACCOUNT = text(f"{_FIND} a.id = :account")


@dataclass(frozen=True, slots=True)
class Actor:
    """An account at work. `districts` is always the explicit set: an empty one sees nothing.

    They are the appraising units in its scope: its own, and for the province its districts and departments.
    """

    account_id: int
    person_id: int
    role: Role
    unit_id: int
    unit_kind: str
    unit_code: str
    unit_name: str
    person: str
    districts: frozenset[int]

    def may(self, action: Action) -> bool:
        """Whether the role is permitted the action."""
        return self.role in PERMITTED[action]


def find_actor(tx: Session, key: str) -> Actor | None:
    """The account a key belongs to; None for an unknown, expired or revoked key and a closed account."""
    return _found(tx.execute(FIND, {"sha256": key_digest(key)}).one_or_none())


def actor_of_account(tx: Session, account_id: int) -> Actor | None:
    """Who an account is, for work at the server itself; None for an unknown or closed one."""
    return _found(tx.execute(FIND_ACCOUNT, {"account": account_id}).one_or_none())


def _found(row: Row[Any] | None) -> Actor | None:
    if row is None:
        return None
    return Actor(
        row.id, row.person_id, Role(row.role), row.unit_id, row.kind, row.code, row.name, row.person,
        frozenset(row.districts),
    )  # fmt: skip


def key_digest(key: str) -> bytes:
    """What is kept of a key. The key has 256 random bits, so a plain hash cannot be searched back."""
    return hashlib.sha256(key.encode()).digest()
