"""How often a dossier may be tried: five wrong factors within an hour lock it, and whoever tried, for an hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.dossiers.status import DossierSource, DossierStatus, SourceDown
from procedures_db.queries.dossiers import (
    add_attempt,
    attempts_in_conversation,
    attempts_on_key,
    forget_attempt,
    forget_attempts,
)

MOST = 5
WITHIN = LOCKED = timedelta(hours=1)
COUNTED = WITHIN + LOCKED


@dataclass(frozen=True)
class Locked:
    """No attempt is allowed before a moment (UTC)."""

    until: datetime


@dataclass(frozen=True)
class Asker:
    """Who tries to open a dossier, and when (UTC)."""

    conversation_id: str
    now: datetime


def try_factor(
    source: DossierSource, sessions: sessionmaker[Session], held: str, factor: str, asker: Asker
) -> DossierStatus | Locked | None:
    """Return the status, until when it is locked, or None when code and factor do not fit together.

    The attempt is written before the count is read, so that of any number at the same moment,
    in whatever processes, not more than five are looked at. Raises SourceDown.
    """
    key = source.key(held)
    if key is None:
        return None
    with sessions.begin() as session:
        forget_attempts(session, asker.now - COUNTED)
        number = add_attempt(session, asker.now, asker.conversation_id, key)
    lock = locked(sessions, key, asker, but=number)
    try:
        found = None if lock else source.find(held, factor)
    except SourceDown:
        _take_back(sessions, number)
        raise
    if lock or found:
        _take_back(sessions, number)
    return lock or found


def locked(sessions: sessionmaker[Session], key: str | None, asker: Asker, but: int | None = None) -> Locked | None:
    """Return until when a dossier or a conversation is locked; the attempt of a number does not count."""
    with sessions() as session:
        tried = [attempts_in_conversation(session, asker.conversation_id, MOST, but)]
        if key is not None:
            tried.append(attempts_on_key(session, key, MOST, but))
    ends = [end for times in tried if (end := _end(times)) and end > asker.now]
    return Locked(max(ends)) if ends else None


def _end(times: Sequence[datetime]) -> datetime | None:
    """Return when the lock of these attempts, newest first, ends; None when they lock nothing."""
    return times[0] + LOCKED if len(times) == MOST and times[0] - times[-1] <= WITHIN else None


def _take_back(sessions: sessionmaker[Session], number: int) -> None:
    with sessions.begin() as session:
        forget_attempt(session, number)
