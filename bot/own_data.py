"""Delete a person's data before the assistant hears of it, so that nothing is written afterwards; any door may ask."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from actions.privacy import ERASE
from actions.rendering import render
from bot.messages import DELETED, Answer, Answering, Incoming, Keep, Reply
from procedures_db.own_data import delete_own_data

log = logging.getLogger(__name__)


class OwnData:
    """Answers the one message that deletes; passes all others on to the assistant."""

    def __init__(self, assistant: Answering, sessions: sessionmaker[Session], now: Callable[[], datetime]) -> None:
        """Take who answers all else, where data is kept, and the clock."""
        self._assistant = assistant
        self._sessions = sessions
        self._now = now

    async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
        """Delete what is kept of the conversation, if that is what is asked; answer anything else."""
        if message.text.strip() != ERASE:
            return await self._assistant.reply(message, keep)
        return Reply([self._deleted(message.conversation_id)], None, 0.0, 0.0)

    async def discuss(self, conversation_id: str, procedure_code: str) -> None:
        """Begin a conversation with a procedure already under discussion."""
        await self._assistant.discuss(conversation_id, procedure_code)

    def _deleted(self, conversation_id: str) -> Answer:
        try:
            with self._sessions.begin() as session:
                receipt = delete_own_data(session, conversation_id, self._now())
        except SQLAlchemyError:
            log.exception("a person's data was not deleted")
            return Answer(render("data_not_deleted"), "refused")
        return Answer(render("data_deleted", receipt=receipt), DELETED)
