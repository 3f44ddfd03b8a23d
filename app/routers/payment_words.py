"""What became of payments after they were sent: proven, resolved, returned, unclaimed, each by two people; and ages."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints
from sqlalchemy import Row

from app import ageing, looking_up, payment_word, unclaimed
from app.access import Action, Actor
from app.models import PaymentWord
from app.payment_word import Figures, Paper, Said
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.going_up import Why
from app.routers.shapes import (
    After,
    Amount,
    Body,
    Day,
    InAState,
    Instant,
    Limit,
    Page,
    PaidPolicy,
    PathId,
    Shape,
    Text,
    page,
)

router = APIRouter(prefix="/api", tags=["after the payment"])
acts = APIRouter(prefix="/api", tags=["after the payment"], route_class=ActRoute)

Maker = Annotated[Actor, may(Action.ASK_PAYMENT_WORD)]
Second = Annotated[Actor, may(Action.ANSWER_PAYMENT_WORD)]
Reader = Annotated[Actor, may(Action.READ_PAYMENT_WORD)]
BankCode = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}[A-Z0-9]{2}|ABSENT)$")]
BankReference = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z/._-]{0,34}$")]
Kind = Literal["said_paid", "in_doubt", "return", "after_return", "deadline", "unclaimed"]
AgedKind = Literal["in_transit", "in_doubt", "returned", "unclaimed"]
Bucket = Literal["0-2", "3-7", "8-30", "over_30"]


class OnPaper(Body):
    """The paper that says so: the bank's letter, or the unit's own."""

    number: Text
    signed_on: Day

    def paper(self) -> Paper:
        """As the act takes it."""
        return Paper(self.number, self.signed_on)


class Proof(OnPaper):
    """Whether a payout that the books gave up was paid after all, and the day of which the paper says so."""

    outcome: Literal["paid", "unpaid"]
    day: Day


class Resolution(OnPaper):
    """What the bank says in writing of a payout that nobody had answered."""

    outcome: Literal["debited", "settled", "rejected", "cancelled"]
    day: Day
    code: Annotated[BankCode | None, Field(description="mã lý do của ngân hàng / the bank's reason code")] = None


class Return(OnPaper):
    """Money that came back: the bank's reference of it is booked once for ever."""

    bank_reference: BankReference
    day: Day
    code: BankCode
    amount_vnd: Amount


class AfterReturn(OnPaper):
    """What follows a return: it is owed again, or goes back to its funds."""

    outcome: Literal["pay_again", "give_up"]


class Deadline(OnPaper):
    """The last day on which those who were absent may come for a policy's cash."""

    policy: PaidPolicy
    day: Day


class Unclaimed(OnPaper):
    """What nobody came for in time goes back."""

    policy: PaidPolicy


class ReadOffPaper(OnPaper):
    """What the second person reads off the paper, and counts: of one payout, one. Of a decision after a return the day
    is the paper's own; of unclaimed money, the deadline.
    """

    day: Day
    payouts: Amount
    amount_vnd: Amount


class WordShape(Shape):
    """What somebody says of a payment, and whether another agrees."""

    id: int
    kind: str
    payout_id: int | None
    policy: str | None
    outcome: str | None
    code: str | None
    bank_reference: str | None
    paper_number: str
    paper_on: date
    day: date
    payouts: int
    amount_vnd: int
    state: str


class UnclaimedShape(Shape):
    """What nobody came for, of a policy; what of it is past its deadline and free to go back."""

    policy: str
    unit: str
    payouts: int
    amount_vnd: int
    deadline: date | None
    overdue_payouts: int
    overdue_vnd: int


class AgeShape(Shape):
    """So many payouts are so many days old."""

    kind: AgedKind
    unit: str
    policy: str
    bucket: Bucket
    payouts: int
    amount_vnd: int
    days_max: int


class AgedShape(Shape):
    """One of them."""

    payout_id: int
    batch_id: int
    kind: AgedKind
    state: str
    unit: str
    policy: str
    amount_vnd: int
    since: Instant
    days: int
    bucket: Bucket
    deadline: date | None


@acts.post("/payouts/{payout_id}/proof", status_code=201, response_model=WordShape)
def prove(tx: Tx, actor: Maker, payout_id: PathId, new: Proof) -> PaymentWord:
    """Say by the bank's letter whether a payout given up was paid; what it pays waits for another's word."""
    return payment_word.ask(tx, actor, payout_id, Said("said_paid", new.outcome, new.day), new.paper())


@acts.post("/payouts/{payout_id}/resolution", status_code=201, response_model=WordShape)
def resolve(tx: Tx, actor: Maker, payout_id: PathId, new: Resolution) -> PaymentWord:
    """Say by the bank's letter what became of a payout in doubt."""
    return payment_word.ask(tx, actor, payout_id, Said("in_doubt", new.outcome, new.day, new.code), new.paper())


@acts.post("/payouts/{payout_id}/return", status_code=201, response_model=WordShape)
def come_back(tx: Tx, actor: Maker, payout_id: PathId, new: Return) -> PaymentWord:
    """Say that a payout's money came back."""
    said = Said("return", None, new.day, new.code, new.bank_reference, new.amount_vnd)
    return payment_word.ask(tx, actor, payout_id, said, new.paper())


@acts.post("/payouts/{payout_id}/after-return", status_code=201, response_model=WordShape)
def after_return(tx: Tx, actor: Maker, payout_id: PathId, new: AfterReturn) -> PaymentWord:
    """Say what follows a return: pay again to another account, or give the money back to its funds."""
    return payment_word.ask(tx, actor, payout_id, Said("after_return", new.outcome, new.signed_on), new.paper())


@acts.post("/unclaimed/deadlines", status_code=201, response_model=WordShape)
def set_deadline(tx: Tx, actor: Maker, new: Deadline) -> PaymentWord:
    """Say until when a policy's cash is kept for those who were absent; the province's holds for its districts."""
    return payment_word.ask_deadline(tx, actor, new.policy, new.day, new.paper())


@acts.post("/unclaimed/returns", status_code=201, response_model=WordShape)
def return_unclaimed(tx: Tx, actor: Maker, new: Unclaimed) -> PaymentWord:
    """Ask that what nobody came for before its deadline go back to its funds."""
    return payment_word.ask_unclaimed(tx, actor, new.policy, new.paper())


@router.get("/unclaimed", response_model=dict[Literal["items"], list[UnclaimedShape]])
def what_is_unclaimed(tx: ReadTx, actor: Reader) -> dict[str, Sequence[Row[Any]]]:
    """What nobody came for, by policy and paying unit, with its deadline."""
    return {"items": unclaimed.by_policy(tx, actor)}


@router.get("/payment-words", response_model=Page[WordShape])
def words(
    tx: ReadTx, actor: Reader, kind: Kind | None = None, state: InAState = None, after: After = 0, limit: Limit = 200
) -> dict[str, object]:
    """What was said of payments of the actor's units."""
    asked = {"kind": kind, "state": state}
    return page(looking_up.records(tx, actor, PaymentWord, asked, after=after, limit=limit), limit)


@acts.post("/payment-words/{word_id}/confirmation", response_model=WordShape)
def confirm(tx: Tx, actor: Second, word_id: PathId, read: ReadOffPaper) -> PaymentWord:
    """A second person has read the paper: what it says is done, and the ledger moves."""
    figures = Figures(read.number, read.signed_on, read.day, read.payouts, read.amount_vnd)
    return payment_word.confirm(tx, actor, word_id, figures)


@acts.post("/payment-words/{word_id}/refusal", response_model=WordShape)
def refuse(tx: Tx, actor: Second, word_id: PathId, why: Why) -> PaymentWord:
    """A second person does not agree: nothing moves."""
    return payment_word.refuse(tx, actor, word_id, why.reason)


@acts.post("/payment-words/{word_id}/void", response_model=WordShape)
def give_up(tx: Tx, actor: Maker, word_id: PathId, why: Why) -> PaymentWord:
    """Take back what was asked."""
    return payment_word.give_up(tx, actor, word_id, why.reason)


@router.get("/payouts/ageing", response_model=dict[Literal["items"], list[AgeShape]])
def ages(tx: ReadTx, actor: Reader) -> dict[str, Sequence[Row[Any]]]:
    """Money on its way, in doubt, returned or unclaimed: counts and sums by paying unit, policy and days."""
    return {"items": ageing.by_bucket(tx, actor)}


@router.get("/payouts/aged", response_model=Page[AgedShape])
def aged(
    tx: ReadTx,
    actor: Reader,
    kind: Annotated[AgedKind | None, Query()] = None,
    bucket: Annotated[Bucket | None, Query()] = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The payouts themselves; nobody's name or account stands here."""
    return page(ageing.one_by_one(tx, actor, kind, bucket, after=after, limit=limit), limit, key="payout_id")
