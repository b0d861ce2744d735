"""Whether the texts of a conversation may be kept: agreed to, withdrawn."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from procedures_db.models import Consent, Turn

NO_TEXT = {"text": None, "gist": None, "understood": None, "triage": None}


def keeps_texts(session: Session, conversation_id: str) -> bool:
    """Say whether the person agreed that the texts of this conversation are kept."""
    return session.scalar(select(Consent.given_at).where(Consent.conversation_id == conversation_id)) is not None


def give_consent(session: Session, conversation_id: str, at: datetime) -> None:
    """Note that texts may be kept from now on; who agrees again has agreed since the first time."""
    if not keeps_texts(session, conversation_id):
        session.add(Consent(conversation_id=conversation_id, given_at=at))


def withdraw_consent(session: Session, conversation_id: str) -> int:
    """Keep no further texts, and delete those kept so far; return how many there were."""
    session.execute(delete(Consent).where(Consent.conversation_id == conversation_id))
    kept = Turn.conversation_id == conversation_id, Turn.text.is_not(None)
    return session.execute(update(Turn).where(*kept).values(NO_TEXT)).rowcount  # type: ignore[attr-defined, no-any-return]
