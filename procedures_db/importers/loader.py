"""Store validated records of procedures: all or nothing for each, nothing ever changed in place."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.fingerprint import fingerprint_of
from procedures_db.importers.rows import version_row
from procedures_db.models import Alias, Procedure, Version
from procedures_db.queries.loading import grow_revision, live_versions
from procedures_db.records import ProcedureRecord, VersionRecord
from procedures_db.source_keys import with_plain_keys
from procedures_db.text import fold
from procedures_db.vocabulary import SERVED, Origin


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


def _may_name(session: Session, record: ProcedureRecord) -> bool:
    """Say whether a record may set the names: ours before published ones, served before others, then the later."""
    best = max(map(_authority_of_names, live_versions(session, record.code)), default=None)
    return best is None or max(map(_authority_of_names, record.versions)) >= best


def _authority_of_names(version: Version | VersionRecord) -> tuple[bool, bool, date]:
    read = version.retrieved_on if isinstance(version, Version) else version.source.retrieved_on
    return version.origin is Origin.CURATED, version.jurisdiction in SERVED, read


def _describe(procedure: Procedure, record: ProcedureRecord) -> bool:
    """Set the names people find a procedure by; say whether any changed."""
    described = {
        "name": record.name,
        "name_key": fold(record.name),
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
    """Add the versions that are new and supersede the editions they replace; say whether any."""
    live = live_versions(session, record.code)
    wanted = {(_fingerprint(version), version.source.retrieved_on): version for version in record.versions}
    kept = {fingerprint for fingerprint, _ in wanted}
    gone = [version for version in live if version.content_hash not in kept and _replaced(version, record)]
    for version in gone:
        version.superseded_at = now
    added = [
        version_row(record.code, version, fingerprint, now)
        for (fingerprint, _), version in wanted.items()
        if not _is_known(version, fingerprint, live)
    ]
    session.add_all(added)
    return bool(gone or added)


def _replaced(version: Version, record: ProcedureRecord) -> bool:
    """Say whether a record replaces a live version of another text: a curated file is the whole of our wording."""
    return version.origin is Origin.CURATED and any(given.origin is Origin.CURATED for given in record.versions)


def _fingerprint(record: VersionRecord) -> str:
    """Return the fingerprint of a version.

    Reading a publication again on another day leaves it the same, and so do other names of its sources.
    """
    record = with_plain_keys(record)
    if record.origin is Origin.CURATED:
        return fingerprint_of(record)
    undated = record.source.copy(update={"retrieved_on": date.min})
    return fingerprint_of(record.copy(update={"source": undated}))


def _is_known(record: VersionRecord, fingerprint: str, live: list[Version]) -> bool:
    """Say whether a version adds nothing to the live ones.

    A reading of a publication adds nothing when it says what the reading before it, or another of
    the same day, says of the same decision. An older one that arrives late finds its place.
    """
    if record.origin is Origin.CURATED:
        return any(version.content_hash == fingerprint for version in live)
    read = record.source.retrieved_on
    readings = [
        version
        for version in live
        if version.origin is Origin.OFFICIAL
        and version.decision_number == record.decision.number
        and version.retrieved_on <= read
    ]
    last = max(readings, key=lambda version: (version.retrieved_on, version.id), default=None)
    same_day = [version.content_hash for version in readings if version.retrieved_on == read]
    return fingerprint in same_day or (last is not None and last.content_hash == fingerprint)
