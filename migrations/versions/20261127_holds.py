"""Who is held is not decided on: somebody may be another who is supported, or a finding waits."""

from alembic import op

revision = "20261127_holds"
down_revision = "20261127_findings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The wall that stands behind what the service leaves out."""
    op.execute("""CREATE FUNCTION refuse_held() RETURNS trigger LANGUAGE plpgsql AS $$
                  BEGIN
                      RAISE EXCEPTION 'application % is held, and not to be decided', NEW.id USING ERRCODE = 'CT003';
                  END $$""")
    op.execute("""CREATE TRIGGER application_held_waits BEFORE UPDATE OF state ON application
                  FOR EACH ROW WHEN (NEW.held AND NEW.state = 'decided' AND OLD.state <> 'decided')
                  EXECUTE FUNCTION refuse_held()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
