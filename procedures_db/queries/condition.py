"""Ask the database how it is: whether it can be written, what it counts."""

from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from procedures_db.models import Base, Feedback, Revision


def why_not_written(engine: Engine) -> str | None:
    """Return why nothing can be written now, or None; nothing is written."""
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if engine.url.get_backend_name() == "sqlite":
                connection.execute(text("BEGIN IMMEDIATE"))
                connection.execute(text("ROLLBACK"))
                return None
            read_only = connection.scalar(text("SHOW transaction_read_only")) == "on"
            return "the server takes no writing" if read_only else None
    except SQLAlchemyError as error:
        return str(getattr(error, "orig", error)).strip().partition("\n")[0]


def ratings(session: Session) -> dict[int, int]:
    """Return how many ratings stand, by value from 1 to 5."""
    rows = session.execute(
        select(Feedback.rating, func.count()).where(Feedback.rating.is_not(None)).group_by(Feedback.rating)
    )
    return dict.fromkeys(range(1, 6), 0) | {rating: count for rating, count in rows.tuples() if rating is not None}


def row_counts(engine: Engine) -> dict[str, int]:
    """Return how many rows each table has."""
    with engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def set_revision(session: Session, number: int) -> None:
    """Set the revision of what the database holds of procedures."""
    session.execute(update(Revision).values(number=number))
