"""The end of a fund's budget year: what is left lapses or is carried over, what was recovered is given back or lapses,
each by a decision that one records and another confirms; a fund that has lapsed takes no new commitment.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261203_year_end"
down_revision = "20261203_overpayments"
branch_labels = None
depends_on = None

KINDS = """
    lapse AVAILABLE APPROPRIATION
    lapse_recovered RECOVERED APPROPRIATION
    carry_over APPROPRIATION AVAILABLE
    give_back RECOVERED AVAILABLE
"""
MOVES = """
    . record recorded finance_maker
    recorded confirm in_force finance_checker
    recorded void void finance_maker
"""
TWO = (
    "(state = 'recorded') = (confirmed_by_person_id is null and state <> 'void')"
    " and (confirmed_by_person_id is null or confirmed_by_person_id <> recorded_by_person_id)"
)
FIXED = (
    "id, fund_id, kind, number, signed_on, signer, cut_off, available_vnd, recovered_vnd, carried_vnd, next_fund_id, "
    "recorded_by_person_id, act_id, district_id"
)

# Fires after the balances have moved, so behind their locks: whoever closes a fund is done, or has not begun.
YEAR_IS_OPEN = """
CREATE FUNCTION closed_fund_takes_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows WHERE code IN ('commit', 'allot', 'carry_over', 'give_back')) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM new_rows n JOIN ledger_account d ON d.id = n.debit_account_id
        JOIN fund_closing c ON c.fund_id = d.fund_id AND c.kind <> 'give_back' AND c.state = 'in_force'
        WHERE n.code IN ('commit', 'allot', 'carry_over', 'give_back', 'decommit')
        GROUP BY d.fund_id HAVING sum(CASE n.code WHEN 'decommit' THEN -n.amount_vnd ELSE n.amount_vnd END) > 0) THEN
        RAISE EXCEPTION 'a fund whose year was closed takes nothing new' USING ERRCODE = 'CT013';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """The decisions, the kinds of transfer, and the wall."""
    op.create_table(
        "fund_closing",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("fund_id", sa.BigInteger(), sa.ForeignKey("fund.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("available_vnd", sa.BigInteger(), nullable=False),
        sa.Column("recovered_vnd", sa.BigInteger(), nullable=False),
        sa.Column("carried_vnd", sa.BigInteger(), nullable=False),
        sa.Column("next_fund_id", sa.BigInteger(), sa.ForeignKey("fund.id")),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recorded_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("confirmed_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.CheckConstraint("kind in ('lapse', 'carry_over', 'give_back')", name=op.f("ck_fund_closing_kind")),
        sa.CheckConstraint(
            "available_vnd >= 0 and recovered_vnd >= 0 and carried_vnd between 0 and available_vnd"
            " and available_vnd + recovered_vnd > 0",
            name=op.f("ck_fund_closing_amounts"),
        ),
        sa.CheckConstraint(
            "(kind = 'carry_over') = (next_fund_id is not null) and (kind = 'carry_over') = (carried_vnd > 0)"
            " and (kind <> 'give_back' or available_vnd = 0) and next_fund_id <> fund_id",
            name=op.f("ck_fund_closing_carried"),
        ),
        sa.CheckConstraint(TWO, name=op.f("ck_fund_closing_two_people")),
    )
    op.create_index("ix_fund_closing_district_id", "fund_closing", ["district_id"])
    op.create_index("ix_fund_closing_fund_id", "fund_closing", ["fund_id"])
    op.create_index(
        "uq_fund_closing_paper", "fund_closing", ["fund_id", "number", "signed_on"], unique=True,
        postgresql_where=sa.text("state <> 'void'"),
    )  # fmt: skip
    for line in KINDS.strip().splitlines():
        code, before, after = line.split()
        op.execute(f"INSERT INTO transfer_kind VALUES ('{code}', '{before}', '{after}', true)")  # noqa: S608 – ours
    for line in MOVES.strip().splitlines():
        before, event, after, role = line.split()
        op.execute(f"""INSERT INTO state_move (kind, from_state, to_state, event, roles)
                       VALUES ('fund_closing', '{before.strip(".")}', '{after}', '{event}', '{{{role}}}')""")  # noqa: S608
    _triggers()


def _triggers() -> None:
    op.execute("""CREATE TRIGGER fund_closing_new_state AFTER INSERT ON fund_closing REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('fund_closing')""")
    op.execute("""CREATE TRIGGER fund_closing_moved_state AFTER UPDATE ON fund_closing
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('fund_closing')""")
    op.execute(f"""CREATE TRIGGER fund_closing_fixed BEFORE UPDATE OF {FIXED} ON fund_closing
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER fund_closing_kept BEFORE DELETE OR TRUNCATE ON fund_closing
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    for column in ("recorded_by_person_id", "confirmed_by_person_id"):  # as 20261130_duties names people
        name = column.removesuffix("_person_id")
        op.execute(f"""CREATE TRIGGER fund_closing_{name}_now AFTER INSERT ON fund_closing
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION named_truly('{column}')""")
        op.execute(f"""CREATE TRIGGER fund_closing_{name}_then AFTER UPDATE OF {column} ON fund_closing
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                       EXECUTE FUNCTION named_truly('{column}')""")
        op.execute(f"""CREATE TRIGGER fund_closing_{name}_once BEFORE UPDATE OF {column} ON fund_closing
                       FOR EACH ROW WHEN (OLD.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                       EXECUTE FUNCTION refuse_change()""")
    op.execute(YEAR_IS_OPEN)
    op.execute("""CREATE TRIGGER ledger_transfer_of_an_open_year AFTER INSERT ON ledger_transfer
                  REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION closed_fund_takes_nothing()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
