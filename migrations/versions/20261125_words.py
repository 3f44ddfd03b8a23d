"""The words of legal officers on open points of law, and what of a determination hangs on them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261125_words"
down_revision = "20261125_lines"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table that is written once; a column each for explanations and determinations."""
    op.create_table(
        "law_word",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("withdrawn = (value is null)", name=op.f("ck_law_word_withdrawn")),
        sa.CheckConstraint("withdrawn or (instrument <> '' and unit <> '')", name=op.f("ck_law_word_cited")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_law_word_act_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_word")),
    )
    op.create_index("ix_law_word_point", "law_word", ["point", "id"])
    op.execute("""CREATE TRIGGER law_word_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON law_word
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("ALTER TABLE law_word ENABLE ALWAYS TRIGGER law_word_append_only")
    op.add_column(
        "explanation",
        sa.Column("points", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
    )
    for table in ("determination", "staged_determination"):
        op.add_column(table, sa.Column("words_digest", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
