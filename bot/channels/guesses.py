"""Limit how many dossiers one client may try to open, and how often it may rate, over all its conversations."""

import re

from starlette.requests import Request
from throttled.asyncio import per_hour

from bot.channels.clients import client_of
from bot.channels.web import Problem
from bot.messages import LONGEST_MESSAGE, Incoming
from bot.metrics import LIMITED
from bot.sharing.counters import Counters, Throttle
from procedures_db.dossiers.factors import factor_told
from procedures_db.lexicon import read_lexicon
from procedures_db.text import tidy

RATED = re.compile(r"/give_feedback\{")


class Guesses:
    """Counts the messages that tell four digits, by the client's address, which is not kept.

    A code and a conversation have limits of their own in the database; this one is for who tries many codes.
    """

    def __init__(self, an_hour: int, counters: Counters) -> None:
        """Take how many there may be, and who counts."""
        self._throttle = counters.throttle(per_hour(an_hour))

    async def check(self, request: Request, message: Incoming) -> None:
        """Raise Problem when a message is one try too many."""
        text = tidy(message.text).lstrip("/ ")  # as the assistant reads it
        if len(text) > LONGEST_MESSAGE or factor_told(text) is None:
            return
        if await _is_limited(self._throttle, "guesses", request):
            LIMITED.labels("dossiers").inc()
            raise Problem(429, "Too many attempts to open dossiers. Try again later.")


class Ratings:
    """Counts the ratings of one client over all its conversations: nobody decides alone what the city thinks."""

    def __init__(self, an_hour: int, counters: Counters) -> None:
        """Take how many there may be, and who counts; a hall's terminal is one client for many people."""
        self._throttle = counters.throttle(per_hour(an_hour))

    async def check(self, request: Request, message: Incoming) -> None:
        """Raise Problem when a message is one rating too many."""
        text = tidy(message.text)
        if len(text) > LONGEST_MESSAGE or not (RATED.match(text) or read_lexicon().rating(text)):
            return
        if await _is_limited(self._throttle, "ratings", request):
            LIMITED.labels("ratings").inc()
            raise Problem(429, "Too many ratings. Try again later.")


async def _is_limited(throttle: Throttle, name: str, request: Request) -> bool:
    return bool((await throttle.limit(f"{name}:{client_of(request.scope)}")).limited)
