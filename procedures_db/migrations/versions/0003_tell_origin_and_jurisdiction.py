"""Tell the origin of versions and the jurisdiction of procedures."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JURISDICTION = sa.Enum(
    "national",
    "city",
    "other_province",
    "before_merger",
    "internal",
    name="jurisdiction",
    native_enum=False,
    length=30,
)
ORIGIN = sa.Enum("curated", "official", name="origin", native_enum=False, length=30)


def upgrade() -> None:
    """Apply the change: what is there was curated, and concerns everyone."""
    with op.batch_alter_table("procedure") as table:
        table.add_column(sa.Column("jurisdiction", JURISDICTION, nullable=False, server_default="national"))
    with op.batch_alter_table("version") as table:
        table.add_column(sa.Column("origin", ORIGIN, nullable=False, server_default="curated"))
        table.alter_column("authority", existing_type=sa.String(), nullable=True)


def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table("version") as table:
        table.drop_column("origin")
    with op.batch_alter_table("procedure") as table:
        table.drop_column("jurisdiction")
