"""Load the whole curated catalogue: procedures, the city's rules, places, life events, the working calendar."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.catalogue import CATALOGUE, read_catalogue
from procedures_db.importers.city import (
    read_calendar,
    read_communes,
    read_life_events,
    read_local_rules,
    read_offices,
)
from procedures_db.importers.loader import load
from procedures_db.importers.loader_city import load_calendar, load_life_events, load_local_rules, load_places


def load_curated(sessions: sessionmaker[Session], now: datetime, folder: Path = CATALOGUE) -> Counter[str]:
    """Store everything; count procedures and rules that are new, changed or unchanged."""
    counts = load(sessions, list(read_catalogue(folder)), now)
    with sessions.begin() as session:
        counts += load_local_rules(session, read_local_rules(folder), now)
        load_places(session, read_communes(folder), read_offices(folder))
        load_life_events(session, read_life_events(folder))
        load_calendar(session, read_calendar(folder))
    return counts
