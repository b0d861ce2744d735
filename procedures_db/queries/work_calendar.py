"""The working calendar as the database has it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from procedures_db.calendar import CalendarChange, WorkCalendar
from procedures_db.models import CalendarDay, CalendarYear
from procedures_db.queries.reading import read_as


def work_calendar(session: Session) -> WorkCalendar:
    """Return the library's calendar with the changes and checked years of the database."""
    changes = [read_as(CalendarChange, row) for row in session.scalars(select(CalendarDay))]
    return WorkCalendar(changes, session.scalars(select(CalendarYear.year)))
