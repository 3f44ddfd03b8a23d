"""Submissions going up and decisions coming down."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key


class Submission(InDistrict):
    """A submission (tờ trình): the ready rows of several lists of a district, going up together."""

    __tablename__ = "submission"
    __table_args__ = (
        CheckConstraint("appraised_by_person_id <> formed_by_person_id", name="two_people"),
        CheckConstraint("rows >= 0 and amount_vnd >= 0", name="counts"),
        CheckConstraint("state = 'formed' or appraised_by_person_id is not null", name="appraised"),
    )

    id: Mapped[Key]
    policy: Mapped[str]
    round: Mapped[int | None]
    state: Mapped[str]
    rows: Mapped[int]
    amount_vnd: Mapped[int]
    formed_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    appraised_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    opinion: Mapped[str | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)


class Decision(InDistrict):
    """A decision (quyết định) as signed on paper: recorded by one, compared by another, then in force.

    A first one approves; one that corrects, adjusts or revokes refers to it (`changes_id`) and brings a delta: `rows`
    are the people whom it is about, `amount_vnd` is what they get more, less than nothing where it takes back.
    `district_id` is the deciding unit: a district, or the province.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("district_id", "number", "signed_on"),
        CheckConstraint("compared_by_person_id <> recorded_by_person_id", name="two_people"),
        CheckConstraint("compared_by_person_id <> drafted_by_person_id", name="drafted_by_another"),
        CheckConstraint(
            "state in ('drafted', 'void') or (number is not null and signed_on is not null and signer is not null"
            " and recorded_by_person_id is not null)",
            name="recorded_whole",
        ),
        CheckConstraint("state <> 'decided' or compared_by_person_id is not null", name="compared"),
        Index("ix_decision_state", "state"),
        Index("ix_decision_changes_id", "changes_id", postgresql_where=text("changes_id is not null")),
        CheckConstraint("kind in ('approve', 'correct', 'adjust', 'revoke')", name="kind"),
        CheckConstraint(
            "(kind = 'approve') = (changes_id is null) and (kind = 'approve') = (ground is null)", name="changes"
        ),
    )

    id: Mapped[Key]
    policy: Mapped[str]
    kind: Mapped[str] = mapped_column(server_default="approve")
    changes_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    ground: Mapped[str | None]  # of a change, in words
    state: Mapped[str]
    law_on: Mapped[date]
    number: Mapped[str | None]
    signed_on: Mapped[date | None]
    signer: Mapped[str | None]
    rows: Mapped[int]  # supported people
    refused_rows: Mapped[int]
    amount_vnd: Mapped[int]
    differences: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    annex_cipher: Mapped[bytes]
    annex_sha256: Mapped[bytes]
    drafted_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    recorded_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    compared_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))


class ApprovalLevel(InDistrict):
    """Who puts decisions into force from a day on: of a policy, a kind of unit or one unit, and a band of sums.

    Whatever is empty is not asked for. Recorded by one, confirmed by another; where none is in force, the policy's
    route says who decides.
    """

    __tablename__ = "approval_level"
    __table_args__ = (
        Index(
            "uq_approval_level_since", "policy", "unit_kind", "unit_id", "since", "amount_from_vnd", unique=True,
            postgresql_nulls_not_distinct=True, postgresql_where=text("state = 'in_force'"),
        ),
        CheckConstraint("num_nonnulls(unit_kind, unit_id) < 2", name="unit"),
        CheckConstraint("unit_kind in ('province', 'district', 'department')", name="unit_kind"),
        CheckConstraint("amount_from_vnd >= 0 and amount_to_vnd >= amount_from_vnd", name="band"),
        CheckConstraint("decider in ('district_approver', 'provincial_approver', 'route')", name="decider"),
        CheckConstraint(
            "(state = 'recorded') = (confirmed_by_person_id IS NULL AND state <> 'void')"
            " AND (confirmed_by_person_id IS NULL OR confirmed_by_person_id <> recorded_by_person_id)",
            name="two_people",
        ),
    )  # fmt: skip

    id: Mapped[Key]
    policy: Mapped[str | None]
    unit_kind: Mapped[str | None]  # whose decisions: of all districts, say
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    since: Mapped[date]
    amount_from_vnd: Mapped[int]
    amount_to_vnd: Mapped[int | None]  # both ends belong to the band; none: however much
    decider: Mapped[str]  # a role; or `route`, which ends an earlier word
    paper: Mapped[str]
    state: Mapped[str]
    recorded_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class DecisionChangeRow(Base):
    """What a change lists: an entitlement of the first decision with all that stands under it, what of it is owed
    before and after; or, of a correction, the field that was misspelt. The words themselves are in the annex.
    """

    __tablename__ = "decision_change_row"
    __table_args__ = (
        UniqueConstraint("decision_id", "entitlement_id"),
        CheckConstraint("before_vnd >= 0 and after_vnd >= 0", name="amounts"),
        CheckConstraint("(entitlement_id is null) = (field is not null)", name="of_money_or_words"),
        CheckConstraint("(entitlement_id is null) = (before_vnd = after_vnd)", name="differs"),
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    entitlement_id: Mapped[int | None] = mapped_column(ForeignKey("entitlement.id"))
    field: Mapped[str | None]
    before_vnd: Mapped[int]
    after_vnd: Mapped[int]
