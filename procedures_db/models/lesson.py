"""Tables of what administrators teach the assistant, and of the models made of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from procedures_db.models.base import Base
from procedures_db.vocabulary import LessonKind, TrialState


class Lesson(Base):
    """One thing taught: a name of a procedure, a word for another, a way of asking.

    `text` is the name, word or example, `target` the code, official word or intent; `question` is what the
    assistant is asked to see whether it learned it, `code` the procedure that is to be answered, if one is.
    """

    __tablename__ = "lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    author: Mapped[str]
    kind: Mapped[LessonKind]
    text: Mapped[str]
    target: Mapped[str]
    question: Mapped[str]
    code: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]


class Settled(Base):
    """A matter of triage that somebody decided on; `key` holds no words of people (queries/triage.py, settled_key).

    With a lesson it comes back when people still ask in vain after `returns_on`, the day the lesson came into
    force; without one it stays settled.
    """

    __tablename__ = "settled"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lesson.id"), index=True)
    returns_on: Mapped[date | None]


class ModelVersion(Base):
    """A model made of the files, known by their fingerprint, and of lessons; `report` compares it with the one before.

    The archive of an old one is dropped: it can be made again.
    """

    __tablename__ = "model_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    author: Mapped[str]
    lessons: Mapped[list[int]]
    state: Mapped[TrialState]
    fingerprint: Mapped[str | None]
    report: Mapped[dict[str, Any] | None]
    fault: Mapped[str | None] = mapped_column(Text)
    archive: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))


class Release(Base):
    """That a version is in force from now on; without one, the model of the files alone."""

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("model_version.id"))
