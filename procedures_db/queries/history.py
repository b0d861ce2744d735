"""The versions of a procedure and what changed from one to the next."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from procedures_db.changes import Difference, differences
from procedures_db.facts import RecordInForce
from procedures_db.precedence import Judged, Standing
from procedures_db.queries.reading import read_as
from procedures_db.queries.record import national_record
from procedures_db.queries.standing import standings
from procedures_db.vocabulary import Jurisdiction, Origin


@dataclass(frozen=True)
class VersionInHistory:
    """One version or edition: when it holds, when we recorded it, and what it changed.

    `known_from` is the first day it is vouched for, `superseded_at` the moment a later edition
    replaced it (UTC), `standing` why it applies on the day asked about or does not, `record` what it
    says, `changes` what differs from the version of the same origin listed before it.
    """

    decision_number: str | None
    decision_issuer: str
    known_from: date
    retrieved_on: date
    effective_from: date | None
    effective_to: date | None
    recorded_at: datetime
    superseded_at: datetime | None
    origin: Origin
    jurisdiction: Jurisdiction
    standing: Standing
    record: RecordInForce
    changes: list[Difference]


def history_of(session: Session, code: str, day: date) -> list[VersionInHistory]:
    """Return the versions of a procedure in the order they held, judged as on `day`; none for an unknown code."""
    found: list[VersionInHistory] = []
    before: dict[Origin, RecordInForce] = {}
    for judged in sorted(standings(session, code, day), key=_order):
        version = judged.version
        record = national_record(version, version.known_from)
        changes = differences(before[version.origin], record) if version.origin in before else []
        found.append(read_as(VersionInHistory, version, standing=judged.standing, record=record, changes=changes))
        before[version.origin] = record
    return found


def _order(judged: Judged) -> tuple[date, date, datetime, int]:
    version = judged.version
    return version.known_from, version.retrieved_on, version.recorded_at, version.id
