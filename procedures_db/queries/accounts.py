"""Accounts: read, add and change them, and count the attempts to sign in."""

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from procedures_db.facts_accounts import Account
from procedures_db.models import Office, User
from procedures_db.queries.reading import read_as
from procedures_db.vocabulary import Role


def accounts(session: Session) -> list[Account]:
    """Return every account, by name."""
    return [read_as(Account, row) for row in session.scalars(select(User).order_by(User.name))]


def find_account(session: Session, name: str) -> Account | None:
    """Return the account of a name, or None."""
    row = session.scalar(select(User).where(User.name == name))
    return None if row is None else read_as(Account, row)


def is_office(session: Session, key: str) -> bool:
    """Say whether there is a one-stop shop with this key."""
    return session.scalar(select(Office.key).where(Office.key == key)) is not None


def add_account(session: Session, account: Account, password_hash: str) -> None:
    """Write a new account; IntegrityError when its name is taken."""
    session.add(User(**vars(account), password_hash=password_hash))
    session.flush()


def close_account(session: Session, name: str, now: datetime) -> None:
    """Mark an account as disabled."""
    session.execute(update(User).where(User.name == name).values(disabled_at=now))


def renew_account(session: Session, name: str, password_hash: str) -> None:
    """Give an account another password; it is neither disabled nor locked any more."""
    values = {"password_hash": password_hash, "disabled_at": None, "failures": 0, "locked_until": None}
    session.execute(update(User).where(User.name == name).values(**values))


def count_attempt(session: Session, name: str, now: datetime) -> int | None:
    """Count an attempt to sign in as failed until it succeeds; return how many there are now.

    None when there is no such account, or it is disabled or locked. Counting comes before the password is
    looked at, so that many attempts at once are not more than as many one after another.
    """
    unlocked = or_(User.locked_until.is_(None), User.locked_until <= now)
    counted = update(User).where(User.name == name, User.disabled_at.is_(None), unlocked)
    return session.scalar(counted.values(failures=User.failures + 1).returning(User.failures))


def lock_account(session: Session, name: str, until: datetime) -> None:
    """Let nobody sign in with this name until a time."""
    session.execute(update(User).where(User.name == name).values(locked_until=until))


def hash_of_account(session: Session, name: str) -> str | None:
    """Return the hash of an account's password."""
    return session.scalar(select(User.password_hash).where(User.name == name))


def forgive_attempts(session: Session, name: str, password_hash: str) -> int | None:
    """Forget the failed attempts of an account that still has this password; return its id.

    None when it was disabled or given another password meanwhile.
    """
    same = update(User).where(User.name == name, User.password_hash == password_hash, User.disabled_at.is_(None))
    return session.scalar(same.values(failures=0, locked_until=None).returning(User.id))


def new_account(name: str, display_name: str, role: Role, office: str | None, now: datetime) -> Account:
    """Make an account that nobody has failed to sign in to."""
    return Account(name, display_name, role, office, now, None, 0, None)
