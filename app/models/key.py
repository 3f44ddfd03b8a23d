"""Which keys are in force for new values, and the acts that change keys or seal anew."""

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class KeyInForce(Base):
    """The key by which new values are sealed, or hashed. Its files lie outside the database."""

    __tablename__ = "key_in_force"
    __table_args__ = (
        CheckConstraint("purpose in ('data', 'index')", name="purpose"),
        CheckConstraint("key_id between 1 and 255", name="key_id"),
    )

    purpose: Mapped[str] = mapped_column(primary_key=True)
    key_id: Mapped[int]
    changes: Mapped[int] = mapped_column(server_default=text("0"))  # how often another came into force
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))  # that put it in force; none for the first


class KeyAct(Base):
    """An act that does something to keys: only in one may a sealed value that is written once be written anew."""

    __tablename__ = "key_act"
    __table_args__ = (CheckConstraint("kind in ('new', 'reseal', 'retire', 'reindex')", name="kind"),)

    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), primary_key=True)
    kind: Mapped[str]
    key_id: Mapped[int]
