"""Which funds pay a decision: the most particular word in force on the day that it was signed."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.errors import Conflict


class FundingMissing(Conflict):
    """Chưa có cơ cấu nguồn kinh phí có hiệu lực cho chính sách này vào ngày {on}; bộ phận tài chính cần lập và duyệt.
    No funding is in force for this policy on {on}; finance has to record and confirm one.
    """


# Of a unit before of all, of a policy before of all, the latest of several.
IN_FORCE = text("""
    SELECT f.id FROM funding f
    WHERE f.state = 'in_force' AND f.since <= :on AND (f.policy IS NULL OR f.policy = :policy)
      AND (f.unit_id IS NULL OR f.unit_id = :unit)
    ORDER BY f.unit_id IS NULL, f.policy IS NULL, f.since DESC LIMIT 1
""")


def in_force(tx: Session, policy: str, unit_id: int, on: date) -> int:
    """The funding of a policy that a unit decides. Raises FundingMissing."""
    found: int | None = tx.scalar(IN_FORCE, {"policy": policy, "unit": unit_id, "on": on})
    if found is None:
        raise FundingMissing(on=on)
    return found
