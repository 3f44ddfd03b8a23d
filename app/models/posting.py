"""Postings: who is to be supported, made public for some days; and what people object to."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key


class Posting(InDistrict):
    """A public posting (niêm yết) of a list or a submission: what is printed is fixed when it is made."""

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("num_nonnulls(list_id, submission_id) = 1", name="of_one_thing"),
        CheckConstraint("posted_to >= posted_from", name="days"),
        CheckConstraint("rows > 0 and amount_vnd >= 0", name="counts"),
    )

    id: Mapped[Key]
    policy: Mapped[str]
    list_id: Mapped[int | None] = mapped_column(ForeignKey("beneficiary_list.id"), index=True)
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"), index=True)
    posted_from: Mapped[date]
    posted_to: Mapped[date]
    place: Mapped[str]
    rows: Mapped[int]
    amount_vnd: Mapped[int]
    content_sha256: Mapped[bytes]
    content_cipher: Mapped[bytes]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class PostingRow(Base):
    """An application that a posting shows."""

    __tablename__ = "posting_row"
    __table_args__ = (Index("ix_posting_row_application", "application_id"),)

    posting_id: Mapped[int] = mapped_column(ForeignKey("posting.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)


class Objection(InDistrict):
    """Somebody's objection to one posted row: while it is open, the row goes up to no decision.

    Whoever decides it is not who took it in. Upheld, the application is returned or withdrawn; dismissed, it goes on.
    """

    __tablename__ = "objection"
    __table_args__ = (
        ForeignKeyConstraint(
            ["posting_id", "application_id"], ["posting_row.posting_id", "posting_row.application_id"]
        ),
        Index("ix_objection_open", "application_id", postgresql_where=text("upheld is null")),
        Index("ix_objection_posting", "posting_id"),
        CheckConstraint(
            "num_nulls(upheld, reason, decided_by_person_id, decided_act_id) in (0, 4)", name="decided_whole"
        ),
        CheckConstraint("coalesce(upheld, false) = (outcome is not null)", name="outcome"),
        CheckConstraint("outcome in ('returned', 'withdrawn')", name="outcome_known"),
        CheckConstraint("decided_by_person_id <> received_by_person_id", name="two_people"),
    )

    id: Mapped[Key]
    posting_id: Mapped[int]
    application_id: Mapped[int]
    received_on: Mapped[date]
    received_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    text_cipher: Mapped[bytes]  # it may name people
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    upheld: Mapped[bool | None]
    outcome: Mapped[str | None]  # what became of an application whose objection was upheld
    reason: Mapped[str | None]
    decided_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    decided_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
