"""Payment batches: formed from open entitlements, frozen as fixed bytes, checked by another, released, exported.

A batch is exported, and that committed, before its bytes can be downloaded; every download is the same bytes.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from app import audit, batch_files, checking, db, determining, identity, ledger, payment_stops, rules, signed_by
from app.access import Action, Actor, find
from app.access.duties import refuse_same_hands, require_event, require_state
from app.checking import BLOCKED, STOPPING, WAITING
from app.errors import Forbidden, Invalid
from app.files.bank_order import end_to_end_id, uetr
from app.models import BatchFile, PaymentBatch, Payout
from app.rules.policy import UNIT_KINDS
from app.settings import VIET_NAM, settings
from app.working_days import is_working_day


class NotThePayer(Forbidden):
    """Theo quy trình của chính sách này, đơn vị chi trả là: {unit_kind}.
    By this policy's route it is paid by: {unit_kind_en}.
    """


class NothingToPay(Invalid):
    """Không có khoản nào chờ chi theo chính sách và hình thức này.
    No entitlement waits to be paid under this policy and by this channel.
    """


class FiguresDiffer(Invalid):
    """Số người hoặc tổng tiền bạn kiểm không khớp với bảng kê; hãy mở tệp và đếm lại.
    The count or the sum that you checked is not the batch's; open its files and count again.
    """


class NotAWorkingDay(Invalid):
    """Ngày chuyển khoản {day} không phải ngày làm việc từ hôm nay trở đi.
    The day {day} of the transfers is no working day from today on.
    """


class StillOpen(Invalid):
    """Còn {count} khoản chi chưa có kết quả cuối cùng.
    {count} payouts have not come to an end yet.
    """


COLUMNS = (
    "id", "batch_id", "line", "district_id", "policy", "beneficiary_id", "application_id", "decision_id",
    "commune_code", "amount_vnd", "state", "end_to_end_id", "uetr", "payee_name", "bank_bin", "account_index",
    "account_cipher", "account_last4", "act_id",
)  # fmt: skip

RESERVE = text(f"""
    UPDATE entitlement e SET state = 'reserved' FROM application a
    WHERE a.id = e.application_id AND e.payer_id = :payer AND e.policy = :policy AND e.state = 'open'
      AND e.blocked IS NULL AND e.double_of IS NULL AND a.payment_method = :channel
      AND NOT {STOPPING.format(application="a.id")} AND NOT {WAITING}
      AND (CAST(:decisions AS bigint[]) IS NULL OR e.decision_id = ANY (CAST(:decisions AS bigint[])))
    RETURNING e.id, e.application_id, e.amount_vnd
""")  # noqa: S608 – ours

# The decision is the money's, the latest of several: the application itself may be on its way to a further one.
PAYEES = text("""
    SELECT a.id AS application_id, a.district_id, a.policy, a.beneficiary_id, max(e.decision_id) AS decision_id,
           CASE u.kind WHEN 'commune' THEN u.code ELSE a.commune_code END AS commune_code,
           CASE :channel WHEN 'cash' THEN b.full_name ELSE a.account_name END AS payee_name,
           a.bank_bin, a.account_index, a.account_cipher, a.account_last4, sum(e.amount_vnd)::bigint AS amount_vnd
    FROM unnest(CAST(:ids AS bigint[])) AS taken(id)
    JOIN entitlement e ON e.id = taken.id
    JOIN application a ON a.id = e.application_id
    JOIN beneficiary b ON b.id = a.beneficiary_id
    JOIN beneficiary_list l ON l.id = a.list_id JOIN unit u ON u.id = l.unit_id
    GROUP BY a.id, b.id, l.id, u.id
    ORDER BY u.code, l.id, b.name_key, a.id
""")

SHARES = text("""
    INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd)
    SELECT p.id, e.id, e.amount_vnd
    FROM unnest(CAST(:ids AS bigint[])) AS taken(id)
    JOIN entitlement e ON e.id = taken.id
    JOIN payout p ON p.application_id = e.application_id AND p.batch_id = :batch
""")


def form(
    tx: Session, actor: Actor, policy: str, channel: str, execution_date: date, decisions: Sequence[int] | None = None
) -> PaymentBatch:
    """Reserve what is open and payable into a batch of one channel, one payout per person. Raises NothingToPay."""
    payer = rules.unit_kind_of(policy, "pay", execution_date)
    if actor.unit_kind != payer:
        vi, en = UNIT_KINDS.get(payer, ("chưa có (luật chưa hiệu lực)", "nobody yet (no law in force)"))
        raise NotThePayer(unit_kind=vi, unit_kind_en=en)
    identity.hold_people(tx)
    chosen = {"payer": actor.unit_id, "policy": policy, "channel": channel, "decisions": decisions}
    if channel == "transfer" and not (execution_date >= settings().today() and is_working_day(execution_date)):
        raise NotAWorkingDay(day=execution_date)
    taken = list(tx.scalars(RESERVE, chosen))
    if not taken:
        raise NothingToPay
    batch = _open(tx, actor, policy, channel, execution_date)
    _pay_out(tx, batch, taken)
    audit.append(
        tx, "batch.formed", f"batch/{batch.id}", policy=policy, channel=channel, payouts=batch.payouts,
        amount_vnd=batch.amount_vnd, decisions=decisions, execution_date=execution_date,
    )  # fmt: skip
    return batch


def freeze(tx: Session, actor: Actor, batch_id: int) -> dict[str, object]:
    """Fix the lines and make the files; whoever a check stops is left out first, and told.

    A batch of which nobody is left is void. Raises SignatoryMissing, SignedByFewer.
    """
    identity.hold_people(tx)
    batch = find(tx, actor, PaymentBatch, batch_id, lock=True)
    require_event("batch", batch.state, "freeze")
    gone = payment_stops.take_out(tx, batch)
    _free(tx, [each.payout_id for each in gone], blocked=BLOCKED)
    if batch.payouts:
        signers = signed_by.appoint(tx, batch)
        batch.state = "frozen"
        _make_files(tx, batch, "batch.frozen", left_out=len(gone), signatories=signers)
    else:
        batch.state = "void"
        _entered(tx, batch, "batch.void", left_out=len(gone))
    return payment_stops.told(batch, gone)


def check(tx: Session, actor: Actor, batch_id: int, *, payouts: int, amount_vnd: int) -> PaymentBatch:
    """A second person has looked at the files and gives their count and sum. Raises SameHands, FiguresDiffer."""
    batch = find(tx, actor, PaymentBatch, batch_id, lock=True)
    require_event("batch", batch.state, "check")
    refuse_same_hands(batch.formed_by_person_id, actor.person_id)
    if (payouts, amount_vnd) != (batch.payouts, batch.amount_vnd):
        raise FiguresDiffer
    batch.state, batch.checked_by_person_id = "checked", actor.person_id
    return _entered(tx, batch, "batch.checked")


def release(tx: Session, actor: Actor, batch_id: int) -> PaymentBatch:
    """Let a checked batch go; whoever formed it does not. Raises SameHands."""
    batch = find(tx, actor, PaymentBatch, batch_id, lock=True)
    require_event("batch", batch.state, "release")
    refuse_same_hands(batch.formed_by_person_id, actor.person_id)
    payment_stops.refuse(tx, batch)
    batch.state, batch.released_by_person_id = "released", actor.person_id
    return _entered(tx, batch, "batch.released")


def export(tx: Session, actor: Actor, batch_id: int) -> PaymentBatch:
    """From here on the bytes may leave: batch and payouts are exported before anybody can download."""
    batch = find(tx, actor, PaymentBatch, batch_id, lock=True)
    require_event("batch", batch.state, "export")
    payment_stops.refuse(tx, batch)
    batch.state = "exported"
    live = (Payout.batch_id == batch.id) & (Payout.state == "batched")
    tx.execute(update(Payout).where(live).values(state="exported"))
    ledger.post(tx)
    return _entered(tx, batch, "batch.exported")


def stop(tx: Session, actor: Actor, payout_id: int, reason: str) -> PaymentBatch:
    """Take one payout out before the release; a checked batch has new bytes then and must be checked again.

    One that an answer says was paid already, whose person has it by a link made since, or that a check stops, is taken
    out of a released batch too, before anything has left.
    """
    payout = find(tx, actor, Payout, payout_id, lock=True)
    require_event("payout", payout.state, "void")
    batch = find(tx, actor, PaymentBatch, payout.batch_id, lock=True)
    late = payment_stops.may_still_be_stopped(tx, payout.id)
    require_state(batch.state, "draft", "frozen", "checked", *(("released",) if late else ()))
    payout.state, payout.reason = "void", "stopped"
    tx.flush()  # its trigger ends the shares
    _free(tx, [payout.id], blocked="stopped")
    batch.payouts, batch.amount_vnd = batch.payouts - 1, batch.amount_vnd - payout.amount_vnd
    if batch.state == "draft":
        return _entered(tx, batch, "payout.stopped", payout=payout.id, reason=reason)
    batch.state, batch.revision = "frozen", batch.revision + 1
    batch.checked_by_person_id = batch.released_by_person_id = None
    _make_files(tx, batch, "payout.stopped", payout=payout.id, reason=reason)
    return batch


def void(tx: Session, actor: Actor, batch_id: int, reason: str) -> PaymentBatch:
    """Give a batch up before its release: its entitlements are open again, but for those that a finding stops."""
    identity.hold_people(tx)  # nothing is found while they come free
    batch = find(tx, actor, PaymentBatch, batch_id, lock=True)
    require_event("batch", batch.state, "void")
    batch.state = "void"
    live = (Payout.batch_id == batch.id) & (Payout.state == "batched")
    gone = tx.execute(update(Payout).where(live).values(state="void").returning(Payout.id, Payout.application_id)).all()
    _free(tx, [each.id for each in gone], blocked=None)
    checking.refresh(tx, sorted(each.application_id for each in gone))
    return _entered(tx, batch, "batch.void", reason=reason)


def read_file(tx: Session, actor: Actor, batch_id: int, name: str) -> tuple[BatchFile, bytes]:
    """A file of a batch, the same bytes at every download: once it is exported.

    Whoever checks the batch sees from the freeze on the bytes that will leave.
    """
    batch = find(tx, actor, PaymentBatch, batch_id)
    before = ("frozen", "checked", "released") if actor.may(Action.CHECK_BATCH) else ()
    require_state(batch.state, *before, "exported", "closed")
    return batch_files.read(tx, batch, name)


def _open(tx: Session, actor: Actor, policy: str, channel: str, execution_date: date) -> PaymentBatch:
    now = settings().now().astimezone(VIET_NAM).replace(microsecond=0)
    batch = PaymentBatch(
        policy=policy, channel=channel, state="draft", message_id=end_to_end_id("B"), created_at=now,
        execution_date=execution_date, payouts=0, amount_vnd=0, revision=1, district_id=actor.unit_id,
        formed_by_person_id=actor.person_id,
    )  # fmt: skip
    tx.add(batch)
    tx.flush()  # for its id
    return batch


def _pay_out(tx: Session, batch: PaymentBatch, entitlement_ids: Sequence[int]) -> None:
    rows = tx.execute(PAYEES, {"ids": list(entitlement_ids), "channel": batch.channel}).all()
    ids = determining.reserve(tx, payout=len(rows))["payout"]
    act = db.act_id(tx)
    records = (
        (
            id_, batch.id, line, row.district_id, row.policy, row.beneficiary_id, row.application_id, row.decision_id,
            row.commune_code, row.amount_vnd, "batched", end_to_end_id("P"), uetr(), row.payee_name, row.bank_bin,
            row.account_index, row.account_cipher, row.account_last4, act,
        )
        for line, (id_, row) in enumerate(zip(ids, rows, strict=True), start=1)
    )  # fmt: skip
    db.copy(tx, "payout", COLUMNS, records)
    tx.execute(SHARES, {"ids": list(entitlement_ids), "batch": batch.id})
    batch.payouts, batch.amount_vnd = len(rows), sum(row.amount_vnd for row in rows)


def _make_files(tx: Session, batch: PaymentBatch, action: str, **more: object) -> None:
    tx.flush()  # the batch's new state, before its files say so
    files = batch_files.make(tx, batch)
    _entered(tx, batch, action, files={file.name: file.sha256.hex() for file in files}, **more)


FREE = text("""
    UPDATE entitlement e SET state = 'open', blocked = CASE e.blocked WHEN 'SAID_PAID' THEN e.blocked ELSE :blocked END
    FROM payout_share s
    WHERE s.payout_id = ANY (:payouts) AND e.id = s.entitlement_id AND e.state = 'reserved'
""")


def _free(tx: Session, payout_ids: Sequence[int], blocked: str | None) -> None:
    tx.execute(FREE, {"payouts": list(payout_ids), "blocked": blocked})


def _entered(tx: Session, batch: PaymentBatch, action: str, **more: object) -> PaymentBatch:
    audit.append(
        tx, action, f"batch/{batch.id}", payouts=batch.payouts, amount_vnd=batch.amount_vnd, revision=batch.revision,
        **more,
    )  # fmt: skip
    return batch


def close(tx: Session, actor: Actor, batch_id: int) -> PaymentBatch:
    """Close a batch whose payouts have all ended. Raises StillOpen."""
    batch = find(tx, actor, PaymentBatch, batch_id, lock=True)
    require_event("batch", batch.state, "close")
    waiting = Payout.state.in_(("exported", "in_process", "debited", "in_doubt"))
    count = tx.scalar(select(func.count()).where(Payout.batch_id == batch.id, waiting))
    if count:
        raise StillOpen(count=count)
    batch.state = "closed"
    return _entered(tx, batch, "batch.closed")
