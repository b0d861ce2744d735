"""The record in force on a day, as plain values: what queries give and answers show."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from procedures_db.vocabulary import (
    ChannelKind,
    FeeKind,
    FeeUnit,
    Grade,
    Handling,
    Jurisdiction,
    Level,
    OnlineLevel,
    Origin,
    Reception,
    TimeUnit,
)


@dataclass(frozen=True)
class SourceFact:
    """Where a fact was read: title, number of the document, address, and the day of reading."""

    title: str
    number: str | None
    url: str | None
    retrieved_on: date


@dataclass(frozen=True)
class CircumstanceFact:
    """A case of the procedure; `words` are other ways to say that one is in it."""

    key: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentFact:
    """A paper to hand in or to show; no circumstances means: in all of them."""

    name: str
    handling: Handling
    originals: int
    copies: int
    certified: bool
    form: str | None
    waived_when: str | None
    circumstances: tuple[str, ...]
    condition: str | None
    note: str | None
    source: SourceFact


@dataclass(frozen=True)
class FeeFact:
    """An amount in đồng for some channels.

    `local` tells that a resolution of the city set it; `inferred` that the resolution does not
    list the procedure's code and the tie is by name only; `replaces` holds the national amounts
    that it displaced.
    """

    kind: FeeKind
    subject: str
    label: str
    channels: tuple[ChannelKind, ...]
    amount: int
    unit: FeeUnit
    circumstances: tuple[str, ...]
    condition: str | None
    exemption: str | None
    note: str | None
    source: SourceFact
    effective_from: date | None = None
    effective_to: date | None = None
    local: bool = False
    inferred: bool = False
    grade: Grade = Grade.PRIMARY_TEXT_READ
    replaces: tuple[int, ...] = ()


@dataclass(frozen=True)
class ProcessingTimeFact:
    """How long the office takes on some channels."""

    channels: tuple[ChannelKind, ...]
    value: Decimal
    unit: TimeUnit
    at_most: bool
    cutoff_hour: int | None
    circumstances: tuple[str, ...]
    condition: str | None
    note: str | None
    source: SourceFact


@dataclass(frozen=True)
class LegalBasisFact:
    """A law or decree."""

    number: str
    name: str


@dataclass(frozen=True)
class DoubtFact:
    """What the source says and is not shown as a fact: where, why not, what it says."""

    field: str
    reason: str
    text: str | None


@dataclass(frozen=True)
class RecordInForce:
    """Everything known of a procedure on a day; every fact has its source."""

    code: str
    day: date
    name: str
    short_name: str
    sector: str
    level: Level
    origin: Origin
    jurisdiction: Jurisdiction
    decision_number: str | None
    decision_issuer: str
    decision_issued_on: date | None
    effective_from: date | None
    effective_to: date | None
    source: SourceFact
    summary: str
    authority: str | None
    agency: str | None
    received_by: Reception
    own_commune: bool
    online_level: OnlineLevel | None
    channels: tuple[ChannelKind, ...]
    where_note: str | None
    fee_note: str | None
    documents_note: str | None
    circumstances: tuple[CircumstanceFact, ...] = ()
    documents: tuple[DocumentFact, ...] = ()
    fees: tuple[FeeFact, ...] = ()
    processing_times: tuple[ProcessingTimeFact, ...] = ()
    steps: tuple[str, ...] = ()
    eligibility: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    legal_basis: tuple[LegalBasisFact, ...] = ()
    applicants: tuple[str, ...] = field(default=())
    doubts: tuple[DoubtFact, ...] = ()
