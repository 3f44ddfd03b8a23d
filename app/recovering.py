"""Getting back what was overpaid: found by hand, its person told, repaid in instalments, or written off by decision.

A case is settled when all of it was repaid, or the rest is written off. Where it was all of an entitlement, that goes
through the same: in recovery, then recovered or written off; of a part of one the entitlement stays paid.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import audit, db, overpayments
from app.access import Actor, NoSuchRecord, find, visible
from app.access.duties import refuse_same_hands, require_event
from app.errors import Conflict, Invalid
from app.models import Entitlement, Overpayment, Repayment, RepaymentPart, WriteOff
from app.overpayments import Found
from app.recorded import refuse_future, to_confirm


class NotPaidYet(Conflict):
    """Khoản này chưa được xác nhận là đã chi (hoặc đã được hoàn lại); chưa thể yêu cầu thu hồi.
    This entitlement is not known to be paid, or came back already; there is nothing to ask for.
    """


class MoreThanPaid(Invalid):
    """Số tiền thu hồi {amount} đồng nhiều hơn số đã chi chưa có hồ sơ thu hồi ({left} đồng).
    The sum of {amount} đồng is more than what was paid and is in no case yet ({left} đồng).
    """


class DeadlineWrong(Invalid):
    """Thời hạn nộp lại phải sau ngày thông báo.
    The deadline has to be after the day of the letter.
    """


class MoreThanOwed(Invalid):
    """Số tiền {amount} đồng khác với số còn phải thu hồi ({owed} đồng).
    The sum of {amount} đồng does not agree with what is still owed ({owed} đồng).
    """


class ReceiptDiffers(Conflict):
    """Số, ngày hoặc số tiền bạn đọc trên chứng từ không khớp với bản đã ghi.
    The number, the day or the sum that you read off the paper is not the recorded one.
    """


class InstalmentWaits(Conflict):
    """Hồ sơ còn khoản nộp lại chưa được người thứ hai xác nhận; hãy xác nhận hoặc huỷ khoản đó trước.
    An instalment of this case waits for its second person; it is confirmed or given up first.
    """


class CaseStands(Conflict):
    """Hồ sơ thu hồi này có căn cứ còn hiệu lực (gộp đối tượng, quyết định) hoặc đã có tiền nộp lại; không rút được.
    This case rests on a link or a decision in force, or something was repaid of it; it is not withdrawn.
    """


@dataclass(frozen=True, slots=True)
class Receipt:
    """An instalment by its receipt."""

    receipt_number: str
    received_on: date
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """The decision that what is left is not recovered, and why."""

    number: str
    signed_on: date
    signer: str
    words: str
    amount_vnd: int


IN_CASES = text("""
    SELECT coalesce(sum(amount_vnd), 0)::bigint FROM overpayment WHERE entitlement_id = :id AND state <> 'withdrawn'
""")


def find_by_hand(tx: Session, actor: Actor, entitlement_id: int, amount_vnd: int, words: str) -> Overpayment:
    """Somebody says that so much of what was paid was not owed, and why. Raises NotPaidYet, MoreThanPaid."""
    entitlement = find(tx, actor, Entitlement, entitlement_id, lock=True)
    if entitlement.state != "paid":
        raise NotPaidYet
    left = entitlement.amount_vnd - (tx.scalar(IN_CASES, {"id": entitlement.id}) or 0)
    if amount_vnd > left:
        raise MoreThanPaid(amount=f"{amount_vnd:,}", left=f"{left:,}")
    found = Found(entitlement.id, amount_vnd, "wrong_payment", words=words, raised_by_person_id=actor.person_id)
    [id_] = overpayments.raise_for(tx, [found])
    audit.append(tx, "overpayment.raised", f"overpayment/{id_}", entitlement=entitlement.id, amount_vnd=amount_vnd)
    return tx.get_one(Overpayment, id_)


def notify(
    tx: Session, actor: Actor, case_id: int, *, letter_number: str, notified_on: date, deadline: date
) -> Overpayment:
    """The person was told by a letter: what was paid is to come back from now on.

    Raises WrongState, SameHands, NotPaidYet, SignedInFuture, DeadlineWrong.
    """
    case = find(tx, actor, Overpayment, case_id, lock=True)
    require_event("overpayment", case.state, "notify")
    refuse_same_hands(case.raised_by_person_id, actor.person_id)
    refuse_future(notified_on)
    if deadline <= notified_on:
        raise DeadlineWrong
    entitlement = tx.get_one(Entitlement, case.entitlement_id, with_for_update=True)
    if entitlement.state != "paid":
        raise NotPaidYet
    case.letter_number, case.notified_on, case.deadline = letter_number, notified_on, deadline
    case.state, case.notified_by_person_id = "notified", actor.person_id
    if case.amount_vnd == entitlement.amount_vnd and entitlement.origin == "decision":
        entitlement.state = "recovery"
    tx.flush()  # a letter's number used before is refused here
    overpayments.book(tx, "recover", overpayments.open_parts(tx, [case.id]))
    audit.append(
        tx, "overpayment.notified", f"overpayment/{case.id}", letter=letter_number, notified_on=notified_on,
        deadline=deadline, amount_vnd=case.amount_vnd,
    )  # fmt: skip
    return case


def record_repayment(tx: Session, actor: Actor, case_id: int, receipt: Receipt) -> Repayment:
    """Record an instalment by its receipt; it counts when another confirms it. Raises WrongState, MoreThanOwed."""
    case = _notified(tx, actor, case_id)
    refuse_future(receipt.received_on)
    if receipt.amount_vnd > _owed(case):
        raise MoreThanOwed(amount=f"{receipt.amount_vnd:,}", owed=f"{_owed(case):,}")
    one = Repayment(
        overpayment_id=case.id, receipt_number=receipt.receipt_number, received_on=receipt.received_on,
        amount_vnd=receipt.amount_vnd, state="recorded", recorded_by_person_id=actor.person_id,
        act_id=db.act_id(tx), district_id=case.district_id,
    )  # fmt: skip
    tx.add(one)
    tx.flush()  # for its id; a receipt used before is refused here
    audit.append(
        tx, "repayment.recorded", f"overpayment/{case.id}", repayment=one.id, receipt=receipt.receipt_number,
        amount_vnd=receipt.amount_vnd,
    )  # fmt: skip
    return one


def confirm_repayment(tx: Session, actor: Actor, repayment_id: int, receipt: Receipt) -> Repayment:
    """A second person reads the receipt again; if it agrees, the money is back. Raises SameHands, ReceiptDiffers."""
    case = _notified(tx, actor, _case_of(tx, actor, Repayment, repayment_id))  # locked before its instalment
    one = to_confirm(tx, actor, Repayment, repayment_id)
    if (receipt.receipt_number, receipt.received_on, receipt.amount_vnd) != (
        one.receipt_number, one.received_on, one.amount_vnd,
    ):  # fmt: skip
        raise ReceiptDiffers
    if one.amount_vnd > _owed(case):
        raise MoreThanOwed(amount=f"{one.amount_vnd:,}", owed=f"{_owed(case):,}")
    parts = overpayments.of_instalment(one.amount_vnd, overpayments.open_parts(tx, [case.id]))
    one.state, one.confirmed_by_person_id = "confirmed", actor.person_id
    tx.flush()  # the database counts it in the case, and its parts follow it
    for part in parts:
        tx.add(RepaymentPart(repayment_id=one.id, fund_id=part.fund_id, amount_vnd=part.amount_vnd))
    overpayments.book(tx, "repaid", parts, f"/repayment/{one.id}")
    _settle(tx, case, "recovered")
    audit.append(
        tx, "repayment.confirmed", f"overpayment/{case.id}", repayment=one.id, amount_vnd=one.amount_vnd,
        owed_vnd=_owed(case), state=case.state,
    )  # fmt: skip
    return one


def record_write_off(tx: Session, actor: Actor, case_id: int, waiver: Waiver) -> WriteOff:
    """Record the decision that what is left is not recovered; it counts when another confirms it.

    Raises WrongState, SignedInFuture, InstalmentWaits, MoreThanOwed.
    """
    case = _notified(tx, actor, case_id)
    refuse_future(waiver.signed_on)
    _refuse_waiting(tx, case)
    _require_the_rest(case, waiver.amount_vnd)
    one = WriteOff(
        overpayment_id=case.id, number=waiver.number, signed_on=waiver.signed_on, signer=waiver.signer,
        words=waiver.words, amount_vnd=waiver.amount_vnd, state="recorded", recorded_by_person_id=actor.person_id,
        act_id=db.act_id(tx), district_id=case.district_id,
    )  # fmt: skip
    tx.add(one)
    tx.flush()  # for its id; a second one beside it is refused here
    audit.append(
        tx, "write_off.recorded", f"overpayment/{case.id}", write_off=one.id, number=waiver.number,
        signed_on=waiver.signed_on, amount_vnd=waiver.amount_vnd,
    )  # fmt: skip
    return one


def confirm_write_off(
    tx: Session, actor: Actor, write_off_id: int, *, number: str, signed_on: date, amount_vnd: int
) -> WriteOff:
    """A second person reads the decision again; if it agrees, the rest is written off.

    Raises SameHands, ReceiptDiffers, InstalmentWaits, MoreThanOwed.
    """
    case = _notified(tx, actor, _case_of(tx, actor, WriteOff, write_off_id))
    one = to_confirm(tx, actor, WriteOff, write_off_id)
    if (number, signed_on, amount_vnd) != (one.number, one.signed_on, one.amount_vnd):
        raise ReceiptDiffers
    _refuse_waiting(tx, case)
    _require_the_rest(case, one.amount_vnd)
    parts = overpayments.open_parts(tx, [case.id])
    one.state, one.confirmed_by_person_id = "in_force", actor.person_id
    tx.flush()  # the database counts it in the case
    overpayments.book(tx, "write_off", parts)
    _settle(tx, case, "written_off")
    audit.append(
        tx, "overpayment.written_off", f"overpayment/{case.id}", write_off=one.id, number=number,
        amount_vnd=amount_vnd,
    )  # fmt: skip
    return one


# What a decision took away would be owed again as soon as its case is gone: until it is given up, the case stands.
FOLLOWS = text("""
    SELECT o.ground = 'double' AND e.double_of IS NULL OR o.ground = 'wrong_payment'
        OR o.state = 'raised' AND (e.state = 'cancelled' OR o.ground = 'double' AND e.state <> 'paid') AS may_go
    FROM overpayment o JOIN entitlement e ON e.id = o.entitlement_id WHERE o.id = :id
""")


def withdraw(tx: Session, actor: Actor, case_id: int, reason: str) -> Overpayment:
    """It was no overpayment after all, or the money never left us.

    Raises WrongState, SameHands, CaseStands, InstalmentWaits.
    """
    case = find(tx, actor, Overpayment, case_id, lock=True)
    require_event("overpayment", case.state, "withdraw")
    refuse_same_hands(case.raised_by_person_id, actor.person_id)
    refuse_same_hands(case.notified_by_person_id, actor.person_id)
    if case.repaid_vnd or not tx.scalar(FOLLOWS, {"id": case.id}):
        raise CaseStands
    _refuse_waiting(tx, case)
    overpayments.withdraw(tx, [case])
    audit.append(tx, "overpayment.withdrawn", f"overpayment/{case.id}", reason=reason)
    return case


def _case_of(tx: Session, actor: Actor, model: type[Repayment | WriteOff], record_id: int) -> int:
    columns = model.__table__.c
    query = visible(actor, model).where(columns.id == record_id).with_only_columns(columns.overpayment_id)
    found: int | None = tx.execute(query).scalar_one_or_none()
    if found is None:
        raise NoSuchRecord
    return found


def _notified(tx: Session, actor: Actor, case_id: int) -> Overpayment:
    case = find(tx, actor, Overpayment, case_id, lock=True)
    require_event("overpayment", case.state, "repay")
    return case


def _owed(case: Overpayment) -> int:
    return case.amount_vnd - case.repaid_vnd - case.written_off_vnd


WAITING = text("SELECT EXISTS (SELECT FROM repayment WHERE overpayment_id = :id AND state = 'recorded')")


def _refuse_waiting(tx: Session, case: Overpayment) -> None:
    """Money that is in the till already could be entered nowhere, once its case is closed."""
    if tx.scalar(WAITING, {"id": case.id}):
        raise InstalmentWaits


def _require_the_rest(case: Overpayment, amount_vnd: int) -> None:
    if amount_vnd != _owed(case):
        raise MoreThanOwed(amount=f"{amount_vnd:,}", owed=f"{_owed(case):,}")


def _settle(tx: Session, case: Overpayment, state: str) -> None:
    """A case of which nothing is left is closed, and its entitlement with it where that was all of it."""
    tx.refresh(case)  # as the database counted
    if _owed(case):
        return
    case.state = state
    entitlement = tx.get_one(Entitlement, case.entitlement_id, with_for_update=True)
    if entitlement.state == "recovery":
        entitlement.state = state
    tx.flush()  # both, before the act is entered
