"""A circuit breaker: after some failures a system is left alone for a while."""

from collections.abc import Callable
from threading import Lock


class CircuitBreaker:
    """Counts failures in a row; open from `most` of them on, for `rest` seconds, then one call may try again."""

    def __init__(self, clock: Callable[[], float], most: int = 5, rest: float = 30.0) -> None:
        """Take a clock that only goes forward, in seconds."""
        self._clock, self._most, self._rest = clock, most, rest
        self._failures = 0
        self._shut_until = 0.0
        self._lock = Lock()

    def allows(self) -> bool:
        """Say whether a call may be made; of those that come after the rest, only the first."""
        with self._lock:
            if self._failures < self._most:
                return True
            if self._clock() < self._shut_until:
                return False
            self._shut_until = self._clock() + self._rest
            return True

    def is_open(self) -> bool:
        """Say whether the system is left alone, or may be tried by one call only."""
        return self._failures >= self._most

    def note(self, *, succeeded: bool) -> None:
        """Count how a call ended."""
        with self._lock:
            self._failures = 0 if succeeded else self._failures + 1
            if self._failures >= self._most:
                self._shut_until = self._clock() + self._rest
