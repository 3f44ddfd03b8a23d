"""Where a decided application is paid changes by two people: asked by one, confirmed by another, and payable after."""

import sqlalchemy as sa
from alembic import op

revision = "20261202_corrections"
down_revision = "20261203_year_end"
branch_labels = None
depends_on = None

# From, event, to, whose hand: as app/states.py says.
MOVES = """
    . ask asked finance_maker
    asked confirm confirmed finance_checker
    asked refuse refused finance_checker
    asked void void finance_maker
"""
NAMES = ("asked_by_person_id", "answered_by_person_id")
# What it takes to be paid lies in to_cipher, until it is answered.
FIXED = "id, application_id, payment_method, bank_bin, name_differs, asked_by_person_id, act_id, district_id"
TWO = (
    "(state = 'asked') = (answered_by_person_id IS NULL) AND (state = 'asked') = (answered_act_id IS NULL)"
    " AND (state NOT IN ('confirmed', 'refused') OR answered_by_person_id <> asked_by_person_id)"
    " AND answered_act_id <> act_id"
)
GROUNDS = "name_ground in ('guardian', 'proxy', 'heir', 'same_person')"


def upgrade() -> None:
    """One table and its walls."""
    op.create_table(
        "payment_correction",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("application_id", sa.BigInteger(), sa.ForeignKey("application.id"), nullable=False),
        sa.Column("payment_method", sa.Text(), nullable=False),
        sa.Column("bank_bin", sa.Text()),
        sa.Column("to_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("name_differs", sa.Boolean(), nullable=False),
        sa.Column("name_ground", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("answered_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("answered_act_id", sa.BigInteger(), sa.ForeignKey("act.id")),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.CheckConstraint("payment_method in ('cash', 'transfer')", name=op.f("ck_payment_correction_payment_method")),
        sa.CheckConstraint(
            "(payment_method = 'transfer') = (bank_bin is not null)", name=op.f("ck_payment_correction_bank")
        ),
        sa.CheckConstraint(GROUNDS, name=op.f("ck_payment_correction_ground")),
        sa.CheckConstraint(
            "state <> 'confirmed' or name_differs = (name_ground is not null)", name=op.f("ck_payment_correction_name")
        ),
        sa.CheckConstraint(
            "(state = 'asked') = (octet_length(to_cipher) > 0)", name=op.f("ck_payment_correction_kept_while_asked")
        ),
        sa.CheckConstraint(TWO, name=op.f("ck_payment_correction_two_people")),
    )
    op.create_index("ix_payment_correction_district_id", "payment_correction", ["district_id"])
    op.create_index("ix_payment_correction_application", "payment_correction", ["application_id"])
    op.create_index(
        "uq_payment_correction_asked", "payment_correction", ["application_id"], unique=True,
        postgresql_where=sa.text("state = 'asked'"),
    )  # fmt: skip
    _walls()


def _walls() -> None:
    table = "payment_correction"
    for line in MOVES.strip().splitlines():
        before, event, after, role = line.split()
        op.execute(f"""INSERT INTO state_move (kind, from_state, to_state, event, roles)
                       VALUES ('{table}', '{before.strip(".")}', '{after}', '{event}', '{{{role}}}')""")  # noqa: S608
    op.execute(f"""CREATE TRIGGER {table}_new_state AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
                   FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('{table}')""")
    op.execute(f"""CREATE TRIGGER {table}_moved_state AFTER UPDATE ON {table}
                   REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                   FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('{table}')""")
    op.execute(f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {FIXED} ON {table}
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute(f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute(f"""CREATE TRIGGER {table}_answered BEFORE UPDATE OF state, name_ground, answered_by_person_id,
                   answered_act_id ON {table} FOR EACH ROW WHEN (OLD.state <> 'asked')
                   EXECUTE FUNCTION refuse_change()""")
    # What is sealed goes when the word is said, and changes for the keys alone.
    op.execute(f"""CREATE TRIGGER {table}_sealed BEFORE UPDATE OF to_cipher ON {table} FOR EACH ROW
                   EXECUTE FUNCTION refuse_unless_erased('octet_length(($2).to_cipher) = 0')""")
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_sealed")
    for column in NAMES:  # as 20261130_duties names people
        name = column.removesuffix("_person_id")
        op.execute(f"""CREATE TRIGGER {table}_{name}_now AFTER INSERT ON {table}
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION named_truly('{column}')""")
        op.execute(f"""CREATE TRIGGER {table}_{name}_then AFTER UPDATE OF {column} ON {table}
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                       EXECUTE FUNCTION named_truly('{column}')""")
    op.execute(f"SELECT wall_of_sealed('{table}', ARRAY['to_cipher'], '{{}}', '{{}}')")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
