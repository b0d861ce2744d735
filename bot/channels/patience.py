"""How long a connection may take: to send the head of a request, to take in an answer; and how many there may be."""

import asyncio
import resource
from functools import lru_cache

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.metrics import LIMITED

LARGEST_HEAD = 64 * 1024
MOST = 10_000  # files that are open at a time
OUR_FILES = 200


class Patient(HttpToolsProtocol):
    """A connection that is ended when the other side is too slow; uvicorn alone waits for ever.

    Bodies are bounded where they are read, and answers by `Pressure`.
    """

    head = 10.0  # seconds for the head of a request, from the connection or the last answer on
    reading = 30.0  # seconds in which an answer has to be taken in
    look = 2.0  # seconds between looks
    _head_since: float | None
    _full_since: float | None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch, or refuse one connection too many."""
        super().connection_made(transport)
        self._await_head()
        self._full_since = None
        self._timer = self.loop.call_later(self.look, self._look)
        if len(self.connections) > most_connections():
            self._leave("connections")

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch no longer."""
        self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what came, unless the head of the request grows without an end."""
        super().data_received(data)
        if self._head_since is not None:
            self._head_size += len(data)
            if self._head_size > LARGEST_HEAD:
                self._leave("large_head")

    def on_headers_complete(self) -> None:
        """Note that the head is whole."""
        self._head_since = None
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request, unless it came already."""
        if not self.pipeline:
            self._await_head()
        super().on_response_complete()

    def _await_head(self) -> None:
        self._head_since = self.loop.time()
        self._head_size = 0

    def _leave(self, limit: str) -> None:
        LIMITED.labels(limit).inc()
        self.transport.abort()

    def _look(self) -> None:
        now = self.loop.time()
        full = self.transport.get_write_buffer_size() > 0
        self._full_since = (self._full_since or now) if full else None
        if _over(self._head_since, self.head, now) or _over(self._full_since, self.reading, now):
            self._leave("slow")
        else:
            self._timer = self.loop.call_later(self.look, self._look)


@lru_cache
def most_connections() -> int:
    """Return how many connections this process takes: as many files as the machine lets it open, less our own."""
    may, could = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(could if could > 0 else MOST, MOST)
    if 0 <= may < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, could))
    return max(wanted - OUR_FILES, 1)


def _over(since: float | None, seconds: float, now: float) -> bool:
    return since is not None and now - since > seconds
