"""Unmasking, retention and erasure: who looked at whom, whose data is erased, and the walls that open for that alone.

A wall that was closed to a column opens for one thing: the erased form of the value (an empty cipher, no name), in
the act that a second person confirmed an erasure with, for the people of that erasure; or, for a file about many
people, when all of them are erased. Nothing can be written there but what is empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_unmasking"
down_revision = "20261126_registers"
branch_labels = None
depends_on = None

REASONS = "'audit', 'complaint', 'identity_check', 'payment_inquiry', 'authority_request', 'own_request'"
MOVES = ">asked asked>done asked>refused"
ERASURE_FIXED = "id, reason, paper, asked_on, kept_until, asked_by_person_id, act_id, district_id"

FUNCTIONS = (
    """CREATE FUNCTION erased_here(beneficiary bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
       SELECT EXISTS (SELECT FROM erased_person p JOIN erasure e ON e.id = p.erasure_id
                      JOIN act ON act.id = e.done_act_id WHERE p.beneficiary_id = $1 AND act.at = now()
                        AND act.id = nullif(current_setting('chitra.act', true), '')::bigint) $$""",
    """CREATE FUNCTION erased_before(beneficiary bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
       SELECT EXISTS (SELECT FROM erased_person p JOIN erasure e ON e.id = p.erasure_id
                      WHERE p.beneficiary_id = $1 AND e.done_act_id IS NOT NULL) $$""",
    """CREATE FUNCTION purging(wanted text) RETURNS boolean LANGUAGE sql STABLE AS $$
       SELECT EXISTS (SELECT FROM purge p JOIN act ON act.id = p.act_id
                      WHERE p.kind = wanted AND act.at = now()
                        AND act.id = nullif(current_setting('chitra.act', true), '')::bigint) $$""",
    """CREATE FUNCTION purge_day() RETURNS date LANGUAGE sql STABLE AS $$
       SELECT max(day) FROM purge WHERE act_id = nullif(current_setting('chitra.act', true), '')::bigint $$""",
    # The condition is the trigger's argument: $1 is the record as it was, $2 as it would be.
    """CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE permitted boolean;
       BEGIN
           IF resealing_here() THEN
               RETURN NEW;  -- a wall of its own lets nothing else through then (20261126_keys)
           END IF;
           EXECUTE 'SELECT ' || TG_ARGV[0] INTO permitted USING OLD, NEW;
           IF permitted IS NOT TRUE THEN
               RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'CT003';
           END IF;
           RETURN NEW;
       END $$""",
    # Before any record is looked at: outside of an act that erases or purges the column is closed as it always was.
    """CREATE FUNCTION refuse_unless_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE here bigint := nullif(current_setting('chitra.act', true), '')::bigint;
       BEGIN
           IF resealing_here() THEN
               RETURN NULL;
           END IF;
           IF NOT EXISTS (SELECT FROM act WHERE id = here AND at = now()) OR NOT (
               EXISTS (SELECT FROM erasure WHERE done_act_id = here) OR EXISTS (SELECT FROM purge WHERE act_id = here))
           THEN
               RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'CT003';
           END IF;
           RETURN NULL;
       END $$""",
    """CREATE FUNCTION refuse_added() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
           IF (SELECT state FROM erasure WHERE id = NEW.erasure_id) IS DISTINCT FROM 'asked' THEN
               RAISE EXCEPTION 'nobody is added to an erasure that was decided' USING ERRCODE = 'CT003';
           END IF;
           RETURN NEW;
       END $$""",
)

OF_APPLICATION = "(SELECT beneficiary_id FROM application WHERE id = ($1).application_id)"

# Of one person: the columns, the condition under which a record is closed at all, and what is let through then.
PERSONAL: tuple[tuple[str, str, str, str], ...] = (
    (
        "identity_document", "number_index, number_cipher, last4", "",
        ("erased_here(($1).beneficiary_id) AND ($2).last4 = '' AND octet_length(($2).number_cipher) = 0 "
        "AND octet_length(($2).number_index) = 32 AND ($2).number_index <> ($1).number_index"),
    ),
    (
        "identity_document", "ended_why", "OLD.ended_act_id IS NOT NULL",
        "erased_here(($1).beneficiary_id) AND ($2).ended_why = ''",
    ),
    (
        "list_row", "content_index, number_indexes, name_key, cells_cipher, health_cipher, facts, faults", "",
        (f"(erased_here({OF_APPLICATION}) OR ($1).application_id IS NULL AND ("  # noqa: S608 – ours
        "EXISTS (SELECT FROM identity_document d WHERE d.number_index = ANY (($1).number_indexes) "
        "AND erased_here(d.beneficiary_id)) "
        "OR purging('files') AND EXISTS (SELECT FROM list_version v WHERE v.id = ($1).version_id "
        "AND octet_length(v.original_cipher) = 0))) "
        "AND ($2).name_key = '' AND octet_length(($2).cells_cipher) = 0 AND ($2).health_cipher IS NULL "
        "AND ($2).facts = '{}' AND ($2).faults = '[]' "
        "AND ($2).number_indexes = '{}' AND octet_length(($2).content_index) = 32"),
    ),
    (
        "payout", "payee_name, bank_bin, account_index, account_cipher, account_last4", "",
        ("erased_here(($1).beneficiary_id) AND ($2).payee_name = '' "
        "AND num_nonnulls(($2).bank_bin, ($2).account_index, "
        "($2).account_cipher, ($2).account_last4) = 0"),
    ),
    (
        "confirmation", "facts, reason, paper_number", "",
        (f"erased_here({OF_APPLICATION}) AND ($2).reason IS NULL AND ($2).paper_number = '' "
        "AND NOT jsonb_path_exists(($2).facts, '$.* ? (@ != null)')"),
    ),
    (
        "own_paper", "number_key", "",
        "erased_here(($1).beneficiary_id) AND ($2).number_key LIKE 'erased/%'",
    ),
    ("objection", "text_cipher", "", f"erased_here({OF_APPLICATION}) AND octet_length(($2).text_cipher) = 0"),
    (
        "objection", "reason", "OLD.upheld IS NOT NULL",
        f"erased_here({OF_APPLICATION}) AND ($2).reason = ''",
    ),
    (
        "beneficiary_link", "reason", "",
        "(erased_here(($1).first_id) OR erased_here(($1).second_id)) AND ($2).reason = ''",
    ),
    (
        "likely_match", "reasons", "OLD.same IS NOT NULL",
        "(erased_here(($1).first_id) OR erased_here(($1).second_id)) AND ($2).reasons = '[{\"code\": \"erased\"}]'",
    ),
    (
        "likely_match", "note", "NOT OLD.same",
        "(erased_here(($1).first_id) OR erased_here(($1).second_id)) AND ($2).note = ''",
    ),
    ("entitlement", "child_cipher", "", "erased_here(($1).beneficiary_id) AND ($2).child_cipher IS NULL"),
    (
        "finding", "why, proposed_why", "OLD.state <> 'open'",
        ("erased_here(($1).beneficiary_id) AND ($2).why = '' "
        "AND (($2).proposed_why = '' OR ($1).proposed_why IS NULL AND ($2).proposed_why IS NULL)"),
    ),
    ("unmasking", "words_cipher", "", "erased_here(($1).beneficiary_id) AND octet_length(($2).words_cipher) = 0"),
)  # fmt: skip

# About many: a column goes as a whole, in a purge, when everybody that the file is about is erased.
FILES: tuple[tuple[str, str, str, str], ...] = (
    (
        "list_version", "original_cipher", "",
        ("SELECT a.beneficiary_id FROM list_row r JOIN application a ON a.id = r.application_id "
        "WHERE r.version_id = ($1).id"),
    ),
    ("batch_file", "bytes_cipher", "", "SELECT p.beneficiary_id FROM payout p WHERE p.batch_id = ($1).batch_id"),
    (
        "answer", "bytes_cipher", "",
        ("SELECT p.beneficiary_id FROM payout p JOIN payment_batch t ON t.id = p.batch_id "
         "WHERE t.district_id = ($1).district_id AND p.act_id <= ($1).act_id"),
    ),
    (
        "decision", "annex_cipher", "OLD.state = 'decided'",
        ("SELECT a.beneficiary_id FROM application a WHERE a.decision_id = ($1).id UNION ALL "
        "SELECT e.beneficiary_id FROM entitlement e WHERE e.decision_id = ($1).id"),
    ),
    (
        "posting", "content_cipher", "",
        ("SELECT a.beneficiary_id FROM posting_row r JOIN application a ON a.id = r.application_id "
        "WHERE r.posting_id = ($1).id"),
    ),
)  # fmt: skip
ALL_ERASED = (
    "purging('files') AND octet_length(($2).{column}) = 0 AND (EXISTS ({people}) {of_nobody}) "
    "AND NOT EXISTS (SELECT FROM ({people}) p(id) WHERE NOT erased_before(p.id))"
)
# A list of which no row was ever taken is about nobody on record: its rows are kept for a year at least.
OF_NOBODY = {
    "list_version": "OR ($1).received_on + interval '1 year' <= purge_day()",
}
OF_NOTICE = (
    "SELECT a.beneficiary_id FROM refusal_notice_row r JOIN refused_application f ON f.id = r.refused_id "
    "JOIN application a ON a.id = f.application_id WHERE r.notice_id = ($1).id"
)
NOTICE = (
    f"(purging('files') OR ($1).per = 'person' AND erased_here({OF_APPLICATION})) "
    f"AND NOT EXISTS (SELECT FROM ({OF_NOTICE}) p(id) WHERE NOT erased_before(p.id)) "
    "AND octet_length(($2).{column}) = 0"
)
BODY = (
    "purging('request_bodies') AND octet_length(($2).body_cipher) = 0 AND ($1).answered_at < now() - interval '89 days'"
)

# A register that a newer one has taken the place of, three months ago at least, and that no open finding rests on.
SUPERSEDED = (
    "purging('registers') AND EXISTS (SELECT FROM register r JOIN act ON act.id = r.superseded_act_id "
    "WHERE r.id = {register} AND act.at < now() - interval '89 days' AND NOT EXISTS (SELECT FROM finding f "
    "JOIN register_entry x ON x.id = f.register_entry_id WHERE x.register_id = r.id AND f.state = 'open'))"
)
OF_ENTRY = "(SELECT e.register_id FROM register_entry e WHERE e.id = ($1).entry_id)"
REGISTERS = (
    (
        "register", "original_cipher", "",
        SUPERSEDED.format(register="($1).id") + " AND octet_length(($2).original_cipher) = 0",
    ),
    (
        "register_entry",
        "name_key, birth_date, birth_year, sex, commune_code, account_index, account_cipher, account_last4", "",
        SUPERSEDED.format(register="($1).register_id") + " AND ($2).name_key = '' AND num_nonnulls(($2).birth_date, "
        "($2).birth_year, ($2).sex, ($2).commune_code, ($2).account_index, ($2).account_cipher, "
        "($2).account_last4) = 0",
    ),
    (
        "register_number", "number_index, number_cipher, last4", "",
        SUPERSEDED.format(register=OF_ENTRY)
        + " AND ($2).last4 = '' AND octet_length(($2).number_cipher) = 0 AND octet_length(($2).number_index) = 32 "
        "AND ($2).number_index <> ($1).number_index",
    ),
)  # fmt: skip

CLOSED_BY_STATE = {
    "finding_decided": (
        "finding",
        "OLD.state = 'cleared' OR OLD.state = 'confirmed' AND NEW.state = 'confirmed'",
        "refuse_change",
    ),
    "decision_in_force": ("decision", "OLD.state = 'decided'", "refuse_decided"),
    "objection_decided": ("objection", "OLD.upheld IS NOT NULL", "refuse_change"),
    "refusal_notice_sent": ("refusal_notice", "OLD.sent_on IS NOT NULL", "refuse_change"),
    "likely_match_decided": ("likely_match", "NOT OLD.same", "refuse_change"),
}
"""Triggers that close a record as a whole once it has come to an end: from now on all columns but the erasable."""

STATEMENT_WALLS = sa.text("""
    SELECT t.tgname, t.tgfoid::regproc::text AS function, t.tgtype & 16 > 0 AS on_update,
           t.tgtype & 40 > 0 AS on_rest, t.tgenabled = 'A' AS always,
           array(SELECT a.attname::text FROM unnest(t.tgattr) k JOIN pg_attribute a
                 ON a.attrelid = t.tgrelid AND a.attnum = k) AS columns
    FROM pg_trigger t WHERE t.tgrelid = to_regclass(:table) AND NOT t.tgisinternal AND t.tgtype & 1 = 0
      AND t.tgfoid IN (to_regproc('refuse_change'), to_regproc('refuse_unless_resealing')) ORDER BY t.tgname
""")
COLUMNS = sa.text("""
    SELECT attname::text FROM pg_attribute
    WHERE attrelid = to_regclass(:table) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
""")


def upgrade() -> None:
    """Tables, then the walls."""
    _unmaskings()
    _erasures()
    for function in FUNCTIONS:
        op.execute(function)
    _walls_of_erasures()
    walls = [
        *PERSONAL,
        *((table, column, when, ALL_ERASED.format(column=column, people=people, of_nobody=OF_NOBODY.get(table, "")))
          for table, column, when, people in FILES),
        ("refusal_notice", "content_cipher", "", NOTICE.format(column="content_cipher")),
        ("refusal_notice", "document_cipher", "OLD.sent_on IS NOT NULL", NOTICE.format(column="document_cipher")),
        ("answered_request", "body_cipher", "", BODY),
        *REGISTERS,
    ]  # fmt: skip
    for table in dict.fromkeys(table for table, *_ in walls):
        _narrow(table, {name for of, names, _, _ in walls if of == table for name in names.split(", ")})
    for nth, (table, columns, when, condition) in enumerate(walls):
        _open(f"{table}_erased_{nth}", table, columns, when, condition)


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def _to(column: str, table: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(column, sa.BigInteger(), sa.ForeignKey(f"{table}.id"), nullable=null)


def _unmaskings() -> None:
    op.create_table(
        "unmasking",
        _key(),
        _to("beneficiary_id", "beneficiary"),
        _to("person_id", "natural_person"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        _to("act_id", "act"),
        sa.PrimaryKeyConstraint("id", name="pk_unmasking"),
        sa.CheckConstraint(f"reason IN ({REASONS})", name=op.f("ck_unmasking_reason")),
    )
    op.create_index("ix_unmasking_person", "unmasking", ["person_id", "until"])
    op.create_index("ix_unmasking_beneficiary", "unmasking", ["beneficiary_id"])
    _append_only("unmasking")
    op.execute("SELECT wall_of_sealed('unmasking', ARRAY['words_cipher'], '{}', '{}')")


def _erasures() -> None:
    op.create_table(
        "erasure",
        _key(),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=True),
        _to("asked_by_person_id", "natural_person"),
        _to("confirmed_by_person_id", "natural_person", null=True),
        _to("act_id", "act"),
        _to("done_act_id", "act", null=True),
        _to("district_id", "unit"),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
        sa.CheckConstraint(
            "reason IN ('own_request', 'authority_order', 'retention_ended')", name=op.f("ck_erasure_reason")
        ),
        sa.CheckConstraint("confirmed_by_person_id <> asked_by_person_id", name=op.f("ck_erasure_two_people")),
        sa.CheckConstraint("done_act_id <> act_id", name=op.f("ck_erasure_two_acts")),
        sa.CheckConstraint("kept_until IS NULL OR kept_until <= asked_on", name=op.f("ck_erasure_not_kept")),
        sa.CheckConstraint(
            "(state = 'done') = (done_act_id IS NOT NULL) AND (state = 'asked') = (confirmed_by_person_id IS NULL)",
            name=op.f("ck_erasure_confirmed"),
        ),
    )
    op.create_index("ix_erasure_district_id", "erasure", ["district_id"])
    op.create_index("ix_erasure_done", "erasure", ["done_act_id"])
    op.create_table(
        "erased_person",
        _to("erasure_id", "erasure"),
        _to("beneficiary_id", "beneficiary"),
        sa.PrimaryKeyConstraint("erasure_id", "beneficiary_id", name="pk_erased_person"),
    )
    op.create_index("ix_erased_person_beneficiary", "erased_person", ["beneficiary_id"])
    op.create_table(
        "purge",
        _to("act_id", "act"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("act_id", "kind", name="pk_purge"),
    )
    _states_of_erasures()


def _states_of_erasures() -> None:
    for move in MOVES.split():
        before, after = move.split(">")
        op.execute(f"INSERT INTO state_move VALUES ('erasure', '{before}', '{after}')")  # noqa: S608 – ours
    op.execute("""CREATE TRIGGER erasure_new_state AFTER INSERT ON erasure REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('erasure')""")
    op.execute("""CREATE TRIGGER erasure_moved_state AFTER UPDATE ON erasure
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('erasure')""")
    op.execute(f"""CREATE TRIGGER erasure_fixed BEFORE UPDATE OF {ERASURE_FIXED} ON erasure
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER erasure_kept BEFORE DELETE OR TRUNCATE ON erasure
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER erasure_decided BEFORE UPDATE ON erasure
                  FOR EACH ROW WHEN (OLD.state <> 'asked') EXECUTE FUNCTION refuse_change()""")
    for table in ("erased_person", "purge"):
        _append_only(table)


def _walls_of_erasures() -> None:
    op.execute("""CREATE TRIGGER erased_person_asked BEFORE INSERT ON erased_person
                  FOR EACH ROW EXECUTE FUNCTION refuse_added()""")


def _append_only(table: str) -> None:
    op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")


def _narrow(table: str, erasable: set[str]) -> None:
    """Every wall of a table that stood before some erasable column stands before all the others from now on."""
    bind = op.get_bind()
    everything = list(bind.scalars(COLUMNS, {"table": table}))
    for wall in bind.execute(STATEMENT_WALLS, {"table": table}).all():
        before = wall.columns or everything
        if not wall.on_update or not erasable & set(before):
            continue
        op.execute(f"DROP TRIGGER {wall.tgname} ON {table}")
        if wall.on_rest:
            _wall(wall.tgname, table, "DELETE OR TRUNCATE", wall.function, always=wall.always)
        closed = [name for name in before if name not in erasable]
        if closed:
            name = f"{table}_written_once" if wall.on_rest else wall.tgname
            _wall(name, table, f"UPDATE OF {', '.join(closed)}", wall.function, always=wall.always)
    _narrow_closed_by_state(table, [name for name in everything if name not in erasable])


def _wall(name: str, table: str, events: str, function: str, *, always: bool) -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {function}()")
    if always:
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def _narrow_closed_by_state(table: str, closed: list[str]) -> None:
    for name, (of, when, function) in CLOSED_BY_STATE.items():
        if of == table:
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"""CREATE TRIGGER {name} BEFORE UPDATE OF {", ".join(closed)} ON {table}
                           FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {function}()""")
    if table == "identity_document":
        op.execute("DROP TRIGGER identity_document_ended ON identity_document")
        op.execute("""CREATE TRIGGER identity_document_ended BEFORE UPDATE OF ended_act_id ON identity_document
                      FOR EACH ROW WHEN (OLD.ended_act_id IS NOT NULL) EXECUTE FUNCTION refuse_change()""")
    if table == "likely_match":
        op.execute("DROP TRIGGER likely_match_scored ON likely_match")
        op.execute("""CREATE TRIGGER likely_match_scored BEFORE UPDATE OF score, strong ON likely_match
                      FOR EACH ROW WHEN (OLD.same IS NOT NULL) EXECUTE FUNCTION refuse_change()""")


def _open(name: str, table: str, columns: str, when: str, condition: str) -> None:
    quoted = condition.replace("'", "''")
    only = f"WHEN ({when})" if when else ""
    op.execute(f"""CREATE TRIGGER {name} BEFORE UPDATE OF {columns} ON {table}
                   FOR EACH ROW {only} EXECUTE FUNCTION refuse_unless_erased('{quoted}')""")
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    if not when:
        op.execute(f"""CREATE TRIGGER {name}_act BEFORE UPDATE OF {columns} ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_erasing()""")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_act")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
