"""What becomes of an advance: a signing list that came back clears it, and the rest is paid back.

What a list clears is what it settled of the agent's people and nothing else has cleared: it is never typed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import audit, db
from app.access import Actor, find
from app.access.duties import require_state
from app.advances import Voucher, VoucherDiffers, book, refuse_future, require_own, require_second
from app.errors import Conflict, Invalid
from app.models import Advance, AdvanceClearing, AdvancePart, AdvanceRepayment, Answer, PaymentBatch
from app.transfer_kinds import shares


class NotASigningList(Invalid):
    """Tạm ứng chỉ được thanh toán bằng danh sách ký nhận đã nộp lại.
    An advance is cleared by a signing list that came back, and by nothing else.
    """


class NothingToClear(Conflict):
    """Danh sách này không có khoản đã nhận nào của nơi chi trả này chưa được thanh toán tạm ứng.
    The list settled nothing of this agent's people that is not cleared already.
    """


class RepaymentTooLarge(Conflict):
    """Tạm ứng chỉ còn {open} đồng chưa thanh toán.
    Only {open} đồng of the advance are open.
    """


@dataclass(frozen=True, slots=True)
class Returned:
    """A list that came back, and the officials who paid it out and handed it in."""

    answer_id: int
    paid_out_by: str
    handed_in_by: str
    handed_in_on: date


# A payout is cleared by what settled it: the very act that booked the list.
SETTLED = text("""
    SELECT p.payout_id, p.amount_vnd - coalesce(sum(d.amount_vnd), 0)::bigint AS amount_vnd
    FROM agent_payout p
    JOIN state_change m ON m.kind = 'payout' AND m.object_id = p.payout_id AND m.to_state = 'settled'
        AND m.act_id = :act
    LEFT JOIN advance_cleared d ON d.payout_id = p.payout_id
    WHERE p.batch_id = :batch AND p.agent_id = :agent AND p.state = 'settled'
    GROUP BY p.payout_id, p.line, p.amount_vnd HAVING p.amount_vnd > coalesce(sum(d.amount_vnd), 0)
    ORDER BY p.line
""")

CLEARED = text("""
    INSERT INTO advance_cleared (payout_id, advance_id, clearing_id, amount_vnd)
    SELECT payout, :advance, :clearing, vnd FROM unnest(CAST(:payouts AS bigint[]), CAST(:sums AS bigint[]))
        AS told(payout, vnd)
""")


def clear(tx: Session, actor: Actor, advance_id: int, returned: Returned) -> AdvanceClearing:
    """Clear an advance by a list that came back. Raises NotASigningList, PaperInFuture, NothingToClear."""
    one = find(tx, actor, Advance, advance_id, lock=True)
    require_own(one, actor)
    require_state(one.state, "in_force")
    refuse_future(returned.handed_in_on)
    answer = find(tx, actor, Answer, returned.answer_id)
    if answer.kind != "signing_list":
        raise NotASigningList
    find(tx, actor, PaymentBatch, one.batch_id, lock=True)  # its advances are cleared one after the other
    said = {"batch": one.batch_id, "agent": one.agent_id, "act": answer.act_id}
    settled = [(row.payout_id, row.amount_vnd) for row in tx.execute(SETTLED, said)]
    taken = dict(_up_to(_open_vnd(one), settled))
    if not taken:
        raise NothingToClear
    clearing = AdvanceClearing(
        advance_id=one.id, answer_id=answer.id, paid_out_by=returned.paid_out_by, handed_in_by=returned.handed_in_by,
        handed_in_on=returned.handed_in_on, amount_vnd=sum(taken.values()), act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(clearing)
    tx.flush()  # for its id; the same list again is refused here
    of = {"advance": one.id, "clearing": clearing.id, "payouts": list(taken), "sums": list(taken.values())}
    tx.execute(CLEARED, of)
    _count(one, cleared_vnd=clearing.amount_vnd)
    _take_off(tx, one, "clear", f"advance/{one.id}/clearing/{clearing.id}", clearing.amount_vnd)
    audit.append(
        tx, "advance.cleared", f"advance/{one.id}", clearing=clearing.id, answer=answer.id, payouts=len(taken),
        amount_vnd=clearing.amount_vnd, open_vnd=_open_vnd(one),
    )  # fmt: skip
    return clearing


def pay_back(tx: Session, actor: Actor, advance_id: int, receipt: Voucher) -> AdvanceRepayment:
    """Record that the rest, or some of it, came back; it counts when another confirms it. Raises RepaymentTooLarge."""
    one = find(tx, actor, Advance, advance_id, lock=True)
    require_own(one, actor)
    require_state(one.state, "in_force")
    refuse_future(receipt.on)
    _refuse_beyond(one, receipt.amount_vnd)
    repayment = AdvanceRepayment(
        advance_id=one.id, number=receipt.number, paid_on=receipt.on, payer=receipt.person,
        amount_vnd=receipt.amount_vnd, state="recorded", recorded_by_person_id=actor.person_id,
        district_id=one.district_id, act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(repayment)
    tx.flush()  # for its id; a number used before is refused here
    audit.append(
        tx, "advance.repayment_recorded", f"advance/{one.id}", repayment=repayment.id, number=receipt.number,
        amount_vnd=receipt.amount_vnd,
    )  # fmt: skip
    return repayment


def confirm(
    tx: Session, actor: Actor, repayment_id: int, *, number: str, paid_on: date, amount_vnd: int
) -> AdvanceRepayment:
    """A second person counts what came back. Raises SameHands, VoucherDiffers, RepaymentTooLarge."""
    back = find(tx, actor, AdvanceRepayment, repayment_id)
    one = find(tx, actor, Advance, back.advance_id, lock=True)
    tx.refresh(back, with_for_update=True)  # after its advance, as everybody locks them
    require_second(back, actor)
    require_state(one.state, "in_force")
    if (number, paid_on, amount_vnd) != (back.number, back.paid_on, back.amount_vnd):
        raise VoucherDiffers
    _refuse_beyond(one, back.amount_vnd)
    back.state, back.confirmed_by_person_id = "in_force", actor.person_id
    _count(one, paid_back_vnd=back.amount_vnd)
    _take_off(tx, one, "pay_back", f"advance/{one.id}/repayment/{back.id}", back.amount_vnd)
    audit.append(
        tx, "advance.paid_back", f"advance/{one.id}", repayment=back.id, number=number, amount_vnd=amount_vnd,
        open_vnd=_open_vnd(one),
    )  # fmt: skip
    return back


def _open_vnd(one: Advance) -> int:
    return one.amount_vnd - one.cleared_vnd - one.paid_back_vnd


def _count(one: Advance, *, cleared_vnd: int = 0, paid_back_vnd: int = 0) -> None:
    one.cleared_vnd, one.paid_back_vnd = one.cleared_vnd + cleared_vnd, one.paid_back_vnd + paid_back_vnd
    if _open_vnd(one) == 0:
        one.state = "closed" if one.paid_back_vnd else "cleared"


def _refuse_beyond(one: Advance, amount_vnd: int) -> None:
    if amount_vnd > _open_vnd(one):
        raise RepaymentTooLarge(open=f"{_open_vnd(one):,}", extra={"open_vnd": _open_vnd(one)})


def _up_to(limit_vnd: int, settled: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Payouts in their order, the last one in part, until an advance is used up."""
    for payout_id, amount_vnd in settled:
        if limit_vnd <= 0:
            return
        yield payout_id, min(amount_vnd, limit_vnd)
        limit_vnd -= amount_vnd


def _take_off(tx: Session, one: Advance, code: str, subject: str, amount_vnd: int) -> None:
    """Take a sum off what the funds have out, in proportion: what is taken of each is never more than it has out."""
    query = select(AdvancePart).where(AdvancePart.advance_id == one.id).order_by(AdvancePart.fund_id)
    parts = tx.scalars(query.with_for_update()).all()
    each = shares(amount_vnd, [part.open_vnd for part in parts])
    off: Mapping[int, int] = {part.fund_id: vnd for part, vnd in zip(parts, each, strict=True) if vnd}
    for part, vnd in zip(parts, each, strict=True):
        part.open_vnd -= vnd
    book(tx, code, one, subject, off)
