"""I4 and I8: nobody is owed or paid twice, and nobody without a decision."""

from app.invariants.invariant import Invariant, Part
from app.invariants.standing import FAILED, quoted

LIVE = f"p.state NOT IN ({quoted(FAILED)})"

FIRST_LIVES = """(state NOT IN ('cancelled', 'recovered') OR EXISTS (
        SELECT FROM entitlement a WHERE a.adjusts_id = entitlement.id AND a.state NOT IN ('cancelled', 'recovered'))
    ) AND double_of IS NULL AND adjusts_id IS NULL"""
"""What holds a right: the first entitlement of it, as long as it or one that adjusts it lives."""

OWED_ONCE = """
    SELECT 'entitlement/' || max(id) AS record FROM entitlement WHERE double_of IS NULL AND adjusts_id IS NULL
    GROUP BY policy, person_id, occasion, component, child_key HAVING count(*) > 1
"""
CHILD_ONCE = f"""
    SELECT 'entitlement/' || max(id) AS record FROM entitlement
    WHERE {FIRST_LIVES} AND child_key <> '' GROUP BY child_key HAVING count(*) > 1
"""  # noqa: S608 – ours
ONE_REGIME = f"""
    SELECT 'entitlement/' || max(id) AS record FROM entitlement
    WHERE {FIRST_LIVES} AND exclusive GROUP BY person_id HAVING count(*) > 1
"""  # noqa: S608 – ours
ONE_LIVE = f"""
    SELECT 'entitlement/' || s.entitlement_id AS record
    FROM (SELECT s.entitlement_id FROM payout_share s JOIN payout p ON p.id = s.payout_id WHERE {LIVE}
          UNION ALL SELECT s.entitlement_id FROM reimbursement_share s
          JOIN reimbursement r ON r.id = s.reimbursement_id WHERE r.state <> 'refused') s
    GROUP BY s.entitlement_id HAVING count(*) > 1
"""  # noqa: S608 – ours
SHARE_LIVES = f"""
    SELECT 'payout/' || p.id AS record FROM payout_share s JOIN payout p ON p.id = s.payout_id WHERE s.live <> ({LIVE})
"""  # noqa: S608 – ours
NO_MORE = """
    SELECT 'entitlement/' || e.id AS record
    FROM payout_share s JOIN payout p ON p.id = s.payout_id AND p.state IN ('debited', 'settled')
    JOIN entitlement e ON e.id = s.entitlement_id
    GROUP BY e.id, e.amount_vnd HAVING sum(s.amount_vnd) > e.amount_vnd
"""
SUM_OF_SHARES = """
    SELECT 'payout/' || p.id AS record
    FROM payout p LEFT JOIN (SELECT payout_id, sum(amount_vnd) AS vnd FROM payout_share GROUP BY payout_id) s
        ON s.payout_id = p.id
    WHERE p.amount_vnd <> coalesce(s.vnd, 0)
"""

ONCE = Invariant(
    "I4", "Mỗi người hưởng một khoản một lần, có nhiều nhất một lệnh chi còn hiệu lực, chi không quá mức",
    "An entitlement is had once, has one live payout at most, and no more is paid than is owed",
    (
        Part("a person has a policy's component of an occasion once", OWED_ONCE),
        Part("a child is supported once", CHILD_ONCE),
        Part("a worker has one cash regime", ONE_REGIME),
        Part("an entitlement has one live payout, or a commune is reimbursed for it", ONE_LIVE),
        Part("a share lives as long as its payout", SHARE_LIVES),
        Part("no more is paid than is owed", NO_MORE),
        Part("a payout is the sum of its shares", SUM_OF_SHARES),
    ),
)  # fmt: skip

# Whether a decision was in force when a payout was formed is told by the log: it may have been given up since.
_IN_FORCE = """
    (SELECT object_id, min(act_id) AS act_id FROM state_change
     WHERE kind = 'decision' AND to_state = 'decided' GROUP BY object_id)
"""
IN_FORCE = f"""
    SELECT 'payout/' || p.id AS record FROM payout p JOIN decision d ON d.id = p.decision_id
    LEFT JOIN {_IN_FORCE} f ON f.object_id = p.decision_id
    WHERE f.object_id IS NULL OR f.act_id >= p.act_id OR d.state IN ('drafted', 'recorded')
"""  # noqa: S608 – ours
CONTAINED = f"""
    SELECT 'payout/' || p.id AS record
    FROM payout p JOIN payout_share s ON s.payout_id = p.id JOIN entitlement e ON e.id = s.entitlement_id
    LEFT JOIN {_IN_FORCE} f ON f.object_id = e.decision_id
    GROUP BY p.id HAVING p.decision_id <> max(e.decision_id) OR bool_or(f.object_id IS NULL)
        OR bool_or(e.application_id <> p.application_id)
"""  # noqa: S608 – ours
LIST_SIGNED = """
    SELECT 'decision/' || d.id AS record
    FROM decision d JOIN (SELECT decision_id, count(DISTINCT application_id) AS rows, sum(amount_vnd) AS vnd
                          FROM entitlement WHERE origin = 'decision' GROUP BY decision_id) e ON e.decision_id = d.id
    WHERE d.kind = 'approve' AND (d.rows, d.amount_vnd) <> (e.rows, e.vnd)
    UNION ALL
    SELECT 'decision/' || d.id FROM decision d JOIN (
        SELECT decision_id, count(DISTINCT application_id) AS rows, sum(after_vnd - before_vnd) AS vnd
        FROM decision_change_row GROUP BY decision_id) r ON r.decision_id = d.id
    WHERE (d.rows, d.amount_vnd) <> (r.rows, r.vnd)
"""
RIGHT_ADJUSTED = """
    SELECT 'entitlement/' || a.id AS record FROM entitlement a
    JOIN entitlement f ON f.id = a.adjusts_id JOIN decision d ON d.id = a.decision_id
    WHERE f.adjusts_id IS NOT NULL OR d.changes_id IS DISTINCT FROM f.decision_id
       OR (f.policy, f.person_id, f.occasion, f.component, f.child_key)
          <> (a.policy, a.person_id, a.occasion, a.component, a.child_key)
"""

DECIDED = Invariant(
    "I8", "Không có khoản chi nào thiếu quyết định đã có hiệu lực bao gồm khoản đó",
    "No payout is without a decision in force that contains it",
    (
        Part("a payout's decision was in force before it", IN_FORCE),
        Part("what a payout pays was decided by its decision, of its application", CONTAINED),
        Part("the list signed is the list owed", LIST_SIGNED),
        Part("what adjusts an entitlement is of its right, by a change of its decision", RIGHT_ADJUSTED),
    ),
)  # fmt: skip
