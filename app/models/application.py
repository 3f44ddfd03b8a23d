"""Applications, what the rules said of them, and what others confirmed."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key

LIVE = text("state not in ('refused', 'withdrawn')")
READY = text("state = 'determined' and submission_id is null")


class Application(InDistrict):
    """One beneficiary's request under one policy; one live one for each (policy, occasion)."""

    __tablename__ = "application"
    __table_args__ = (
        Index("uq_application_live", "policy", "beneficiary_id", "occasion", unique=True, postgresql_where=LIVE),
        Index("ix_application_ready", "district_id", "policy", postgresql_where=READY),
        Index("ix_application_beneficiary", "beneficiary_id"),
        Index("ix_application_submission", "submission_id", postgresql_where=text("submission_id is not null")),
        Index("ix_application_decision", "decision_id", postgresql_where=text("decision_id is not null")),
        ForeignKeyConstraint(["list_id", "district_id"], ["beneficiary_list.id", "beneficiary_list.district_id"]),
        CheckConstraint("payment_method in ('cash', 'transfer')", name="payment_method"),
        CheckConstraint(
            "payment_method <> 'transfer' or (account_cipher is not null and bank_bin is not null)", name="account"
        ),
    )

    id: Mapped[Key]
    policy: Mapped[str]
    occasion: Mapped[str]  # 'once' for once-only policies
    round: Mapped[int | None]
    beneficiary_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"))
    list_id: Mapped[int]
    district_id: Mapped[int] = mapped_column()  # the list's
    commune_code: Mapped[str | None]
    state: Mapped[str]
    held: Mapped[bool] = mapped_column(server_default=text("false"))  # a likely match waits for a person's word
    determination_id: Mapped[int | None]  # the latest; written with it
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    payment_method: Mapped[str]
    bank_bin: Mapped[str | None]
    account_index: Mapped[bytes | None]
    account_cipher: Mapped[bytes | None]
    account_last4: Mapped[str | None]
    account_name: Mapped[str | None]


class Explanation(Base):
    """All condition results and amount lines of a determination, kept once however many share them."""

    __tablename__ = "explanation"

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]]
    lines: Mapped[list[Any]]  # the body's lines of money, by themselves: sums read these


class Determination(Base):
    """What the rules said of an application under the law of a day. Never changed; a later one stands beside it."""

    __tablename__ = "determination"
    __table_args__ = (
        CheckConstraint("outcome in ('eligible', 'ineligible', 'undetermined')", name="outcome"),
        CheckConstraint("amount_vnd >= 0", name="amount"),
        CheckConstraint("outcome = 'eligible' or amount_vnd = 0", name="nothing_unless_eligible"),
        Index("ix_determination_application", "application_id"),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    row_id: Mapped[int] = mapped_column(ForeignKey("list_row.id"))  # whose facts were judged
    law_on: Mapped[date]
    rules_version: Mapped[str]
    outcome: Mapped[str]
    amount_vnd: Mapped[int]
    reason: Mapped[str | None]  # the first condition not met, or what is missing
    explanation: Mapped[bytes] = mapped_column(ForeignKey("explanation.digest"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class StagedDetermination(Base):
    """The shape in which determinations are staged (app.db.stage); it stays empty itself."""

    __tablename__ = "staged_determination"

    act_id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[int]
    row_id: Mapped[int]
    law_on: Mapped[date]
    rules_version: Mapped[str]
    outcome: Mapped[str]
    amount_vnd: Mapped[int]
    reason: Mapped[str | None]
    explanation: Mapped[bytes]


class Confirmation(Base):
    """Another body's word on an application: a fact, its value, and the paper that says so. The latest counts."""

    __tablename__ = "confirmation"
    __table_args__ = (Index("ix_confirmation_application", "application_id"),)

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    row_id: Mapped[int] = mapped_column(ForeignKey("list_row.id"), index=True)  # of which it was said
    facts: Mapped[dict[str, Any]]
    paper_number: Mapped[str]
    paper_date: Mapped[date]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class LikelyMatch(Base):
    """Two beneficiaries who may be one: the application waits until a person says."""

    __tablename__ = "likely_match"
    __table_args__ = (
        UniqueConstraint("application_id", "other_id"),
        CheckConstraint("(same is null) = (decided_act_id is null)", name="decided"),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"))
    reasons: Mapped[list[Any]]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    same: Mapped[bool | None]
    note: Mapped[str | None]
    decided_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
