"""Create the tables of communes, of life events and of doubts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KIND = sa.Enum("ward", "commune", "special_zone", name="communekind", native_enum=False, length=30)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "commune",
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("former", sa.JSON(), nullable=False),
        sa.Column("districts", sa.JSON(), nullable=False),
        sa.Column("source_id", sa.Integer(), sa.ForeignKey("source.id"), nullable=False),
    )
    with op.batch_alter_table("office") as table:
        table.add_column(sa.Column("commune_code", sa.String(), nullable=True))
        table.create_foreign_key("fk_office_commune", "commune", ["commune_code"], ["code"])
    op.create_table(
        "life_event",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("linked_code", sa.String(), nullable=True),
    )
    op.create_table(
        "life_event_step",
        sa.Column("event_key", sa.String(), sa.ForeignKey("life_event.key"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("procedure_code", sa.String(), nullable=False, index=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("when", sa.String(), nullable=True),
        sa.Column("linked", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "doubt",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version_id", sa.Integer(), sa.ForeignKey("version.id"), nullable=False, index=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
    )
    with op.batch_alter_table("version") as table:
        table.add_column(sa.Column("own_commune", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table("version") as table:
        table.drop_column("own_commune")
    op.drop_table("doubt")
    op.drop_table("life_event_step")
    op.drop_table("life_event")
    with op.batch_alter_table("office") as table:
        table.drop_constraint("fk_office_commune", type_="foreignkey")
        table.drop_column("commune_code")
    op.drop_table("commune")
