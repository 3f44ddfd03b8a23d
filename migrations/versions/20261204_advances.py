"""Advances: cash of a batch in an agent's hands, cleared by signing lists that came back, the rest paid back."""

import sqlalchemy as sa
from alembic import op

revision = "20261204_advances"
down_revision = "20261204_agents"
branch_labels = None
depends_on = None

KINDS = (("advance", "ADVANCED", "ADVANCE"), ("clear", "ADVANCE", "ADVANCED"), ("pay_back", "ADVANCE", "ADVANCED"))
MOVES = """
    advance . record recorded finance_maker
    advance recorded confirm in_force finance_checker
    advance recorded void void finance_maker
    advance in_force clear cleared finance_maker
    advance in_force close closed finance_checker,finance_maker
    advance_repayment . record recorded finance_maker
    advance_repayment recorded confirm in_force finance_checker
    advance_repayment recorded void void finance_maker
"""
FIXED = {
    "advance": "id, batch_id, agent_id, number, given_on, receiver, amount_vnd, recorded_by_person_id, act_id, "
    "district_id",
    "advance_part": "advance_id, fund_id, amount_vnd",
    "advance_repayment": "id, advance_id, number, paid_on, payer, amount_vnd, recorded_by_person_id, act_id, "
    "district_id",
}
TWO = (
    "(state = 'recorded') = (confirmed_by_person_id IS NULL AND state <> 'void')"
    " AND (confirmed_by_person_id IS NULL OR confirmed_by_person_id <> recorded_by_person_id)"
)

# No more than the batch pays there, and a payout's cash is in one agent's hands. The batch is locked, so that two
# advances of it are looked at one after the other.
FITS_ITS_BATCH = """
CREATE FUNCTION advance_fits_its_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM payment_batch b JOIN paying_agent g ON g.id = NEW.agent_id AND g.district_id = b.district_id
    WHERE b.id = NEW.batch_id AND b.channel = 'cash' AND b.state = 'exported' AND b.district_id = NEW.district_id
    FOR NO KEY UPDATE OF b;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'an advance is of an exported cash batch, to an agent of its unit' USING ERRCODE = 'CT022';
    END IF;
    IF (SELECT sum(amount_vnd - paid_back_vnd) FROM advance
        WHERE batch_id = NEW.batch_id AND agent_id = NEW.agent_id AND state <> 'void')
     > (SELECT coalesce(sum(amount_vnd), 0) FROM agent_payout
        WHERE batch_id = NEW.batch_id AND agent_id = NEW.agent_id
          AND state IN ('exported', 'in_process', 'debited', 'settled', 'in_doubt')) THEN
        RAISE EXCEPTION 'an advance is no more than its batch pays there' USING ERRCODE = 'CT022';
    END IF;
    IF EXISTS (
        SELECT FROM advance o
        JOIN agent_payout theirs ON theirs.batch_id = o.batch_id AND theirs.agent_id = o.agent_id
        JOIN agent_payout ours ON ours.payout_id = theirs.payout_id AND ours.agent_id = NEW.agent_id
        WHERE o.batch_id = NEW.batch_id AND o.agent_id <> NEW.agent_id AND o.state <> 'void'
          AND o.paid_back_vnd < o.amount_vnd) THEN
        RAISE EXCEPTION 'another agent has the cash of these people' USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""

# What clears an advance was paid out: settled by the very list, of the agent's people, and of no payout more than it.
CLEARED_IS_PAID = """
CREATE FUNCTION cleared_is_paid() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    PERFORM FROM payment_batch WHERE id IN (
        SELECT a.batch_id FROM new_rows n JOIN advance a ON a.id = n.advance_id) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM new_rows n JOIN advance a ON a.id = n.advance_id
        LEFT JOIN advance_clearing c ON c.id = n.clearing_id AND c.advance_id = n.advance_id
        LEFT JOIN answer s ON s.id = c.answer_id AND s.kind = 'signing_list'
        LEFT JOIN agent_payout p ON p.payout_id = n.payout_id AND p.agent_id = a.agent_id AND p.batch_id = a.batch_id
            AND p.state = 'settled'
        LEFT JOIN state_change m ON m.kind = 'payout' AND m.object_id = n.payout_id AND m.to_state = 'settled'
            AND m.act_id = s.act_id
        WHERE p.payout_id IS NULL OR m.object_id IS NULL) THEN
        RAISE EXCEPTION 'only what a list settled clears an advance' USING ERRCODE = 'CT022';
    END IF;
    IF EXISTS (
        SELECT FROM advance_cleared d JOIN payout p ON p.id = d.payout_id
        WHERE d.payout_id IN (SELECT payout_id FROM new_rows)
        GROUP BY p.id HAVING sum(d.amount_vnd) > p.amount_vnd) THEN
        RAISE EXCEPTION 'a payout clears no more than it paid' USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""

# Looked at when the act commits: an advance is the sum of its rows, and an agent's account the sum of what is open.
AGREES = """
CREATE FUNCTION advance_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked bigint; one advance%ROWTYPE;
BEGIN
    IF TG_TABLE_NAME = 'advance' THEN asked := NEW.id; ELSE asked := NEW.advance_id; END IF;
    SELECT * INTO one FROM advance WHERE id = asked;
    IF one.cleared_vnd <> (SELECT coalesce(sum(amount_vnd), 0) FROM advance_clearing WHERE advance_id = asked)
    OR one.paid_back_vnd <> (SELECT coalesce(sum(amount_vnd), 0) FROM advance_repayment
                             WHERE advance_id = asked AND state = 'in_force')
    OR EXISTS (SELECT FROM advance_clearing c WHERE c.advance_id = asked AND c.amount_vnd IS DISTINCT FROM (
                   SELECT sum(d.amount_vnd) FROM advance_cleared d WHERE d.clearing_id = c.id))
    OR (SELECT coalesce(sum(amount_vnd), 0) FROM advance_part WHERE advance_id = asked)
       <> (CASE WHEN one.state IN ('recorded', 'void') THEN 0 ELSE one.amount_vnd END)
    OR (SELECT coalesce(sum(open_vnd), 0) FROM advance_part WHERE advance_id = asked)
       <> (CASE WHEN one.state IN ('recorded', 'void') THEN 0
           ELSE one.amount_vnd - one.cleared_vnd - one.paid_back_vnd END)
    OR EXISTS (
        SELECT FROM (SELECT p.fund_id, sum(p.open_vnd) AS vnd FROM advance_part p JOIN advance a ON a.id = p.advance_id
                     WHERE a.agent_id = one.agent_id GROUP BY p.fund_id) parts
        FULL JOIN (SELECT fund_id, balance_vnd AS vnd FROM ledger_account
                   WHERE kind = 'ADVANCE' AND agent_id = one.agent_id) ledger ON ledger.fund_id = parts.fund_id
        WHERE coalesce(parts.vnd, 0) <> coalesce(ledger.vnd, 0)) THEN
        RAISE EXCEPTION 'advance % does not agree with its rows', asked USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""

# What moved in an act beside the states of entitlements and payouts; later migrations add to it.
BOOKED_MOVES = """
CREATE VIEW booked_move AS
SELECT c.act_id, 'advance' AS code, a.amount_vnd FROM state_change c JOIN advance a ON a.id = c.object_id
WHERE c.kind = 'advance' AND c.to_state = 'in_force'
UNION ALL
SELECT act_id, 'clear', amount_vnd FROM advance_clearing
UNION ALL
SELECT c.act_id, 'pay_back', r.amount_vnd FROM state_change c JOIN advance_repayment r ON r.id = c.object_id
WHERE c.kind = 'advance_repayment' AND c.to_state = 'in_force'
"""

IS_BOOKED = """
CREATE FUNCTION move_is_booked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE here bigint := nullif(current_setting('chitra.act', true), '')::bigint; wrong text;
BEGIN
    SELECT coalesce(m.code, t.code) INTO wrong FROM (
        SELECT code, sum(amount_vnd) AS vnd FROM booked_move WHERE act_id = here GROUP BY code) m
    FULL JOIN (
        SELECT code, sum(amount_vnd) AS vnd FROM ledger_transfer
        WHERE act_id = here AND code IN ('advance', 'clear', 'pay_back', 'reimburse') GROUP BY code) t
        ON t.code = m.code
    WHERE m.vnd IS DISTINCT FROM t.vnd LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'money moved without its transfer: %', wrong USING ERRCODE = 'CT009';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Five tables, the kinds of their transfers, and what holds them together."""
    for code, before, after in KINDS:
        op.execute(f"INSERT INTO transfer_kind VALUES ('{code}', '{before}', '{after}', true)")  # noqa: S608 – ours
    _advance()
    _parts()
    _clearings()
    _repayment()
    for line in MOVES.strip().splitlines():
        kind, before, event, after, roles = line.split()
        op.execute(f"""INSERT INTO state_move (kind, from_state, to_state, event, roles)
                       VALUES ('{kind}', '{before.strip(".")}', '{after}', '{event}', '{{{roles}}}')""")  # noqa: S608 – ours
    for kind in ("advance", "advance_repayment"):
        _logged(kind)
        _named(kind, "recorded_by_person_id", "confirmed_by_person_id")
    _walls()


def _advance() -> None:
    op.create_table(
        "advance",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("batch_id", sa.BigInteger(), sa.ForeignKey("payment_batch.id"), nullable=False),
        sa.Column("agent_id", sa.BigInteger(), sa.ForeignKey("paying_agent.id"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("cleared_vnd", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("paid_back_vnd", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recorded_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("confirmed_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        *(
            sa.CheckConstraint(said, name=op.f(f"ck_advance_{name}"))
            for name, said in {
                "amount": "amount_vnd > 0",
                "parts": "least(cleared_vnd, paid_back_vnd) >= 0",
                "no_more_than_given": "cleared_vnd + paid_back_vnd <= amount_vnd",
                "begun": "state not in ('recorded', 'void') or cleared_vnd + paid_back_vnd = 0",
                "ended": "(state in ('cleared', 'closed')) = (cleared_vnd + paid_back_vnd = amount_vnd)",
                "cleared": "state <> 'cleared' or paid_back_vnd = 0",
                "two_people": TWO,
            }.items()
        ),
    )
    op.create_index("ix_advance_district_id", "advance", ["district_id"])
    op.create_index("ix_advance_batch", "advance", ["batch_id", "agent_id"])
    live = sa.text("state <> 'void'")
    op.create_index("uq_advance_number", "advance", ["district_id", "number"], unique=True, postgresql_where=live)


def _parts() -> None:
    op.create_table(
        "advance_part",
        sa.Column("advance_id", sa.BigInteger(), sa.ForeignKey("advance.id"), primary_key=True),
        sa.Column("fund_id", sa.BigInteger(), sa.ForeignKey("fund.id"), primary_key=True),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("open_vnd", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_advance_part_amount")),
        sa.CheckConstraint("open_vnd between 0 and amount_vnd", name=op.f("ck_advance_part_open")),
    )


def _clearings() -> None:
    op.create_table(
        "advance_clearing",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("advance_id", sa.BigInteger(), sa.ForeignKey("advance.id"), nullable=False),
        sa.Column("answer_id", sa.BigInteger(), sa.ForeignKey("answer.id"), nullable=False),
        sa.Column("paid_out_by", sa.Text(), nullable=False),
        sa.Column("handed_in_by", sa.Text(), nullable=False),
        sa.Column("handed_in_on", sa.Date(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.UniqueConstraint("advance_id", "answer_id", name="uq_advance_clearing_advance_id_answer_id"),
        sa.UniqueConstraint("id", "advance_id", name="uq_advance_clearing_id_advance_id"),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_advance_clearing_amount")),
    )
    op.create_table(
        "advance_cleared",
        sa.Column("payout_id", sa.BigInteger(), sa.ForeignKey("payout.id"), primary_key=True),
        sa.Column("advance_id", sa.BigInteger(), sa.ForeignKey("advance.id"), primary_key=True),
        sa.Column("clearing_id", sa.BigInteger(), sa.ForeignKey("advance_clearing.id"), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_advance_cleared_amount")),
    )
    op.create_index("ix_advance_cleared_clearing_id", "advance_cleared", ["clearing_id"])


def _repayment() -> None:
    op.create_table(
        "advance_repayment",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("advance_id", sa.BigInteger(), sa.ForeignKey("advance.id"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recorded_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("confirmed_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_advance_repayment_amount")),
        sa.CheckConstraint(TWO, name=op.f("ck_advance_repayment_two_people")),
    )
    op.create_index("ix_advance_repayment_district_id", "advance_repayment", ["district_id"])
    op.create_index("ix_advance_repayment_advance_id", "advance_repayment", ["advance_id"])
    op.create_index(
        "uq_advance_repayment_number", "advance_repayment", ["district_id", "number"], unique=True,
        postgresql_where=sa.text("state <> 'void'"),
    )  # fmt: skip


def _logged(kind: str) -> None:
    op.execute(f"""CREATE TRIGGER {kind}_new_state AFTER INSERT ON {kind} REFERENCING NEW TABLE AS new_rows
                   FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('{kind}')""")
    op.execute(f"""CREATE TRIGGER {kind}_moved_state AFTER UPDATE ON {kind}
                   REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                   FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('{kind}')""")


def _walls() -> None:
    for table, columns in FIXED.items():
        op.execute(f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    for table in ("advance_clearing", "advance_cleared"):
        op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")
    for statement in (FITS_ITS_BATCH, CLEARED_IS_PAID, AGREES, BOOKED_MOVES, IS_BOOKED):
        op.execute(statement)
    op.execute("""CREATE TRIGGER advance_fits_when_recorded AFTER INSERT ON advance
                  FOR EACH ROW EXECUTE FUNCTION advance_fits_its_batch()""")
    op.execute("""CREATE TRIGGER advance_fits_when_given AFTER UPDATE OF state ON advance
                  FOR EACH ROW WHEN (NEW.state = 'in_force' AND OLD.state <> 'in_force')
                  EXECUTE FUNCTION advance_fits_its_batch()""")
    op.execute("""CREATE TRIGGER advance_cleared_is_paid AFTER INSERT ON advance_cleared
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION cleared_is_paid()""")
    for table in ("advance", "advance_part", "advance_clearing", "advance_repayment"):
        op.execute(f"""CREATE CONSTRAINT TRIGGER {table}_agrees AFTER INSERT OR UPDATE ON {table}
                       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION advance_agrees()""")
    for table in ("advance", "advance_clearing", "advance_repayment"):
        op.execute(f"""CREATE CONSTRAINT TRIGGER {table}_is_booked AFTER INSERT OR UPDATE ON {table}
                       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION move_is_booked()""")
    op.execute("""CREATE CONSTRAINT TRIGGER ledger_transfer_is_booked AFTER INSERT ON ledger_transfer
                  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                  WHEN (NEW.code IN ('advance', 'clear', 'pay_back', 'reimburse'))
                  EXECUTE FUNCTION move_is_booked()""")


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
