"""The only place that knows what day and time it is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from actions.settings import fixed_today

HAI_PHONG = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = time(9)


def today() -> date:
    """Return today's date in Hải Phòng."""
    return fixed_today() or datetime.now(HAI_PHONG).date()


def local_now() -> datetime:
    """Return the time in Hải Phòng, without a zone; nine in the morning of a fixed day."""
    fixed = fixed_today()
    return datetime.combine(fixed, MORNING) if fixed else datetime.now(HAI_PHONG).replace(tzinfo=None)


def now() -> datetime:
    """Return the present time in UTC, without a zone, as the database stores it."""
    return datetime.now(UTC).replace(tzinfo=None)


def city_day(moment: datetime) -> date:
    """Return the day in Hải Phòng of a moment that is stored in UTC."""
    return moment.replace(tzinfo=UTC).astimezone(HAI_PHONG).date()


def day_begins(day: date) -> datetime:
    """Return the moment, in UTC without a zone, at which a day begins in Hải Phòng."""
    return datetime.combine(day, time(), HAI_PHONG).astimezone(UTC).replace(tzinfo=None)
