"""Limit how many dossiers one client may try to open in an hour, over all its conversations."""

from starlette.requests import Request
from throttled.asyncio import per_hour

from bot.channels.clients import client_of
from bot.channels.web import Problem
from bot.messages import Incoming
from bot.metrics import LIMITED
from bot.sharing.counters import Counters
from procedures_db.dossiers.factors import factor_told


class Guesses:
    """Counts the messages that tell four digits, by the client's address, which is not kept.

    A code and a conversation have limits of their own in the database; this one is for who tries many codes.
    """

    def __init__(self, an_hour: int, counters: Counters) -> None:
        """Take how many there may be, and who counts."""
        self._throttle = counters.throttle(per_hour(an_hour))

    async def check(self, request: Request, message: Incoming) -> None:
        """Raise Problem when a message is one try too many."""
        if factor_told(message.text) is None:
            return
        if (await self._throttle.limit(f"guesses:{client_of(request.scope)}")).limited:
            LIMITED.labels("dossiers").inc()
            raise Problem(429, "Too many attempts to open dossiers. Try again later.")
