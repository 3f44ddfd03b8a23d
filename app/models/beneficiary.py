"""Beneficiaries, the documents they are known by, and which of them are one person."""

from datetime import date

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key

ALIKE = {
    "alike_name_year": "alike_name_year(name_key, birth_year)",
    "alike_name_day": "alike_name_day(name_key, birth_date)",
    "alike_given_date": "alike_given_date(name_key, birth_date)",
    "alike_family_date": "alike_family_date(name_key, birth_date)",
    "alike_ends_place": "alike_ends_place(name_key, birth_year, commune_code)",
}
"""The keys under which likenesses are found: the database makes them, whoever writes the record."""


class Alike:
    """The columns of those keys."""

    alike_name_year: Mapped[int | None] = mapped_column(Computed(ALIKE["alike_name_year"], persisted=True))
    alike_name_day: Mapped[int | None] = mapped_column(Computed(ALIKE["alike_name_day"], persisted=True))
    alike_given_date: Mapped[int | None] = mapped_column(Computed(ALIKE["alike_given_date"], persisted=True))
    alike_family_date: Mapped[int | None] = mapped_column(Computed(ALIKE["alike_family_date"], persisted=True))
    alike_ends_place: Mapped[int | None] = mapped_column(Computed(ALIKE["alike_ends_place"], persisted=True))


class Beneficiary(Alike, Base):
    """A person, or an employer (without sex and birth). Known by documents; found again by folded name and birth
    only to be flagged, never merged.

    `person_id` is the root of those that are one person (its own id where it is linked to nobody). What may be had
    once is unique by it: applications and entitlements carry it along.
    """

    __tablename__ = "beneficiary"
    __table_args__ = (
        UniqueConstraint("id", "person_id"),
        CheckConstraint("sex in ('male', 'female')", name="sex"),
        Index("ix_beneficiary_likely", "name_key", "birth_year"),
        Index("ix_beneficiary_joined", "person_id", postgresql_where=text("person_id <> id")),
        *(Index(f"ix_beneficiary_{name}", name) for name in ALIKE),
    )

    id: Mapped[Key]
    full_name: Mapped[str]
    name_key: Mapped[str]  # folded: no marks, no case, single spaces
    sex: Mapped[str | None]
    birth_date: Mapped[date | None]  # None where only the year is known
    birth_year: Mapped[int | None]
    commune_code: Mapped[str | None]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"))


class IdentityDocument(Base):
    """A number somebody is, or was, known by: ciphertext, and a keyed hash that has one holder at a time."""

    __tablename__ = "identity_document"
    __table_args__ = (
        CheckConstraint(
            "kind in ('citizen_id', 'old_identity', 'passport', 'insurance_number', 'birth_certificate', 'tax_code',"
            " 'business_number', 'employer_tax_code')",
            name="kind",
        ),
        CheckConstraint("(ended_act_id is null) = (ended_why is null)", name="ended"),
        Index(
            "uq_identity_document_current", "number_index", unique=True, postgresql_where=text("ended_act_id is null")
        ),
    )

    id: Mapped[Key]
    number_index: Mapped[bytes]
    beneficiary_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"), index=True)
    kind: Mapped[str]
    number_cipher: Mapped[bytes]
    last4: Mapped[str]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    ended_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))  # corrected then
    ended_why: Mapped[str | None]


class BeneficiaryLink(InDistrict):
    """Two beneficiaries are one person: said by somebody with a reason, by a second where it is about money already
    approved or two districts; and undone the same way. `district_id` is the unit of who said it. A person is all
    beneficiaries that links in force lead to, one from another.
    """

    __tablename__ = "beneficiary_link"
    __table_args__ = (
        CheckConstraint("first_id <> second_id", name="two_records"),
        CheckConstraint("decided_by_person_id <> proposed_by_person_id or not two_needed", name="two_people"),
        CheckConstraint("state in ('proposed', 'refused') or made_act_id is not null", name="made"),
        CheckConstraint(
            "state in ('proposed', 'refused') or not two_needed or decided_by_person_id is not null", name="decided"
        ),
        CheckConstraint("parted_by_person_id <> parting_by_person_id or not parting_two", name="two_part"),
        CheckConstraint(
            "state <> 'undone' or parting_reason is not null and parting_by_person_id is not null"
            " and (not parting_two or parted_by_person_id is not null)",
            name="parted",
        ),
        CheckConstraint("(state = 'undone') = (undone_act_id is not null)", name="undone"),
        Index(
            "uq_beneficiary_link_proposed",
            "first_id",
            "second_id",
            unique=True,
            postgresql_where=text("state in ('proposed', 'made', 'parting')"),
        ),
    )

    id: Mapped[Key]
    first_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"), index=True)
    state: Mapped[str]
    reason: Mapped[str]
    two_needed: Mapped[bool]
    opinion: Mapped[str | None]
    proposed_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    decided_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    parting_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    parted_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    parting_reason: Mapped[str | None]
    parting_two: Mapped[bool | None]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    made_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    undone_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
