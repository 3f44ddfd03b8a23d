"""Requests for the central budget's share, as they were sent to whoever gives it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key


class CentralRequest(InDistrict):
    """A request that was sent: the next one of its budget year asks only for what is new. `district_id` asked."""

    __tablename__ = "central_request"
    __table_args__ = (
        UniqueConstraint("district_id", "budget_year", "nth"),
        UniqueConstraint("district_id", "number", "signed_on"),
        CheckConstraint("nth > 0", name="nth"),
    )

    id: Mapped[Key]
    budget_year: Mapped[int]
    nth: Mapped[int]  # of its year: two that are sent at once are not both the next
    as_of: Mapped[date]
    number: Mapped[str]
    signed_on: Mapped[date]
    asked_vnd: Mapped[int]
    sha256: Mapped[bytes]
    file: Mapped[bytes]  # sums alone, nobody's data
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class CentralRequestLine(Base):
    """What a request says of a policy. It asks for less than nothing where decisions were taken back."""

    __tablename__ = "central_request_line"
    __table_args__ = (CheckConstraint("asked_before_vnd + asked_vnd = central_vnd", name="adds_up"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("central_request.id"), primary_key=True)
    policy: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]
    decided_vnd: Mapped[int]
    central_vnd: Mapped[int]
    asked_before_vnd: Mapped[int]
    asked_vnd: Mapped[int]
