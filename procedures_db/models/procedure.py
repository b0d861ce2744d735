"""Tables of procedures, their versions and the facts of a version."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from procedures_db.models.base import Amount, Base, Source, Unchangeable
from procedures_db.vocabulary import (
    Handling,
    Jurisdiction,
    Level,
    OnlineLevel,
    Origin,
    Reception,
    TimeUnit,
)


class Procedure(Base):
    """An administrative procedure, known by its code; `name_key` is its folded name, equal for namesakes."""

    __tablename__ = "procedure"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    short_name: Mapped[str]
    sector: Mapped[str]
    level: Mapped[Level]
    applicants: Mapped[list[str]]
    name_key: Mapped[str] = mapped_column(index=True)
    aliases: Mapped[list["Alias"]] = relationship(cascade="all, delete-orphan")
    versions: Mapped[list["Version"]] = relationship(back_populates="procedure")


class Alias(Base):
    """A way people call a procedure."""

    __tablename__ = "alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_code: Mapped[str] = mapped_column(ForeignKey("procedure.code"), index=True)
    text: Mapped[str]


class Version(Unchangeable, Base):
    """What one publication decision says of a procedure, from a day on.

    `known_from` is the first day for which the version is vouched for: its effective date, else
    the day of the decision, else the day it was read. `superseded_at` marks an edition of the
    text that a later edition of the same decision replaced.
    """

    __tablename__ = "version"
    __closing__ = frozenset({"superseded_at"})
    __table_args__ = (Index("ix_version_lookup", "procedure_code", "known_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_code: Mapped[str] = mapped_column(ForeignKey("procedure.code"))
    procedure: Mapped[Procedure] = relationship(back_populates="versions")
    origin: Mapped[Origin]
    jurisdiction: Mapped[Jurisdiction]
    decision_number: Mapped[str | None]
    decision_issuer: Mapped[str]
    decision_issued_on: Mapped[date | None]
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    known_from: Mapped[date]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    source: Mapped[Source] = relationship(lazy="joined")
    content_hash: Mapped[str]
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    summary: Mapped[str]
    authority: Mapped[str | None]
    agency: Mapped[str | None]
    received_by: Mapped[Reception]
    own_commune: Mapped[bool]
    online_level: Mapped[OnlineLevel | None]
    channels: Mapped[list[str]]
    where_note: Mapped[str | None]
    fee_note: Mapped[str | None]
    documents_note: Mapped[str | None]
    circumstances: Mapped[list["Circumstance"]] = relationship(order_by="Circumstance.position")
    documents: Mapped[list["RequiredDocument"]] = relationship(order_by="RequiredDocument.position")
    fees: Mapped[list["Fee"]] = relationship(order_by="Fee.position")
    processing_times: Mapped[list["ProcessingTime"]] = relationship(order_by="ProcessingTime.position")
    statements: Mapped[list["Statement"]] = relationship(order_by="Statement.position")
    legal_basis: Mapped[list["LegalBasis"]] = relationship(order_by="LegalBasis.position")
    doubts: Mapped[list["Doubt"]] = relationship(order_by="Doubt.position")

    @property
    def retrieved_on(self) -> date:
        """Return the day the version was read."""
        return self.source.retrieved_on


class VersionPart(Unchangeable):
    """What belongs to one version, in an order."""

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    position: Mapped[int]


class SourcedFact(VersionPart):
    """A fact with its own source, limits and remarks."""

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    circumstances: Mapped[list[str]]
    condition: Mapped[str | None]
    note: Mapped[str | None]


class Circumstance(VersionPart, Base):
    """One case of a procedure, offered as a choice."""

    __tablename__ = "circumstance"

    key: Mapped[str]
    label: Mapped[str]
    words: Mapped[list[str]]


class RequiredDocument(SourcedFact, Base):
    """One paper to hand in or to show."""

    __tablename__ = "required_document"

    name: Mapped[str]
    handling: Mapped[Handling]
    originals: Mapped[int]
    copies: Mapped[int]
    certified: Mapped[bool]
    form: Mapped[str | None]
    waived_when: Mapped[str | None]
    source: Mapped[Source] = relationship()


class Fee(Amount, SourcedFact, Base):
    """One amount in đồng; no row means unknown."""

    __tablename__ = "fee"

    source: Mapped[Source] = relationship()


class ProcessingTime(SourcedFact, Base):
    """How long the office takes, per channel."""

    __tablename__ = "processing_time"

    channels: Mapped[list[str]]
    value: Mapped[Decimal]
    unit: Mapped[TimeUnit]
    at_most: Mapped[bool]
    cutoff_hour: Mapped[int | None]
    source: Mapped[Source] = relationship()


class Statement(VersionPart, Base):
    """A sentence of a version: a step, a condition of eligibility or a result (`kind`)."""

    __tablename__ = "statement"

    kind: Mapped[str]
    text: Mapped[str]


class Doubt(VersionPart, Base):
    """Something a source says that is kept as text and not shown as a fact, and why."""

    __tablename__ = "doubt"

    field: Mapped[str]
    reason: Mapped[str]
    text: Mapped[str | None]


class LegalBasis(VersionPart, Base):
    """A law or decree a version rests on."""

    __tablename__ = "legal_basis"

    number: Mapped[str]
    name: Mapped[str]
