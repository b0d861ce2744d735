"""What has been kept long enough: counted, or taken out so that only counts stay."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from procedures_db.models import Consent, Feedback, FollowUp, Turn
from procedures_db.queries.consent import NO_TEXT

UNTIED = {"conversation_id": ""}


def old_turns(before: date) -> list[ColumnElement[bool]]:
    """Return what is true of turns of before a day that can still be told to be of one conversation."""
    return [Turn.day < before, Turn.conversation_id != ""]


def old_ties(before: date) -> list[ColumnElement[bool]]:
    """Return what is true of ratings of before a day that can still be told to be of one conversation."""
    return [Feedback.day < before, Feedback.conversation_id != ""]


def old_comments(before: date) -> list[ColumnElement[bool]]:
    """Return what is true of ratings of before a day that have a comment."""
    return [Feedback.day < before, Feedback.comment.is_not(None)]


def old_outcomes(before: datetime) -> list[ColumnElement[bool]]:
    """Return what is true of follow-ups that ended before a time and tell their outcome."""
    return [FollowUp.closed_at < before, FollowUp.outcome.is_not(None)]


def old_consents(before: datetime) -> list[ColumnElement[bool]]:
    """Return what is true of consents of before a time whose conversation has no message left."""
    said = select(Turn.id).where(Turn.conversation_id == Consent.conversation_id).exists()
    return [Consent.given_at < before, ~said]


def count(session: Session, table: Any, true: list[ColumnElement[bool]]) -> int:
    """Count the rows of a table of which something is true."""
    return session.scalar(select(func.count()).select_from(table).where(*true)) or 0


def untie_turns(session: Session, before: date, most: int) -> int:
    """Take text and conversation out of so many old turns at most; return of how many."""
    numbers = select(Turn.id).where(*old_turns(before)).limit(most)
    return _changed(session, update(Turn).where(Turn.id.in_(numbers.scalar_subquery())).values({**NO_TEXT, **UNTIED}))


def untie_ratings(session: Session, before: date) -> int:
    """Take the conversation out of old ratings."""
    return _changed(session, update(Feedback).where(*old_ties(before)).values(UNTIED))


def forget_comments(session: Session, before: date) -> int:
    """Take the comment out of old ratings."""
    return _changed(session, update(Feedback).where(*old_comments(before)).values(comment=None))


def forget_outcomes(session: Session, before: datetime) -> int:
    """Take the outcome out of follow-ups that ended long ago."""
    return _changed(session, update(FollowUp).where(*old_outcomes(before)).values(outcome=None))


def forget_consents(session: Session, before: datetime) -> int:
    """Delete old consents that no message is left of."""
    return _changed(session, delete(Consent).where(*old_consents(before)))


def _changed(session: Session, statement: Any) -> int:
    number: int = session.execute(statement, execution_options={"synchronize_session": False}).rowcount  # type: ignore[attr-defined]
    return number
