"""Tables of ratings, and of what somebody has to see to: low ones, and messages that were left."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from procedures_db.models.base import Base
from procedures_db.vocabulary import FollowUpKind, FollowUpState, Rated, SipasFactor

LOW_RATED = "rating <= 2"  # from which on down somebody has to see to it


class Feedback(Base):
    """A rating from 1 to 5, a comment, or both; the comment is redacted.

    `at` is UTC, `day` the city's. One row for each conversation, procedure and subject: who rates again changes it.
    A withdrawn one has no rating. The commune is the one that the person named or the embedding site declares.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        Index("ix_feedback_conversation", "conversation_id"),
        Index("ix_feedback_low", "conversation_id", sqlite_where=text(LOW_RATED), postgresql_where=text(LOW_RATED)),
        Index("ix_feedback_day", "day", "subject", "rating", "channel", "procedure_code", "commune_code", "factor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    day: Mapped[date]
    changed_at: Mapped[datetime | None]
    conversation_id: Mapped[str]
    channel: Mapped[str | None]
    subject: Mapped[Rated]
    procedure_code: Mapped[str | None]
    commune_code: Mapped[str | None]
    rating: Mapped[int | None]
    factor: Mapped[SipasFactor | None]
    comment: Mapped[str | None] = mapped_column(Text)


class FollowUp(Base):
    """Something that somebody has to see to, and what came of it; the citizen asks about it by `reference`.

    `owner` is the name that whoever sees to it signs in with. `office` is the key of the shop and `place` the name of
    the place that the conversation named, if it did. Only a message has the last three: `message` is redacted,
    `contact` enciphered and gone when the follow-up ends.
    """

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    feedback_id: Mapped[int | None] = mapped_column(ForeignKey("feedback.id"), index=True)
    opened_at: Mapped[datetime]
    due_on: Mapped[date] = mapped_column(index=True)
    owner: Mapped[str | None]
    state: Mapped[FollowUpState]
    outcome: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None]
    kind: Mapped[FollowUpKind]
    office: Mapped[str | None]
    place: Mapped[str | None]
    conversation_id: Mapped[str | None] = mapped_column(index=True)
    message: Mapped[str | None] = mapped_column(Text)
    contact: Mapped[str | None] = mapped_column(Text)
