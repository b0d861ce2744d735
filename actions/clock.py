"""The only place that knows what day and time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from actions.settings import fixed_today

HAI_PHONG = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """Return today's date in Hải Phòng."""
    return fixed_today() or datetime.now(HAI_PHONG).date()


def now() -> datetime:
    """Return the present time in UTC, without a zone, as the database stores it."""
    return datetime.now(UTC).replace(tzinfo=None)
