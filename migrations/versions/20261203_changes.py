"""A decision in force is corrected, adjusted or revoked by another that refers to it; what is owed more stands under
the entitlement that it adjusts.

An entitlement is unique for ever, and an adjustment of it is none of those that are: it stands under the first
(`adjusts_id`), once for each decision that adjusts it. The first holds what may be had once for all that stand under
it: also when it is cancelled and lives on in one of them (`replaced`, which the database keeps itself).
"""

import sqlalchemy as sa
from alembic import op

revision = "20261203_changes"
down_revision = "20261130_approval_levels"
branch_labels = None
depends_on = None

LIVES = "(state NOT IN ('cancelled', 'recovered') OR replaced)"

# A change refers to a first decision that is in force, of the same policy and unit.
CHANGES_THE_FIRST = """
CREATE FUNCTION change_refers_to_the_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM decision d WHERE d.id = NEW.changes_id AND d.kind = 'approve' AND d.state = 'decided'
                   AND (d.policy, d.district_id) = (NEW.policy, NEW.district_id)) THEN
        RAISE EXCEPTION 'a change refers to a first decision in force' USING ERRCODE = 'CT005';
    END IF;
    RETURN NEW;
END $$
"""

# A change is made by whom the first decision's sum is delegated to.
BY_ITS_DECIDER = """
CREATE OR REPLACE FUNCTION decided_by_its_decider() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decider text := decider_of(NEW.policy, NEW.district_id, NEW.signed_on, coalesce(
    (SELECT d.amount_vnd FROM decision d WHERE d.id = NEW.changes_id), NEW.amount_vnd));
BEGIN
    IF decider <> 'route' AND decider <> role_of_act(current_act()) THEN
        RAISE EXCEPTION 'the decision is put into force by a %', decider USING ERRCODE = 'CT010';
    END IF;
    RETURN NEW;
END $$
"""

# What a change lists is written when it is drafted, and is the first decision's.
ROWS_OF_THE_FIRST = """
CREATE FUNCTION change_rows_of_the_first() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN decision d ON d.id = n.decision_id
               WHERE d.state <> 'drafted' OR NOT EXISTS (
                   SELECT FROM state_change c WHERE c.kind = 'decision' AND c.object_id = n.decision_id
                   AND c.from_state IS NULL AND c.act_id = current_act())) THEN
        RAISE EXCEPTION 'what a change lists is written with it' USING ERRCODE = 'CT003';
    END IF;
    IF EXISTS (SELECT FROM new_rows n JOIN decision d ON d.id = n.decision_id
               LEFT JOIN entitlement e ON e.id = n.entitlement_id
               WHERE d.changes_id IS NULL OR (d.kind = 'correct') <> (n.entitlement_id IS NULL)
                  OR n.entitlement_id IS NOT NULL AND (e.adjusts_id IS NOT NULL OR e.decision_id <> d.changes_id
                                                       OR e.application_id <> n.application_id)) THEN
        RAISE EXCEPTION 'a change lists what its first decision gave' USING ERRCODE = 'CT005';
    END IF;
    RETURN NULL;
END $$
"""

# An adjustment is of the same right as what it adjusts, and by a change of its decision that is in force.
ADJUSTS_THE_SAME = """
CREATE FUNCTION adjusts_the_same_right() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows n WHERE n.adjusts_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM new_rows n LEFT JOIN entitlement f ON f.id = n.adjusts_id
               LEFT JOIN decision d ON d.id = n.decision_id
               WHERE n.adjusts_id IS NOT NULL AND (
                   (f.policy, f.beneficiary_id, f.person_id, f.occasion, f.component, f.child_key, f.exclusive,
                    f.origin, f.application_id, f.district_id, f.double_of, f.adjusts_id)
                   IS DISTINCT FROM (n.policy, n.beneficiary_id, n.person_id, n.occasion, n.component, n.child_key,
                    n.exclusive, n.origin, n.application_id, n.district_id, n.double_of, NULL::bigint)
                   OR (d.kind, d.state, d.changes_id) IS DISTINCT FROM ('adjust', 'decided', f.decision_id))) THEN
        RAISE EXCEPTION 'an adjustment is of the right that it adjusts' USING ERRCODE = 'CT005';
    END IF;
    PERFORM keep_replaced(array(SELECT DISTINCT n.adjusts_id FROM new_rows n WHERE n.adjusts_id IS NOT NULL));
    RETURN NULL;
END $$
"""

KEEP_REPLACED = """
CREATE FUNCTION keep_replaced(firsts bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE entitlement f SET replaced = n.lives
    FROM (SELECT e.id, e.state IN ('cancelled', 'recovered') AND EXISTS (
              SELECT FROM entitlement a WHERE a.adjusts_id = e.id AND a.state NOT IN ('cancelled', 'recovered')
          ) AS lives FROM entitlement e WHERE e.id = ANY (firsts)) n
    WHERE f.id = n.id AND f.replaced <> n.lives;
END $$
"""

ENDED_OR_ADJUSTED = """
CREATE FUNCTION ended_lives_on_in_its_adjustment() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE firsts bigint[];
BEGIN
    SELECT array_agg(DISTINCT coalesce(n.adjusts_id, n.id)) INTO firsts
    FROM new_rows n JOIN old_rows o USING (id)
    WHERE n.state <> o.state AND (n.adjusts_id IS NOT NULL OR n.state IN ('cancelled', 'recovered'));
    IF firsts IS NOT NULL THEN
        PERFORM keep_replaced(firsts);
    END IF;
    RETURN NULL;
END $$
"""

SUPPORT = """
CREATE OR REPLACE VIEW support AS
SELECT e.beneficiary_id, e.person_id, e.application_id, e.child_key, e.act_id, json_build_object(
    'policy', e.policy, 'component', e.component, 'amount_vnd', e.amount_vnd, 'child', e.child_key,
    'state', CASE WHEN e.state = 'paid' THEN 'paid' ELSE 'approved' END) AS said
FROM entitlement e WHERE e.state <> 'cancelled' AND e.state <> 'recovered'
"""

# The people whom a decision's annex is about, as purging asks it (20261126_unmasking): those of a change too.
PEOPLE = (
    "SELECT a.beneficiary_id FROM application a WHERE a.decision_id = ($1).id UNION ALL "
    "SELECT e.beneficiary_id FROM entitlement e WHERE e.decision_id = ($1).id UNION ALL "
    "SELECT a.beneficiary_id FROM decision_change_row r JOIN application a ON a.id = r.application_id "
    "WHERE r.decision_id = ($1).id"
)
ALL_ERASED = (
    f"purging('files') AND octet_length(($2).annex_cipher) = 0 AND EXISTS ({PEOPLE}) "
    f"AND NOT EXISTS (SELECT FROM ({PEOPLE}) p(id) WHERE NOT erased_before(p.id))"
)
OF_ANNEX = sa.text("""
    SELECT tgname::text FROM pg_trigger
    WHERE tgrelid = to_regclass('decision') AND tgfoid = to_regproc('refuse_unless_erased') AND NOT tgisinternal
""")


def upgrade() -> None:
    """Changes of decisions, their rows, and entitlements that adjust another."""
    _decisions()
    _rows()
    _entitlements()
    op.execute(SUPPORT)
    _annexes()


def _decisions() -> None:
    op.add_column("decision", sa.Column("kind", sa.Text(), nullable=False, server_default="approve"))
    op.add_column("decision", sa.Column("changes_id", sa.BigInteger(), sa.ForeignKey("decision.id")))
    op.add_column("decision", sa.Column("ground", sa.Text()))
    kinds = "kind in ('approve', 'correct', 'adjust', 'revoke')"
    op.create_check_constraint(op.f("ck_decision_kind"), "decision", kinds)
    op.create_check_constraint(
        op.f("ck_decision_changes"), "decision",
        "(kind = 'approve') = (changes_id is null) and (kind = 'approve') = (ground is null)",
    )  # fmt: skip
    op.create_index(
        "ix_decision_changes_id", "decision", ["changes_id"], postgresql_where=sa.text("changes_id is not null")
    )
    op.execute(CHANGES_THE_FIRST)
    op.execute(BY_ITS_DECIDER)
    op.execute("""CREATE TRIGGER decision_changes_the_first BEFORE INSERT ON decision
                  FOR EACH ROW WHEN (NEW.changes_id IS NOT NULL) EXECUTE FUNCTION change_refers_to_the_first()""")
    op.execute("""CREATE TRIGGER decision_change_fixed BEFORE UPDATE OF kind, changes_id, ground ON decision
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")


def _rows() -> None:
    op.create_table(
        "decision_change_row",
        sa.Column("decision_id", sa.BigInteger(), sa.ForeignKey("decision.id"), primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True),
        sa.Column("application_id", sa.BigInteger(), sa.ForeignKey("application.id"), nullable=False),
        sa.Column("entitlement_id", sa.BigInteger(), sa.ForeignKey("entitlement.id")),
        sa.Column("field", sa.Text()),
        sa.Column("before_vnd", sa.BigInteger(), nullable=False),
        sa.Column("after_vnd", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint(
            "decision_id", "entitlement_id", name="uq_decision_change_row_decision_id_entitlement_id"
        ),
        sa.CheckConstraint("before_vnd >= 0 and after_vnd >= 0", name=op.f("ck_decision_change_row_amounts")),
        sa.CheckConstraint(
            "(entitlement_id is null) = (field is not null)", name=op.f("ck_decision_change_row_of_money_or_words")
        ),
        sa.CheckConstraint(
            "(entitlement_id is null) = (before_vnd = after_vnd)", name=op.f("ck_decision_change_row_differs")
        ),
    )  # fmt: skip
    op.create_index("ix_decision_change_row_application_id", "decision_change_row", ["application_id"])
    op.execute("""CREATE TRIGGER decision_change_row_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
                  ON decision_change_row FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("ALTER TABLE decision_change_row ENABLE ALWAYS TRIGGER decision_change_row_append_only")


def _entitlements() -> None:
    op.add_column("entitlement", sa.Column("adjusts_id", sa.BigInteger(), sa.ForeignKey("entitlement.id")))
    op.add_column("entitlement", sa.Column("replaced", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.create_check_constraint(
        op.f("ck_entitlement_adjusts"), "entitlement",
        "adjusts_id is null or origin = 'decision' and adjusts_id <> id and not replaced",
    )  # fmt: skip
    for name in ("uq_entitlement_once", "uq_entitlement_child", "uq_entitlement_one_cash_regime"):
        op.drop_index(name, "entitlement")
    first = "double_of IS NULL AND adjusts_id IS NULL"
    op.execute(f"""CREATE UNIQUE INDEX uq_entitlement_once ON entitlement
                   (policy, person_id, occasion, component, child_key) WHERE {first}""")
    op.execute(f"""CREATE UNIQUE INDEX uq_entitlement_child ON entitlement (child_key)
                   WHERE child_key <> '' AND {LIVES} AND {first}""")
    op.execute(f"""CREATE UNIQUE INDEX uq_entitlement_one_cash_regime ON entitlement (person_id)
                   WHERE exclusive AND {LIVES} AND {first}""")
    op.execute("""CREATE UNIQUE INDEX uq_entitlement_adjusted ON entitlement (adjusts_id, decision_id)
                  WHERE adjusts_id IS NOT NULL""")
    for function in (ROWS_OF_THE_FIRST, KEEP_REPLACED, ADJUSTS_THE_SAME, ENDED_OR_ADJUSTED):
        op.execute(function)
    op.execute("""CREATE TRIGGER decision_change_row_of_the_first AFTER INSERT ON decision_change_row
                  REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION change_rows_of_the_first()""")
    op.execute("""CREATE TRIGGER entitlement_adjusts_the_same AFTER INSERT ON entitlement
                  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION adjusts_the_same_right()""")
    op.execute("""CREATE TRIGGER entitlement_lives_on AFTER UPDATE ON entitlement
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION ended_lives_on_in_its_adjustment()""")
    op.execute("""CREATE TRIGGER entitlement_adjusts_fixed BEFORE UPDATE OF adjusts_id ON entitlement
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER entitlement_replaced_kept BEFORE UPDATE OF replaced ON entitlement
                  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_change()""")


def _annexes() -> None:
    [name] = op.get_bind().scalars(OF_ANNEX)
    quoted = ALL_ERASED.replace("'", "''")
    op.execute(f"DROP TRIGGER {name} ON decision")
    op.execute(f"""CREATE TRIGGER {name} BEFORE UPDATE OF annex_cipher ON decision
                   FOR EACH ROW WHEN (OLD.state = 'decided') EXECUTE FUNCTION refuse_unless_erased('{quoted}')""")
    op.execute(f"ALTER TABLE decision ENABLE ALWAYS TRIGGER {name}")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
