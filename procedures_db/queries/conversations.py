"""The state of conversations and the record of their turns."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from procedures_db.models import Answered, Conversation, Turn
from procedures_db.queries.counts import count_turn


def read_state(session: Session, conversation_id: str, now: datetime) -> str | None:
    """Return the state of a conversation, or None when it is unknown or has expired by `now`."""
    return session.scalar(
        select(Conversation.state).where(Conversation.id == conversation_id, Conversation.expires_at > now)
    )


def write_state(session: Session, conversation_id: str, state: str, now: datetime, expires_at: datetime) -> None:
    """Store the state of a conversation until a time."""
    session.merge(Conversation(id=conversation_id, state=state, updated_at=now, expires_at=expires_at))


def conversation_ids(session: Session, now: datetime) -> list[str]:
    """Return the conversations that have not expired."""
    return list(session.scalars(select(Conversation.id).where(Conversation.expires_at > now)))


def forget_expired(session: Session, now: datetime) -> None:
    """Delete the state of conversations that have expired, and answers kept for messages that come again."""
    session.execute(delete(Conversation).where(Conversation.expires_at <= now))
    session.execute(delete(Answered).where(Answered.expires_at <= now))


def add_turn(session: Session, turn: Turn) -> None:
    """Record one message and what came of it, and count it."""
    session.add(turn)
    count_turn(session, turn)
