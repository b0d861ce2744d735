"""Whether a one-stop shop is open, and when it opens next: its weekly hours laid over the working calendar."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from procedures_db.calendar import WorkCalendar

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FRIDAY = 4
AHEAD = 30  # days in which the next opening is looked for; Tết takes at most ten


@dataclass(frozen=True)
class Span:
    """Hours of one stretch of a day; the closing time is no longer open."""

    opens: time
    closes: time


Week = Mapping[int, tuple[Span, ...]]  # Monday is 0; a weekday without hours is not there


@dataclass(frozen=True)
class Standing:
    """How a shop stands at a moment.

    `closes` is set while it is open, `opens_next` while it is not; `today` holds the hours of the day, `day_off` the
    name of the holiday that it is. `certain` is False where the calendar of one of these days is none that was
    announced, or where a weekend day is worked in the place of another, whose hours no source states.
    """

    today: tuple[Span, ...]
    closes: time | None
    opens_next: datetime | None
    day_off: str | None
    certain: bool


def standing_at(week: Week, moment: datetime, work: WorkCalendar) -> Standing:
    """Tell how a shop with these weekly hours stands at a moment, local time of the city."""
    day = moment.date()
    today = hours_on(week, day, work)
    closes = next((span.closes for span in today if span.opens <= moment.time() < span.closes), None)
    opens_next = None if closes else next((each for each in _openings(week, day, work) if each > moment), None)
    days = [day] if opens_next is None else [day, opens_next.date()]
    return Standing(today, closes, opens_next, work.day_off(day), all(_is_certain(each, work) for each in days))


def hours_on(week: Week, day: date, work: WorkCalendar) -> tuple[Span, ...]:
    """Return the hours of a day: none on a holiday, those of a Friday on a weekend day that is worked by a swap."""
    if work.day_off(day) is not None:
        return ()
    return week.get(FRIDAY if _is_swapped(day, work) else day.weekday(), ())


def _openings(week: Week, day: date, work: WorkCalendar) -> Iterator[datetime]:
    for number in range(AHEAD):
        each = day + timedelta(days=number)
        yield from (datetime.combine(each, span.opens) for span in hours_on(week, each, work))


def _is_swapped(day: date, work: WorkCalendar) -> bool:
    return day.weekday() > FRIDAY and work.is_working(day)


def _is_certain(day: date, work: WorkCalendar) -> bool:
    return work.is_certain(day) and not _is_swapped(day, work)
