"""Who signs a unit's payment papers (ba chữ ký), on which days; and the three whose names a batch's papers bear."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key

_TWO_PEOPLE = (
    "(state = 'recorded') = (confirmed_by_person_id IS NULL AND state <> 'void')"
    " AND (confirmed_by_person_id IS NULL OR confirmed_by_person_id <> recorded_by_person_id)"
)


class Signatory(InDistrict):
    """A person's signature in a role from a day on; a substitute's stands in another's place, by a paper, for a time.

    `district_id` is the paying unit.
    """

    __tablename__ = "signatory"
    __table_args__ = (
        UniqueConstraint("id", "role"),
        CheckConstraint("role in ('maker', 'chief_accountant', 'account_holder')", name="role"),
        CheckConstraint("until is null or until >= since", name="period"),
        CheckConstraint("substitutes_id is null or (paper is not null and until is not null)", name="substitute"),
        CheckConstraint("(state = 'ended') = (ended_on is not null)", name="ended"),
        CheckConstraint(_TWO_PEOPLE, name="two_people"),
    )

    id: Mapped[Key]
    role: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    title: Mapped[str]  # chức vụ
    since: Mapped[date]
    until: Mapped[date | None]
    substitutes_id: Mapped[int | None] = mapped_column(ForeignKey("signatory.id"))
    paper: Mapped[str | None]  # of the appointment; of the authorisation (uỷ quyền) where it substitutes
    ended_on: Mapped[date | None]  # the last day, where it ended before its time
    state: Mapped[str]
    recorded_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    confirmed_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class BatchSignatory(Base):
    """Whose names the papers of a batch bear: written when it is frozen, three different people."""

    __tablename__ = "batch_signatory"
    __table_args__ = (UniqueConstraint("batch_id", "person_id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("payment_batch.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    signatory_id: Mapped[int] = mapped_column(ForeignKey("signatory.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    name: Mapped[str]
    title: Mapped[str]
    paper: Mapped[str | None]  # of a substitute's authorisation
