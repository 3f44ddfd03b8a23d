"""Findings that come to stop more though confirmed, accounts told apart without a hash, and what an erasure left.

An application counts how often its account and its phone changed: a finding's ground names the count, so that what was
cleared for one account is not cleared for another that ends on the same digits.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_findings"
down_revision = "20261126_unmasking"
branch_labels = None
depends_on = None

FUNCTIONS = (
    # Keys that are renewed change every hash, and nobody's account.
    """CREATE FUNCTION count_changed_contact() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
           IF NOT resealing_here() THEN
               NEW.account_changes := OLD.account_changes
                   + (NEW.account_index IS DISTINCT FROM OLD.account_index)::integer;
               NEW.phone_changes := OLD.phone_changes + (NEW.phone_index IS DISTINCT FROM OLD.phone_index)::integer;
           END IF;
           RETURN NEW;
       END $$""",
    """CREATE FUNCTION is_stricter(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
       SELECT (before, after) IN (('note', 'hold'), ('note', 'block'), ('hold', 'block')) $$""",
    # Of a paper its number and its day, which name nobody; eight digits are a day, nine are somebody's number.
    r"""CREATE FUNCTION bare_paper(paper text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
       SELECT coalesce(string_agg(w.word, ' ' ORDER BY w.nth), '')
       FROM (SELECT btrim(s.word, '.') AS word, s.nth
             FROM regexp_split_to_table(paper, '[\s,;:()]+') WITH ORDINALITY AS s(word, nth)) w
       WHERE w.word ~ '^[0-9]+[/.-][0-9A-ZĐ/.-]*$' AND length(regexp_replace(w.word, '[^0-9]', '', 'g')) <= 8 $$""",
    # What journal entries call the people whom this act erases, their applications, and what was asked about them.
    """CREATE FUNCTION erased_subjects() RETURNS SETOF text LANGUAGE sql STABLE AS $$
       WITH them AS (
           SELECT p.beneficiary_id AS id FROM erased_person p JOIN erasure e ON e.id = p.erasure_id
           JOIN act ON act.id = e.done_act_id
           WHERE act.at = now() AND act.id = nullif(current_setting('chitra.act', true), '')::bigint)
       SELECT 'beneficiary/' || t.id FROM them t
       UNION ALL SELECT 'application/' || a.id FROM application a JOIN them t ON t.id = a.beneficiary_id
       UNION ALL SELECT 'erasure/' || p.erasure_id FROM erased_person p JOIN them t ON t.id = p.beneficiary_id $$""",
)

# What 20261126_unmasking says, and besides: entries that a number of somebody erased here is on, and kept answers of
# acts about them.
SUPERSEDED = (
    "purging('registers') AND EXISTS (SELECT FROM register r JOIN act ON act.id = r.superseded_act_id "
    "WHERE r.id = {register} AND act.at < now() - interval '89 days' AND NOT EXISTS (SELECT FROM finding f "
    "JOIN register_entry x ON x.id = f.register_entry_id WHERE x.register_id = r.id AND f.state = 'open'))"
)
OF_THE_ERASED = (
    "EXISTS (SELECT FROM register_number n JOIN identity_document d ON d.number_index = n.number_index "
    "WHERE n.entry_id = {entry} AND d.ended_act_id IS NULL AND erased_here(d.beneficiary_id))"
)
ENTRY = (
    "($2).name_key = '' AND num_nonnulls(($2).birth_date, ($2).birth_year, ($2).sex, ($2).commune_code, "
    "($2).account_index, ($2).account_cipher, ($2).account_last4) = 0"
)
NUMBER = (
    "($2).last4 = '' AND octet_length(($2).number_cipher) = 0 AND octet_length(($2).number_index) = 32 "
    "AND ($2).number_index <> ($1).number_index"
)
OF_ENTRY = "(SELECT e.register_id FROM register_entry e WHERE e.id = ($1).entry_id)"
LONG_AGO = "purging('request_bodies') AND ($1).answered_at < now() - interval '89 days'"
ABOUT_THE_ERASED = (
    "EXISTS (SELECT FROM act JOIN audit_entry t ON t.act_id = act.id WHERE act.account_id = ($1).account_id "
    "AND act.at = ($1).answered_at AND t.subject IN (SELECT erased_subjects()))"
)
WALLS = {
    "register_entry": (
        "name_key, birth_date, birth_year, sex, commune_code, account_index, account_cipher, account_last4",
        f"({SUPERSEDED.format(register='($1).register_id')} OR {OF_THE_ERASED.format(entry='($1).id')}) AND {ENTRY}",
    ),
    "register_number": (
        "number_index, number_cipher, last4",
        f"({SUPERSEDED.format(register=OF_ENTRY)} OR {OF_THE_ERASED.format(entry='($1).entry_id')}) AND {NUMBER}",
    ),
    "answered_request": (
        "body_cipher", f"({LONG_AGO} OR {ABOUT_THE_ERASED}) AND octet_length(($2).body_cipher) = 0"
    ),
}  # fmt: skip
PAPER = (
    "($2).paper = bare_paper(($1).paper) AND EXISTS (SELECT FROM erased_person p "
    "WHERE p.erasure_id = ($1).id AND erased_here(p.beneficiary_id))"
)

OF_TRIGGER = sa.text("""
    SELECT tgname::text FROM pg_trigger WHERE tgrelid = to_regclass(:table)
      AND tgfoid = to_regproc('refuse_unless_erased') AND NOT tgisinternal
""")
COLUMNS = sa.text("""
    SELECT attname::text FROM pg_attribute
    WHERE attrelid = to_regclass(:table) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
""")


def upgrade() -> None:
    """Counts of changes, then the walls."""
    for function in FUNCTIONS:
        op.execute(function)
    _applications()
    _findings()
    for table, (columns, condition) in WALLS.items():
        [name] = op.get_bind().scalars(OF_TRIGGER, {"table": table})
        op.execute(f"DROP TRIGGER {name} ON {table}")
        _open(name, table, columns, condition)
    _papers()


def _applications() -> None:
    for name in ("account_changes", "phone_changes"):
        op.add_column("application", sa.Column(name, sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.execute("""CREATE TRIGGER application_contact_changed BEFORE UPDATE OF account_index, phone_index ON application
                  FOR EACH ROW WHEN (OLD.account_index IS DISTINCT FROM NEW.account_index
                                     OR OLD.phone_index IS DISTINCT FROM NEW.phone_index)
                  EXECUTE FUNCTION count_changed_contact()""")
    op.execute("""CREATE TRIGGER application_changes_counted BEFORE UPDATE OF account_changes, phone_changes
                  ON application FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")


def _findings() -> None:
    """Decided, a finding stays as it is; what it stops may become more as long as it is not cleared, and never less."""
    op.execute("DROP TRIGGER finding_decided ON finding")
    op.execute(f"""CREATE TRIGGER finding_decided BEFORE UPDATE OF {_but("finding", "effect", "why", "proposed_why")}
                   ON finding FOR EACH ROW
                   WHEN (OLD.state = 'cleared' OR OLD.state = 'confirmed' AND NEW.state = 'confirmed')
                   EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER finding_only_stricter BEFORE UPDATE OF effect ON finding
                  FOR EACH ROW WHEN (OLD.effect <> NEW.effect
                                     AND (OLD.state = 'cleared' OR NOT is_stricter(OLD.effect, NEW.effect)))
                  EXECUTE FUNCTION refuse_change()""")


def _papers() -> None:
    fixed = "id, reason, asked_on, kept_until, asked_by_person_id, act_id, district_id"
    op.execute("DROP TRIGGER erasure_fixed ON erasure")
    op.execute(f"""CREATE TRIGGER erasure_fixed BEFORE UPDATE OF {fixed} ON erasure
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("DROP TRIGGER erasure_decided ON erasure")
    op.execute(f"""CREATE TRIGGER erasure_decided BEFORE UPDATE OF {_but("erasure", "paper")} ON erasure
                   FOR EACH ROW WHEN (OLD.state <> 'asked') EXECUTE FUNCTION refuse_change()""")
    _open("erasure_erased", "erasure", "paper", PAPER)
    op.execute("""CREATE TRIGGER erasure_erased_act BEFORE UPDATE OF paper ON erasure
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_erasing()""")
    op.execute("ALTER TABLE erasure ENABLE ALWAYS TRIGGER erasure_erased_act")
    # Nothing is sealed in it, and in an act of the keys nothing of it changes (20261126_keys).
    op.execute("SELECT wall_of_sealed('erasure', '{}', '{}', '{}')")


def _but(table: str, *names: str) -> str:
    return ", ".join(name for name in op.get_bind().scalars(COLUMNS, {"table": table}) if name not in names)


def _open(name: str, table: str, columns: str, condition: str) -> None:
    quoted = condition.replace("'", "''")
    op.execute(f"""CREATE TRIGGER {name} BEFORE UPDATE OF {columns} ON {table}
                   FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased('{quoted}')""")
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
