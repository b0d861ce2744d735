"""Tables of the working calendar: changes to it, and the years that were checked."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from procedures_db.calendar import DayKind
from procedures_db.models.base import Base, Source


class CalendarDay(Base):
    """A day that differs from what the library of holidays says."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind]
    name: Mapped[str]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    source: Mapped[Source] = relationship()


class CalendarYear(Base):
    """A year whose official calendar has been entered."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    source: Mapped[Source] = relationship()
