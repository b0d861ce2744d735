"""What deserves a look by a person: messages not plainly answered, low ratings, reports of staff."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, String, and_, func, literal, or_, select, text, true, type_coerce, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from procedures_db.facts_lessons import Heard, LowRated, Matter, Reported
from procedures_db.models import DataReport, Feedback, Settled, Turn
from procedures_db.models.conversation import TO_BE_LOOKED_AT
from procedures_db.queries.data_reports import opened
from procedures_db.queries.reading import read_as
from procedures_db.vocabulary import Rated, ReportState, TriageReason

LOW = 2  # ratings from which on down somebody has to look
COMMENTS = 5
RATING, GIST = "rating:", "gist:"  # what keys of settled matters begin with; a gist has no colon
# The key of low ratings: of which procedure, and why.
RATED = (
    literal(RATING)
    + func.coalesce(Feedback.procedure_code, "")
    + ":"
    + func.coalesce(type_coerce(Feedback.factor, String), "")
)


class AlreadySettled(ValueError):
    """Another person has decided on this matter."""


def matters(session: Session, since: date, limit: int) -> list[Matter]:
    """Return what was asked since a day and not plainly answered, by gist, the most frequent first."""
    asked = (text(TO_BE_LOOKED_AT), Turn.gist.is_not(None), Turn.day >= since)
    times = func.count().label("times")
    counted = (
        select(Turn.gist, times, func.max(Turn.day), func.max(Turn.id))
        .outerjoin(Settled, Settled.key == _settled_gist(session))
        .where(*asked, _is_open(Turn.day))
        .group_by(Turn.gist)
        .order_by(times.desc(), Turn.gist)
        .limit(limit)
    )
    rows = session.execute(counted).tuples().all()
    newest = [row[3] for row in rows]
    texts = dict(session.execute(select(Turn.id, Turn.text).where(Turn.id.in_(newest))).tuples().all())
    reasons = _reasons(session, [row[0] for row in rows], asked)
    return [
        Matter((gist,), count, last, tuple(reasons[gist]), texts[number] or gist)
        for gist, count, last, number in rows
        if gist is not None
    ]


def heard(session: Session, keys: Collection[str], limit: int) -> list[Heard]:
    """Return the latest messages of these gists that were not plainly answered."""
    statement = select(Turn).where(Turn.gist.in_(keys), text(TO_BE_LOOKED_AT)).order_by(Turn.id.desc()).limit(limit)
    return [read_as(Heard, row) for row in session.scalars(statement)]


def low_ratings(session: Session, since: date, limit: int, key: str | None = None) -> list[LowRated]:
    """Return low ratings of the assistant since a day that nobody decided on, by procedure and reason; or one kind."""
    times = func.count().label("times")
    counted = (
        select(RATED, Feedback.procedure_code, Feedback.factor, times, func.max(Feedback.day))
        .outerjoin(Settled, Settled.key == RATED)
        .where(*_low(since), _is_open(Feedback.day), true() if key is None else RATED.in_([key]))
        .group_by(Feedback.procedure_code, Feedback.factor)
        .order_by(times.desc(), RATED)
        .limit(limit)
    )
    rows = session.execute(counted).tuples().all()
    written = _comments(session, since, [row[0] for row in rows])
    return [LowRated(*row, comments=tuple(written[row[0]])) for row in rows]


def reports(session: Session, office: str | None = None) -> list[Reported]:
    """Return the open reports of staff, by procedure and part, the most reported first; of an office and of none."""
    grouped: dict[tuple[str, str], list[DataReport]] = defaultdict(list)
    for row in session.scalars(select(DataReport).where(opened(office)).order_by(DataReport.id.desc())):
        grouped[row.procedure_code, row.aspect].append(row)
    found = [
        Reported(code, aspect, len(rows), rows[0].at, tuple(row.reason for row in rows[:COMMENTS]))
        for (code, aspect), rows in grouped.items()
    ]
    return sorted(found, key=lambda each: (-each.count, each.procedure_code))


def end_reports(session: Session, code: str, aspect: str, state: ReportState, office: str | None = None) -> None:
    """End the open reports on a part of a procedure; raise AlreadySettled when there are none."""
    same = (DataReport.procedure_code == code, DataReport.aspect == aspect, opened(office))
    ended = session.execute(update(DataReport).where(*same).values(state=state))
    if not ended.rowcount:  # type: ignore[attr-defined]
        raise AlreadySettled


def settle(session: Session, keys: Iterable[str], at: datetime, actor: str, lesson_id: int | None = None) -> None:
    """Note what was decided on matters; raise AlreadySettled when another person was quicker."""
    wanted = sorted({settled_key(key) for key in keys})
    known = _settled(session, wanted)
    if any(row.returns_on is None for row in known.values()):
        raise AlreadySettled
    for key in wanted:
        session.merge(Settled(key=key, at=at, actor=actor, lesson_id=lesson_id, returns_on=None))
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadySettled from error


def settled_key(key: str) -> str:
    """Return what a decision on a matter is kept under: of a gist, which are somebody's words, only the SHA-256.

    The words go with the message that had them; the hash still tells that the same was decided on.
    """
    return key if key.startswith(RATING) else GIST + sha256(key.encode()).hexdigest()


def _settled_gist(session: Session) -> ColumnElement[str]:
    """Say in SQL what `settled_key` says of a gist; SQLite has its function from engine.py."""
    if session.get_bind().dialect.name == "sqlite":
        return literal(GIST) + func.sha256(Turn.gist)
    return literal(GIST) + func.encode(func.sha256(func.convert_to(Turn.gist, "UTF8")), "hex")


def _reasons(session: Session, gists: list[str | None], asked: tuple[Any, ...]) -> dict[str, list[TriageReason]]:
    """Return the reasons of each gist, the most frequent first."""
    counted = select(Turn.gist, Turn.triage).where(*asked, Turn.gist.in_(gists)).group_by(Turn.gist, Turn.triage)
    found: dict[str, list[TriageReason]] = defaultdict(list)
    for gist, reason in session.execute(counted.order_by(func.count().desc())).tuples():
        if gist is not None and reason is not None:
            found[gist].append(reason)
    return found


def _is_open(day: ColumnElement[date] | object) -> ColumnElement[bool]:
    """Say in SQL whether nothing was decided on a matter, or what was taught has not helped."""
    return or_(Settled.key.is_(None), and_(Settled.returns_on.is_not(None), Settled.returns_on < day))  # type: ignore[operator]


def _settled(session: Session, keys: Iterable[str]) -> dict[str, Settled]:
    wanted = list(keys)
    return {row.key: row for row in session.scalars(select(Settled).where(Settled.key.in_(wanted)))} if wanted else {}


def _low(since: date) -> tuple[ColumnElement[bool], ...]:
    return Feedback.day >= since, Feedback.subject == Rated.ASSISTANT, Feedback.rating <= LOW


def _comments(session: Session, since: date, keys: list[str]) -> dict[str, list[str]]:
    """Return the latest comments on low ratings by their keys."""
    said = select(RATED, Feedback.comment).where(*_low(since), Feedback.comment.is_not(None), RATED.in_(keys))
    found: dict[str, list[str]] = defaultdict(list)
    for key, comment in session.execute(said.order_by(Feedback.id.desc())).tuples():
        if comment and len(found[key]) < COMMENTS:
            found[key].append(comment)
    return found
