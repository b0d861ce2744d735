"""The validated records of what the city itself sets: fee rules and the working calendar."""

from datetime import date

from pydantic import Field, root_validator

from procedures_db.calendar import DayKind
from procedures_db.records import CODE_PATTERN, KEY_PATTERN, Dated, SourceRecord, Strict
from procedures_db.vocabulary import ChannelKind, CodeBasis, FeeKind, FeeUnit, Grade


class DocumentOfCity(Dated):
    """A resolution or circular that sets amounts."""

    number: str
    title: str
    grade: Grade
    url: str | None = None
    retrieved_on: date


class RuleProcedure(Strict):
    """A procedure that a rule applies to."""

    code: str = Field(regex=CODE_PATTERN)
    basis: CodeBasis
    circumstances: list[str] = []


class LocalRuleRecord(Strict):
    """One amount in đồng that a document sets; its dates are those of the document.

    It applies to the procedures it names; with `whole_subject` also to every other procedure that
    has a fee of its subject.
    """

    key: str = Field(regex=KEY_PATTERN)
    document: str
    kind: FeeKind
    subject: str = Field(regex=KEY_PATTERN)
    label: str
    channels: list[ChannelKind] = Field(min_items=1)
    amount: int = Field(ge=0)
    unit: FeeUnit
    condition: str | None = None
    exemption: str | None = None
    note: str | None = None
    whole_subject: bool = False
    procedures: list[RuleProcedure] = []


class LocalRulesFile(Strict):
    """All rules of the city, with the documents they come from."""

    documents: dict[str, DocumentOfCity]
    rules: list[LocalRuleRecord]

    @root_validator(skip_on_failure=True)
    def rules_name_documents(cls, values: dict) -> dict:
        """Refuse a rule whose document is not listed, or a key used twice."""
        keys = [rule.key for rule in values["rules"]]
        if len(set(keys)) != len(keys):
            raise ValueError("a rule's key occurs twice")
        for rule in values["rules"]:
            if rule.document not in values["documents"]:
                raise ValueError(f"rule {rule.key!r} names unknown document {rule.document!r}")
        return values


class CalendarDayRecord(Strict):
    """A day that differs from what the library of holidays says."""

    day: date
    kind: DayKind
    name: str
    source: SourceRecord


class CalendarYearRecord(Strict):
    """A year whose official calendar has been checked."""

    year: int = Field(ge=2020, le=2100)
    source: SourceRecord


class CalendarFile(Strict):
    """The working calendar beyond the library."""

    years: list[CalendarYearRecord]
    days: list[CalendarDayRecord]

    @root_validator(skip_on_failure=True)
    def each_once(cls, values: dict) -> dict:
        """Refuse a day or a year given twice."""
        for name, key in (("days", "day"), ("years", "year")):
            given = [getattr(record, key) for record in values[name]]
            if len(set(given)) != len(given):
                raise ValueError(f"a {key} occurs twice")
        return values
