"""Money that left us and was not owed: a case, what is repaid of it, and what is written off."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key

_TWO_PEOPLE = (
    "(state = 'recorded') = (confirmed_by_person_id is null and state <> 'void')"
    " and (confirmed_by_person_id is null or confirmed_by_person_id <> recorded_by_person_id)"
)
_LIVE = text("state <> 'void'")


class Overpayment(InDistrict):
    """An entitlement, or a part of one, that was paid and not owed: its person had it already (`first_id`, as a link
    showed), a decision changed, or somebody says why (`words`). Repaid and written off are counted by the database.
    """

    __tablename__ = "overpayment"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint("entitlement_id <> first_id", name="two_entitlements"),
        CheckConstraint("ground in ('double', 'decision_changed', 'wrong_payment')", name="ground"),
        CheckConstraint(
            "(ground = 'double') = (link_id is not null and first_id is not null)"
            " and (ground = 'decision_changed') = (decision_id is not null)"
            " and (ground = 'wrong_payment') = (raised_by_person_id is not null and words is not null)",
            name="found_by",
        ),
        CheckConstraint(
            "state in ('raised', 'withdrawn') or letter_number is not null and notified_on is not null"
            " and deadline > notified_on and notified_by_person_id is not null",
            name="notified",
        ),
        CheckConstraint("notified_by_person_id <> raised_by_person_id", name="two_people"),
        CheckConstraint(
            "repaid_vnd >= 0 and written_off_vnd >= 0 and repaid_vnd + written_off_vnd <= amount_vnd", name="settled"
        ),
        CheckConstraint(
            "(state <> 'recovered' or repaid_vnd = amount_vnd) and (state <> 'written_off' or written_off_vnd > 0"
            " and repaid_vnd + written_off_vnd = amount_vnd)"
            " and (state <> 'withdrawn' or repaid_vnd + written_off_vnd = 0)",
            name="closed",
        ),
        Index(
            "uq_overpayment_double", "entitlement_id", unique=True,
            postgresql_where=text("ground = 'double' and state <> 'withdrawn'"),
        ),
        Index(
            "uq_overpayment_letter", "district_id", "letter_number", "notified_on", unique=True,
            postgresql_where=text("letter_number is not null and state <> 'withdrawn'"),
        ),
    )  # fmt: skip

    id: Mapped[Key]
    entitlement_id: Mapped[int] = mapped_column(ForeignKey("entitlement.id"), index=True)
    first_id: Mapped[int | None] = mapped_column(ForeignKey("entitlement.id"))
    link_id: Mapped[int | None] = mapped_column(ForeignKey("beneficiary_link.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    ground: Mapped[str]
    words: Mapped[str | None]
    amount_vnd: Mapped[int]
    state: Mapped[str]
    raised_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    letter_number: Mapped[str | None]
    notified_on: Mapped[date | None]
    deadline: Mapped[date | None]
    notified_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    repaid_vnd: Mapped[int] = mapped_column(server_default=text("0"))
    written_off_vnd: Mapped[int] = mapped_column(server_default=text("0"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class OverpaymentPart(Base):
    """Which fund's money of a case it is; of a support paid before the service began there is none."""

    __tablename__ = "overpayment_part"
    __table_args__ = (CheckConstraint("amount_vnd > 0", name="amount"),)

    overpayment_id: Mapped[int] = mapped_column(ForeignKey("overpayment.id"), primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"), primary_key=True)
    amount_vnd: Mapped[int]


class Repayment(InDistrict):
    """An instalment that came back, by its receipt: recorded by one, confirmed by another, then in the ledger."""

    __tablename__ = "repayment"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint(_TWO_PEOPLE, name="two_people"),
        Index("uq_repayment_receipt", "district_id", "receipt_number", unique=True, postgresql_where=_LIVE),
    )

    id: Mapped[Key]
    overpayment_id: Mapped[int] = mapped_column(ForeignKey("overpayment.id"), index=True)
    receipt_number: Mapped[str]
    received_on: Mapped[date]
    amount_vnd: Mapped[int]
    state: Mapped[str]
    recorded_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class RepaymentPart(Base):
    """To which fund an instalment comes back."""

    __tablename__ = "repayment_part"
    __table_args__ = (CheckConstraint("amount_vnd > 0", name="amount"),)

    repayment_id: Mapped[int] = mapped_column(ForeignKey("repayment.id"), primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"), primary_key=True)
    amount_vnd: Mapped[int]


class WriteOff(InDistrict):
    """A decision that what is left of a case is not recovered, and why: recorded by one, confirmed by another."""

    __tablename__ = "write_off"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint(_TWO_PEOPLE, name="two_people"),
        Index("uq_write_off_live", "overpayment_id", unique=True, postgresql_where=_LIVE),
    )

    id: Mapped[Key]
    overpayment_id: Mapped[int] = mapped_column(ForeignKey("overpayment.id"), index=True)
    number: Mapped[str]
    signed_on: Mapped[date]
    signer: Mapped[str]
    words: Mapped[str]
    amount_vnd: Mapped[int]
    state: Mapped[str]
    recorded_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
