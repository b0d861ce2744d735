"""Everything that is kept of one conversation: read it for whom it is about, or delete it."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from procedures_db.models import Answered, Consent, Conversation, DossierAttempt, Feedback, FollowUp, Turn
from procedures_db.queries.consent import NO_TEXT
from procedures_db.queries.messages import forget_messages_of
from procedures_db.queries.reading import read_as
from procedures_db.vocabulary import FollowUpKind, FollowUpState, Rated, SipasFactor, TriageReason


@dataclass(frozen=True)
class OwnTurn:
    """A message as it is kept; without consent it has no text."""

    at: datetime
    channel: str
    text: str | None
    intent: str | None
    confidence: float | None
    procedure_code: str | None
    aspect: str | None
    outcome: str
    milliseconds: float
    understood: dict[str, Any] | None
    triage: TriageReason | None
    gist: str | None


@dataclass(frozen=True)
class OwnRating:
    """A rating or comment as it is kept."""

    at: datetime
    changed_at: datetime | None
    channel: str | None
    subject: Rated
    procedure_code: str | None
    rating: int | None
    factor: SipasFactor | None
    comment: str | None


@dataclass(frozen=True)
class OwnFollowUp:
    """What a low rating led to, or a message that was left; `reachable` tells that a contact is kept with it."""

    reference: str
    kind: FollowUpKind
    state: FollowUpState
    opened_at: datetime
    due_on: date
    place: str | None
    message: str | None
    outcome: str | None
    reachable: bool


@dataclass(frozen=True)
class OwnAnswer:
    """An answer that is kept for a message that comes twice, until a time."""

    texts: list[str]
    expires_at: datetime


@dataclass(frozen=True)
class OwnData:
    """All that is kept of a conversation; times are UTC."""

    conversation_id: str
    consent_given_at: datetime | None
    remembered: dict[str, Any] | None
    remembered_until: datetime | None
    messages: list[OwnTurn]
    ratings: list[OwnRating]
    follow_ups: list[OwnFollowUp]
    answers: list[OwnAnswer]
    dossier_attempts: int


def read_own_data(session: Session, conversation_id: str) -> OwnData:
    """Return all that is kept of a conversation."""
    state = session.get(Conversation, conversation_id)
    consent = session.get(Consent, conversation_id)
    ratings = select(Feedback).where(Feedback.conversation_id == conversation_id).order_by(Feedback.id)
    turns = select(Turn).where(Turn.conversation_id == conversation_id).order_by(Turn.id)
    led_to = (
        select(FollowUp)
        .outerjoin(Feedback, FollowUp.feedback_id == Feedback.id)
        .where(or_(Feedback.conversation_id == conversation_id, FollowUp.conversation_id == conversation_id))
        .order_by(FollowUp.id)
    )
    answers = select(Answered).where(Answered.conversation_id == conversation_id)
    tried = select(func.count()).where(DossierAttempt.conversation_id == conversation_id)
    return OwnData(
        conversation_id=conversation_id,
        consent_given_at=consent.given_at if consent else None,
        remembered=json.loads(state.state) if state else None,
        remembered_until=state.expires_at if state else None,
        messages=[read_as(OwnTurn, each) for each in session.scalars(turns).all()],
        ratings=[read_as(OwnRating, each) for each in session.scalars(ratings).all()],
        follow_ups=[
            read_as(OwnFollowUp, each, reachable=each.contact is not None) for each in session.scalars(led_to).all()
        ],
        answers=[_answer(each) for each in session.scalars(answers).all()],
        dossier_attempts=session.scalar(tried) or 0,
    )


def as_plain(data: OwnData) -> dict[str, Any]:
    """Return own data as JSON can hold it: times in UTC and days as ISO 8601 has them."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(data), default=_written))
    return plain


def forget_conversation(session: Session, conversation_id: str) -> int:
    """Delete what was said in a conversation, its state, consent and messages for a person; ratings stay, tied to none.

    So do attempts to open a dossier, or deleting would be a way to try more often.

    Returns how many rows were deleted or untied.
    """
    mine: list[Any] = [delete(table).where(table.conversation_id == conversation_id) for table in (Answered, Consent)]
    mine.append(delete(Conversation).where(Conversation.id == conversation_id))
    untied: dict[Any, dict[str, Any]] = {Turn: NO_TEXT, Feedback: {"comment": None}, DossierAttempt: {}}
    for table, values in untied.items():
        of_it = update(table).where(table.conversation_id == conversation_id)
        mine.append(of_it.values({**values, "conversation_id": ""}))
    gone = sum(session.execute(statement).rowcount for statement in mine)  # type: ignore[attr-defined]
    return gone + forget_messages_of(session, conversation_id)


def _answer(kept: Answered) -> OwnAnswer:
    return OwnAnswer([answer["text"] for answer in json.loads(kept.reply)["answers"]], kept.expires_at)


def _written(value: date) -> str:
    return f"{value.isoformat(timespec='seconds')}Z" if isinstance(value, datetime) else value.isoformat()
