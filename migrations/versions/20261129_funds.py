"""Funds: where money comes from, what was allotted to each, and which funds pay for what in which shares."""

import sqlalchemy as sa
from alembic import op

revision = "20261129_funds"
down_revision = "20261128_unmasked"
branch_labels = None
depends_on = None

SOURCES = "'central', 'province', 'district', 'social_insurance', 'unemployment_insurance', 'social'"
TREASURY = (
    "spending_unit_code", "chapter_code", "sector_code", "item_code", "source_code", "programme_code",
    "budget_level_code", "treasury_code", "treasury_account",
)  # fmt: skip
TWO = (
    "(state = 'recorded') = (confirmed_by_person_id IS NULL AND state <> 'void')"
    " AND (confirmed_by_person_id IS NULL OR confirmed_by_person_id <> recorded_by_person_id)"
)
MOVES = ("''>recorded", "recorded>in_force", "recorded>void")

# The parts of a funding are written with it; afterwards it is what entitlements were split by.
PARTS_AT_ONCE = """
CREATE FUNCTION funding_parts_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n JOIN funding f ON f.id = n.funding_id
               WHERE f.act_id IS DISTINCT FROM nullif(current_setting('chitra.act', true), '')::bigint) THEN
        RAISE EXCEPTION 'the parts of a funding are written with it' USING ERRCODE = 'CT003';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Four tables, their moves and what may not change."""
    _fund()
    _allotment()
    _funding()
    _walls()


def _fund() -> None:
    op.create_table(
        "fund",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("budget_year", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in TREASURY),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.UniqueConstraint(
            "district_id", "code", "programme", "budget_year", name="uq_fund_district_id_code_programme_budget_year"
        ),
        sa.CheckConstraint(f"source in ({SOURCES})", name=op.f("ck_fund_source")),
        sa.CheckConstraint("budget_year between 2020 and 2100", name=op.f("ck_fund_year")),
    )
    op.create_index("ix_fund_district_id", "fund", ["district_id"])


def _allotment() -> None:
    op.create_table(
        "fund_allotment",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("fund_id", sa.BigInteger(), sa.ForeignKey("fund.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recorded_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("confirmed_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.CheckConstraint("kind in ('allot', 'raise', 'cut')", name=op.f("ck_fund_allotment_kind")),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_fund_allotment_amount")),
        sa.CheckConstraint(TWO, name=op.f("ck_fund_allotment_two_people")),
    )
    op.create_index("ix_fund_allotment_district_id", "fund_allotment", ["district_id"])
    op.create_index(
        "uq_fund_allotment_paper", "fund_allotment", ["fund_id", "number", "signed_on", "kind"], unique=True,
        postgresql_where=sa.text("state <> 'void'"),
    )  # fmt: skip


def _funding() -> None:
    op.create_table(
        "funding",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("policy", sa.Text()),
        sa.Column("unit_id", sa.BigInteger(), sa.ForeignKey("unit.id")),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recorded_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id"), nullable=False),
        sa.Column("confirmed_by_person_id", sa.BigInteger(), sa.ForeignKey("natural_person.id")),
        sa.Column("act_id", sa.BigInteger(), sa.ForeignKey("act.id"), nullable=False),
        sa.Column("district_id", sa.BigInteger(), sa.ForeignKey("unit.id"), nullable=False),
        sa.CheckConstraint(TWO, name=op.f("ck_funding_two_people")),
    )
    op.create_index("ix_funding_district_id", "funding", ["district_id"])
    op.create_index(
        "uq_funding_since", "funding", ["policy", "unit_id", "since"], unique=True, postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("state = 'in_force'"),
    )  # fmt: skip
    op.create_table(
        "funding_part",
        sa.Column("funding_id", sa.BigInteger(), sa.ForeignKey("funding.id"), primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True),
        sa.Column("fund_id", sa.BigInteger(), sa.ForeignKey("fund.id"), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("funding_id", "fund_id", name="uq_funding_part_funding_id_fund_id"),
        sa.CheckConstraint("weight between 1 and 1000000", name=op.f("ck_funding_part_weight")),
    )


def _walls() -> None:
    for kind in ("fund_allotment", "funding"):
        for move in MOVES:
            before, after = move.replace("''", "").split(">")
            op.execute(f"INSERT INTO state_move VALUES ('{kind}', '{before}', '{after}')")  # noqa: S608 – ours
        op.execute(f"""CREATE TRIGGER {kind}_new_state AFTER INSERT ON {kind} REFERENCING NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION log_new_state('{kind}')""")
        op.execute(f"""CREATE TRIGGER {kind}_moved_state AFTER UPDATE ON {kind}
                       REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION log_moved_state('{kind}')""")
    fixed = {
        "fund_allotment": "id, fund_id, kind, number, signed_on, signer, amount_vnd, recorded_by_person_id, act_id",
        "funding": "id, policy, unit_id, since, paper, recorded_by_person_id, act_id",
    }
    for table, columns in fixed.items():
        op.execute(f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    for table in ("fund", "funding_part"):
        op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")
    op.execute(PARTS_AT_ONCE)
    op.execute("""CREATE TRIGGER funding_part_at_once AFTER INSERT ON funding_part REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION funding_parts_at_once()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
