"""What happened in a period of days of the city: messages by outcome, hour, procedure; slow answers; ratings."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from procedures_db.models import Feedback, Turn
from procedures_db.models.conversation import SLOW
from procedures_db.vocabulary import Rated

Counted = list[tuple[date, str, int]]


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both counted."""

    first: date
    last: date


@dataclass(frozen=True)
class SlowAnswer:
    """An answer that took long, in milliseconds; the text is redacted, None where it is not kept."""

    day: date
    text: str | None
    intent: str | None
    milliseconds: float


def outcomes_by_day(session: Session, period: Period) -> Counted:
    """Count messages by day and outcome."""
    return [
        (day, outcome, count)
        for day, outcome, count in session.execute(
            select(Turn.day, Turn.outcome, func.count())
            .where(Turn.day.between(period.first, period.last))
            .group_by(Turn.day, Turn.outcome)
        )
    ]


def messages_by_hour(session: Session, period: Period) -> list[int]:
    """Count messages by the hour of the day, from 0 to 23."""
    counts = [0] * 24
    counted = select(Turn.hour, func.count()).where(Turn.day.between(period.first, period.last)).group_by(Turn.hour)
    for hour, count in session.execute(counted):
        counts[hour] = count
    return counts


def top_procedures(session: Session, period: Period, limit: int) -> list[tuple[str, int]]:
    """Return the procedures that were asked about most, with how often."""
    count = func.count().label("count")
    return [
        (code, number)
        for code, number in session.execute(
            select(Turn.procedure_code, count)
            .where(Turn.day.between(period.first, period.last), Turn.procedure_code.is_not(None))
            .group_by(Turn.procedure_code)
            .order_by(count.desc(), Turn.procedure_code)
            .limit(limit)
        )
    ]


def slowest(session: Session, period: Period, limit: int) -> list[SlowAnswer]:
    """Return the answers that took longest of those that a person noticed, the slowest first."""
    rows = session.execute(
        select(Turn.day, Turn.text, Turn.intent, Turn.milliseconds)
        .where(Turn.day.between(period.first, period.last), text(SLOW))
        .order_by(Turn.milliseconds.desc())
        .limit(limit)
    )
    return [SlowAnswer(*row) for row in rows]


def ratings_by_day(session: Session, period: Period, subject: Rated) -> list[tuple[date, int, int]]:
    """Count ratings of a subject by day and rating; withdrawn ones are none."""
    return [
        (day, rating, count)
        for day, rating, count in session.execute(
            select(Feedback.day, Feedback.rating, func.count())
            .where(_rated(period, subject))
            .group_by(Feedback.day, Feedback.rating)
        )
    ]


def ratings_by_channel(session: Session, period: Period, subject: Rated) -> list[tuple[str | None, int, int]]:
    """Count ratings of a subject by channel and rating."""
    return [
        (channel, rating, count)
        for channel, rating, count in session.execute(
            select(Feedback.channel, Feedback.rating, func.count())
            .where(_rated(period, subject))
            .group_by(Feedback.channel, Feedback.rating)
        )
    ]


def ratings_by_procedure(session: Session, period: Period, subject: Rated) -> list[tuple[str | None, int, int]]:
    """Count ratings of a subject by procedure and rating."""
    return [
        (code, rating, count)
        for code, rating, count in session.execute(
            select(Feedback.procedure_code, Feedback.rating, func.count())
            .where(_rated(period, subject))
            .group_by(Feedback.procedure_code, Feedback.rating)
        )
    ]


def _rated(period: Period, subject: Rated) -> ColumnElement[bool]:
    return (
        Feedback.day.between(period.first, period.last) & (Feedback.subject == subject) & Feedback.rating.is_not(None)
    )
