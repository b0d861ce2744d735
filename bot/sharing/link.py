"""The way to Redis: it may break and come back while people are served; what needs it is told at once."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError
from throttled.exceptions import StoreUnavailableError

from bot.background import beside

Told = TypeVar("Told")
PATIENCE = 3.0  # seconds for an answer of Redis; a busy process reads it late
OFTEN = 1.0  # seconds between two looks
FAULTS = (RedisError, StoreUnavailableError, OSError, TimeoutError)
log = logging.getLogger(__name__)


class Gone(RuntimeError):
    """Redis does not answer."""


class Link:
    """Asks Redis as long as it answers; afterwards nobody waits for it until it was seen again."""

    def __init__(self, url: str, patience: float = PATIENCE, often: float = OFTEN) -> None:
        """Take the address; nothing is connected yet."""
        self.url = url
        self.patience = patience
        self.redis: Redis = Redis.from_url(url, socket_timeout=patience, socket_connect_timeout=patience)
        self._often = often
        self._up = True

    @property
    def state(self) -> str:
        """Say "ok" or "unreachable"."""
        return "ok" if self._up else "unreachable"

    async def ask(self, question: Callable[[], Awaitable[Told]]) -> Told:
        """Return what Redis says; raise Gone when it does not answer, at once while that is known."""
        if not self._up:
            raise Gone
        try:
            return await question()
        except FAULTS as error:
            self._lost(error)
            raise Gone from error

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Look again and again whether Redis answers, until the application ends."""
        try:
            async with beside(self._watch()):
                yield
        finally:
            with suppress(*FAULTS):
                await self.redis.close()

    async def _watch(self) -> None:
        while True:
            try:
                await self.redis.ping()
            except FAULTS as error:
                self._lost(error)
            else:
                self._found()
            await asyncio.sleep(self._often)

    def _lost(self, error: Exception) -> None:
        if self._up:
            log.warning("Redis does not answer (%s); this process goes on alone.", type(error).__name__)
        self._up = False

    def _found(self) -> None:
        if not self._up:
            log.warning("Redis answers again.")
        self._up = True
