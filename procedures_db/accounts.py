"""Add, disable and reset accounts; each act ends what it must and goes into the audit log.

`limit` is the office that whoever acts is limited to: an account of another, or one for all, is refused to them.
"""

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from procedures_db.facts_accounts import Account
from procedures_db.passwords import hash_password, require_strong
from procedures_db.queries import accounts as stored
from procedures_db.queries.audit import add_act
from procedures_db.queries.sign_ins import end_sessions_of

NAME = re.compile(r"[a-z][a-z0-9._-]{2,31}")
LONGEST = 80  # characters of the name that is shown


class AccountFault(StrEnum):
    """Why an act on an account is refused."""

    BAD_NAME = "bad_name"
    BAD_DISPLAY_NAME = "bad_display_name"
    TAKEN = "taken"
    UNKNOWN = "unknown"
    NO_OFFICE = "no_office"
    OTHER_OFFICE = "other_office"
    WRONG = "wrong"
    SAME = "same"


SENTENCES = {
    AccountFault.BAD_NAME: "A name is 3 to 32 of a-z, 0-9, dots, dashes and underscores, and begins with a letter.",
    AccountFault.BAD_DISPLAY_NAME: f"The name that is shown is 1 to {LONGEST} printable characters.",
    AccountFault.TAKEN: "There is an account of this name already.",
    AccountFault.UNKNOWN: "There is no account of this name.",
    AccountFault.NO_OFFICE: "There is no office with this key.",
    AccountFault.OTHER_OFFICE: "The account is not of the office that you are limited to.",
    AccountFault.WRONG: "The present password is wrong, or the account is locked.",
    AccountFault.SAME: "The new password is the present one.",
}


class AccountRefused(ValueError):
    """An act on an account that is refused; `fault` says why, nothing was written."""

    def __init__(self, fault: AccountFault) -> None:
        """Take the reason."""
        super().__init__(SENTENCES[fault])
        self.fault = fault


def add_user(session: Session, actor: str, account: Account, password: str, *, limit: str | None = None) -> None:
    """Add an account; raise AccountRefused or WeakPassword when something of it is not right."""
    _require_within(limit, account)
    _require_well_formed(session, account)
    require_strong(password, account.name)
    try:
        with session.begin_nested():
            stored.add_account(session, account, hash_password(password))
    except IntegrityError as error:
        raise AccountRefused(AccountFault.TAKEN) from error
    details = {"role": account.role.value, "office": account.office}
    add_act(session, account.created_at, actor, "users add", account.name, **details)


def disable_user(session: Session, actor: str, name: str, now: datetime, *, limit: str | None = None) -> None:
    """Let an account sign in no more and end its sessions; raise AccountRefused when there is none."""
    _require_known(session, name, limit)
    stored.close_account(session, name, now)
    add_act(session, now, actor, "users disable", name, sessions_ended=end_sessions_of(session, name))


def reset_user(
    session: Session, actor: str, name: str, password: str, now: datetime, *, limit: str | None = None
) -> None:
    """Give an account another password, end its sessions, and open it if it was locked or disabled.

    Raises AccountRefused when there is none, WeakPassword for a password that is easily guessed.
    """
    before = _require_known(session, name, limit)
    require_strong(password, name)
    stored.renew_account(session, name, hash_password(password))
    enabled = before.disabled_at is not None
    ended = end_sessions_of(session, name)
    add_act(session, now, actor, "users reset", name, sessions_ended=ended, enabled_again=enabled)


def require_user(session: Session, name: str) -> None:
    """Raise AccountRefused when there is no account of a name."""
    _require_known(session, name, None)


def _require_known(session: Session, name: str, limit: str | None) -> Account:
    account = stored.find_account(session, name)
    if account is None:
        raise AccountRefused(AccountFault.UNKNOWN)
    _require_within(limit, account)
    return account


def _require_within(limit: str | None, account: Account) -> None:
    if limit is not None and account.office != limit:
        raise AccountRefused(AccountFault.OTHER_OFFICE)


def _require_well_formed(session: Session, account: Account) -> None:
    shown = account.display_name
    if not NAME.fullmatch(account.name):
        raise AccountRefused(AccountFault.BAD_NAME)
    if not shown.strip() or len(shown) > LONGEST or not shown.isprintable():
        raise AccountRefused(AccountFault.BAD_DISPLAY_NAME)
    if account.office is not None and not stored.is_office(session, account.office):
        raise AccountRefused(AccountFault.NO_OFFICE)
