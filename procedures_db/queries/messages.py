"""Messages that citizens left: how to reach them, taking one back, and what is deleted when."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from procedures_db.models import FollowUp
from procedures_db.queries.follow_ups import LIVE
from procedures_db.queries.retention import ended_messages, old_contacts
from procedures_db.vocabulary import FollowUpKind, FollowUpState

KEPT = timedelta(days=90)  # words of a message after it ended, and how to reach its sender at the longest
NOTHING = {"message": None, "contact": None}


def add_contact(session: Session, reference: str, conversation_id: str, contact: str) -> bool:
    """Keep how to reach whoever left a message in a conversation, enciphered; False when it has ended meanwhile."""
    live = update(FollowUp).where(*_theirs(conversation_id, reference), FollowUp.state.in_(LIVE))
    return bool(session.execute(live.values(contact=contact)).rowcount)  # type: ignore[attr-defined]


def take_back_message(session: Session, reference: str, conversation_id: str, at: datetime) -> bool:
    """End a message that whoever left it takes back, and delete what it says; False when it has ended already."""
    live = update(FollowUp).where(*_theirs(conversation_id, reference), FollowUp.state.in_(LIVE))
    values = {**NOTHING, "state": FollowUpState.WITHDRAWN, "closed_at": at}
    return bool(session.execute(live.values(**values)).rowcount)  # type: ignore[attr-defined]


def forget_messages_of(session: Session, conversation_id: str) -> int:
    """Delete what the messages of a conversation say and what ties them to it; return how many. Those that wait end.

    Nobody could see to a message without its words. What came of an ended one stays, for its reference.
    """
    theirs = FollowUp.kind == FollowUpKind.MESSAGE, FollowUp.conversation_id == conversation_id
    live = update(FollowUp).where(*theirs, FollowUp.state.in_(LIVE))
    session.execute(live.values(state=FollowUpState.WITHDRAWN))
    return session.execute(update(FollowUp).where(*theirs).values(**NOTHING, conversation_id=None)).rowcount  # type: ignore[attr-defined, no-any-return]


def forget_old_messages(session: Session, before: datetime) -> int:
    """Delete what messages say that ended before a time, and how to reach whoever left one before it.

    Returns of how many messages something was deleted.
    """
    ended = update(FollowUp).where(*ended_messages(before)).values(**NOTHING, conversation_id=None)
    reachable = update(FollowUp).where(*old_contacts(before)).values(contact=None)
    return sum(session.execute(statement).rowcount for statement in (ended, reachable))  # type: ignore[attr-defined]


def messages_since(session: Session, conversation_id: str, since: datetime) -> int:
    """Return how many messages a conversation left since a time."""
    left = select(FollowUp.id).where(FollowUp.conversation_id == conversation_id, FollowUp.opened_at >= since)
    return len(session.scalars(left).all())


def _theirs(conversation_id: str, reference: str) -> tuple:
    return FollowUp.reference == reference, FollowUp.conversation_id == conversation_id
