"""Let one process of all do something, and another one soon after it has died."""

import secrets
from contextlib import suppress
from typing import Protocol

from bot.sharing.link import Gone, Link

LENGTH = 4.0  # seconds that a lease lasts unless it is renewed
OFTEN = 1.0  # seconds between two renewals

TAKE = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
GIVE_UP = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class Lease(Protocol):
    """A turn that one of all has."""

    async def hold(self) -> bool:
        """Take the turn or keep it; say whether it is ours."""

    async def give_up(self) -> None:
        """Let another one have it at once."""


class OwnLease:
    """The lease of a process that is alone."""

    async def hold(self) -> bool:
        """Say that it is ours."""
        return True

    async def give_up(self) -> None:
        """Do nothing."""


class SharedLease:
    """A lease in Redis; while Redis is gone, whoever had it goes on and nobody else begins."""

    def __init__(self, link: Link, name: str) -> None:
        """Take the way to Redis and what is leased."""
        self._link = link
        self._key = f"motcua:lease:{name}"
        self._me = secrets.token_hex(8)
        self._ours = False
        self._take = link.redis.register_script(TAKE)
        self._give_up = link.redis.register_script(GIVE_UP)

    async def hold(self) -> bool:
        """Take the lease, or keep it for another while."""
        with suppress(Gone):
            told = await self._link.ask(lambda: self._take(keys=[self._key], args=[self._me, int(LENGTH * 1000)]))
            self._ours = bool(told)
        return self._ours

    async def give_up(self) -> None:
        """Let another process have it."""
        self._ours = False
        with suppress(Gone):
            await self._link.ask(lambda: self._give_up(keys=[self._key], args=[self._me]))
