"""Who a beneficiary is."""

revision = "20261126_people"
down_revision = "20261125_redeterminations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Being built."""


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
