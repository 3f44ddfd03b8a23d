"""Who a beneficiary is: documents with their history, links between beneficiaries, overpayment cases."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_people"
down_revision = "20261125_redeterminations"
branch_labels = None
depends_on = None

KINDS = "citizen_id old_identity passport insurance_number birth_certificate tax_code business_number employer_tax_code"
MOVES = {
    "link": ">proposed >made proposed>made proposed>refused made>parting parting>made parting>undone made>undone",
    "overpayment": ">raised raised>withdrawn",
}
LIVE = "state NOT IN ('refused', 'withdrawn') AND double_of IS NULL"

OWED_LINE = """
CREATE VIEW owed_line AS
SELECT a.id AS application_id, a.policy, a.beneficiary_id, a.person_id, a.occasion, a.district_id, a.submission_id,
       a.decision_id, line.component, line.key AS child_key, line.exclusive, line.amount_vnd
FROM application a
JOIN determination d ON d.id = a.determination_id AND d.outcome = 'eligible'
JOIN explanation x ON x.digest = d.explanation
CROSS JOIN LATERAL (
    SELECT l.component, l.amount_vnd, l.held, l.gives, l.exclusive,
           CASE l.child WHEN 'own' THEN 'own/' || a.person_id ELSE coalesce(l.child, '') END AS key
    FROM jsonb_to_recordset(x.lines)
        AS l(component text, child text, amount_vnd bigint, held boolean, gives text, exclusive boolean)) line
WHERE a.double_of IS NULL AND NOT line.held AND line.amount_vnd > 0 AND line.gives = 'cash' AND NOT EXISTS (
    SELECT FROM entitlement e
    WHERE e.application_id = a.id AND e.component = line.component AND e.child_key = line.key)
"""

SUPPORT = """
CREATE VIEW support AS
SELECT e.beneficiary_id, e.person_id, e.application_id, e.child_key, e.act_id, json_build_object(
    'policy', e.policy, 'component', e.component, 'amount_vnd', e.amount_vnd, 'child', e.child_key,
    'state', CASE WHEN e.state = 'paid' THEN 'paid' ELSE 'approved' END) AS said
FROM entitlement e WHERE e.state <> 'cancelled'
"""

# The root of a person is its own root, and nobody becomes part of another but by a link.
LINKED = """
CREATE FUNCTION linked_by_an_act() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN old_rows o USING (id) WHERE n.person_id <> o.person_id) AND NOT EXISTS (
        SELECT FROM beneficiary_link l WHERE current_act() IN (l.made_act_id, l.undone_act_id)) THEN
        RAISE EXCEPTION 'a person is joined or parted by a link only' USING ERRCODE = 'CT003';
    END IF;
    IF EXISTS (SELECT FROM new_rows n JOIN beneficiary r ON r.id = n.person_id WHERE r.person_id <> r.id) THEN
        RAISE EXCEPTION 'the root of a person is its own' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""

DOUBLE_UNPAID = """
CREATE FUNCTION a_double_is_not_paid() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN entitlement e ON e.id = n.entitlement_id WHERE e.double_of IS NOT NULL) THEN
        RAISE EXCEPTION 'a doubled entitlement is not paid' USING ERRCODE = 'CT005';
    END IF;
    RETURN NULL;
END $$
"""

LINK_FIXED = "id, first_id, second_id, reason, proposed_by_person_id, act_id, district_id, two_needed"


def upgrade() -> None:
    """People, links, documents, cases; the views and the unique indexes then stand on the person."""
    op.execute("DROP VIEW owed_line")
    op.execute("DROP VIEW support")
    _links()
    _people()
    _documents()
    _doubles()
    op.execute(OWED_LINE)
    op.execute(SUPPORT)
    for kind, moves in MOVES.items():
        for move in moves.split():
            before, after = move.split(">")
            op.execute(f"INSERT INTO state_move VALUES ('{kind}', '{before}', '{after}')")  # noqa: S608 – ours
    _walls()


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def _act(name: str = "act_id", *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), sa.ForeignKey("act.id"), nullable=null)


def _person(name: str, *, null: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=null)


def _links() -> None:
    op.create_table(
        "beneficiary_link",
        _key(),
        sa.Column("first_id", sa.BigInteger(), sa.ForeignKey("beneficiary.id"), nullable=False),
        sa.Column("second_id", sa.BigInteger(), sa.ForeignKey("beneficiary.id"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("two_needed", sa.Boolean(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=True),
        _person("proposed_by_person_id", null=False),
        _person("decided_by_person_id"),
        _person("parting_by_person_id"),
        _person("parted_by_person_id"),
        sa.Column("parting_reason", sa.Text(), nullable=True),
        sa.Column("parting_two", sa.Boolean(), nullable=True),
        _act(),
        _act("made_act_id", null=True),
        _act("undone_act_id", null=True),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_beneficiary_link"),
        sa.CheckConstraint("first_id <> second_id", name="two_records"),
        sa.CheckConstraint("decided_by_person_id <> proposed_by_person_id OR NOT two_needed", name="two_people"),
        sa.CheckConstraint("state IN ('proposed', 'refused') OR made_act_id IS NOT NULL", name="made"),
        sa.CheckConstraint(
            "state IN ('proposed', 'refused') OR NOT two_needed OR decided_by_person_id IS NOT NULL", name="decided"
        ),
        sa.CheckConstraint("parted_by_person_id <> parting_by_person_id OR NOT parting_two", name="two_part"),
        sa.CheckConstraint(
            "state <> 'undone' OR parting_reason IS NOT NULL AND parting_by_person_id IS NOT NULL"
            " AND (NOT parting_two OR parted_by_person_id IS NOT NULL)",
            name="parted",
        ),
        sa.CheckConstraint("(state = 'undone') = (undone_act_id IS NOT NULL)", name="undone"),
    )
    op.create_index("ix_beneficiary_link_district_id", "beneficiary_link", ["district_id"])
    for column in ("first_id", "second_id"):
        op.create_index(f"ix_beneficiary_link_{column}", "beneficiary_link", [column])
    op.create_index(
        "uq_beneficiary_link_proposed",
        "beneficiary_link",
        ["first_id", "second_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('proposed', 'made', 'parting')"),
    )


def _people() -> None:
    op.add_column("beneficiary", sa.Column("person_id", sa.BigInteger(), nullable=True))
    op.execute("UPDATE beneficiary SET person_id = id")
    op.alter_column("beneficiary", "person_id", nullable=False)
    op.create_unique_constraint("uq_beneficiary_id_person_id", "beneficiary", ["id", "person_id"])
    op.create_foreign_key("fk_beneficiary_person_id", "beneficiary", "beneficiary", ["person_id"], ["id"])
    op.create_index("ix_beneficiary_joined", "beneficiary", ["person_id"], postgresql_where=sa.text("person_id <> id"))
    for table in ("application", "entitlement"):
        op.add_column(table, sa.Column("person_id", sa.BigInteger(), nullable=True))
        op.add_column(table, sa.Column("double_of", sa.BigInteger(), sa.ForeignKey(f"{table}.id"), nullable=True))
        op.execute(f"UPDATE {table} SET person_id = beneficiary_id")  # noqa: S608 – ours
        op.alter_column(table, "person_id", nullable=False)
        op.drop_constraint(f"fk_{table}_beneficiary_id", table)
        op.create_foreign_key(
            f"fk_{table}_beneficiary_id_person_id",
            table,
            "beneficiary",
            ["beneficiary_id", "person_id"],
            ["id", "person_id"],
            onupdate="CASCADE",
        )
        op.create_index(f"ix_{table}_person", table, ["person_id"])
        op.create_check_constraint(op.f(f"ck_{table}_double"), table, "double_of <> id")


def _documents() -> None:
    op.execute("ALTER TABLE identity_document DROP CONSTRAINT pk_identity_document")
    op.add_column("identity_document", _key())
    op.create_primary_key("pk_identity_document", "identity_document", ["id"])
    op.add_column("identity_document", _act("ended_act_id", null=True))
    op.add_column("identity_document", sa.Column("ended_why", sa.Text(), nullable=True))
    op.create_index(
        "uq_identity_document_current",
        "identity_document",
        ["number_index"],
        unique=True,
        postgresql_where=sa.text("ended_act_id IS NULL"),
    )
    op.create_check_constraint(
        op.f("ck_identity_document_ended"), "identity_document", "(ended_act_id IS NULL) = (ended_why IS NULL)"
    )
    op.drop_constraint("ck_identity_document_kind", "identity_document")
    kinds = ", ".join(f"'{kind}'" for kind in KINDS.split())
    op.create_check_constraint(op.f("ck_identity_document_kind"), "identity_document", f"kind IN ({kinds})")


def _doubles() -> None:
    """What stands a second time for one person is out of what is unique, and is paid to nobody."""
    op.drop_index("uq_application_live", "application")
    op.execute(f"CREATE UNIQUE INDEX uq_application_live ON application (policy, person_id, occasion) WHERE {LIVE}")
    op.drop_constraint("uq_entitlement_once", "entitlement")
    op.execute("""CREATE UNIQUE INDEX uq_entitlement_once ON entitlement
                  (policy, person_id, occasion, component, child_key) WHERE double_of IS NULL""")
    op.drop_index("uq_entitlement_child", "entitlement")
    op.execute("""CREATE UNIQUE INDEX uq_entitlement_child ON entitlement (child_key)
                  WHERE child_key <> '' AND state <> 'cancelled' AND double_of IS NULL""")
    # What looks children up asks for doubles too: the unique index does not serve it.
    op.execute("""CREATE INDEX ix_entitlement_child ON entitlement (child_key)
                  WHERE child_key <> '' AND state <> 'cancelled'""")
    op.drop_index("uq_entitlement_one_cash_regime", "entitlement")
    op.execute("""CREATE UNIQUE INDEX uq_entitlement_one_cash_regime ON entitlement (person_id)
                  WHERE exclusive AND state <> 'cancelled' AND double_of IS NULL""")
    op.create_table(
        "overpayment",
        _key(),
        sa.Column("entitlement_id", sa.BigInteger(), sa.ForeignKey("entitlement.id"), nullable=False),
        sa.Column("first_id", sa.BigInteger(), sa.ForeignKey("entitlement.id"), nullable=False),
        sa.Column("link_id", sa.BigInteger(), sa.ForeignKey("beneficiary_link.id"), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _act(),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_overpayment"),
        sa.CheckConstraint("amount_vnd > 0", name="amount"),
        sa.CheckConstraint("entitlement_id <> first_id", name="two_entitlements"),
    )
    op.create_index("ix_overpayment_district_id", "overpayment", ["district_id"])
    op.create_index(
        "uq_overpayment_raised",
        "overpayment",
        ["entitlement_id"],
        unique=True,
        postgresql_where=sa.text("state = 'raised'"),
    )


def _walls() -> None:
    op.execute(LINKED)
    op.execute(DOUBLE_UNPAID)
    op.execute("""CREATE TRIGGER beneficiary_linked AFTER UPDATE ON beneficiary
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION linked_by_an_act()""")
    op.execute("""CREATE TRIGGER payout_share_not_double AFTER INSERT ON payout_share REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION a_double_is_not_paid()""")
    for table, kind in {"beneficiary_link": "link", "overpayment": "overpayment"}.items():
        op.execute(f"""CREATE TRIGGER {table}_new_state AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('{kind}')""")
        op.execute(f"""CREATE TRIGGER {table}_moved_state AFTER UPDATE ON {table}
                       REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('{kind}')""")
    _fixed("beneficiary_link", LINK_FIXED)
    _fixed("overpayment", "id, entitlement_id, first_id, link_id, amount_vnd, act_id, district_id")
    _documents_stay()
    # The composite key's cascade sets both columns: that a record stays its beneficiary's is asked row by row.
    for table in ("application", "entitlement"):
        _rename_fixed(table)


def _documents_stay() -> None:
    op.execute("DROP TRIGGER identity_document_append_only ON identity_document")
    _fixed("identity_document", "id, beneficiary_id, kind, act_id")
    op.execute("""CREATE TRIGGER identity_document_numbers BEFORE UPDATE OF number_index, number_cipher, last4
                  ON identity_document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER identity_document_ended BEFORE UPDATE OF ended_act_id, ended_why ON identity_document
                  FOR EACH ROW WHEN (OLD.ended_act_id IS NOT NULL) EXECUTE FUNCTION refuse_change()""")


def _fixed(table: str, columns: str) -> None:
    op.execute(f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table}
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute(f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")


APPLICATION_FIXED = "id, policy, occasion, round, list_id, district_id"
ENTITLEMENT_FIXED = (
    "id, policy, occasion, component, child_key, exclusive, amount_vnd, origin, application_id, decision_id, payer_id, "
    "recorded, act_id, district_id"
)


def _rename_fixed(table: str) -> None:
    columns = {"application": APPLICATION_FIXED, "entitlement": ENTITLEMENT_FIXED}[table]
    op.execute(f"DROP TRIGGER {table}_fixed ON {table}")
    op.execute(f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table}
                   FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute(f"""CREATE TRIGGER {table}_whose BEFORE UPDATE OF beneficiary_id ON {table}
                   FOR EACH ROW WHEN (OLD.beneficiary_id <> NEW.beneficiary_id) EXECUTE FUNCTION refuse_change()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
