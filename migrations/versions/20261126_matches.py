"""Likely matches."""

revision = "20261126_matches"
down_revision = "20261126_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Being built."""


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
