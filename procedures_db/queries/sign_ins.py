"""Sessions of accounts: begin, find, keep alive, end."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from procedures_db.facts_accounts import SignedIn
from procedures_db.models import SignIn, User
from procedures_db.queries.retention import delete_rows, old_sign_ins


def keep_session(
    session: Session, key: str, user_id: int, form_secret: str, now: datetime, expires_at: datetime
) -> None:
    """Write a new session."""
    values = {"created_at": now, "last_seen": now, "expires_at": expires_at, "form_secret": form_secret}
    session.add(SignIn(key=key, user_id=user_id, **values))


def find_session(session: Session, key: str, now: datetime, seen_since: datetime) -> SignedIn | None:
    """Return whose session this is, or None when it has ended, was not used since a time, or the account is closed."""
    columns = (SignIn.key, SignIn.form_secret, SignIn.last_seen, User.name, User.display_name, User.role, User.office)
    found = select(*columns).join(User, User.id == SignIn.user_id).where(SignIn.key == key, User.disabled_at.is_(None))
    row = session.execute(found.where(SignIn.expires_at > now, SignIn.last_seen > seen_since)).one_or_none()
    return None if row is None else SignedIn(*row)


def note_seen(session: Session, key: str, now: datetime) -> None:
    """Write down when a session was used last."""
    session.execute(update(SignIn).where(SignIn.key == key).values(last_seen=now))


def end_session(session: Session, key: str) -> None:
    """Delete a session."""
    session.execute(delete(SignIn).where(SignIn.key == key))


def end_sessions_of(session: Session, name: str, but: str = "") -> int:
    """Delete every session of an account, but the one of a key; return how many there were."""
    owner = select(User.id).where(User.name == name).scalar_subquery()
    return session.execute(delete(SignIn).where(SignIn.user_id == owner, SignIn.key != but)).rowcount  # type: ignore[attr-defined, no-any-return]


def forget_ended_sessions(session: Session, now: datetime, seen_since: datetime) -> int:
    """Delete the sessions that have ended by `now` or were not used since a time; return how many."""
    return delete_rows(session, SignIn, old_sign_ins(now, seen_since))
