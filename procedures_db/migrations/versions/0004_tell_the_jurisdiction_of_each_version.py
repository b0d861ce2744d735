"""Tell the jurisdiction of each version, and which procedures share a name."""

import sqlalchemy as sa
from alembic import op

from procedures_db.text import fold

revision = "0004"
down_revision = "0003"
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


def upgrade() -> None:
    """Apply the change: versions take over what their procedure said."""
    with op.batch_alter_table("version") as table:
        table.add_column(sa.Column("jurisdiction", JURISDICTION, nullable=False, server_default="national"))
    op.execute(
        "UPDATE version SET jurisdiction ="
        " (SELECT jurisdiction FROM procedure WHERE procedure.code = version.procedure_code)"
    )
    with op.batch_alter_table("procedure") as table:
        table.add_column(sa.Column("name_key", sa.String(), nullable=False, server_default=""))
        table.create_index("ix_procedure_name_key", ["name_key"])
        table.drop_column("jurisdiction")
    _fill_name_keys()


def downgrade() -> None:
    """Undo the change; a procedure is again what its latest version is."""
    with op.batch_alter_table("procedure") as table:
        table.add_column(sa.Column("jurisdiction", JURISDICTION, nullable=False, server_default="national"))
        table.drop_index("ix_procedure_name_key")
        table.drop_column("name_key")
    op.execute(
        "UPDATE procedure SET jurisdiction = (SELECT jurisdiction FROM version"
        " WHERE version.procedure_code = procedure.code ORDER BY version.id DESC LIMIT 1)"
    )
    with op.batch_alter_table("version") as table:
        table.drop_column("jurisdiction")


def _fill_name_keys() -> None:
    connection = op.get_bind()
    table = sa.table("procedure", sa.column("code"), sa.column("name"), sa.column("name_key"))
    for code, name in connection.execute(sa.select(table.c.code, table.c.name)).all():
        connection.execute(sa.update(table).where(table.c.code == code).values(name_key=fold(name)))
