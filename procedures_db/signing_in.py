"""Sign in and out: who fails is locked out for longer and longer, a session ends by itself."""

import hashlib
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.facts_accounts import SignedIn
from procedures_db.passwords import is_right
from procedures_db.queries import accounts as stored
from procedures_db.queries.audit import add_act
from procedures_db.queries.sign_ins import (
    end_session,
    find_session,
    forget_ended_sessions,
    keep_session,
    note_seen,
)

FAILURES = 5  # in a row lock an account, and so does every fifth one after
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=15), timedelta(days=1)
DOUBLINGS = 10  # more of them than the longest lock has
IDLE, LONGEST = timedelta(hours=8), timedelta(hours=24)
NOTED = timedelta(minutes=1)  # how exactly it is known when a session was used last


def sign_in(maker: sessionmaker[Session], name: str, password: str, now: datetime) -> str | None:
    """Return the token of a new session, or None; what was wrong is not told."""
    known = prove(maker, name, password, now)
    if known is None:
        return None
    with maker.begin() as session:
        return _begin(session, name, known, now)


def prove(maker: sessionmaker[Session], name: str, password: str, now: datetime) -> str | None:
    """Return the hash of an account's password if this is it, else None; failures are counted and lock.

    A name that is unknown, disabled or locked costs the same work as a wrong password.
    """
    with maker.begin() as session:
        failures = stored.count_attempt(session, name, now)
        if failures and (lock := lock_after(failures)):
            stored.lock_account(session, name, now + lock)
            add_act(session, now, name, "lock", name, failures=failures, minutes=int(lock.total_seconds() // 60))
        known = stored.hash_of_account(session, name) if failures else None
    return known if is_right(password, known) else None


def lock_after(failures: int) -> timedelta | None:
    """Return for how long so many failures in a row lock an account: 15 minutes, then 30, and so on up to a day."""
    if failures % FAILURES:
        return None
    return min(FIRST_LOCK * 2 ** min(failures // FAILURES - 1, DOUBLINGS), LONGEST_LOCK)


def who_is(maker: sessionmaker[Session], token: str, now: datetime) -> SignedIn | None:
    """Return who is signed in with a token, or None; the session then lasts eight hours more, 24 in all."""
    with maker() as session:
        found = find_session(session, key_of(token), now, now - IDLE)
    if found and now - found.last_seen > NOTED:
        with suppress(OperationalError), maker.begin() as session:  # busy now; the next request notes it
            note_seen(session, found.key, now)
    return found


def sign_out(session: Session, who: SignedIn, now: datetime) -> None:
    """End a session."""
    end_session(session, who.key)
    add_act(session, now, who.name, "sign out", who.name)


def forget_old_sessions(session: Session, now: datetime) -> int:
    """Delete the sessions that nobody can use any more; return how many."""
    return forget_ended_sessions(session, now, now - IDLE)


def key_of(token: str) -> str:
    """Return what a session is stored under: the token is random, so a plain SHA-256 cannot be turned back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _begin(session: Session, name: str, known: str, now: datetime) -> str | None:
    user_id = stored.forgive_attempts(session, name, known)
    if user_id is None:
        return None
    token = secrets.token_urlsafe(32)
    keep_session(session, key_of(token), user_id, secrets.token_urlsafe(32), now, now + LONGEST)
    add_act(session, now, name, "sign in", name)
    return token
