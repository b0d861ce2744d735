"""Write a row whether or not its key is there, in one statement."""

from functools import lru_cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from procedures_db.models.base import Base

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def upsert(session: Session, model: type[Base], **values: Any) -> None:
    """Insert a row, or replace all values of the one that has its key."""
    session.execute(_statement(model, session.get_bind().dialect.name), values)


@lru_cache
def _statement(model: type[Base], dialect: str) -> Any:
    table: Any = model.__table__
    insert = INSERTS[dialect](table)
    rest = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=rest)
