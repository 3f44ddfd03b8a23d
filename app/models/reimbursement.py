"""Reimbursements (hoàn trả): what a commune paid people from its own budget, paid to the commune and to nobody else."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key


class Reimbursement(InDistrict):
    """A commune's signed list of whom it paid: claimed by one, confirmed by another, paid to the commune or refused.

    `district_id` is the paying unit.
    """

    __tablename__ = "reimbursement"
    __table_args__ = (
        Index(
            "uq_reimbursement_list", "commune_id", "list_number", "signed_on", unique=True,
            postgresql_where=text("state <> 'refused'"),
        ),
        Index(
            "uq_reimbursement_voucher", "district_id", "voucher", unique=True,
            postgresql_where=text("voucher is not null"),
        ),
        CheckConstraint("amount_vnd > 0 and people > 0", name="amount"),
        CheckConstraint("confirmed_by_person_id <> claimed_by_person_id", name="two_people"),
        CheckConstraint("state not in ('confirmed', 'paid') or confirmed_by_person_id is not null", name="confirmed"),
        CheckConstraint("num_nonnulls(voucher, paid_on) = (state = 'paid')::int * 2", name="paid"),
    )  # fmt: skip

    id: Mapped[Key]
    commune_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    policy: Mapped[str]
    list_number: Mapped[str]
    signed_on: Mapped[date]
    signer: Mapped[str]  # of the commune: an official
    people: Mapped[int]
    amount_vnd: Mapped[int]
    state: Mapped[str]
    voucher: Mapped[str | None]
    paid_on: Mapped[date | None]
    claimed_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class ReimbursementShare(Base):
    """An entitlement that a commune paid already. It is never under a live payout as well."""

    __tablename__ = "reimbursement_share"
    __table_args__ = (
        Index("uq_reimbursement_share_live", "entitlement_id", unique=True, postgresql_where=text("live")),
        ForeignKeyConstraint(["entitlement_id", "origin"], ["entitlement.id", "entitlement.origin"]),
        CheckConstraint("origin = 'decision'", name="payable"),
        CheckConstraint("amount_vnd > 0", name="amount"),
    )

    reimbursement_id: Mapped[int] = mapped_column(ForeignKey("reimbursement.id"), primary_key=True)
    entitlement_id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(server_default="decision")
    amount_vnd: Mapped[int]
    live: Mapped[bool] = mapped_column(server_default=text("true"))  # the reimbursement's trigger ends it
