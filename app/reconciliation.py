"""Answers come in: a bank's pain.002 or a filled-in signing list, booked line by line or put before a person.

A state moves only along the table of moves; what does not fit (unknown reference, another amount, a step back)
changes nothing and is kept as an exception. The same bytes again are the same answer again. What is about nothing of
the sender's is not kept at all: it is another unit's, who sends the same bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import text, update
from sqlalchemy.orm import Session

from app import audit, db, following, ledger
from app.access import Actor, find, visible
from app.access.duties import require_state
from app.errors import Conflict, Invalid
from app.models import Answer, PaymentBatch, Payout
from app.protection import seal
from app.settings import settings


class MessageReused(Conflict):
    """Ngân hàng đã gửi một tệp khác mang cùng mã {message_id}: không ghi nhận, hãy hỏi lại ngân hàng.
    The bank sent another file under the same message id {message_id}: nothing was booked, ask the bank.
    """


class AnswerNotYours(Invalid):
    """Tệp không nêu khoản chi nào trong các bảng kê của đơn vị này: không ghi nhận, hãy xem tệp là của đơn vị nào.
    The file names no payment of your unit's batches: nothing was kept, check which unit's file it is.
    """


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What an answer says of one payout."""

    reference: str
    to_state: str | None  # None: a code that we do not know
    amount_vnd: int | None = None
    payee_name: str | None = None  # where a person filled a list in: a row that slipped is not booked
    reason: str | None = None
    on: date | None = None
    message_id: str | None = None  # the order the bank answers


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as read."""

    kind: str  # pain.002 | signing_list
    data: bytes
    lines: Sequence[AnswerLine]
    message_id: str | None = None
    not_said: Sequence[str] = ()  # references that it names and says nothing of that could be told
    of_own_order: bool = False  # whether it names an order of the sender's


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was booked."""

    answer_id: int
    repeated: bool
    counts: dict[str, int] = field(default_factory=dict)


STAGED = ("act_id", "ordinal", "reference", "message_id", "to_state", "amount_vnd", "payee_name", "reason", "on_date")

# What each line comes to. The order of the cases is the order in which a clerk would look; but whoever says, be it
# with a wrong sum or name, that a payout was paid which the books have given up stops it first (SAID_PAID). Out of what
# the books gave up leads no answer: that takes the word of two people (app/payment_word.py).
JUDGE = text("""
    UPDATE staged_answer t SET verdict = judged.verdict, payout_id = judged.payout_id
    FROM (
        SELECT s.ordinal, p.id AS payout_id,
            CASE WHEN p.id IS NULL THEN 'UNKNOWN_REFERENCE'
                 WHEN s.to_state IS NULL THEN 'UNKNOWN_STATUS'
                 WHEN p.state IN ('rejected', 'cancelled') AND s.to_state IN ('debited', 'settled') THEN 'STEP_BACK'
                 WHEN s.amount_vnd <> p.amount_vnd THEN 'AMOUNT_DIFFERS'
                 WHEN s.payee_name <> p.payee_name THEN 'NAME_DIFFERS'
                 WHEN s.payee_name IS NOT NULL AND (s.on_date > :today OR s.on_date < d.signed_on) THEN 'DAY_WRONG'
                 WHEN s.on_date > CAST(:today AS date) + 31 THEN 'DAY_WRONG'
                 WHEN s.message_id IS NOT NULL AND f.id IS NULL THEN 'MESSAGE_DIFFERS'
                 WHEN count(*) OVER (PARTITION BY s.reference) > 1 THEN 'ANSWERED_TWICE'
                 WHEN p.state = s.to_state OR (s.to_state = 'in_process' AND p.state IN ('debited', 'settled'))
                    OR (s.to_state = 'debited' AND p.state = 'settled') THEN 'NOTHING_NEW'
                 WHEN m.kind IS NULL THEN 'STEP_BACK'
                 ELSE 'BOOKED' END AS verdict
        FROM staged_answer s
        LEFT JOIN (SELECT o.* FROM payout o JOIN payment_batch b ON b.id = o.batch_id
                   WHERE b.district_id = ANY (:units)) p ON p.end_to_end_id = s.reference
        LEFT JOIN decision d ON d.id = p.decision_id
        LEFT JOIN batch_file f ON f.batch_id = p.batch_id AND f.message_id = s.message_id
        LEFT JOIN state_move m ON m.kind = 'payout' AND m.from_state = p.state AND m.to_state = s.to_state
            AND p.state NOT IN ('rejected', 'cancelled')) judged
    WHERE judged.ordinal = t.ordinal
""")

# Whether an answer is about anything that the sender pays.
OWN = text("""
    SELECT EXISTS (SELECT FROM staged_answer WHERE payout_id IS NOT NULL)
        OR EXISTS (SELECT FROM payout o JOIN payment_batch b ON b.id = o.batch_id
                   WHERE b.district_id = ANY (:units) AND o.end_to_end_id = ANY (:not_said))
""")

BOOK = text("""
    UPDATE payout p SET state = s.to_state, reason = coalesce(s.reason, p.reason),
        settled_on = CASE WHEN s.to_state = 'settled' THEN s.on_date ELSE p.settled_on END
    FROM staged_answer s WHERE s.verdict = 'BOOKED' AND p.id = s.payout_id
""")

FOLLOW = text(following.statement("SELECT payout_id FROM staged_answer WHERE verdict = 'BOOKED'"))

# Somebody says that it was paid after all, when the books have given that payout up: what it pays waits for a person.
SAID_PAID = text("""
    UPDATE entitlement e SET blocked = 'SAID_PAID'
    FROM staged_answer s JOIN payout_share h ON h.payout_id = s.payout_id
    WHERE s.verdict = 'STEP_BACK' AND s.to_state IN ('debited', 'settled') AND h.entitlement_id = e.id
      AND e.state IN ('open', 'reserved')
""")

COUNT = text("SELECT lower(verdict) AS verdict, count(*) AS lines FROM staged_answer GROUP BY verdict ORDER BY verdict")

SET_ASIDE = text("""
    INSERT INTO answer_exception (answer_id, payout_id, reference, code, detail)
    SELECT :answer, s.payout_id, s.reference, s.verdict, jsonb_build_object('line', s.ordinal + 1, 'state', s.to_state)
    FROM staged_answer s WHERE s.verdict NOT IN ('BOOKED', 'NOTHING_NEW') ORDER BY s.ordinal
""")


def take(tx: Session, actor: Actor, answered: Answered) -> Outcome:
    """Book an answer. Raises AnswerNotYours, MessageReused."""
    digest = hashlib.sha256(answered.data).digest()
    known = tx.scalars(visible(actor, Answer).where(Answer.sha256 == digest).order_by(Answer.id)).first()
    if known:
        audit.append(tx, "answer.repeated", f"answer/{known.id}", sha256=digest.hex())
        return Outcome(known.id, repeated=True, counts=known.counts)
    db.stage(tx, "staged_answer", STAGED, _records(db.act_id(tx), answered.lines))
    tx.execute(JUDGE, {"units": sorted(actor.districts), "today": settings().today()})
    _refuse_anothers(tx, actor, answered)
    _refuse_reused(tx, actor, answered.message_id)
    tx.execute(BOOK)
    tx.execute(FOLLOW, {"pay_again": following.PAY_AGAIN})
    tx.execute(SAID_PAID)
    answer = _keep(tx, actor, answered, digest, {row.verdict: row.lines for row in tx.execute(COUNT)})
    tx.execute(SET_ASIDE, {"answer": answer.id})
    ledger.post(tx)
    audit.append(
        tx, "answer.taken", f"answer/{answer.id}", kind=answered.kind, sha256=digest.hex(), counts=answer.counts
    )  # fmt: skip
    return Outcome(answer.id, repeated=False, counts=answer.counts)


def leave_unanswered(tx: Session, actor: Actor, batch_id: int) -> int:
    """Past the cut-off: what nobody answered is in doubt, and is never paid again by itself. How many."""
    batch = find(tx, actor, PaymentBatch, batch_id, lock=True)
    require_state(batch.state, "exported")
    waiting = (Payout.batch_id == batch.id) & Payout.state.in_(("exported", "in_process"))
    ids = tx.scalars(update(Payout).where(waiting).values(state="in_doubt").returning(Payout.id)).all()
    audit.append(tx, "batch.unanswered", f"batch/{batch.id}", payouts=len(ids))
    return len(ids)


def _refuse_anothers(tx: Session, actor: Actor, answered: Answered) -> None:
    asked = {"units": sorted(actor.districts), "not_said": list(answered.not_said)}
    if not answered.of_own_order and not tx.scalar(OWN, asked):
        raise AnswerNotYours


def _refuse_reused(tx: Session, actor: Actor, message_id: str | None) -> None:
    """Of the answers that the actor may see: what another unit was sent is between it and its bank."""
    if message_id and tx.scalars(visible(actor, Answer).where(Answer.message_id == message_id).limit(1)).first():
        raise MessageReused(message_id=message_id)


def _records(act_id: int, lines: Iterable[AnswerLine]) -> Iterator[tuple[object, ...]]:
    for ordinal, line in enumerate(lines):
        yield (
            act_id, ordinal, line.reference, line.message_id, line.to_state, line.amount_vnd, line.payee_name,
            line.reason, line.on,
        )  # fmt: skip


def _keep(tx: Session, actor: Actor, answered: Answered, digest: bytes, counts: dict[str, int]) -> Answer:
    answer = Answer(
        kind=answered.kind, sha256=digest, message_id=answered.message_id, counts=counts, district_id=actor.unit_id,
        bytes_cipher=seal(answered.data, f"answer|bytes|{digest.hex()}"), act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(answer)
    tx.flush()  # for its id; a concurrent answer with the same bytes is refused here
    return answer
