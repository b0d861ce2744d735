"""Delete what is kept of a person, with a receipt for the person and an act in the log that names nobody."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from procedures_db.queries.audit import add_act
from procedures_db.queries.own_data import forget_conversation

PREFIX = "XD-"
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that looks like another
LENGTH = 8
ACTOR = "citizen"


@dataclass(frozen=True)
class Receipt:
    """The proof of a deletion: a code that is in the log too, and when it was, in UTC."""

    code: str
    at: datetime


def delete_own_data(session: Session, conversation_id: str, at: datetime) -> Receipt | None:
    """Delete all that is kept of a conversation; None where there was nothing, so that the log tells of real acts."""
    deleted = forget_conversation(session, conversation_id)
    if not deleted:
        return None
    receipt = Receipt(PREFIX + "".join(secrets.choice(LETTERS) for _ in range(LENGTH)), at)
    add_act(session, at, ACTOR, "own data delete", receipt.code, conversation=digest(conversation_id), rows=deleted)
    return receipt


def digest(conversation_id: str) -> str:
    """Return what tells two conversations apart and leads back to none."""
    return hashlib.sha256(conversation_id.encode()).hexdigest()[:16]
