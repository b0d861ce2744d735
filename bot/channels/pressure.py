"""Refuse what is more than this process can answer at a time, end what takes too long, and let no fault out."""

import asyncio
import logging
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.refusals import refusal
from bot.metrics import FAULTS, LIMITED, UNDER_WAY

LONGEST = 60.0  # seconds that a request may take, all told
SOON = 1  # seconds after which to try again
WATCHING = ("/health", "/metrics")  # are answered under any pressure


@dataclass(frozen=True)
class Told:
    """What is told of a kind of fault."""

    kind: str
    status: int
    sentence: str


TOLD = (
    (TimeoutError, Told("too_long", 503, "This took too long.")),
    (SQLAlchemyError, Told("database", 503, "The database does not answer.")),
    (Exception, Told("unforeseen", 500, "Something went wrong here.")),
)
log = logging.getLogger(__name__)


class Pressure:
    """Middleware that counts the requests under way."""

    def __init__(self, app: ASGIApp, simultaneous: int, longest: float = LONGEST) -> None:
        """Take the application, how many requests may be under way, and how many seconds each may take."""
        self._app = app
        self._simultaneous = simultaneous
        self._longest = longest
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with 503."""
        if scope["type"] != "http" or scope["path"].startswith(WATCHING):
            await self._app(scope, receive, send)
        elif self._under_way >= self._simultaneous:
            LIMITED.labels("simultaneous").inc()
            await (await refusal(Request(scope), 503, "Too many requests at a time.", SOON))(scope, receive, send)
        else:
            self._under_way += 1
            UNDER_WAY.inc()
            try:
                await self._bounded(scope, receive, send)
            finally:
                self._under_way -= 1
                UNDER_WAY.dec()

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(self._longest):
                await self._app(scope, receive, note)
        except Exception as error:
            told = next(told for kind, told in TOLD if isinstance(error, kind))
            FAULTS.labels(told.kind).inc()
            log.exception("a request met a fault: %s", told.kind)
            if begun:
                raise
            await (await refusal(Request(scope), told.status, told.sentence, SOON))(scope, receive, send)
