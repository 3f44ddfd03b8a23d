"""Funds, what was allotted to them, which pay for what; and the ledger, in whole đồng."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key

_TWO_PEOPLE = (
    "(state = 'recorded') = (confirmed_by_person_id IS NULL AND state <> 'void')"
    " AND (confirmed_by_person_id IS NULL OR confirmed_by_person_id <> recorded_by_person_id)"
)


class Fund(InDistrict):
    """A fund (nguồn kinh phí) of a programme and budget year, held by a unit, with the treasury's codes.

    The codes are those of the State Treasury's forms (C2-02a/NS, C4-02a/KB): ĐVQHNS, chương, loại khoản, tiểu mục,
    nguồn, CTMT, cấp ngân sách, KBNN, tài khoản.
    """

    __tablename__ = "fund"
    __table_args__ = (
        UniqueConstraint("district_id", "code", "programme", "budget_year"),
        CheckConstraint(
            "source in ('central', 'province', 'district', 'social_insurance', 'unemployment_insurance', 'social')",
            name="source",
        ),
        CheckConstraint("budget_year between 2020 and 2100", name="year"),
    )

    id: Mapped[Key]
    code: Mapped[str]
    name: Mapped[str]
    source: Mapped[str]
    programme: Mapped[str]
    budget_year: Mapped[int]
    spending_unit_code: Mapped[str | None]
    chapter_code: Mapped[str | None]
    sector_code: Mapped[str | None]
    item_code: Mapped[str | None]
    source_code: Mapped[str | None]
    programme_code: Mapped[str | None]
    budget_level_code: Mapped[str | None]
    treasury_code: Mapped[str | None]
    treasury_account: Mapped[str | None]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class FundAllotment(InDistrict):
    """Money given to a fund, raised or cut by a decision: recorded by one, confirmed by another, then in the ledger."""

    __tablename__ = "fund_allotment"
    __table_args__ = (
        Index(
            "uq_fund_allotment_paper", "fund_id", "number", "signed_on", "kind", unique=True,
            postgresql_where=text("state <> 'void'"),
        ),
        CheckConstraint("kind in ('allot', 'raise', 'cut')", name="kind"),
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint(_TWO_PEOPLE, name="two_people"),
    )  # fmt: skip

    id: Mapped[Key]
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"))
    kind: Mapped[str]
    number: Mapped[str]
    signed_on: Mapped[date]
    signer: Mapped[str]
    amount_vnd: Mapped[int]
    state: Mapped[str]
    recorded_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class Funding(InDistrict):
    """From which funds a policy is paid from a day on (cơ cấu nguồn); of no policy or unit, for all of them."""

    __tablename__ = "funding"
    __table_args__ = (
        Index(
            "uq_funding_since", "policy", "unit_id", "since", unique=True, postgresql_nulls_not_distinct=True,
            postgresql_where=text("state = 'in_force'"),
        ),
        CheckConstraint(_TWO_PEOPLE, name="two_people"),
    )  # fmt: skip

    id: Mapped[Key]
    policy: Mapped[str | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    since: Mapped[date]
    paper: Mapped[str]
    state: Mapped[str]
    recorded_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class FundingPart(Base):
    """One fund's share of a funding, as a weight among the parts: 80 and 20, say."""

    __tablename__ = "funding_part"
    __table_args__ = (
        UniqueConstraint("funding_id", "fund_id"),
        CheckConstraint("weight between 1 and 1000000", name="weight"),
    )

    funding_id: Mapped[int] = mapped_column(ForeignKey("funding.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"))
    weight: Mapped[int]


class TransferKind(Base):
    """A kind of ledger transfer: from which account to which, and whether each record has its own."""

    __tablename__ = "transfer_kind"

    code: Mapped[str] = mapped_column(primary_key=True)
    from_kind: Mapped[str]
    to_kind: Mapped[str]
    single: Mapped[bool]


class LedgerAccount(Base):
    """An account of the ledger; its balance, debits less credits, is moved by the transfers' trigger alone."""

    __tablename__ = "ledger_account"
    __table_args__ = (
        UniqueConstraint("fund_id", "kind", "unit_id", "policy", "agent_id", postgresql_nulls_not_distinct=True),
        CheckConstraint(
            "CASE WHEN kind IN ('APPROPRIATION', 'ADVANCED') THEN balance_vnd <= 0 ELSE balance_vnd >= 0 END",
            name="balance",
        ),
    )

    id: Mapped[Key]
    kind: Mapped[str]
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))  # who pays, or who is paid for
    policy: Mapped[str | None]
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("paying_agent.id"))  # in whose hands an advance is
    balance_vnd: Mapped[int] = mapped_column(server_default="0")


class LedgerTransfer(Base):
    """Money from the credited account to the debited one; append-only, put right by further transfers."""

    __tablename__ = "ledger_transfer"
    __table_args__ = (
        UniqueConstraint("reference"),
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint("debit_account_id <> credit_account_id", name="two_accounts"),
        Index("ix_ledger_transfer_act_id", "act_id"),
        Index("ix_ledger_transfer_debit", "debit_account_id", "id"),
        Index("ix_ledger_transfer_credit", "credit_account_id", "id"),
    )

    id: Mapped[Key]
    reference: Mapped[str]  # told by what the transfer is about: the same again is refused
    code: Mapped[str] = mapped_column(ForeignKey("transfer_kind.code"))
    debit_account_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"))
    credit_account_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"))
    amount_vnd: Mapped[int]
    effective_on: Mapped[date]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
