"""Entitlements, payment batches, payouts and the answers to them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key

_LIVES = "(state not in ('cancelled', 'recovered') or replaced) and double_of is null and adjusts_id is null"


class Entitlement(InDistrict):
    """Money owed under a decision; or, with origin `recorded`, paid before the service began and never payable.

    What a later decision owes more, or leaves of what was not paid yet, stands under the first (`adjusts_id`). The
    first holds what may be had once for all of them, also when it ended and lives on in one of them (`replaced`).
    """

    __tablename__ = "entitlement"
    __table_args__ = (
        Index(
            "uq_entitlement_once",
            "policy",
            "person_id",
            "occasion",
            "component",
            "child_key",
            unique=True,
            postgresql_where=text("double_of is null and adjusts_id is null"),
        ),
        UniqueConstraint("id", "origin"),
        Index(
            "uq_entitlement_child",
            "child_key",
            unique=True,
            postgresql_where=text(f"child_key <> '' and {_LIVES}"),
        ),
        Index(
            "uq_entitlement_one_cash_regime",
            "person_id",
            unique=True,
            postgresql_where=text(f"exclusive and {_LIVES}"),
        ),
        Index(
            "uq_entitlement_adjusted", "adjusts_id", "decision_id", unique=True,
            postgresql_where=text("adjusts_id is not null"),
        ),
        CheckConstraint(
            "adjusts_id is null or origin = 'decision' and adjusts_id <> id and not replaced", name="adjusts"
        ),
        Index("ix_entitlement_beneficiary", "beneficiary_id"),
        Index("ix_entitlement_person", "person_id"),
        Index("ix_entitlement_child", "child_key", postgresql_where=text("child_key <> '' and state <> 'cancelled'")),
        ForeignKeyConstraint(
            ["beneficiary_id", "person_id"], ["beneficiary.id", "beneficiary.person_id"], onupdate="CASCADE"
        ),
        CheckConstraint("double_of <> id", name="double"),
        Index("ix_entitlement_application", "application_id"),
        Index("ix_entitlement_open", "payer_id", "policy", postgresql_where=text("state = 'open'")),
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint("origin in ('decision', 'recorded')", name="origin"),
        CheckConstraint(
            "(origin = 'decision') = (decision_id is not null and application_id is not null)", name="decided"
        ),
        CheckConstraint("origin = 'decision' or state in ('paid', 'cancelled')", name="recorded_is_paid"),
        CheckConstraint("(origin = 'decision') = (funding_id is not null)", name="funded"),
    )  # fmt: skip

    id: Mapped[Key]
    policy: Mapped[str]
    beneficiary_id: Mapped[int]
    district_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    occasion: Mapped[str]
    component: Mapped[str]
    child_key: Mapped[str] = mapped_column(server_default="")
    child_cipher: Mapped[bytes | None]  # the certificate of a recorded support's child
    exclusive: Mapped[bool]  # the base of a cash policy: one cash regime per worker (68/NQ-CP I.2.c)
    amount_vnd: Mapped[int]
    state: Mapped[str]
    blocked: Mapped[str | None]  # why it may not be batched: a wrong account to be corrected
    origin: Mapped[str]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    funding_id: Mapped[int | None] = mapped_column(ForeignKey("funding.id"))  # which funds pay it, in which shares
    recorded: Mapped[dict[str, Any] | None]  # paper and day of a support paid before
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    person_id: Mapped[int]  # the beneficiary's, carried along when it is linked
    double_of: Mapped[int | None] = mapped_column(ForeignKey("entitlement.id"))  # the same person's, which stands
    adjusts_id: Mapped[int | None] = mapped_column(ForeignKey("entitlement.id"))  # the first of the same right
    replaced: Mapped[bool] = mapped_column(server_default=text("false"))  # ended, and another under it lives


class PaymentBatch(InDistrict):
    """A payment batch (bảng kê) of a paying unit and channel. `district_id` is the paying unit."""

    __tablename__ = "payment_batch"
    __table_args__ = (
        CheckConstraint("channel in ('cash', 'transfer')", name="channel"),
        CheckConstraint("checked_by_person_id <> formed_by_person_id", name="two_people"),
        CheckConstraint("released_by_person_id <> formed_by_person_id", name="released_by_another"),
        CheckConstraint(
            "state not in ('checked', 'released', 'exported', 'closed') or checked_by_person_id is not null",
            name="checked",
        ),
        CheckConstraint(
            "state not in ('released', 'exported', 'closed') or released_by_person_id is not null", name="released"
        ),
        CheckConstraint(
            "state not in ('draft', 'frozen') or num_nonnulls(checked_by_person_id, released_by_person_id) = 0",
            name="unchecked",
        ),
    )

    id: Mapped[Key]
    policy: Mapped[str]
    channel: Mapped[str]
    state: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    execution_date: Mapped[date]
    payouts: Mapped[int]
    amount_vnd: Mapped[int]
    revision: Mapped[int]  # of the files: a payout stopped after the freeze makes a new one
    formed_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    checked_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    released_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))


class BatchFile(Base):
    """A file of a frozen batch: made once, downloaded as the same bytes for ever."""

    __tablename__ = "batch_file"
    __table_args__ = (UniqueConstraint("batch_id", "revision", "name"),)

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("payment_batch.id"))
    revision: Mapped[int]
    name: Mapped[str]
    media_type: Mapped[str]
    message_id: Mapped[str | None] = mapped_column(index=True)  # of a bank order
    sha256: Mapped[bytes]
    size: Mapped[int]  # bytes
    bytes_cipher: Mapped[bytes]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class Payout(InDistrict):
    """One instruction of a batch: one person, one sum. `district_id` is the district of the person's list."""

    __tablename__ = "payout"
    __table_args__ = (
        UniqueConstraint("batch_id", "line"),
        Index("ix_payout_beneficiary", "beneficiary_id"),
        Index("ix_payout_account", "account_index", postgresql_where=text("account_index is not null")),
        Index("ix_payout_filter", "district_id", "policy"),
        CheckConstraint("amount_vnd > 0", name="amount"),
        {"postgresql_with": {"fillfactor": 70}},  # a change of state touches no index, where its page has room
    )

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("payment_batch.id"))
    line: Mapped[int]
    policy: Mapped[str]
    district_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    beneficiary_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    commune_code: Mapped[str | None] = mapped_column(index=True)
    amount_vnd: Mapped[int]
    state: Mapped[str]
    reason: Mapped[str | None]  # the bank's code, or absent / refused
    end_to_end_id: Mapped[str] = mapped_column(unique=True)
    uetr: Mapped[str] = mapped_column(unique=True)
    payee_name: Mapped[str]
    bank_bin: Mapped[str | None]
    account_index: Mapped[bytes | None]
    account_cipher: Mapped[bytes | None]
    account_last4: Mapped[str | None]
    settled_on: Mapped[date | None]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class PayoutShare(Base):
    """What part of a payout pays which entitlement. An entitlement has one live payout at most."""

    __tablename__ = "payout_share"
    __table_args__ = (
        Index("uq_payout_share_live", "entitlement_id", unique=True, postgresql_where=text("live")),
        Index("ix_payout_share_ended", "entitlement_id", postgresql_where=text("not live")),
        ForeignKeyConstraint(["entitlement_id", "origin"], ["entitlement.id", "entitlement.origin"]),
        CheckConstraint("origin = 'decision'", name="payable"),  # a recorded support can never be paid
        CheckConstraint("amount_vnd > 0", name="amount"),
    )

    payout_id: Mapped[int] = mapped_column(ForeignKey("payout.id"), primary_key=True)
    entitlement_id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(server_default="decision")
    amount_vnd: Mapped[int]
    live: Mapped[bool] = mapped_column(server_default=text("true"))  # the payout's trigger ends it


class Answer(InDistrict):
    """A filled-in signing list or a bank's pain.002, as it came; a unit's same bytes are taken once.

    Of a unit, since one file may be sent by the wrong unit, or be about the payments of two.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("district_id", "sha256"), UniqueConstraint("district_id", "message_id"))

    id: Mapped[Key]
    kind: Mapped[str]
    sha256: Mapped[bytes]
    message_id: Mapped[str | None]
    bytes_cipher: Mapped[bytes]
    counts: Mapped[dict[str, Any]]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class AnswerException(Base):
    """A line of an answer that could not be booked: somebody has to look."""

    __tablename__ = "answer_exception"
    __table_args__ = (Index("ix_answer_exception_payout", "payout_id"),)

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    payout_id: Mapped[int | None] = mapped_column(ForeignKey("payout.id"))
    reference: Mapped[str]
    code: Mapped[str]
    detail: Mapped[dict[str, Any]]


class StagedAnswer(Base):
    """The shape in which an answer's lines are staged (app.db.stage); it stays empty itself."""

    __tablename__ = "staged_answer"

    act_id: Mapped[int] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str]
    message_id: Mapped[str | None]
    to_state: Mapped[str | None]
    amount_vnd: Mapped[int | None]
    payee_name: Mapped[str | None]
    reason: Mapped[str | None]
    on_date: Mapped[date | None]
    payout_id: Mapped[int | None]
    verdict: Mapped[str | None]
