"""Keyed hashes and seals: what stands for a dossier code where the code itself must not be kept."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken

SHORTEST = 32  # characters of a secret


@dataclass(frozen=True)
class Keys:
    """The hashes made with one secret; another secret makes others, and nothing that was kept is found again."""

    secret: bytes

    def of_code(self, code: str) -> str:
        """Return the key of a code: HMAC-SHA256 in hexadecimal digits."""
        return self._hash("code", code)

    def of_factor(self, key: str, factor: str) -> str:
        """Return what four digits make with the key of a code; the same digits make another one with another code."""
        return self._hash("factor", f"{key}:{factor}")

    def seal(self, code: str) -> str:
        """Return a code enciphered, for who has to tell it to another system later."""
        return self._fernet().encrypt(code.encode()).decode()

    def unseal(self, sealed: str) -> str | None:
        """Return the code of a seal, or None when it is none of this secret."""
        try:
            return self._fernet().decrypt(sealed.encode()).decode()
        except (InvalidToken, UnicodeError):
            return None

    def _hash(self, use: str, text: str) -> str:
        return hmac.new(self.secret, f"{use}\0{text}".encode(), hashlib.sha256).hexdigest()

    def _fernet(self) -> Fernet:
        return Fernet(urlsafe_b64encode(bytes.fromhex(self._hash("seal", ""))))
