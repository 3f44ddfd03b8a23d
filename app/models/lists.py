"""Beneficiary lists, their versions and rows, as they came."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key
from app.models.beneficiary import Alike


class BeneficiaryList(InDistrict):
    """A list under a policy and round, from a unit; what it says in its header stands once, here."""

    __tablename__ = "beneficiary_list"
    __table_args__ = (UniqueConstraint("id", "district_id"),)

    id: Mapped[Key]
    policy: Mapped[str]
    round: Mapped[int | None]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    header: Mapped[dict[str, Any]]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class ListVersion(InDistrict):
    """One file (or JSON body) of a list: the first, or one that mends it. The same bytes are taken once."""

    __tablename__ = "list_version"
    __table_args__ = (
        UniqueConstraint("list_id", "number"),
        UniqueConstraint("id", "list_id", "district_id"),
        ForeignKeyConstraint(["list_id", "district_id"], ["beneficiary_list.id", "beneficiary_list.district_id"]),
        Index("uq_list_version_bytes", "district_id", "policy", text("coalesce(round, 0)"), "sha256", unique=True),
    )

    id: Mapped[Key]
    list_id: Mapped[int]
    district_id: Mapped[int] = mapped_column(index=True)  # the list's
    number: Mapped[int]
    policy: Mapped[str]
    round: Mapped[int | None]
    received_on: Mapped[date]  # the paper's receipt (ngày tiếp nhận); clocks run from it
    uploaded_at: Mapped[datetime]
    media_type: Mapped[str]
    sha256: Mapped[bytes]
    original_cipher: Mapped[bytes]
    faults: Mapped[list[Any]]  # of the file as a whole
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class ListRow(InDistrict):
    """A line of a list version: accepted, or faulty with its faults. Immutable but for its state."""

    __tablename__ = "list_row"
    __table_args__ = (
        UniqueConstraint("version_id", "line"),
        Index("ix_list_row_list", "list_id", "state"),
        Index("ix_list_row_application", "application_id"),
        ForeignKeyConstraint(
            ["version_id", "list_id", "district_id"],
            ["list_version.id", "list_version.list_id", "list_version.district_id"],
        ),
        CheckConstraint("state in ('accepted', 'faulty', 'superseded', 'withdrawn')", name="state"),
    )

    id: Mapped[Key]
    list_id: Mapped[int]
    version_id: Mapped[int]
    district_id: Mapped[int] = mapped_column()  # the list's
    line: Mapped[int]  # as the user counts it in the sheet
    state: Mapped[str]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    content_index: Mapped[bytes]  # keyed hash of the values: the same row comes twice with the same one
    number_indexes: Mapped[list[bytes]] = mapped_column(ARRAY(BYTEA))
    name_key: Mapped[str]
    cells_cipher: Mapped[bytes]  # the texts as they stood
    facts: Mapped[dict[str, Any]]  # what the rules read, but for what tells of health
    health_cipher: Mapped[bytes | None]  # the facts that do (app/case_facts.py)
    faults: Mapped[list[Any]]


class StagedRow(Alike, Base):
    """The shape in which rows are staged before they are told apart (app.db.stage); it stays empty itself."""

    __tablename__ = "staged_row"

    act_id: Mapped[int] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int]
    list_id: Mapped[int]
    version_id: Mapped[int]
    district_id: Mapped[int]
    policy: Mapped[str]
    round: Mapped[int | None]
    occasion: Mapped[str]
    line: Mapped[int]
    content_index: Mapped[bytes]
    cells_cipher: Mapped[bytes]
    facts: Mapped[dict[str, Any]]
    health_cipher: Mapped[bytes | None]
    faults: Mapped[list[Any] | None]  # None: the row is good so far
    notes: Mapped[list[Any]]
    number_indexes: Mapped[list[bytes]] = mapped_column(ARRAY(BYTEA))
    number_kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    number_ciphers: Mapped[list[bytes]] = mapped_column(ARRAY(BYTEA))
    number_last4s: Mapped[list[str]] = mapped_column(ARRAY(Text))
    full_name: Mapped[str | None]
    name_key: Mapped[str]
    sex: Mapped[str | None]
    birth_date: Mapped[date | None]
    birth_year: Mapped[int | None]
    commune_code: Mapped[str | None]
    payment_method: Mapped[str | None]
    bank_bin: Mapped[str | None]
    account_index: Mapped[bytes | None]
    account_cipher: Mapped[bytes | None]
    account_last4: Mapped[str | None]
    account_name: Mapped[str | None]
    application_id: Mapped[int | None]
    changes: Mapped[bool]  # mends a row accepted before: its application goes on
    beneficiary_id: Mapped[int | None]  # reserved for a new one, until a document leads to a known one
    known: Mapped[bool | None]
    held: Mapped[bool]
    phone_index: Mapped[bytes | None]
    phone_cipher: Mapped[bytes | None]
    phone_last3: Mapped[str | None]
    employer_index: Mapped[bytes | None]
