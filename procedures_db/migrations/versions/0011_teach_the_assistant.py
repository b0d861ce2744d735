"""Create lessons, what was settled, the models made of lessons, and which one is in force."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("code", sa.String()),
        sa.Column("withdrawn_at", sa.DateTime()),
    )
    op.create_table(
        "settled",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), sa.ForeignKey("lesson.id"), index=True),
        sa.Column("returns_on", sa.Date()),
    )
    op.create_table(
        "model_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("lessons", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("fingerprint", sa.String()),
        sa.Column("report", sa.JSON(none_as_null=True)),
        sa.Column("fault", sa.Text()),
        sa.Column("archive", sa.LargeBinary()),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("version_id", sa.Integer(), sa.ForeignKey("model_version.id")),
    )


def downgrade() -> None:
    """Undo the change."""
    for table in ("release", "model_version", "settled", "lesson"):
        op.drop_table(table)
