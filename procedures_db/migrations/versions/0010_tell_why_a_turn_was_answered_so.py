"""Tell why a turn was answered so, and whether it deserves a look."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TO_BE_LOOKED_AT = sa.text("triage IS NOT NULL")


def upgrade() -> None:
    """Apply the change."""
    op.add_column("turn", sa.Column("understood", sa.JSON(none_as_null=True)))
    op.add_column("turn", sa.Column("triage", sa.String(30)))
    op.add_column("turn", sa.Column("gist", sa.String()))
    op.create_index(
        "ix_turn_triage",
        "turn",
        ["day", "gist", "triage"],
        sqlite_where=TO_BE_LOOKED_AT,
        postgresql_where=TO_BE_LOOKED_AT,
    )


def downgrade() -> None:
    """Undo the change."""
    op.drop_index("ix_turn_triage", "turn")
    for column in ("gist", "triage", "understood"):
        op.drop_column("turn", column)
