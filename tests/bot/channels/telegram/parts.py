"""Hand-made stand-ins for the bot and the assistant."""

import asyncio
from typing import Any

from bot.messages import Answer, Incoming, Keep, Reply


class Recorder:
    """A bot that keeps what it is told to send; `faults` are raised one after another."""

    def __init__(self, *faults: Exception) -> None:
        """Take the faults of the next calls of send_message."""
        self.faults = list(faults)
        self.tried = 0
        self.sent: list[tuple[int, str]] = []
        self.other: list[tuple[str, Any]] = []

    async def send_message(self, chat: int, text: str, **options: Any) -> None:
        """Keep a message, or fail."""
        self.tried += 1
        await asyncio.sleep(0)
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append((chat, text))

    async def send_document(self, chat: int, document: bytes, **options: Any) -> None:
        """Keep a file."""
        self.sent.append((chat, f"{options['filename']}: {document.decode()}"))

    async def send_chat_action(self, *values: Any, **options: Any) -> None:
        """Keep that it was called."""
        self.other.append(("typing", values))

    async def answer_callback_query(self, *values: Any) -> None:
        """Keep that it was called."""
        self.other.append(("acknowledged", values))

    async def edit_message_reply_markup(self, **options: Any) -> None:
        """Keep that it was called."""
        self.other.append(("buttons taken away", options))


class Echo:
    """Answers with what it was told, after a while; counts and keeps the order."""

    def __init__(self, slow: dict[str, float] | None = None) -> None:
        """Take how many seconds the answer to a text takes."""
        self.slow = slow or {}
        self.asked: list[Incoming] = []

    async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
        """Repeat the text."""
        self.asked.append(message)
        await asyncio.sleep(self.slow.get(message.text, 0))
        return Reply([Answer(message.text, "answered")], None, 1.0, 0.1)

    async def discuss(self, conversation_id: str, procedure_code: str) -> None:
        """Do nothing."""
