"""Who signs payment papers, on which days and in whose place; and the three whose names a batch's papers bear."""

import sqlalchemy as sa
from alembic import op

revision = "20261204_signatories"
down_revision = "20261204_reimbursements"
branch_labels = None
depends_on = None

TWO = (
    "(state = 'recorded') = (confirmed_by_person_id IS NULL AND state <> 'void')"
    " AND (confirmed_by_person_id IS NULL OR confirmed_by_person_id <> recorded_by_person_id)"
)
MOVES = """
    signatory . record recorded finance_maker
    signatory recorded confirm in_force finance_checker
    signatory recorded void void finance_maker
    signatory in_force end ended finance_maker
"""
FIXED = "id, role, person_id, title, since, until, substitutes_id, paper, recorded_by_person_id, act_id, district_id"

# A substitute is of the same unit and role, and another person; nobody substitutes a substitute.
IN_PLACE = """
CREATE FUNCTION substitute_in_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.substitutes_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM signatory s WHERE s.id = NEW.substitutes_id AND s.role = NEW.role AND s.person_id <> NEW.person_id
          AND s.district_id = NEW.district_id AND s.substitutes_id IS NULL) THEN
        RAISE EXCEPTION 'a substitute of another role or unit, or of nobody' USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""

# Written before the batch is frozen, of people who sign for its unit on its day.
SIGNS = """
CREATE FUNCTION signs_that_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows n JOIN payment_batch b ON b.id = n.batch_id
        LEFT JOIN signatory s ON s.id = n.signatory_id AND s.role = n.role AND s.person_id = n.person_id
            AND s.district_id = b.district_id AND s.state IN ('in_force', 'ended')
            AND b.execution_date BETWEEN s.since AND least(s.until, s.ended_on, 'infinity')
        WHERE b.state <> 'draft' OR s.id IS NULL) THEN
        RAISE EXCEPTION 'whoever signs is valid on the day of the batch' USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""

# A unit that has said who signs freezes no batch without the three.
SIGNED_BY_THREE = """
CREATE FUNCTION batch_signed_by_three() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM signatory s WHERE s.district_id = NEW.district_id AND s.state IN ('in_force', 'ended'))
       AND (SELECT count(*) FROM batch_signatory WHERE batch_id = NEW.id) <> 3 THEN
        RAISE EXCEPTION 'three sign the papers of a batch' USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Two tables, their moves and their walls."""
    _signatory()
    _of_batch()
    for line in MOVES.strip().splitlines():
        kind, before, event, after, roles = line.split()
        op.execute(f"""INSERT INTO state_move (kind, from_state, to_state, event, roles)
                       VALUES ('{kind}', '{before.strip(".")}', '{after}', '{event}', '{{{roles}}}')""")  # noqa: S608 – ours
    _named("signatory", "recorded_by_person_id", "confirmed_by_person_id")
    for statement in (IN_PLACE, SIGNS, SIGNED_BY_THREE):
        op.execute(statement)
    _walls()


def _signatory() -> None:
    op.create_table(
        "signatory",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("substitutes_id", sa.BigInteger(), sa.ForeignKey("signatory.id")),
        sa.Column("paper", sa.Text()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recorded_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("confirmed_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.UniqueConstraint("id", "role", name="uq_signatory_id_role"),
        *(
            sa.CheckConstraint(said, name=op.f(f"ck_signatory_{name}"))
            for name, said in {
                "role": "role in ('maker', 'chief_accountant', 'account_holder')",
                "period": "until is null or until >= since",
                "substitute": "substitutes_id is null or (paper is not null and until is not null)",
                "ended": "(state = 'ended') = (ended_on is not null)",
                "two_people": TWO,
            }.items()
        ),
    )
    op.create_index("ix_signatory_district_id", "signatory", ["district_id"])


def _of_batch() -> None:
    op.create_table(
        "batch_signatory",
        sa.Column("batch_id", sa.BigInteger(), sa.ForeignKey("payment_batch.id"), primary_key=True),
        sa.Column("role", sa.Text(), primary_key=True),
        sa.Column("signatory_id", sa.BigInteger(), sa.ForeignKey("signatory.id"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text()),
        sa.UniqueConstraint("batch_id", "person_id", name="uq_batch_signatory_batch_id_person_id"),
    )


def _walls() -> None:
    op.execute("""CREATE TRIGGER signatory_new_state AFTER INSERT ON signatory
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('signatory')""")
    op.execute("""CREATE TRIGGER signatory_moved_state AFTER UPDATE ON signatory
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('signatory')""")
    op.execute(f"""CREATE TRIGGER signatory_fixed BEFORE UPDATE OF {FIXED} ON signatory
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER signatory_ended_once BEFORE UPDATE OF ended_on ON signatory
                  FOR EACH ROW WHEN (OLD.ended_on IS NOT NULL) EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER signatory_kept BEFORE DELETE OR TRUNCATE ON signatory
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER signatory_in_place AFTER INSERT ON signatory
                  FOR EACH ROW EXECUTE FUNCTION substitute_in_place()""")
    op.execute("""CREATE TRIGGER batch_signatory_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON batch_signatory
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("ALTER TABLE batch_signatory ENABLE ALWAYS TRIGGER batch_signatory_append_only")
    op.execute("""CREATE TRIGGER batch_signatory_signs AFTER INSERT ON batch_signatory
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION signs_that_day()""")
    op.execute("""CREATE TRIGGER payment_batch_signed_by_three AFTER UPDATE OF state ON payment_batch
                  FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'frozen')
                  EXECUTE FUNCTION batch_signed_by_three()""")


def _named(table: str, *columns: str) -> None:
    """An act names only its own person, and what was named once stays."""
    for column in columns:
        name = column.removesuffix("_person_id")
        op.execute(f"""CREATE TRIGGER {table}_{name}_now AFTER INSERT ON {table}
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION named_truly('{column}')""")
        op.execute(f"""CREATE TRIGGER {table}_{name}_then AFTER UPDATE OF {column} ON {table}
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                       EXECUTE FUNCTION named_truly('{column}')""")
        op.execute(f"""CREATE TRIGGER {table}_{name}_once BEFORE UPDATE OF {column} ON {table}
                       FOR EACH ROW WHEN (OLD.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                       EXECUTE FUNCTION refuse_change()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
