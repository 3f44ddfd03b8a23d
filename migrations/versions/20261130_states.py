"""The table of moves says by which event and by whose hand; a move by another role is refused."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261130_states"
down_revision = "20261129_ledger"
branch_labels = None
depends_on = None

ROLES = {
    "anybody": "NULL",
    "officers": "'{district_officer,provincial_officer}'",
    "approvers": "'{district_approver,provincial_approver}'",
    "those_who_decide": "'{district_approver,district_officer,provincial_approver,provincial_officer}'",
    "those_who_determine": (
        "'{district_approver,district_officer,legal_officer,provincial_approver,provincial_officer}'"
    ),
    "officers_or_an_order": "'{district_officer,provincial_approver,provincial_officer}'",
    "district_officer": "'{district_officer}'",
    "district_approver": "'{district_approver}'",
    "finance_maker": "'{finance_maker}'",
    "finance_checker": "'{finance_checker}'",
}

# Kind, from, to, event, roles: what the acts of the service make, each with the roles that its route permits.
MOVES = """
    application . received submit officers
    application . determined submit officers
    application received determined determine those_who_determine
    application determined received determine those_who_determine
    application returned received determine those_who_determine
    application returned determined determine those_who_determine
    application determined appraised appraise district_approver
    application received returned send_back those_who_decide
    application determined returned send_back those_who_decide
    application appraised returned send_back those_who_decide
    application appraised determined leave_out officers
    application received withdrawn withdraw those_who_decide
    application determined withdrawn withdraw those_who_decide
    application returned withdrawn withdraw those_who_decide
    application appraised withdrawn withdraw those_who_decide
    application received declined decline officers
    application determined declined decline officers
    application returned declined decline officers
    application appraised declined decline officers
    application declined received take_back officers
    application declined determined take_back officers
    application appraised decided decide approvers
    application appraised refused refuse approvers
    application decided determined reopen officers_or_an_order
    application refused received reopen officers_or_an_order
    application refused determined reopen officers_or_an_order
    submission . formed form district_officer
    submission formed appraised appraise district_approver
    submission formed returned send_back district_approver
    submission appraised returned send_back district_approver
    submission appraised decided decide approvers
    decision . drafted draft officers
    decision drafted recorded record officers
    decision drafted void void officers
    decision recorded void void officers
    decision recorded decided compare approvers
    entitlement . open decide approvers
    entitlement . paid record officers
    entitlement open reserved reserve finance_maker
    entitlement reserved open free finance_maker
    entitlement reserved paid pay finance_maker
    entitlement open cancelled cancel anybody
    entitlement reserved cancelled cancel finance_maker
    entitlement paid returned return anybody
    entitlement returned open retry anybody
    entitlement returned cancelled give_up anybody
    entitlement paid recovery recover finance_maker
    entitlement recovery recovered repay finance_checker
    entitlement recovery written_off write_off finance_checker
    batch . draft form finance_maker
    batch draft frozen freeze finance_maker
    batch frozen checked check finance_checker
    batch checked released release finance_checker
    batch released exported export finance_maker
    batch exported closed close finance_maker
    batch checked frozen stop finance_maker
    batch released frozen stop finance_maker
    batch draft void void finance_maker
    batch frozen void void finance_maker
    batch checked void void finance_maker
    payout . batched form finance_maker
    payout batched exported export finance_maker
    payout batched void void finance_maker
    payout exported in_process take_up finance_maker
    payout in_doubt in_process take_up finance_maker
    payout exported in_doubt leave finance_maker
    payout in_process in_doubt leave finance_maker
    payout exported debited debit finance_maker
    payout in_process debited debit finance_maker
    payout in_doubt debited debit finance_maker
    payout exported settled settle finance_maker
    payout in_process settled settle finance_maker
    payout in_doubt settled settle finance_maker
    payout debited settled settle finance_maker
    payout exported rejected reject finance_maker
    payout in_process rejected reject finance_maker
    payout in_doubt rejected reject finance_maker
    payout exported cancelled cancel finance_maker
    payout in_process cancelled cancel finance_maker
    payout in_doubt cancelled cancel finance_maker
    payout debited returned return finance_maker
    payout settled returned return finance_maker
    fund_allotment . recorded record finance_maker
    fund_allotment recorded in_force confirm finance_checker
    fund_allotment recorded void void finance_maker
    funding . recorded record finance_maker
    funding recorded in_force confirm finance_checker
    funding recorded void void finance_maker
    row accepted superseded supersede anybody
    row faulty superseded supersede anybody
    row accepted withdrawn withdraw anybody
    row faulty withdrawn withdraw anybody
    redetermination . ordered order anybody
    redetermination ordered running run anybody
    redetermination ordered done run anybody
    redetermination running done run anybody
    redetermination ordered void void anybody
    link . proposed propose anybody
    link . made make anybody
    link proposed made make anybody
    link proposed refused refuse anybody
    link made parting part anybody
    link parting made keep anybody
    link parting undone undo anybody
    link made undone undo anybody
    overpayment . raised raise anybody
    overpayment raised withdrawn withdraw anybody
    finding . open find anybody
    finding open cleared clear anybody
    finding open confirmed confirm anybody
    finding confirmed open reopen anybody
    erasure . asked ask anybody
    erasure asked done confirm anybody
    erasure asked refused refuse anybody
"""

# Whose hand it is, is asked once a statement. An unknown move comes before a forbidden one.
LOG_NEW = """
CREATE OR REPLACE FUNCTION log_new_state() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE here bigint := current_act(); who text := role_of_act(here); wrong record;
BEGIN
    SELECT n.state, m.kind IS NULL AS unknown INTO wrong FROM (SELECT DISTINCT state FROM new_rows) n
    LEFT JOIN state_move m ON m.kind = TG_ARGV[0] AND m.from_state = '' AND m.to_state = n.state
    WHERE m.kind IS NULL OR NOT who = ANY (m.roles) ORDER BY unknown DESC LIMIT 1;
    IF wrong.unknown THEN
        RAISE EXCEPTION '% cannot begin as %', TG_ARGV[0], wrong.state USING ERRCODE = 'CT002';
    ELSIF FOUND THEN
        RAISE EXCEPTION 'a % does not make % begin as %', who, TG_ARGV[0], wrong.state USING ERRCODE = 'CT010';
    END IF;
    INSERT INTO state_change (kind, object_id, from_state, to_state, act_id, at)
    SELECT TG_ARGV[0], n.id, NULL, n.state, here, now() FROM new_rows n;
    RETURN NULL;
END $$
"""

LOG_MOVE = """
CREATE OR REPLACE FUNCTION log_moved_state() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE here bigint; who text; wrong record;
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows n JOIN old_rows o USING (id) WHERE n.state <> o.state) THEN
        RETURN NULL;
    END IF;
    here := current_act();
    who := role_of_act(here);
    SELECT d.before, d.after, m.kind IS NULL AS unknown INTO wrong FROM (
        SELECT DISTINCT o.state AS before, n.state AS after
        FROM new_rows n JOIN old_rows o USING (id) WHERE n.state <> o.state) d
    LEFT JOIN state_move m ON m.kind = TG_ARGV[0] AND m.from_state = d.before AND m.to_state = d.after
    WHERE m.kind IS NULL OR NOT who = ANY (m.roles) ORDER BY unknown DESC LIMIT 1;
    IF wrong.unknown THEN
        RAISE EXCEPTION '% cannot move from % to %', TG_ARGV[0], wrong.before, wrong.after USING ERRCODE = 'CT002';
    ELSIF FOUND THEN
        RAISE EXCEPTION 'a % does not move % from % to %', who, TG_ARGV[0], wrong.before, wrong.after
            USING ERRCODE = 'CT010';
    END IF;
    INSERT INTO state_change (kind, object_id, from_state, to_state, act_id, at)
    SELECT TG_ARGV[0], n.id, o.state, n.state, here, now()
    FROM new_rows n JOIN old_rows o USING (id) WHERE n.state <> o.state;
    RETURN NULL;
END $$
"""

ROLE_OF_ACT = """
CREATE FUNCTION role_of_act(act bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT a.role FROM act t JOIN account a ON a.id = t.account_id WHERE t.id = role_of_act.act);
END $$
"""


def upgrade() -> None:
    """Two columns, their values, the functions that ask for them."""
    op.add_column("state_move", sa.Column("event", sa.Text(), nullable=False, server_default=""))
    op.add_column("state_move", sa.Column("roles", postgresql.ARRAY(sa.Text())))
    op.execute("ALTER TABLE state_move DISABLE TRIGGER state_move_append_only")
    for line in MOVES.strip().splitlines():
        kind, before, after, event, roles = line.split()
        op.execute(f"""UPDATE state_move SET event = '{event}', roles = {ROLES[roles]}
                       WHERE kind = '{kind}' AND from_state = '{before.strip(".")}' AND to_state = '{after}'""")  # noqa: S608 – ours
    op.execute("ALTER TABLE state_move ENABLE ALWAYS TRIGGER state_move_append_only")
    for function in (ROLE_OF_ACT, LOG_NEW, LOG_MOVE):
        op.execute(function)


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
