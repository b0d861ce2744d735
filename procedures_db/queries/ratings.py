"""How people rated in a period of days of the city: by day, channel, procedure, commune; what low ratings are about."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from procedures_db.models import Feedback
from procedures_db.queries.counts import Period
from procedures_db.vocabulary import Rated, SipasFactor

GOOD = 4  # the index of satisfaction is the share of the two top levels
LOW = 2  # ratings from which on down somebody has to see to it


@dataclass(frozen=True)
class Tally:
    """How many of so many ratings were good, of a day, a channel, a code or nothing in particular."""

    of: Any
    good: int
    ratings: int


def by_day(session: Session, period: Period, subject: Rated) -> list[Tally]:
    """Count by day; withdrawn ratings are none."""
    return _tallies(session, period, subject, Feedback.day)


def by_channel(session: Session, period: Period, subject: Rated) -> list[Tally]:
    """Count by channel."""
    return _tallies(session, period, subject, Feedback.channel)


def by_procedure(session: Session, period: Period, subject: Rated) -> list[Tally]:
    """Count by the procedure that was spoken of."""
    return _tallies(session, period, subject, Feedback.procedure_code)


def by_commune(session: Session, period: Period, subject: Rated) -> list[Tally]:
    """Count by the commune that the person named or the site declared."""
    return _tallies(session, period, subject, Feedback.commune_code)


def low_by_factor(session: Session, period: Period, subject: Rated) -> list[tuple[SipasFactor | None, int]]:
    """Count low ratings by what they are about."""
    count = func.count()
    rows = session.execute(
        select(Feedback.factor, count)
        .where(_rated(period, subject), Feedback.rating <= LOW)
        .group_by(Feedback.factor)
        .order_by(count.desc())
    )
    return [(factor, number) for factor, number in rows]


def _tallies(session: Session, period: Period, subject: Rated, by: InstrumentedAttribute[Any]) -> list[Tally]:
    good, count = func.sum(case((Feedback.rating >= GOOD, 1), else_=0)), func.count()
    rows = session.execute(
        select(by, good, count).where(_rated(period, subject)).group_by(by).order_by(count.desc(), by)
    )
    return [Tally(*row) for row in rows]


def _rated(period: Period, subject: Rated) -> ColumnElement[bool]:
    return (
        Feedback.day.between(period.first, period.last) & (Feedback.subject == subject) & Feedback.rating.is_not(None)
    )
