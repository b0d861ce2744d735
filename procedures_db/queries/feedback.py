"""Ratings and comments: given, changed, explained, withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from procedures_db.models import Commune, Feedback
from procedures_db.vocabulary import Rated, SipasFactor


@dataclass(frozen=True)
class About:
    """What is rated: by which conversation, through which channel, which subject, which procedure if any, where."""

    conversation_id: str
    subject: Rated
    procedure_code: str | None
    channel: str | None = None
    commune_code: str | None = None


@dataclass(frozen=True)
class When:
    """A moment: `at` in UTC, `day` of the city."""

    at: datetime
    day: date


def feedback_of(session: Session, about: About) -> Feedback | None:
    """Return what a conversation said of a subject and a procedure so far."""
    return session.scalar(
        select(Feedback)
        .where(
            Feedback.conversation_id == about.conversation_id,
            Feedback.subject == about.subject,
            Feedback.procedure_code.is_not_distinct_from(about.procedure_code),
        )
        .order_by(Feedback.id.desc())
        .limit(1)
    )


def say_of(session: Session, about: About, when: When) -> Feedback:
    """Return the row for what a conversation says of a subject, a new one if there is none."""
    known = feedback_of(session, about)
    if known is not None:
        known.changed_at = when.at
        known.commune_code = known.commune_code or _known_commune(session, about.commune_code)
        return known
    made = Feedback(
        at=when.at,
        day=when.day,
        conversation_id=about.conversation_id,
        channel=about.channel,
        subject=about.subject,
        procedure_code=about.procedure_code,
        commune_code=_known_commune(session, about.commune_code),
    )
    session.add(made)
    session.flush()
    return made


def _known_commune(session: Session, code: str | None) -> str | None:
    """Return the code if a commune of the city has it."""
    return session.scalar(select(Commune.code).where(Commune.code == code)) if code else None


def read_feedback(session: Session, number: int | None, conversation_id: str) -> Feedback | None:
    """Return a row of this conversation by its number."""
    found = session.get(Feedback, number) if number is not None else None
    return found if found is not None and found.conversation_id == conversation_id else None


def withdraw(feedback: Feedback, at: datetime) -> None:
    """Take back the rating with its factor and comment; that there was one is kept."""
    feedback.rating = feedback.factor = feedback.comment = None
    feedback.changed_at = at


def explain(feedback: Feedback, factor: SipasFactor, at: datetime) -> None:
    """Note which factor a rating is about."""
    feedback.factor, feedback.changed_at = factor, at
