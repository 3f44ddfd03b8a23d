"""Units, people, accounts, keys, and what a key has already asked for."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key


class Unit(Base):
    """A unit in a period: codes are used again, so (code, kind, valid_from) names one.

    A department is the province's, and appraises as a district does; an employment centre is its department's.
    """

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("code", "kind", "valid_from"),
        CheckConstraint("kind in ('province', 'district', 'commune', 'department', 'employment_centre')", name="kind"),
        CheckConstraint("valid_to is null or valid_to >= valid_from", name="period"),
    )

    id: Mapped[Key]
    code: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class PayingAccount(Base):
    """The account that a unit pays transfers from."""

    __tablename__ = "paying_account"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    holder: Mapped[str]
    number: Mapped[str]
    bic: Mapped[str]


class NaturalPerson(Base):
    """A human being who works with the service; separation of duties compares these, not accounts."""

    __tablename__ = "natural_person"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)


class Account(Base):
    """A natural person in a role at a unit."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("person_id", "role", "unit_id"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    role: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    closed_at: Mapped[datetime | None]


class IncompatibleRole(Base):
    """Two roles that one natural person does not have together; each pair stands both ways round."""

    __tablename__ = "incompatible_role"

    role: Mapped[str] = mapped_column(primary_key=True)
    other: Mapped[str] = mapped_column(primary_key=True)


class ApiKey(Base):
    """A key of an account: only its SHA-256 is kept (the key has 256 random bits)."""

    __tablename__ = "api_key"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sha256: Mapped[bytes] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class AnsweredRequest(Base):
    """A request with effect that was answered: its key, fingerprint and answer, in the effect's transaction."""

    __tablename__ = "answered_request"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint_cipher: Mapped[bytes]  # the digest of a small body could be guessed
    status: Mapped[int]
    media_type: Mapped[str]
    body_cipher: Mapped[bytes]
    answered_at: Mapped[datetime]
