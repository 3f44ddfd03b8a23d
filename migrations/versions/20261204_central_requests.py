"""Requests for the central share: what was asked of each policy, so that the next asks only for what is new."""

import sqlalchemy as sa
from alembic import op

revision = "20261204_central_requests"
down_revision = "20261204_signatories"
branch_labels = None
depends_on = None

# Written with its request; what is asked before is what the earlier requests of the year asked, so nothing is asked
# for twice. A request stands when its lines add up to it.
AGREES = """
CREATE FUNCTION central_request_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.asked_vnd IS DISTINCT FROM (SELECT sum(asked_vnd) FROM central_request_line WHERE request_id = NEW.id)
    OR EXISTS (
        SELECT FROM central_request_line l WHERE l.request_id = NEW.id AND l.asked_before_vnd <> (
            SELECT coalesce(sum(b.asked_vnd), 0)
            FROM central_request_line b JOIN central_request r ON r.id = b.request_id
            WHERE r.district_id = NEW.district_id AND r.budget_year = NEW.budget_year AND r.nth < NEW.nth
              AND b.policy = l.policy)) THEN
        RAISE EXCEPTION 'request % does not agree with its lines', NEW.id USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""

AT_ONCE = """
CREATE FUNCTION request_lines_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN central_request r ON r.id = n.request_id
               WHERE r.act_id IS DISTINCT FROM nullif(current_setting('chitra.act', true), '')::bigint) THEN
        RAISE EXCEPTION 'the lines of a request are written with it' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Two tables, written once."""
    op.create_table(
        "central_request",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("budget_year", sa.BigInteger(), nullable=False),
        sa.Column("nth", sa.BigInteger(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("asked_vnd", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.UniqueConstraint("district_id", "budget_year", "nth", name="uq_central_request_district_id_budget_year_nth"),
        sa.UniqueConstraint(
            "district_id", "number", "signed_on", name="uq_central_request_district_id_number_signed_on"
        ),
        sa.CheckConstraint("nth > 0", name=op.f("ck_central_request_nth")),
    )
    op.create_index("ix_central_request_district_id", "central_request", ["district_id"])
    op.create_table(
        "central_request_line",
        sa.Column("request_id", sa.BigInteger(), sa.ForeignKey("central_request.id"), primary_key=True),
        sa.Column("policy", sa.Text(), primary_key=True),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("decided_vnd", sa.BigInteger(), nullable=False),
        sa.Column("central_vnd", sa.BigInteger(), nullable=False),
        sa.Column("asked_before_vnd", sa.BigInteger(), nullable=False),
        sa.Column("asked_vnd", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("asked_before_vnd + asked_vnd = central_vnd", name=op.f("ck_central_request_line_adds_up")),
    )
    for table in ("central_request", "central_request_line"):
        op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")
    op.execute(AGREES)
    op.execute(AT_ONCE)
    op.execute("""CREATE CONSTRAINT TRIGGER central_request_agrees AFTER INSERT ON central_request
                  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION central_request_agrees()""")
    op.execute("""CREATE TRIGGER central_request_line_at_once AFTER INSERT ON central_request_line
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION request_lines_at_once()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
