"""Say a record line by line, and what differs between two records."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from procedures_db.facts import DocumentFact, FeeFact, ProcessingTimeFact, RecordInForce, SourceFact

PLAIN = (
    "name",
    "short_name",
    "sector",
    "level",
    "origin",
    "jurisdiction",
    "applicants",
    "summary",
    "decision_number",
    "decision_issuer",
    "decision_issued_on",
    "effective_from",
    "effective_to",
    "authority",
    "agency",
    "received_by",
    "own_commune",
    "online_level",
    "channels",
    "where_note",
    "fee_note",
    "documents_note",
)


@dataclass(frozen=True)
class Line:
    """One fact in words: its place in the record, what it says, where it was read."""

    place: str
    value: str
    source: SourceFact


@dataclass(frozen=True)
class Difference:
    """One place where two records differ; None stands for a fact that is not there."""

    place: str
    before: str | None
    after: str | None


def lines(record: RecordInForce) -> list[Line]:
    """Return every stated fact of a record, one line each, in the order of the record."""
    return [*_plain_lines(record), *_fact_lines(record), *_listed_lines(record)]


def differences(before: RecordInForce, after: RecordInForce) -> list[Difference]:
    """Return the places where two records differ, in the order of the later one, then what is gone."""
    old, new = ({line.place: line.value for line in lines(record)} for record in (before, after))
    changed = [Difference(place, old.get(place), value) for place, value in new.items() if old.get(place) != value]
    gone = [Difference(place, value, None) for place, value in old.items() if place not in new]
    return changed + gone


def _plain_lines(record: RecordInForce) -> Iterator[Line]:
    for name in PLAIN:
        value = getattr(record, name)
        if value not in (None, (), False):
            yield Line(name, _text(value), record.source)


def _fact_lines(record: RecordInForce) -> Iterator[Line]:
    for document in record.documents:
        yield Line(f"documents: {document.name}", _document(document), document.source)
    for fee in record.fees:
        where = ", ".join(fee.channels)
        case = "; ".join(filter(None, (*fee.circumstances, fee.condition)))
        yield Line(f"fees: {fee.label} ({where}){f' [{case}]' if case else ''}", _fee(fee), fee.source)
    for time in record.processing_times:
        case = "; ".join(filter(None, (*time.circumstances, time.condition)))
        place = f"processing_times: {', '.join(time.channels)}{f' [{case}]' if case else ''}"
        yield Line(place, _time(time), time.source)


def _listed_lines(record: RecordInForce) -> Iterator[Line]:
    for name in ("circumstances", "steps", "eligibility", "results", "legal_basis", "doubts"):
        for number, item in enumerate(getattr(record, name), 1):
            yield Line(f"{name}: {number}", _text(item), record.source)


def _document(fact: DocumentFact) -> str:
    remarks = {"form": fact.form, "condition": fact.condition, "waived when": fact.waived_when, "note": fact.note}
    count = f"{fact.handling}, {fact.originals} original, {fact.copies} {'certified ' if fact.certified else ''}copy"
    return "; ".join([count, *fact.circumstances, *(f"{name}: {text}" for name, text in remarks.items() if text)])


def _fee(fact: FeeFact) -> str:
    basis = " (local rule)" if fact.local else ""
    return f"{fact.amount} VND {fact.unit}{basis}{f'; exempt: {fact.exemption}' if fact.exemption else ''}"


def _time(fact: ProcessingTimeFact) -> str:
    cutoff = f", cut-off {fact.cutoff_hour}:00" if fact.cutoff_hour is not None else ""
    return f"{'at most ' if fact.at_most else ''}{fact.value.normalize():f} {fact.unit}{cutoff}"


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if hasattr(value, "label"):
        return f"{value.key}: {value.label}"
    if hasattr(value, "reason"):
        return f"{value.field}: {value.reason}{f': {value.text}' if value.text else ''}"
    return f"{value.number}: {value.name}" if hasattr(value, "number") else str(value)
