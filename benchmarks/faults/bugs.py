"""Seeded bugs: each a fault that such services really have, put into the service under test to see that it is found.

Some take a wall of the database away as well (`ddl`), where that wall alone would still hold: what is to be shown is
that the harness sees the damage, not that there are two walls.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import audit, batch_files, db, idempotency, identity, ledger, payment, reconciliation
from app.access import Actor, find
from app.access.duties import require_state
from app.models import BatchFile, PaymentBatch
from app.routers import door

WITHOUT_SHARE_WALL = "DROP INDEX uq_payout_share_live;"
WITHOUT_BATCH_WALL = "DROP TRIGGER payment_batch_agrees ON payment_batch;"
WITHOUT_POSTED_WALL = "DROP TRIGGER act_is_posted ON act;"
LATE_SECONDS = 0.15


@dataclass(frozen=True, slots=True)
class Bug:
    """What is put in the service's process, and what is taken from its database."""

    says: str
    put_in: Callable[[], None]
    ddl: str = ""


def put_in(name: str) -> None:
    """Put a bug into this process; none where no name is given."""
    if name:
        BUGS[name].put_in()


def _no_unique_share() -> None:
    """What is reserved by another batch is taken into the next one, too."""
    said = payment.RESERVE.text.replace("e.state = 'open'", "e.state IN ('open', 'reserved')")
    payment.RESERVE = text(said)


def _own_transaction_for_the_answer() -> None:
    """The effect is committed by itself, and the key's answer afterwards."""

    def commit(tx: Session, actor: Actor, key: str, print_: bytes, answer: idempotency.Kept) -> None:
        tx.commit()
        with Session(db.engine()) as other:
            idempotency.keep(other, actor, key, print_, answer)
            other.commit()

    door._commit = commit  # noqa: SLF001 – that is the bug


def _check_then_insert() -> None:
    """What is open is read first, and marked afterwards: two who read at once both have it."""
    where = payment.RESERVE.text.partition("FROM application a")[2].partition("RETURNING")[0]
    read = text(f"SELECT e.id FROM entitlement e, application a {where}")  # noqa: S608 – the service's own words
    mark = text("UPDATE entitlement SET state = 'reserved' WHERE id = ANY (:ids) AND state = 'open'")
    form = payment.form

    def scalars(tx: Session, statement: Any, values: Any = None, **more: Any) -> Any:  # noqa: ANN401 – Session's own
        if statement is not payment.RESERVE:
            return Session.scalars(tx, statement, values, **more)
        ids = list(Session.scalars(tx, read, values))
        Session.execute(tx, text("SELECT pg_sleep(:seconds)"), {"seconds": LATE_SECONDS})
        Session.execute(tx, mark, {"ids": ids})
        return ids

    def formed(tx: Session, *arguments: Any, **more: Any) -> PaymentBatch:  # noqa: ANN401 – form's own
        tx.scalars = scalars.__get__(tx)  # type: ignore[method-assign]  # for this transaction alone
        return form(tx, *arguments, **more)

    payment.form = formed


def _float_sums() -> None:
    """A batch's sum is put together from the two funds' shares, as float and cut to whole đồng."""
    pay_out = payment._pay_out  # noqa: SLF001 – that is where the bug goes

    def paid_out(tx: Session, batch: PaymentBatch, entitlement_ids: Sequence[int]) -> None:
        pay_out(tx, batch, entitlement_ids)
        each = batch.amount_vnd / max(batch.payouts, 1)
        batch.amount_vnd = sum(int(each * 5 / 7) + int(each * 2 / 7) for _ in range(batch.payouts))

    payment._pay_out = paid_out  # noqa: SLF001


def _no_identity_lock() -> None:
    """Two lists may be told apart at the same time."""

    def lock(tx: Session) -> None:
        """Nothing."""

    identity.lock = lock


def _answer_before_commit() -> None:
    """The answer leaves, and the commit follows when there is time."""

    def commit(tx: Session, actor: Actor, key: str, print_: bytes, answer: idempotency.Kept) -> None:
        idempotency.keep(tx, actor, key, print_, answer)
        tx.flush()
        close, tx.close = tx.close, lambda: None  # type: ignore[method-assign]  # else the door would undo it

        def later() -> None:
            try:
                tx.commit()
            finally:
                close()

        threading.Timer(LATE_SECONDS, later).start()

    door._commit = commit  # noqa: SLF001


def _other_bytes_each_time() -> None:
    """A file is made anew at every download, with the time of the download in it."""
    bytes_of, count = batch_files.bytes_of, iter(range(10**9))

    def made(file: BatchFile) -> bytes:
        return bytes_of(file) + b"\n" * (next(count) % 7)

    batch_files.bytes_of = made


def _pay_again_what_is_in_doubt() -> None:
    """Whoever the bank did not answer for is given up and paid again."""

    def leave(tx: Session, actor: Actor, batch_id: int) -> int:
        batch = find(tx, actor, PaymentBatch, batch_id, lock=True)
        require_state(batch.state, "exported")
        given_up = tx.scalars(GIVE_UP, {"batch": batch.id}).all()
        tx.execute(OPEN_AGAIN, {"payouts": list(given_up)})
        ledger.post(tx)
        audit.append(tx, "batch.unanswered", f"batch/{batch.id}", payouts=len(given_up))
        return len(given_up)

    reconciliation.leave_unanswered = leave


GIVE_UP = text("""UPDATE payout SET state = 'cancelled' WHERE batch_id = :batch AND state IN ('exported', 'in_process')
                  RETURNING id""")
OPEN_AGAIN = text("""UPDATE entitlement e SET state = 'open' FROM payout_share s
                     WHERE s.payout_id = ANY (:payouts) AND e.id = s.entitlement_id AND e.state = 'reserved'""")


def _posting_lost() -> None:
    """A batch that leaves is not posted when its sum is odd to somebody: the ledger keeps the money at home."""
    post, count = ledger.post, iter(range(10**9))

    def posted(tx: Session) -> int:
        return 0 if next(count) % 3 == 2 else post(tx)  # noqa: PLR2004 – every third

    ledger.post = posted


BUGS: Mapping[str, Bug] = {
    "no unique share": Bug("the unique index on live shares dropped, and what is reserved taken again",
                           _no_unique_share, WITHOUT_SHARE_WALL),
    "answer in another transaction": Bug("the key's answer kept in a transaction of its own",
                                         _own_transaction_for_the_answer),
    "check then insert": Bug("read what is open, then reserve it", _check_then_insert, WITHOUT_SHARE_WALL),
    "float sums": Bug("a batch's sum by float", _float_sums, WITHOUT_BATCH_WALL),
    "no lock": Bug("the lock under which people are told apart left out", _no_identity_lock),
    "answer before commit": Bug("the answer sent before the commit", _answer_before_commit),
    "other bytes": Bug("an export that is not the same bytes twice", _other_bytes_each_time),
    "in doubt paid again": Bug("what the bank did not answer paid again", _pay_again_what_is_in_doubt),
    "posting lost": Bug("a posting of the ledger left out", _posting_lost, WITHOUT_POSTED_WALL),
}  # fmt: skip
