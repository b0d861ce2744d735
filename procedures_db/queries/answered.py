"""Answers already given, by the key of their message."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from procedures_db.models import Answered


def read_answered(session: Session, key: str, now: datetime) -> str | None:
    """Return the answer to the message of this key, or None when there was none or it has expired by `now`."""
    return session.scalar(select(Answered.reply).where(Answered.key == key, Answered.expires_at > now))


def keep_answered(session: Session, key: str, conversation_id: str, reply: str, expires_at: datetime) -> None:
    """Keep the answer to a message until a time."""
    session.merge(
        Answered(key=key, conversation_id=conversation_id, reply=reply, delivered=False, expires_at=expires_at)
    )


def was_delivered(session: Session, key: str) -> bool:
    """Say whether the answer to the message of this key reached the person."""
    return bool(session.scalar(select(Answered.delivered).where(Answered.key == key)))


def mark_delivered(session: Session, key: str) -> None:
    """Note that the answer reached the person."""
    session.execute(update(Answered).where(Answered.key == key).values(delivered=True))
