"""Whose names the papers of a batch bear: the three who sign for its unit on its day, substitutes in place of the away.

A unit that has said nobody signs on blank lines; one that has must have all three.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, insert, text
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.files.printed_sheet import SIGN_AS, Signer
from app.models import BatchSignatory, PaymentBatch

ROLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "maker": ("kế toán lập", "the accountant who makes it"),
        "chief_accountant": ("kế toán trưởng", "the chief accountant"),
        "account_holder": ("chủ tài khoản", "the account's holder"),
    }
)


class SignatoryMissing(Conflict):
    """Ngày {on} chưa có người ký: {roles}. Hãy khai người ký hoặc người được uỷ quyền, và duyệt trước khi chốt.
    On {on} nobody signs as: {roles_en}. Record and confirm who signs, or a substitute, before the freeze.
    """


class SignedByFewer(Conflict):
    """Ba chữ ký trên chứng từ phải là của ba người khác nhau.
    The three signatures on a paper are three different people's.
    """


# The latest appointment of a role counts, and its latest substitute in its place.
ON_DAY = text("""
    SELECT DISTINCT ON (p.role) p.role, coalesce(s.id, p.id) AS signatory_id, n.id AS person_id, n.name,
           coalesce(s.title, p.title) AS title, s.paper
    FROM signatory p
    LEFT JOIN signatory s ON s.substitutes_id = p.id AND s.state IN ('in_force', 'ended')
        AND :on BETWEEN s.since AND least(s.until, s.ended_on, 'infinity')
    JOIN natural_person n ON n.id = coalesce(s.person_id, p.person_id)
    WHERE p.district_id = :unit AND p.substitutes_id IS NULL AND p.state IN ('in_force', 'ended')
      AND :on BETWEEN p.since AND least(p.until, p.ended_on, 'infinity')
    ORDER BY p.role, p.since DESC, p.id DESC, s.since DESC NULLS LAST, s.id DESC
""")

CONFIGURED = text("SELECT EXISTS (SELECT FROM signatory WHERE district_id = :unit AND state IN ('in_force', 'ended'))")


def on_day(tx: Session, unit_id: int, on: date) -> Sequence[Row[Any]]:
    """Who signs for a unit on a day, by role; a role that nobody has is left out."""
    return tx.execute(ON_DAY, {"unit": unit_id, "on": on}).all()


def signers_on(tx: Session, unit_id: int, on: date) -> tuple[Signer, ...]:
    """Whose names a paper of that day bears: all three, or blank lines."""
    found = {row.role: row for row in on_day(tx, unit_id, on)}
    if len(found) < len(SIGN_AS):
        return ()
    return tuple(Signer(said, found[role].name, found[role].title, found[role].paper) for role, said in SIGN_AS.items())


def appoint(tx: Session, batch: PaymentBatch) -> Sequence[int]:
    """Write down whose names the papers of a batch bear, before its freeze. Raises SignatoryMissing, SignedByFewer."""
    if not tx.scalar(CONFIGURED, {"unit": batch.district_id}):
        return ()
    found = {row.role: row for row in on_day(tx, batch.district_id, batch.execution_date)}
    missing = [words for role, words in ROLES.items() if role not in found]
    if missing:
        vi, en = (", ".join(words) for words in zip(*missing, strict=True))
        raise SignatoryMissing(on=batch.execution_date, roles=vi, roles_en=en)
    if len({row.person_id for row in found.values()}) < len(ROLES):
        raise SignedByFewer
    tx.execute(insert(BatchSignatory), [{"batch_id": batch.id, **row._mapping} for row in found.values()])  # noqa: SLF001
    return sorted(row.signatory_id for row in found.values())
