"""What became of a payment, or of what nobody came for, said by two people with a paper in their hands.

One asks with the bank's letter, or the unit's own; another reads number, days, count and sum off it again: only then
the payout, what it pays and the ledger move, in one act. Until then nothing of it is paid.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import audit, db, following, identity, ledger, second_person, unclaimed
from app.access import Actor, find
from app.access.duties import require_state
from app.errors import Conflict, Forbidden, Invalid
from app.models import PaymentBatch, PaymentWord, Payout
from app.settings import settings


class NotThePayingUnit(Forbidden):
    """Khoản này do đơn vị khác chi trả: đơn vị đó mới được ghi kết quả.
    Another unit pays this: what became of it is that unit's to say.
    """


class PaperDiffers(Conflict):
    """Số, ngày, số khoản hoặc số tiền bạn đọc trên giấy không khớp với bản đã ghi.
    The number, a day, the count or the sum that you read off the paper is not the recorded one.
    """


class PaperInFuture(Invalid):
    """Ngày trên giấy hoặc ngày phát sinh sau ngày hôm nay ({today}).
    The day of the paper, or the day that it tells of, is after today ({today}).
    """


class NobodySaysSo(Conflict):
    """Không có phản hồi nào báo rằng khoản chi này đã trả: không có gì để xác minh.
    No answer says that this payout was paid: there is nothing to find out.
    """


class SumDiffers(Conflict):
    """Số tiền hoàn về ({told} đồng) khác số tiền của khoản chi ({paid} đồng): hãy xác minh với ngân hàng.
    The sum that came back ({told} đồng) is not the payout's ({paid} đồng): ask the bank.
    """


class AskedBack(Conflict):
    """Khoản này đã có hồ sơ thu hồi gửi người nhận: tiền nộp lại ghi vào hồ sơ đó.
    This money is asked back from its person as overpaid: what comes back is a repayment of that case.
    """


class NotOwedAgain(Conflict):
    """Khoản bị hoàn về có phần đã xác định là chi không đúng: không chi lại khi hồ sơ thu hồi còn; hãy rút hồ sơ đó,
    hoặc ghi là không chi nữa.

    Of what came back something was found not to be owed: it is not paid again while that case stands; withdraw the
    case, or give the money up.
    """


@dataclass(frozen=True, slots=True)
class Paper:
    """The letter that says so."""

    number: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a payout."""

    kind: str
    outcome: str | None
    day: date
    code: str | None = None
    bank_reference: str | None = None
    amount_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the second person reads off the paper and the list."""

    number: str
    signed_on: date
    day: date
    payouts: int
    amount_vnd: int


GIVEN_UP = ("rejected", "cancelled")
FROM: Mapping[tuple[str, str | None], tuple[str, ...]] = {
    ("said_paid", "paid"): GIVEN_UP,
    ("said_paid", "unpaid"): (*GIVEN_UP, "returned"),
    **{("in_doubt", outcome): ("in_doubt",) for outcome in ("debited", "settled", "rejected", "cancelled")},
    ("return", None): ("debited", "settled"),
    **{("after_return", outcome): ("returned",) for outcome in ("pay_again", "give_up")},
}
"""In which state of a payout something can be said of it."""

OWED: Mapping[tuple[str, str | None], str] = {
    ("said_paid", "paid"): "open", ("return", None): "paid",
    ("after_return", "pay_again"): "returned", ("after_return", "give_up"): "returned",
}  # fmt: skip
"""In which state all that it pays must be then."""


def ask(tx: Session, actor: Actor, payout_id: int, said: Said, paper: Paper) -> PaymentWord:
    """Say what became of a payout; it counts when another confirms it.

    Raises NotThePayingUnit, PaperInFuture, WrongState, NobodySaysSo, AskedBack, NotOwedAgain, SumDiffers.
    """
    payout = find(tx, actor, Payout, payout_id, lock=True)
    batch = tx.get_one(PaymentBatch, payout.batch_id)
    if batch.district_id != actor.unit_id:
        raise NotThePayingUnit
    _refuse_later(said.day, paper.signed_on)
    _require_fit(tx, payout, said.kind, said.outcome)
    if said.amount_vnd not in (None, payout.amount_vnd):
        raise SumDiffers(told=f"{said.amount_vnd:,}", paid=f"{payout.amount_vnd:,}")
    return _asked(tx, actor, PaymentWord(
        kind=said.kind, payout_id=payout.id, outcome=said.outcome, code=said.code, day=said.day,
        bank_reference=said.bank_reference, payouts=1, amount_vnd=payout.amount_vnd,
    ), paper)  # fmt: skip


def ask_deadline(tx: Session, actor: Actor, policy: str, day: date, paper: Paper) -> PaymentWord:
    """Say until when a policy's cash is kept for those who were absent; it counts when another confirms it."""
    _refuse_later(paper.signed_on)
    word = PaymentWord(kind="deadline", policy=unclaimed.called(actor, policy), day=day, payouts=0, amount_vnd=0)
    return _asked(tx, actor, word, paper)


def ask_unclaimed(tx: Session, actor: Actor, policy: str, paper: Paper) -> PaymentWord:
    """Ask that what nobody came for in time go back to its funds. Raises NoDeadline, BeforeDeadline, NothingUnclaimed.

    The day of such a word is the deadline that passed.
    """
    _refuse_later(paper.signed_on)
    left = unclaimed.left(tx, actor, policy)
    return _asked(tx, actor, PaymentWord(
        kind="unclaimed", policy=unclaimed.called(actor, policy), day=left.deadline, payouts=left.payouts,
        amount_vnd=left.amount_vnd,
    ), paper)  # fmt: skip


def _asked(tx: Session, actor: Actor, word: PaymentWord, paper: Paper) -> PaymentWord:
    word.paper_number, word.paper_on, word.state = paper.number, paper.signed_on, "asked"
    word.asked_by_person_id, word.act_id, word.district_id = actor.person_id, db.act_id(tx), actor.unit_id
    tx.add(word)
    tx.flush()  # for its id; a second one beside it, and the bank's reference again, are refused here
    return _entered(tx, word)


def confirm(tx: Session, actor: Actor, word_id: int, figures: Figures) -> PaymentWord:
    """A second person has read the paper: what it says is done. Raises SameHands, PaperDiffers, and what asking does.

    Who is who and who gets the money do not pass each other, so the people are held.
    """
    identity.hold_people(tx)
    word = find(tx, actor, PaymentWord, word_id, lock=True)
    _require_unit(actor, word)
    second_person.require(actor, word)
    if figures != Figures(word.paper_number, word.paper_on, word.day, word.payouts, word.amount_vnd):
        raise PaperDiffers
    payout = None if word.payout_id is None else find(tx, actor, Payout, word.payout_id, lock=True)
    if payout:
        _require_fit(tx, payout, word.kind, word.outcome)
    second_person.confirm(tx, actor, word)
    tx.flush()  # the word, before what waits for one is looked up
    if payout:
        EFFECTS[word.kind](tx, word, payout)
    else:
        unclaimed.take_effect(tx, actor, word)
    ledger.post(tx)
    return _entered(tx, word)


def refuse(tx: Session, actor: Actor, word_id: int, reason: str) -> PaymentWord:
    """A second person does not agree: nothing moves. Raises SameHands, WrongState."""
    word = find(tx, actor, PaymentWord, word_id, lock=True)
    _require_unit(actor, word)
    second_person.refuse(tx, actor, word)
    return _entered(tx, word, reason=reason)


def give_up(tx: Session, actor: Actor, word_id: int, reason: str) -> PaymentWord:
    """Take back what was asked. Raises WrongState."""
    word = find(tx, actor, PaymentWord, word_id, lock=True)
    _require_unit(actor, word)
    second_person.give_up(tx, actor, word)
    return _entered(tx, word, reason=reason)


def _require_unit(actor: Actor, word: PaymentWord) -> None:
    if word.district_id != actor.unit_id:
        raise NotThePayingUnit


def _refuse_later(*days: date) -> None:
    today = settings().today()
    if max(days) > today:
        raise PaperInFuture(today=today)


def _require_fit(tx: Session, payout: Payout, kind: str, outcome: str | None) -> None:
    require_state(payout.state, *FROM[kind, outcome])
    owed = OWED.get((kind, outcome))
    for state in following.states_of(tx, payout.id):
        require_state(state, owed or state)
    if (kind, outcome) == ("said_paid", "unpaid") and not following.is_said_paid(tx, payout.id):
        raise NobodySaysSo
    if kind == "return" and following.is_recovered(tx, payout.id):
        raise AskedBack
    if outcome == "pay_again" and following.is_in_case(tx, payout.id):
        raise NotOwedAgain


def _prove(tx: Session, word: PaymentWord, payout: Payout) -> None:
    """Paid after all, its shares live again and no other payout can; or unpaid, and free to be paid."""
    if word.outcome == "unpaid":
        following.release(tx, payout.id, payout.application_id)
        return
    _move(tx, payout, "settled", reason=None, settled_on=word.day)
    following.prove(tx, payout.id)


def _resolve(tx: Session, word: PaymentWord, payout: Payout) -> None:
    settled_on = word.day if word.outcome == "settled" else payout.settled_on
    _move(tx, payout, word.outcome or "", reason=word.code or payout.reason, settled_on=settled_on)
    following.follow(tx, payout.id)


def _return(tx: Session, word: PaymentWord, payout: Payout) -> None:
    _move(tx, payout, "returned", reason=word.code)
    following.come_back(tx, payout.id)


def _after_return(tx: Session, word: PaymentWord, payout: Payout) -> None:
    if word.outcome == "pay_again":
        following.reopen(tx, payout.id, payout.application_id)
    else:
        following.cancel(tx, payout.id)


EFFECTS: Mapping[str, Callable[[Session, PaymentWord, Payout], None]] = {
    "said_paid": _prove, "in_doubt": _resolve, "return": _return, "after_return": _after_return,
}  # fmt: skip


def _move(tx: Session, payout: Payout, state: str, **more: object) -> None:
    tx.execute(update(Payout).where(Payout.id == payout.id).values(state=state, **more))


def _entered(tx: Session, word: PaymentWord, **more: object) -> PaymentWord:
    audit.append(
        tx, f"payment_word.{word.state}", f"payment_word/{word.id}", kind=word.kind, outcome=word.outcome,
        payout=word.payout_id, policy=word.policy, number=word.paper_number, signed_on=word.paper_on, day=word.day,
        payouts=word.payouts, amount_vnd=word.amount_vnd, **more,
    )  # fmt: skip
    return word
