"""A server that stops without losing a message: it takes no new connections and answers those it has taken."""

import asyncio
import socket
from collections.abc import Callable

from uvicorn import Config, Server

LINGER = 1.0  # seconds in which those who connected a moment ago may still ask


class DrainingServer(Server):
    """Uvicorn closes every connection that is silent at the moment; a question may be on its way on it."""

    def __init__(self, config: Config, ready: Callable[[], None]) -> None:
        """Take what to serve, and what to call once it is served."""
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and tell so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, tell each connection with its next answer that it was the last, then close."""
        for server in self.servers:
            server.close()
        self.server_state.default_headers.append((b"connection", b"close"))
        if self.server_state.connections:
            await asyncio.sleep(LINGER)
        await super().shutdown(sockets)
