"""Who may not be the same natural person: roles that exclude each other, and names that an act may not lend."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_duties"
down_revision = "20261130_states"
branch_labels = None
depends_on = None

APART = """
    finance_maker finance_checker
    district_officer district_approver
    provincial_officer provincial_approver
    administrator district_approver
    administrator provincial_approver
    administrator finance_maker
    administrator finance_checker
    auditor district_officer
    auditor district_approver
    auditor provincial_officer
    auditor provincial_approver
    auditor finance_maker
    auditor finance_checker
    auditor legal_officer
    auditor administrator
"""

# Two accounts of one person opened at once wait for each other at the person.
ROLES_APART = """
CREATE FUNCTION roles_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM natural_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM account a JOIN incompatible_role i ON i.role = a.role AND i.other = NEW.role
               WHERE a.person_id = NEW.person_id AND a.closed_at IS NULL AND a.id <> NEW.id) THEN
        RAISE EXCEPTION 'the person has a role that does not go together with %', NEW.role USING ERRCODE = 'CT012';
    END IF;
    RETURN NULL;
END $$
"""

# Whoever is named as having done something is whose act does it. A statement that changes nobody's name is not asked.
NAMED_TRULY = """
CREATE FUNCTION named_truly() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE named bigint;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO named USING NEW;
    IF named <> (SELECT a.person_id FROM act t JOIN account a ON a.id = t.account_id WHERE t.id = current_act()) THEN
        RAISE EXCEPTION 'an act names only its own person as %', TG_ARGV[0] USING ERRCODE = 'CT011';
    END IF;
    RETURN NULL;
END $$
"""

NAMES = """
    SELECT c.table_name, c.column_name FROM information_schema.columns c
    JOIN information_schema.tables t ON (t.table_schema, t.table_name) = (c.table_schema, c.table_name)
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
      AND c.column_name LIKE '%\\_by\\_person\\_id'
    ORDER BY 1, 2
"""
# What is named once stays: these are never named anew by another act.
NAMED_ONCE = {
    "decision": ("recorded_by_person_id", "compared_by_person_id"),
    "fund_allotment": ("confirmed_by_person_id",),
    "funding": ("confirmed_by_person_id",),
    "redetermination": ("started_by_person_id",),
    "erasure": ("confirmed_by_person_id",),
    "objection": ("decided_by_person_id",),
}

RELEASED_BY = """
    UPDATE payment_batch b SET released_by_person_id = told.person_id FROM (
        SELECT DISTINCT ON (c.object_id) c.object_id, a.person_id
        FROM state_change c JOIN act t ON t.id = c.act_id JOIN account a ON a.id = t.account_id
        WHERE c.kind = 'batch' AND c.to_state = 'released' ORDER BY c.object_id, c.id DESC) told
    WHERE told.object_id = b.id AND b.state IN ('released', 'exported', 'closed')
"""


def upgrade() -> None:
    """A table, two functions, triggers, columns."""
    _roles()
    _hands()
    _names()


def _roles() -> None:
    op.create_table(
        "incompatible_role",
        sa.Column("role", sa.Text(), primary_key=True),
        sa.Column("other", sa.Text(), primary_key=True),
    )
    for line in APART.strip().splitlines():
        one, other = line.split()
        op.execute(f"INSERT INTO incompatible_role VALUES ('{one}', '{other}'), ('{other}', '{one}')")  # noqa: S608 – ours
    op.execute("""CREATE TRIGGER incompatible_role_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON incompatible_role
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("ALTER TABLE incompatible_role ENABLE ALWAYS TRIGGER incompatible_role_append_only")
    op.execute(ROLES_APART)
    op.execute("""CREATE TRIGGER account_roles_apart AFTER INSERT OR UPDATE OF closed_at ON account
                  FOR EACH ROW WHEN (NEW.closed_at IS NULL) EXECUTE FUNCTION roles_apart()""")
    op.execute("""CREATE TRIGGER account_fixed BEFORE UPDATE OF id, person_id, role, unit_id ON account
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    for table in ("account", "natural_person"):
        op.execute(f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")


def _hands() -> None:
    op.add_column(
        "payment_batch", sa.Column("released_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"))
    )
    op.execute(RELEASED_BY)
    for table, name, condition in (
        ("payment_batch", "released_by_another", "released_by_person_id <> formed_by_person_id"),
        (
            "payment_batch",
            "released",
            "state not in ('released', 'exported', 'closed') or released_by_person_id is not null",
        ),
        (
            "payment_batch",
            "unchecked",
            "state not in ('draft', 'frozen') or num_nonnulls(checked_by_person_id, released_by_person_id) = 0",
        ),
        ("decision", "drafted_by_another", "compared_by_person_id <> drafted_by_person_id"),
    ):
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def _names() -> None:
    op.execute(NAMED_TRULY)
    for table, column in op.get_bind().execute(sa.text(NAMES)).all():
        name = column.removesuffix("_person_id")
        op.execute(f"""CREATE TRIGGER {table}_{name}_now AFTER INSERT ON {table}
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION named_truly('{column}')""")
        op.execute(f"""CREATE TRIGGER {table}_{name}_then AFTER UPDATE OF {column} ON {table}
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                       EXECUTE FUNCTION named_truly('{column}')""")
    for table, columns in NAMED_ONCE.items():
        for column in columns:
            op.execute(f"""CREATE TRIGGER {table}_{column.removesuffix("_person_id")}_once
                           BEFORE UPDATE OF {column} ON {table}
                           FOR EACH ROW WHEN (OLD.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                           EXECUTE FUNCTION refuse_change()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
