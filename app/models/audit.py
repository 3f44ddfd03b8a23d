"""Acts, their audit entries, and every change of state."""

from datetime import datetime

from sqlalchemy import ARRAY, ForeignKey, Index, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key


class Act(Base):
    """One request with effect: opened first, so that every change can name it."""

    __tablename__ = "act"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())


class AuditEntry(Base):
    """What an act did, as canonical JSON; append-only. At commit no act is without one (a deferred trigger)."""

    __tablename__ = "audit_entry"

    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), unique=True)
    action: Mapped[str]
    subject: Mapped[str]
    payload: Mapped[bytes]


class StateMove(Base):
    """A permitted change of state; `from_state` is empty for a new record. The triggers refuse all else."""

    __tablename__ = "state_move"

    kind: Mapped[str] = mapped_column(primary_key=True)
    from_state: Mapped[str] = mapped_column(primary_key=True)
    to_state: Mapped[str] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(server_default="")  # what happens to the record; app/states.py has the same rows
    roles: Mapped[list[str] | None] = mapped_column(ARRAY(Text))  # whose act makes the move; none: not restricted
    transfer: Mapped[str | None] = mapped_column(ForeignKey("transfer_kind.code"))  # what the move's money needs


class StateChange(Base):
    """A change of state that happened, written by trigger only; "as of" reads these."""

    __tablename__ = "state_change"
    __table_args__ = (
        Index("ix_state_change_object", "kind", "object_id", "id"),
        Index("ix_state_change_act_id", "act_id"),
    )

    id: Mapped[Key]
    kind: Mapped[str]
    object_id: Mapped[int]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    act_id: Mapped[int]
    at: Mapped[datetime]
