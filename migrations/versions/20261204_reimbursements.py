"""Reimbursements: whom a commune paid already is claimed for the commune, and is under no payout then."""

import sqlalchemy as sa
from alembic import op

revision = "20261204_reimbursements"
down_revision = "20261204_advances"
branch_labels = None
depends_on = None

MOVES = """
    reimbursement . claim claimed finance_maker
    reimbursement claimed confirm confirmed finance_checker
    reimbursement claimed refuse refused finance_checker
    reimbursement confirmed refuse refused finance_checker
    reimbursement confirmed pay paid finance_maker
"""
FIXED = {
    "reimbursement": "id, commune_id, policy, list_number, signed_on, signer, people, amount_vnd, "
    "claimed_by_person_id, act_id, district_id",
    "reimbursement_share": "reimbursement_id, entitlement_id, origin, amount_vnd",
}

# The lock waits for whoever pays the same entitlements now (its foreign key holds them), so that one of both is late
# and sees the other.
CLAIM = """
CREATE FUNCTION claim_is_free() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    PERFORM FROM entitlement WHERE id IN (SELECT entitlement_id FROM new_rows) ORDER BY id FOR UPDATE;
    IF EXISTS (
        SELECT FROM new_rows n JOIN reimbursement r ON r.id = n.reimbursement_id
        JOIN entitlement e ON e.id = n.entitlement_id
        WHERE NOT n.live OR r.state <> 'claimed' OR e.state <> 'reserved' OR n.amount_vnd <> e.amount_vnd
           OR e.policy <> r.policy OR e.payer_id IS DISTINCT FROM r.district_id
           OR r.act_id IS DISTINCT FROM nullif(current_setting('chitra.act', true), '')::bigint) THEN
        RAISE EXCEPTION 'a claim is of what is owed, and written at once' USING ERRCODE = 'CT022';
    END IF;
    IF EXISTS (SELECT FROM new_rows n JOIN payout_share s ON s.entitlement_id = n.entitlement_id AND s.live) THEN
        RAISE EXCEPTION 'it is being paid to the person' USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""

PAYS_NO_CLAIM = """
CREATE FUNCTION payout_pays_no_claim() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN reimbursement_share r ON r.entitlement_id = n.entitlement_id AND r.live) THEN
        RAISE EXCEPTION 'a commune has paid it' USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""

# What was given up and is proven lives again: that asks for the entitlement too, so that it waits for a claim.
REVIVES_NO_CLAIM = """
CREATE FUNCTION payout_revives_no_claim() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    PERFORM FROM entitlement WHERE id IN (SELECT entitlement_id FROM new_rows WHERE live) ORDER BY id FOR KEY SHARE;
    IF EXISTS (SELECT FROM new_rows n JOIN reimbursement_share r ON r.entitlement_id = n.entitlement_id AND r.live
               WHERE n.live) THEN
        RAISE EXCEPTION 'a commune has paid it' USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""

END_CLAIMS = """
CREATE FUNCTION end_claims() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reimbursement_share s SET live = false FROM new_rows n
    WHERE s.reimbursement_id = n.id AND s.live AND n.state = 'refused';
    RETURN NULL;
END $$
"""

CLAIM_LIVES = """
CREATE FUNCTION claim_lives_with_its_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN reimbursement r ON r.id = n.reimbursement_id
               WHERE NOT n.live AND r.state <> 'refused') THEN
        RAISE EXCEPTION 'a claim lives as long as its list' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""

# Looked at when the act commits.
AGREES = """
CREATE FUNCTION reimbursement_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one reimbursement%ROWTYPE; said record;
BEGIN
    SELECT * INTO one FROM reimbursement WHERE id = NEW.id;
    SELECT count(DISTINCT e.application_id) AS people, coalesce(sum(s.amount_vnd), 0) AS amount_vnd,
           count(*) FILTER (WHERE e.state <> CASE one.state WHEN 'paid' THEN 'paid' ELSE 'reserved' END) AS wrong
    INTO said FROM reimbursement_share s JOIN entitlement e ON e.id = s.entitlement_id
    WHERE s.reimbursement_id = one.id AND s.live;
    IF one.state = 'refused' THEN
        IF said.people > 0 OR EXISTS (
            SELECT FROM reimbursement_share s JOIN entitlement e ON e.id = s.entitlement_id
            WHERE s.reimbursement_id = one.id AND e.state = 'reserved'
              AND NOT EXISTS (SELECT FROM payout_share p WHERE p.entitlement_id = e.id AND p.live)
              AND NOT EXISTS (SELECT FROM reimbursement_share r WHERE r.entitlement_id = e.id AND r.live)) THEN
            RAISE EXCEPTION 'what was refused is owed again' USING ERRCODE = 'CT022';
        END IF;
    ELSIF (said.people, said.amount_vnd, said.wrong) IS DISTINCT FROM (one.people, one.amount_vnd::numeric, 0) THEN
        RAISE EXCEPTION 'reimbursement % does not agree with its people', one.id USING ERRCODE = 'CT022';
    END IF;
    RETURN NULL;
END $$
"""

BOOKED_MOVES = """
CREATE OR REPLACE VIEW booked_move AS
SELECT c.act_id, 'advance' AS code, a.amount_vnd FROM state_change c JOIN advance a ON a.id = c.object_id
WHERE c.kind = 'advance' AND c.to_state = 'in_force'
UNION ALL
SELECT act_id, 'clear', amount_vnd FROM advance_clearing
UNION ALL
SELECT c.act_id, 'pay_back', r.amount_vnd FROM state_change c JOIN advance_repayment r ON r.id = c.object_id
WHERE c.kind = 'advance_repayment' AND c.to_state = 'in_force'
UNION ALL
SELECT c.act_id, 'reimburse', r.amount_vnd FROM state_change c JOIN reimbursement r ON r.id = c.object_id
WHERE c.kind = 'reimbursement' AND c.to_state = 'paid'
"""


def upgrade() -> None:
    """Two tables, the kind of their transfers, and what keeps a claim and a payout apart."""
    op.execute("INSERT INTO transfer_kind VALUES ('reimburse', 'COMMITTED', 'PAID', true)")
    _tables()
    for line in MOVES.strip().splitlines():
        kind, before, event, after, roles = line.split()
        op.execute(f"""INSERT INTO state_move (kind, from_state, to_state, event, roles)
                       VALUES ('{kind}', '{before.strip(".")}', '{after}', '{event}', '{{{roles}}}')""")  # noqa: S608 – ours
    _named("reimbursement", "claimed_by_person_id", "confirmed_by_person_id")
    for statement in (CLAIM, PAYS_NO_CLAIM, REVIVES_NO_CLAIM, END_CLAIMS, CLAIM_LIVES, AGREES, BOOKED_MOVES):
        op.execute(statement)
    _walls()


def _tables() -> None:
    op.create_table(
        "reimbursement",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("commune_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("list_number", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("voucher", sa.Text()),
        sa.Column("paid_on", sa.Date()),
        sa.Column("claimed_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("confirmed_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        *(
            sa.CheckConstraint(said, name=op.f(f"ck_reimbursement_{name}"))
            for name, said in {
                "amount": "amount_vnd > 0 and people > 0",
                "two_people": "confirmed_by_person_id <> claimed_by_person_id",
                "confirmed": "state not in ('confirmed', 'paid') or confirmed_by_person_id is not null",
                "paid": "num_nonnulls(voucher, paid_on) = (state = 'paid')::int * 2",
            }.items()
        ),
    )
    op.create_index("ix_reimbursement_district_id", "reimbursement", ["district_id"])
    op.create_index(
        "uq_reimbursement_list", "reimbursement", ["commune_id", "list_number", "signed_on"], unique=True,
        postgresql_where=sa.text("state <> 'refused'"),
    )  # fmt: skip
    op.create_index(
        "uq_reimbursement_voucher", "reimbursement", ["district_id", "voucher"], unique=True,
        postgresql_where=sa.text("voucher is not null"),
    )  # fmt: skip
    op.create_table(
        "reimbursement_share",
        sa.Column("reimbursement_id", sa.BigInteger(), sa.ForeignKey("reimbursement.id"), primary_key=True),
        sa.Column("entitlement_id", sa.BigInteger(), primary_key=True),
        sa.Column("origin", sa.Text(), nullable=False, server_default="decision"),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.ForeignKeyConstraint(
            ["entitlement_id", "origin"], ["entitlement.id", "entitlement.origin"],
            name="fk_reimbursement_share_entitlement_id_origin",
        ),
        sa.CheckConstraint("origin = 'decision'", name=op.f("ck_reimbursement_share_payable")),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_reimbursement_share_amount")),
    )  # fmt: skip
    op.create_index(
        "uq_reimbursement_share_live", "reimbursement_share", ["entitlement_id"], unique=True,
        postgresql_where=sa.text("live"),
    )  # fmt: skip


def _walls() -> None:
    op.execute("""CREATE TRIGGER reimbursement_new_state AFTER INSERT ON reimbursement
                  REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('reimbursement')""")
    op.execute("""CREATE TRIGGER reimbursement_moved_state AFTER UPDATE ON reimbursement
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('reimbursement')""")
    for table, columns in FIXED.items():
        op.execute(f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER reimbursement_share_claim AFTER INSERT ON reimbursement_share
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION claim_is_free()""")
    op.execute("""CREATE TRIGGER payout_share_pays_no_claim AFTER INSERT ON payout_share
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION payout_pays_no_claim()""")
    op.execute("""CREATE TRIGGER payout_share_revives_no_claim AFTER UPDATE ON payout_share
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION payout_revives_no_claim()""")
    op.execute("""CREATE TRIGGER reimbursement_end_claims AFTER UPDATE ON reimbursement
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION end_claims()""")
    op.execute("""CREATE TRIGGER reimbursement_share_lives AFTER UPDATE ON reimbursement_share
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION claim_lives_with_its_list()""")
    op.execute("""CREATE TRIGGER reimbursement_share_no_revival BEFORE UPDATE ON reimbursement_share
                  FOR EACH ROW WHEN (NEW.live AND NOT OLD.live) EXECUTE FUNCTION refuse_change()""")
    for function in ("reimbursement_agrees", "move_is_booked"):
        op.execute(f"""CREATE CONSTRAINT TRIGGER reimbursement_{function} AFTER INSERT OR UPDATE ON reimbursement
                       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {function}()""")


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
