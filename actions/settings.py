"""The only reader of the environment on this floor."""

import os
from dataclasses import dataclass
from datetime import date

SHORTEST_SECRET = 32  # characters
RETENTION, LONGEST_RETENTION = 90, 3650  # days


class BadSetting(ValueError):
    """A setting that cannot be used; the message names it."""


@dataclass(frozen=True)
class DossierSettings:
    """The secret that dossier codes are kept with, and the other system that is asked for dossiers, if one is."""

    secret: str
    url: str | None = None
    token: str = ""

    def __repr__(self) -> str:
        """Tell neither the secret nor the token."""
        return f"DossierSettings(url={self.url!r})"


def contact_secret() -> str | None:
    """Return MOTCUA_CONTACT_SECRET, which contacts are enciphered with; None when there is none: no contact is taken.

    Raises BadSetting for a short one.
    """
    secret = os.environ.get("MOTCUA_CONTACT_SECRET", "")
    if secret and len(secret) < SHORTEST_SECRET:
        raise BadSetting(f"MOTCUA_CONTACT_SECRET must have at least {SHORTEST_SECRET} characters.")
    return secret or None


def fixed_today() -> date | None:
    """Return MOTCUA_TODAY (YYYY-MM-DD), to try the answers of another day; None for the real day.

    Raises ValueError when it is set to something else.
    """
    text = os.environ.get("MOTCUA_TODAY")
    return date.fromisoformat(text) if text else None


def retention_days() -> int:
    """Return MOTCUA_RETENTION_DAYS, how many days texts are kept of those who agreed to it; 90 if it is not set.

    Raises BadSetting for what is no whole number of days, or more than ten years.
    """
    text = os.environ.get("MOTCUA_RETENTION_DAYS", str(RETENTION))
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= LONGEST_RETENTION):
        raise BadSetting(f"MOTCUA_RETENTION_DAYS must be a whole number from 1 to {LONGEST_RETENTION}, not {text!r}.")
    return int(text)


def dossier_settings() -> DossierSettings | None:
    """Return MOTCUA_DOSSIER_SECRET, MOTCUA_DOSSIER_URL and MOTCUA_DOSSIER_TOKEN; None without a secret: no dossiers.

    Raises BadSetting for a short secret, an address without a secret or without a token, or what is no address.
    """
    secret, url = os.environ.get("MOTCUA_DOSSIER_SECRET", ""), os.environ.get("MOTCUA_DOSSIER_URL", "")
    if not secret and not url:
        return None
    if len(secret) < SHORTEST_SECRET:
        raise BadSetting(f"MOTCUA_DOSSIER_SECRET must have at least {SHORTEST_SECRET} characters.")
    token = os.environ.get("MOTCUA_DOSSIER_TOKEN", "")
    if url and not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise BadSetting("MOTCUA_DOSSIER_URL must begin with https://, for codes and digits are sent there.")
    if url and not (token.isascii() and token.isprintable() and token):
        raise BadSetting("MOTCUA_DOSSIER_URL needs MOTCUA_DOSSIER_TOKEN, the token which that system knows.")
    return DossierSettings(secret, url or None, token)
