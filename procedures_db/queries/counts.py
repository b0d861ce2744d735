"""How many messages there were, counted as they are written: by day, channel, outcome and hour; by procedure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from procedures_db.models import Base, MessageCount, ProcedureCount, Turn
from procedures_db.vocabulary import Span

INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


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
    """Count a message; the counts stay when it is deleted."""
    key = {"day": turn.day, "channel": turn.channel, "outcome": turn.outcome, "hour": turn.hour}
    _one_more(session, MessageCount, [key])
    if turn.procedure_code:
        spans = ((Span.DAY, turn.day), (Span.MONTH, turn.day.replace(day=1)))
        keys = [{"span": span, "first": first, "procedure_code": turn.procedure_code} for span, first in spans]
        _one_more(session, ProcedureCount, keys)


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


def _one_more(session: Session, counts: type[Base], keys: list[dict[str, Any]]) -> None:
    """Add one to each of these counts; whoever counts at the same time waits, and neither is lost."""
    statement: Any = INSERT[session.get_bind().dialect.name](counts).values([{**key, "messages": 1} for key in keys])
    table = counts.__table__
    again = {"messages": table.c.messages + 1}
    session.execute(statement.on_conflict_do_update(index_elements=list(keys[0]), set_=again))


def _next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return (day.replace(day=28) + timedelta(4)).replace(day=1)
