"""Determining again by order: the order, its rows, and the moves of both."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261125_redeterminations"
down_revision = "20261125_statements"
branch_labels = None
depends_on = None

MOVES = {
    "redetermination": ">ordered ordered>running ordered>done running>done ordered>void",
    "application": "refused>received refused>determined decided>determined",
}
MOVE = "INSERT INTO state_move VALUES ('{kind}', '{before}', '{after}') ON CONFLICT DO NOTHING"
FIXED = "id, policy, law_on, everything, number, signed_on, signer, expected, ordered_by_person_id, district_id"


def upgrade() -> None:
    """Three tables, their walls."""
    _tables()
    for kind, moves in MOVES.items():
        for move in moves.split():
            before, after = move.split(">")
            op.execute(MOVE.format(kind=kind, before=before, after=after))
    op.execute("""CREATE TRIGGER redetermination_new_state AFTER INSERT ON redetermination
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('redetermination')
               """)
    op.execute("""CREATE TRIGGER redetermination_moved_state AFTER UPDATE ON redetermination
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('redetermination')""")
    op.execute(f"""CREATE TRIGGER redetermination_fixed BEFORE UPDATE OF {FIXED} ON redetermination
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER redetermination_kept BEFORE DELETE OR TRUNCATE ON redetermination
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER redetermination_row_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
                  ON redetermination_row FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("ALTER TABLE redetermination_row ENABLE ALWAYS TRIGGER redetermination_row_append_only")


def _tables() -> None:
    op.create_table(
        "redetermination",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("law_on", sa.Date(), nullable=False),
        sa.Column("everything", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("expected", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("last_application_id", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("rows", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("ordered_by_person_id", sa.BigInteger(), nullable=False),
        sa.Column("started_by_person_id", sa.BigInteger(), nullable=True),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("started_by_person_id <> ordered_by_person_id", name=op.f("ck_redetermination_two_people")),
        sa.CheckConstraint(
            "state <> 'done' or started_by_person_id is not null", name=op.f("ck_redetermination_started")
        ),
        sa.ForeignKeyConstraint(
            ["ordered_by_person_id"], ["natural_person.id"], name=op.f("fk_redetermination_ordered_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_person_id"], ["natural_person.id"], name=op.f("fk_redetermination_started_by_person_id")
        ),
        sa.ForeignKeyConstraint(["district_id"], ["unit.id"], name=op.f("fk_redetermination_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redetermination")),
        sa.UniqueConstraint(
            "district_id", "number", "signed_on", name=op.f("uq_redetermination_district_id_number_signed_on")
        ),
    )
    op.create_index(op.f("ix_redetermination_district_id"), "redetermination", ["district_id"])
    _row_tables()


def _row_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("redetermination_id", sa.BigInteger(), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("before_id", sa.BigInteger(), nullable=False),
        sa.Column("after_id", sa.BigInteger(), nullable=False),
        sa.Column("entitled_vnd", sa.BigInteger(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("change_vnd", sa.BigInteger(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
    ]


def _row_tables() -> None:
    op.create_table(
        "redetermination_row",
        *_row_columns(),
        sa.CheckConstraint("change_vnd >= 0", name=op.f("ck_redetermination_row_change")),
        sa.ForeignKeyConstraint(
            ["redetermination_id"], ["redetermination.id"], name=op.f("fk_redetermination_row_redetermination_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_redetermination_row_application_id")
        ),
        sa.ForeignKeyConstraint(["district_id"], ["unit.id"], name=op.f("fk_redetermination_row_district_id")),
        sa.ForeignKeyConstraint(["before_id"], ["determination.id"], name=op.f("fk_redetermination_row_before_id")),
        sa.ForeignKeyConstraint(["after_id"], ["determination.id"], name=op.f("fk_redetermination_row_after_id")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_redetermination_row_act_id")),
        sa.PrimaryKeyConstraint("redetermination_id", "application_id", name=op.f("pk_redetermination_row")),
    )
    op.create_index("ix_redetermination_row_application", "redetermination_row", ["application_id"])
    op.create_table(
        "staged_redetermination",
        *_row_columns(),
        sa.PrimaryKeyConstraint("act_id", "application_id", name=op.f("pk_staged_redetermination")),
    )


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
