"""Paying agents: who pays out in place of a paying unit; an account of the ledger can be an agent's."""

import sqlalchemy as sa
from alembic import op

revision = "20261204_agents"
down_revision = "20261202_payment_words"
branch_labels = None
depends_on = None

ACCOUNT = "uq_ledger_account_fund_id_kind_unit_id_policy"

ONLY_BY_TRANSFER = """
CREATE OR REPLACE FUNCTION balance_only_by_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.balance_vnd = 0 THEN
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1
        AND (NEW.id, NEW.kind, NEW.fund_id) = (OLD.id, OLD.kind, OLD.fund_id)
        AND NEW.unit_id IS NOT DISTINCT FROM OLD.unit_id AND NEW.policy IS NOT DISTINCT FROM OLD.policy
        AND NEW.agent_id IS NOT DISTINCT FROM OLD.agent_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a balance moves by transfers alone' USING ERRCODE = 'CT003';
END $$
"""

# The communes of an agent are written with it: what it may be given follows from them.
COMMUNES_AT_ONCE = """
CREATE FUNCTION communes_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN paying_agent a ON a.id = n.agent_id
               WHERE a.act_id IS DISTINCT FROM nullif(current_setting('chitra.act', true), '')::bigint) THEN
        RAISE EXCEPTION 'the communes of an agent are written with it' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""

# Whom an agent pays: a district all that are of it, the others those of their communes.
AGENT_PAYOUT = """
CREATE VIEW agent_payout AS
SELECT g.id AS agent_id, p.id AS payout_id, p.batch_id, p.line, p.amount_vnd, p.state
FROM paying_agent g JOIN payment_batch b ON b.district_id = g.district_id JOIN payout p ON p.batch_id = b.id
WHERE CASE g.kind WHEN 'district' THEN p.district_id = g.unit_id
      ELSE p.commune_code IN (SELECT c.commune_code FROM paying_agent_commune c WHERE c.agent_id = g.id) END
"""


def upgrade() -> None:
    """Two tables, a view, and one more thing that tells accounts apart."""
    op.create_table(
        "paying_agent",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), sa.ForeignKey("unit.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.UniqueConstraint("district_id", "kind", "name", name="uq_paying_agent_district_id_kind_name"),
        sa.CheckConstraint("kind in ('commune', 'post_office', 'district')", name=op.f("ck_paying_agent_kind")),
        sa.CheckConstraint("(kind = 'post_office') = (unit_id is null)", name=op.f("ck_paying_agent_unit")),
    )
    op.create_index("ix_paying_agent_district_id", "paying_agent", ["district_id"])
    op.create_table(
        "paying_agent_commune",
        sa.Column("agent_id", sa.BigInteger(), sa.ForeignKey("paying_agent.id"), primary_key=True),
        sa.Column("commune_code", sa.Text(), primary_key=True),
    )
    for table in ("paying_agent", "paying_agent_commune"):
        op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")
    op.execute(COMMUNES_AT_ONCE)
    op.execute("""CREATE TRIGGER paying_agent_commune_at_once AFTER INSERT ON paying_agent_commune
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION communes_at_once()""")
    op.execute(AGENT_PAYOUT)
    _account()


def _account() -> None:
    op.add_column("ledger_account", sa.Column("agent_id", sa.BigInteger(), sa.ForeignKey("paying_agent.id")))
    op.drop_constraint(ACCOUNT, "ledger_account")
    op.create_unique_constraint(
        f"{ACCOUNT}_agent_id", "ledger_account", ["fund_id", "kind", "unit_id", "policy", "agent_id"],
        postgresql_nulls_not_distinct=True,
    )  # fmt: skip
    op.execute(ONLY_BY_TRANSFER)


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
