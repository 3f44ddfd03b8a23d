"""Overpayments, whatever they were found by: notified, repaid in instalments, recovered or written off; each in the
ledger, and what a case moved compared with its transfers at the end of the act like all other money.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261203_overpayments"
down_revision = "20261203_changes"
branch_labels = None
depends_on = None

KINDS = """
    recover PAID RECEIVABLE
    unrecover RECEIVABLE PAID
    repaid RECEIVABLE RECOVERED
    write_off RECEIVABLE WRITTEN_OFF
"""
# Kind, from, event, to, whose hand, which money: as app/states.py says.
MOVES = """
    overpayment raised notify notified finance_maker recover
    overpayment notified withdraw withdrawn anybody unrecover
    overpayment notified repay recovered finance_checker
    overpayment notified write_off written_off finance_checker
    repayment . record recorded finance_maker
    repayment recorded confirm confirmed finance_checker repaid
    repayment recorded void void finance_maker
    write_off . record recorded finance_maker
    write_off recorded confirm in_force finance_checker write_off
    write_off recorded void void finance_maker
    entitlement recovery withdraw paid anybody
"""
NAMES = (
    ("overpayment", "raised_by_person_id"), ("overpayment", "notified_by_person_id"),
    ("repayment", "recorded_by_person_id"), ("repayment", "confirmed_by_person_id"),
    ("write_off", "recorded_by_person_id"), ("write_off", "confirmed_by_person_id"),
)  # fmt: skip

# All that is recovered of an entitlement is no more than it.
NOT_MORE_THAN_PAID = """
CREATE FUNCTION not_more_than_was_paid() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    PERFORM FROM entitlement e WHERE e.id IN (SELECT n.entitlement_id FROM new_rows n) ORDER BY e.id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM entitlement e JOIN overpayment o ON o.entitlement_id = e.id AND o.state <> 'withdrawn'
               WHERE e.id IN (SELECT n.entitlement_id FROM new_rows n)
               GROUP BY e.id HAVING sum(o.amount_vnd) > e.amount_vnd) THEN
        RAISE EXCEPTION 'more is recovered than was paid' USING ERRCODE = 'CT005';
    END IF;
    RETURN NULL;
END $$
"""

# What was repaid and what was written off of a case are counted by the database alone.
COUNT = """
CREATE FUNCTION count_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'repayment' THEN
        UPDATE overpayment SET repaid_vnd = repaid_vnd + NEW.amount_vnd WHERE id = NEW.overpayment_id;
    ELSE
        UPDATE overpayment SET written_off_vnd = written_off_vnd + NEW.amount_vnd WHERE id = NEW.overpayment_id;
    END IF;
    RETURN NULL;
END $$
"""

OF_A_NOTIFIED = """
CREATE FUNCTION settles_a_notified_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM overpayment o WHERE o.id = NEW.overpayment_id AND o.state = 'notified'
                   AND o.district_id = NEW.district_id) THEN
        RAISE EXCEPTION 'what is not notified is neither repaid nor written off' USING ERRCODE = 'CT005';
    END IF;
    RETURN NEW;
END $$
"""

# The parts of a case are written with it, those of a repayment when it is confirmed.
PARTS_AT_ONCE = """
CREATE FUNCTION recovery_parts_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong boolean;
BEGIN
    IF TG_TABLE_NAME = 'overpayment_part' THEN
        SELECT EXISTS (SELECT FROM new_rows n JOIN overpayment o ON o.id = n.overpayment_id
                       WHERE o.act_id <> current_act()) INTO wrong;
    ELSE
        SELECT EXISTS (SELECT FROM new_rows n WHERE NOT EXISTS (
            SELECT FROM state_change c WHERE c.kind = 'repayment' AND c.object_id = n.repayment_id
            AND c.to_state = 'confirmed' AND c.act_id = current_act())) INTO wrong;
    END IF;
    IF wrong THEN
        RAISE EXCEPTION 'the parts of a recovery are written with it' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""

CASES_MOVED = """
SELECT c.act_id, m.transfer, NULL::bigint, NULL::bigint, coalesce(r.amount_vnd, w.amount_vnd, o.amount_vnd)
FROM state_change c
JOIN state_move m ON m.kind = c.kind AND m.from_state = coalesce(c.from_state, '') AND m.to_state = c.to_state
LEFT JOIN repayment r ON c.kind = 'repayment' AND r.id = c.object_id
LEFT JOIN write_off w ON c.kind = 'write_off' AND w.id = c.object_id
JOIN overpayment o ON o.id = coalesce(r.overpayment_id, w.overpayment_id, c.object_id)
JOIN entitlement e ON e.id = o.entitlement_id
WHERE c.kind IN ('overpayment', 'repayment', 'write_off') AND m.transfer IS NOT NULL AND e.origin = 'decision'
"""

SETTLING = ("repayment", "write_off")
TWO = (
    "(state = 'recorded') = (confirmed_by_person_id is null and state <> 'void')"
    " and (confirmed_by_person_id is null or confirmed_by_person_id <> recorded_by_person_id)"
)
FIXED = {
    "overpayment": "id, entitlement_id, first_id, link_id, decision_id, ground, amount_vnd, raised_by_person_id, "
    "act_id, district_id",
    "repayment": "id, overpayment_id, receipt_number, received_on, amount_vnd, recorded_by_person_id, act_id, "
    "district_id",
    "write_off": "id, overpayment_id, number, signed_on, signer, amount_vnd, recorded_by_person_id, act_id, "
    "district_id",
}
WHOSE = "(SELECT e.beneficiary_id FROM entitlement e WHERE e.id = ($1).entitlement_id)"
WHOSE_CASE = (
    "(SELECT e.beneficiary_id FROM entitlement e JOIN overpayment o ON o.entitlement_id = e.id "
    "WHERE o.id = ($1).overpayment_id)"
)


def upgrade() -> None:
    """One table of cases, what settles them, their parts by fund, and the walls around them."""
    _cases()
    for table in SETTLING:
        _settling(table)
    _parts()
    _kinds_and_moves()
    for function in (NOT_MORE_THAN_PAID, COUNT, OF_A_NOTIFIED, PARTS_AT_ONCE):
        op.execute(function)
    _triggers()
    _names()
    _erasable("overpayment", "words", f"erased_here({WHOSE}) AND ($2).words = ''")
    _erasable("write_off", "words", f"erased_here({WHOSE_CASE}) AND ($2).words = ''")
    _view()


def _view() -> None:
    """What cases moved is added to whatever the view says by now."""
    before = op.get_bind().execute(sa.text("SELECT pg_get_viewdef('money_moved'::regclass)")).scalar_one()
    op.execute(f"CREATE OR REPLACE VIEW money_moved AS {before.strip().removesuffix(';')} UNION ALL {CASES_MOVED}")


def _person(name: str, *, null: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=null)


def _cases() -> None:
    for name in ("first_id", "link_id"):
        op.alter_column("overpayment", name, nullable=True)
    columns = (
        sa.Column("ground", sa.Text(), nullable=False, server_default="double"),
        sa.Column("decision_id", sa.BigInteger(), sa.ForeignKey("decision.id")),
        sa.Column("words", sa.Text()),
        _person("raised_by_person_id"),
        sa.Column("letter_number", sa.Text()),
        sa.Column("notified_on", sa.Date()),
        sa.Column("deadline", sa.Date()),
        _person("notified_by_person_id"),
        sa.Column("repaid_vnd", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("written_off_vnd", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
    )
    for column in columns:
        op.add_column("overpayment", column)
    op.alter_column("overpayment", "ground", server_default=None)
    checks = {
        "ground": "ground in ('double', 'decision_changed', 'wrong_payment')",
        "found_by": "(ground = 'double') = (link_id is not null and first_id is not null)"
        " and (ground = 'decision_changed') = (decision_id is not null)"
        " and (ground = 'wrong_payment') = (raised_by_person_id is not null and words is not null)",
        "notified": "state in ('raised', 'withdrawn') or letter_number is not null and notified_on is not null"
        " and deadline > notified_on and notified_by_person_id is not null",
        "two_people": "notified_by_person_id <> raised_by_person_id",
        "settled": "repaid_vnd >= 0 and written_off_vnd >= 0 and repaid_vnd + written_off_vnd <= amount_vnd",
        "closed": "(state <> 'recovered' or repaid_vnd = amount_vnd) and (state <> 'written_off' or written_off_vnd > 0"
        " and repaid_vnd + written_off_vnd = amount_vnd)"
        " and (state <> 'withdrawn' or repaid_vnd + written_off_vnd = 0)",
    }
    for name, said in checks.items():
        op.create_check_constraint(op.f(f"ck_overpayment_{name}"), "overpayment", said)
    op.drop_index("uq_overpayment_raised", "overpayment")
    op.create_index("ix_overpayment_entitlement_id", "overpayment", ["entitlement_id"])
    op.create_index(
        "uq_overpayment_double", "overpayment", ["entitlement_id"], unique=True,
        postgresql_where=sa.text("ground = 'double' and state <> 'withdrawn'"),
    )  # fmt: skip
    op.create_index(
        "uq_overpayment_letter", "overpayment", ["district_id", "letter_number", "notified_on"], unique=True,
        postgresql_where=sa.text("letter_number is not null and state <> 'withdrawn'"),
    )  # fmt: skip
    op.execute("DROP TRIGGER overpayment_fixed ON overpayment")


def _settling(table: str) -> None:
    paper = {
        "repayment": (
            sa.Column("receipt_number", sa.Text(), nullable=False), sa.Column("received_on", sa.Date(), nullable=False),
        ),
        "write_off": (
            sa.Column("number", sa.Text(), nullable=False), sa.Column("signed_on", sa.Date(), nullable=False),
            sa.Column("signer", sa.Text(), nullable=False), sa.Column("words", sa.Text(), nullable=False),
        ),
    }  # fmt: skip
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("overpayment_id", sa.BigInteger(), sa.ForeignKey("overpayment.id"), nullable=False),
        *paper[table],
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _person("recorded_by_person_id", null=False),
        _person("confirmed_by_person_id"),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.CheckConstraint("amount_vnd > 0", name=op.f(f"ck_{table}_amount")),
        sa.CheckConstraint(TWO, name=op.f(f"ck_{table}_two_people")),
    )
    op.create_index(f"ix_{table}_district_id", table, ["district_id"])
    op.create_index(f"ix_{table}_overpayment_id", table, ["overpayment_id"])
    unique = {"repayment": ["district_id", "receipt_number"], "write_off": ["overpayment_id"]}[table]
    name = {"repayment": "uq_repayment_receipt", "write_off": "uq_write_off_live"}[table]
    op.create_index(name, table, unique, unique=True, postgresql_where=sa.text("state <> 'void'"))


def _parts() -> None:
    for table in ("overpayment", "repayment"):
        op.create_table(
            f"{table}_part",
            sa.Column(f"{table}_id", sa.BigInteger(), sa.ForeignKey(f"{table}.id"), primary_key=True),
            sa.Column("fund_id", sa.BigInteger(), sa.ForeignKey("fund.id"), primary_key=True),
            sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
            sa.CheckConstraint("amount_vnd > 0", name=op.f(f"ck_{table}_part_amount")),
        )


def _kinds_and_moves() -> None:
    for line in KINDS.strip().splitlines():
        code, before, after = line.split()
        op.execute(f"INSERT INTO transfer_kind VALUES ('{code}', '{before}', '{after}', true)")  # noqa: S608 – ours
    for line in MOVES.strip().splitlines():
        kind, before, event, after, role, *money = line.split()
        roles, code = "NULL" if role == "anybody" else f"'{{{role}}}'", f"'{money[0]}'" if money else "NULL"
        op.execute(f"""INSERT INTO state_move (kind, from_state, to_state, transfer, event, roles)
                       VALUES ('{kind}', '{before.strip(".")}', '{after}', {code}, '{event}', {roles})""")  # noqa: S608


def _triggers() -> None:
    for table, columns in FIXED.items():
        op.execute(f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER overpayment_letter_once BEFORE UPDATE OF letter_number, notified_on, deadline,
                  notified_by_person_id ON overpayment FOR EACH ROW WHEN (OLD.state <> 'raised')
                  EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER overpayment_counted BEFORE UPDATE OF repaid_vnd, written_off_vnd ON overpayment
                  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER overpayment_not_more AFTER INSERT ON overpayment REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION not_more_than_was_paid()""")
    for table, settled in {"repayment": "confirmed", "write_off": "in_force"}.items():
        op.execute(f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"""CREATE TRIGGER {table}_new_state AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('{table}')""")
        op.execute(f"""CREATE TRIGGER {table}_moved_state AFTER UPDATE ON {table}
                       REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('{table}')""")
        op.execute(f"""CREATE TRIGGER {table}_of_a_notified BEFORE INSERT OR UPDATE OF state ON {table}
                       FOR EACH ROW WHEN (NEW.state IN ('recorded', '{settled}'))
                       EXECUTE FUNCTION settles_a_notified_case()""")
        op.execute(f"""CREATE TRIGGER {table}_counts AFTER UPDATE OF state ON {table}
                       FOR EACH ROW WHEN (NEW.state = '{settled}' AND OLD.state <> NEW.state)
                       EXECUTE FUNCTION count_settled()""")
    for table in ("overpayment_part", "repayment_part"):
        op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")
        op.execute(f"""CREATE TRIGGER {table}_at_once AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION recovery_parts_at_once()""")


def _names() -> None:
    """Who is named is the person whose act it is, and stays so (20261130_duties)."""
    for table, column in NAMES:
        name = column.removesuffix("_person_id")
        op.execute(f"""CREATE TRIGGER {table}_{name}_now AFTER INSERT ON {table}
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION named_truly('{column}')""")
        op.execute(f"""CREATE TRIGGER {table}_{name}_then AFTER UPDATE OF {column} ON {table}
                       FOR EACH ROW WHEN (NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                       EXECUTE FUNCTION named_truly('{column}')""")
        op.execute(f"""CREATE TRIGGER {table}_{name}_once BEFORE UPDATE OF {column} ON {table}
                       FOR EACH ROW WHEN (OLD.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
                       EXECUTE FUNCTION refuse_change()""")


def _erasable(table: str, column: str, condition: str) -> None:
    """Somebody's own words go with the person whom they are about (20261126_unmasking)."""
    quoted = condition.replace("'", "''")
    op.execute(f"""CREATE TRIGGER {table}_erased BEFORE UPDATE OF {column} ON {table}
                   FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased('{quoted}')""")
    op.execute(f"""CREATE TRIGGER {table}_erased_act BEFORE UPDATE OF {column} ON {table}
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_erasing()""")
    for name in (f"{table}_erased", f"{table}_erased_act"):
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    op.execute(f"SELECT wall_of_sealed('{table}', '{{}}', '{{}}', '{{}}')")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
