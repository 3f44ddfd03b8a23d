"""Unmasking, retention and erasure."""

revision = "20261126_unmasking"
down_revision = "20261126_registers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Being built."""


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
