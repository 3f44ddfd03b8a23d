"""Registers and named checks."""

revision = "20261126_registers"
down_revision = "20261126_matches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Being built."""


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
