"""What one person has twice once two beneficiaries are linked: marked, never paid again, and undone with the link.

Of two that may be had once the one further on stands (paid before reserved before open), else the older. All is
set-based over some people; a double is out of the unique indexes and of `owed_line`, and no payout takes it
(`a_double_is_not_paid`). What adjusts an entitlement is a double where that is one, and carries it as far as it is.
"""

from collections.abc import Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import overpayments
from app.models import Overpayment
from app.overpayments import Found

# The law gives these once: the same component of an occasion; one cash regime; a support of the person's own.
_PAIRS = """
    WITH mine AS (
        SELECT e.*, {person} AS whose, e.state NOT IN ('cancelled', 'recovered') OR e.replaced AS live,
               (SELECT min(CASE r.state WHEN 'paid' THEN 0 WHEN 'reserved' THEN 1 WHEN 'recovered' THEN 8
                                        WHEN 'cancelled' THEN 9 ELSE 2 END)
                FROM entitlement r WHERE r.id = e.id OR r.adjusts_id = e.id) AS rank
        FROM entitlement e WHERE e.person_id = ANY (:people) AND e.adjusts_id IS NULL
    ), pairs AS (
        SELECT DISTINCT ON (later.id) later.id, first.id AS first_id
        FROM mine later JOIN mine first ON first.whose = later.whose AND (first.rank, first.id) < (later.rank, later.id)
        WHERE (first.policy, first.occasion, first.component, first.child_key)
              = (later.policy, later.occasion, later.component, later.child_key)
           OR first.live AND later.live AND (
              first.exclusive AND later.exclusive
              OR first.child_key LIKE 'own/%' AND later.child_key LIKE 'own/%' AND first.component = later.component)
        ORDER BY later.id, first.rank, first.id)
"""
_APPLICATIONS = """
    WITH mine AS (
        SELECT a.id, a.policy, a.occasion, {person} AS whose,
               CASE a.state WHEN 'decided' THEN 0 WHEN 'appraised' THEN 1 ELSE 2 END AS rank
        FROM application a WHERE a.person_id = ANY (:people) AND a.state NOT IN ('refused', 'withdrawn')
    ), pairs AS (
        SELECT DISTINCT ON (later.id) later.id, first.id AS first_id
        FROM mine later JOIN mine first ON first.whose = later.whose AND (first.rank, first.id) < (later.rank, later.id)
            AND (first.policy, first.occasion) = (later.policy, later.occasion)
        ORDER BY later.id, first.rank, first.id)
"""
_MARK = "UPDATE {table} t SET double_of = p.first_id FROM pairs p WHERE {right_of_t} = p.id"
_AGAIN = """
    UPDATE {table} t SET double_of = p.first_id FROM {table} d LEFT JOIN pairs p ON p.id = {right_of_d}
    WHERE t.id = d.id AND d.person_id = ANY (:people) AND d.double_of IS DISTINCT FROM p.first_id
"""
_OF_ENTITLEMENTS = {
    "table": "entitlement", "right_of_t": "coalesce(t.adjusts_id, t.id)", "right_of_d": "coalesce(d.adjusts_id, d.id)"
}  # fmt: skip
_OF_APPLICATIONS = {"table": "application", "right_of_t": "t.id", "right_of_d": "d.id"}
MARK = [
    text(_PAIRS.format(person="0") + _MARK.format(**_OF_ENTITLEMENTS)),
    text(_APPLICATIONS.format(person="0") + _MARK.format(**_OF_APPLICATIONS)),
]
AGAIN = [
    text(_PAIRS.format(person="e.person_id") + _AGAIN.format(**_OF_ENTITLEMENTS)),
    text(_APPLICATIONS.format(person="a.person_id") + _AGAIN.format(**_OF_APPLICATIONS)),
]

# Of what left us and is a double by now, what no case is about yet.
LEFT_US = text("""
    SELECT e.id, e.double_of, (e.amount_vnd - coalesce(told.amount_vnd, 0))::bigint AS amount_vnd
    FROM entitlement e JOIN entitlement f ON f.id = e.double_of
    LEFT JOIN LATERAL (SELECT sum(o.amount_vnd) AS amount_vnd FROM overpayment o
                       WHERE o.entitlement_id = e.id AND o.state <> 'withdrawn') told ON true
    WHERE e.person_id = :person AND (f.state NOT IN ('cancelled', 'recovered') OR f.replaced)
      AND e.amount_vnd > coalesce(told.amount_vnd, 0) AND (e.state = 'paid' OR e.state = 'reserved' AND EXISTS (
        SELECT FROM payout_share s JOIN payout p ON p.id = s.payout_id
        WHERE s.entitlement_id = e.id AND s.live AND p.state NOT IN ('batched', 'void')))
    ORDER BY e.id
""")
OF_PAYOUT = text("""
    SELECT DISTINCT e.person_id, (
        SELECT max(l.id) FROM beneficiary_link l WHERE l.state IN ('made', 'parting')
        AND l.first_id IN (SELECT b.id FROM beneficiary b WHERE b.person_id = e.person_id)) AS link_id
    FROM entitlement e JOIN payout_share s ON s.entitlement_id = e.id
    WHERE s.payout_id = :payout AND e.double_of IS NOT NULL
""")
NO_DOUBLES = text("""
    SELECT o.id FROM overpayment o JOIN entitlement e ON e.id = o.entitlement_id
    WHERE e.double_of IS NULL AND e.person_id = ANY (:people) AND o.ground = 'double'
      AND o.state IN ('raised', 'notified') AND o.repaid_vnd = 0
    ORDER BY o.id FOR UPDATE OF o
""")


def mark(tx: Session, people: Sequence[int]) -> None:
    """Mark what some people have twice among them, who are about to be one."""
    for statement in MARK:
        tx.execute(statement, {"people": list(people)})


def mark_again(tx: Session, people: Sequence[int]) -> None:
    """Mark anew what each of some people has twice by itself, who were one until now.

    Cases that were none are withdrawn; one of which something was repaid stays, and a decision has to say what then.
    """
    for statement in AGAIN:
        tx.execute(statement, {"people": list(people)})
    ids = tx.scalars(NO_DOUBLES, {"people": list(people)}).all()
    if ids:
        query = select(Overpayment).where(Overpayment.id.in_(ids)).order_by(Overpayment.id)
        overpayments.withdraw(tx, tx.scalars(query).all())


def raise_overpayments(tx: Session, person: int, link_id: int) -> None:
    """What has left us and is a double now is to be recovered: a case for each."""
    rows = tx.execute(LEFT_US, {"person": person})
    found = [Found(row.id, row.amount_vnd, "double", first_id=row.double_of, link_id=link_id) for row in rows]
    overpayments.raise_for(tx, found)


def proven_paid(tx: Session, payout_id: int) -> None:
    """A payout had left us though nobody knew it when its person was linked: a case for what of it is a double."""
    for row in tx.execute(OF_PAYOUT, {"payout": payout_id}).all():
        raise_overpayments(tx, row.person_id, row.link_id)
