"""A server that does nothing but answer: what the asking itself takes is measured against it."""

import asyncio
import sys

BODY = b'{"conversation_id":"x","messages":[{"text":"' + b"x" * 1500 + b'","outcome":"answered","buttons":[]}]}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(
    BODY
)


class Trivial(asyncio.Protocol):
    """Answers each request the same."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer once the body is there, which the asking sends with or right after the head."""
        if data.rstrip().endswith(b"}"):
            self._transport.write(HEAD + BODY)  # type: ignore[attr-defined]
            self._transport.close()


async def serve(port: int) -> None:
    """Serve until the process is ended."""
    server = await asyncio.get_running_loop().create_server(Trivial, "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
