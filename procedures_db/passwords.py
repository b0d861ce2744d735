"""Hash passwords with argon2id, and refuse those that are easily guessed."""

import unicodedata
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from procedures_db.text import fold

SHORTEST, LONGEST = 12, 200  # characters
DIFFERENT = 5  # characters of a password, at least
COMMON = Path(__file__).with_name("common_passwords.txt")

# 46 MiB and one pass more than OWASP's least (Password Storage Cheat Sheet, argon2id); about 60 ms.
_HASHER = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
# Of a server's memory, a crowd that signs in takes no more than two of them do.
_TURNS = BoundedSemaphore(2)


class PasswordFault(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    IS_NAME = "is_name"
    COMMON = "common"


SENTENCES = {
    PasswordFault.TOO_SHORT: f"The password must have at least {SHORTEST} characters.",
    PasswordFault.TOO_LONG: f"The password must have at most {LONGEST} characters.",
    PasswordFault.IS_NAME: "The password must not be the name.",
    PasswordFault.COMMON: "The password is one of the most common ones, or repeats a few characters.",
}


class WeakPassword(ValueError):
    """A password that is refused; `fault` says why."""

    def __init__(self, fault: PasswordFault) -> None:
        """Take the reason."""
        super().__init__(SENTENCES[fault])
        self.fault = fault


def require_strong(password: str, name: str) -> None:
    """Raise WeakPassword for a password that is short, endless, common, or the account's name with ornaments."""
    if fault := _fault(_normal(password), name):
        raise WeakPassword(fault)


def guessed_fault(password: str, name: str) -> PasswordFault | None:
    """Say why a password is easily guessed, whatever its length: it is common, or the name with ornaments."""
    password = _normal(password)
    bare = fold(password).replace(" ", "")
    letters = "".join(filter(str.isalpha, bare))
    if fold(name).replace(" ", "") == bare or _repeats("".join(filter(str.isalpha, fold(name))), letters):
        return PasswordFault.IS_NAME
    common = bare in _common() or (len(letters) > 2 and letters in _common()) or len(set(password)) < DIFFERENT
    return PasswordFault.COMMON if common else None


def hash_password(password: str) -> str:
    """Return the argon2id hash, with its salt and parameters."""
    with _TURNS:
        return _HASHER.hash(_normal(password))


def is_right(password: str, known: str | None) -> bool:
    """Say whether a password has the known hash; without one the same work is done for nothing."""
    with _TURNS:
        try:
            _HASHER.verify(known or _hash_of_nobody(), _normal(password))
        except (VerificationError, InvalidHashError):
            return False
    return known is not None


def _fault(password: str, name: str) -> PasswordFault | None:
    if len(password) < SHORTEST:
        return PasswordFault.TOO_SHORT
    if len(password) > LONGEST:
        return PasswordFault.TOO_LONG
    return guessed_fault(password, name)


def _repeats(part: str, whole: str) -> bool:
    """Say whether a word is another one, once or several times."""
    return bool(part) and bool(whole) and not whole.replace(part, "")


def _normal(password: str) -> str:
    """Write letters with marks in one way: keyboards differ in it."""
    return unicodedata.normalize("NFC", password)


@lru_cache
def _common() -> frozenset[str]:
    return frozenset(fold(line).replace(" ", "") for line in COMMON.read_text(encoding="utf-8").split("\n") if line)


@lru_cache
def _hash_of_nobody() -> str:
    return _HASHER.hash("nobody has this password")
