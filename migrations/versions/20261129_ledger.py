"""The double-entry ledger: accounts, transfers, which moves of money need one, and balances that no hand moves."""

import sqlalchemy as sa
from alembic import op

revision = "20261129_ledger"
down_revision = "20261129_funds"
branch_labels = None
depends_on = None

KINDS = """
    allot APPROPRIATION AVAILABLE single
    cut AVAILABLE APPROPRIATION single
    commit AVAILABLE COMMITTED summed
    decommit COMMITTED AVAILABLE single
    export COMMITTED IN_TRANSIT summed
    fail IN_TRANSIT COMMITTED single
    pay IN_TRANSIT PAID summed
    return PAID RETURNED single
    retry RETURNED COMMITTED single
    give_up RETURNED AVAILABLE single
"""

# Which moves are money's, and the kind of the transfer that each needs.
MOVES = {
    ("payout", "batched", "exported"): "export",
    **{("payout", before, after): "pay" for before in ("exported", "in_process", "in_doubt")
       for after in ("debited", "settled")},
    **{("payout", before, after): "fail" for before in ("exported", "in_process", "in_doubt")
       for after in ("rejected", "cancelled")},
    **{("payout", before, "returned"): "return" for before in ("debited", "settled")},
    ("entitlement", "", "open"): "commit",
    ("entitlement", "open", "cancelled"): "decommit",
    ("entitlement", "reserved", "cancelled"): "decommit",
    ("entitlement", "returned", "open"): "retry",
    ("entitlement", "returned", "cancelled"): "give_up",
}  # fmt: skip

BALANCE = "CASE WHEN kind IN ('APPROPRIATION', 'ADVANCED') THEN balance_vnd <= 0 ELSE balance_vnd >= 0 END"

# All accounts of a statement are locked in the order of their ids, so that two acts never wait for each other.
MOVE_BALANCES = """
CREATE FUNCTION move_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM ledger_account a
    WHERE a.id IN (SELECT debit_account_id FROM new_rows UNION SELECT credit_account_id FROM new_rows)
    ORDER BY a.id FOR NO KEY UPDATE;
    UPDATE ledger_account a SET balance_vnd = a.balance_vnd + d.change
    FROM (SELECT account_id, sum(amount_vnd)::bigint AS change FROM (
              SELECT debit_account_id AS account_id, amount_vnd FROM new_rows
              UNION ALL SELECT credit_account_id, -amount_vnd FROM new_rows) both_sides
          GROUP BY account_id) d
    WHERE d.account_id = a.id AND d.change <> 0;
    RETURN NULL;
END $$
"""

ONLY_BY_TRANSFER = """
CREATE FUNCTION balance_only_by_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.balance_vnd = 0 THEN
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1
        AND (NEW.id, NEW.kind, NEW.fund_id) = (OLD.id, OLD.kind, OLD.fund_id)
        AND NEW.unit_id IS NOT DISTINCT FROM OLD.unit_id AND NEW.policy IS NOT DISTINCT FROM OLD.policy THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a balance moves by transfers alone' USING ERRCODE = 'CT003';
END $$
"""

FITS_ITS_KIND = """
CREATE FUNCTION transfer_fits_its_kind() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows n JOIN transfer_kind k ON k.code = n.code
        JOIN ledger_account c ON c.id = n.credit_account_id JOIN ledger_account d ON d.id = n.debit_account_id
        WHERE (c.kind, d.kind) <> (k.from_kind, k.to_kind) OR c.fund_id <> d.fund_id
           OR n.act_id IS DISTINCT FROM nullif(current_setting('chitra.act', true), '')::bigint) THEN
        RAISE EXCEPTION 'a transfer that is not of its kind' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""

# What an act moved must be what it transferred, kind by kind, to the đồng: looked at when it commits.
ACT_IS_POSTED = """
CREATE FUNCTION act_is_posted() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE wrong text;
BEGIN
    SELECT coalesce(m.code, t.code) INTO wrong FROM (
        SELECT code, sum(amount_vnd) AS amount_vnd FROM money_moved WHERE act_id = NEW.id GROUP BY code) m
    FULL JOIN (
        SELECT l.code, sum(l.amount_vnd) AS amount_vnd FROM ledger_transfer l
        WHERE l.act_id = NEW.id AND l.code IN (SELECT DISTINCT transfer FROM state_move WHERE transfer IS NOT NULL)
        GROUP BY l.code) t ON t.code = m.code
    WHERE m.amount_vnd IS DISTINCT FROM t.amount_vnd LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'money moved without its transfer: %', wrong USING ERRCODE = 'CT009';
    END IF;
    RETURN NULL;
END $$
"""

# The money of every change of state that needs a transfer: an entitlement's, or the shares of a payout.
MONEY_MOVED = """
CREATE VIEW money_moved AS
SELECT c.act_id, m.transfer AS code, c.object_id AS entitlement_id, NULL::bigint AS payout_id, e.amount_vnd
FROM state_change c
JOIN state_move m ON m.kind = c.kind AND m.from_state = coalesce(c.from_state, '') AND m.to_state = c.to_state
JOIN entitlement e ON e.id = c.object_id
WHERE c.kind = 'entitlement' AND m.transfer IS NOT NULL AND e.origin = 'decision'
UNION ALL
SELECT c.act_id, m.transfer, s.entitlement_id, c.object_id, s.amount_vnd
FROM state_change c
JOIN state_move m ON m.kind = c.kind AND m.from_state = coalesce(c.from_state, '') AND m.to_state = c.to_state
JOIN payout_share s ON s.payout_id = c.object_id
WHERE c.kind = 'payout' AND m.transfer IS NOT NULL
"""


def upgrade() -> None:
    """Accounts, transfers, and the walls around them."""
    _tables()
    _kinds_and_moves()
    op.add_column("entitlement", sa.Column("funding_id", sa.BigInteger(), sa.ForeignKey("funding.id")))
    op.create_check_constraint(
        op.f("ck_entitlement_funded"), "entitlement", "(origin = 'decision') = (funding_id is not null)"
    )
    op.execute("CREATE INDEX ix_state_change_act_id ON state_change USING brin (act_id) WITH (pages_per_range = 16)")
    for statement in (MONEY_MOVED, MOVE_BALANCES, ONLY_BY_TRANSFER, FITS_ITS_KIND, ACT_IS_POSTED):
        op.execute(statement)
    _triggers()


def _tables() -> None:
    op.create_table(
        "transfer_kind",
        sa.Column("code", sa.Text(), primary_key=True),
        sa.Column("from_kind", sa.Text(), nullable=False),
        sa.Column("to_kind", sa.Text(), nullable=False),
        sa.Column("single", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "ledger_account",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fund_id", sa.BigInteger(), sa.ForeignKey("fund.id"), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), sa.ForeignKey("unit.id")),
        sa.Column("policy", sa.Text()),
        sa.Column("balance_vnd", sa.BigInteger(), nullable=False, server_default="0"),
        sa.UniqueConstraint(
            "fund_id",
            "kind",
            "unit_id",
            "policy",
            name="uq_ledger_account_fund_id_kind_unit_id_policy",
            postgresql_nulls_not_distinct=True,
        ),
        sa.CheckConstraint(BALANCE, name=op.f("ck_ledger_account_balance")),
    )
    op.create_table(
        "ledger_transfer",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), sa.ForeignKey("transfer_kind.code"), nullable=False),
        sa.Column("debit_account_id", sa.BigInteger(), sa.ForeignKey("ledger_account.id"), nullable=False),
        sa.Column("credit_account_id", sa.BigInteger(), sa.ForeignKey("ledger_account.id"), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.UniqueConstraint("reference", name="uq_ledger_transfer_reference"),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_ledger_transfer_amount")),
        sa.CheckConstraint("debit_account_id <> credit_account_id", name=op.f("ck_ledger_transfer_two_accounts")),
    )
    op.create_index("ix_ledger_transfer_act_id", "ledger_transfer", ["act_id"], postgresql_using="brin")
    op.create_index("ix_ledger_transfer_debit", "ledger_transfer", ["debit_account_id", "id"])
    op.create_index("ix_ledger_transfer_credit", "ledger_transfer", ["credit_account_id", "id"])


def _kinds_and_moves() -> None:
    for line in KINDS.strip().splitlines():
        code, before, after, counted = line.split()
        values = f"('{code}', '{before}', '{after}', {counted == 'single'})"
        op.execute(f"INSERT INTO transfer_kind VALUES {values}")  # noqa: S608 – ours
    op.execute("ALTER TABLE state_move DISABLE TRIGGER state_move_append_only")
    op.add_column("state_move", sa.Column("transfer", sa.Text(), sa.ForeignKey("transfer_kind.code")))
    op.execute("INSERT INTO state_move VALUES ('entitlement', 'returned', 'cancelled')")
    for (kind, before, after), code in MOVES.items():
        where = f"kind = '{kind}' AND from_state = '{before}' AND to_state = '{after}'"
        op.execute(f"UPDATE state_move SET transfer = '{code}' WHERE {where}")  # noqa: S608 – ours
    op.execute("ALTER TABLE state_move ENABLE ALWAYS TRIGGER state_move_append_only")


def _triggers() -> None:
    for table in ("ledger_transfer", "transfer_kind"):
        op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")
    op.execute("""CREATE TRIGGER ledger_account_kept BEFORE DELETE OR TRUNCATE ON ledger_account
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER ledger_account_by_transfer BEFORE INSERT OR UPDATE ON ledger_account
                  FOR EACH ROW EXECUTE FUNCTION balance_only_by_transfer()""")
    op.execute("ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER ledger_account_by_transfer")
    for function in ("transfer_fits_its_kind", "move_balances"):
        op.execute(f"""CREATE TRIGGER ledger_transfer_{function} AFTER INSERT ON ledger_transfer
                       REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}()""")
    op.execute("""CREATE TRIGGER entitlement_funding_fixed BEFORE UPDATE OF funding_id ON entitlement
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE CONSTRAINT TRIGGER act_is_posted AFTER INSERT ON act DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION act_is_posted()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
