"""How it goes, for those who answer for its quality: satisfaction against a target, outcomes, hours, procedures."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from actions.clock import today
from actions.database import sessions
from actions.rendering import words
from bot.evaluation.rates import Rate
from bot.pages.access import Visit
from bot.pages.admin.naming import naming
from bot.pages.rendering import page
from procedures_db.queries import review
from procedures_db.queries.review import Period
from procedures_db.vocabulary import Rated

WEEKS = 12  # that are shown when no days are named
LONGEST = timedelta(days=731)
TOP = 10
GOOD = 4  # the index of satisfaction is the share of the two top levels
KINDS = ("answered", "asked_back", "refused")  # outcomes that are told apart; all others are "other"


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday on: what came of messages, and how satisfied people were."""

    first: date
    outcomes: dict[str, int]
    satisfied: Rate

    @property
    def messages(self) -> int:
        """Return how many messages there were."""
        return sum(self.outcomes.values())


def show_review(request: Request, visit: Visit) -> Response:
    """Show the period that the address names, the last weeks if it names none."""
    period = period_of(request)
    if period is None:
        return page("admin/review_unknown.html", 400, visit=visit)
    subject = Rated.COUNTER if request.query_params.get("danh-gia") == Rated.COUNTER else Rated.ASSISTANT
    named = naming()
    with sessions()() as session:
        weeks = weeks_of(session, period, subject)
        return page(
            "admin/review.html",
            visit=visit,
            period=period,
            subject=subject,
            weeks=weeks,
            total=total("", review.ratings_by_day(session, period, subject)),
            hours=review.messages_by_hour(session, period),
            procedures=[(named(code), count) for code, count in review.top_procedures(session, period, TOP)],
            slow=review.slowest(session, period, TOP),
            by_procedure=shares(
                (named(code), rating, count)
                for code, rating, count in review.ratings_by_procedure(session, period, subject)
            ),
            by_channel=shares(review.ratings_by_channel(session, period, subject)),
            target=request.app.state.settings.target,
            csv=f"{request.url.path}.csv",
        )


def export_weeks(request: Request, visit: Visit) -> Response:
    """Return the weeks of the period as CSV, as spreadsheets read it."""
    period = period_of(request)
    if period is None:
        return page("admin/review_unknown.html", 400, visit=visit)
    text = io.StringIO()
    rows = csv.writer(text)
    names = words()["review"]
    rows.writerow([names[name] for name in ("week", "messages", *KINDS, "other", "ratings", "satisfied", "share")])
    with sessions()() as session:
        for week in weeks_of(session, period, Rated.ASSISTANT):
            counts = [week.outcomes[kind] for kind in (*KINDS, "other")]
            rate = week.satisfied
            share = f"{rate.share:.3f}" if rate.total else ""
            rows.writerow([week.first.isoformat(), week.messages, *counts, rate.total, rate.hits, share])
    headers = {"Content-Disposition": f'attachment; filename="motcua-{period.first}-{period.last}.csv"'}
    return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def weeks_of(session: Session, period: Period, subject: Rated) -> list[Week]:
    """Return every week of a period, those without anything too."""
    outcomes: dict[date, Counter[str]] = defaultdict(Counter)
    for day, outcome, count in review.outcomes_by_day(session, period):
        outcomes[monday(day)][outcome if outcome in KINDS else "other"] += count
    ratings: dict[date, list[tuple[date, int, int]]] = defaultdict(list)
    for row in review.ratings_by_day(session, period, subject):
        ratings[monday(row[0])].append(row)
    return [
        Week(first, {kind: outcomes[first][kind] for kind in (*KINDS, "other")}, total("", ratings[first]))
        for first in mondays(period)
    ]


def total(name: str, rows: Iterable[tuple[object, int, int]]) -> Rate:
    """Add up (anything, rating, count) to the share of those who were satisfied."""
    counted = [(rating, count) for _, rating, count in rows]
    return Rate(name, sum(count for rating, count in counted if rating >= GOOD), sum(count for _, count in counted))


def shares(rows: Iterable[tuple[str | None, int, int]]) -> list[Rate]:
    """Return the share of each name, those with most ratings first."""
    grouped: dict[str, list[tuple[object, int, int]]] = defaultdict(list)
    for name, rating, count in rows:
        grouped[name or ""].append((name, rating, count))
    return sorted((total(name, group) for name, group in grouped.items()), key=lambda rate: (-rate.total, rate.name))


def period_of(request: Request) -> Period | None:
    """Return the days that ?tu=…&den=… name, the last weeks without them; None when they name no days."""
    end = today()
    try:
        last = date.fromisoformat(request.query_params.get("den") or end.isoformat())
        first = date.fromisoformat(
            request.query_params.get("tu") or (monday(last) - timedelta(weeks=WEEKS - 1)).isoformat()
        )
    except (ValueError, OverflowError):
        return None
    return Period(first, last) if timedelta() <= last - first <= LONGEST else None


def mondays(period: Period) -> list[date]:
    """Return the Mondays of the weeks that a period touches."""
    first = monday(period.first)
    return [first + timedelta(weeks=number) for number in range((monday(period.last) - first).days // 7 + 1)]


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
