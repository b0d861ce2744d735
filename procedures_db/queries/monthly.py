"""What a monthly report counts beside messages and ratings: what low ratings led to, dossiers in time and late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from procedures_db.dossiers.status import RUNNING
from procedures_db.models import Dossier, Feedback, FollowUp
from procedures_db.queries.counts import Period
from procedures_db.vocabulary import FollowUpKind, FollowUpState


@dataclass(frozen=True)
class Complaint:
    """What a low rating led to; the moments are UTC. `rating` and when it was last changed are those of the rating."""

    due_on: date
    state: FollowUpState
    closed_at: datetime | None
    rating: int | None
    changed_at: datetime | None


@dataclass(frozen=True)
class DossierCounts:
    """Dossiers received and finished in a month, and those that were overdue when the register was read."""

    received: int
    on_time: int
    late: int
    undated: int
    overdue: int
    read_at: datetime


def complaints(session: Session, begin: datetime, end: datetime) -> list[Complaint]:
    """Return what was received from one moment on until before another, both UTC."""
    rows = session.execute(
        select(FollowUp.due_on, FollowUp.state, FollowUp.closed_at, Feedback.rating, Feedback.changed_at)
        .outerjoin(Feedback, FollowUp.feedback_id == Feedback.id)
        .where(FollowUp.kind == FollowUpKind.RATING, FollowUp.opened_at >= begin, FollowUp.opened_at < end)
    )
    return [Complaint(*row) for row in rows]


def dossier_counts(session: Session, period: Period) -> DossierCounts | None:
    """Count the dossiers of days of the city, whose time the register has; None where there is no register.

    Late is who finished on a day after the appointed one, as deadlines are counted by days.
    """
    read_at = session.scalar(select(func.max(Dossier.read_at)))
    if read_at is None:
        return None
    due, finished = func.date(Dossier.due_at), func.date(Dossier.finished_at)
    ended = _within(Dossier.finished_at, period)
    return DossierCounts(
        received=_count(session, _within(Dossier.received_at, period)),
        on_time=_count(session, ended, finished <= due),
        late=_count(session, ended, finished > due),
        undated=_count(session, ended, Dossier.due_at.is_(None)),
        overdue=_count(session, Dossier.state.in_(RUNNING), due < func.date(Dossier.read_at), _until(period)),
        read_at=read_at,
    )


def _within(moment: Any, period: Period) -> ColumnElement[bool]:
    return and_(moment >= _midnight(period.first), moment < _midnight(period.last + timedelta(1)))


def _until(period: Period) -> ColumnElement[bool]:
    return Dossier.due_at < _midnight(period.last + timedelta(1))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Dossier).where(*conditions)) or 0
