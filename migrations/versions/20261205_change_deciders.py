"""A change by which a decision owes more than before is made by whom that greater sum is delegated to."""

from alembic import op

revision = "20261205_change_deciders"
down_revision = "20261204_central_requests"
branch_labels = None
depends_on = None

# What the first decision and all its changes in force come to, and never less than the first: it is locked, so that
# two changes are looked at one after the other.
DECIDED_SUM = """
CREATE FUNCTION sum_decided_by(changes bigint, more bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT greatest(d.amount_vnd, d.amount_vnd + more + coalesce((
        SELECT sum(c.amount_vnd) FROM decision c WHERE c.changes_id = d.id AND c.state = 'decided'), 0))::bigint
    FROM decision d WHERE d.id = changes
$$
"""
BY_ITS_DECIDER = """
CREATE OR REPLACE FUNCTION decided_by_its_decider() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE amount bigint := NEW.amount_vnd; decider text;
BEGIN
    IF NEW.changes_id IS NOT NULL THEN
        PERFORM FROM decision d WHERE d.id = NEW.changes_id FOR NO KEY UPDATE;
        amount := sum_decided_by(NEW.changes_id, NEW.amount_vnd);
    END IF;
    decider := decider_of(NEW.policy, NEW.district_id, NEW.signed_on, amount);
    IF decider <> 'route' AND decider <> role_of_act(current_act()) THEN
        RAISE EXCEPTION 'the decision is put into force by a %', decider USING ERRCODE = 'CT010';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    """One function more, and the trigger's says which sum it asks about."""
    op.execute(DECIDED_SUM)
    op.execute(BY_ITS_DECIDER)


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
