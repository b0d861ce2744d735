"""Something built from the database, built anew when the database has changed."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.queries.names import revision

Built = TypeVar("Built")


class Fresh(Generic[Built]):
    """Keeps what `build` makes of the database as long as its revision stays."""

    def __init__(self, sessions: sessionmaker[Session], build: Callable[[Session], Built]) -> None:
        """Remember where to read and what to build; nothing is read yet."""
        self._sessions = sessions
        self._build = build
        self._kept: tuple[int, Built] | None = None
        self._built_at = 0.0
        self._lock = Lock()

    def get(self) -> Built:
        """Return what the database gives now."""
        with self._sessions() as session, self._lock:
            number = revision(session)
            if self._kept is None or self._kept[0] != number:
                self._kept = (number, self._build(session))
                self._built_at = time.monotonic()
            return self._kept[1]

    def kept(self) -> tuple[int, Built, float] | None:
        """Return what was built last with its revision and its age in seconds, without looking for a newer one."""
        kept = self._kept
        return None if kept is None else (*kept, time.monotonic() - self._built_at)
