"""What actions read from: one engine for the process, and the records it has read already."""

from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.engine import open_engine, open_sessions
from procedures_db.facts import RecordInForce
from procedures_db.fresh import revision_seen
from procedures_db.queries.record import record_on

REMEMBERED = 256
PATIENCE = 0.5  # seconds that an answer waits for another writer


@lru_cache
def sessions() -> sessionmaker[Session]:
    """Return the maker of sessions on the database of this process."""
    return open_sessions(open_engine(wait=PATIENCE))


def read_record(code: str, day: date) -> RecordInForce | None:
    """Return the record of a procedure in force on a day, as the database says now."""
    return remembered_record(sessions(), code, day, revision_now())


def revision_now() -> int:
    """Return the revision of what the database holds of procedures."""
    return revision_seen(sessions())


@lru_cache(maxsize=REMEMBERED)
def remembered_record(maker: sessionmaker[Session], code: str, day: date, number: int) -> RecordInForce | None:
    """Read a record; nothing in it changes while the revision `number` stays."""
    with maker() as session:
        return record_on(session, code, day)
