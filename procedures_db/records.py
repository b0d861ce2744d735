"""The validated record that every importer produces and the loader takes."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

from pydantic import BaseModel, Extra, Field, root_validator, validator

from procedures_db.vocabulary import (
    ApplicantKind,
    ChannelKind,
    FeeKind,
    FeeUnit,
    Handling,
    Jurisdiction,
    Level,
    OnlineLevel,
    Origin,
    Reception,
    TimeUnit,
)

CODE_PATTERN = r"^[1-6]\.\d{6}$"
KEY_PATTERN = r"^[a-z][a-z0-9_]*$"


class Strict(BaseModel):
    """Refuse unknown keys and strip white space."""

    class Config:
        extra = Extra.forbid
        anystr_strip_whitespace = True
        min_anystr_length = 1


class Dated(Strict):
    """Something valid from a day (inclusive) to a day (exclusive); null means not stated."""

    effective_from: date | None = None
    effective_to: date | None = None

    @root_validator(skip_on_failure=True)
    def dates_in_order(cls, values: dict) -> dict:
        """Refuse an end on or before the beginning."""
        start, end = values["effective_from"], values["effective_to"]
        if start and end and end <= start:
            raise ValueError(f"effective_to {end} is not after effective_from {start}")
        return values


class SourceRecord(Strict):
    """Where a fact was read, and on which day."""

    title: str
    number: str | None = None
    url: str | None = None
    retrieved_on: date


class DecisionRecord(Strict):
    """The decision that publishes a version; its number is null when the source does not tell it."""

    number: str | None = None
    issued_on: date | None = None
    issuer: str


class CircumstanceRecord(Strict):
    """One case of a procedure, offered to the citizen as a choice."""

    key: str = Field(regex=KEY_PATTERN)
    label: str = Field(max_length=80)
    words: list[str] = []


class Fact(Strict):
    """What every fact of a version may carry."""

    circumstances: list[str] = []
    condition: str | None = None
    note: str | None = None
    source: str | None = None


class DocumentRecord(Fact):
    """One paper to bring; `waived_when` says when the office reads it from a database instead."""

    name: str
    handling: Handling = Handling.SUBMIT
    originals: int = Field(default=0, ge=0, le=20)
    copies: int = Field(default=0, ge=0, le=20)
    certified: bool = False
    form: str | None = None
    waived_when: str | None = None


class FeeRecord(Fact, Dated):
    """One amount in đồng for some channels; a zero is a statement, not a gap."""

    kind: FeeKind
    subject: str = Field(regex=KEY_PATTERN)
    label: str
    channels: list[ChannelKind] = Field(min_items=1)
    amount: int = Field(ge=0)
    unit: FeeUnit
    exemption: str | None = None


class ProcessingTimeRecord(Fact):
    """A duration for some channels; 0 working days with a cut-off hour means the same day."""

    channels: list[ChannelKind] = Field(min_items=1)
    value: Decimal = Field(ge=0, le=400)
    unit: TimeUnit
    at_most: bool = False
    cutoff_hour: int | None = Field(default=None, ge=0, le=23)


class LegalBasisRecord(Strict):
    """A law or decree the procedure rests on."""

    number: str
    name: str


class DoubtRecord(Strict):
    """Something that the source says and that is not shown as a fact: where, why not, what it says."""

    field: str
    reason: str
    text: str | None = None


class VersionRecord(Dated):
    """What one publication decision says of a procedure."""

    origin: Origin = Origin.CURATED
    jurisdiction: Jurisdiction = Jurisdiction.NATIONAL
    decision: DecisionRecord
    source: SourceRecord
    other_sources: dict[str, SourceRecord] = {}
    summary: str
    authority: str | None = None
    agency: str | None = None
    received_by: Reception = Reception.SERVICE_CENTRE
    own_commune: bool = False
    online_level: OnlineLevel | None = None
    channels: list[ChannelKind] = []
    where_note: str | None = None
    fee_note: str | None = None
    circumstances: list[CircumstanceRecord] = []
    documents: list[DocumentRecord] = []
    documents_note: str | None = None
    fees: list[FeeRecord] = []
    processing_times: list[ProcessingTimeRecord] = []
    steps: list[str] = []
    eligibility: list[str] = []
    results: list[str] = []
    legal_basis: list[LegalBasisRecord] = []
    doubts: list[DoubtRecord] = []

    @root_validator(skip_on_failure=True)
    def references_resolve(cls, values: dict) -> dict:
        """Refuse a fact that names an unknown circumstance, source or channel."""
        keys = [item.key for item in values["circumstances"]]
        if len(set(keys)) != len(keys):
            raise ValueError("a circumstance key occurs twice")
        facts = [*values["documents"], *values["fees"], *values["processing_times"]]
        for fact in facts:
            for key in set(fact.circumstances) - set(keys):
                raise ValueError(f"unknown circumstance {key!r}")
            if fact.source and fact.source not in values["other_sources"]:
                raise ValueError(f"unknown source {fact.source!r}")
            for channel in set(getattr(fact, "channels", [])) - set(values["channels"]):
                raise ValueError(f"channel {channel.value!r} is not among the version's channels")
        return values

    @root_validator(skip_on_failure=True)
    def decided_before_read(cls, values: dict) -> dict:
        """Refuse a decision dated after the day it was read."""
        issued, read = values["decision"].issued_on, values["source"].retrieved_on
        if issued and issued > read:
            raise ValueError(f"decision issued on {issued}, after it was read on {read}")
        return values


class ProcedureRecord(Strict):
    """One administrative procedure with its versions; those of ours stand oldest first."""

    code: str = Field(regex=CODE_PATTERN)
    name: str
    short_name: str = Field(max_length=80)
    sector: str
    level: Level
    applicants: list[ApplicantKind] = []
    aliases: list[str] = []
    versions: list[VersionRecord] = Field(min_items=1)

    @validator("aliases")
    def aliases_differ(cls, aliases: list[str]) -> list[str]:
        """Refuse an alias given twice."""
        if len({alias.casefold() for alias in aliases}) != len(aliases):
            raise ValueError("an alias occurs twice")
        return aliases

    @validator("versions")
    def versions_in_order(cls, versions: list[VersionRecord]) -> list[VersionRecord]:
        """Refuse versions of ours that overlap or stand out of order; readings of publications may."""
        ours = [version for version in versions if version.origin is Origin.CURATED]
        for earlier, later in pairwise(ours):
            if earlier.effective_to is None or later.effective_from is None:
                raise ValueError("only the last version may lack effective_to, only the first effective_from")
            if later.effective_from < earlier.effective_to:
                raise ValueError(f"versions overlap on {later.effective_from}")
        return versions


def is_procedure_code(text: str) -> bool:
    """Say whether `text` has the form of a procedure code, e.g. 1.001193."""
    return re.fullmatch(CODE_PATTERN, text) is not None
