"""Something built from the database, built anew when the database has changed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.queries.names import revision

Built = TypeVar("Built")
Sessions = sessionmaker[Session]

_seen: ContextVar[dict[Sessions, int] | None] = ContextVar("seen", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Ask each database once, and no more within, what its revision is: a message is answered from one state."""
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


def revision_seen(sessions: Sessions) -> int:
    """Return the revision of a database now, or when it was first asked for within `one_look`."""
    seen = _seen.get()
    if seen is not None and sessions in seen:
        return seen[sessions]
    with sessions() as session:
        return _note(sessions, revision(session))


def _note(sessions: Sessions, number: int) -> int:
    seen = _seen.get()
    if seen is not None:
        seen[sessions] = number
    return number


class Fresh(Generic[Built]):
    """Keeps what `build` makes of the database as long as its revision stays."""

    def __init__(self, sessions: Sessions, build: Callable[[Session], Built]) -> None:
        """Remember where to read and what to build; nothing is read yet."""
        self._sessions = sessions
        self._build = build
        self._kept: tuple[int, Built] | None = None
        self._built_at = 0.0
        self._lock = Lock()

    def get(self) -> Built:
        """Return what the database gives now, or gave when this look at it began."""
        number = revision_seen(self._sessions)
        kept = self._kept
        return kept[1] if kept is not None and kept[0] == number else self._built()

    def _built(self) -> Built:
        """Build what is kept from now on, unless somebody else just did."""
        with self._lock, self._sessions() as session:
            number = _note(self._sessions, revision(session))
            if self._kept is None or self._kept[0] != number:
                self._kept = (number, self._build(session))
                self._built_at = time.monotonic()
            return self._kept[1]

    def kept(self) -> tuple[int, Built, float] | None:
        """Return what was built last with its revision and its age in seconds, without looking for a newer one."""
        kept = self._kept
        return None if kept is None else (*kept, time.monotonic() - self._built_at)
