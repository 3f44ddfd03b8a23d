"""What one person has twice once two beneficiaries are linked: marked, never paid again, and undone with the link.

Of two that may be had once the one further on stands (paid before reserved before open), else the older. All is
set-based over some people; a double is out of the unique indexes and of `owed_line`, and no payout takes it
(`a_double_is_not_paid`).
"""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db

# The law gives these once: the same component of an occasion; one cash regime; a support of the person's own.
_PAIRS = """
    WITH mine AS (
        SELECT e.*, {person} AS whose, e.state <> 'cancelled' AS live,
               CASE e.state WHEN 'paid' THEN 0 WHEN 'reserved' THEN 1 WHEN 'cancelled' THEN 9 ELSE 2 END AS rank
        FROM entitlement e WHERE e.person_id = ANY (:people)
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
_MARK = "UPDATE {table} t SET double_of = p.first_id FROM pairs p WHERE t.id = p.id"
_AGAIN = """
    UPDATE {table} t SET double_of = p.first_id FROM {table} d LEFT JOIN pairs p ON p.id = d.id
    WHERE t.id = d.id AND d.person_id = ANY (:people) AND d.double_of IS DISTINCT FROM p.first_id
"""
MARK = [
    text(_PAIRS.format(person="0") + _MARK.format(table="entitlement")),
    text(_APPLICATIONS.format(person="0") + _MARK.format(table="application")),
]
AGAIN = [
    text(_PAIRS.format(person="e.person_id") + _AGAIN.format(table="entitlement")),
    text(_APPLICATIONS.format(person="a.person_id") + _AGAIN.format(table="application")),
]

RAISE = text("""
    INSERT INTO overpayment (entitlement_id, first_id, link_id, amount_vnd, state, act_id, district_id)
    SELECT e.id, e.double_of, :link, e.amount_vnd, 'raised', :act, e.district_id
    FROM entitlement e JOIN entitlement f ON f.id = e.double_of
    WHERE e.person_id = :person AND f.state <> 'cancelled' AND (e.state = 'paid' OR e.state = 'reserved' AND EXISTS (
        SELECT FROM payout_share s JOIN payout p ON p.id = s.payout_id
        WHERE s.entitlement_id = e.id AND s.live AND p.state NOT IN ('batched', 'void')))
    ORDER BY e.id
    ON CONFLICT (entitlement_id) WHERE state = 'raised' DO NOTHING
""")
WITHDRAW = text("""
    UPDATE overpayment o SET state = 'withdrawn' FROM entitlement e
    WHERE e.id = o.entitlement_id AND e.double_of IS NULL AND e.person_id = ANY (:people) AND o.state = 'raised'
""")

OVERPAID = text("""
    SELECT o.id, o.state, o.amount_vnd, o.entitlement_id, o.first_id, o.link_id, e.policy, e.component,
           e.state AS entitlement_state, e.beneficiary_id, e.application_id, o.district_id
    FROM overpayment o JOIN entitlement e ON e.id = o.entitlement_id
    WHERE o.id > :after AND o.district_id = ANY (:districts) AND (CAST(:state AS text) IS NULL OR o.state = :state)
    ORDER BY o.id LIMIT :limit
""")


def mark(tx: Session, people: Sequence[int]) -> None:
    """Mark what some people have twice among them, who are about to be one."""
    for statement in MARK:
        tx.execute(statement, {"people": list(people)})


def mark_again(tx: Session, people: Sequence[int]) -> None:
    """Mark anew what each of some people has twice by itself, who were one until now."""
    for statement in (*AGAIN, WITHDRAW):
        tx.execute(statement, {"people": list(people)})


def raise_overpayments(tx: Session, person: int, link_id: int) -> None:
    """What has left us and is a double now is to be recovered: a case for each."""
    tx.execute(RAISE, {"person": person, "link": link_id, "act": db.act_id(tx)})


def overpayments(
    tx: Session, districts: Sequence[int], state: str | None, after: int, limit: int
) -> list[dict[str, object]]:
    """A page of overpayment cases of some districts."""
    asked = {"districts": list(districts), "state": state, "after": after, "limit": limit}
    return [dict(row) for row in tx.execute(OVERPAID, asked).mappings()]
