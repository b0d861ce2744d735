"""What has been kept long enough: counted, or taken out so that only counts stay."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from procedures_db.models import Answered, Consent, Conversation, DossierAttempt, Feedback, FollowUp, SignIn, Turn
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


def old_consents(before: datetime, day: date) -> list[ColumnElement[bool]]:
    """Return what is true of consents of before a time whose conversation has no message of a day or after it.

    Older messages are untied before consents go, so that counting first and taking out find the same.
    """
    said = select(Turn.id).where(Turn.conversation_id == Consent.conversation_id, Turn.day >= day).exists()
    return [Consent.given_at < before, ~said]


def old_states(now: datetime) -> list[ColumnElement[bool]]:
    """Return what is true of the states of conversations that have expired."""
    return [Conversation.expires_at <= now]


def old_answers(now: datetime) -> list[ColumnElement[bool]]:
    """Return what is true of answers that are kept no longer for messages that come again."""
    return [Answered.expires_at <= now]


def old_attempts(before: datetime) -> list[ColumnElement[bool]]:
    """Return what is true of attempts to open a dossier that count no more."""
    return [DossierAttempt.at < before]


def old_sign_ins(now: datetime, seen_since: datetime) -> list[ColumnElement[bool]]:
    """Return what is true of the sessions of accounts that have ended, or were not used since a time."""
    return [or_(SignIn.expires_at <= now, SignIn.last_seen <= seen_since)]


def ended_messages(before: datetime) -> list[ColumnElement[bool]]:
    """Return what is true of follow-ups that ended before a time and tell a message or whose it was."""
    said = or_(FollowUp.message.is_not(None), FollowUp.contact.is_not(None), FollowUp.conversation_id.is_not(None))
    return [FollowUp.closed_at < before, said]


def old_contacts(before: datetime) -> list[ColumnElement[bool]]:
    """Return what is true of follow-ups of before a time that tell how to reach somebody."""
    return [FollowUp.opened_at < before, FollowUp.contact.is_not(None)]


def old_messages(before: datetime) -> list[ColumnElement[bool]]:
    """Return what is true of follow-ups whose words or contact were kept long enough."""
    return [or_(and_(*ended_messages(before)), and_(*old_contacts(before)))]


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


def forget_consents(session: Session, before: datetime, day: date) -> int:
    """Delete old consents that no message is left of."""
    return delete_rows(session, Consent, old_consents(before, day))


def delete_rows(session: Session, table: Any, true: list[ColumnElement[bool]]) -> int:
    """Delete the rows of a table of which something is true; return how many."""
    return _changed(session, delete(table).where(*true))


def _changed(session: Session, statement: Any) -> int:
    number: int = session.execute(statement, execution_options={"synchronize_session": False}).rowcount  # type: ignore[attr-defined]
    return number
