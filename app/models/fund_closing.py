"""What becomes of a fund's money at the end of its budget year, by decision."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import InDistrict, Key


class FundClosing(InDistrict):
    """What is left of a fund lapses, or is carried over to next year's; or what was recovered is given back within
    the year. Recorded by one with the sums of the paper, confirmed by another, then in the ledger.
    """

    __tablename__ = "fund_closing"
    __table_args__ = (
        Index(
            "uq_fund_closing_paper", "fund_id", "number", "signed_on", unique=True,
            postgresql_where=text("state <> 'void'"),
        ),
        CheckConstraint("kind in ('lapse', 'carry_over', 'give_back')", name="kind"),
        CheckConstraint(
            "available_vnd >= 0 and recovered_vnd >= 0 and carried_vnd between 0 and available_vnd"
            " and available_vnd + recovered_vnd > 0",
            name="amounts",
        ),
        CheckConstraint(
            "(kind = 'carry_over') = (next_fund_id is not null) and (kind = 'carry_over') = (carried_vnd > 0)"
            " and (kind <> 'give_back' or available_vnd = 0) and next_fund_id <> fund_id",
            name="carried",
        ),
        CheckConstraint(
            "(state = 'recorded') = (confirmed_by_person_id is null and state <> 'void')"
            " and (confirmed_by_person_id is null or confirmed_by_person_id <> recorded_by_person_id)",
            name="two_people",
        ),
    )  # fmt: skip

    id: Mapped[Key]
    fund_id: Mapped[int] = mapped_column(ForeignKey("fund.id"), index=True)
    kind: Mapped[str]
    number: Mapped[str]
    signed_on: Mapped[date]
    signer: Mapped[str]
    cut_off: Mapped[date]  # the last day of the year's money
    available_vnd: Mapped[int]  # all that is free, which leaves the fund
    recovered_vnd: Mapped[int]  # all that was recovered
    carried_vnd: Mapped[int]  # of what is free, what goes to next year's fund
    next_fund_id: Mapped[int | None] = mapped_column(ForeignKey("fund.id"))
    state: Mapped[str]
    recorded_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
