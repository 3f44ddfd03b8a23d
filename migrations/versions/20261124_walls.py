"""State moves, their log, and what may never change: held by the database itself."""

from alembic import op

revision = "20261124_walls"
down_revision = "20261124_tables"
branch_labels = None
depends_on = None

MOVES = {
    "application": """
        >received >determined received>determined determined>received determined>appraised received>withdrawn
        determined>withdrawn returned>withdrawn appraised>decided appraised>refused appraised>returned
        determined>returned returned>received returned>determined decided>determined""",
    "submission": ">formed formed>appraised formed>returned appraised>returned appraised>decided",
    "decision": ">drafted drafted>recorded drafted>void recorded>void recorded>decided",
    "entitlement": """
        >open >paid open>reserved reserved>open reserved>paid open>cancelled reserved>cancelled paid>returned
        returned>open paid>recovery recovery>recovered recovery>written_off""",
    "batch": """
        >draft draft>frozen frozen>checked checked>frozen checked>released released>frozen released>exported
        exported>closed draft>void frozen>void checked>void""",
    "payout": """
        >batched batched>exported batched>void exported>in_process exported>debited exported>settled
        exported>rejected exported>cancelled exported>in_doubt in_process>debited in_process>settled
        in_process>rejected in_process>cancelled in_process>in_doubt debited>settled debited>returned
        settled>returned in_doubt>in_process in_doubt>debited in_doubt>settled in_doubt>rejected
        in_doubt>cancelled""",
    "row": "accepted>superseded accepted>withdrawn faulty>superseded faulty>withdrawn",
}

WITH_STATES = {
    "application": "application",
    "submission": "submission",
    "decision": "decision",
    "entitlement": "entitlement",
    "payment_batch": "batch",
    "payout": "payout",
}

APPEND_ONLY = (
    "act",
    "audit_entry",
    "state_change",
    "state_move",
    "beneficiary_list",
    "list_version",
    "identity_document",
    "explanation",
    "determination",
    "confirmation",
    "batch_file",
    "answer",
    "answer_exception",
    "answered_request",
)

# What a record may not change once it is written, whatever its state.
FIXED = {
    "application": "id, policy, occasion, round, beneficiary_id, list_id, district_id",
    "submission": "id, policy, round, formed_by_person_id, district_id",
    "decision": "id, policy, differences, drafted_by_person_id, district_id",
    "entitlement": "id, policy, beneficiary_id, occasion, component, child_key, exclusive, amount_vnd, origin, "
    "application_id, decision_id, payer_id, recorded, act_id, district_id",
    "payout": "id, batch_id, line, policy, beneficiary_id, application_id, decision_id, commune_code, amount_vnd, "
    "end_to_end_id, uetr, payee_name, bank_bin, account_index, account_cipher, account_last4, act_id, district_id",
    "payout_share": "payout_id, entitlement_id, origin, amount_vnd",
    "payment_batch": "id, policy, channel, message_id, created_at, execution_date, formed_by_person_id, district_id",
    "list_row": "id, list_id, version_id, line, application_id, content_index, number_indexes, name_key, "
    "cells_cipher, facts, faults, district_id",
}

# A trigger function keeps the plan of its first call, made for a handful of rows; for 60,000 a nested loop over two
# transition tables would be quadratic. So nested loops are off in what joins them, or the statement is planned anew.

CURRENT_ACT = """
CREATE FUNCTION current_act() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE found bigint := nullif(current_setting('chitra.act', true), '')::bigint;
BEGIN
    IF found IS NULL OR NOT EXISTS (SELECT FROM act WHERE id = found AND at = now()) THEN
        RAISE EXCEPTION 'a change of state outside an act' USING ERRCODE = 'CT001';
    END IF;
    RETURN found;
END $$
"""

LOG_NEW = """
CREATE FUNCTION log_new_state() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE here bigint := current_act(); wrong text;
BEGIN
    SELECT n.state INTO wrong FROM (SELECT DISTINCT state FROM new_rows) n
    WHERE NOT EXISTS (
        SELECT FROM state_move m WHERE m.kind = TG_ARGV[0] AND m.from_state = '' AND m.to_state = n.state);
    IF FOUND THEN
        RAISE EXCEPTION '% cannot begin as %', TG_ARGV[0], wrong USING ERRCODE = 'CT002';
    END IF;
    INSERT INTO state_change (kind, object_id, from_state, to_state, act_id, at)
    SELECT TG_ARGV[0], n.id, NULL, n.state, here, now() FROM new_rows n;
    RETURN NULL;
END $$
"""

LOG_MOVE = """
CREATE FUNCTION log_moved_state() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE here bigint; wrong text;
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows n JOIN old_rows o USING (id) WHERE n.state <> o.state) THEN
        RETURN NULL;
    END IF;
    here := current_act();
    SELECT d.moved INTO wrong FROM (
        SELECT DISTINCT o.state AS before, n.state AS after, o.state || ' to ' || n.state AS moved
        FROM new_rows n JOIN old_rows o USING (id) WHERE n.state <> o.state) d
    WHERE NOT EXISTS (
        SELECT FROM state_move m WHERE m.kind = TG_ARGV[0] AND m.from_state = d.before AND m.to_state = d.after);
    IF FOUND THEN
        RAISE EXCEPTION '% cannot move from %', TG_ARGV[0], wrong USING ERRCODE = 'CT002';
    END IF;
    INSERT INTO state_change (kind, object_id, from_state, to_state, act_id, at)
    SELECT TG_ARGV[0], n.id, o.state, n.state, here, now()
    FROM new_rows n JOIN old_rows o USING (id) WHERE n.state <> o.state;
    RETURN NULL;
END $$
"""

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'CT003';
END $$
"""

REFUSE_DECIDED = """
CREATE FUNCTION refuse_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a decision in force does not change' USING ERRCODE = 'CT003';
END $$
"""

AUDITED = """
CREATE FUNCTION act_is_audited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit_entry WHERE act_id = NEW.id) THEN
        RAISE EXCEPTION 'an act without its audit entry' USING ERRCODE = 'CT004';
    END IF;
    RETURN NULL;
END $$
"""

ONLY_DRAFT = """
CREATE FUNCTION payouts_only_into_draft() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN payment_batch b ON b.id = n.batch_id WHERE b.state <> 'draft') THEN
        RAISE EXCEPTION 'a frozen batch takes no payout' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""

END_SHARES = """
CREATE FUNCTION end_shares() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'UPDATE payout_share s SET live = false FROM new_rows n WHERE s.payout_id = n.id AND s.live '
        'AND n.state IN (''rejected'', ''cancelled'', ''returned'', ''void'')';
    RETURN NULL;
END $$
"""

SHARE_LIVES = """
CREATE FUNCTION share_lives_with_its_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN payout p ON p.id = n.payout_id
               WHERE NOT n.live AND p.state NOT IN ('rejected', 'cancelled', 'returned', 'void')) THEN
        RAISE EXCEPTION 'a share lives as long as its payout' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""

NO_REVIVAL = """
CREATE FUNCTION refuse_revival() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a share that ended stays ended' USING ERRCODE = 'CT003';
END $$
"""


def upgrade() -> None:
    """Functions, triggers and the table of moves."""
    for function in (
        CURRENT_ACT, LOG_NEW, LOG_MOVE, REFUSE, REFUSE_DECIDED, AUDITED, ONLY_DRAFT, END_SHARES, SHARE_LIVES,
        NO_REVIVAL,
    ):  # fmt: skip
        op.execute(function)
    _moves()
    _state_triggers()
    _fixed_triggers()


def _moves() -> None:
    for kind, moves in MOVES.items():
        for move in moves.split():
            before, after = move.split(">")
            op.execute(f"INSERT INTO state_move VALUES ('{kind}', '{before}', '{after}')")  # noqa: S608 – ours


def _state_triggers() -> None:
    for table, kind in WITH_STATES.items():
        op.execute(f"""CREATE TRIGGER {table}_new_state AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('{kind}')""")
    for table, kind in {**WITH_STATES, "list_row": "row"}.items():
        op.execute(f"""CREATE TRIGGER {table}_moved_state AFTER UPDATE ON {table}
                       REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('{kind}')""")
    op.execute("""CREATE TRIGGER payout_end_shares AFTER UPDATE ON payout REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION end_shares()""")
    op.execute("""CREATE TRIGGER payout_only_into_draft AFTER INSERT ON payout REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION payouts_only_into_draft()""")
    op.execute("""CREATE CONSTRAINT TRIGGER act_is_audited AFTER INSERT ON act DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION act_is_audited()""")


def _fixed_triggers() -> None:
    for table in APPEND_ONLY:
        op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")
    for table, columns in FIXED.items():
        op.execute(f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER decision_in_force BEFORE UPDATE ON decision
                  FOR EACH ROW WHEN (OLD.state = 'decided') EXECUTE FUNCTION refuse_decided()""")
    for event in ("INSERT", "UPDATE"):
        op.execute(f"""CREATE TRIGGER payout_share_lives_{event.lower()} AFTER {event} ON payout_share
                       REFERENCING NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION share_lives_with_its_payout()""")
    op.execute("""CREATE TRIGGER payout_share_no_revival BEFORE UPDATE ON payout_share
                  FOR EACH ROW WHEN (NEW.live AND NOT OLD.live) EXECUTE FUNCTION refuse_revival()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
