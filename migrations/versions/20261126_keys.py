"""Keys by id: which is in force, health and explanations sealed, and the walls that open for sealing anew alone.

What is written once may be written anew in one kind of act, that of the keys (`key_act`, whose audit entry says so):
`reseal` changes ciphertexts, `reindex` also the keyed hashes, and what holds keyed hashes. Everything else stays in
such an act too, and a ciphertext keeps its length. Any other act finds the wall as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_keys"
down_revision = "20261126_people"
branch_labels = None
depends_on = None

BYTES = sa.LargeBinary()

# In an act of the keys, and one that says so: `chitra.resealing` lets the walls before each record do nothing else.
RESEALING = """
CREATE FUNCTION resealing_here() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce(current_setting('chitra.resealing', true), '') <> '' AND EXISTS (
        SELECT FROM key_act k JOIN act ON act.id = k.act_id
        WHERE k.act_id = nullif(current_setting('chitra.act', true), '')::bigint AND act.at = now()
          AND k.kind = current_setting('chitra.resealing', true));
END $$
"""

UNLESS_RESEALING = """
CREATE FUNCTION refuse_unless_resealing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT resealing_here() THEN
        RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""

# The wall before each record of a table in an act of the keys: what is not sealed stays, and what is keeps its length.
# Written for each table, since a record compared as a record costs a tenth of what one compared as JSON does.
# Arguments: the table; its ciphertexts; what a reindexing changes besides; of the facts, those that are keyed hashes.
ONLY_SEALED = """
CREATE FUNCTION wall_of_sealed(of_table text, ciphers text[], hashes text[], hashed_facts text[]) RETURNS void
LANGUAGE plpgsql AS $wall$
DECLARE
    same text := (SELECT coalesce(string_agg(format('rest.%I := OLD.%I;', name, name), ' '), '')
                  FROM unnest(ciphers) name);
    same_too text := (SELECT coalesce(string_agg(format('rest.%I := OLD.%I;', name, name), ' '), 'NULL;')
                      FROM unnest(hashes) name);
    others text := (SELECT coalesce(string_agg(format(
        ' OR octet_length(NEW.%I) IS DISTINCT FROM octet_length(OLD.%I)', name, name), ''), '')
                    FROM unnest(ciphers) name);
    lines text := '(SELECT jsonb_agg(l.line - ''child'' ORDER BY l.nth) FROM '
                  'jsonb_array_elements(%s.lines) WITH ORDINALITY AS l(line, nth))';
BEGIN
    IF 'facts' = ANY (hashes) THEN
        others := others || format(' OR NEW.facts - %L::text[] <> OLD.facts - %L::text[]', hashed_facts, hashed_facts);
    END IF;
    IF 'lines' = ANY (hashes) THEN
        others := others || ' OR ' || format(lines, 'NEW') || ' IS DISTINCT FROM ' || format(lines, 'OLD');
    END IF;
    EXECUTE format('CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS %L', of_table || '_only_sealed', format(
        'DECLARE rest record := NEW;
         BEGIN
             %s
             IF current_setting(''chitra.resealing'', true) = ''reindex'' THEN
                 %s
             END IF;
             IF rest IS DISTINCT FROM OLD %s THEN
                 RAISE EXCEPTION ''only what is sealed in %% is sealed anew'', TG_TABLE_NAME USING ERRCODE = ''CT003'';
             END IF;
             RETURN NEW;
         END', same, same_too, others));
    EXECUTE format(
        'CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW
         WHEN (length(current_setting(''chitra.resealing'', true)) > 0) EXECUTE FUNCTION %I()',
        of_table || '_only_sealed', of_table, of_table || '_only_sealed');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', of_table, of_table || '_only_sealed');
END $wall$
"""

# Whoever hashed under another key than that in force, before it changed or after, writes nothing: it is done again.
OTHER_HASHES = """
CREATE FUNCTION refuse_other_hashes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT key_id FROM key_in_force WHERE purpose = 'index')
       <> coalesce(nullif(current_setting('chitra.index_key', true), '')::bigint, 1) THEN
        RAISE EXCEPTION 'hashed under another key than that in force' USING ERRCODE = 'CT008';
    END IF;
    RETURN NULL;
END $$
"""

SAYS_SO = """
CREATE FUNCTION act_of_keys_says_so() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit_entry WHERE act_id = NEW.act_id AND action LIKE 'keys.%') THEN
        RAISE EXCEPTION 'an act of the keys whose entry does not say so' USING ERRCODE = 'CT004';
    END IF;
    RETURN NULL;
END $$
"""

BY_AN_ACT = """
CREATE FUNCTION key_comes_into_force_by_an_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.purpose <> OLD.purpose OR NEW.changes <> OLD.changes + 1
       OR NEW.act_id IS DISTINCT FROM current_act() OR NOT EXISTS (
        SELECT FROM key_act k WHERE k.act_id = NEW.act_id AND k.key_id = NEW.key_id
        AND k.kind = CASE NEW.purpose WHEN 'data' THEN 'new' ELSE 'reindex' END) THEN
        RAISE EXCEPTION 'a key comes into force by an act of the keys only' USING ERRCODE = 'CT003';
    END IF;
    RETURN NEW;
END $$
"""

# Written once, and opened by no later migration: before these columns stands a wall of their own.
CLOSED = {
    "explanation": "digest, body_cipher, lines",
    "determination": "explanation",
    "entitlement": "child_key",
    "answered_request": "fingerprint_cipher",
}
# By table: ciphertexts, what a reindexing changes besides, and which facts are keyed hashes.
SEALED = {
    "identity_document": ("number_cipher", "number_index", ""),
    "list_row": (
        "cells_cipher health_cipher", "content_index number_indexes facts",
        "child_1_certificate child_2_certificate child_3_certificate",
    ),
    "list_version": ("original_cipher", "", ""),
    "explanation": ("body_cipher", "digest lines", ""),
    "determination": ("", "explanation", ""),
    "entitlement": ("child_cipher", "child_key", ""),
    "application": ("account_cipher phone_cipher", "account_index phone_index employer_index", ""),
    "payout": ("account_cipher", "account_index", ""),
    "answered_request": ("body_cipher fingerprint_cipher", "", ""),
    "batch_file": ("bytes_cipher", "", ""),
    "answer": ("bytes_cipher", "", ""),
    "decision": ("annex_cipher", "", ""),
    "posting": ("content_cipher", "", ""),
    "objection": ("text_cipher", "", ""),
    "refusal_notice": ("content_cipher document_cipher", "", ""),
    # Nothing is sealed in these, and in such an act nothing of them changes: walls that erasures open stand here too.
    **dict.fromkeys(("confirmation", "own_paper", "beneficiary_link", "likely_match"), ("", "", "")),
}  # fmt: skip
HASHED = ("identity_document", "list_row", "application", "payout", "entitlement", "explanation", "determination")


def upgrade() -> None:
    """Tables and columns, then the walls."""
    _keys()
    _columns()
    for function in (RESEALING, UNLESS_RESEALING, ONLY_SEALED, OTHER_HASHES, SAYS_SO, BY_AN_ACT):
        op.execute(function)
    _walls_of_keys()
    _closed()
    for table, (ciphers, hashes, facts) in SEALED.items():
        arrays = ", ".join(f"string_to_array('{names}', ' ')" for names in (ciphers, hashes, facts))
        op.execute(f"SELECT wall_of_sealed('{table}', {arrays})")
    for table in HASHED:
        op.execute(f"""CREATE TRIGGER {table}_hashes BEFORE INSERT ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_hashes()""")
    # Phone and employer are written with the account, in one statement.
    op.execute("""CREATE TRIGGER application_hashes_again BEFORE UPDATE OF account_index ON application
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_hashes()""")


def _keys() -> None:
    op.create_table(
        "key_in_force",
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.Column("changes", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=True),
        sa.PrimaryKeyConstraint("purpose", name="pk_key_in_force"),
        sa.CheckConstraint("purpose IN ('data', 'index')", name=op.f("ck_key_in_force_purpose")),
        sa.CheckConstraint("key_id BETWEEN 1 AND 255", name=op.f("ck_key_in_force_key_id")),
    )
    op.create_table(
        "key_act",
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("act_id", name="pk_key_act"),
        sa.CheckConstraint("kind IN ('new', 'reseal', 'retire', 'reindex')", name=op.f("ck_key_act_kind")),
    )
    op.execute("INSERT INTO key_in_force (purpose, key_id) VALUES ('data', 1), ('index', 1)")


def _columns() -> None:
    for table in ("list_row", "staged_row"):
        op.add_column(table, sa.Column("health_cipher", BYTES, nullable=True))
    op.add_column("entitlement", sa.Column("child_cipher", BYTES, nullable=True))
    for table, before, after in (
        ("explanation", "body", "body_cipher"), ("answered_request", "fingerprint", "fingerprint_cipher")
    ):  # fmt: skip
        op.drop_column(table, before)
        op.add_column(table, sa.Column(after, BYTES, server_default="", nullable=False))  # '': what was before is gone
        op.alter_column(table, after, server_default=None)
    # The digests of all explanations change at once, and then what names them.
    op.drop_constraint("fk_determination_explanation", "determination")
    op.create_foreign_key(
        "fk_determination_explanation", "determination", "explanation", ["explanation"], ["digest"],
        deferrable=True, initially="IMMEDIATE",
    )  # fmt: skip
    op.create_index("ix_determination_explanation", "determination", ["explanation"])  # small: few are shared by all


def _walls_of_keys() -> None:
    op.execute("""CREATE TRIGGER key_act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON key_act
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("ALTER TABLE key_act ENABLE ALWAYS TRIGGER key_act_append_only")
    op.execute("""CREATE CONSTRAINT TRIGGER key_act_says_so AFTER INSERT ON key_act DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION act_of_keys_says_so()""")
    op.execute("""CREATE TRIGGER key_in_force_by_an_act BEFORE UPDATE ON key_in_force
                  FOR EACH ROW EXECUTE FUNCTION key_comes_into_force_by_an_act()""")
    op.execute("""CREATE TRIGGER key_in_force_kept BEFORE INSERT OR DELETE OR TRUNCATE ON key_in_force
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")


def _closed() -> None:
    """The walls of whole tables leave these columns out, which get one of their own."""
    for table, columns in CLOSED.items():
        names = columns.split(", ")
        if table == "entitlement":
            rest = (
                "id, policy, occasion, component, exclusive, amount_vnd, origin, application_id, decision_id, payer_id,"
                " recorded, child_cipher, act_id, district_id"
            )
            op.execute("DROP TRIGGER entitlement_fixed ON entitlement")
            op.execute(f"""CREATE TRIGGER entitlement_fixed BEFORE UPDATE OF {rest} ON entitlement
                           FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        else:
            rest = ", ".join(name for name in _columns_of(table) if name not in names)
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OF {rest} OR DELETE OR TRUNCATE ON {table}
                           FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
            op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")
        op.execute(f"""CREATE TRIGGER {table}_sealed BEFORE UPDATE OF {columns} ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_resealing()""")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_sealed")


def _columns_of(table: str) -> list[str]:
    return list(op.get_bind().scalars(
        sa.text("""SELECT attname::text FROM pg_attribute
                   WHERE attrelid = to_regclass(:table) AND attnum > 0 AND NOT attisdropped ORDER BY attnum"""),
        {"table": table},
    ))  # fmt: skip


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
