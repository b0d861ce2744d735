"""The day a result is due, counted from the day and hour of submission."""

import calendar
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from procedures_db.calendar import WorkCalendar
from procedures_db.vocabulary import TimeUnit

# What an office day is when hours are counted; no source states it for every office, so it is an assumption.
OPENS, CLOSES, HOURS_A_DAY = time(8), time(17), 8


@dataclass(frozen=True)
class Due:
    """The day a result is due, and how it was counted.

    `received` is the working day on which the dossier counts as received; `days_off` the named
    holidays that were skipped; `moved` tells that the last day fell on a day off; `certain` that all
    days lie in years whose calendar is official.
    """

    day: date
    received: date
    days_off: tuple[tuple[date, str], ...]
    moved: bool
    certain: bool


def due_date(
    submitted: datetime, value: Decimal, unit: TimeUnit, work: WorkCalendar, cutoff_hour: int | None = None
) -> Due:
    """Count from a submission (local time of the office) to the day the result is due.

    The day of receipt is not counted, and a period of days or months that ends on a day off ends
    on the next working day (Civil Code 2015, articles 147 and 148). A dossier filed on a day off,
    or from the cut-off hour on, counts as received on the next working day; so does one filed
    after closing time when hours are counted. Half a working day counts as one. Zero working days
    mean the day of receipt. Raises ValueError for a negative value.
    """
    if value < 0:
        raise ValueError(f"a period of {value} cannot be counted")
    late = cutoff_hour is not None and submitted.hour >= cutoff_hour
    received = work.on_or_after(submitted.date() + timedelta(days=late))
    last = COUNTERS[unit](submitted, received, value, work)
    day = work.on_or_after(last)
    return Due(
        day=day,
        received=received,
        days_off=_days_off(submitted.date() if unit in SKIPPING else last, day, work),
        moved=day != last,
        certain=all(work.is_certain(each) for each in _span(submitted.date(), day)),
    )


def _working_days(submitted: datetime, received: date, value: Decimal, work: WorkCalendar) -> date:
    return work.add(received, math.ceil(value))


def _days(submitted: datetime, received: date, value: Decimal, work: WorkCalendar) -> date:
    return received + timedelta(days=math.ceil(value))


def _months(submitted: datetime, received: date, value: Decimal, work: WorkCalendar) -> date:
    """Go to the same day of a later month, or to its last day (article 148)."""
    months = received.year * 12 + received.month - 1 + math.ceil(value)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(received.day, calendar.monthrange(year, month + 1)[1]))


def _hours(submitted: datetime, received: date, value: Decimal, work: WorkCalendar) -> date:
    """Count hours of office days of eight hours."""
    begun = submitted.time() if submitted.date() == received else OPENS
    if begun >= CLOSES:
        received, begun = work.add(received, 1), OPENS
    used = Decimal(max(begun.hour - OPENS.hour, 0)) + Decimal(begun.minute) / 60
    total = min(used, Decimal(HOURS_A_DAY)) + value
    return work.add(received, max(math.ceil(total / HOURS_A_DAY) - 1, 0))


COUNTERS: dict[TimeUnit, Callable[[datetime, date, Decimal, WorkCalendar], date]] = {
    TimeUnit.WORKING_DAY: _working_days,
    TimeUnit.DAY: _days,
    TimeUnit.MONTH: _months,
    TimeUnit.HOUR: _hours,
    TimeUnit.WORKING_HOUR: _hours,
}


SKIPPING = frozenset({TimeUnit.WORKING_DAY, TimeUnit.HOUR, TimeUnit.WORKING_HOUR})


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _days_off(first: date, last: date, work: WorkCalendar) -> tuple[tuple[date, str], ...]:
    named = ((day, work.day_off(day)) for day in _span(first, last))
    return tuple((day, name) for day, name in named if name is not None)
