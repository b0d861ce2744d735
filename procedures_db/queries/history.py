"""The versions of a procedure and what changed from one to the next."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from procedures_db.changes import Difference, differences
from procedures_db.facts import RecordInForce
from procedures_db.models import Version
from procedures_db.queries.record import national_record


@dataclass(frozen=True)
class VersionInHistory:
    """One version or edition: when it holds, when we recorded it, and what it changed.

    `known_from` is the first day it is vouched for, `superseded_at` the moment a later edition
    replaced it (UTC), `changes` what differs from the version listed before it.
    """

    decision_number: str | None
    decision_issuer: str
    known_from: date
    effective_from: date | None
    effective_to: date | None
    recorded_at: datetime
    superseded_at: datetime | None
    changes: list[Difference]


def history_of(session: Session, code: str) -> list[VersionInHistory]:
    """Return the versions of a procedure in the order they were recorded; none for an unknown code."""
    statement = select(Version).where(Version.procedure_code == code).order_by(Version.recorded_at, Version.id)
    found: list[VersionInHistory] = []
    before: RecordInForce | None = None
    for version in session.scalars(statement):
        record = national_record(version, version.known_from)
        changes = [] if before is None else differences(before, record)
        found.append(_entry(version, changes))
        before = record
    return found


def _entry(version: Version, changes: list[Difference]) -> VersionInHistory:
    return VersionInHistory(
        decision_number=version.decision_number,
        decision_issuer=version.decision_issuer,
        known_from=version.known_from,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        recorded_at=version.recorded_at,
        superseded_at=version.superseded_at,
        changes=changes,
    )
