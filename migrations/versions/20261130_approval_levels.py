"""Who puts a decision into force: delegated from a day on, by policy, place and band of sums."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_approval_levels"
down_revision = "20261130_batches"
branch_labels = None
depends_on = None

CHECKS = {
    "unit": "num_nonnulls(unit_kind, unit_id) < 2",
    "unit_kind": "unit_kind in ('province', 'district', 'department')",
    "band": "amount_from_vnd >= 0 and amount_to_vnd >= amount_from_vnd",
    "decider": "decider in ('district_approver', 'provincial_approver', 'route')",
    "two_people": "(state = 'recorded') = (confirmed_by_person_id IS NULL AND state <> 'void')"
    " AND (confirmed_by_person_id IS NULL OR confirmed_by_person_id <> recorded_by_person_id)",
}
FIXED = (
    "id, policy, unit_kind, unit_id, since, amount_from_vnd, amount_to_vnd, decider, paper, recorded_by_person_id, "
    "act_id, district_id"
)
MOVES = """
    '', 'recorded', NULL, 'record', '{provincial_officer}'
    'recorded', 'in_force', NULL, 'confirm', '{provincial_approver}'
    'recorded', 'void', NULL, 'void', '{provincial_officer}'
"""

# One unit before a kind of unit before all, one policy before all, the latest, the narrower of two bands.
DECIDER = """
CREATE FUNCTION decider_of(policy text, unit bigint, on_day date, amount bigint) RETURNS text LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN (
        SELECT l.decider FROM approval_level l
        WHERE l.state = 'in_force' AND l.since <= on_day AND (l.policy IS NULL OR l.policy = decider_of.policy)
          AND (l.unit_id IS NULL OR l.unit_id = unit)
          AND (l.unit_kind IS NULL OR l.unit_kind = (SELECT u.kind FROM unit u WHERE u.id = unit))
          AND amount >= l.amount_from_vnd AND (l.amount_to_vnd IS NULL OR amount <= l.amount_to_vnd)
        ORDER BY l.unit_id IS NULL, l.unit_kind IS NULL, l.policy IS NULL, l.since DESC, l.amount_from_vnd DESC
        LIMIT 1);
END $$
"""

BY_ITS_DECIDER = """
CREATE FUNCTION decided_by_its_decider() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decider text := decider_of(NEW.policy, NEW.district_id, NEW.signed_on, NEW.amount_vnd);
BEGIN
    IF decider <> 'route' AND decider <> role_of_act(current_act()) THEN
        RAISE EXCEPTION 'the decision is put into force by a %', decider USING ERRCODE = 'CT010';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    """A table, its moves and walls, a function that says who decides, a trigger that holds it."""
    _table()
    op.execute("ALTER TABLE state_move DISABLE TRIGGER state_move_append_only")
    for move in MOVES.strip().splitlines():
        op.execute(f"""INSERT INTO state_move (kind, from_state, to_state, transfer, event, roles)
                       VALUES ('approval_level', {move})""")  # noqa: S608 – ours
    op.execute("ALTER TABLE state_move ENABLE ALWAYS TRIGGER state_move_append_only")
    op.execute("""CREATE TRIGGER approval_level_new_state AFTER INSERT ON approval_level
                  REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('approval_level')""")
    op.execute("""CREATE TRIGGER approval_level_moved_state AFTER UPDATE ON approval_level
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('approval_level')""")
    op.execute(f"""CREATE TRIGGER approval_level_fixed BEFORE UPDATE OF {FIXED} ON approval_level
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER approval_level_kept BEFORE DELETE OR TRUNCATE ON approval_level
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    _names()
    op.execute(DECIDER)
    op.execute(BY_ITS_DECIDER)
    op.execute("""CREATE TRIGGER decision_by_its_decider BEFORE UPDATE OF state ON decision
                  FOR EACH ROW WHEN (NEW.state = 'decided' AND OLD.state <> 'decided')
                  EXECUTE FUNCTION decided_by_its_decider()""")
    op.execute("""CREATE TRIGGER decision_printed
                  BEFORE UPDATE OF rows, refused_rows, amount_vnd, annex_sha256 ON decision
                  FOR EACH ROW WHEN (octet_length(OLD.annex_sha256) > 0
                      AND (OLD.rows, OLD.refused_rows, OLD.amount_vnd, OLD.annex_sha256)
                          <> (NEW.rows, NEW.refused_rows, NEW.amount_vnd, NEW.annex_sha256))
                  EXECUTE FUNCTION refuse_change()""")


def _table() -> None:
    op.create_table(
        "approval_level",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("policy", sa.Text()),
        sa.Column("unit_kind", sa.Text()),
        sa.Column("unit_id", sa.BigInteger(), sa.ForeignKey("unit.id")),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("amount_from_vnd", sa.BigInteger(), nullable=False),
        sa.Column("amount_to_vnd", sa.BigInteger()),
        sa.Column("decider", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recorded_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("confirmed_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        *(sa.CheckConstraint(said, name=op.f(f"ck_approval_level_{name}")) for name, said in CHECKS.items()),
    )
    op.create_index("ix_approval_level_district_id", "approval_level", ["district_id"])
    op.create_index(
        "uq_approval_level_since",
        "approval_level",
        ["policy", "unit_kind", "unit_id", "since", "amount_from_vnd"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("state = 'in_force'"),
    )


def _names() -> None:
    for name in ("recorded_by", "confirmed_by"):
        column = f"{name}_person_id"
        op.execute(f"""CREATE TRIGGER approval_level_{name}_now AFTER INSERT ON approval_level
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION named_truly('{column}')""")
        op.execute(f"""CREATE TRIGGER approval_level_{name}_then AFTER UPDATE OF {column} ON approval_level
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                       EXECUTE FUNCTION named_truly('{column}')""")
    op.execute("""CREATE TRIGGER approval_level_confirmed_by_once BEFORE UPDATE OF confirmed_by_person_id
                  ON approval_level FOR EACH ROW WHEN (OLD.confirmed_by_person_id IS NOT NULL
                      AND NEW.confirmed_by_person_id IS DISTINCT FROM OLD.confirmed_by_person_id)
                  EXECUTE FUNCTION refuse_change()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
