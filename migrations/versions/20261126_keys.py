"""Keys by id."""

revision = "20261126_keys"
down_revision = "20261126_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Being built."""


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
