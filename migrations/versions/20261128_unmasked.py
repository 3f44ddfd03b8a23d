"""Whom an unmasking covers: those who were one person when its reason was given, and nobody who is linked later."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_unmasked"
down_revision = "20261128_uploads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of the grants that stand, whoever is the same person now; they hold for some hours."""
    op.create_table(
        "unmasked_beneficiary",
        sa.Column("unmasking_id", sa.BigInteger(), sa.ForeignKey("unmasking.id"), nullable=False),
        sa.Column("beneficiary_id", sa.BigInteger(), sa.ForeignKey("beneficiary.id"), nullable=False),
        sa.PrimaryKeyConstraint("unmasking_id", "beneficiary_id", name="pk_unmasked_beneficiary"),
    )
    op.create_index("ix_unmasked_beneficiary_beneficiary", "unmasked_beneficiary", ["beneficiary_id"])
    op.execute("""INSERT INTO unmasked_beneficiary (unmasking_id, beneficiary_id)
                  SELECT u.id, b.id FROM unmasking u JOIN beneficiary asked ON asked.id = u.beneficiary_id
                  JOIN beneficiary b ON b.person_id = asked.person_id""")
    op.execute("""CREATE FUNCTION refuse_covering() RETURNS trigger LANGUAGE plpgsql AS $$
                  BEGIN
                      IF NOT EXISTS (SELECT FROM unmasking WHERE id = NEW.unmasking_id
                                     AND act_id = nullif(current_setting('chitra.act', true), '')::bigint) THEN
                          RAISE EXCEPTION 'an unmasking covers nobody later' USING ERRCODE = 'CT003';
                      END IF;
                      RETURN NEW;
                  END $$""")
    op.execute("""CREATE TRIGGER unmasked_beneficiary_at_once BEFORE INSERT ON unmasked_beneficiary
                  FOR EACH ROW EXECUTE FUNCTION refuse_covering()""")
    op.execute("""CREATE TRIGGER unmasked_beneficiary_append_only
                  BEFORE UPDATE OR DELETE OR TRUNCATE ON unmasked_beneficiary
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("ALTER TABLE unmasked_beneficiary ENABLE ALWAYS TRIGGER unmasked_beneficiary_append_only")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
