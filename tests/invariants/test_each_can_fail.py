"""Nothing is broken where nothing was done; and each invariant finds what breaks it, and nothing else does."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import invariants
from tests.invariants.corruptions import CORRUPTIONS, Corruption
from tests.invariants.held import broken

TABLES = text("""
    SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
    AND relname <> 'alembic_version' ORDER BY relname
""")


def without_walls(tx: Session) -> None:
    """The owner's hands: no trigger of ours looks."""
    for table in tx.scalars(TABLES).all():
        tx.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def found(tx: Session) -> dict[str, int]:
    """How many records break which invariant."""
    return {each.id: each.breaches for each in invariants.check(tx, files=True) if not each.held}


def test_a_life_without_corruption_breaks_nothing(url: str) -> None:
    assert broken(url, files=True) == {}


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=lambda one: one.what)
def test_a_corruption_is_found_by_what_it_breaks_and_by_nothing_else(tx: Session, corruption: Corruption) -> None:
    without_walls(tx)
    touched = [tx.execute(text(statement.replace(":", r"\:"))) for statement in corruption.statements]
    assert any(getattr(each, "rowcount", -1) for each in touched)
    assert " ".join(found(tx)) == corruption.breaks


def test_every_invariant_is_broken_by_a_corruption() -> None:
    seen = {id_ for corruption in CORRUPTIONS for id_ in corruption.breaks.split()}
    assert seen == {each.id for each in invariants.INVARIANTS} == {f"I{nth}" for nth in range(1, 15)}
