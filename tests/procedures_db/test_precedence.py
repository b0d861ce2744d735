"""Which version applies, decided on hand-made versions."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pytest

from procedures_db.precedence import Numbers, Standing, applying, judge
from procedures_db.vocabulary import Jurisdiction, Origin
from tests.factories import DAY, NOW


@dataclass(frozen=True)
class Head:
    """A version without facts."""

    id: int
    decision_number: str | None = "1/QĐ"
    origin: Origin = Origin.OFFICIAL
    jurisdiction: Jurisdiction = Jurisdiction.NATIONAL
    known_from: date = date(2026, 6, 10)
    retrieved_on: date = date(2026, 6, 10)
    effective_to: date | None = None
    superseded_at: datetime | None = None
    amount: int = 0


def numbers(head: Head) -> Numbers:
    """Tell its only amount."""
    return frozenset({("dong", Decimal(head.amount))})


LATER = date(2026, 7, 17)
CURATED, CITY = Origin.CURATED, Jurisdiction.CITY


@pytest.mark.parametrize(
    ("first", "second", "standings"),
    [
        (Head(1), Head(2, "2/QĐ", known_from=LATER), (Standing.EARLIER_DECISION, Standing.APPLIES)),
        (Head(1), Head(2, "2/QĐ", jurisdiction=CITY), (Standing.NATIONAL, Standing.APPLIES)),
        (Head(1), Head(2, known_from=LATER, retrieved_on=LATER), (Standing.EARLIER_READING, Standing.APPLIES)),
        (Head(1), Head(2, origin=CURATED), (Standing.PUBLISHED_WORDING, Standing.APPLIES)),
        (
            Head(1, origin=CURATED, amount=5),
            Head(2, amount=5, known_from=LATER, retrieved_on=LATER),
            (Standing.APPLIES, Standing.PUBLISHED_WORDING),
        ),
        (
            Head(1, origin=CURATED, amount=5),
            Head(2, amount=6, known_from=LATER, retrieved_on=LATER),
            (Standing.STALE_WORDING, Standing.APPLIES),
        ),
        (Head(1, superseded_at=NOW), Head(2), (Standing.CORRECTED, Standing.APPLIES)),
        (Head(1, effective_to=DAY), Head(2), (Standing.ENDED, Standing.APPLIES)),
        (Head(1), Head(2, known_from=date(2027, 1, 1)), (Standing.APPLIES, Standing.NOT_YET)),
        (Head(1), Head(2, jurisdiction=Jurisdiction.OTHER_PROVINCE), (Standing.APPLIES, Standing.OTHER_PROVINCE)),
        (Head(1), Head(2, jurisdiction=Jurisdiction.BEFORE_MERGER), (Standing.APPLIES, Standing.BEFORE_MERGER)),
        (Head(1), Head(2, jurisdiction=Jurisdiction.INTERNAL), (Standing.APPLIES, Standing.INTERNAL)),
    ],
)
def test_of_two_versions_one_applies_and_the_other_says_why_not(
    first: Head, second: Head, standings: tuple[Standing, Standing]
) -> None:
    """In whatever order they are given."""
    assert tuple(each.standing for each in judge([first, second], DAY, numbers)) == standings
    assert tuple(each.standing for each in judge([second, first], DAY, numbers)) == standings[::-1]


def test_reading_an_old_decision_again_does_not_make_it_newer() -> None:
    """It counts from its first reading, even one that was since corrected."""
    first = Head(1, known_from=date(2026, 1, 1), superseded_at=NOW)
    newer, again = Head(2, "2/QĐ"), Head(3, known_from=LATER, retrieved_on=LATER)
    assert applying(judge([first, newer, again], DAY, numbers)) is newer


def test_where_nothing_applies_every_version_says_why() -> None:
    """And nothing is answered."""
    judged = judge([Head(1, jurisdiction=Jurisdiction.INTERNAL), Head(2, superseded_at=NOW)], DAY, numbers)
    assert [each.standing for each in judged] == [Standing.INTERNAL, Standing.CORRECTED]
    assert applying(judged) is None
    assert judge([], DAY, numbers) == []


def test_our_wording_of_the_citys_decision_comes_before_the_citys_text() -> None:
    """Whatever jurisdiction it names."""
    ours, citys = Head(1, origin=CURATED), Head(2, jurisdiction=CITY)
    assert applying(judge([ours, citys], DAY, numbers)) is ours
