"""Determining again, by a signed order: the order, how far it has come, and what it found of each application."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key


class Redetermination(InDistrict):
    """An order to determine a policy's applications again under the law of a day. `district_id`: who ordered it."""

    __tablename__ = "redetermination"
    __table_args__ = (
        UniqueConstraint("district_id", "number", "signed_on"),
        CheckConstraint("started_by_person_id <> ordered_by_person_id", name="two_people"),
        CheckConstraint("state <> 'done' or started_by_person_id is not null", name="started"),
    )

    id: Mapped[Key]
    policy: Mapped[str]
    law_on: Mapped[date]
    everything: Mapped[bool]  # or only what was refused or undetermined
    number: Mapped[str]
    signed_on: Mapped[date]
    signer: Mapped[str]
    state: Mapped[str]
    expected: Mapped[dict[str, Any]]  # what the preview on the day of the order said, by effect
    last_application_id: Mapped[int] = mapped_column(server_default=text("0"))  # how far it has come
    rows: Mapped[int] = mapped_column(server_default=text("0"))
    ordered_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    started_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))


class RedeterminationRow(Base):
    """An application under an order: the determination it had, the one beside it, and what that changes."""

    __tablename__ = "redetermination_row"
    __table_args__ = (
        Index("ix_redetermination_row_application", "application_id"),
        CheckConstraint("change_vnd >= 0", name="change"),
    )

    redetermination_id: Mapped[int] = mapped_column(ForeignKey("redetermination.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    before_id: Mapped[int] = mapped_column(ForeignKey("determination.id"))
    after_id: Mapped[int] = mapped_column(ForeignKey("determination.id"))
    entitled_vnd: Mapped[int]
    effect: Mapped[str]
    change_vnd: Mapped[int]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class StagedRedetermination(Base):
    """The shape in which an order's rows are staged (app.db.stage); it stays empty itself."""

    __tablename__ = "staged_redetermination"

    act_id: Mapped[int] = mapped_column(primary_key=True)
    redetermination_id: Mapped[int]
    application_id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int]
    before_id: Mapped[int]
    after_id: Mapped[int]
    entitled_vnd: Mapped[int]
    effect: Mapped[str]
    change_vnd: Mapped[int]
