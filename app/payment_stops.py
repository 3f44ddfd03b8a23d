"""What keeps money from leaving: a finding when the batch is frozen; later, whatever has come up meanwhile."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import checking, identity
from app.checking import STOPPING
from app.errors import Conflict
from app.models import PaymentBatch

SHOWN_MAX = 200


class PaidTwice(Conflict):
    """{count} khoản trong bảng kê là của người đã có khoản này (đã ghi nhận là một người); hãy dừng các khoản đó.
    {count} payouts of the batch go to somebody who has the money already (linked as one person); stop them.
    """


class SaidPaid(Conflict):
    """{count} khoản trong bảng kê đã có báo cáo là đã trả ở lần chi trước; hãy dừng các khoản đó và xác minh.
    {count} payouts of the batch are reported as paid by an earlier one; stop them and find out.
    """


class StoppedByCheck(Conflict):
    """{count} khoản trong bảng kê có cảnh báo kiểm tra chưa được gỡ; hãy dừng các khoản đó hoặc giải quyết cảnh báo.
    {count} payouts of the batch have a finding that is not cleared; stop them, or decide the finding.
    """


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A payout that a check keeps out of its batch; what was found is told by /api/findings."""

    payout_id: int
    application_id: int
    amount_vnd: int
    findings: Sequence[int]


TAKE_OUT = text(f"""
    WITH gone AS (
        UPDATE payout p SET state = 'void', reason = 'check'
        WHERE p.batch_id = :batch AND p.state = 'batched' AND {STOPPING.format(application="p.application_id")}
        RETURNING p.id, p.application_id, p.amount_vnd)
    SELECT g.id AS payout_id, g.application_id, g.amount_vnd,
           (SELECT array_agg(f.id ORDER BY f.id) FROM finding f
            WHERE f.application_id = g.application_id AND f.state <> 'cleared' AND f.effect = 'block') AS findings
    FROM gone g ORDER BY g.id
""")  # noqa: S608 – ours

STOPS = f"""
    SELECT count(DISTINCT p.id) FILTER (WHERE e.blocked = 'SAID_PAID') AS said,
           count(DISTINCT p.id) FILTER (WHERE e.double_of IS NOT NULL) AS twice,
           count(DISTINCT p.id) FILTER (WHERE {STOPPING.format(application="p.application_id")}) AS found
    FROM payout p JOIN payout_share s ON s.payout_id = p.id AND s.live
    JOIN entitlement e ON e.id = s.entitlement_id
"""  # noqa: S608 – ours
OF_BATCH, OF_PAYOUT = text(f"{STOPS} WHERE p.batch_id = :batch"), text(f"{STOPS} WHERE p.id = :payout")


def take_out(tx: Session, batch: PaymentBatch) -> list[LeftOut]:
    """Ask the checks about everybody in a batch, and void the payouts that they stop; the batch counts the rest."""
    checking.batch(tx, batch.id)
    gone = [LeftOut(**row) for row in tx.execute(TAKE_OUT, {"batch": batch.id}).mappings()]
    batch.payouts -= len(gone)
    batch.amount_vnd -= sum(each.amount_vnd for each in gone)
    return gone


def told(batch: PaymentBatch, gone: Sequence[LeftOut]) -> dict[str, object]:
    """A batch with what was left out of it."""
    columns = {column.name: getattr(batch, column.name) for column in PaymentBatch.__table__.columns}
    shown = [asdict(each) for each in gone[:SHOWN_MAX]]
    return {**columns, "left_out": len(gone), "left_out_payouts": shown}


def refuse(tx: Session, batch: PaymentBatch) -> None:
    """What came after the freeze: an answer, a link of people, a finding.

    Raises SaidPaid, PaidTwice, StoppedByCheck.
    """
    identity.hold_people(tx)
    found = tx.execute(OF_BATCH, {"batch": batch.id}).one()
    if found.said:
        raise SaidPaid(count=found.said)
    if found.twice:
        raise PaidTwice(count=found.twice)
    if found.found:
        raise StoppedByCheck(count=found.found)


def may_still_be_stopped(tx: Session, payout_id: int) -> bool:
    """Whether one payout is not to be paid, though its batch was released."""
    found = tx.execute(OF_PAYOUT, {"payout": payout_id}).one()
    return bool(found.said or found.twice or found.found)
