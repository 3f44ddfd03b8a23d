"""Refusals: what a decision refused, the letters that say why, and what was sent."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key


class RefusedApplication(Base):
    """One application refused by one decision, and the determination that said so. It stays when the case reopens."""

    __tablename__ = "refused_application"
    __table_args__ = (
        UniqueConstraint("application_id", "decision_id"),
        Index("ix_refused_application_decision", "decision_id"),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    determination_id: Mapped[int] = mapped_column(ForeignKey("determination.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class RefusalNotice(InDistrict):
    """A written refusal (văn bản trả lời nêu rõ lý do): to one person, or to whoever sent the list, with its rows.

    `district_id` is the list's. What it says is fixed when it is made; number, day and signature are the office's. Once
    sent, nothing changes.
    """

    __tablename__ = "refusal_notice"
    __table_args__ = (
        UniqueConstraint("id", "per"),
        Index("ix_refusal_notice_decision", "decision_id"),
        Index("ix_refusal_notice_list", "list_id"),
        Index("uq_refusal_notice_number", "unit_id", "number", "sent_on", unique=True),
        CheckConstraint("per in ('person', 'list')", name="per"),
        CheckConstraint("(per = 'person') = (application_id is not null)", name="addressee"),
        CheckConstraint("rows > 0", name="rows"),
        CheckConstraint("format in ('docx', 'pdf')", name="format"),
        CheckConstraint(
            "num_nulls(number, sent_on, sent_how, format, document_sha256, document_cipher, sent_act_id) in (0, 7)",
            name="sent_whole",
        ),
        CheckConstraint(
            "sent_how in ('handed_over', 'post', 'through_commune', 'through_employer', 'electronic')", name="sent_how"
        ),
    )

    id: Mapped[Key]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))  # the refusing one: the one that decided
    policy: Mapped[str]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    list_id: Mapped[int] = mapped_column(ForeignKey("beneficiary_list.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    per: Mapped[str]
    rows: Mapped[int]
    content_sha256: Mapped[bytes]
    content_cipher: Mapped[bytes]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    number: Mapped[str | None]
    sent_on: Mapped[date | None]
    sent_how: Mapped[str | None]
    format: Mapped[str | None]  # of the document that was sent
    document_sha256: Mapped[bytes | None]
    document_cipher: Mapped[bytes | None]
    sent_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))


class RefusalNoticeRow(Base):
    """Which refusals a letter tells of: each stands in one letter of a kind."""

    __tablename__ = "refusal_notice_row"
    __table_args__ = (
        ForeignKeyConstraint(["notice_id", "per"], ["refusal_notice.id", "refusal_notice.per"]),
        UniqueConstraint("refused_id", "per"),
        CheckConstraint("per in ('person', 'list')", name="per"),
    )

    notice_id: Mapped[int] = mapped_column(primary_key=True)
    refused_id: Mapped[int] = mapped_column(ForeignKey("refused_application.id"), primary_key=True)
    per: Mapped[str]
