"""The sessions that actions use: one engine for the process."""

from functools import lru_cache

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.engine import open_engine, open_sessions


@lru_cache
def sessions() -> sessionmaker[Session]:
    """Return the maker of sessions on the database of this process."""
    return open_sessions(open_engine())
