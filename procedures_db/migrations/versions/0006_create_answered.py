"""Create the table of answers already given."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "answered",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("conversation_id", sa.String(), nullable=False, index=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("delivered", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False, index=True),
    )


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("answered")
