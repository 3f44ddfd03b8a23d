"""Applications, what the rules said of them, and what others confirmed."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, InDistrict, Key

LIVE = text("state not in ('refused', 'withdrawn') and double_of is null")
READY = text("state = 'determined' and submission_id is null")


class Application(InDistrict):
    """One beneficiary's request under one policy; one live one for each (policy, occasion)."""

    __tablename__ = "application"
    __table_args__ = (
        Index("uq_application_live", "policy", "person_id", "occasion", unique=True, postgresql_where=LIVE),
        Index("ix_application_ready", "district_id", "policy", postgresql_where=READY),
        Index("ix_application_beneficiary", "beneficiary_id"),
        Index("ix_application_person", "person_id"),
        Index("ix_application_phone_index", "phone_index", postgresql_using="hash"),
        Index("ix_application_account_index", "account_index", postgresql_using="hash"),
        ForeignKeyConstraint(
            ["beneficiary_id", "person_id"], ["beneficiary.id", "beneficiary.person_id"], onupdate="CASCADE"
        ),
        CheckConstraint("double_of <> id", name="double"),
        Index("ix_application_submission", "submission_id", postgresql_where=text("submission_id is not null")),
        Index("ix_application_decision", "decision_id", postgresql_where=text("decision_id is not null")),
        ForeignKeyConstraint(["list_id", "district_id"], ["beneficiary_list.id", "beneficiary_list.district_id"]),
        CheckConstraint("payment_method in ('cash', 'transfer')", name="payment_method"),
        CheckConstraint(
            "payment_method <> 'transfer' or (account_cipher is not null and bank_bin is not null)", name="account"
        ),
    )

    id: Mapped[Key]
    policy: Mapped[str]
    occasion: Mapped[str]  # 'once' for once-only policies
    round: Mapped[int | None]
    beneficiary_id: Mapped[int]
    list_id: Mapped[int]
    district_id: Mapped[int] = mapped_column()  # the list's
    commune_code: Mapped[str | None]
    state: Mapped[str]
    held: Mapped[bool] = mapped_column(server_default=text("false"))  # a likely match waits for a person's word
    determination_id: Mapped[int | None]  # the latest; written with it
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    payment_method: Mapped[str | None]  # none where the policy gives no cash
    bank_bin: Mapped[str | None]
    account_index: Mapped[bytes | None]
    account_cipher: Mapped[bytes | None]
    account_last4: Mapped[str | None]
    account_name: Mapped[str | None]
    account_changes: Mapped[int] = mapped_column(server_default=text("0"))  # how often; the database counts
    person_id: Mapped[int]  # the beneficiary's, carried along when it is linked
    double_of: Mapped[int | None] = mapped_column(ForeignKey("application.id"))  # the same person's, which stands
    phone_index: Mapped[bytes | None]
    phone_cipher: Mapped[bytes | None]
    phone_last3: Mapped[str | None]
    phone_changes: Mapped[int] = mapped_column(server_default=text("0"))
    employer_index: Mapped[bytes | None]  # of the tax code of whoever employs the person


class Explanation(Base):
    """All condition results and amount lines of a determination, kept once however many share them."""

    __tablename__ = "explanation"

    digest: Mapped[bytes] = mapped_column(primary_key=True)  # keyed: what few words say could be guessed
    body_cipher: Mapped[bytes]  # its sentences name days and tell of health
    lines: Mapped[list[Any]]  # the body's lines of money, by themselves: sums read these
    points: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))  # open points of law that it hangs on


class Determination(Base):
    """What the rules said of an application under the law of a day. Never changed; a later one stands beside it."""

    __tablename__ = "determination"
    __table_args__ = (
        CheckConstraint("outcome in ('eligible', 'ineligible', 'undetermined')", name="outcome"),
        CheckConstraint("amount_vnd >= 0", name="amount"),
        CheckConstraint("outcome = 'eligible' or amount_vnd = 0", name="nothing_unless_eligible"),
        Index("ix_determination_application", "application_id"),
        Index("ix_determination_explanation", "explanation"),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    row_id: Mapped[int] = mapped_column(ForeignKey("list_row.id"))  # whose facts were judged
    law_on: Mapped[date]
    rules_version: Mapped[str]
    outcome: Mapped[str]
    amount_vnd: Mapped[int]
    reason: Mapped[str | None]  # the first condition not met, or what is missing
    explanation: Mapped[bytes] = mapped_column(ForeignKey("explanation.digest", deferrable=True, initially="IMMEDIATE"))
    words_digest: Mapped[str] = mapped_column(server_default="")  # of the legal officers' words it was read with
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class StagedDetermination(Base):
    """The shape in which determinations are staged (app.db.stage); it stays empty itself."""

    __tablename__ = "staged_determination"

    act_id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[int]
    row_id: Mapped[int]
    law_on: Mapped[date]
    rules_version: Mapped[str]
    outcome: Mapped[str]
    amount_vnd: Mapped[int]
    reason: Mapped[str | None]
    explanation: Mapped[bytes]
    words_digest: Mapped[str] = mapped_column(server_default="")


class Confirmation(Base):
    """A statement on an application: a fact, its value, and the paper that says so. The latest on a fact counts.

    It is another body's word, or the person's own that they decline (`body` is `applicant` then).
    """

    __tablename__ = "confirmation"
    __table_args__ = (
        Index("ix_confirmation_application", "application_id"),
        CheckConstraint("body in ('insurance_agency', 'tax_branch', 'employment_centre', 'applicant')", name="body"),
        CheckConstraint("(body = 'applicant') = jsonb_exists(facts, 'declined')", name="own_word"),
        Index(  # nobody declines for others: an act takes one person's own word
            "uq_confirmation_own_word_of_act",
            "act_id",
            unique=True,
            postgresql_where=text("body = 'applicant' and carried_from is null"),
        ),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    row_id: Mapped[int] = mapped_column(ForeignKey("list_row.id"), index=True)  # of which it was said
    body: Mapped[str] = mapped_column(server_default="insurance_agency")
    facts: Mapped[dict[str, Any]]
    reason: Mapped[str | None]
    paper_number: Mapped[str]
    paper_date: Mapped[date]
    carried_from: Mapped[int | None] = mapped_column(ForeignKey("confirmation.id"))  # said of the row that this mends
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class OwnPaper(Base):
    """The number of a person's own signed paper in a district's books: it is one person's."""

    __tablename__ = "own_paper"

    district_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    number_key: Mapped[str] = mapped_column(primary_key=True)  # folded
    beneficiary_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class LikelyMatch(Base):
    """Two beneficiaries who may be one, with the reasons that their score is the sum of. A strong one holds the
    application until a person says; two who were told apart are not matched again.
    """

    __tablename__ = "likely_match"
    __table_args__ = (
        UniqueConstraint("application_id", "other_id"),
        CheckConstraint("(same is null) = (decided_act_id is null)", name="decided"),
        CheckConstraint("first_id < second_id and other_id in (first_id, second_id)", name="pair"),
        CheckConstraint("score between 0 and 100", name="score"),
        CheckConstraint("jsonb_array_length(reasons) > 0", name="reasons"),
        Index("ix_likely_match_pair", "first_id", "second_id"),
        Index("ix_likely_match_second_id", "second_id"),
        Index("ix_likely_match_undecided", "application_id", postgresql_where=text("same is null")),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"))
    first_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"))  # of the two, the smaller id
    second_id: Mapped[int] = mapped_column(ForeignKey("beneficiary.id"))
    score: Mapped[int]  # 0 … 100
    strong: Mapped[bool]
    reasons: Mapped[list[Any]]  # [{code, points, vi, en}], strongest first
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    same: Mapped[bool | None]
    note: Mapped[str | None]
    decided_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
