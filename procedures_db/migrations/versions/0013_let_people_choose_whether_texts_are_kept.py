"""Let people choose whether texts are kept: a turn may have none; find fast what is still tied to a conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TIED = sa.text("conversation_id <> ''")


def upgrade() -> None:
    """Apply the change; texts kept without anybody's consent go."""
    op.create_table(
        "consent",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("turn") as batch:
        batch.alter_column("text", existing_type=sa.Text(), nullable=True)
    op.execute("UPDATE turn SET text = NULL, gist = NULL, understood = NULL, triage = NULL")
    op.create_index("ix_turn_tied", "turn", ["day"], sqlite_where=TIED, postgresql_where=TIED)


def downgrade() -> None:
    """Undo the change."""
    op.drop_index("ix_turn_tied", "turn")
    op.execute("UPDATE turn SET text = '' WHERE text IS NULL")
    with op.batch_alter_table("turn") as batch:
        batch.alter_column("text", existing_type=sa.Text(), nullable=False)
    op.drop_table("consent")
