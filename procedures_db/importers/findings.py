"""What a reader finds in a source: records, values it doubts, lines it rejects."""

from dataclasses import dataclass, field

from procedures_db.records import ProcedureRecord


@dataclass(frozen=True)
class Doubt:
    """A value that is kept as text and never shown as a number: where, of what kind, what it says."""

    field: str
    reason: str
    text: str


@dataclass(frozen=True)
class Read:
    """A record with the place it was read from."""

    place: str
    record: ProcedureRecord
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True)
class Rejected:
    """A place that could not be read, and why."""

    place: str
    reason: str
