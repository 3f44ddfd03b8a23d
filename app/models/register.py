"""Registers: lists of other agencies, by which named checks know whom to look at."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key


class Register(InDistrict):
    """Another agency's list as it stood on a day. A newer one of the same kind and title takes its place; its rows
    stay. `district_id` is the unit that sent it: the province's counts everywhere, a district's in that district.
    """

    __tablename__ = "register"
    __table_args__ = (
        CheckConstraint("kind in ('deaths', 'paid_elsewhere', 'staff_accounts', 'payroll', 'tax_list')", name="kind"),
        CheckConstraint("accepted > 0 and rows >= accepted", name="counts"),
        Index("uq_register_bytes", "district_id", "kind", "title_key", "sha256", unique=True),
        Index(
            "uq_register_current",
            "district_id",
            "kind",
            "title_key",
            unique=True,
            postgresql_where=text("superseded_act_id is null"),
        ),
    )

    id: Mapped[Key]
    kind: Mapped[str]
    title: Mapped[str]
    title_key: Mapped[str]  # folded
    as_of: Mapped[date]
    whole_province: Mapped[bool]
    media_type: Mapped[str]
    sha256: Mapped[bytes]
    original_cipher: Mapped[bytes]
    rows: Mapped[int]
    accepted: Mapped[int]
    faults: Mapped[list[Any]]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    superseded_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))


class RegisterEntry(Base):
    """A row of a register: somebody by folded name and birth, and what the agency says of them."""

    __tablename__ = "register_entry"
    __table_args__ = (
        UniqueConstraint("register_id", "line"),
        Index("ix_register_entry_named", "name_key", "birth_year"),
        Index("ix_register_entry_account", "account_index", postgresql_where=text("account_index is not null")),
    )

    id: Mapped[Key]
    register_id: Mapped[int] = mapped_column(ForeignKey("register.id"))
    line: Mapped[int]
    name_key: Mapped[str]
    birth_date: Mapped[date | None]
    birth_year: Mapped[int | None]
    sex: Mapped[str | None]
    commune_code: Mapped[str | None]
    died_on: Mapped[date | None]
    policy: Mapped[str | None]
    amount_vnd: Mapped[int | None]
    paid_on: Mapped[date | None]
    agency: Mapped[str | None]
    bank_bin: Mapped[str | None]
    account_index: Mapped[bytes | None]
    account_cipher: Mapped[bytes | None]
    account_last4: Mapped[str | None]
    staff_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))  # who works with the service


class RegisterNumber(Base):
    """A number that a register's row is known by: a keyed hash, and a ciphertext bound to it."""

    __tablename__ = "register_number"

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entry.id"), index=True)
    kind: Mapped[str]
    number_index: Mapped[bytes] = mapped_column(index=True)
    number_cipher: Mapped[bytes]
    last4: Mapped[str]
