"""Give each request a name, which logs, problem details and the answer's header tell; count answers."""

import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from bot.channels.peers import Peers
from bot.metrics import REQUESTS

HEADER = "X-Request-ID"
FORM = re.compile(r"[A-Za-z0-9_-]{8,64}")
COUNTED = {first: REQUESTS.labels(f"{first}xx") for first in range(1, 6)}


class RequestIds:
    """Middleware, the outermost: it still sees who really sent the request."""

    def __init__(self, app: ASGIApp, trusted: Peers) -> None:
        """Take the application and whose names are accepted."""
        self._app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on under its name."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = self._name(scope)
        scope.setdefault("state", {})["request_id"] = name

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = name
                COUNTED[message["status"] // 100].inc()
            await send(message)

        with bound_contextvars(request_id=name):
            await self._app(scope, receive, tell)

    def _name(self, scope: Scope) -> str:
        given = Headers(scope=scope).get(HEADER, "")
        return given if FORM.fullmatch(given) and self._trusted.sent(scope) else secrets.token_hex(8)
