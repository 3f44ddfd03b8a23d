"""What nobody came for: kept until its deadline for those who were absent, then returned to the funds by two people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app.access import Actor, masking
from app.checking import WAITING
from app.errors import Conflict
from app.models import PaymentWord
from app.rules.fact_words import POLICIES_OF_HEALTH
from app.settings import settings


class NoDeadline(Conflict):
    """Chưa có văn bản ấn định hạn nhận tiền cho chính sách này: chưa được hoàn về nguồn.
    No deadline is set for this policy: nothing goes back to its funds.
    """


class BeforeDeadline(Conflict):
    """Còn trong hạn nhận tiền (đến hết ngày {deadline}): chưa được hoàn về nguồn.
    People may come for their money until {deadline}: nothing goes back to its funds yet.
    """


class NothingUnclaimed(Conflict):
    """Không có khoản nào vắng mặt chưa nhận mà được hoàn về nguồn.
    There is nothing unclaimed that could go back to its funds.
    """


class UnclaimedChanged(Conflict):
    """Số khoản chưa nhận đã thay đổi sau khi đề nghị: nay là {payouts} khoản, {amount} đồng; hãy đề nghị lại.
    What is unclaimed has changed since it was asked: {payouts} payments, {amount} đồng now; ask again.
    """


@dataclass(frozen=True, slots=True)
class Left:
    """What of a policy would go back now."""

    deadline: date
    payouts: int
    amount_vnd: int


OWED = """
    SELECT e.id AS entitlement_id, e.policy, e.payer_id, e.district_id, e.amount_vnd, e.blocked, p.id AS payout_id
    FROM entitlement e
    CROSS JOIN LATERAL (
        SELECT o.id, o.state, o.reason FROM payout_share s JOIN payout o ON o.id = s.payout_id
        WHERE s.entitlement_id = e.id AND NOT s.live AND o.state <> 'void' ORDER BY o.id DESC LIMIT 1) p
    WHERE e.state = 'open' AND e.double_of IS NULL AND p.state = 'cancelled' AND p.reason = 'ABSENT'
"""
"""What is owed to those who were absent when it was last paid out."""

FREE = f"e.blocked IS NULL AND NOT {WAITING}"
"""Neither stopped nor waiting for somebody's word: whom we keep from their money is not late."""

# Of the province before of the unit itself, and the latest of several.
DEADLINE = """(
    SELECT w.day FROM payment_word w JOIN unit d ON d.id = w.district_id
    WHERE w.kind = 'deadline' AND w.state = 'confirmed' AND (w.district_id = {payer} OR d.kind = 'province')
      AND w.policy = CASE WHEN {policy} = ANY (:of_health) THEN :other_support ELSE {policy} END
    ORDER BY d.kind = 'province' DESC, w.answered_act_id DESC LIMIT 1)"""

UNTIL = text(f"SELECT {DEADLINE.format(payer=':payer', policy='CAST(:policy AS text)')}")
COUNT = text(f"""
    SELECT count(DISTINCT u.payout_id) AS payouts, coalesce(sum(u.amount_vnd), 0)::bigint AS amount_vnd
    FROM ({OWED} AND e.payer_id = :payer AND e.policy = ANY (:policies) AND {FREE}) u
""")  # noqa: S608 – ours
GIVE_BACK = text(f"""
    WITH gone AS (
        UPDATE entitlement g SET state = 'cancelled', blocked = 'UNCLAIMED'
        FROM ({OWED} AND e.payer_id = :payer AND e.policy = ANY (:policies) AND {FREE}) u
        WHERE g.id = u.entitlement_id AND g.state = 'open' AND g.blocked IS NULL
        RETURNING g.amount_vnd, u.payout_id)
    SELECT count(DISTINCT payout_id) AS payouts, coalesce(sum(amount_vnd), 0)::bigint AS amount_vnd FROM gone
""")  # noqa: S608 – ours
BY_POLICY = text(f"""
    SELECT u.told AS policy, n.code AS unit, count(DISTINCT u.payout_id) AS payouts,
           sum(u.amount_vnd)::bigint AS amount_vnd, min(u.deadline) AS deadline,
           count(DISTINCT u.payout_id) FILTER (WHERE u.free AND u.deadline < :today) AS overdue_payouts,
           coalesce(sum(u.amount_vnd) FILTER (WHERE u.free AND u.deadline < :today), 0)::bigint AS overdue_vnd
    FROM (SELECT o.*, CASE WHEN o.policy = ANY (:covered) THEN :other_support ELSE o.policy END AS told,
                 (SELECT {FREE} FROM entitlement e WHERE e.id = o.entitlement_id) AS free,
                 {DEADLINE.format(payer="o.payer_id", policy="o.policy")} AS deadline
          FROM ({OWED} AND (e.payer_id = ANY (:units) OR e.district_id = ANY (:units))) o) u
    JOIN unit n ON n.id = u.payer_id
    GROUP BY u.told, n.code ORDER BY n.code, u.told
""")  # noqa: S608 – ours

OF_HEALTH = {"of_health": sorted(POLICIES_OF_HEALTH), "other_support": masking.OTHER_SUPPORT}


def called(actor: Actor, policy: str) -> str:
    """A policy as whoever pays calls it: those of health have one name, and one deadline."""
    meant = masking.policies_meant(actor.role, policy)
    return masking.OTHER_SUPPORT if len(meant) > 1 else meant[0]


def left(tx: Session, actor: Actor, policy: str) -> Left:
    """What of a policy the actor's unit would give back now. Raises NoDeadline, BeforeDeadline, NothingUnclaimed."""
    meant = list(masking.policies_meant(actor.role, policy))
    until: date | None = tx.scalar(UNTIL, {"payer": actor.unit_id, "policy": meant[0], **OF_HEALTH})
    if until is None:
        raise NoDeadline
    if settings().today() <= until:
        raise BeforeDeadline(deadline=f"{until:%d/%m/%Y}", extra={"deadline": until.isoformat()})
    found = tx.execute(COUNT, {"payer": actor.unit_id, "policies": meant}).one()
    if not found.payouts:
        raise NothingUnclaimed
    return Left(until, found.payouts, found.amount_vnd)


def take_effect(tx: Session, actor: Actor, word: PaymentWord) -> None:
    """What the word says: a deadline simply stands; what is left goes back, if it is still that much."""
    if word.kind == "deadline" or word.policy is None:
        return
    left(tx, actor, word.policy)
    meant = list(masking.policies_meant(actor.role, word.policy))
    gone = tx.execute(GIVE_BACK, {"payer": word.district_id, "policies": meant}).one()
    if (gone.payouts, gone.amount_vnd) != (word.payouts, word.amount_vnd):
        raise UnclaimedChanged(payouts=gone.payouts, amount=f"{gone.amount_vnd:,}")


def by_policy(tx: Session, actor: Actor) -> Sequence[Row[Any]]:
    """What is unclaimed by policy and paying unit, its deadline, and what of it could go back now."""
    asked = {"units": sorted(actor.districts), "today": settings().today(), "covered": masking.covered(actor.role)}
    return tx.execute(BY_POLICY, {**asked, **OF_HEALTH}).all()
