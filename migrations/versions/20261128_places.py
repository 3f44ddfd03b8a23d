"""A role is opened at the kinds of unit that it belongs to: a province's role at the province alone.

Accounts that were opened elsewhere before stay as they are; whoever administers closes them.
"""

from alembic import op

revision = "20261128_places"
down_revision = "20261128_answers"
branch_labels = None
depends_on = None

PLACES = """
    ('district_officer', 'district'), ('district_officer', 'department'), ('district_officer', 'employment_centre'),
    ('district_approver', 'district'), ('district_approver', 'department'),
    ('provincial_officer', 'province'), ('provincial_approver', 'province'),
    ('finance_maker', 'province'), ('finance_maker', 'district'),
    ('finance_checker', 'province'), ('finance_checker', 'district'),
    ('auditor', 'province'), ('auditor', 'district'), ('auditor', 'department'),
    ('legal_officer', 'province'), ('administrator', 'province')
"""


def upgrade() -> None:
    """The same table as app/access/roles.py."""
    op.execute(f"""CREATE FUNCTION refuse_misplaced() RETURNS trigger LANGUAGE plpgsql AS $$
                   BEGIN
                       IF (NEW.role, (SELECT kind FROM unit WHERE id = NEW.unit_id)) NOT IN (VALUES {PLACES}) THEN
                           RAISE EXCEPTION 'the role % does not belong to unit %', NEW.role, NEW.unit_id
                               USING ERRCODE = 'CT003';
                       END IF;
                       RETURN NEW;
                   END $$""")  # noqa: S608 – ours
    op.execute("""CREATE TRIGGER account_in_its_place BEFORE INSERT OR UPDATE OF role, unit_id ON account
                  FOR EACH ROW EXECUTE FUNCTION refuse_misplaced()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
