"""The days and the month that the address of a page names."""

from datetime import date, timedelta

from starlette.requests import Request

from actions.clock import today
from bot.review.figures import monday
from procedures_db.queries.counts import Period

WEEKS = 12  # that are shown when no days are named
LONGEST = timedelta(days=731)
EARLIEST, LATEST = 2020, 2100  # years that are looked at


def period_of(request: Request) -> Period | None:
    """Return the days that ?tu=…&den=… name, the last weeks without them; None when they name none to look at."""
    end = today()
    try:
        last = date.fromisoformat(request.query_params.get("den") or end.isoformat())
        first = date.fromisoformat(
            request.query_params.get("tu") or (monday(last) - timedelta(weeks=WEEKS - 1)).isoformat()
        )
    except (ValueError, OverflowError):
        return None
    within = first.year >= EARLIEST and last.year < LATEST
    return Period(first, last) if within and timedelta() <= last - first <= LONGEST else None


def month_of(text: str) -> date | None:
    """Return the first day of the month that a text like 2026-11 names; None when it names none."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return first if EARLIEST <= first.year < LATEST else None
