"""What a line of money gives: only cash is owed here, and the line itself says whether it is a one cash regime."""

from alembic import op

revision = "20261125_lines"
down_revision = "20261124_batch_sums"
branch_labels = None
depends_on = None

# A line of the beneficiary's own, whichever policy gives it, has the person for its key: so it is unique for ever.
OWED_LINE = """
CREATE OR REPLACE VIEW owed_line AS
SELECT a.id AS application_id, a.policy, a.beneficiary_id, a.occasion, a.district_id, a.submission_id, a.decision_id,
       line.component, line.key AS child_key, line.exclusive, line.amount_vnd
FROM application a
JOIN determination d ON d.id = a.determination_id AND d.outcome = 'eligible'
JOIN explanation x ON x.digest = d.explanation
CROSS JOIN LATERAL (
    SELECT l.component, l.amount_vnd, l.held, l.gives, l.exclusive,
           CASE l.child WHEN 'own' THEN 'own/' || a.beneficiary_id ELSE coalesce(l.child, '') END AS key
    FROM jsonb_to_recordset(x.lines)
        AS l(component text, child text, amount_vnd bigint, held boolean, gives text, exclusive boolean)) line
WHERE NOT line.held AND line.amount_vnd > 0 AND line.gives = 'cash' AND NOT EXISTS (
    SELECT FROM entitlement e
    WHERE e.application_id = a.id AND e.component = line.component AND e.child_key = line.key)
"""


def upgrade() -> None:
    """The view anew."""
    op.execute(OWED_LINE)


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
