"""The validated records of places: communes and one-stop shops."""

from collections.abc import Mapping
from datetime import time
from itertools import pairwise

from pydantic import Field, validator

from procedures_db.opening import WEEKDAYS, Span, Week
from procedures_db.records import KEY_PATTERN, SourceRecord, Strict
from procedures_db.vocabulary import CommuneKind

COMMUNE_PATTERN = r"^\d{5}$"


class HoursRecord(Strict):
    """The hours of a week by weekday, such as monday: ["07:30-11:30", "13:00-17:00"], and where they were read.

    A weekday that is left out is one on which the shop is closed; holidays are no matter of this file.
    """

    weekly: dict[str, list[str]]
    source: SourceRecord

    @validator("weekly")
    def readable(cls, weekly: dict[str, list[str]]) -> dict[str, list[str]]:
        """Refuse what are no weekdays, no times, or spans that are not one after another."""
        read_week(weekly)
        return weekly


class OfficeRecord(Strict):
    """A one-stop shop; leave out what is not known."""

    key: str = Field(regex=KEY_PATTERN)
    name: str
    address: str
    phone: str | None = None
    email: str | None = None
    hours: HoursRecord | None = None
    commune_code: str | None = Field(default=None, regex=COMMUNE_PATTERN)
    source: SourceRecord


class OfficesFile(Strict):
    """All one-stop shops that are known."""

    offices: list[OfficeRecord]


class CommuneRecord(Strict):
    """A commune of today, the former communes merged into it, and the former districts its land lay in."""

    code: str = Field(regex=COMMUNE_PATTERN)
    kind: CommuneKind
    name: str
    former: list[str] = []
    districts: list[str] = Field(min_items=1)


class CommunesFile(Strict):
    """All communes of the city, from one source."""

    source: SourceRecord
    communes: list[CommuneRecord]

    @validator("communes")
    def each_once(cls, communes: list[CommuneRecord]) -> list[CommuneRecord]:
        """Refuse a code given twice."""
        if len({commune.code for commune in communes}) != len(communes):
            raise ValueError("a code occurs twice")
        return communes


def read_week(weekly: Mapping[str, list[str]]) -> Week:
    """Return the spans of each weekday; raise ValueError for what is none."""
    unknown = sorted(weekly.keys() - set(WEEKDAYS))
    if unknown or not weekly or not all(weekly.values()):
        raise ValueError(f"hours are told by weekday, {', '.join(WEEKDAYS)}, each with at least one span: {unknown}")
    return {WEEKDAYS.index(name): _read_spans(texts) for name, texts in weekly.items()}


def _read_spans(texts: list[str]) -> tuple[Span, ...]:
    times = [time.fromisoformat(part) for text in texts for part in _ends(text)]
    if any(one >= other for one, other in pairwise(times)):
        raise ValueError(f"spans follow one after another, each from an earlier to a later time, not {texts}")
    return tuple(Span(*ends) for ends in zip(times[::2], times[1::2], strict=True))


def _ends(text: str) -> list[str]:
    ends = text.split("-")
    if [len(end) for end in ends] != [5, 5]:
        raise ValueError(f"a span is written as 07:30-11:30, not {text!r}")
    return ends
