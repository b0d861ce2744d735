"""Store validated records: all or nothing for each, nothing ever changed in place."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.rows import calendar_rows, local_rule_row, office_row, version_row
from procedures_db.models import Alias, Office, Procedure
from procedures_db.queries.loading import clear_calendar, grow_revision, live_rules, live_versions
from procedures_db.records import ProcedureRecord
from procedures_db.records_local import CalendarFile, LocalRulesFile, OfficesFile


def load(sessions: sessionmaker[Session], records: Iterable[ProcedureRecord], now: datetime) -> Counter[str]:
    """Store procedures, each in a transaction of its own; count "new", "new version", "unchanged"."""
    outcomes: Counter[str] = Counter()
    for record in records:
        with sessions.begin() as session:
            outcomes[load_procedure(session, record, now)] += 1
    return outcomes


def load_procedure(session: Session, record: ProcedureRecord, now: datetime) -> str:
    """Store one procedure; return "new", "new version" or "unchanged".

    The record is the whole of what is known: a version that it no longer has is superseded.
    """
    procedure = session.get(Procedure, record.code)
    known = procedure is not None
    if procedure is None:
        procedure = Procedure(code=record.code)
        session.add(procedure)
    renamed = _describe(procedure, record)
    session.flush()
    if not _store_versions(session, record, now) and not renamed:
        return "unchanged"
    session.flush()
    grow_revision(session)
    return "new version" if known else "new"


def load_local_rules(session: Session, file: LocalRulesFile, now: datetime) -> Counter[str]:
    """Store the city's rules; a rule that changed or vanished from the file is superseded."""
    current = live_rules(session)
    outcomes: Counter[str] = Counter()
    for record in file.rules:
        document = file.documents[record.document]
        row = local_rule_row(record, document, content_hash(record, document))
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


def content_hash(*records: BaseModel) -> str:
    """Return a fingerprint of what records say."""
    return hashlib.sha256("\n".join(record.json() for record in records).encode()).hexdigest()


def _describe(procedure: Procedure, record: ProcedureRecord) -> bool:
    """Set the names people find a procedure by; say whether any changed."""
    described = {
        "name": record.name,
        "short_name": record.short_name,
        "sector": record.sector,
        "level": record.level,
        "applicants": [kind.value for kind in record.applicants],
    }
    changed = any(getattr(procedure, key) != value for key, value in described.items())
    for key, value in described.items():
        setattr(procedure, key, value)
    if [alias.text for alias in procedure.aliases] != record.aliases:
        procedure.aliases = [Alias(text=text) for text in record.aliases]
        changed = True
    return changed


def _store_versions(session: Session, record: ProcedureRecord, now: datetime) -> bool:
    """Add the versions that are new, supersede those that the record no longer has; say whether any."""
    wanted = {content_hash(version): version for version in record.versions}
    live = live_versions(session, record.code)
    gone = [version for version in live if version.content_hash not in wanted]
    for version in gone:
        version.superseded_at = now
    known = {version.content_hash for version in live}
    added = [version_row(record.code, version, key, now) for key, version in wanted.items() if key not in known]
    session.add_all(added)
    return bool(gone or added)
