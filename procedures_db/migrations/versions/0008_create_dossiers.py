"""Create the register of dossiers and the attempts to open them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATES = ("received", "processing", "supplement", "suspended", "ready", "returned", "withdrawn", "refused")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "dossier",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("factor_phone", sa.String()),
        sa.Column("factor_id", sa.String()),
        sa.Column("procedure_code", sa.String()),
        sa.Column("procedure_name", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), index=True),
        sa.Column("finished_at", sa.DateTime()),
        sa.Column("state", sa.Enum(*STATES, name="dossierstate", native_enum=False, length=30), nullable=False),
        sa.Column("step", sa.Text()),
        sa.Column("office", sa.String()),
        sa.Column("read_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "dossier_attempt",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False, index=True),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
    )
    op.create_index("ix_dossier_attempt_key", "dossier_attempt", ["key", "at"])
    op.create_index("ix_dossier_attempt_conversation", "dossier_attempt", ["conversation_id", "at"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("dossier_attempt")
    op.drop_table("dossier")
