"""Advances: cash of an exported batch given to whoever pays it out, recorded by one and confirmed by another.

What an agent may be given is what the batch pays its people, and a person's cash is in one agent's hands only. Cash in
somebody's hands is still the budget's: its accounts stand beside those of the funds, and move no ceiling.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from app import audit, db, ledger
from app.access import Actor, find
from app.access.duties import refuse_same_hands, require_event, require_state
from app.errors import Conflict, Forbidden, Invalid
from app.models import Advance, AdvancePart, AdvanceRepayment, PayingAgent, PaymentBatch
from app.settings import settings
from app.transfer_kinds import KINDS, About, account, shares


class NotThePayersAdvance(Forbidden):
    """Tạm ứng của bảng kê do đơn vị chi trả của bảng kê đó lập và theo dõi.
    Advances of a batch are its paying unit's.
    """


class NotPaidInCash(Invalid):
    """Chỉ tạm ứng tiền của bảng kê chi tiền mặt.
    Advances are of batches paid in cash.
    """


class PaperInFuture(Invalid):
    """Ngày {on} trên chứng từ sau ngày hôm nay ({today}).
    The day {on} of the paper is after today ({today}).
    """


class AdvanceTooLarge(Conflict):
    """Bảng kê chỉ còn {room} đồng chi ở nơi này chưa tạm ứng.
    Of what the batch pays there, {room} đồng are not advanced yet.
    """


class HeldByAnother(Conflict):
    """Tiền của những người này đã tạm ứng cho nơi chi trả khác.
    The cash of these people is advanced to another agent.
    """


class VoucherDiffers(Conflict):
    """Số, ngày hoặc số tiền bạn đọc trên chứng từ không khớp với bản đã ghi.
    The number, the day or the sum that you read off the paper is not the recorded one.
    """


@dataclass(frozen=True, slots=True)
class Voucher:
    """The paper with which cash changes hands; `person` is the official who took it, or brought it."""

    number: str
    on: date
    person: str
    amount_vnd: int


ROOM = text("""
    SELECT (SELECT coalesce(sum(amount_vnd), 0) FROM agent_payout
            WHERE batch_id = :batch AND agent_id = :agent
              AND state IN ('exported', 'in_process', 'debited', 'settled', 'in_doubt'))
         - (SELECT coalesce(sum(amount_vnd - paid_back_vnd), 0) FROM advance
            WHERE batch_id = :batch AND agent_id = :agent AND state <> 'void') AS room_vnd,
           EXISTS (SELECT FROM advance o
                   JOIN agent_payout theirs ON theirs.batch_id = o.batch_id AND theirs.agent_id = o.agent_id
                   JOIN agent_payout ours ON ours.payout_id = theirs.payout_id AND ours.agent_id = :agent
                   WHERE o.batch_id = :batch AND o.agent_id <> :agent AND o.state <> 'void'
                     AND o.paid_back_vnd < o.amount_vnd) AS held
""")


def give(tx: Session, actor: Actor, batch_id: int, agent_id: int, voucher: Voucher) -> Advance:
    """Record cash that an agent is given; it counts when another confirms it.

    Raises NotThePayersAdvance, NotPaidInCash, PaperInFuture, HeldByAnother, AdvanceTooLarge.
    """
    batch = find(tx, actor, PaymentBatch, batch_id, lock=True)
    agent = find(tx, actor, PayingAgent, agent_id)
    if not batch.district_id == agent.district_id == actor.unit_id:
        raise NotThePayersAdvance
    if batch.channel != "cash":
        raise NotPaidInCash
    require_state(batch.state, "exported")
    refuse_future(voucher.on)
    _refuse_beyond(tx, batch.id, agent.id, voucher.amount_vnd)
    advance = Advance(
        batch_id=batch.id, agent_id=agent.id, number=voucher.number, given_on=voucher.on, receiver=voucher.person,
        amount_vnd=voucher.amount_vnd, cleared_vnd=0, paid_back_vnd=0, state="recorded",
        recorded_by_person_id=actor.person_id, district_id=actor.unit_id, act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(advance)
    tx.flush()  # for its id; a number used before is refused here
    audit.append(
        tx, "advance.recorded", f"advance/{advance.id}", batch=batch.id, agent=agent.id, number=voucher.number,
        given_on=voucher.on, amount_vnd=voucher.amount_vnd,
    )  # fmt: skip
    return advance


def confirm(tx: Session, actor: Actor, advance_id: int, *, number: str, given_on: date, amount_vnd: int) -> Advance:
    """A second person reads the voucher again; if it agrees, the cash is out. Raises SameHands, VoucherDiffers."""
    one = find(tx, actor, Advance, advance_id, lock=True)
    require_second(one, actor)
    if (number, given_on, amount_vnd) != (one.number, one.given_on, one.amount_vnd):
        raise VoucherDiffers
    batch = find(tx, actor, PaymentBatch, one.batch_id, lock=True)
    require_state(batch.state, "exported")
    _refuse_beyond(tx, one.batch_id, one.agent_id, 0)
    parts = _divided(tx, one)
    one.state, one.confirmed_by_person_id = "in_force", actor.person_id
    tx.execute(
        insert(AdvancePart),
        [{"advance_id": one.id, "fund_id": fund, "amount_vnd": vnd, "open_vnd": vnd} for fund, vnd in parts.items()],
    )
    book(tx, "advance", one, f"advance/{one.id}", parts)
    audit.append(
        tx, "advance.given", f"advance/{one.id}", number=number, amount_vnd=amount_vnd,
        funds=sorted(list(part) for part in parts.items()),
    )  # fmt: skip
    return one


def void(tx: Session, actor: Actor, model: type[Advance | AdvanceRepayment], record_id: int, reason: str) -> None:
    """Give up what was recorded and not confirmed."""
    one = find(tx, actor, model, record_id, lock=True)
    require_own(one, actor)
    require_event(model.__tablename__, one.state, "void")
    one.state = "void"
    audit.append(tx, f"{model.__tablename__}.void", f"{model.__tablename__}/{one.id}", reason=reason)


def require_own(one: Advance | AdvanceRepayment, actor: Actor) -> None:
    """Whose advance it is. Raises NotThePayersAdvance."""
    if one.district_id != actor.unit_id:
        raise NotThePayersAdvance


def require_second(one: Advance | AdvanceRepayment, actor: Actor) -> None:
    """Recorded by another of the same unit. Raises WrongState, SameHands, NotThePayersAdvance."""
    require_own(one, actor)
    require_event(one.__tablename__, one.state, "confirm")
    refuse_same_hands(one.recorded_by_person_id, actor.person_id)


def refuse_future(on: date) -> None:
    """A paper was written already. Raises PaperInFuture."""
    if on > settings().today():
        raise PaperInFuture(on=on, today=settings().today())


def book(tx: Session, code: str, one: Advance, subject: str, parts: Mapping[int, int]) -> None:
    """Move cash between an agent's account and its other side, by fund."""
    about = About(agent_id=one.agent_id)
    kind = KINDS[code]
    tx.flush()  # what moved, before its transfers
    ledger.book(
        tx,
        [
            ledger.Transfer(code, subject, account(kind.credit, fund, about), account(kind.debit, fund, about), vnd)
            for fund, vnd in parts.items()
        ],
    )


def _refuse_beyond(tx: Session, batch_id: int, agent_id: int, amount_vnd: int) -> None:
    found = tx.execute(ROOM, {"batch": batch_id, "agent": agent_id}).one()
    if found.held:
        raise HeldByAnother
    if amount_vnd > found.room_vnd:
        raise AdvanceTooLarge(room=f"{found.room_vnd:,}", extra={"room_vnd": int(found.room_vnd)})


PAID_THERE = text("""
    SELECT e.funding_id, s.amount_vnd, count(*) AS times
    FROM agent_payout p JOIN payout_share s ON s.payout_id = p.payout_id AND s.live
    JOIN entitlement e ON e.id = s.entitlement_id
    WHERE p.batch_id = :batch AND p.agent_id = :agent
      AND p.state IN ('exported', 'in_process', 'debited', 'settled', 'in_doubt')
    GROUP BY e.funding_id, s.amount_vnd
""")

ADVANCED = text("""
    SELECT p.fund_id, sum(p.amount_vnd)::bigint AS amount_vnd FROM advance_part p JOIN advance a ON a.id = p.advance_id
    WHERE a.batch_id = :batch AND a.agent_id = :agent GROUP BY p.fund_id
""")


def _divided(tx: Session, one: Advance) -> dict[int, int]:
    """The advance by fund: as the agent's people are paid, so that all advances together come out to the đồng."""
    there = {"batch": one.batch_id, "agent": one.agent_id}
    rows = tx.execute(PAID_THERE, there).all()
    fundings = ledger.parts_of(tx, {row.funding_id for row in rows})
    whole: Counter[int] = Counter()
    for row in rows:
        for fund_id, part in ledger.divided(row.amount_vnd, fundings[row.funding_id]):
            whole[fund_id] += part * row.times
    rest = whole - Counter({row.fund_id: row.amount_vnd for row in tx.execute(ADVANCED, there)})
    weights = rest if rest.total() >= one.amount_vnd else whole  # some was paid back and is given again
    funds = sorted(weights)
    each = shares(one.amount_vnd, [weights[fund] for fund in funds])
    return {fund: part for fund, part in zip(funds, each, strict=True) if part}
