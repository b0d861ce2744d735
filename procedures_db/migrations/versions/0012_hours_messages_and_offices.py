"""Give one-stop shops structured hours, follow-ups a kind with a message, and what people see an office."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change; hours as plain text were never filled in, and every earlier follow-up is of a rating."""
    with op.batch_alter_table("office") as table:
        table.drop_column("hours")
    with op.batch_alter_table("office") as table:
        table.add_column(sa.Column("hours", sa.JSON(none_as_null=True)))
        table.add_column(sa.Column("hours_source_id", sa.Integer()))
        table.create_foreign_key("fk_office_hours_source", "source", ["hours_source_id"], ["id"])
    with op.batch_alter_table("follow_up") as table:
        table.add_column(sa.Column("kind", sa.String(30), nullable=False, server_default="rating"))
        table.add_column(sa.Column("office", sa.String()))
        table.add_column(sa.Column("place", sa.String()))
        table.add_column(sa.Column("conversation_id", sa.String()))
        table.add_column(sa.Column("message", sa.Text()))
        table.add_column(sa.Column("contact", sa.Text()))
        table.create_index("ix_follow_up_conversation_id", ["conversation_id"])
    with op.batch_alter_table("follow_up") as table:
        table.alter_column("kind", server_default=None)
    with op.batch_alter_table("data_report") as table:
        table.add_column(sa.Column("office", sa.String()))


def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table("data_report") as table:
        table.drop_column("office")
    with op.batch_alter_table("follow_up") as table:
        table.drop_index("ix_follow_up_conversation_id")
        for column in ("contact", "message", "conversation_id", "place", "office", "kind"):
            table.drop_column(column)
    with op.batch_alter_table("office") as table:
        table.drop_constraint("fk_office_hours_source", type_="foreignkey")
        table.drop_column("hours_source_id")
        table.drop_column("hours")
    with op.batch_alter_table("office") as table:
        table.add_column(sa.Column("hours", sa.String()))
