"""The record of a procedure in force on a day."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from procedures_db.facts import (
    CircumstanceFact,
    DocumentFact,
    FeeFact,
    LegalBasisFact,
    ProcessingTimeFact,
    RecordInForce,
    SourceFact,
)
from procedures_db.models import Fee, ProcessingTime, RequiredDocument, Source, Version
from procedures_db.overlay import apply_local_rules
from procedures_db.queries.local_rules import local_fees
from procedures_db.vocabulary import ChannelKind

PARTS = ("procedure", "source", "circumstances", "statements", "legal_basis")
FACTS = ("documents", "fees", "processing_times")


def record_on(session: Session, code: str, day: date) -> RecordInForce | None:
    """Return the record of procedure `code` in force on `day`, the city's rules applied.

    None when the code is unknown or nothing is vouched for on that day.
    """
    version = version_on(session, code, day)
    if version is None:
        return None
    fees = apply_local_rules(map(_fee, version.fees), local_fees(session, version), day)
    return _record(version, day, fees)


def version_on(session: Session, code: str, day: date) -> Version | None:
    """Return the latest version known from `day` or before and not ended on it."""
    statement = (
        select(Version)
        .where(Version.procedure_code == code, Version.superseded_at.is_(None))
        .where(Version.known_from <= day)
        .where(or_(Version.effective_to.is_(None), Version.effective_to > day))
        .order_by(Version.known_from.desc(), Version.id.desc())
        .limit(1)
        .options(*(selectinload(getattr(Version, part)) for part in PARTS))
        .options(*(selectinload(getattr(Version, part)).selectinload("*") for part in FACTS))
    )
    return session.scalars(statement).first()


def source_fact(source: Source) -> SourceFact:
    """Turn a row into the value shown beside a fact."""
    return SourceFact(source.title, source.number, source.url, source.retrieved_on)


def _record(version: Version, day: date, fees: tuple[FeeFact, ...]) -> RecordInForce:
    procedure = version.procedure
    return RecordInForce(
        code=procedure.code,
        day=day,
        name=procedure.name,
        short_name=procedure.short_name,
        sector=procedure.sector,
        level=procedure.level,
        applicants=tuple(procedure.applicants),
        decision_number=version.decision_number,
        decision_issuer=version.decision_issuer,
        decision_issued_on=version.decision_issued_on,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        source=source_fact(version.source),
        summary=version.summary,
        authority=version.authority,
        agency=version.agency,
        received_by=version.received_by,
        online_level=version.online_level,
        channels=_channels(version.channels),
        where_note=version.where_note,
        fee_note=version.fee_note,
        documents_note=version.documents_note,
        circumstances=tuple(CircumstanceFact(row.key, row.label) for row in version.circumstances),
        documents=tuple(map(_document, version.documents)),
        fees=fees,
        processing_times=tuple(map(_processing_time, version.processing_times)),
        steps=_statements(version, "step"),
        eligibility=_statements(version, "eligibility"),
        results=_statements(version, "result"),
        legal_basis=tuple(LegalBasisFact(row.number, row.name) for row in version.legal_basis),
    )


def _statements(version: Version, kind: str) -> tuple[str, ...]:
    return tuple(row.text for row in version.statements if row.kind == kind)


def _channels(words: list[str]) -> tuple[ChannelKind, ...]:
    return tuple(ChannelKind(word) for word in words)


def _document(row: RequiredDocument) -> DocumentFact:
    return DocumentFact(
        name=row.name,
        handling=row.handling,
        originals=row.originals,
        copies=row.copies,
        certified=row.certified,
        form=row.form,
        waived_when=row.waived_when,
        circumstances=tuple(row.circumstances),
        condition=row.condition,
        note=row.note,
        source=source_fact(row.source),
    )


def _fee(row: Fee) -> FeeFact:
    return FeeFact(
        kind=row.kind,
        subject=row.subject,
        label=row.label,
        channels=_channels(row.channels),
        amount=row.amount,
        unit=row.unit,
        circumstances=tuple(row.circumstances),
        condition=row.condition,
        exemption=row.exemption,
        note=row.note,
        source=source_fact(row.source),
        effective_from=row.effective_from,
        effective_to=row.effective_to,
    )


def _processing_time(row: ProcessingTime) -> ProcessingTimeFact:
    return ProcessingTimeFact(
        channels=_channels(row.channels),
        value=row.value,
        unit=row.unit,
        at_most=row.at_most,
        cutoff_hour=row.cutoff_hour,
        circumstances=tuple(row.circumstances),
        condition=row.condition,
        note=row.note,
        source=source_fact(row.source),
    )
