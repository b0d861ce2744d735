"""What passes between the doors and the assistant."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy.orm import Session

LONGEST_MESSAGE = 1000  # characters of a message that is read
DELETED = "deleted"  # the outcome of an answer after which nothing of the conversation is kept


@dataclass(frozen=True)
class Incoming:
    """A message of a person: what was typed, or the payload of a button; `commune` is what the site declares."""

    conversation_id: str
    text: str
    channel: str = "api"
    commune: str | None = None


@dataclass(frozen=True)
class Answer:
    """One message to the person; `details` holds aspect, procedure_code, candidates where there are any."""

    text: str
    outcome: str
    buttons: list[dict[str, str]] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def titled(self) -> bool:
        """Say whether the first line of the text is its title: an answer about a procedure has one."""
        return "aspect" in self.details and "procedure_code" in self.details


@dataclass(frozen=True)
class Reply:
    """All answers to one message, and what was understood."""

    answers: list[Answer]
    intent: str | None
    confidence: float
    milliseconds: float

    @property
    def main(self) -> Answer:
        """Return the answer proper, which comes after any notice."""
        return self.answers[-1]


class Keep(Protocol):
    """Whoever writes down what was answered."""

    def __call__(self, session: Session, reply: Reply) -> None:
        """Write it within a transaction."""


class Answering(Protocol):
    """Whoever answers: the assistant, or a stand-in for it."""

    async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
        """Answer a message; `keep` writes down the answer, with whatever else of the message is written."""

    async def discuss(self, conversation_id: str, procedure_code: str) -> None:
        """Begin a conversation with a procedure already under discussion."""
