"""Room for redeterminations."""

revision = "20261125_redeterminations"
down_revision = "20261125_statements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
