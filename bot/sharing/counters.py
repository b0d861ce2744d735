"""Count how much a client asks for: in this process, or over all processes that share a Redis."""

from typing import Protocol

from throttled.asyncio import MemoryStore, Quota, RateLimiterType, RateLimitResult, RedisStore, Throttled

from bot.sharing.link import Gone, Link

CLIENTS = 50_000  # that a process remembers at a time
GCRA = RateLimiterType.GCRA.value  # spread evenly


class Throttle(Protocol):
    """Whoever says whether something is one too many."""

    async def limit(self, key: str) -> RateLimitResult:
        """Count one more of a key."""


class Counters(Protocol):
    """Whoever makes throttles."""

    def throttle(self, quota: Quota) -> Throttle:
        """Return a throttle for so much in a time."""


class OwnCounters:
    """Counts in the memory of this process."""

    def throttle(self, quota: Quota) -> Throttle:
        """Return a throttle with a memory of its own."""
        store = MemoryStore(options={"MAX_SIZE": CLIENTS})
        return Throttled(using=GCRA, quota=quota, store=store)  # type: ignore[return-value]


class SharedCounters:
    """Counts in Redis; while it is gone each process counts by itself."""

    def __init__(self, link: Link) -> None:
        """Take the way to Redis."""
        self._link = link
        options = {"SOCKET_TIMEOUT": link.patience, "SOCKET_CONNECT_TIMEOUT": link.patience}
        self._store = RedisStore(server=link.url, options=options)

    def throttle(self, quota: Quota) -> Throttle:
        """Return a throttle that all processes share."""
        shared = Throttled(using=GCRA, quota=quota, store=self._store, key_prefix="motcua:limit")
        return SharedThrottle(self._link, shared, OwnCounters().throttle(quota))  # type: ignore[arg-type]


class SharedThrottle:
    """Asks Redis, or the process itself while Redis is gone."""

    def __init__(self, link: Link, shared: Throttle, own: Throttle) -> None:
        """Take the way to Redis, and who counts with and without it."""
        self._link = link
        self._shared = shared
        self._own = own

    async def limit(self, key: str) -> RateLimitResult:
        """Count one more of a key."""
        try:
            return await self._link.ask(lambda: self._shared.limit(key))
        except Gone:
            return await self._own.limit(key)
