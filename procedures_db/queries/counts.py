"""How many messages there were, counted as they are written: by day, channel, outcome and hour; by procedure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, func, or_, select, text
from sqlalchemy.orm import Session

from procedures_db.models import MessageCount, ProcedureCount, Turn
from procedures_db.vocabulary import Span

# Written out, as they are part of every message.
ONE_MORE_MESSAGE = text(
    """INSERT INTO message_count (day, channel, outcome, hour, messages) VALUES (:day, :channel, :outcome, :hour, 1)
    ON CONFLICT (day, channel, outcome, hour) DO UPDATE SET messages = message_count.messages + 1"""
).bindparams(bindparam("day", type_=Date))
ONE_MORE_ABOUT = text(
    """INSERT INTO procedure_count (span, first, procedure_code, messages)
    VALUES ('day', :day, :code, 1), ('month', :month, :code, 1)
    ON CONFLICT (span, first, procedure_code) DO UPDATE SET messages = procedure_count.messages + 1"""
).bindparams(bindparam("day", type_=Date), bindparam("month", type_=Date))


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both counted."""

    first: date
    last: date

    @property
    def whole_months(self) -> "Period | None":
        """Return from the first day of the first whole month in it to the last day of the last; None without one."""
        first = self.first if self.first.day == 1 else _next_month(self.first)
        last = _next_month(self.last) - timedelta(1)
        last = last if last == self.last else self.last.replace(day=1) - timedelta(1)
        return Period(first, last) if first <= last else None


def count_turn(session: Session, turn: Turn) -> None:
    """Count a message; the counts stay when it is deleted. Whoever counts at the same time waits, and none is lost."""
    connection = session.connection()
    key = {"day": turn.day, "channel": turn.channel, "outcome": turn.outcome, "hour": turn.hour}
    connection.execute(ONE_MORE_MESSAGE, key)
    if turn.procedure_code:
        about = {"day": turn.day, "month": turn.day.replace(day=1), "code": turn.procedure_code}
        connection.execute(ONE_MORE_ABOUT, about)


def messages_by_outcome(session: Session, period: Period) -> list[tuple[date, str, str, int]]:
    """Count messages by day, channel and outcome."""
    return _counted(session, period, MessageCount.day, MessageCount.channel, MessageCount.outcome)


def messages_by_hour(session: Session, period: Period) -> list[int]:
    """Count messages by the hour of the day, from 0 to 23."""
    counts = [0] * 24
    for hour, count in _counted(session, period, MessageCount.hour):
        counts[hour] = count
    return counts


def messages_by_procedure(session: Session, period: Period, limit: int | None = None) -> list[tuple[str, int]]:
    """Return the procedures that were asked about, with how often, the most frequent first.

    Whole months are counted already, so a year is read from a few thousand rows.
    """
    count = func.sum(ProcedureCount.messages)
    whole = period.whole_months
    days = ProcedureCount.first.between(period.first, period.last)
    wanted = [(ProcedureCount.span == Span.DAY) & days]
    if whole is not None:
        outside = or_(
            ProcedureCount.first.between(period.first, whole.first - timedelta(1)),
            ProcedureCount.first.between(whole.last + timedelta(1), period.last),
        )
        months = ProcedureCount.first.between(whole.first, whole.last)
        wanted = [(ProcedureCount.span == Span.DAY) & outside, (ProcedureCount.span == Span.MONTH) & months]
    statement = (
        select(ProcedureCount.procedure_code, count)
        .where(or_(*wanted))
        .group_by(ProcedureCount.procedure_code)
        .order_by(count.desc(), ProcedureCount.procedure_code)
    )
    return [(code, number) for code, number in session.execute(statement.limit(limit) if limit else statement)]


def _counted(session: Session, period: Period, *by: Any) -> list[Any]:
    statement = (
        select(*by, func.sum(MessageCount.messages))
        .where(MessageCount.day.between(period.first, period.last))
        .group_by(*by)
        .order_by(*by)
    )
    return [tuple(row) for row in session.execute(statement)]


def _next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return (day.replace(day=28) + timedelta(4)).replace(day=1)
