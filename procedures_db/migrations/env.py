"""Alembic's entry: run the migrations on the database that `migrate()` names, all of them or none."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, event

from procedures_db.engine import open_engine
from procedures_db.models import Base


def prepare_sqlite(connection: Any, record: Any) -> None:
    """Leave transactions to us, and references alone: a changed table is made anew under its name."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=OFF")


def begin(connection: Connection) -> None:
    """Begin a transaction that changes of the schema are part of, which SQLite's driver would not."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


engine = open_engine(context.config.attributes.get("url"))
if engine.dialect.name == "sqlite":
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin)
with engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
