"""Tables of what is kept of conversations, and of what the program keeps about itself."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from procedures_db.models.base import Base
from procedures_db.vocabulary import Span, TriageReason

SLOW = "milliseconds > 500"  # what a person notices
TO_BE_LOOKED_AT = "triage IS NOT NULL"
TIED = "conversation_id <> ''"  # what can still be told to be of one conversation


class Conversation(Base):
    """The short state of one conversation, gone when it expires."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Answered(Base):
    """The answer given to a message, by the key of the message, so that nobody is answered twice."""

    __tablename__ = "answered"

    key: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(index=True)
    reply: Mapped[str] = mapped_column(Text)
    delivered: Mapped[bool]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Consent(Base):
    """Somebody's agreement that the texts of a conversation are kept, redacted; without a row they are not."""

    __tablename__ = "consent"

    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    given_at: Mapped[datetime]


class Turn(Base):
    """One message and what came of it; the text is redacted before it gets here.

    `at` is UTC; `day` and `hour` are those of the city, so that counting needs no arithmetic. `understood` tells
    why it was answered so (bot/recording.py); `triage` and `gist`, its telling words, are set where it deserves a look.
    Without consent `text` and these are None. An old turn, or a deleted one, is of no conversation ("") and but counts.
    """

    __tablename__ = "turn"
    __table_args__ = (
        Index("ix_turn_conversation", "conversation_id", "id"),
        Index("ix_turn_day", "day", "id"),
        Index("ix_turn_tied", "day", sqlite_where=text(TIED), postgresql_where=text(TIED)),
        Index("ix_turn_slow", "day", sqlite_where=text(SLOW), postgresql_where=text(SLOW)),
        Index(
            "ix_turn_triage",
            "day",
            "gist",
            "triage",
            sqlite_where=text(TO_BE_LOOKED_AT),
            postgresql_where=text(TO_BE_LOOKED_AT),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    day: Mapped[date]
    hour: Mapped[int]
    conversation_id: Mapped[str]
    channel: Mapped[str]
    text: Mapped[str | None] = mapped_column(Text)
    intent: Mapped[str | None]
    confidence: Mapped[float | None]
    procedure_code: Mapped[str | None]
    aspect: Mapped[str | None]
    outcome: Mapped[str]
    milliseconds: Mapped[float]
    understood: Mapped[dict[str, Any] | None]
    triage: Mapped[TriageReason | None]
    gist: Mapped[str | None]


class MessageCount(Base):
    """How many messages there were; a count holds no personal data and stays when what was counted is deleted."""

    __tablename__ = "message_count"
    __table_args__ = {"sqlite_with_rowid": False}

    day: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True)
    messages: Mapped[int]


class ProcedureCount(Base):
    """How many messages were about a procedure, in the day or the month that begins on `first`."""

    __tablename__ = "procedure_count"
    __table_args__ = {"sqlite_with_rowid": False}

    span: Mapped[Span] = mapped_column(primary_key=True)
    first: Mapped[date] = mapped_column(primary_key=True)
    procedure_code: Mapped[str] = mapped_column(primary_key=True)
    messages: Mapped[int]


class Revision(Base):
    """A counter that grows with every change of procedures, their versions and the city's rules."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
