"""Note how long a message took at each stage and what came of it; tell slow ones by their stages, never their text."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.messages import Incoming, Reply
from bot.metrics import MESSAGES, STAGE_SECONDS, STAGES

log = logging.getLogger(__name__)
OBSERVE = {stage: STAGE_SECONDS.labels(stage).observe for stage in STAGES}


class Stages:
    """The seconds that one message spent in each stage."""

    def __init__(self) -> None:
        """Begin now."""
        self._begun = time.perf_counter()
        self.seconds: dict[str, float] = {}

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add what is done within to a stage."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - begun

    def so_far(self) -> float:
        """Return the seconds since the beginning."""
        return time.perf_counter() - self._begun


class Watch:
    """Counts messages and tells of slow ones."""

    def __init__(self, slow: float) -> None:
        """Take from how many seconds on a message is slow."""
        self._slow = slow

    def note(self, message: Incoming, reply: Reply, stages: Stages) -> None:
        """Count an answered message."""
        seconds = {**stages.seconds, "whole": stages.so_far()}
        for stage, spent in seconds.items():
            OBSERVE[stage](spent)
        MESSAGES.labels(message.channel, reply.main.outcome).inc()
        if seconds["whole"] >= self._slow:
            told = {stage: round(spent * 1000, 1) for stage, spent in seconds.items()}
            about = {"channel": message.channel, "intent": reply.intent, "outcome": reply.main.outcome}
            log.warning("a message was slow", extra={"milliseconds": told, **about})
