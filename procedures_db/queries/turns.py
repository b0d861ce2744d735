"""Find what was said: by words with or without diacritics, procedure, intent, outcome, channel, days, low ratings."""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, text
from sqlalchemy.orm import Session

from procedures_db.models import Feedback, FollowUp, Turn
from procedures_db.models.feedback import LOW_RATED
from procedures_db.text import fold
from procedures_db.vocabulary import FollowUpState, Rated, SipasFactor

WORD = re.compile(r"[a-z0-9]+")
MATCHES = {
    "sqlite": "turn.id IN (SELECT rowid FROM turn_words WHERE turn_words MATCH :wanted {bounds})",
    "postgresql": "turn.words @@ CAST(:wanted AS tsquery)",
}
MANY = 500  # conversations with a low rating
LATEST = 30_000  # turns that are read without the index of words
Bounds = tuple[int | None, int | None]


@dataclass(frozen=True)
class Wanted:
    """What is looked for; nothing set finds everything. `low` asks for conversations with a low rating."""

    words: str = ""
    procedure_code: str | None = None
    intent: str | None = None
    outcome: str | None = None
    channel: str | None = None
    first: date | None = None
    last: date | None = None
    low: bool = False


@dataclass(frozen=True)
class SaidTurn:
    """A message and what was made of it; without a text where the person does not want it kept."""

    id: int
    at: datetime
    conversation_id: str
    channel: str
    text: str | None
    intent: str | None
    confidence: float | None
    procedure_code: str | None
    aspect: str | None
    outcome: str
    milliseconds: float
    understood: dict[str, Any] | None


@dataclass(frozen=True)
class Rating:
    """What a conversation said of a subject, and what that led to."""

    at: datetime
    subject: Rated
    rating: int | None
    factor: SipasFactor | None
    comment: str | None
    procedure_code: str | None
    commune_code: str | None
    reference: str | None
    state: FollowUpState | None
    outcome: str | None


def find_turns(session: Session, wanted: Wanted, limit: int, before: int | None = None) -> list[SaidTurn]:
    """Return what was said, the newest first; `before` is the key of the last one that was seen already."""
    bounds = first, last = _bounds(session, wanted, before)
    statement = _turns()
    if first is not None:
        statement = statement.where(Turn.id >= first)
    if last is not None:
        statement = statement.where(Turn.id <= last)
    if wanted.first is not None:
        statement = statement.where(Turn.day >= wanted.first)
    if wanted.last is not None:
        statement = statement.where(Turn.day <= wanted.last)
    if wanted.low:
        statement = statement.where(_rated_low(session))
    matching = _matching(session, statement, wanted, bounds)
    if matching is not statement and session.get_bind().dialect.name == "postgresql":
        return _newest_by_words(session, matching, limit, last)
    return [SaidTurn(*row) for row in session.execute(matching.order_by(Turn.id.desc()).limit(limit))]


def turns_of(session: Session, conversation_id: str) -> list[SaidTurn]:
    """Return a conversation in the order in which it was held."""
    statement = _turns().where(Turn.conversation_id == conversation_id).order_by(Turn.id)
    return [SaidTurn(*row) for row in session.execute(statement)]


def ratings_of(session: Session, conversation_id: str) -> list[Rating]:
    """Return how a conversation rated, with each follow-up that came of it."""
    rows = session.execute(
        select(
            Feedback.at,
            Feedback.subject,
            Feedback.rating,
            Feedback.factor,
            Feedback.comment,
            Feedback.procedure_code,
            Feedback.commune_code,
            FollowUp.reference,
            FollowUp.state,
            FollowUp.outcome,
        )
        .outerjoin(FollowUp, FollowUp.feedback_id == Feedback.id)
        .where(Feedback.conversation_id == conversation_id)
        .order_by(Feedback.id, FollowUp.id)
    )
    return [Rating(*row) for row in rows]


def _turns() -> Select[Any]:
    return select(*(getattr(Turn, field.name) for field in fields(SaidTurn)))


def _bounds(session: Session, wanted: Wanted, before: int | None) -> Bounds:
    """Return the keys between which the days lie, as turns are written in the order of time; None is no bound."""
    first = last = None
    if wanted.first is not None:
        begun = select(Turn.id).where(Turn.day >= wanted.first).order_by(Turn.day, Turn.id).limit(1)
        first = session.scalar(begun) or 0
    if wanted.last is not None:
        ended = select(Turn.id).where(Turn.day <= wanted.last).order_by(Turn.day.desc(), Turn.id.desc()).limit(1)
        last = session.scalar(ended) or 0
    if before is not None:
        last = before - 1 if last is None else min(before - 1, last)
    return first, last


def _rated_low(session: Session) -> ColumnElement[bool]:
    """Say which conversations were rated low: a few are named; among many the latest are soon found one by one."""
    few = session.scalars(select(Feedback.conversation_id).where(text(LOW_RATED)).distinct().limit(MANY)).all()
    if len(few) < MANY:
        return Turn.conversation_id.in_(few)
    return exists().where(Feedback.conversation_id == Turn.conversation_id, text(f"feedback.{LOW_RATED}"))


def _matching(session: Session, statement: Select[Any], wanted: Wanted, bounds: Bounds) -> Select[Any]:
    """Ask the index of words, which knows the channel, outcome, intent and procedure of each turn too."""
    words = WORD.findall(fold(wanted.words))
    names = ("channel", "outcome", "intent", "procedure_code")
    tags = [(name, getattr(wanted, name)) for name in names if getattr(wanted, name)]
    if not words and not tags:
        return statement if not wanted.words.strip() else statement.where(text("1 = 0"))
    if session.get_bind().dialect.name == "postgresql":
        return statement.where(text(MATCHES["postgresql"]).bindparams(wanted=_tsquery(words, tags)))
    first, last = bounds
    limits = {"first": first, "last": last}
    between = {"first": "AND rowid >= :first", "last": "AND rowid <= :last"}
    named = {name: value for name, value in limits.items() if value is not None}
    nested = MATCHES["sqlite"].format(bounds=" ".join(between[name] for name in named))
    return statement.where(text(nested).bindparams(wanted=_fts(words, tags), **named))


def _newest_by_words(session: Session, matching: Select[Any], limit: int, last: int | None) -> list[SaidTurn]:
    """Look among the latest turns; where they are too few, take all from the index of words.

    PostgreSQL takes words for independent of each other. For some that are never together it would read every
    turn from the newest on; an order by more than the key keeps it from that.
    """
    newest = last if last is not None else session.scalar(select(func.max(Turn.id))) or 0
    latest = matching.where(Turn.id > newest - LATEST).order_by(Turn.id.desc()).limit(limit)
    rows = session.execute(latest).all()
    if len(rows) < limit:
        rows = session.execute(matching.order_by((Turn.id + 0).desc()).limit(limit)).all()
    return [SaidTurn(*row) for row in rows]


def _fts(words: list[str], tags: list[tuple[str, str]]) -> str:
    """Write a query of SQLite's FTS5."""
    asked = [f'text : "{word}"' for word in words]
    return " AND ".join([*asked, *(f'{name} : "{_plain(value)}"' for name, value in tags)])


def _tsquery(words: list[str], tags: list[tuple[str, str]]) -> str:
    """Write a query of PostgreSQL's text search."""
    return " & ".join([*(f"'{word}'" for word in words), *(f"'{name}={_plain(value)}'" for name, value in tags)])


def _plain(value: str) -> str:
    """Return what a code or a name may consist of."""
    return re.sub(r"[^\w.\-]", "", value, flags=re.ASCII) or "-"
