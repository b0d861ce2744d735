"""Alembic's entry: run the migrations on the database that `migrate()` names."""

from alembic import context

from procedures_db.engine import open_engine
from procedures_db.models import Base

engine = open_engine(context.config.attributes.get("url"))
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
