"""A list of which no row was ever taken is kept for a year from its last upload, not from the day on its paper."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_uploads"
down_revision = "20261128_places"
branch_labels = None
depends_on = None

OF_PEOPLE = """SELECT a.beneficiary_id FROM list_row r JOIN application a ON a.id = r.application_id
    WHERE r.version_id = ($1).id"""
UPLOADED = """(SELECT (max(act.at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM list_version n
    JOIN act ON act.id = n.act_id WHERE n.list_id = ($1).list_id)"""
CONDITION = f"""purging('files') AND octet_length(($2).original_cipher) = 0
    AND (EXISTS ({OF_PEOPLE}) OR {UPLOADED} + interval '1 year' <= purge_day())
    AND NOT EXISTS (SELECT FROM ({OF_PEOPLE}) p(id) WHERE NOT erased_before(p.id))"""
WALL = sa.text("""
    SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass('list_version') AND NOT tgisinternal
    AND tgfoid = to_regproc('refuse_unless_erased')
""")


def upgrade() -> None:
    """The same wall under the same name, with the other day in it."""
    name = op.get_bind().scalars(WALL).one()
    quoted = CONDITION.replace("'", "''")
    op.execute(f"DROP TRIGGER {name} ON list_version")
    op.execute(f"""CREATE TRIGGER {name} BEFORE UPDATE OF original_cipher ON list_version
                   FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased('{quoted}')""")
    op.execute(f"ALTER TABLE list_version ENABLE ALWAYS TRIGGER {name}")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
