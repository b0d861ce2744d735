"""Refuse addresses with a character that no page has and PostgreSQL takes in no text."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.refusals import refusal

NUL = "\0"
ESCAPED = (b"\0", b"%00")  # as a query has it
OWN_SHAPES = "/api/"  # where each entrance refuses what is not of its shape, with the status that is described


class PlainAddresses:
    """Middleware that stands before every page, so that none has to look for itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it: 404 for its path, 400 for its query."""
        status = None if scope["type"] != "http" or scope["path"].startswith(OWN_SHAPES) else _fault(scope)
        if status is None:
            await self._app(scope, receive, send)
        else:
            await (await refusal(Request(scope), status, "This is no address."))(scope, receive, send)


def _fault(scope: Scope) -> int | None:
    if NUL in scope["path"]:
        return 404
    return 400 if any(nul in scope["query_string"] for nul in ESCAPED) else None
