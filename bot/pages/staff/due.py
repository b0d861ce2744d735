"""The due-date calculator: from the day and hour of receipt to the day of the result, for each time that fits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from procedures_db.calendar import WorkCalendar
from procedures_db.deadlines import Due, due_date
from procedures_db.facts import ProcessingTimeFact, RecordInForce

PAST, AHEAD = timedelta(days=5 * 365), timedelta(days=365)  # that are counted; further away no calendar is known


@dataclass(frozen=True)
class Counted:
    """A processing time and the day it makes."""

    time: ProcessingTimeFact
    due: Due


def read_received(text: str, today: date) -> datetime | None:
    """Return the time that a field such as 2026-11-23T14:30 names, None when it names none within reach."""
    try:
        received = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    return received if today - PAST <= received.date() <= today + AHEAD else None


def count(
    record: RecordInForce, circumstance: str | None, channel: str | None, received: datetime, work: WorkCalendar
) -> list[Counted]:
    """Return the due day of every processing time that holds in a circumstance and on a channel, None for any."""
    fitting = [time for time in record.processing_times if _fits(time, circumstance, channel)]
    return [Counted(time, due_date(received, time.value, time.unit, work, time.cutoff_hour)) for time in fitting]


def _fits(time: ProcessingTimeFact, circumstance: str | None, channel: str | None) -> bool:
    in_case = circumstance is None or not time.circumstances or circumstance in time.circumstances
    return in_case and (channel is None or channel in time.channels)
