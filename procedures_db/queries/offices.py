"""The one-stop shops."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from procedures_db.facts import OfficeFact
from procedures_db.models import Office
from procedures_db.queries.reading import read_as


def known_offices(session: Session) -> list[OfficeFact]:
    """Return the one-stop shops whose address is known, by key."""
    rows = session.scalars(select(Office).order_by(Office.key).options(selectinload(Office.source)))
    return [read_as(OfficeFact, row) for row in rows]
