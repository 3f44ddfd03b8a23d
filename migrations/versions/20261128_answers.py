"""An answer's bytes and its bank's message are taken once by a unit: the wrong unit's upload shuts nobody out."""

from alembic import op

revision = "20261128_answers"
down_revision = "20261127_holds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The narrower constraints stand before the wider ones go."""
    op.create_unique_constraint("uq_answer_district_id_sha256", "answer", ["district_id", "sha256"])
    op.create_unique_constraint("uq_answer_district_id_message_id", "answer", ["district_id", "message_id"])
    op.drop_constraint("uq_answer_sha256", "answer")
    op.drop_constraint("uq_answer_message_id", "answer")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
