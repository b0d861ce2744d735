"""The record of a procedure in force on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from procedures_db.abolished import without_abolished
from procedures_db.facts import (
    CircumstanceFact,
    DocumentFact,
    DoubtFact,
    FeeFact,
    LegalBasisFact,
    ProcessingTimeFact,
    RecordInForce,
)
from procedures_db.models import Version
from procedures_db.overlay import apply_local_rules
from procedures_db.precedence import applying
from procedures_db.queries.local_rules import local_fees
from procedures_db.queries.reading import Value, read_as
from procedures_db.queries.standing import namesake_that_applies, standings
from procedures_db.vocabulary import SERVED, Origin

PARTS = ("circumstances", "statements", "legal_basis", "doubts", "documents", "fees", "processing_times")
# The sources of facts are mostly the version's own, which is read with it, so they are not asked for beforehand.
_VERSION = (
    select(Version)
    .where(Version.id == bindparam("id"))
    .options(joinedload(Version.procedure), *(selectinload(getattr(Version, part)) for part in PARTS))
)


def record_on(session: Session, code: str, day: date) -> RecordInForce | None:
    """Return the record of procedure `code` in force on `day`: with the city's rules, without offices that ended.

    Where a procedure of the same name takes its place here (`queries/standing.py`), it is that
    one's record. None when the code is unknown or nothing is vouched for on that day.
    """
    version = version_on(session, namesake_that_applies(session, code, day), day)
    if version is None:
        return None
    fees = apply_local_rules(_all(FeeFact, version.fees), local_fees(session, version), day)
    return without_abolished(_record(version, day, fees))


def version_on(session: Session, code: str, day: date) -> Version | None:
    """Return the version of a procedure that applies on a day (`precedence.py`), with all its facts."""
    version = applying(standings(session, code, day))
    if version is None:
        return None
    return session.scalars(_VERSION, {"id": version.id}).one()


def kept_record(session: Session, code: str) -> RecordInForce | None:
    """Return the latest reading of a procedure that is kept but never served, such as another province's."""
    statement = (
        select(Version)
        .where(Version.procedure_code == code, Version.jurisdiction.not_in(SERVED), Version.superseded_at.is_(None))
        .order_by(Version.known_from.desc(), Version.id.desc())
        .limit(1)
    )
    version = session.scalars(statement).first()
    return None if version is None else national_record(version, version.known_from)


def newest_record(session: Session, code: str, origin: Origin) -> RecordInForce | None:
    """Return what was recorded last of a procedure from an origin, in force or not, of whatever jurisdiction."""
    statement = (
        select(Version)
        .where(Version.procedure_code == code, Version.origin == origin, Version.superseded_at.is_(None))
        .order_by(Version.id.desc())
        .limit(1)
    )
    version = session.scalars(statement).first()
    return None if version is None else national_record(version, version.known_from)


def national_record(version: Version, day: date) -> RecordInForce:
    """Return what a version itself says, without the city's rules; amounts of any date."""
    return _record(version, day, _all(FeeFact, version.fees))


def _record(version: Version, day: date, fees: tuple[FeeFact, ...]) -> RecordInForce:
    procedure = version.procedure
    return read_as(
        RecordInForce,
        version,
        day=day,
        fees=fees,
        code=procedure.code,
        name=procedure.name,
        short_name=procedure.short_name,
        sector=procedure.sector,
        level=procedure.level,
        applicants=tuple(procedure.applicants),
        circumstances=_all(CircumstanceFact, version.circumstances),
        documents=_all(DocumentFact, version.documents),
        processing_times=_all(ProcessingTimeFact, version.processing_times),
        legal_basis=_all(LegalBasisFact, version.legal_basis),
        doubts=_all(DoubtFact, version.doubts),
        steps=_statements(version, "step"),
        eligibility=_statements(version, "eligibility"),
        results=_statements(version, "result"),
    )


def _all(kind: type[Value], rows: Iterable[Any]) -> tuple[Value, ...]:
    return tuple(read_as(kind, row) for row in rows)


def _statements(version: Version, kind: str) -> tuple[str, ...]:
    return tuple(row.text for row in version.statements if row.kind == kind)
