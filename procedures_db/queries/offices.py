"""The one-stop shops."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from procedures_db.facts import OfficeFact, SourceFact
from procedures_db.models import Office


def known_offices(session: Session) -> list[OfficeFact]:
    """Return the one-stop shops whose address is known, by key."""
    rows = session.scalars(select(Office).order_by(Office.key).options(selectinload(Office.source)))
    return [_fact(row) for row in rows]


def _fact(row: Office) -> OfficeFact:
    source = row.source
    return OfficeFact(
        key=row.key,
        name=row.name,
        address=row.address,
        phone=row.phone,
        email=row.email,
        hours=row.hours,
        source=SourceFact(source.title, source.number, source.url, source.retrieved_on),
    )
