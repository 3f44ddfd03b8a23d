"""Beneficiaries and the documents they are known by."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key


class Beneficiary(Base):
    """A person, or an employer (without sex and birth). Known by documents; found again by folded name and birth
    only to be flagged, never merged.
    """

    __tablename__ = "beneficiary"
    __table_args__ = (
        CheckConstraint("sex in ('male', 'female')", name="sex"),
        Index("ix_beneficiary_likely", "name_key", "birth_year"),
    )

    id: Mapped[Key]
    full_name: Mapped[str]
    name_key: Mapped[str]  # folded: no marks, no case, single spaces
    sex: Mapped[str | None]
    birth_date: Mapped[date | None]  # None where only the year is known
    birth_year: Mapped[int | None]
    commune_code: Mapped[str | None]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class IdentityDocument(Base):
    """A number somebody is known by: ciphertext, and a keyed hash that has one holder at most."""

    __tablename__ = "identity_document"
    __table_args__ = (
        CheckConstraint(
            "kind in ('citizen_id', 'old_identity', 'insurance_number', 'tax_code', 'business_number',"
            " 'employer_tax_code')",
            name="kind",
        ),
    )

    number_index: Mapped[bytes] = mapped_column(primary_key=True)
    beneficiary_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"), index=True)
    kind: Mapped[str]
    number_cipher: Mapped[bytes]
    last4: Mapped[str]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
