"""One after another, in the order of arrival: within a process, or over all processes that share a Redis."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Protocol
from weakref import WeakValueDictionary

from bot.sharing.link import Gone, Link

ALIVE = 6.0  # seconds after which one that says nothing has died
LOOK = 0.02  # seconds between two looks whose turn it is

# Stand in the queue, which drops those in front that have died; 1 when it is one's turn.
QUEUE = """
local queue, me, alive = KEYS[1], ARGV[1], ARGV[2]
redis.call('SET', queue .. ':' .. me, 1, 'PX', alive)
local first = redis.call('LINDEX', queue, 0)
while first and first ~= me and redis.call('EXISTS', queue .. ':' .. first) == 0 do
  redis.call('LPOP', queue)
  first = redis.call('LINDEX', queue, 0)
end
if not redis.call('LPOS', queue, me) then
  redis.call('RPUSH', queue, me)
  first = first or me
end
redis.call('PEXPIRE', queue, alive)
return first == me and 1 or 0
"""
LEAVE = """
redis.call('LREM', KEYS[1], 0, ARGV[1])
return redis.call('DEL', KEYS[1] .. ':' .. ARGV[1])
"""


def lock_of(conversation_id: str) -> str:
    """Return the name under which what is done in a conversation waits for its turn."""
    return f"conversation:{conversation_id}"


class Locks(Protocol):
    """Whoever lets one through at a time."""

    def held(self, name: str) -> AbstractAsyncContextManager[None]:
        """Wait for one's turn under a name, and have it until the end of the block."""


class OwnLocks:
    """Locks of this process."""

    def __init__(self) -> None:
        """Begin without any."""
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def held(self, name: str) -> AsyncIterator[None]:
        """Wait for one's turn among the tasks of this process."""
        lock = self._locks.setdefault(name, asyncio.Lock())
        async with lock:
            yield


class SharedLocks:
    """Locks of all processes; while Redis is gone each process keeps its own order."""

    def __init__(self, link: Link) -> None:
        """Take the way to Redis."""
        self._own = OwnLocks()
        self._link = link
        self._queue = link.redis.register_script(QUEUE)
        self._leave = link.redis.register_script(LEAVE)

    @asynccontextmanager
    async def held(self, name: str) -> AsyncIterator[None]:
        """Wait for one's turn in this process, then among all of them."""
        key, me = f"motcua:lock:{name}", secrets.token_hex(8)
        async with self._own.held(name):
            renewing: asyncio.Task[None] | None = None
            try:
                while not await self._is_my_turn(key, me):
                    await asyncio.sleep(LOOK)
                renewing = asyncio.create_task(self._renew(key, me))
                yield
            finally:
                if renewing is not None:
                    renewing.cancel()
                with suppress(Gone):
                    await self._link.ask(lambda: self._leave(keys=[key], args=[me]))

    async def _is_my_turn(self, key: str, me: str) -> bool:
        try:
            return bool(await self._link.ask(lambda: self._queue(keys=[key], args=[me, int(ALIVE * 1000)])))
        except Gone:
            return True

    async def _renew(self, key: str, me: str) -> None:
        """Show that this one is alive, however long it takes."""
        while True:
            await asyncio.sleep(ALIVE / 3)
            await self._is_my_turn(key, me)
