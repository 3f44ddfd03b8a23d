"""What becomes of money after its payment is said by two people: proven, resolved, returned, unclaimed.

One table for all of it; the moves that only such a word can make are looked at when the act commits. A payment that
was given up and is proven brings its shares to life again: an entitlement has one live payout still.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261202_payment_words"
down_revision = "20261202_corrections"
branch_labels = None
depends_on = None

# Kind, from, event, to, whose hand, which money: as app/states.py says.
MOVES = """
    payment_word . ask asked finance_maker
    payment_word asked confirm confirmed finance_checker
    payment_word asked refuse refused finance_checker
    payment_word asked void void finance_maker
    payout rejected prove settled finance_checker prove
    payout cancelled prove settled finance_checker prove
"""
# Moves that a checker makes too, by confirming; and those that nobody else makes.
FINANCE = """
    entitlement open reserved
    entitlement reserved open
    entitlement reserved paid
    entitlement reserved cancelled
    payout in_doubt debited
    payout in_doubt settled
    payout in_doubt rejected
    payout in_doubt cancelled
"""
CHECKERS = """
    payout debited returned
    payout settled returned
"""
NAMES = ("asked_by_person_id", "answered_by_person_id")
FIXED = (
    "id, kind, payout_id, policy, outcome, code, bank_reference, paper_number, paper_on, day, payouts, amount_vnd, "
    "asked_by_person_id, act_id, district_id"
)
TWO = (
    "(state = 'asked') = (answered_by_person_id IS NULL) AND (state = 'asked') = (answered_act_id IS NULL)"
    " AND (state NOT IN ('confirmed', 'refused') OR answered_by_person_id <> asked_by_person_id)"
    " AND answered_act_id <> act_id"
)
OUTCOME = """CASE kind
    WHEN 'said_paid' THEN coalesce(outcome IN ('paid', 'unpaid'), false)
    WHEN 'in_doubt' THEN coalesce(outcome IN ('debited', 'settled', 'rejected', 'cancelled'), false)
    WHEN 'after_return' THEN coalesce(outcome IN ('pay_again', 'give_up'), false)
    ELSE outcome IS NULL END"""

# What may not be paid while somebody's word on it waits for a second person.
WAITS = """
CREATE VIEW waits_for_word AS
SELECT s.entitlement_id FROM payment_word w JOIN payout_share s ON s.payout_id = w.payout_id WHERE w.state = 'asked'
UNION ALL
SELECT e.id FROM payment_correction c JOIN entitlement e ON e.application_id = c.application_id
WHERE c.state = 'asked'
"""

WAITING_UNPAID = """
CREATE FUNCTION what_waits_is_not_paid() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN entitlement e ON e.id = n.entitlement_id WHERE e.blocked IS NOT NULL)
       OR EXISTS (SELECT FROM new_rows n JOIN waits_for_word w ON w.entitlement_id = n.entitlement_id) THEN
        RAISE EXCEPTION 'what waits for a word is not paid' USING ERRCODE = 'CT021';
    END IF;
    RETURN NULL;
END $$
"""

REVIVE = """
CREATE FUNCTION revive_shares() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE payout_share SET live = true WHERE payout_id = NEW.id AND NOT live;
    RETURN NULL;
END $$
"""

ONLY_PROVEN = """
CREATE OR REPLACE FUNCTION refuse_revival() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM payout WHERE id = NEW.payout_id) = 'settled' THEN
        RETURN NEW;  -- proven to be paid after all (revive_shares)
    END IF;
    RAISE EXCEPTION 'a share that ended stays ended' USING ERRCODE = 'CT003';
END $$
"""

# Arguments: the kind of the word, and its outcome where that matters.
PAYOUT_BY_WORD = """
CREATE FUNCTION payout_moves_by_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM payment_word w WHERE w.payout_id = NEW.id AND w.kind = TG_ARGV[0] AND w.state = 'confirmed'
        AND w.outcome IS NOT DISTINCT FROM nullif(TG_ARGV[1], '')
        AND w.answered_act_id = nullif(current_setting('chitra.act', true), '')::bigint) THEN
        RAISE EXCEPTION 'a payout moves so by the word of two people' USING ERRCODE = 'CT020';
    END IF;
    RETURN NULL;
END $$
"""

OWED_BY_WORD = """
CREATE FUNCTION entitlement_moves_by_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM payment_word w LEFT JOIN payout_share s ON s.payout_id = w.payout_id
        WHERE w.answered_act_id = nullif(current_setting('chitra.act', true), '')::bigint
        AND w.kind = TG_ARGV[0] AND w.state = 'confirmed'
        AND (w.payout_id IS NULL OR s.entitlement_id = NEW.id)) THEN
        RAISE EXCEPTION 'what is owed moves so by the word of two people' USING ERRCODE = 'CT020';
    END IF;
    RETURN NULL;
END $$
"""

BY_WORD = (
    ("payout", "proven", "state", "OLD.state IN ('rejected', 'cancelled') AND NEW.state = 'settled'",
     "payout_moves_by_word('said_paid', 'paid')"),
    ("payout", "returned", "state", "OLD.state IN ('debited', 'settled') AND NEW.state = 'returned'",
     "payout_moves_by_word('return', '')"),
    ("entitlement", "after_return", "state", "OLD.state = 'returned' AND NEW.state IN ('open', 'cancelled')",
     "entitlement_moves_by_word('after_return')"),
    ("entitlement", "unclaimed", "state",
     "OLD.state = 'open' AND NEW.state = 'cancelled' AND NEW.blocked = 'UNCLAIMED'",
     "entitlement_moves_by_word('unclaimed')"),
    ("entitlement", "said_paid", "blocked",
     ("OLD.blocked = 'SAID_PAID' AND NEW.blocked IS DISTINCT FROM OLD.blocked "
     "AND NEW.state NOT IN ('paid', 'cancelled')"), "entitlement_moves_by_word('said_paid')"),
)  # fmt: skip
"""Moves of a table, by a column, that only a word confirmed in the same act can make."""


def upgrade() -> None:
    """The table, the moves, the walls."""
    _table()
    op.execute(WAITS)
    _moves()
    _walls()
    op.create_index("ix_answer_exception_payout", "answer_exception", ["payout_id"])
    op.create_index(
        "ix_payout_share_ended", "payout_share", ["entitlement_id"], postgresql_where=sa.text("not live")
    )  # fmt: skip


def _table() -> None:
    op.create_table(
        "payment_word",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payout_id", sa.BigInteger(), sa.ForeignKey("payout.id")),
        sa.Column("policy", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("code", sa.Text()),
        sa.Column("bank_reference", sa.Text()),
        sa.Column("paper_number", sa.Text(), nullable=False),
        sa.Column("paper_on", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("payouts", sa.BigInteger(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("answered_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("answered_act_id", sa.BigInteger(), sa.ForeignKey("act.id")),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.CheckConstraint(
            "kind in ('said_paid', 'in_doubt', 'return', 'after_return', 'deadline', 'unclaimed')",
            name=op.f("ck_payment_word_kind"),
        ),
        sa.CheckConstraint(
            "(kind in ('deadline', 'unclaimed')) = (policy is not null) and (policy is null) = (payout_id is not null)",
            name=op.f("ck_payment_word_about"),
        ),
        sa.CheckConstraint(OUTCOME, name=op.f("ck_payment_word_outcome")),
        sa.CheckConstraint(
            "(kind = 'return') = (bank_reference is not null)", name=op.f("ck_payment_word_bank_reference")
        ),
        sa.CheckConstraint("payouts >= 0 and amount_vnd >= 0", name=op.f("ck_payment_word_figures")),
        sa.CheckConstraint(TWO, name=op.f("ck_payment_word_two_people")),
    )
    op.create_index("ix_payment_word_district_id", "payment_word", ["district_id"])
    op.create_index("ix_payment_word_payout", "payment_word", ["payout_id"])
    op.create_index("ix_payment_word_answered", "payment_word", ["answered_act_id"])
    live = {"unique": True, "postgresql_where": sa.text("state = 'asked'")}
    op.create_index("uq_payment_word_asked", "payment_word", ["payout_id"], **live)
    op.create_index("uq_payment_word_policy_asked", "payment_word", ["district_id", "policy", "kind"], **live)
    op.create_index(
        "uq_payment_word_bank_reference", "payment_word", ["district_id", "bank_reference"], unique=True,
        postgresql_where=sa.text("state in ('asked', 'confirmed')"),
    )  # fmt: skip


def _moves() -> None:
    op.execute("INSERT INTO transfer_kind VALUES ('prove', 'COMMITTED', 'PAID', true)")
    for line in MOVES.strip().splitlines():
        kind, before, event, after, role, *money = line.split()
        code = f"'{money[0]}'" if money else "NULL"
        op.execute(f"""INSERT INTO state_move (kind, from_state, to_state, transfer, event, roles)
                       VALUES ('{kind}', '{before.strip(".")}', '{after}', {code}, '{event}', '{{{role}}}')""")  # noqa: S608
    op.execute("ALTER TABLE state_move DISABLE TRIGGER state_move_append_only")
    for moves, roles in ((FINANCE, "finance_maker,finance_checker"), (CHECKERS, "finance_checker")):
        for line in moves.strip().splitlines():
            kind, before, after = line.split()
            where = f"kind = '{kind}' AND from_state = '{before}' AND to_state = '{after}'"
            op.execute(f"UPDATE state_move SET roles = '{{{roles}}}' WHERE {where}")  # noqa: S608 – ours
    op.execute("ALTER TABLE state_move ENABLE ALWAYS TRIGGER state_move_append_only")


def _walls() -> None:
    table = "payment_word"
    op.execute(f"""CREATE TRIGGER {table}_new_state AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
                   FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('{table}')""")
    op.execute(f"""CREATE TRIGGER {table}_moved_state AFTER UPDATE ON {table}
                   REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                   FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('{table}')""")
    op.execute(f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {FIXED} ON {table}
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute(f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute(f"""CREATE TRIGGER {table}_answered BEFORE UPDATE ON {table}
                   FOR EACH ROW WHEN (OLD.state <> 'asked') EXECUTE FUNCTION refuse_change()""")
    for column in NAMES:  # as 20261130_duties names people
        name = column.removesuffix("_person_id")
        op.execute(f"""CREATE TRIGGER {table}_{name}_now AFTER INSERT ON {table}
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION named_truly('{column}')""")
        op.execute(f"""CREATE TRIGGER {table}_{name}_then AFTER UPDATE OF {column} ON {table}
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                       EXECUTE FUNCTION named_truly('{column}')""")
    for function in (WAITING_UNPAID, REVIVE, ONLY_PROVEN, PAYOUT_BY_WORD, OWED_BY_WORD):
        op.execute(function)
    op.execute("""CREATE TRIGGER payout_share_not_waiting AFTER INSERT ON payout_share
                  REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION what_waits_is_not_paid()""")
    op.execute("""CREATE TRIGGER payout_revived AFTER UPDATE OF state ON payout FOR EACH ROW
                  WHEN (OLD.state IN ('rejected', 'cancelled') AND NEW.state = 'settled')
                  EXECUTE FUNCTION revive_shares()""")
    for of, name, column, when, function in BY_WORD:
        op.execute(f"""CREATE CONSTRAINT TRIGGER {of}_{name}_by_word AFTER UPDATE OF {column} ON {of}
                       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {function}""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
