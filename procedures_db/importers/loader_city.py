"""Store what is set beside the procedures: the city's rules, its places, life events, the working calendar."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from procedures_db.importers.fingerprint import fingerprint_of
from procedures_db.importers.rows import calendar_rows, commune_rows, life_event_rows, local_rule_row, office_row
from procedures_db.models import CalendarDay, CalendarYear, Commune, LifeEvent, LifeEventStep, Office
from procedures_db.queries.life_events import life_events
from procedures_db.queries.loading import clear, grow_revision, live_rules
from procedures_db.queries.places import known_communes
from procedures_db.records_life_events import LifeEventsFile
from procedures_db.records_local import CalendarFile, LocalRulesFile
from procedures_db.records_places import CommunesFile, OfficesFile


def load_local_rules(session: Session, file: LocalRulesFile, now: datetime) -> Counter[str]:
    """Store the city's rules; a rule that changed or vanished from the file is superseded."""
    current = live_rules(session)
    outcomes: Counter[str] = Counter()
    for record in file.rules:
        document = file.documents[record.document]
        row = local_rule_row(record, document, fingerprint_of(record, document))
        before = current.pop(record.key, None)
        if before is not None and before.content_hash == row.content_hash:
            outcomes["unchanged"] += 1
            continue
        if before is not None:
            before.superseded_at = now
        session.add(row)
        outcomes["new version" if before else "new"] += 1
    for vanished in current.values():
        vanished.superseded_at = now
        outcomes["withdrawn"] += 1
    if outcomes.total() > outcomes["unchanged"]:
        grow_revision(session)
    return outcomes


def load_places(session: Session, communes: CommunesFile, offices: OfficesFile) -> None:
    """Store communes and one-stop shops in the place of the earlier ones: the newest contact data is right."""
    before = known_communes(session)
    clear(session, Office, Commune)
    session.add_all(commune_rows(communes))
    session.flush()
    session.add_all(office_row(record) for record in offices.offices)
    if known_communes(session) != before:
        grow_revision(session)


def load_life_events(session: Session, file: LifeEventsFile) -> None:
    """Store the life events in the place of the earlier ones."""
    before = life_events(session)
    clear(session, LifeEventStep, LifeEvent)
    session.add_all(life_event_rows(file))
    if life_events(session) != before:
        grow_revision(session)


def load_calendar(session: Session, file: CalendarFile) -> None:
    """Store the working calendar in the place of the earlier one."""
    clear(session, CalendarDay, CalendarYear)
    session.add_all(calendar_rows(file))
