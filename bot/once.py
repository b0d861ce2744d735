"""Answer the messages of a conversation one after another, each once: one that comes twice gets its first answer."""

import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot.messages import DELETED, Answer, Answering, Incoming, Reply
from bot.sharing.locks import Locks, OwnLocks, lock_of
from procedures_db.queries.answered import keep_answered, read_answered

KEPT = timedelta(days=2)  # longer than Telegram keeps what it could not deliver
BRIEF = timedelta(minutes=10)  # for what tells of a person: long enough for a lost connection
PERSONAL = frozenset({"dossier", "own_data", DELETED})
log = logging.getLogger(__name__)


class Once:
    """Answers each message once, by its key, and in its turn; the answer is kept for those that ask again."""

    def __init__(
        self,
        assistant: Answering,
        sessions: sessionmaker[Session],
        now: Callable[[], datetime],
        locks: Locks | None = None,
    ) -> None:
        """Take who answers, where answers are kept, the clock, and the locks of all that answer."""
        self._assistant = assistant
        self._sessions = sessions
        self._now = now
        self._locks = locks or OwnLocks()

    async def reply(self, message: Incoming, key: str | None) -> Reply:
        """Answer a message when those of its conversation that came before are answered. Without a key all are new."""
        async with self._locks.held(lock_of(message.conversation_id)):
            if key is None:
                return await self._assistant.reply(message)
            return self._read(key) or await self._first(message, key)

    async def _first(self, message: Incoming, key: str) -> Reply:
        keeping = Keeping(key, message, self._now)
        reply = await self._assistant.reply(message, keeping)
        if not keeping.tried:
            self._keep(keeping, reply)
        return reply

    def _read(self, key: str) -> Reply | None:
        try:
            with self._sessions() as session:
                kept = read_answered(session, key, self._now())
        except SQLAlchemyError:
            log.exception("whether a message was answered is not known")
            return None
        return None if kept is None else _loaded(kept)

    def _keep(self, keeping: "Keeping", reply: Reply) -> None:
        try:
            with self._sessions.begin() as session:
                keeping(session, reply)
        except SQLAlchemyError:
            log.exception("that a message was answered is not kept")


class Keeping:
    """Keeps the answer to a message: within the transaction of who answers it, else by itself."""

    def __init__(self, key: str, message: Incoming, now: Callable[[], datetime]) -> None:
        """Take what the message is known by, the message, and the clock."""
        self._key = key
        self._message = message
        self._now = now
        self.tried = False

    def __call__(self, session: Session, reply: Reply) -> None:
        """Write it."""
        self.tried = True
        outcomes = {answer.outcome for answer in reply.answers}
        until = self._now() + (KEPT if outcomes.isdisjoint(PERSONAL) else BRIEF)
        conversation = "" if DELETED in outcomes else self._message.conversation_id
        keep_answered(session, self._key, conversation, json.dumps(asdict(reply)), until)


def _loaded(text: str) -> Reply:
    data = json.loads(text)
    return Reply(**{**data, "answers": [Answer(**answer) for answer in data["answers"]]})
