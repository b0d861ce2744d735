"""Tell what a rating is about and the city's day of what happened, and create the table of follow-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SUBJECT = sa.Enum("assistant", "counter", name="rated", native_enum=False, length=30)
FACTOR = sa.Enum("access", "procedure", "staff", "result", "handling", name="sipasfactor", native_enum=False, length=30)
STATE = sa.Enum(
    "open", "in_progress", "done", "declined", "withdrawn", name="followupstate", native_enum=False, length=30
)


def upgrade() -> None:
    """Apply the change; earlier ratings were given to the assistant."""
    with op.batch_alter_table("feedback") as table:
        table.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("channel", sa.String(), nullable=True))
        table.add_column(sa.Column("subject", SUBJECT, nullable=False, server_default="assistant"))
        table.add_column(sa.Column("factor", FACTOR, nullable=True))
        table.add_column(sa.Column("day", sa.Date(), nullable=True))
    with op.batch_alter_table("turn") as table:
        table.add_column(sa.Column("day", sa.Date(), nullable=True))
        table.add_column(sa.Column("hour", sa.Integer(), nullable=True))
    _tell_days()
    with op.batch_alter_table("feedback") as table:
        table.alter_column("subject", server_default=None)
        table.alter_column("day", nullable=False)
        table.create_index("ix_feedback_conversation", ["conversation_id"])
        table.create_index("ix_feedback_day", ["day", "subject", "rating", "channel", "procedure_code"])
    with op.batch_alter_table("turn") as table:
        table.alter_column("day", nullable=False)
        table.alter_column("hour", nullable=False)
        table.create_index("ix_turn_day", ["day", "outcome", "hour", "procedure_code"])
    slow = sa.text("milliseconds > 500")
    op.create_index("ix_turn_slow", "turn", ["day"], sqlite_where=slow, postgresql_where=slow)
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reference", sa.String(), nullable=False, unique=True),
        sa.Column("feedback_id", sa.Integer(), sa.ForeignKey("feedback.id"), nullable=True, index=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False, index=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("state", STATE, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
    )


def _tell_days() -> None:
    """Hải Phòng is seven hours before UTC, all year."""
    if op.get_bind().dialect.name == "sqlite":
        local, hour = "datetime(at, '+7 hours')", "CAST(strftime('%H', at, '+7 hours') AS INTEGER)"
    else:
        local, hour = "at + interval '7 hours'", "EXTRACT(hour FROM at + interval '7 hours')"
    op.execute(f"UPDATE feedback SET day = date({local})")
    op.execute(f"UPDATE turn SET day = date({local}), hour = {hour}")


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("follow_up")
    with op.batch_alter_table("feedback") as table:
        table.drop_index("ix_feedback_day")
        table.drop_index("ix_feedback_conversation")
        for column in ("factor", "subject", "channel", "changed_at", "day"):
            table.drop_column(column)
    op.drop_index("ix_turn_slow", "turn")
    with op.batch_alter_table("turn") as table:
        table.drop_index("ix_turn_day")
        table.drop_column("hour")
        table.drop_column("day")
