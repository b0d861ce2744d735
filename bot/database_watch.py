"""Note the errors of the database of this process, and whether it was written to since."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from bot.metrics import DATABASE_ERRORS

LASTING = 60  # seconds, after which a trouble that did not come again is over


class DatabaseWatch:
    """Knows the last trouble that no later writing has settled."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        """Listen to an engine."""
        self._clock = clock
        self._trouble: tuple[str, float] | None = None
        event.listen(engine, "handle_error", self._note)
        event.listen(engine, "commit", self._settle)

    def trouble(self) -> dict[str, Any] | None:
        """Return what is wrong and how many seconds ago it was; None when all is well."""
        if self._trouble is None:
            return None
        sentence, at = self._trouble
        past = self._clock() - at
        return None if past > LASTING else {"error": sentence, "seconds_ago": round(past)}

    def _note(self, context: Any) -> None:
        error = context.sqlalchemy_exception or context.original_exception
        DATABASE_ERRORS.labels(type(error).__name__).inc()
        if isinstance(error, OperationalError):
            self._trouble = (str(error.orig).strip().partition("\n")[0], self._clock())

    def _settle(self, connection: Any) -> None:
        self._trouble = None
