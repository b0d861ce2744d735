"""The one-stop shops and the communes of the city."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from procedures_db.facts import SourceFact
from procedures_db.facts_city import CommuneFact, HoursFact, OfficeFact
from procedures_db.models import Commune, Office
from procedures_db.queries.reading import read_as
from procedures_db.records_places import read_week
from procedures_db.text import fold


def known_offices(session: Session) -> list[OfficeFact]:
    """Return the one-stop shops whose address is known, by key."""
    sources = selectinload(Office.source), selectinload(Office.hours_source)
    rows = session.scalars(select(Office).order_by(Office.key).options(*sources))
    return [read_as(OfficeFact, row, hours=_hours(row)) for row in rows]


def communes_of(session: Session, codes: Iterable[str]) -> list[CommuneFact]:
    """Return the communes with these codes, by name."""
    wanted = list(codes)
    statement = select(Commune).where(Commune.code.in_(wanted)).options(selectinload(Commune.source))
    found = [read_as(CommuneFact, row) for row in session.scalars(statement)] if wanted else []
    return sorted(found, key=lambda commune: fold(commune.name))


def known_communes(session: Session) -> list[CommuneFact]:
    """Return the communes of the city, by code."""
    rows = session.scalars(select(Commune).order_by(Commune.code).options(selectinload(Commune.source)))
    return [read_as(CommuneFact, row) for row in rows]


def _hours(row: Office) -> HoursFact | None:
    if row.hours is None or row.hours_source is None:
        return None
    return HoursFact(read_week(row.hours), read_as(SourceFact, row.hours_source))
