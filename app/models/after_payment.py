"""What is said of money after it was decided or paid, each word by two people."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import InDistrict, Key

ASKED = text("state = 'asked'")
_TWO_PEOPLE = (
    "(state = 'asked') = (answered_by_person_id IS NULL) AND (state = 'asked') = (answered_act_id IS NULL)"
    " AND (state NOT IN ('confirmed', 'refused') OR answered_by_person_id <> asked_by_person_id)"
    " AND answered_act_id <> act_id"
)
_OUTCOME = """CASE kind
    WHEN 'said_paid' THEN coalesce(outcome IN ('paid', 'unpaid'), false)
    WHEN 'in_doubt' THEN coalesce(outcome IN ('debited', 'settled', 'rejected', 'cancelled'), false)
    WHEN 'after_return' THEN coalesce(outcome IN ('pay_again', 'give_up'), false)
    ELSE outcome IS NULL END"""


class OfTwo(InDistrict):
    """A word that one person asks and another answers: asked, then confirmed or refused; or void by its askers."""

    __abstract__ = True

    id: Mapped[Key]
    state: Mapped[str]
    asked_by_person_id: Mapped[int] = mapped_column(ForeignKey("natural_person.id"))
    answered_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("natural_person.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    answered_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))


class PaymentCorrection(OfTwo):
    """Where a decided application is to be paid from now on. Account, name and reason are sealed, and kept while
    it is asked: once confirmed they are the application's own.
    """

    __tablename__ = "payment_correction"
    __table_args__ = (
        CheckConstraint("payment_method in ('cash', 'transfer')", name="payment_method"),
        CheckConstraint("(payment_method = 'transfer') = (bank_bin is not null)", name="bank"),
        CheckConstraint("name_ground in ('guardian', 'proxy', 'heir', 'same_person')", name="ground"),
        CheckConstraint("state <> 'confirmed' or name_differs = (name_ground is not null)", name="name"),
        CheckConstraint("(state = 'asked') = (octet_length(to_cipher) > 0)", name="kept_while_asked"),
        CheckConstraint(_TWO_PEOPLE, name="two_people"),
        Index("ix_payment_correction_application", "application_id"),
        Index("uq_payment_correction_asked", "application_id", unique=True, postgresql_where=ASKED),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    payment_method: Mapped[str]
    bank_bin: Mapped[str | None]
    to_cipher: Mapped[bytes]
    name_differs: Mapped[bool]  # the account's holder is called otherwise than the beneficiary
    name_ground: Mapped[str | None]  # why that is right: the checker's word


class PaymentWord(OfTwo):
    """What became of a payment, or of what nobody came for, by a paper. `district_id` is the paying unit.

    `said_paid`: whether a payout that the books gave up was paid after all. `in_doubt`: what the bank says of an
    unanswered one. `return`: money that came back. `after_return`: what follows. `deadline`: until when a policy's
    cash is kept for those who were absent; `unclaimed`: what is left goes back to its funds.
    """

    __tablename__ = "payment_word"
    __table_args__ = (
        CheckConstraint(
            "kind in ('said_paid', 'in_doubt', 'return', 'after_return', 'deadline', 'unclaimed')", name="kind"
        ),
        CheckConstraint(
            "(kind in ('deadline', 'unclaimed')) = (policy is not null) and (policy is null) = (payout_id is not null)",
            name="about",
        ),
        CheckConstraint(_OUTCOME, name="outcome"),
        CheckConstraint("(kind = 'return') = (bank_reference is not null)", name="bank_reference"),
        CheckConstraint("payouts >= 0 and amount_vnd >= 0", name="figures"),
        CheckConstraint(_TWO_PEOPLE, name="two_people"),
        Index("ix_payment_word_payout", "payout_id"),
        Index("ix_payment_word_answered", "answered_act_id"),
        Index("uq_payment_word_asked", "payout_id", unique=True, postgresql_where=ASKED),
        Index("uq_payment_word_policy_asked", "district_id", "policy", "kind", unique=True, postgresql_where=ASKED),
        Index(
            "uq_payment_word_bank_reference", "district_id", "bank_reference", unique=True,
            postgresql_where=text("state in ('asked', 'confirmed')"),
        ),
    )  # fmt: skip

    kind: Mapped[str]
    payout_id: Mapped[int | None] = mapped_column(ForeignKey("payout.id"))
    policy: Mapped[str | None]  # as whoever pays calls it: those of health have one name
    outcome: Mapped[str | None]
    code: Mapped[str | None]  # the bank's reason
    bank_reference: Mapped[str | None]  # of the returned money: booked once for ever
    paper_number: Mapped[str]
    paper_on: Mapped[date]
    day: Mapped[date]  # on which it happened, or until when
    payouts: Mapped[int]
    amount_vnd: Mapped[int]
