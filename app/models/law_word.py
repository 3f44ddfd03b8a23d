"""What the province's legal officers say on open points of law."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key


class LawWord(Base):
    """A legal officer's word on an open point, or its withdrawal. Never changed: the latest on a point counts.

    Who said it, and when, is its act's to tell.
    """

    __tablename__ = "law_word"
    __table_args__ = (
        CheckConstraint("withdrawn = (value is null)", name="withdrawn"),
        CheckConstraint("withdrawn or (instrument <> '' and unit <> '')", name="cited"),
        Index("ix_law_word_point", "point", "id"),
    )

    id: Mapped[Key]
    point: Mapped[str]
    value: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))  # of the point's kind, a day in ISO
    instrument: Mapped[str]
    unit: Mapped[str]
    note: Mapped[str | None]  # of a withdrawal: why
    withdrawn: Mapped[bool]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
