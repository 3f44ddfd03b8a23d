"""Registers of other agencies, the settings of named checks, findings, and what holds them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_registers"
down_revision = "20261126_matches"
branch_labels = None
depends_on = None

MOVES = ">open open>cleared open>confirmed confirmed>open"
STOPS = "state <> 'cleared' AND effect <> 'note'"

# Planned anew each time (EXECUTE): nearly always there is no such finding, and the plan of one payout is no good for
# sixty thousand.
STOPPED_UNPAID = """
CREATE FUNCTION a_stopped_entitlement_is_not_paid() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong boolean;
BEGIN
    EXECUTE 'SELECT EXISTS (SELECT FROM finding f JOIN entitlement e ON e.application_id = f.application_id '
        'JOIN new_rows n ON n.entitlement_id = e.id WHERE f.state <> ''cleared'' AND f.effect = ''block'')' INTO wrong;
    IF wrong THEN
        RAISE EXCEPTION 'an entitlement that a check stops is not paid' USING ERRCODE = 'CT005';
    END IF;
    RETURN NULL;
END $$
"""

MONEY_HAS_TWO = """
CREATE FUNCTION a_finding_of_money_has_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT NEW.two_needed AND EXISTS (
        SELECT FROM entitlement e WHERE e.state <> 'cancelled'
        AND (e.application_id = NEW.application_id OR e.id = NEW.entitlement_id)) THEN
        RAISE EXCEPTION 'a finding about money is decided by two' USING ERRCODE = 'CT003';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    """Tables and walls."""
    _registers()
    _entries()
    _settings()
    _findings()
    for move in MOVES.split():
        before, after = move.split(">")
        op.execute(f"INSERT INTO state_move VALUES ('finding', '{before}', '{after}')")  # noqa: S608 – ours
    _walls()


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def _to(name: str, table: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), sa.ForeignKey(f"{table}.id"), nullable=null)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _bytes(name: str, *, null: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _registers() -> None:
    op.create_table(
        "register",
        _key(),
        _text("kind"),
        _text("title"),
        _text("title_key"),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("whole_province", sa.Boolean(), nullable=False),
        _text("media_type"),
        _bytes("sha256"),
        _bytes("original_cipher"),
        _number("rows"),
        _number("accepted"),
        sa.Column("faults", postgresql.JSONB(), nullable=False),
        _to("act_id", "act"),
        _to("superseded_act_id", "act", null=True),
        _to("district_id", "unit"),
        sa.PrimaryKeyConstraint("id", name="pk_register"),
        sa.CheckConstraint(
            "kind IN ('deaths', 'paid_elsewhere', 'staff_accounts', 'payroll', 'tax_list')",
            name=op.f("ck_register_kind"),
        ),
        sa.CheckConstraint("accepted > 0 AND rows >= accepted", name=op.f("ck_register_counts")),
    )
    op.create_index("ix_register_district_id", "register", ["district_id"])
    op.create_index("uq_register_bytes", "register", ["district_id", "kind", "title_key", "sha256"], unique=True)
    op.create_index(
        "uq_register_current",
        "register",
        ["district_id", "kind", "title_key"],
        unique=True,
        postgresql_where=sa.text("superseded_act_id IS NULL"),
    )


def _entries() -> None:
    op.create_table(
        "register_entry",
        _key(),
        _to("register_id", "register"),
        _number("line"),
        _text("name_key"),
        sa.Column("birth_date", sa.Date(), nullable=True),
        _number("birth_year", null=True),
        _text("sex", null=True),
        _text("commune_code", null=True),
        sa.Column("died_on", sa.Date(), nullable=True),
        _text("policy", null=True),
        _number("amount_vnd", null=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        _text("agency", null=True),
        _text("bank_bin", null=True),
        _bytes("account_index", null=True),
        _bytes("account_cipher", null=True),
        _text("account_last4", null=True),
        _to("staff_person_id", "natural_person", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_register_entry"),
        sa.UniqueConstraint("register_id", "line", name="uq_register_entry_register_id_line"),
    )
    op.create_index("ix_register_entry_named", "register_entry", ["name_key", "birth_year"])
    op.create_index(
        "ix_register_entry_account",
        "register_entry",
        ["account_index"],
        postgresql_where=sa.text("account_index IS NOT NULL"),
    )
    op.create_table(
        "register_number",
        _key(),
        _to("entry_id", "register_entry"),
        _text("kind"),
        _bytes("number_index"),
        _bytes("number_cipher"),
        _text("last4"),
        sa.PrimaryKeyConstraint("id", name="pk_register_number"),
    )
    op.create_index("ix_register_number_number_index", "register_number", ["number_index"])
    op.create_index("ix_register_number_entry_id", "register_number", ["entry_id"])


def _settings() -> None:
    op.create_table(
        "check_setting",
        _key(),
        _text("check_code"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        _text("effect"),
        _number("threshold", null=True),
        _text("reason"),
        _to("act_id", "act"),
        sa.PrimaryKeyConstraint("id", name="pk_check_setting"),
        sa.CheckConstraint("effect IN ('note', 'hold', 'block')", name=op.f("ck_check_setting_effect")),
        sa.CheckConstraint("threshold >= 1", name=op.f("ck_check_setting_threshold")),
    )
    op.create_index("ix_check_setting_check_code", "check_setting", ["check_code"])


def _findings() -> None:
    op.create_table(
        "finding",
        _key(),
        _text("check_code"),
        _text("moment"),
        _text("effect"),
        _text("state"),
        _to("application_id", "application", null=True),
        _to("entitlement_id", "entitlement", null=True),
        _to("beneficiary_id", "beneficiary"),
        _to("register_entry_id", "register_entry", null=True),
        _to("officer_person_id", "natural_person", null=True),
        _number("people", null=True),
        _text("ground"),
        sa.Column("two_needed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("proposed_cleared", sa.Boolean(), nullable=True),
        _text("proposed_why", null=True),
        _to("proposed_by_person_id", "natural_person", null=True),
        _text("why", null=True),
        _to("decided_by_person_id", "natural_person", null=True),
        _to("act_id", "act"),
        _to("decided_act_id", "act", null=True),
        _to("district_id", "unit"),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.CheckConstraint("moment IN ('intake', 'decision', 'batch', 'register')", name=op.f("ck_finding_moment")),
        sa.CheckConstraint("effect IN ('note', 'hold', 'block')", name=op.f("ck_finding_effect")),
        sa.CheckConstraint("num_nonnulls(application_id, entitlement_id) = 1", name=op.f("ck_finding_of_one_thing")),
        sa.CheckConstraint(
            "num_nulls(proposed_cleared, proposed_why, proposed_by_person_id) IN (0, 3)",
            name=op.f("ck_finding_proposed_whole"),
        ),
        sa.CheckConstraint(
            "num_nulls(why, decided_by_person_id, decided_act_id) IN (0, CASE state WHEN 'open' THEN 3 ELSE 0 END)",
            name=op.f("ck_finding_decided_whole"),
        ),
        sa.CheckConstraint(
            "NOT two_needed OR state = 'open' OR coalesce(proposed_by_person_id <> decided_by_person_id, false)",
            name=op.f("ck_finding_two_people"),
        ),
        sa.CheckConstraint(
            "coalesce(officer_person_id <> decided_by_person_id, true)"
            " AND coalesce(officer_person_id <> proposed_by_person_id, true)",
            name=op.f("ck_finding_own_hands"),
        ),
    )
    op.create_index("ix_finding_district_id", "finding", ["district_id"])
    op.create_index("ix_finding_check_code", "finding", ["check_code", "id"])
    op.create_index("ix_finding_stops", "finding", ["application_id"], postgresql_where=sa.text(STOPS))
    op.execute("""CREATE UNIQUE INDEX uq_finding_ground ON finding
                  (check_code, coalesce(application_id, 0), coalesce(entitlement_id, 0), ground)""")


FIXED = {
    "register": "id, kind, title, title_key, as_of, whole_province, media_type, sha256, rows, accepted, faults, "
    "act_id, district_id",
    "register_entry": "id, register_id, line, died_on, policy, amount_vnd, paid_on, agency, bank_bin, staff_person_id",
    "register_number": "id, entry_id, kind",
    "finding": "id, check_code, application_id, entitlement_id, beneficiary_id, officer_person_id, ground, act_id, "
    "district_id",
}
SEALED = {
    "register": "original_cipher",
    "register_entry": "name_key, birth_date, birth_year, sex, commune_code, account_index, account_cipher, "
    "account_last4",
    "register_number": "number_index, number_cipher, last4",
}
"""Personal values: apart from the rest, so that what renews keys or erases may be let through by name."""

SEALED_ANEW = {
    "register": ("original_cipher", ""),
    "register_entry": ("account_cipher", "account_index"),
    "register_number": ("number_cipher", "number_index"),
}
"""Of those, the ciphertexts, and the keyed hashes: what an act of the keys changes (20261126_keys)."""


def _walls() -> None:
    op.execute(STOPPED_UNPAID)
    op.execute(MONEY_HAS_TWO)
    for table, columns in FIXED.items():
        _refuse(f"{table}_fixed", f"BEFORE UPDATE OF {columns}", table)
        _refuse(f"{table}_kept", "BEFORE DELETE OR TRUNCATE", table)
    for table, columns in SEALED.items():
        op.execute(f"""CREATE TRIGGER {table}_sealed BEFORE UPDATE OF {columns} ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_resealing()""")
    for table, (ciphers, hashes) in SEALED_ANEW.items():
        op.execute(f"SELECT wall_of_sealed('{table}', ARRAY['{ciphers}'], string_to_array('{hashes}', ' '), '{{}}')")
        op.execute(f"""CREATE TRIGGER {table}_hashes BEFORE INSERT ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_hashes()""")
    _refuse("check_setting_append_only", "BEFORE UPDATE OR DELETE OR TRUNCATE", "check_setting")
    op.execute("ALTER TABLE check_setting ENABLE ALWAYS TRIGGER check_setting_append_only")
    op.execute("""CREATE TRIGGER register_superseded BEFORE UPDATE OF superseded_act_id ON register
                  FOR EACH ROW WHEN (OLD.superseded_act_id IS NOT NULL) EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER finding_new_state AFTER INSERT ON finding REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('finding')""")
    op.execute("""CREATE TRIGGER finding_moved_state AFTER UPDATE ON finding
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('finding')""")
    op.execute("""CREATE TRIGGER finding_two BEFORE UPDATE ON finding
                  FOR EACH ROW WHEN (OLD.state = 'open' AND NEW.state <> 'open')
                  EXECUTE FUNCTION a_finding_of_money_has_two()""")
    op.execute("""CREATE TRIGGER finding_two_stay BEFORE UPDATE ON finding
                  FOR EACH ROW WHEN (OLD.two_needed AND NOT NEW.two_needed) EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER finding_decided BEFORE UPDATE ON finding
                  FOR EACH ROW WHEN (OLD.state = 'cleared' OR OLD.state = 'confirmed' AND NEW.state = 'confirmed')
                  EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER payout_share_not_stopped AFTER INSERT ON payout_share
                  REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION a_stopped_entitlement_is_not_paid()""")


def _refuse(name: str, when: str, table: str) -> None:
    op.execute(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
