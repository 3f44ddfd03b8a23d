"""The account that a unit pays from."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_paying_account"
down_revision = "20261124_walls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One account a unit."""
    op.create_table(
        "paying_account",
        sa.Column("unit_id", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("bic", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_paying_account_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_paying_account")),
    )


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
