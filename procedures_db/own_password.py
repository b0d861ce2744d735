"""Change one's own password, who knows the present one; every other session of the account ends."""

from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.accounts import AccountFault, AccountRefused
from procedures_db.facts_accounts import SignedIn
from procedures_db.passwords import hash_password, require_strong
from procedures_db.queries.accounts import forgive_attempts, renew_account
from procedures_db.queries.audit import add_act
from procedures_db.queries.sign_ins import end_sessions_of
from procedures_db.signing_in import prove


def change_own_password(maker: sessionmaker[Session], who: SignedIn, present: str, new: str, now: datetime) -> None:
    """Give the account of a session another password and write it into the log.

    Raises WeakPassword for one that is easily guessed, AccountRefused for the present one again, or when that is wrong;
    such failures count and lock as those to sign in do.
    """
    require_strong(new, who.name)
    known = prove(maker, who.name, present, now)
    if known is None:
        raise AccountRefused(AccountFault.WRONG)
    if new == present:
        raise AccountRefused(AccountFault.SAME)
    hashed = hash_password(new)
    with maker.begin() as session:
        if forgive_attempts(session, who.name, known) is None:
            raise AccountRefused(AccountFault.WRONG)  # disabled or reset meanwhile
        renew_account(session, who.name, hashed)
        ended = end_sessions_of(session, who.name, but=who.key)
        add_act(session, now, who.name, "change password", who.name, sessions_ended=ended)
