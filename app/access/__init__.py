"""Who is asking, and what they may do and see."""

from app.access.actor import Actor, actor_of_account, find_actor, key_digest
from app.access.roles import PERMITTED, Action, Role
from app.access.scope import NoSuchRecord, find, of_actor, scope_of, scoped, visible

__all__ = [
    "PERMITTED", "Action", "Actor", "NoSuchRecord", "Role", "actor_of_account", "find", "find_actor", "key_digest",
    "of_actor", "scope_of", "scoped", "visible",
]  # fmt: skip
