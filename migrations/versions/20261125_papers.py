"""Room for papers."""

revision = "20261125_papers"
down_revision = "20261125_words"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
