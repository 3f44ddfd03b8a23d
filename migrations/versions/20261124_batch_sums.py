"""A batch is frozen only if its count and sum are its payouts', and each payout's sum is its live shares'."""

from alembic import op

revision = "20261124_batch_sums"
down_revision = "20261124_views"
branch_labels = None
depends_on = None

AGREES = """
CREATE FUNCTION batch_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE disagrees bigint;
BEGIN
    EXECUTE 'SELECT n.id FROM new_rows n CROSS JOIN LATERAL (
                 SELECT count(*) AS payouts, coalesce(sum(p.amount_vnd), 0) AS amount_vnd,
                        count(*) FILTER (WHERE p.amount_vnd IS DISTINCT FROM (
                            SELECT sum(s.amount_vnd) FROM payout_share s WHERE s.payout_id = p.id AND s.live)) AS wrong
                 FROM payout p WHERE p.batch_id = n.id AND p.state = ''batched'') said
             WHERE n.state = ''frozen''
               AND (said.payouts <> n.payouts OR said.amount_vnd <> n.amount_vnd OR said.wrong > 0)
             LIMIT 1' INTO disagrees;
    IF disagrees IS NOT NULL THEN
        RAISE EXCEPTION 'batch % does not agree with its payouts', disagrees USING ERRCODE = 'CT005';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """A function and its trigger."""
    op.execute(AGREES)
    op.execute("""CREATE TRIGGER payment_batch_agrees AFTER UPDATE ON payment_batch
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION batch_agrees()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
