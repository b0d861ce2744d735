"""What loading has to know of the database, and the few things it changes besides adding rows."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from procedures_db.models import Base, LocalRule, Revision, Version


def live_versions(session: Session, code: str) -> list[Version]:
    """Return the versions of a procedure that no later edition has replaced."""
    statement = select(Version).where(Version.procedure_code == code, Version.superseded_at.is_(None))
    return list(session.scalars(statement))


def live_rules(session: Session) -> dict[str, LocalRule]:
    """Return the city's rules that no later edition has replaced, by key."""
    rules = session.scalars(select(LocalRule).where(LocalRule.superseded_at.is_(None)))
    return {rule.key: rule for rule in rules}


def clear(session: Session, *tables: type[Base]) -> None:
    """Empty tables that hold no published facts, in this order, to make room for newer rows."""
    for table in tables:
        session.execute(delete(table))


def grow_revision(session: Session) -> None:
    """Tell whoever keeps an index or a record that it is old."""
    grown = session.execute(update(Revision).values(number=Revision.number + 1))
    if grown.rowcount == 0:  # type: ignore[attr-defined]
        session.add(Revision(id=1, number=1))
