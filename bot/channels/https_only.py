"""In production, listen to nobody whose request came over plain http; the machine itself may ask how it is."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.refusals import refusal

OPEN = ("/health", "/metrics")


class HttpsOnly:
    """Middleware that stands behind the proxy's headers, which tell how a request came."""

    def __init__(self, app: ASGIApp, required: bool) -> None:
        """Take the application and whether https is required."""
        self._app = app
        self._required = required

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with 403."""
        plain = scope["type"] == "http" and scope["scheme"] != "https" and not scope["path"].startswith(OPEN)
        if self._required and plain:
            answer = await refusal(Request(scope), 403, "Only https is answered. See MOTCUA_PRODUCTION.")
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)
