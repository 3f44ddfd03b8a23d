"""Room for words."""

revision = "20261125_words"
down_revision = "20261125_lines"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
