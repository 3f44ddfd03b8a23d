"""What is owed follows its payouts: paid, open again, or blocked until somebody has said what became of it."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import checking
from app.files.status_codes import REASONS, Next

SAID_PAID = "SAID_PAID"
"""Why an entitlement may not be batched: an answer says that a payout given up was paid after all."""

PAY_AGAIN = [code for code, reason in REASONS.items() if reason.next is Next.PAY_AGAIN]
"""A cause on our side: nothing is wrong with the payee."""

# A wrong account blocks it until it is corrected; a cause on our side does not; who declined is not paid. That it is
# said to be paid already outlives a further payout that fails.
FOLLOW = f"""
    UPDATE entitlement e SET
        state = CASE WHEN p.state IN ('debited', 'settled') THEN 'paid' WHEN p.reason = 'REFUSED' THEN 'cancelled'
                     ELSE 'open' END,
        blocked = CASE WHEN p.state IN ('debited', 'settled') OR p.reason = 'REFUSED' THEN NULL
                       WHEN e.blocked = '{SAID_PAID}' THEN e.blocked
                       WHEN p.state = 'rejected' AND coalesce(p.reason, '') <> ALL (:pay_again)
                       THEN coalesce(p.reason, 'rejected') END
    FROM payout p JOIN payout_share h ON h.payout_id = p.id
    WHERE p.id IN (%s) AND h.entitlement_id = e.id AND e.state = 'reserved'
      AND p.state IN ('debited', 'settled', 'rejected', 'cancelled')
"""  # noqa: S608 – ours

# Of the payouts that failed or came back, whose last word of a bank or a list is that it was paid after all.
CLAIMED = """EXISTS (
    SELECT FROM payout_share t JOIN payout o ON o.id = t.payout_id
    JOIN answer_exception x ON x.payout_id = o.id AND x.code = 'STEP_BACK'
        AND coalesce(x.detail ->> 'state', 'settled') IN ('debited', 'settled')
    JOIN answer n ON n.id = x.answer_id
    WHERE t.entitlement_id = e.id AND NOT t.live AND ({payout} IS NULL OR o.id = {payout})
      AND NOT EXISTS (SELECT FROM payment_word w WHERE w.payout_id = o.id AND w.kind = 'said_paid'
                      AND w.state = 'confirmed' AND w.answered_act_id > n.act_id))"""

# The account that failed last, unless it was corrected since.
CAUSE = """(
    SELECT coalesce(o.reason, o.state) FROM payout_share t JOIN payout o ON o.id = t.payout_id
    WHERE t.entitlement_id = e.id AND NOT t.live
      AND (o.state = 'returned' OR o.state = 'rejected' AND coalesce(o.reason, '') <> ALL (:pay_again))
      AND NOT EXISTS (SELECT FROM payment_correction c WHERE c.application_id = o.application_id
                      AND c.state = 'confirmed' AND c.answered_act_id > (
                          SELECT max(s.act_id) FROM state_change s WHERE s.kind = 'payout' AND s.object_id = o.id))
    ORDER BY o.id DESC LIMIT 1)"""

BLOCKED = f"CASE WHEN {CLAIMED.format(payout='NULL::bigint')} THEN '{SAID_PAID}' ELSE {CAUSE} END"
"""Why an entitlement `e` that is open again may not be paid yet."""


def statement(payouts: str) -> str:
    """FOLLOW, of the payouts that a query names."""
    return FOLLOW % payouts


OF_ONE = text(statement("CAST(:payout AS bigint)"))
OF_PAYOUT = text("""
    SELECT e.id, e.state, e.application_id FROM entitlement e JOIN payout_share s ON s.entitlement_id = e.id
    WHERE s.payout_id = :payout ORDER BY e.id FOR UPDATE OF e
""")
SAID_OF = text(f"""
    SELECT EXISTS (SELECT FROM entitlement e JOIN payout_share s ON s.entitlement_id = e.id
                   WHERE s.payout_id = :payout AND {CLAIMED.format(payout="CAST(:payout AS bigint)")})
""")  # noqa: S608 – ours
RECOVERED = text("""
    SELECT EXISTS (SELECT FROM overpayment o JOIN payout_share s ON s.entitlement_id = o.entitlement_id
                   WHERE s.payout_id = :payout AND o.state IN ('notified', 'recovered', 'written_off'))
""")
IN_CASE = text("""
    SELECT EXISTS (SELECT FROM overpayment o JOIN payout_share s ON s.entitlement_id = o.entitlement_id
                   WHERE s.payout_id = :payout AND o.state <> 'withdrawn')
""")
RELEASE = text(f"""
    UPDATE entitlement e SET blocked = {BLOCKED} FROM payout_share s
    WHERE s.payout_id = :payout AND s.entitlement_id = e.id AND e.blocked = '{SAID_PAID}'
      AND e.state IN ('open', 'reserved')
""")  # noqa: S608 – ours
RESERVE = text("""
    UPDATE entitlement e SET state = 'reserved' FROM payout_share s
    WHERE s.payout_id = :payout AND s.entitlement_id = e.id AND e.state = 'open'
""")
COME_BACK = text("""
    UPDATE entitlement e SET state = 'returned' FROM payout_share s
    WHERE s.payout_id = :payout AND s.entitlement_id = e.id AND e.state = 'paid'
""")
REOPEN = text(f"""
    UPDATE entitlement e SET state = 'open', blocked = {BLOCKED} FROM payout_share s
    WHERE s.payout_id = :payout AND s.entitlement_id = e.id AND e.state = 'returned'
""")  # noqa: S608 – ours
CANCEL = text("""
    UPDATE entitlement e SET state = 'cancelled', blocked = 'GIVEN_UP' FROM payout_share s
    WHERE s.payout_id = :payout AND s.entitlement_id = e.id AND e.state = 'returned'
""")


def states_of(tx: Session, payout_id: int) -> Sequence[str]:
    """The states of what a payout pays, locked."""
    return [row.state for row in tx.execute(OF_PAYOUT, {"payout": payout_id})]


def is_said_paid(tx: Session, payout_id: int) -> bool:
    """Whether an answer says of a payout given up that it was paid, and nobody has answered that yet."""
    return bool(tx.scalar(SAID_OF, {"payout": payout_id}))


def follow(tx: Session, payout_id: int) -> None:
    """What is reserved for a payout goes where the payout went."""
    tx.execute(OF_ONE, {"payout": payout_id, "pay_again": PAY_AGAIN})


def prove(tx: Session, payout_id: int) -> None:
    """What is open was paid by a payout that was given up: held for it again, and paid."""
    tx.execute(RESERVE, {"payout": payout_id})
    follow(tx, payout_id)


def release(tx: Session, payout_id: int, application_id: int) -> None:
    """What was blocked since the payout was said to be paid is free of that."""
    tx.execute(RELEASE, {"payout": payout_id, "pay_again": PAY_AGAIN})
    checking.refresh(tx, [application_id])


def is_recovered(tx: Session, payout_id: int) -> bool:
    """Whether something that a payout paid is asked back from its person, or was, as overpaid."""
    return bool(tx.scalar(RECOVERED, {"payout": payout_id}))


def is_in_case(tx: Session, payout_id: int) -> bool:
    """Whether something that a payout paid was found not to be owed."""
    return bool(tx.scalar(IN_CASE, {"payout": payout_id}))


def come_back(tx: Session, payout_id: int) -> None:
    """What was paid came back."""
    tx.execute(COME_BACK, {"payout": payout_id})


def reopen(tx: Session, payout_id: int, application_id: int) -> None:
    """What came back is owed again, and waits for another account."""
    tx.execute(REOPEN, {"payout": payout_id, "pay_again": PAY_AGAIN})
    checking.refresh(tx, [application_id])


def cancel(tx: Session, payout_id: int) -> None:
    """What came back is paid to nobody any more."""
    tx.execute(CANCEL, {"payout": payout_id})
