"""Store what is set beside the procedures: the city's rules, its one-stop shops, the working calendar."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from procedures_db.importers.fingerprint import fingerprint_of
from procedures_db.importers.rows import calendar_rows, local_rule_row, office_row
from procedures_db.models import Office
from procedures_db.queries.loading import clear_calendar, grow_revision, live_rules
from procedures_db.records_local import CalendarFile, LocalRulesFile, OfficesFile


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


def load_offices(session: Session, file: OfficesFile) -> Counter[str]:
    """Store the one-stop shops: contact data, not legal facts, so the newest replaces the old."""
    for record in file.offices:
        before = session.get(Office, record.key)
        if before is not None:
            session.delete(before)
            session.flush()
        session.add(office_row(record))
    return Counter(stored=len(file.offices))


def load_calendar(session: Session, file: CalendarFile) -> None:
    """Store the working calendar in the place of the earlier one."""
    clear_calendar(session)
    session.add_all(calendar_rows(file))
