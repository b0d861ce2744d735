"""Accounts, passwords and sign-ins."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.accounts import AccountFault, AccountRefused, add_user, disable_user, reset_user
from procedures_db.facts_accounts import Account
from procedures_db.models import SignIn, User
from procedures_db.passwords import PasswordFault, WeakPassword, hash_password, is_right, require_strong
from procedures_db.queries.accounts import accounts, find_account, new_account
from procedures_db.queries.audit import latest_acts
from procedures_db.signing_in import forget_old_sessions, lock_after, sign_in, sign_out, who_is
from procedures_db.vocabulary import Role
from tests.factories import NOW

pytestmark = pytest.mark.slow

PASSWORD = "ba con mèo vàng 47"
WRONG = "ba con chó vàng 48"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def account(name: str = "lan", display_name: str = "Lan", office: str | None = None) -> Account:
    """An account of a staff member."""
    return new_account(name, display_name, Role.STAFF, office, NOW)


@pytest.fixture
def staffed(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """A database with one staff member."""
    with sessions.begin() as session:
        add_user(session, "command line", account(), PASSWORD)
    return sessions


def token_of(maker: sessionmaker[Session], password: str = PASSWORD, now: datetime = NOW) -> str | None:
    """Try to sign in as Lan."""
    return sign_in(maker, "lan", password, now)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short 1234", PasswordFault.TOO_SHORT),
        ("x" * 100 + "yzuv" * 30, PasswordFault.TOO_LONG),
        ("nguyen.van.an", PasswordFault.IS_NAME),
        ("NguyenVanAn2026!", PasswordFault.IS_NAME),
        ("nguyenvanannguyenvanan", PasswordFault.IS_NAME),
        ("Password1234!", PasswordFault.COMMON),
        ("Mật khẩu 123456", PasswordFault.COMMON),
        ("Hải Phòng 2026", PasswordFault.COMMON),
        ("123456789012", PasswordFault.COMMON),
        ("abababababababab", PasswordFault.COMMON),
        ("!!!!!!!!!!!!!!!!", PasswordFault.COMMON),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(password: str, fault: PasswordFault) -> None:
    """With the reason."""
    with pytest.raises(WeakPassword) as caught:
        require_strong(password, "nguyen.van.an")
    assert caught.value.fault is fault


def test_a_password_is_kept_as_an_argon2id_hash_of_its_own() -> None:
    """However its marks are typed; without a hash nothing is right, and what is no hash is not either."""
    require_strong(PASSWORD, "lan")
    hashed = hash_password(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert hashed != hash_password(PASSWORD)
    assert is_right("ba con me\u0300o va\u0300ng 47", hashed)
    assert not is_right(WRONG, hashed)
    assert not is_right(PASSWORD, None)
    assert not is_right(PASSWORD, "no hash")


@pytest.mark.parametrize(
    ("refused", "fault"),
    [
        (account("lan"), AccountFault.TAKEN),
        (account("Lan"), AccountFault.BAD_NAME),
        (account("x'; DROP TABLE"), AccountFault.BAD_NAME),
        (account("minh", display_name=" "), AccountFault.BAD_DISPLAY_NAME),
        (account("minh", display_name="M" * 81), AccountFault.BAD_DISPLAY_NAME),
        (account("minh", office="nowhere"), AccountFault.NO_OFFICE),
    ],
)
def test_an_account_that_is_not_right_is_refused_and_nothing_written(
    staffed: sessionmaker[Session], refused: Account, fault: AccountFault
) -> None:
    """Not even in the log."""
    with pytest.raises(AccountRefused) as caught, staffed.begin() as session:
        add_user(session, "command line", refused, PASSWORD)
    assert caught.value.fault is fault
    with staffed() as session:
        assert [each.name for each in accounts(session)] == ["lan"]
        assert len(latest_acts(session, None, 9)) == 1


def test_who_signs_in_is_known_by_the_token_alone(staffed: sessionmaker[Session]) -> None:
    """The database holds nothing one could sign in with."""
    token = token_of(staffed)
    assert token
    who = who_is(staffed, token, NOW)
    assert who is not None
    assert (who.name, who.role, token in repr(who)) == ("lan", Role.STAFF, False)
    assert who_is(staffed, who.key, NOW) is None
    assert who_is(staffed, "\ud800", NOW) is None


def test_a_wrong_password_and_an_unknown_name_open_nothing(staffed: sessionmaker[Session]) -> None:
    """Nor does markup or SQL in either."""
    assert token_of(staffed, WRONG) is None
    for name in ("minh", "", "' OR 1=1 --", "<script>", "x" * 10_000, "\x00"):
        assert sign_in(staffed, name.replace("\x00", ""), PASSWORD, NOW) is None


def test_a_session_ends_when_it_is_not_used_and_after_a_day_all_the_same(staffed: sessionmaker[Session]) -> None:
    """Eight hours after the last use, 24 after the first."""
    idle, busy = token_of(staffed) or "", token_of(staffed) or ""
    for hours in (7, 14, 21):
        assert who_is(staffed, busy, NOW + hours * HOUR)
    assert who_is(staffed, busy, NOW + 24 * HOUR - MINUTE)
    assert who_is(staffed, busy, NOW + 24 * HOUR) is None
    assert who_is(staffed, idle, NOW + 8 * HOUR) is None
    with staffed.begin() as session:
        forget_old_sessions(session, NOW + 8 * HOUR)
        assert session.scalar(select(func.count()).select_from(SignIn)) == 1


def test_sign_out_ends_one_session_disabling_and_resetting_all(staffed: sessionmaker[Session]) -> None:
    """At once."""
    first, second = token_of(staffed) or "", token_of(staffed) or ""
    who = who_is(staffed, first, NOW)
    assert who is not None
    with staffed.begin() as session:
        sign_out(session, who, NOW)
    assert (who_is(staffed, first, NOW), bool(who_is(staffed, second, NOW))) == (None, True)
    with staffed.begin() as session:
        reset_user(session, "minh", "lan", WRONG, NOW)
    assert who_is(staffed, second, NOW) is None
    third = token_of(staffed, WRONG) or ""
    with staffed.begin() as session:
        disable_user(session, "minh", "lan", NOW)
    assert who_is(staffed, third, NOW) is None
    assert token_of(staffed, WRONG) is None


def test_a_reset_opens_a_disabled_account_and_says_so_in_the_log(staffed: sessionmaker[Session]) -> None:
    """An unknown one is refused."""
    with staffed.begin() as session:
        disable_user(session, "minh", "lan", NOW)
        reset_user(session, "minh", "lan", WRONG, NOW)
        assert latest_acts(session, None, 1)[0].details == {"sessions_ended": 0, "enabled_again": True}
    assert token_of(staffed, WRONG)
    for act in (disable_user, lambda *given: reset_user(*given[:3], WRONG, given[3])):
        with pytest.raises(AccountRefused), staffed.begin() as session:
            act(session, "minh", "nobody", NOW)


def test_five_failures_lock_an_account_for_a_quarter_of_an_hour_and_five_more_for_longer(
    staffed: sessionmaker[Session],
) -> None:
    """Even with the right password; attempts during the lock do not prolong it; success begins anew."""
    for _ in range(5):
        assert token_of(staffed, WRONG) is None
    assert token_of(staffed, now=NOW + 14 * MINUTE) is None
    later = NOW + 16 * MINUTE
    for _ in range(5):
        assert token_of(staffed, WRONG, later) is None
    assert token_of(staffed, now=later + 29 * MINUTE) is None
    assert token_of(staffed, now=later + 31 * MINUTE)
    with staffed() as session:
        kept = find_account(session, "lan")
        assert kept is not None
        assert (kept.failures, kept.locked_until) == (0, None)
        assert [act.act for act in latest_acts(session, None, 9)] == ["sign in", "lock", "lock", "users add"]


def test_a_lock_grows_to_a_day_and_no_further() -> None:
    """However often one fails."""
    assert [lock_after(count) for count in (4, 5, 6, 10, 15)] == [None, 15 * MINUTE, None, 30 * MINUTE, HOUR]
    assert lock_after(5_000) == timedelta(days=1)


def test_many_attempts_at_once_are_not_more_than_five(staffed: sessionmaker[Session]) -> None:
    """The count comes before the password is looked at."""
    with ThreadPoolExecutor(4) as pool:
        tokens = list(pool.map(lambda _: token_of(staffed, WRONG), range(12)))
    assert tokens == [None] * 12
    with staffed() as session:
        assert session.scalar(select(User.failures)) == 5
