"""Every invariant of the money, asked of a test's database when money was moved in it."""

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from app import invariants

MOVED = text("""
    SELECT EXISTS (SELECT FROM entitlement) OR EXISTS (SELECT FROM payout) OR EXISTS (SELECT FROM answer)
        OR (SELECT count(*) FROM ledger_transfer) <> 1
""")
"""One transfer is there from the beginning: what the fund of all tests was allotted (tests/treasury.py)."""


def broken(url: str, *, files: bool = False) -> dict[str, list[str]]:
    """What is broken in a database, by invariant; nothing where no money was moved."""
    with Session(create_engine(url, poolclass=NullPool)) as tx:
        if not tx.execute(MOVED).scalar_one():
            return {}
        return {
            each.id: [f"{breach.record}: {breach.part}" for breach in each.examples]
            for each in invariants.check(tx, files=files)
            if not each.held
        }


def require_held(url: str) -> None:
    """All of them hold."""
    found = broken(url)
    assert not found, f"invariants are broken: {found}"
