"""Room for statements."""

revision = "20261125_statements"
down_revision = "20261125_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
