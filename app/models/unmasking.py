"""Who was shown somebody's whole numbers, why, and until when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key


class Unmasking(Base):
    """A natural person may read a beneficiary's numbers whole until an instant: one reason a case, not a field."""

    __tablename__ = "unmasking"
    __table_args__ = (
        CheckConstraint(
            "reason in ('audit', 'complaint', 'identity_check', 'payment_inquiry', 'authority_request', 'own_request')",
            name="reason",
        ),
        Index("ix_unmasking_person", "person_id", "until"),
        Index("ix_unmasking_beneficiary", "beneficiary_id"),
    )

    id: Mapped[Key]
    beneficiary_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))  # who was shown
    reason: Mapped[str]
    words_cipher: Mapped[bytes]  # they may name people
    until: Mapped[datetime]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class UnmaskedBeneficiary(Base):
    """A beneficiary that was one person with the one asked for when the reason was given; it covers no other."""

    __tablename__ = "unmasked_beneficiary"
    __table_args__ = (Index("ix_unmasked_beneficiary_beneficiary", "beneficiary_id"),)

    unmasking_id: Mapped[int] = mapped_column(ForeignKey("unmasking.id"), primary_key=True)
    beneficiary_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"), primary_key=True)
