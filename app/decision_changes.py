"""What a decision that changes another brings about, once it is in force.

Each right of the first decision is an entitlement with all that stands under it; what of it is owed is the sum of what
lives, less what is in an overpayment case. More is owed by a further entitlement; less takes what was not paid first,
and what was paid already becomes a case to be recovered. What is in a batch is stopped before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, text, update
from sqlalchemy.orm import Session

from app import db, funding, ledger, overpayments
from app.errors import Conflict, Invalid
from app.following import SAID_PAID
from app.models import Decision, Entitlement
from app.overpayments import Found

SHOWN_MAX = 200


class StoodDiffers(Conflict):
    """Số tiền của {count} khoản đã thay đổi từ khi lập dự thảo; hãy huỷ dự thảo và lập lại.
    What is owed of {count} entitlements has changed since the draft; void it and draw it up anew.
    """


class StillInBatch(Conflict):
    """{count} khoản phải giảm hoặc thu hồi đang nằm trong bảng kê; hãy dừng các khoản chi đó, hoặc chờ kết quả, rồi
    làm lại.

    {count} of the entitlements to be lowered or revoked are in a payment batch; stop those payouts, or wait for what
    became of them, and try again.
    """


class StillInQuestion(Conflict):
    """Với {count} khoản phải giảm hoặc thu hồi, chưa rõ tiền đang ở đâu (có báo cáo đã trả, đang chờ xác nhận, hoặc
    tiền đã hoàn về chưa quyết định); hãy xác minh xong rồi làm lại.

    Of {count} entitlements to be lowered or revoked it is not settled where the money is (said to be paid, a word on
    it waits, or it came back); settle that, and try again.
    """


class ChangeBeforeDecision(Invalid):
    """Ngày ký {signed_on} trước ngày ký của quyết định gốc ({first_on}).
    The day of signing {signed_on} is before that of the first decision ({first_on}).
    """


@dataclass(frozen=True, slots=True)
class Cut:
    """What one entitlement gives up of what is owed of it."""

    entitlement_id: int
    state: str
    owed_vnd: int
    cut_vnd: int


# What of each entitlement is still owed by us or rightly held: it lives, and no case takes it back.
OWED = """
    SELECT e.id, coalesce(e.adjusts_id, e.id) AS first_id, e.state,
           CASE WHEN e.state = 'cancelled' THEN 0 ELSE (e.amount_vnd - coalesce(told.amount_vnd, 0))::bigint END
               AS owed_vnd
    FROM entitlement e LEFT JOIN LATERAL (
        SELECT sum(o.amount_vnd) AS amount_vnd FROM overpayment o
        WHERE o.entitlement_id = e.id AND o.state <> 'withdrawn') told ON true
"""
LOCK = text("""
    WITH listed AS (SELECT entitlement_id AS id FROM decision_change_row WHERE decision_id = :decision)
    SELECT e.id FROM entitlement e
    WHERE e.id IN (SELECT id FROM listed) OR e.adjusts_id IN (SELECT id FROM listed) ORDER BY e.id FOR NO KEY UPDATE
""")
_OWED_NOW = f"""
    WITH listed AS MATERIALIZED (
        SELECT entitlement_id AS id, before_vnd, after_vnd FROM decision_change_row
        WHERE decision_id = :decision AND entitlement_id IS NOT NULL),
    owed AS MATERIALIZED ({OWED} WHERE e.id IN (SELECT id FROM listed) OR e.adjusts_id IN (SELECT id FROM listed))
"""  # noqa: S608 – ours
CHANGED = text(f"""{_OWED_NOW}
    SELECT count(*) FROM listed l WHERE l.before_vnd <> (SELECT sum(o.owed_vnd) FROM owed o WHERE o.first_id = l.id)
""")  # noqa: S608 – ours
IN_BATCH = text(f"""{_OWED_NOW}
    SELECT DISTINCT o.first_id FROM owed o JOIN listed l ON l.id = o.first_id
    WHERE o.state = 'reserved' AND l.after_vnd < l.before_vnd ORDER BY o.first_id
""")  # noqa: S608 – ours
# Taken back as unpaid, it could not be booked any more when it is proven paid; out of returned leads a word alone.
IN_QUESTION = text(f"""{_OWED_NOW}
    SELECT DISTINCT o.first_id FROM owed o JOIN listed l ON l.id = o.first_id JOIN entitlement e ON e.id = o.id
    WHERE l.after_vnd < l.before_vnd AND (
        o.state = 'returned' OR o.state = 'open' AND e.blocked = '{SAID_PAID}' OR EXISTS (
            SELECT FROM payout_share s JOIN payment_word w ON w.payout_id = s.payout_id
            WHERE s.entitlement_id = e.id AND w.state = 'asked')) ORDER BY o.first_id
""")  # noqa: S608 – ours
# Unpaid before paid, the latest first: until nothing is left to be cut.
CUTS = text(f"""{_OWED_NOW}
    SELECT entitlement_id, state, owed_vnd, least(owed_vnd, wanted_vnd - gone_vnd)::bigint AS cut_vnd FROM (
        SELECT o.id AS entitlement_id, o.state, o.owed_vnd, l.before_vnd - l.after_vnd AS wanted_vnd,
               coalesce(sum(o.owed_vnd) OVER (PARTITION BY l.id ORDER BY o.state <> 'open', o.id DESC
                                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS gone_vnd
        FROM owed o JOIN listed l ON l.id = o.first_id WHERE l.after_vnd < l.before_vnd AND o.owed_vnd > 0) cut
    WHERE gone_vnd < wanted_vnd ORDER BY entitlement_id
""")  # noqa: S608 – ours

_COLUMNS = """policy, beneficiary_id, person_id, occasion, component, child_key, exclusive, amount_vnd, state, blocked,
    origin, application_id, decision_id, payer_id, funding_id, district_id, double_of, adjusts_id, act_id"""
_COPIED = """
    INSERT INTO entitlement ({columns})
    SELECT e.policy, e.beneficiary_id, e.person_id, e.occasion, e.component, e.child_key, e.exclusive, n.amount_vnd,
           'open', {blocked}, 'decision', e.application_id, :decision, e.payer_id, {funding}, e.district_id,
           e.double_of, coalesce(e.adjusts_id, e.id), :act
    FROM {given} JOIN entitlement e ON e.id = n.id ORDER BY e.id
"""
# What is left of an unpaid one is paid by the funds that were to pay it, and stopped for what stopped it.
LEFT = text(_COPIED.format(
    columns=_COLUMNS, blocked="e.blocked", funding="e.funding_id",
    given="unnest(CAST(:ids AS bigint[]), CAST(:amounts AS bigint[])) AS n(id, amount_vnd)",
))  # fmt: skip
# An account that is wrong, or whose payment was stopped, is so for what is owed more as well.
MORE = text(_COPIED.format(
    columns=_COLUMNS, funding=":funding",
    blocked=f"""(SELECT x.blocked FROM entitlement x WHERE (x.id = e.id OR x.adjusts_id = e.id) AND x.state = 'open'
                 AND x.blocked <> '{SAID_PAID}' ORDER BY x.id LIMIT 1)""",  # noqa: S608 – ours
    given="""(SELECT entitlement_id AS id, after_vnd - before_vnd AS amount_vnd FROM decision_change_row
              WHERE decision_id = :decision AND after_vnd > before_vnd) n""",
))  # fmt: skip
GROWS = text("SELECT EXISTS (SELECT FROM decision_change_row WHERE decision_id = :decision AND after_vnd > before_vnd)")


def require_after(tx: Session, first_id: int, signed_on: date) -> None:
    """A change is signed after what it changes. Raises ChangeBeforeDecision."""
    first_on = tx.get_one(Decision, first_id).signed_on
    if first_on and signed_on < first_on:
        raise ChangeBeforeDecision(signed_on=signed_on, first_on=first_on)


def take_effect(tx: Session, decision: Decision) -> dict[str, object]:
    """Owe more, owe less, or take back; what it came to, in đồng.

    Raises StoodDiffers, StillInBatch, StillInQuestion, FundingMissing, FundShort.
    """
    if decision.kind == "correct":
        return {"changes": decision.changes_id}
    this = {"decision": decision.id}
    tx.execute(LOCK, this)
    refuse_changed(tx, decision)
    cuts = [Cut(*row) for row in tx.execute(CUTS, this)]
    lowered = _lower(tx, decision, [cut for cut in cuts if cut.state == "open"])
    overpaid = _take_back(tx, decision, [cut for cut in cuts if cut.state != "open"])
    if tx.scalar(GROWS, this):
        paid_by = funding.in_force(tx, decision.policy, decision.district_id, decision.law_on)
        tx.execute(MORE, {**this, "funding": paid_by, "act": db.act_id(tx)})
    posted = ledger.post(tx)
    return {"changes": decision.changes_id, "posted_vnd": posted, "lowered_vnd": lowered, "overpaid_vnd": overpaid}


def refuse_changed(tx: Session, decision: Decision) -> None:
    """What is owed has to be what the paper says it was, in no batch, and known to be unpaid or paid.

    Raises StoodDiffers, StillInBatch, StillInQuestion.
    """
    for asked, refusal in ((IN_BATCH, StillInBatch), (IN_QUESTION, StillInQuestion)):
        found = tx.scalars(asked, {"decision": decision.id}).all()
        if found:
            raise refusal(count=len(found), extra={"entitlements": found[:SHOWN_MAX]})
    changed = tx.scalar(CHANGED, {"decision": decision.id})
    if changed:
        raise StoodDiffers(count=changed)


def _lower(tx: Session, decision: Decision, cuts: Sequence[Cut]) -> int:
    """What was not paid yet is cancelled; where something is left of it, that is owed by the change."""
    if not cuts:
        return 0
    left = [cut for cut in cuts if cut.cut_vnd < cut.owed_vnd]
    ended = Entitlement.id.in_([cut.entitlement_id for cut in cuts])
    tx.execute(update(Entitlement).where(ended).values(state="cancelled"))
    said = {
        "ids": [cut.entitlement_id for cut in left], "amounts": [cut.owed_vnd - cut.cut_vnd for cut in left],
        "decision": decision.id, "act": db.act_id(tx),
    }  # fmt: skip
    tx.execute(LEFT, said)
    return sum(cut.cut_vnd for cut in cuts)


def _take_back(tx: Session, decision: Decision, cuts: Sequence[Cut]) -> int:
    """What was paid already is a case for each."""
    found = [Found(cut.entitlement_id, cut.cut_vnd, "decision_changed", decision_id=decision.id) for cut in cuts]
    overpayments.raise_for(tx, found)
    return sum(cut.cut_vnd for cut in cuts)


ROWS = text("""
    SELECT r.position, r.application_id, r.entitlement_id, r.field, r.before_vnd, r.after_vnd, e.component
    FROM decision_change_row r LEFT JOIN entitlement e ON e.id = r.entitlement_id
    WHERE r.decision_id = :decision AND r.position > :after ORDER BY r.position LIMIT :limit
""")


def rows(tx: Session, decision: Decision, after: int, limit: int) -> Sequence[Row[Any]]:
    """A page of what a change lists."""
    return tx.execute(ROWS, {"decision": decision.id, "after": after, "limit": limit}).all()
