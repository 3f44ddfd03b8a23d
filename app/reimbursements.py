"""Whom a commune paid from its own budget: the money is the commune's then, and never the person's a second time.

The commune's signed list names people and sums. What they are owed is reserved for the commune, a second person counts
the list again, and the commune is paid; or it is refused, and the people are owed again.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import audit, db, identity, ledger
from app.access import Actor, NoSuchRecord, find
from app.access.duties import refuse_same_hands, require_event
from app.checking import STOPPING, WAITING
from app.errors import Conflict, Forbidden, Invalid
from app.models import Reimbursement
from app.settings import settings
from app.transfer_kinds import KINDS, About, account

SHOWN_MAX = 200


class NotThePayersList(Forbidden):
    """Khoản hoàn trả này do đơn vị chi trả đã ghi nhận thực hiện.
    This reimbursement is the paying unit's that took the list in.
    """


class ListDiffers(Conflict):
    """{count} dòng không khớp: không có khoản chờ chi của xã này, đang tạm dừng, đang chi, hoặc số tiền khác.
    {count} lines do not fit: nothing of the commune's is owed there, it is stopped, being paid, or of another sum.
    """


class NamedTwice(Invalid):
    """Một hồ sơ chỉ ghi một lần trong danh sách.
    An application stands once in a list.
    """


class PoliciesMixed(Invalid):
    """Mỗi danh sách hoàn trả chỉ gồm một chính sách.
    A list for reimbursement is of one policy.
    """


class ListInFuture(Invalid):
    """Ngày {on} sau ngày hôm nay ({today}).
    The day {on} is after today ({today}).
    """


class ListFiguresDiffer(Conflict):
    """Số người hoặc tổng tiền bạn đếm không khớp với danh sách đã ghi; hãy đếm lại.
    The count or the sum that you counted is not the recorded list's; count again.
    """


class ClaimStopped(Conflict):
    """{count} khoản trong danh sách có cảnh báo chưa gỡ hoặc đã ghi nhận là trùng; hãy từ chối và lập lại danh sách.
    {count} entitlements of the list have a finding or are somebody's a second time; refuse it and claim anew.
    """


@dataclass(frozen=True, slots=True)
class SignedList:
    """A commune's list of whom it paid: applications with the sum that each was paid."""

    commune: str
    number: str
    signed_on: date
    signer: str
    lines: Sequence[tuple[int, int]]


COMMUNE = text("""
    SELECT u.id FROM unit u
    WHERE u.code = :code AND u.kind = 'commune' AND :on BETWEEN u.valid_from AND coalesce(u.valid_to, 'infinity')
      AND u.parent_id = ANY (:districts)
""")

TAKE = text(f"""
    UPDATE entitlement e SET state = 'reserved'
    FROM application a JOIN beneficiary_list l ON l.id = a.list_id JOIN unit u ON u.id = l.unit_id
    WHERE a.id = e.application_id AND a.id = ANY (:ids) AND e.payer_id = :payer AND e.state = 'open'
      AND e.blocked IS NULL AND e.double_of IS NULL AND NOT {STOPPING.format(application="a.id")}
      AND NOT {WAITING}
      AND (CASE u.kind WHEN 'commune' THEN u.code ELSE a.commune_code END) = :commune
    RETURNING e.id, e.application_id, e.amount_vnd, e.policy
""")  # noqa: S608 – ours

SHARES = text("""
    INSERT INTO reimbursement_share (reimbursement_id, entitlement_id, amount_vnd)
    SELECT :id, e.id, e.amount_vnd FROM entitlement e WHERE e.id = ANY (:ids) ORDER BY e.id
""")

FOLLOW = text("""
    UPDATE entitlement e SET state = :state FROM reimbursement_share s
    WHERE s.reimbursement_id = :id AND s.entitlement_id = e.id AND e.state = 'reserved'
""")

STOPPED = text(f"""
    SELECT count(*) FROM reimbursement_share s JOIN entitlement e ON e.id = s.entitlement_id
    WHERE s.reimbursement_id = :id AND (e.double_of IS NOT NULL OR e.blocked IS NOT NULL
        OR {STOPPING.format(application="e.application_id")} OR {WAITING})
""")  # noqa: S608 – ours

OF_FUNDINGS = text("""
    SELECT e.funding_id, e.district_id, s.amount_vnd, count(*) AS times
    FROM reimbursement_share s JOIN entitlement e ON e.id = s.entitlement_id
    WHERE s.reimbursement_id = :id GROUP BY e.funding_id, e.district_id, s.amount_vnd
""")


def claim(tx: Session, actor: Actor, signed: SignedList) -> Reimbursement:
    """Reserve for a commune what the people of its list are owed.

    Raises NoSuchRecord, ListInFuture, NamedTwice, ListDiffers, PoliciesMixed.
    """
    identity.hold_people(tx)
    _refuse_future(signed.signed_on)
    said = dict(signed.lines)
    if len(said) != len(signed.lines):
        raise NamedTwice
    where = {"code": signed.commune, "on": settings().today(), "districts": sorted(actor.districts)}
    commune_id = tx.scalar(COMMUNE, where)
    if commune_id is None:
        raise NoSuchRecord
    taken = tx.execute(TAKE, {"ids": sorted(said), "payer": actor.unit_id, "commune": signed.commune}).all()
    policy = _refuse_different(said, taken)
    one = Reimbursement(
        commune_id=commune_id, policy=policy, list_number=signed.number, signed_on=signed.signed_on,
        signer=signed.signer, people=len(said), amount_vnd=sum(said.values()), state="claimed",
        claimed_by_person_id=actor.person_id, district_id=actor.unit_id, act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(one)
    tx.flush()  # for its id; a list claimed before is refused here
    tx.execute(SHARES, {"id": one.id, "ids": [row.id for row in taken]})
    return _entered(tx, one, "claimed", commune=signed.commune, number=signed.number)


def confirm(tx: Session, actor: Actor, reimbursement_id: int, *, people: int, amount_vnd: int) -> Reimbursement:
    """A second person has counted the commune's list. Raises SameHands, ListFiguresDiffer, ClaimStopped."""
    one = _locked(tx, actor, reimbursement_id, "confirm")
    refuse_same_hands(one.claimed_by_person_id, actor.person_id)
    if (people, amount_vnd) != (one.people, one.amount_vnd):
        raise ListFiguresDiffer
    _refuse_stopped(tx, one)
    one.state, one.confirmed_by_person_id = "confirmed", actor.person_id
    return _entered(tx, one, "confirmed")


def pay(tx: Session, actor: Actor, reimbursement_id: int, *, voucher: str, paid_on: date) -> Reimbursement:
    """The commune has its money: what its people were owed is paid. Raises ListInFuture, ClaimStopped."""
    one = _locked(tx, actor, reimbursement_id, "pay")
    _refuse_future(paid_on)
    _refuse_stopped(tx, one)
    one.state, one.voucher, one.paid_on = "paid", voucher, paid_on
    tx.flush()  # a voucher used before is refused here
    tx.execute(FOLLOW, {"id": one.id, "state": "paid"})
    ledger.book(tx, _transfers(tx, one))
    return _entered(tx, one, "paid", voucher=voucher, paid_on=paid_on)


def refuse(tx: Session, actor: Actor, reimbursement_id: int, reason: str) -> Reimbursement:
    """Not the commune's after all: the people of its list are owed again."""
    one = _locked(tx, actor, reimbursement_id, "refuse")
    one.state = "refused"
    tx.flush()  # its trigger ends the shares
    tx.execute(FOLLOW, {"id": one.id, "state": "open"})
    return _entered(tx, one, "refused", reason=reason)


def _locked(tx: Session, actor: Actor, reimbursement_id: int, event: str) -> Reimbursement:
    identity.hold_people(tx)
    one = find(tx, actor, Reimbursement, reimbursement_id, lock=True)
    if one.district_id != actor.unit_id:
        raise NotThePayersList
    require_event("reimbursement", one.state, event)
    return one


def _refuse_future(on: date) -> None:
    if on > settings().today():
        raise ListInFuture(on=on, today=settings().today())


def _refuse_different(said: Mapping[int, int], taken: Sequence[Row[Any]]) -> str:
    """What the list says of each application is what is owed there; the policy of all."""
    owed: Counter[int] = Counter()
    for row in taken:
        owed[row.application_id] += row.amount_vnd
    wrong = [
        {"application": id_, "said_vnd": vnd, "owed_vnd": owed[id_]} for id_, vnd in said.items() if owed[id_] != vnd
    ]
    if wrong:
        raise ListDiffers(count=len(wrong), extra={"lines": wrong[:SHOWN_MAX]})
    policies: set[str] = {row.policy for row in taken}
    if len(policies) != 1:
        raise PoliciesMixed
    return policies.pop()


def _refuse_stopped(tx: Session, one: Reimbursement) -> None:
    count = tx.scalar(STOPPED, {"id": one.id})
    if count:
        raise ClaimStopped(count=count)


def _transfers(tx: Session, one: Reimbursement) -> list[ledger.Transfer]:
    """One by fund and district of the people: each entitlement is divided by itself, as it was committed."""
    rows = tx.execute(OF_FUNDINGS, {"id": one.id}).all()
    fundings = ledger.parts_of(tx, {row.funding_id for row in rows})
    sums: Counter[tuple[int, int]] = Counter()
    for row in rows:
        for fund_id, part in ledger.divided(row.amount_vnd, fundings[row.funding_id]):
            sums[fund_id, row.district_id] += part * row.times
    kind = KINDS["reimburse"]
    return [
        ledger.Transfer(
            "reimburse", f"reimbursement/{one.id}", account(kind.credit, fund_id, About(one.policy)),
            account(kind.debit, fund_id, About(one.policy, district_id)), amount_vnd,
        )
        for (fund_id, district_id), amount_vnd in sorted(sums.items())
    ]  # fmt: skip


def _entered(tx: Session, one: Reimbursement, what: str, **more: object) -> Reimbursement:
    audit.append(
        tx, f"reimbursement.{what}", f"reimbursement/{one.id}", people=one.people, amount_vnd=one.amount_vnd, **more
    )
    return one


LINES = text("""
    SELECT e.application_id, sum(s.amount_vnd)::bigint AS amount_vnd, bool_and(s.live) AS live
    FROM reimbursement_share s JOIN entitlement e ON e.id = s.entitlement_id
    WHERE s.reimbursement_id = :id AND e.application_id > :after
    GROUP BY e.application_id ORDER BY e.application_id LIMIT :limit
""")


def lines(tx: Session, actor: Actor, reimbursement_id: int, *, after: int, limit: int) -> Sequence[Row[Any]]:
    """A page of the applications of a list. Raises NoSuchRecord."""
    one = find(tx, actor, Reimbursement, reimbursement_id)
    return tx.execute(LINES, {"id": one.id, "after": after, "limit": limit}).all()
