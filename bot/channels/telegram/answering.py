"""What is said to what was heard: the assistant's answer, or a sentence of this door; each once."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from actions.rendering import render
from actions.reply import payload
from bot.channels.telegram.updates import Heard
from bot.channels.telegram.wording import say, sayings
from bot.messages import Answer, Answering, Incoming, Keep, Reply
from bot.once import Once
from bot.own_data import OwnData
from bot.pages.procedures import search
from bot.sharing.locks import Locks, OwnLocks
from procedures_db.queries.answered import mark_delivered, was_delivered
from procedures_db.records import is_procedure_code

CHANNEL = "telegram"
FOUND = 8  # procedures that a search offers
LONGEST_SEARCH = 200  # characters
COMMANDS = {
    "danhgia": "give_feedback",
    "riengtu": "ask_privacy",
    "dulieu": "show_data",
    "xoa_dulieu": "delete_data",
}
log = logging.getLogger(__name__)


class Told:
    """Stands in for the assistant where this door answers by itself, so that this too is told once."""

    def __init__(self, reply: Reply) -> None:
        """Take what is answered to whatever is asked."""
        self._reply = reply

    async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
        """Return it."""
        return self._reply

    async def discuss(self, conversation_id: str, procedure_code: str) -> None:
        """Do nothing."""


class Desk:
    """Answers what was heard in a conversation, and notes what was delivered."""

    def __init__(
        self,
        assistant: Answering,
        sessions: sessionmaker[Session],
        now: Callable[[], datetime],
        locks: Locks | None = None,
    ) -> None:
        """Take who answers, where answers are kept, the clock, and the locks of all that answer."""
        self.locks = locks or OwnLocks()
        self._once = Once(OwnData(assistant, sessions, now), sessions, now, self.locks)
        self._sessions = sessions
        self._now = now

    async def reply(self, heard: Heard, conversation: str, key: str) -> Reply:
        """Answer; what was answered to this key before is answered again as it was."""
        said = _asked(heard)
        if said is None:
            told = Once(Told(_told(heard)), self._sessions, self._now, self.locks)
            return await told.reply(Incoming(conversation, "", CHANNEL), key)
        reply = await self._once.reply(Incoming(conversation, said, CHANNEL), key)
        return _with_notice(reply) if (heard.kind, heard.value) == ("command", "start") else reply

    def was_delivered(self, key: str) -> bool:
        """Say whether the answer to this key has arrived already."""
        try:
            with self._sessions() as session:
                return was_delivered(session, key)
        except SQLAlchemyError:
            log.exception("whether an answer was delivered is not known")
            return False

    def mark_delivered(self, key: str) -> None:
        """Note that the answer has arrived."""
        try:
            with self._sessions.begin() as session:
                mark_delivered(session, key)
        except SQLAlchemyError:
            log.exception("that an answer was delivered is not kept")


def _asked(heard: Heard) -> str | None:
    """Return what the assistant is asked, or None where this door answers by itself."""
    if heard.kind == "text":
        return heard.value or payload("greet")
    if heard.kind == "button":
        return heard.value
    return _commanded(heard.value, heard.rest) if heard.kind == "command" else None


def _commanded(command: str, rest: str) -> str | None:
    if command == "start":
        code = rest.replace("_", ".")
        return payload("ask_procedure", procedure_code=code) if is_procedure_code(code) else payload("greet")
    if command == "tracuu":
        return sayings()["dossier"].format(rest) if rest else payload("ask_dossier")
    return payload(COMMANDS[command]) if command in COMMANDS else None


def _told(heard: Heard) -> Reply:
    words = sayings()
    if heard.kind == "command":
        return (_found if heard.value == "timkiem" else _helped)(heard.rest)
    return say(words["kinds"].get(heard.kind, words["unknown_button"]))


def _helped(rest: str) -> Reply:
    return say(sayings()["help"])


def _found(text: str) -> Reply:
    """Offer the procedures that a text may mean."""
    words = sayings()["search"]
    if not text:
        return say(words["ask"])
    found = search(text[:LONGEST_SEARCH])[:FOUND]
    buttons = [
        {"title": each.short_name, "payload": payload("ask_procedure", procedure_code=each.code)} for each in found
    ]
    return say(words["found"] if buttons else words["nothing"], buttons)


def _with_notice(reply: Reply) -> Reply:
    """Begin with the notice that this is a machine, also where it was given before."""
    if any(answer.outcome == "notice" for answer in reply.answers):
        return reply
    notice = Answer(render("notice", keeps=False), "notice")
    return Reply([notice, *reply.answers], reply.intent, reply.confidence, reply.milliseconds)
