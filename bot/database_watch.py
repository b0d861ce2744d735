"""Note the errors of the database of this process, whether it was written to since, and whether it can be."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from bot.metrics import DATABASE_ERRORS
from procedures_db.queries.condition import why_not_written

LASTING = 60  # seconds, after which a trouble that did not come again is over
FRESH = 5  # seconds for which it is remembered whether it can be written: to try takes the turn of a writer


class DatabaseWatch:
    """Knows the last trouble that no later writing has settled."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        """Listen to an engine."""
        self._engine = engine
        self._clock = clock
        self._trying = Lock()
        self._tried: tuple[str | None, float] | None = None
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

    def not_written(self) -> str | None:
        """Return why nothing can be written, None when all is well, as it was within the last seconds."""
        with self._trying:
            if self._tried is None or self._clock() - self._tried[1] >= FRESH:
                self._tried = (why_not_written(self._engine), self._clock())
            return self._tried[0]

    def _note(self, context: Any) -> None:
        error = context.sqlalchemy_exception or context.original_exception
        DATABASE_ERRORS.labels(type(error).__name__).inc()
        if isinstance(error, OperationalError):
            self._trouble = (str(error.orig).strip().partition("\n")[0], self._clock())

    def _settle(self, connection: Any) -> None:
        self._trouble = None
        if (tried := self._tried) is not None and tried[0] is not None:
            self._tried = None  # what was in the way is gone
