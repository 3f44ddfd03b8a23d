"""No column of somebody who acted is out of sight of I9."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.invariants.approvals import APPROVED, PAIRS

PEOPLE = text("""
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name LIKE '%\\_by\\_person\\_id' ORDER BY 1, 2
""")


def test_every_column_of_somebody_who_acted_has_its_pair(tx: Session) -> None:
    known = {(table, f"{by}_by_person_id") for table, pairs in PAIRS.items() for pair in pairs for by in pair[:2]}
    assert {(row.table_name, row.column_name) for row in tx.execute(PEOPLE)} == known
    assert set(APPROVED) <= set(PAIRS)
