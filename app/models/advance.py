"""Advances (tạm ứng): cash of a batch handed to whoever pays it out, what has become of it, and what came back."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key

_TWO_PEOPLE = (
    "(state = 'recorded') = (confirmed_by_person_id IS NULL AND state <> 'void')"
    " AND (confirmed_by_person_id IS NULL OR confirmed_by_person_id <> recorded_by_person_id)"
)


class PayingAgent(InDistrict):
    """Who pays out in place of a paying unit: a commune, a district, a post office. `district_id` is the paying unit.

    A district pays whoever is of it; a commune and a post office pay in the communes that are written with them.
    """

    __tablename__ = "paying_agent"
    __table_args__ = (
        UniqueConstraint("district_id", "kind", "name"),
        CheckConstraint("kind in ('commune', 'post_office', 'district')", name="kind"),
        CheckConstraint("(kind = 'post_office') = (unit_id is null)", name="unit"),
    )

    id: Mapped[Key]
    kind: Mapped[str]
    name: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class PayingAgentCommune(Base):
    """A commune in which an agent pays; written with the agent."""

    __tablename__ = "paying_agent_commune"

    agent_id: Mapped[int] = mapped_column(ForeignKey("paying_agent.id"), primary_key=True)
    commune_code: Mapped[str] = mapped_column(primary_key=True)


class Advance(InDistrict):
    """Cash of an exported batch in an agent's hands: given by one, confirmed by another. `district_id` pays."""

    __tablename__ = "advance"
    __table_args__ = (
        Index("uq_advance_number", "district_id", "number", unique=True, postgresql_where=text("state <> 'void'")),
        Index("ix_advance_batch", "batch_id", "agent_id"),
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint("least(cleared_vnd, paid_back_vnd) >= 0", name="parts"),
        CheckConstraint("cleared_vnd + paid_back_vnd <= amount_vnd", name="no_more_than_given"),
        CheckConstraint("state not in ('recorded', 'void') or cleared_vnd + paid_back_vnd = 0", name="begun"),
        CheckConstraint("(state in ('cleared', 'closed')) = (cleared_vnd + paid_back_vnd = amount_vnd)", name="ended"),
        CheckConstraint("state <> 'cleared' or paid_back_vnd = 0", name="cleared"),
        CheckConstraint(_TWO_PEOPLE, name="two_people"),
    )

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("payment_batch.id"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("paying_agent.id"))
    number: Mapped[str]  # of the voucher
    given_on: Mapped[date]
    receiver: Mapped[str]  # who took it for the agent: an official
    amount_vnd: Mapped[int]
    cleared_vnd: Mapped[int] = mapped_column(server_default="0")
    paid_back_vnd: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[str]
    recorded_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class AdvancePart(Base):
    """A fund's part of an advance in force, and what of it is still out."""

    __tablename__ = "advance_part"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint("open_vnd between 0 and amount_vnd", name="open"),
    )

    advance_id: Mapped[int] = mapped_column(ForeignKey("advance.id"), primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"), primary_key=True)
    amount_vnd: Mapped[int]
    open_vnd: Mapped[int]


class AdvanceClearing(Base):
    """A returned signing list clears an advance, once: who paid out and who handed the list in are officials."""

    __tablename__ = "advance_clearing"
    __table_args__ = (
        UniqueConstraint("advance_id", "answer_id"),
        UniqueConstraint("id", "advance_id"),
        CheckConstraint("amount_vnd > 0", name="amount"),
    )

    id: Mapped[Key]
    advance_id: Mapped[int] = mapped_column(ForeignKey("advance.id"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    paid_out_by: Mapped[str]
    handed_in_by: Mapped[str]
    handed_in_on: Mapped[date]
    amount_vnd: Mapped[int]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class AdvanceCleared(Base):
    """What a settled payout clears of an advance: of one payout never more, over all advances, than was paid."""

    __tablename__ = "advance_cleared"
    __table_args__ = (CheckConstraint("amount_vnd > 0", name="amount"),)

    payout_id: Mapped[int] = mapped_column(ForeignKey("payout.id"), primary_key=True)
    advance_id: Mapped[int] = mapped_column(ForeignKey("advance.id"), primary_key=True)
    clearing_id: Mapped[int] = mapped_column(ForeignKey("advance_clearing.id"), index=True)
    amount_vnd: Mapped[int]


class AdvanceRepayment(InDistrict):
    """The rest of an advance, paid back: recorded by one, confirmed by another."""

    __tablename__ = "advance_repayment"
    __table_args__ = (
        Index(
            "uq_advance_repayment_number", "district_id", "number", unique=True,
            postgresql_where=text("state <> 'void'"),
        ),
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint(_TWO_PEOPLE, name="two_people"),
    )  # fmt: skip

    id: Mapped[Key]
    advance_id: Mapped[int] = mapped_column(ForeignKey("advance.id"), index=True)
    number: Mapped[str]  # of the receipt
    paid_on: Mapped[date]
    payer: Mapped[str]  # who brought it: an official
    amount_vnd: Mapped[int]
    state: Mapped[str]
    recorded_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
