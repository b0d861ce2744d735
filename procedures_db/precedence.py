"""Which version of a procedure applies on a day, and why the others do not: decided here and nowhere else."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from procedures_db.vocabulary import SERVED, Jurisdiction, Level, Origin

Numbers = frozenset[tuple[str, Decimal]]


class VersionHead(Protocol):
    """What deciding needs to know of a version."""

    id: Any
    origin: Any
    jurisdiction: Any
    decision_number: Any
    known_from: Any
    effective_to: Any
    superseded_at: Any

    @property
    def retrieved_on(self) -> date:
        """Return the day it was read."""


class Standing(StrEnum):
    """Why a version applies on a day, or does not."""

    APPLIES = "applies"
    CORRECTED = "replaced by a corrected edition of ours"
    OTHER_PROVINCE = "another province's: kept, never served"
    BEFORE_MERGER = "from before 1 July 2025: kept, never served"
    INTERNAL = "internal: kept, never served"
    NOT_YET = "not yet known on that day"
    ENDED = "ended by that day"
    EARLIER_DECISION = "gives way to a later decision"
    NATIONAL = "gives way to the city's own publication"
    EARLIER_READING = "gives way to a later reading of the same decision"
    PUBLISHED_WORDING = "gives way to our plain wording of the same decision"
    STALE_WORDING = "stale: read later, the same decision states another number"


UNSERVED = {
    Jurisdiction.OTHER_PROVINCE: Standing.OTHER_PROVINCE,
    Jurisdiction.BEFORE_MERGER: Standing.BEFORE_MERGER,
    Jurisdiction.INTERNAL: Standing.INTERNAL,
}


@dataclass(frozen=True)
class Judged:
    """A version and its standing on a day."""

    version: Any
    standing: Standing


def judge(versions: Sequence[VersionHead], day: date, numbers_of: Callable[[Any], Numbers]) -> list[Judged]:
    """Return every version of one procedure with its standing on `day`, in the order given.

    A decision counts from the first of its versions; the latest decision applies, of two of one
    day the city's. Of the versions of one decision our plain wording comes first, unless a later
    reading states a number that ours does not; then the latest reading. `numbers_of` returns the
    amounts and lengths of time of a version; it is asked only for versions of one decision.
    """
    open_ones = [version for version in versions if _shut(version, day) is None]
    if not open_ones:
        return [Judged(version, _shut(version, day) or Standing.NOT_YET) for version in versions]
    stale = {version.id for version in open_ones if _is_stale(version, open_ones, numbers_of)}
    begun = _beginnings(versions)
    cities = {version.decision_number for version in open_ones if version.jurisdiction is Jurisdiction.CITY}
    chosen = max(open_ones, key=lambda version: (_of_decision(version, begun, cities), _of_wording(version, stale)))
    return [Judged(version, _shut(version, day) or _against(version, chosen, stale)) for version in versions]


def applying(judged: Iterable[Judged]) -> Any | None:
    """Return the version that applies, or None."""
    return next((each.version for each in judged if each.standing is Standing.APPLIES), None)


def rank_among_namesakes(jurisdictions: Iterable[Jurisdiction], level: Level) -> tuple[bool, bool]:
    """Rank a procedure among those of the same name: the city's own first, a ministry's variant last."""
    return Jurisdiction.CITY in set(jurisdictions), level is not Level.MINISTRY


def _shut(version: VersionHead, day: date) -> Standing | None:
    """Say why a version cannot apply on a day, whatever the others are."""
    if version.superseded_at is not None:
        return Standing.CORRECTED
    if version.jurisdiction not in SERVED:
        return UNSERVED[version.jurisdiction]
    if version.known_from > day:
        return Standing.NOT_YET
    return Standing.ENDED if version.effective_to and version.effective_to <= day else None


def _against(version: VersionHead, chosen: VersionHead, stale: set[int]) -> Standing:
    if version is chosen:
        return Standing.APPLIES
    if version.decision_number != chosen.decision_number:
        yields_to_city = chosen.jurisdiction is Jurisdiction.CITY is not version.jurisdiction
        return Standing.NATIONAL if yields_to_city else Standing.EARLIER_DECISION
    if version.id in stale:
        return Standing.STALE_WORDING
    ours = chosen.origin is Origin.CURATED is not version.origin
    return Standing.PUBLISHED_WORDING if ours else Standing.EARLIER_READING


def _beginnings(versions: Iterable[VersionHead]) -> dict[str | None, date]:
    """Return the first day each decision is vouched for, by whatever version or edition of it."""
    begun: dict[str | None, date] = {}
    for version in versions:
        if version.jurisdiction in SERVED:
            number = version.decision_number
            begun[number] = min(version.known_from, begun.get(number, date.max))
    return begun


def _of_decision(version: VersionHead, begun: dict[str | None, date], cities: set[str | None]) -> tuple[Any, ...]:
    number = version.decision_number
    return begun[number], number in cities, number or ""


def _of_wording(version: VersionHead, stale: set[int]) -> tuple[Any, ...]:
    wording = 1 if version.origin is Origin.CURATED else 0
    return -1 if version.id in stale else wording, version.known_from, version.retrieved_on, version.id


def _is_stale(version: VersionHead, others: Iterable[VersionHead], numbers_of: Callable[[Any], Numbers]) -> bool:
    """Say whether a later reading of the same decision states a number that our wording does not."""
    if version.origin is not Origin.CURATED:
        return False
    later = [
        other
        for other in others
        if other.origin is Origin.OFFICIAL
        and other.decision_number == version.decision_number
        and other.retrieved_on > version.retrieved_on
    ]
    return bool(later) and not numbers_of(max(later, key=lambda other: other.retrieved_on)) <= numbers_of(version)
