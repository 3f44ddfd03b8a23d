"""Whose data was asked to be erased, by whom and on what paper, and what became of it; and what a purge dropped."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key


class Erasure(InDistrict):
    """Somebody asks for people's data to be erased, another natural person confirms it in an act of their own.

    The walls of the tables open for what the confirming act erases, for these people, and for nothing else.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint("reason in ('own_request', 'authority_order', 'retention_ended')", name="reason"),
        CheckConstraint("confirmed_by_person_id <> asked_by_person_id", name="two_people"),
        CheckConstraint("done_act_id <> act_id", name="two_acts"),
        CheckConstraint("kept_until is null or kept_until <= asked_on", name="not_kept"),
        CheckConstraint(
            "(state = 'done') = (done_act_id is not null) and (state = 'asked') = (confirmed_by_person_id is null)",
            name="confirmed",
        ),
        Index("ix_erasure_done", "done_act_id"),
    )

    id: Mapped[Key]
    state: Mapped[str]
    reason: Mapped[str]
    paper: Mapped[str]  # its number and day
    asked_on: Mapped[date]
    kept_until: Mapped[date | None]  # what the retention schedule said; none where nothing was ever kept
    asked_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    done_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))


class ErasedPerson(Base):
    """A beneficiary of an erasure: all that are one person go together."""

    __tablename__ = "erased_person"
    __table_args__ = (Index("ix_erased_person_beneficiary", "beneficiary_id"),)

    erasure_id: Mapped[int] = mapped_column(ForeignKey("erasure.id"), primary_key=True)
    beneficiary_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"), primary_key=True)


class Purge(Base):
    """What a purge dropped of a kind in one act."""

    __tablename__ = "purge"

    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]  # what was due then
