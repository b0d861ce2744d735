"""Turn validated records into rows."""

from datetime import datetime
from typing import Any

from procedures_db.models import (
    CalendarDay,
    CalendarYear,
    Circumstance,
    Commune,
    Doubt,
    Fee,
    LegalBasis,
    LifeEvent,
    LifeEventStep,
    LocalRule,
    LocalRuleProcedure,
    Office,
    ProcessingTime,
    RequiredDocument,
    Source,
    Statement,
    Version,
)
from procedures_db.records import Fact, SourceRecord, VersionRecord
from procedures_db.records_life_events import LifeEventsFile
from procedures_db.records_local import CalendarFile, DocumentOfCity, LocalRuleRecord
from procedures_db.records_places import CommunesFile, OfficeRecord

Sources = dict[str | None, Source]


def version_row(code: str, record: VersionRecord, content_hash: str, now: datetime) -> Version:
    """Build the row of a version with all its facts."""
    sources: Sources = {key: source_row(source) for key, source in record.other_sources.items()}
    sources[None] = source_row(record.source)
    decision = record.decision
    return Version(
        procedure_code=code,
        decision_number=decision.number,
        decision_issuer=decision.issuer,
        decision_issued_on=decision.issued_on,
        effective_from=record.effective_from,
        effective_to=record.effective_to,
        known_from=record.effective_from or decision.issued_on or record.source.retrieved_on,
        source=sources[None],
        content_hash=content_hash,
        recorded_at=now,
        channels=_words(record.channels),
        **record.dict(
            include={
                "origin",
                "jurisdiction",
                "summary",
                "authority",
                "agency",
                "received_by",
                "own_commune",
                "online_level",
                "where_note",
                "fee_note",
                "documents_note",
            }
        ),
        circumstances=_numbered(Circumstance(**item.dict()) for item in record.circumstances),
        documents=_numbered(RequiredDocument(**_fact(item, sources)) for item in record.documents),
        fees=_numbered(Fee(**_fact(item, sources)) for item in record.fees),
        processing_times=_numbered(ProcessingTime(**_fact(item, sources)) for item in record.processing_times),
        statements=_statements(record),
        legal_basis=_numbered(LegalBasis(**item.dict()) for item in record.legal_basis),
        doubts=_numbered(Doubt(**item.dict()) for item in record.doubts),
    )


def local_rule_row(record: LocalRuleRecord, document: DocumentOfCity, content_hash: str) -> LocalRule:
    """Build the row of a rule of the city; its dates are the document's."""
    source = Source(title=document.title, number=document.number, url=document.url, retrieved_on=document.retrieved_on)
    return LocalRule(
        **record.dict(exclude={"document", "procedures", "channels"}),
        channels=_words(record.channels),
        content_hash=content_hash,
        grade=document.grade,
        effective_from=document.effective_from,
        effective_to=document.effective_to,
        source=source,
        procedures=[
            LocalRuleProcedure(procedure_code=tie.code, basis=tie.basis, circumstances=tie.circumstances)
            for tie in record.procedures
        ],
    )


def office_row(record: OfficeRecord) -> Office:
    """Build the row of a one-stop shop."""
    hours = record.hours
    return Office(
        **record.dict(exclude={"source", "hours"}),
        source=source_row(record.source),
        hours=hours.weekly if hours else None,
        hours_source=source_row(hours.source) if hours else None,
    )


def commune_rows(file: CommunesFile) -> list[Commune]:
    """Build the rows of the communes; they share their source."""
    source = source_row(file.source)
    return [Commune(**record.dict(), source=source) for record in file.communes]


def life_event_rows(file: LifeEventsFile) -> list[LifeEvent]:
    """Build the rows of the life events with their procedures."""
    return [
        LifeEvent(
            **record.dict(exclude={"steps"}),
            position=position,
            steps=_numbered(
                LifeEventStep(procedure_code=step.code, **step.dict(exclude={"code"})) for step in record.steps
            ),
        )
        for position, record in enumerate(file.life_events)
    ]


def calendar_rows(file: CalendarFile) -> list[CalendarDay | CalendarYear]:
    """Build the rows of the working calendar."""
    days = [CalendarDay(**record.dict(exclude={"source"}), source=source_row(record.source)) for record in file.days]
    years = [CalendarYear(year=record.year, source=source_row(record.source)) for record in file.years]
    return [*days, *years]


def source_row(record: SourceRecord) -> Source:
    """Build the row of a source."""
    return Source(**record.dict())


def _fact(record: Fact, sources: Sources) -> dict[str, Any]:
    values = record.dict(exclude={"source", "channels"})
    if hasattr(record, "channels"):
        values["channels"] = _words(record.channels)
    return {**values, "source": sources[record.source]}


def _statements(record: VersionRecord) -> list[Statement]:
    kinds = {"step": record.steps, "eligibility": record.eligibility, "result": record.results}
    return _numbered(Statement(kind=kind, text=text) for kind, texts in kinds.items() for text in texts)


def _numbered(rows: Any) -> list[Any]:
    numbered = list(rows)
    for position, row in enumerate(numbered):
        row.position = position
    return numbered


def _words(words: list[Any]) -> list[str]:
    return [word.value for word in words]
