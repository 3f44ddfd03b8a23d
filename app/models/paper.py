"""Papers: what an application's file holds, as somebody looked at it."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key


class PaperCheck(Base):
    """Whether a paper of an application is there, and its archive number. The latest look at a paper counts."""

    __tablename__ = "paper_check"
    __table_args__ = (
        Index("ix_paper_check_application", "application_id", "paper", "id"),
        CheckConstraint("has or archive_number is null", name="archived"),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    paper: Mapped[str]
    has: Mapped[bool]
    archive_number: Mapped[str | None]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
