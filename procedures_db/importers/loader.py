"""Store validated records: all or nothing for each, nothing ever changed in place."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.rows import calendar_rows, local_rule_row, office_row, version_row
from procedures_db.models import Alias, Office, Procedure, Version
from procedures_db.queries.loading import clear_calendar, grow_revision, live_rules, live_versions
from procedures_db.records import ProcedureRecord
from procedures_db.records_local import CalendarFile, LocalRulesFile, OfficesFile
from procedures_db.vocabulary import Origin


def load(sessions: sessionmaker[Session], records: Iterable[ProcedureRecord], now: datetime) -> Counter[str]:
    """Store procedures, each in a transaction of its own; count "new", "new version", "unchanged"."""
    outcomes: Counter[str] = Counter()
    for record in records:
        with sessions.begin() as session:
            outcomes[load_procedure(session, record, now)] += 1
    return outcomes


def load_procedure(session: Session, record: ProcedureRecord, now: datetime) -> str:
    """Store one procedure; return "new", "new version" or "unchanged".

    A curated record is the whole of our wording: a curated version that it no longer has is
    superseded. A published one adds to what is known.
    """
    may_name = _may_name(session, record)
    procedure = session.get(Procedure, record.code)
    known = procedure is not None
    if procedure is None:
        procedure = Procedure(code=record.code)
    renamed = may_name and _describe(procedure, record)
    session.add(procedure)
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


def _may_name(session: Session, record: ProcedureRecord) -> bool:
    """Say whether a record may set the names: ours win over the published ones."""
    ours = any(version.origin is Origin.CURATED for version in record.versions)
    return ours or not any(version.origin is Origin.CURATED for version in live_versions(session, record.code))


def _describe(procedure: Procedure, record: ProcedureRecord) -> bool:
    """Set the names people find a procedure by; say whether any changed."""
    described = {
        "name": record.name,
        "short_name": record.short_name,
        "sector": record.sector,
        "level": record.level,
        "applicants": [kind.value for kind in record.applicants],
        "jurisdiction": record.jurisdiction,
    }
    changed = any(getattr(procedure, key) != value for key, value in described.items())
    for key, value in described.items():
        setattr(procedure, key, value)
    if [alias.text for alias in procedure.aliases] != record.aliases:
        procedure.aliases = [Alias(text=text) for text in record.aliases]
        changed = True
    return changed


def _store_versions(session: Session, record: ProcedureRecord, now: datetime) -> bool:
    """Add the versions that are new and supersede the editions they replace; say whether any."""
    wanted = {content_hash(version): version for version in record.versions}
    live = live_versions(session, record.code)
    gone = [version for version in live if version.content_hash not in wanted and _replaced(version, record)]
    for version in gone:
        version.superseded_at = now
    known = {version.content_hash for version in live}
    added = [version_row(record.code, version, key, now) for key, version in wanted.items() if key not in known]
    session.add_all(added)
    return bool(gone or added)


def _replaced(version: Version, record: ProcedureRecord) -> bool:
    """Say whether a record replaces a live version of another text.

    A curated file is the whole of our wording. A publication replaces an earlier reading of the
    same decision, and stands beside other decisions.
    """
    origins = {given.origin for given in record.versions}
    if version.origin not in origins:
        return False
    if version.origin is Origin.CURATED:
        return True
    return any(
        given.decision.number == version.decision_number and given.source.retrieved_on >= version.retrieved_on
        for given in record.versions
    )
