"""A frozen batch is what its files say: nothing comes in, nothing changes, and what is stopped makes new files."""

from alembic import op

revision = "20261130_batches"
down_revision = "20261130_duties"
branch_labels = None
depends_on = None

# A draft counts along with what is taken out of it. Later only a stop changes a batch: fewer payouts, the next
# revision, frozen again, and nobody has checked or released that yet.
BATCH_STAYS = """
CREATE FUNCTION frozen_batch_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stopped boolean := OLD.state IN ('frozen', 'checked', 'released') AND NEW.state = 'frozen'
    AND NEW.revision = OLD.revision + 1 AND NEW.payouts < OLD.payouts;
BEGIN
    IF OLD.state = 'draft' THEN
        IF NEW.revision <> OLD.revision THEN
            RAISE EXCEPTION 'a draft has one revision' USING ERRCODE = 'CT003';
        END IF;
    ELSIF stopped THEN
        RETURN NEW;
    ELSIF (NEW.payouts, NEW.amount_vnd, NEW.revision) <> (OLD.payouts, OLD.amount_vnd, OLD.revision)
        OR NEW.state = 'frozen' AND OLD.state <> 'frozen' THEN
        RAISE EXCEPTION 'a frozen batch does not change' USING ERRCODE = 'CT003';
    ELSIF NEW.checked_by_person_id IS DISTINCT FROM OLD.checked_by_person_id
            AND (OLD.state, NEW.state) <> ('frozen', 'checked')
        OR NEW.released_by_person_id IS DISTINCT FROM OLD.released_by_person_id
            AND (OLD.state, NEW.state) <> ('checked', 'released') THEN
        RAISE EXCEPTION 'who checked and released a batch stays' USING ERRCODE = 'CT003';
    END IF;
    RETURN NEW;
END $$
"""

# The files of a revision are one act's, made while the batch is frozen at it.
FILES_AT_ONCE = """
CREATE FUNCTION batch_files_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows n JOIN payment_batch b ON b.id = n.batch_id
        WHERE b.state <> 'frozen' OR n.revision <> b.revision OR n.act_id <> current_act()
           OR EXISTS (SELECT FROM batch_file f WHERE f.batch_id = n.batch_id AND f.revision = n.revision
                      AND f.act_id <> n.act_id)) THEN
        RAISE EXCEPTION 'the files of a batch are made when it is frozen' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""

# Planned anew each time: a stop is one row of many, an export tens of thousands.
SHARES_INTO_DRAFT = """
CREATE FUNCTION shares_only_into_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE late bigint;
BEGIN
    EXECUTE 'SELECT b.id FROM (SELECT DISTINCT p.batch_id FROM new_rows n JOIN payout p ON p.id = n.payout_id) d
             JOIN payment_batch b ON b.id = d.batch_id WHERE b.state <> ''draft'' LIMIT 1' INTO late;
    IF late IS NOT NULL THEN
        RAISE EXCEPTION 'a frozen batch takes no share' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""

# Looked at when an act commits, for the batches that it touched: their payouts say what they say, and they have files.
WHOLE = """
CREATE FUNCTION batches_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint;
BEGIN
    FOR touched IN EXECUTE
        'WITH mine AS MATERIALIZED (SELECT kind, object_id, to_state FROM state_change WHERE act_id = $1)
         SELECT object_id FROM mine WHERE kind = ''batch''
         UNION
         SELECT p.batch_id FROM mine m JOIN payout p ON p.id = m.object_id
         WHERE m.kind = ''payout'' AND m.to_state IN (''void'', ''exported'')' USING NEW.id
    LOOP
        IF NOT batch_is_whole(touched) THEN
            RAISE EXCEPTION 'batch % is not what its payouts and files are', touched USING ERRCODE = 'CT005';
        END IF;
    END LOOP;
    RETURN NULL;
END $$
"""

IS_WHOLE = """
CREATE FUNCTION batch_is_whole(batch bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE b payment_batch; said record;
BEGIN
    SELECT * INTO b FROM payment_batch WHERE id = batch;
    SELECT count(*) FILTER (WHERE p.state = 'batched') AS batched,
           count(*) FILTER (WHERE p.state IN ('exported', 'in_process', 'debited', 'in_doubt')) AS waiting,
           count(*) FILTER (WHERE p.state <> 'void') AS payouts,
           coalesce(sum(p.amount_vnd) FILTER (WHERE p.state <> 'void'), 0) AS amount_vnd
        INTO said FROM payout p WHERE p.batch_id = batch;
    RETURN CASE b.state
        WHEN 'draft' THEN said.batched = said.payouts
        WHEN 'void' THEN said.payouts = 0
        ELSE (said.payouts, said.amount_vnd) = (b.payouts, b.amount_vnd)
            AND CASE b.state WHEN 'exported' THEN said.batched = 0 WHEN 'closed' THEN said.batched + said.waiting = 0
                ELSE said.batched = said.payouts END
            AND EXISTS (SELECT FROM batch_file f WHERE f.batch_id = batch AND f.revision = b.revision)
        END;
END $$
"""


def upgrade() -> None:
    """Functions and their triggers."""
    for function in (BATCH_STAYS, FILES_AT_ONCE, SHARES_INTO_DRAFT, IS_WHOLE, WHOLE):
        op.execute(function)
    op.execute("""CREATE TRIGGER payment_batch_stays BEFORE UPDATE ON payment_batch
                  FOR EACH ROW EXECUTE FUNCTION frozen_batch_stays()""")
    op.execute("""CREATE TRIGGER batch_file_at_once AFTER INSERT ON batch_file REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION batch_files_at_once()""")
    op.execute("""CREATE TRIGGER payout_share_into_draft AFTER INSERT ON payout_share REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION shares_only_into_draft()""")
    op.execute("""CREATE TRIGGER payout_said_with_its_state BEFORE UPDATE OF reason, settled_on ON payout
                  FOR EACH ROW WHEN (OLD.state = NEW.state
                      AND (OLD.reason, OLD.settled_on) IS DISTINCT FROM (NEW.reason, NEW.settled_on))
                  EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE CONSTRAINT TRIGGER batches_are_whole AFTER INSERT ON act DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION batches_are_whole()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
