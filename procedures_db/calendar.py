"""Which days are worked: weekends, the public holidays of Việt Nam, and the changes announced for a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from holidays import HolidayBase

from procedures_db.national_holidays import national_holidays

SATURDAY = 5
LANGUAGE = "vi"


class DayKind(StrEnum):
    """How an announcement changes a day."""

    HOLIDAY = "holiday"
    SWAP_OFF = "swap_off"
    SWAP_WORK = "swap_work"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class CalendarChange:
    """A day that differs from what the library says; `unconfirmed` is kept free but warned of."""

    day: date
    kind: DayKind
    name: str


class WorkCalendar:
    """The working days of public offices.

    The library `holidays` gives the holidays of the Labour Code and most swapped days; `changes`
    win over it. `announced` holds the years whose official calendar has been entered: days of
    other years are a forecast.
    """

    def __init__(self, changes: Iterable[CalendarChange] = (), announced: Iterable[int] = ()) -> None:
        """Take the changes and the years that are official."""
        self._changes = {change.day: change for change in changes}
        self._announced = frozenset(announced)

    def is_working(self, day: date) -> bool:
        """Say whether offices work on a day."""
        if change := self._changes.get(day):
            return change.kind is DayKind.SWAP_WORK
        if day in self._holidays:
            return False
        return day.weekday() < SATURDAY or day in self._holidays.weekend_workdays

    def day_off(self, day: date) -> str | None:
        """Return the name of the holiday or swapped day off on a day, else None."""
        if change := self._changes.get(day):
            return None if change.kind is DayKind.SWAP_WORK else change.name
        return self._holidays.get(day)

    def is_certain(self, day: date) -> bool:
        """Say whether the calendar of a day is official."""
        change = self._changes.get(day)
        return day.year in self._announced and not (change and change.kind is DayKind.UNCONFIRMED)

    def on_or_after(self, day: date) -> date:
        """Return the first working day from a day on."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add(self, day: date, count: int) -> date:
        """Return the `count`-th working day after a day."""
        for _ in range(count):
            day = self.on_or_after(day + timedelta(days=1))
        return day

    def count(self, day: date, last: date) -> int:
        """Return how many working days follow a day up to the last one, which counts."""
        return sum(self.is_working(day + timedelta(days=number)) for number in range(1, (last - day).days + 1))

    @cached_property
    def _holidays(self) -> HolidayBase:
        return national_holidays(LANGUAGE)
