"""What named checks found, and how they are set."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key

DECIDED = "num_nulls(why, decided_by_person_id, decided_act_id) in (0, case state when 'open' then 3 else 0 end)"
"""What was confirmed and is open again keeps the last word on it until there is another."""


class CheckSetting(Base):
    """What a check does from a day on, and from which number on, where it counts something; the latest counts."""

    __tablename__ = "check_setting"
    __table_args__ = (
        CheckConstraint("effect in ('note', 'hold', 'block')", name="effect"),
        CheckConstraint("threshold >= 1", name="threshold"),
    )

    id: Mapped[Key]
    check_code: Mapped[str] = mapped_column(index=True)
    valid_from: Mapped[date]
    effect: Mapped[str]
    threshold: Mapped[int | None]
    reason: Mapped[str]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class Finding(InDistrict):
    """What a check found of an application, or of a support paid before the service began.

    It is raised once for its ground: cleared, it does not come back unless the ground changes. Until it is cleared it
    stops what its effect says. What is about money is decided by two people; nobody decides about themselves.
    """

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint("moment in ('intake', 'decision', 'batch', 'register')", name="moment"),
        CheckConstraint("effect in ('note', 'hold', 'block')", name="effect"),
        CheckConstraint("num_nonnulls(application_id, entitlement_id) = 1", name="of_one_thing"),
        CheckConstraint(
            "num_nulls(proposed_cleared, proposed_why, proposed_by_person_id) in (0, 3)", name="proposed_whole"
        ),
        CheckConstraint(DECIDED, name="decided_whole"),
        CheckConstraint(
            "not two_needed or state = 'open' or coalesce(proposed_by_person_id <> decided_by_person_id, false)",
            name="two_people",
        ),
        CheckConstraint(
            "coalesce(officer_person_id <> decided_by_person_id, true)"
            " and coalesce(officer_person_id <> proposed_by_person_id, true)",
            name="own_hands",
        ),
        Index("ix_finding_check_code", "check_code", "id"),
        Index("ix_finding_stops", "application_id", postgresql_where=text("state <> 'cleared' and effect <> 'note'")),
        Index(
            "uq_finding_ground",
            "check_code",
            text("coalesce(application_id, 0)"),
            text("coalesce(entitlement_id, 0)"),
            "ground",
            unique=True,
        ),
    )

    id: Mapped[Key]
    check_code: Mapped[str]
    moment: Mapped[str]
    effect: Mapped[str]
    state: Mapped[str]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    entitlement_id: Mapped[int | None] = mapped_column(ForeignKey("entitlement.id"))  # of a support paid before
    beneficiary_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"))
    register_entry_id: Mapped[int | None] = mapped_column(ForeignKey("register_entry.id"))
    officer_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))  # whom it is about
    people: Mapped[int | None]  # how many share the account or phone
    ground: Mapped[str]
    two_needed: Mapped[bool] = mapped_column(server_default=text("false"))
    proposed_cleared: Mapped[bool | None]
    proposed_why: Mapped[str | None]
    proposed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    why: Mapped[str | None]
    decided_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    decided_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
