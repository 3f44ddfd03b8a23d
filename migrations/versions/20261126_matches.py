"""Likely matches: keys under which likenesses are found, contacts, scores with their reasons, and their walls."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_matches"
down_revision = "20261126_keys"
branch_labels = None
depends_on = None

# What is written in two ways has one key. A key is no number of anybody: names and births stand beside it in plain.
FUNCTIONS = (
    # Bare letters with y as i; a leading initial goes with what follows.
    """CREATE FUNCTION alike_name(name_key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN translate(CASE WHEN substr(name_key, 2, 1) = ' ' THEN overlay(name_key PLACING '' FROM 2 FOR 1)
                             ELSE name_key END, 'y', 'i')""",
    # The syllables in whatever order.
    """CREATE FUNCTION alike_syllables(name_key text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN hashtextextended(split_part(alike_name(name_key), ' ', 1), 0)
            # hashtextextended(split_part(alike_name(name_key), ' ', 2), 0)
            # hashtextextended(split_part(alike_name(name_key), ' ', 3), 0)
            # hashtextextended(split_part(alike_name(name_key), ' ', 4), 0)
            # hashtextextended(split_part(alike_name(name_key), ' ', 5), 0)
            # hashtextextended(split_part(alike_name(name_key), ' ', 6), 0)""",
    # Day and month in whatever order.
    """CREATE FUNCTION alike_day(birth_date date) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN hashint8extended((100 * least(date_part('day', birth_date), date_part('month', birth_date))
                              + greatest(date_part('day', birth_date), date_part('month', birth_date)))::bigint, 1)""",
    """CREATE FUNCTION alike_name_year(name_key text, birth_year bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
       PARALLEL SAFE RETURN alike_syllables(name_key) # hashint8extended(birth_year, 2)""",
    # The letters without their spaces: one too few or in the wrong place makes other syllables.
    """CREATE FUNCTION alike_name_day(name_key text, birth_date date) RETURNS bigint LANGUAGE sql IMMUTABLE
       PARALLEL SAFE
       RETURN hashtextextended(replace(alike_name(name_key), ' ', ''), 6) # alike_day(birth_date)""",
    """CREATE FUNCTION alike_given_date(name_key text, birth_date date) RETURNS bigint LANGUAGE sql IMMUTABLE
       PARALLEL SAFE RETURN hashtextextended(split_part(alike_name(name_key), ' ', -1), 3) # alike_day(birth_date)
                            # hashint8extended(date_part('year', birth_date)::bigint, 2)""",
    # Whoever has one word for a name has no family name.
    """CREATE FUNCTION alike_family_date(name_key text, birth_date date) RETURNS bigint LANGUAGE sql IMMUTABLE
       PARALLEL SAFE RETURN CASE WHEN strpos(alike_name(name_key), ' ') > 0 THEN
           hashtextextended(left(alike_name(name_key), -length(split_part(alike_name(name_key), ' ', -1))), 4)
           # alike_day(birth_date) # hashint8extended(date_part('year', birth_date)::bigint, 2) END""",
    """CREATE FUNCTION alike_ends_place(name_key text, birth_year bigint, commune_code text) RETURNS bigint
       LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN hashtextextended(split_part(alike_name(name_key), ' ', 1), 0)
            # hashtextextended(split_part(alike_name(name_key), ' ', -1), 0)
            # hashint8extended(birth_year, 2) # hashtextextended(commune_code, 5)""",
)
KEYS = {
    "alike_name_year": "alike_name_year(name_key, birth_year)",
    "alike_name_day": "alike_name_day(name_key, birth_date)",
    "alike_given_date": "alike_given_date(name_key, birth_date)",
    "alike_family_date": "alike_family_date(name_key, birth_date)",
    "alike_ends_place": "alike_ends_place(name_key, birth_year, commune_code)",
}
CONTACTS = {
    "phone_index": postgresql.BYTEA(),
    "phone_cipher": postgresql.BYTEA(),
    "phone_last3": sa.Text(),
    "employer_index": postgresql.BYTEA(),
}

# Two people whom somebody told apart are not held for each other again.
NOT_AGAIN = """
CREATE FUNCTION told_apart_for_good() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN likely_match m ON (m.first_id, m.second_id) = (n.first_id, n.second_id)
               WHERE m.id <> n.id AND NOT m.same) THEN
        RAISE EXCEPTION 'two who were told apart' USING ERRCODE = 'CT003';
    END IF;
    IF EXISTS (SELECT FROM new_rows n JOIN application a ON a.id = n.application_id
               WHERE a.beneficiary_id NOT IN (n.first_id, n.second_id)) THEN
        RAISE EXCEPTION 'a likely match is of its application''s beneficiary' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Functions, keys, contacts, the match's score and pair, walls."""
    for function in FUNCTIONS:
        op.execute(function)
    for table in ("beneficiary", "staged_row"):
        for name, said in KEYS.items():
            op.add_column(table, sa.Column(name, sa.BigInteger(), sa.Computed(said, persisted=True), nullable=True))
    for name in KEYS:
        op.create_index(f"ix_beneficiary_{name}", "beneficiary", [name])
    for table in ("staged_row", "application"):
        for name, type_ in CONTACTS.items():
            op.add_column(table, sa.Column(name, type_, nullable=True))
    for name in ("phone_index", "account_index"):
        op.create_index(f"ix_application_{name}", "application", [name], postgresql_using="hash")
    _matches()
    _walls()


def _matches() -> None:
    op.drop_column("likely_match", "reasons")
    op.add_column("likely_match", sa.Column("first_id", sa.BigInteger(), sa.ForeignKey("beneficiary.id")))
    op.add_column("likely_match", sa.Column("second_id", sa.BigInteger(), sa.ForeignKey("beneficiary.id")))
    op.add_column("likely_match", sa.Column("score", sa.BigInteger()))
    op.add_column("likely_match", sa.Column("strong", sa.Boolean()))
    op.add_column("likely_match", sa.Column("reasons", postgresql.JSONB()))
    op.execute("DELETE FROM likely_match")  # without scores: never released
    for name in ("first_id", "second_id", "score", "strong", "reasons"):
        op.alter_column("likely_match", name, nullable=False)
    checks = {
        "pair": "first_id < second_id AND other_id IN (first_id, second_id)",
        "score": "score BETWEEN 0 AND 100",
        "reasons": "jsonb_array_length(reasons) > 0",
    }
    for name, condition in checks.items():
        op.create_check_constraint(op.f(f"ck_likely_match_{name}"), "likely_match", condition)
    op.create_index("ix_likely_match_pair", "likely_match", ["first_id", "second_id"])
    op.create_index("ix_likely_match_second_id", "likely_match", ["second_id"])
    op.create_index(
        "ix_likely_match_undecided", "likely_match", ["application_id"], postgresql_where=sa.text("same IS NULL")
    )


def _walls() -> None:
    fixed = "id, application_id, other_id, first_id, second_id, act_id"
    op.execute(NOT_AGAIN)
    op.execute(f"""CREATE TRIGGER likely_match_fixed BEFORE UPDATE OF {fixed} ON likely_match
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER likely_match_kept BEFORE DELETE OR TRUNCATE ON likely_match
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER likely_match_decided BEFORE UPDATE ON likely_match
                  FOR EACH ROW WHEN (NOT OLD.same) EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER likely_match_scored BEFORE UPDATE OF score, strong, reasons ON likely_match
                  FOR EACH ROW WHEN (OLD.same IS NOT NULL) EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER likely_match_not_again AFTER INSERT ON likely_match REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION told_apart_for_good()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
