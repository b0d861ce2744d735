"""Tokens by which a form proves that it came from our own page."""

import base64
import binascii
import hmac
import secrets


def new_secret() -> str:
    """Return a secret that forms are to prove to know."""
    return secrets.token_urlsafe(32)


def token_for(secret: str) -> str:
    """Return the secret behind a mask of its own, so that no two pages hold the same bytes.

    Pages are compressed, and what was typed stands in them: equal bytes could be guessed by their size (BREACH).
    """
    plain = secret.encode()
    mask = secrets.token_bytes(len(plain))
    return base64.urlsafe_b64encode(mask + _mixed(mask, plain)).decode()


def proves(token: str, secret: str) -> bool:
    """Say whether a token was made of the secret, in a time that does not depend on how much of it is right."""
    try:
        mixed = base64.urlsafe_b64decode(token.encode("ascii"))
    except (UnicodeEncodeError, binascii.Error):
        return False
    half = len(mixed) // 2
    return bool(secret) and hmac.compare_digest(_mixed(mixed[:half], mixed[half:]), secret.encode())


def _mixed(mask: bytes, text: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(mask, text, strict=False))
