"""Open and close the Telegram door: connect however long it takes, then poll or wait to be called."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from itertools import chain, repeat
from typing import Any

from sqlalchemy.orm import Session, sessionmaker
from telegram import BotCommand, Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.answering import Desk
from bot.channels.telegram.handling import Handling
from bot.channels.telegram.polling import KINDS, LONG, Polling
from bot.channels.telegram.secrecy import token_hidden
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.wording import sayings
from bot.messages import Answering
from bot.settings import TelegramSettings
from bot.sharing.lease import OFTEN
from bot.sharing.sharing import Sharing

PATH = "/telegram"
PAUSES = (1, 2, 5, 10, 30, 60)  # seconds between attempts to reach Telegram; then as the last
RETRIES = 3  # after Telegram said how long to wait
LEAVING = 5.0  # seconds for answers under way when the server stops
CONNECTIONS = 32  # at a time, each for one message
log = logging.getLogger(__name__)


class Door:
    """The Telegram door of one process; `state` is "polling", "waiting" for its turn to, "webhook" or "unreachable"."""

    def __init__(
        self,
        settings: TelegramSettings,
        assistant: Answering,
        sessions: sessionmaker[Session],
        now: Callable[[], datetime],
        sharing: Sharing | None = None,
        pauses: tuple[float, ...] = PAUSES,
    ) -> None:
        """Take the settings, who answers, where answers are kept, the clock, and how processes agree."""
        sharing = sharing or Sharing()
        self.settings = settings
        self.state = "unreachable"
        self._pauses = pauses
        self._bot = _bot(settings)
        self._handling = Handling(
            settings.token, Desk(assistant, sessions, now, sharing.locks), Sender(self._bot), lambda: self._bot.bot
        )
        self._lease = sharing.lease(f"telegram:{settings.token.partition(':')[0]}")
        self._told = False

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Keep the door open; a Telegram that does not answer holds nothing else up."""
        with token_hidden(self.settings.token):
            work = asyncio.create_task(self._work())
            try:
                yield
            finally:
                work.cancel()
                with suppress(asyncio.CancelledError):
                    await work
                await self._handling.finish(LEAVING)
                await self._lease.give_up()
                with suppress(TelegramError):
                    await self._bot.shutdown()

    def take(self, data: dict[str, Any]) -> asyncio.Task[bool] | None:
        """Begin with an update that Telegram sent by itself; None while the door is not open."""
        if self.state != "webhook":
            return None
        return self._handling.take(Update.de_json(data, self._bot))

    async def _work(self) -> None:
        await self._insist(self._connect)
        if self.settings.webhook_url:
            self._reached("webhook")
            return
        while True:
            if await self._lease.hold():
                await self._poll_while_held()
            self._reached("waiting")
            await asyncio.sleep(OFTEN)

    async def _poll_while_held(self) -> None:
        """Poll as long as it is this process's turn; what it has begun with it finishes."""
        polling = asyncio.create_task(self._poll())
        try:
            while await self._lease.hold():
                await asyncio.sleep(OFTEN)
        finally:
            polling.cancel()
            with suppress(asyncio.CancelledError):
                await polling

    async def _poll(self) -> None:
        polling = Polling(self._bot, self._handling)

        async def step() -> None:
            await polling.step(LONG if self.state == "polling" else 0)
            self._reached("polling")

        while True:
            await self._insist(step)

    async def _connect(self) -> None:
        """Learn who we are, publish the commands, and say how updates come; nothing that waits is dropped."""
        await self._bot.initialize()
        await self._bot.set_my_commands([BotCommand(*each) for each in sayings()["commands"].items()])
        if self.settings.webhook_url is None:
            await self._bot.delete_webhook(drop_pending_updates=False)
        else:
            await self._bot.set_webhook(
                self.settings.webhook_url + PATH,
                secret_token=self.settings.secret,
                allowed_updates=KINDS,
                drop_pending_updates=False,
            )

    async def _insist(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do a step, again and again with growing pauses until it is done."""
        for pause in chain(self._pauses, repeat(self._pauses[-1])):
            try:
                await step()
                return
            except TelegramError as error:
                self._lost(_reason(error))
            except Exception:
                log.exception("the Telegram door has a fault")
                self._lost("a fault of ours")
            await asyncio.sleep(pause)

    def _lost(self, reason: str) -> None:
        if not self._told:
            log.warning("Telegram cannot be reached (%s); trying again, everything else goes on.", reason)
        self.state, self._told = "unreachable", True

    def _reached(self, state: str) -> None:
        if self._told:
            log.warning("Telegram can be reached again.")
        elif self.state != state:
            log.info("The Telegram door is open: %s.", state)
        self.state, self._told = state, False


def _bot(settings: TelegramSettings) -> ExtBot[int]:
    def request() -> HTTPXRequest:
        return HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=10.0)

    return ExtBot(
        settings.token,
        base_url=f"{settings.api}/bot",
        request=request(),
        get_updates_request=request(),
        rate_limiter=AIORateLimiter(max_retries=RETRIES),
    )


def _reason(error: TelegramError) -> str:
    """Say what is wrong without the words of the error, which may hold the token."""
    if isinstance(error, InvalidToken):
        return "it does not know TELEGRAM_TOKEN"
    return "another process asks with the same token" if isinstance(error, Conflict) else type(error).__name__
