"""What is owed and not yet entitled, and what somebody is supported with: read in many places, said once."""

from alembic import op

revision = "20261124_views"
down_revision = "20261124_paying_account"
branch_labels = None
depends_on = None

OWED_LINE = """
CREATE VIEW owed_line AS
SELECT a.id AS application_id, a.policy, a.beneficiary_id, a.occasion, a.district_id, a.submission_id, a.decision_id,
       line.component, coalesce(line.child, '') AS child_key, line.component = 'base' AS exclusive, line.amount_vnd
FROM application a
JOIN determination d ON d.id = a.determination_id AND d.outcome = 'eligible'
JOIN explanation x ON x.digest = d.explanation
CROSS JOIN LATERAL jsonb_to_recordset(x.lines)
    AS line(component text, child text, amount_vnd bigint, held boolean)
WHERE NOT line.held AND line.amount_vnd > 0 AND NOT EXISTS (
    SELECT FROM entitlement e
    WHERE e.application_id = a.id AND e.component = line.component AND e.child_key = coalesce(line.child, ''))
"""

SUPPORT = """
CREATE VIEW support AS
SELECT e.beneficiary_id, e.application_id, e.child_key, e.act_id, json_build_object(
    'policy', e.policy, 'component', e.component, 'amount_vnd', e.amount_vnd, 'child', e.child_key,
    'state', CASE WHEN e.state = 'paid' THEN 'paid' ELSE 'approved' END) AS said
FROM entitlement e WHERE e.state <> 'cancelled'
"""


def upgrade() -> None:
    """Two views."""
    op.execute(OWED_LINE)
    op.execute(SUPPORT)


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
