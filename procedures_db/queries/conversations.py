"""The state of conversations and the record of their turns."""

from datetime import datetime

from sqlalchemy import DateTime, bindparam, select
from sqlalchemy.orm import Session

from procedures_db.models import Answered, Conversation, Turn
from procedures_db.queries.counts import count_turn
from procedures_db.queries.retention import delete_rows, old_answers, old_states
from procedures_db.queries.upserting import upsert

# Asked for with every message, so made once.
_STATE = select(Conversation.state).where(
    Conversation.id == bindparam("id"), Conversation.expires_at > bindparam("now", type_=DateTime)
)


def read_state(session: Session, conversation_id: str, now: datetime) -> str | None:
    """Return the state of a conversation, or None when it is unknown or has expired by `now`."""
    return session.scalar(_STATE, {"id": conversation_id, "now": now})


def write_state(session: Session, conversation_id: str, state: str, now: datetime, expires_at: datetime) -> None:
    """Store the state of a conversation until a time."""
    upsert(session, Conversation, id=conversation_id, state=state, updated_at=now, expires_at=expires_at)


def conversation_ids(session: Session, now: datetime) -> list[str]:
    """Return the conversations that have not expired."""
    return list(session.scalars(select(Conversation.id).where(Conversation.expires_at > now)))


def forget_expired(session: Session, now: datetime) -> tuple[int, int]:
    """Delete states of conversations and answers for messages that come again, once expired; return how many each."""
    return delete_rows(session, Conversation, old_states(now)), delete_rows(session, Answered, old_answers(now))


def add_turn(session: Session, turn: Turn) -> None:
    """Record one message and what came of it, and count it."""
    session.add(turn)
    count_turn(session, turn)
