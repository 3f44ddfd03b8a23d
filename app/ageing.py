"""How long money has been on its way, in doubt, back, or unclaimed: by days since the log of states says so."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import unclaimed
from app.access import Actor, masking
from app.settings import settings

BUCKETS = ("0-2", "3-7", "8-30", "over_30")
KINDS = ("in_transit", "in_doubt", "returned", "unclaimed")

# In process is still on its way since it was exported; all else since it came to its state.
AGED = f"""
    WITH found AS (
        SELECT CASE WHEN p.state = 'in_doubt' THEN 'in_doubt' ELSE 'in_transit' END AS kind, p.id, p.amount_vnd,
               CASE WHEN p.state = 'in_process' THEN 'exported' ELSE p.state END AS since_state
        FROM payout p WHERE p.state IN ('exported', 'in_process', 'debited', 'in_doubt')
        UNION ALL
        SELECT 'returned', p.id, sum(s.amount_vnd)::bigint, p.state
        FROM payout p JOIN payout_share s ON s.payout_id = p.id
        JOIN entitlement e ON e.id = s.entitlement_id AND e.state = 'returned'
        WHERE p.state = 'returned' GROUP BY p.id
        UNION ALL
        SELECT 'unclaimed', u.payout_id, sum(u.amount_vnd)::bigint, 'cancelled' FROM ({unclaimed.OWED}) u
        GROUP BY u.payout_id
    ), aged AS (
        SELECT f.kind, f.id AS payout_id, p.batch_id, p.state, u.code AS unit, f.amount_vnd, c.since,
               CASE WHEN p.policy = ANY (:covered) THEN :other_support ELSE p.policy END AS policy,
               CASE WHEN f.kind = 'unclaimed' THEN {unclaimed.DEADLINE.format(payer="b.district_id", policy="p.policy")}
                    END AS deadline,
               greatest(0, CAST(:today AS date) - (c.since AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS days
        FROM found f JOIN payout p ON p.id = f.id JOIN payment_batch b ON b.id = p.batch_id
        JOIN unit u ON u.id = b.district_id
        CROSS JOIN LATERAL (SELECT max(s.at) AS since FROM state_change s
                            WHERE s.kind = 'payout' AND s.object_id = f.id AND s.to_state = f.since_state) c
        WHERE b.district_id = ANY (:units) OR p.district_id = ANY (:units)
    ), told AS (
        SELECT a.*, CASE WHEN days <= 2 THEN '0-2' WHEN days <= 7 THEN '3-7' WHEN days <= 30 THEN '8-30'
                         ELSE 'over_30' END AS bucket FROM aged a)
"""  # noqa: S608 – ours
BY_BUCKET = text(f"""{AGED}
    SELECT kind, unit, policy, bucket, count(*) AS payouts, sum(amount_vnd)::bigint AS amount_vnd,
           max(days) AS days_max
    FROM told GROUP BY kind, unit, policy, bucket ORDER BY kind, unit, policy, max(days)
""")  # noqa: S608 – ours
ONE_BY_ONE = text(f"""{AGED}
    SELECT * FROM told
    WHERE payout_id > :after AND (CAST(:kind AS text) IS NULL OR kind = :kind)
      AND (CAST(:bucket AS text) IS NULL OR bucket = :bucket)
    ORDER BY payout_id LIMIT :limit
""")  # noqa: S608 – ours


def by_bucket(tx: Session, actor: Actor) -> Sequence[Row[Any]]:
    """Counts and sums by kind, paying unit, policy and age."""
    return tx.execute(BY_BUCKET, _asked(actor)).all()


def one_by_one(
    tx: Session, actor: Actor, kind: str | None, bucket: str | None, *, after: int, limit: int
) -> Sequence[Row[Any]]:
    """A page of the payouts themselves, by their ids."""
    return tx.execute(
        ONE_BY_ONE, {**_asked(actor), "kind": kind, "bucket": bucket, "after": after, "limit": limit}
    ).all()


def _asked(actor: Actor) -> dict[str, object]:
    return {
        "units": sorted(actor.districts), "today": settings().today(), "covered": masking.covered(actor.role),
        **unclaimed.OF_HEALTH, "other_support": masking.OTHER_SUPPORT,
    }  # fmt: skip
