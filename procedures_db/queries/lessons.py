"""What administrators teach: lessons, and the lessons of a version as search and training read them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from procedures_db.facts_lessons import Taught
from procedures_db.lessons import Lessons
from procedures_db.models import Lesson, Settled
from procedures_db.queries.reading import read_as
from procedures_db.vocabulary import LessonKind


def add_lesson(session: Session, lesson: Taught) -> int:
    """Write a lesson, whatever its number; return the number it got."""
    values = {name: value for name, value in vars(lesson).items() if name != "id"}
    row = Lesson(**values)
    session.add(row)
    session.flush()
    return row.id


def live_lessons(session: Session) -> list[Taught]:
    """Return all lessons that were not withdrawn, the oldest first."""
    return _read(session.scalars(select(Lesson).where(Lesson.withdrawn_at.is_(None)).order_by(Lesson.id)))


def lessons_with(session: Session, numbers: Iterable[int]) -> list[Taught]:
    """Return the lessons of these numbers, withdrawn or not, the oldest first."""
    return _read(session.scalars(select(Lesson).where(Lesson.id.in_(list(numbers))).order_by(Lesson.id)))


def withdraw_lesson(session: Session, number: int, at: datetime) -> bool:
    """Withdraw a lesson, so that what it settled comes back; say whether it was there to be withdrawn."""
    live = update(Lesson).where(Lesson.id == number, Lesson.withdrawn_at.is_(None))
    gone = session.execute(live.values(withdrawn_at=at)).rowcount == 1  # type: ignore[attr-defined]
    if gone:
        session.execute(delete(Settled).where(Settled.lesson_id == number))
    return gone


def sort_lessons(taught: Iterable[Taught]) -> Lessons:
    """Return lessons as search and training read them."""
    words: dict[str, str] = {}
    names: dict[str, list[str]] = defaultdict(list)
    examples: dict[str, list[str]] = defaultdict(list)
    for lesson in taught:
        if lesson.kind is LessonKind.WORD:
            words[lesson.text] = lesson.target
        else:
            (names if lesson.kind is LessonKind.NAME else examples)[lesson.target].append(lesson.text)
    return Lessons(words, dict(names), dict(examples))


def _read(rows: Iterable[Lesson]) -> list[Taught]:
    return [read_as(Taught, row) for row in rows]
