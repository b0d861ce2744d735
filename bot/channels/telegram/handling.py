"""Take updates: each once, those of a chat one after another, chats side by side."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC

from structlog.contextvars import bound_contextvars
from telegram import Update, User

from actions.clock import now
from actions.rendering import render
from bot.channels.telegram.answering import Desk
from bot.channels.telegram.secrecy import conversation_of
from bot.channels.telegram.sending import Sender, Sent, parcels
from bot.channels.telegram.updates import Heard, read_update
from bot.channels.telegram.wording import say
from bot.messages import Reply
from bot.metrics import TELEGRAM_LAG

COURTESY = 1.0  # seconds that an answer waits for what only decorates it
log = logging.getLogger(__name__)


class Handling:
    """Turns updates into answers that were sent."""

    def __init__(self, token: str, desk: Desk, sender: Sender, me: Callable[[], User]) -> None:
        """Take the bot's token, who answers, who sends, and whose updates these are."""
        self._token = token
        self._desk = desk
        self._sender = sender
        self._me = me
        self._under_way: dict[int, asyncio.Task[bool]] = {}
        self._arrived: dict[str, int] = {}  # how many messages of an answer that is not whole yet

    def take(self, update: Update) -> asyncio.Task[bool]:
        """Begin with an update, or join in while it is under way; the task tells whether it is done for good."""
        known = self._under_way.get(update.update_id)
        if known is not None:
            return known
        task = asyncio.create_task(self._handle(update))
        self._under_way[update.update_id] = task
        task.add_done_callback(lambda _: self._under_way.pop(update.update_id, None))
        return task

    async def finish(self, patience: float) -> None:
        """Wait for what is under way, then leave it."""
        tasks = list(self._under_way.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=patience)
            for task in late:
                task.cancel()

    async def _handle(self, update: Update) -> bool:
        try:
            heard = read_update(update, self._me())
            if heard is None:
                return True
            conversation = conversation_of(self._token, heard.place.chat, None)
            async with self._desk.locks.held(f"chat:{conversation}"):
                with bound_contextvars(request_id=f"telegram-{update.update_id}"):
                    done = await self._answer(heard, self._key(update, heard))
            if done:
                self._late(update)
            return done
        except Exception:
            log.exception("an update could not be handled")
            return True

    def _key(self, update: Update, heard: Heard) -> str:
        """Name the update; the pictures of an album are one message to the person who sent them."""
        number = update.update_id if heard.album is None else f"album:{heard.album}"
        return f"telegram:{self._token.partition(':')[0]}:{number}"

    async def _answer(self, heard: Heard, key: str) -> bool:
        """Answer and send; what Telegram did not take stays, and goes on where it stopped."""
        if self._desk.was_delivered(key):
            return True
        typing = asyncio.create_task(self._sender.type(heard.place))
        acknowledging = asyncio.create_task(self._sender.acknowledge(heard))
        reply = await self._reply(heard, key)
        await asyncio.wait([typing, acknowledging], timeout=COURTESY)
        typing.cancel()
        sent = await self._send(reply, heard, key)
        await asyncio.wait([acknowledging])
        if sent is Sent.LATER:
            return False
        self._arrived.pop(key, None)
        self._desk.mark_delivered(key)
        return True

    def _late(self, update: Update) -> None:
        """Note how long the person waited; Telegram tells whole seconds, and nothing of a button."""
        if update.message is not None:
            sent = update.message.date.astimezone(UTC).replace(tzinfo=None)
            TELEGRAM_LAG.observe(max(0.0, (now() - sent).total_seconds()))

    async def _send(self, reply: Reply, heard: Heard, key: str) -> Sent:
        for number, parcel in enumerate(parcels(reply, heard.title)):
            if number < self._arrived.get(key, 0):
                continue
            sent = await self._sender.send(parcel, heard.place)
            if sent is not Sent.ARRIVED:
                return sent
            self._arrived[key] = number + 1
        return Sent.ARRIVED

    async def _reply(self, heard: Heard, key: str) -> Reply:
        try:
            return await self._desk.reply(heard, conversation_of(self._token, heard.place.chat, heard.person), key)
        except Exception:
            log.exception("an answer could not be made")
            return say(render("trouble"))
