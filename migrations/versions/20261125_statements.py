"""Statements of several bodies and of the person; declined; departments and centres; numbers of businesses."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_statements"
down_revision = "20261125_papers"
branch_labels = None
depends_on = None

MOVES = """received>declined determined>declined returned>declined appraised>declined
    declined>determined declined>received"""

# Nobody declines for others: one statement of SQL moves one application to or from it at most.
ONE_BY_ONE = """
CREATE FUNCTION declined_one_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moved bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows WHERE state = 'declined')
       AND NOT EXISTS (SELECT FROM old_rows WHERE state = 'declined') THEN
        RETURN NULL;
    END IF;
    EXECUTE 'SELECT count(*) FROM new_rows n JOIN old_rows o USING (id)
             WHERE n.state <> o.state AND ''declined'' IN (n.state, o.state)' INTO moved;
    IF moved > 1 THEN
        RAISE EXCEPTION 'one person declines at a time' USING ERRCODE = 'CT006';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Columns, a table, wider checks, moves, a wall."""
    _statements()
    _own_papers()
    _kinds()
    op.alter_column("application", "payment_method", nullable=True)  # nothing is paid where no cash is given
    for move in MOVES.split():
        before, after = move.split(">")
        op.execute(f"INSERT INTO state_move VALUES ('application', '{before}', '{after}')")  # noqa: S608 – ours
    op.execute(ONE_BY_ONE)
    op.execute("""CREATE TRIGGER application_declined_one_by_one AFTER UPDATE ON application
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION declined_one_by_one()""")


def _statements() -> None:
    op.add_column(
        "confirmation", sa.Column("body", sa.Text(), server_default=sa.text("'insurance_agency'"), nullable=False)
    )
    op.add_column("confirmation", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("confirmation", sa.Column("carried_from", sa.BigInteger(), nullable=True))
    op.create_check_constraint(
        op.f("ck_confirmation_body"),
        "confirmation",
        "body in ('insurance_agency', 'tax_branch', 'employment_centre', 'applicant')",
    )
    op.create_check_constraint(
        op.f("ck_confirmation_own_word"), "confirmation", "(body = 'applicant') = jsonb_exists(facts, 'declined')"
    )
    op.create_foreign_key(
        op.f("fk_confirmation_carried_from"), "confirmation", "confirmation", ["carried_from"], ["id"]
    )
    op.create_index(
        "uq_confirmation_own_word_of_act",
        "confirmation",
        ["act_id"],
        unique=True,
        postgresql_where=sa.text("body = 'applicant' and carried_from is null"),
    )


def _own_papers() -> None:
    op.create_table(
        "own_paper",
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("beneficiary_id", sa.BigInteger(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["unit.id"], name=op.f("fk_own_paper_district_id")),
        sa.ForeignKeyConstraint(["beneficiary_id"], ["beneficiary.id"], name=op.f("fk_own_paper_beneficiary_id")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_own_paper_act_id")),
        sa.PrimaryKeyConstraint("district_id", "number_key", name=op.f("pk_own_paper")),
    )
    op.execute("""CREATE TRIGGER own_paper_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON own_paper
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("ALTER TABLE own_paper ENABLE ALWAYS TRIGGER own_paper_append_only")


def _kinds() -> None:
    op.drop_constraint(op.f("ck_unit_kind"), "unit", type_="check")
    op.create_check_constraint(
        op.f("ck_unit_kind"), "unit", "kind in ('province', 'district', 'commune', 'department', 'employment_centre')"
    )
    op.drop_constraint(op.f("ck_identity_document_kind"), "identity_document", type_="check")
    op.create_check_constraint(
        op.f("ck_identity_document_kind"),
        "identity_document",
        "kind in ('citizen_id', 'old_identity', 'insurance_number', 'tax_code', 'business_number', "
        "'employer_tax_code')",
    )


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
