"""Refuse to serve the public on settings that are good for trying only; MOTCUA_PRODUCTION=1 asks for it."""

import stat
from collections.abc import Iterator
from ipaddress import ip_address
from itertools import combinations

from bot.settings import BadSetting, Settings, debugging, secrets_in_use
from procedures_db.engine import database_files

SHORTEST = 32  # characters
VARIED = 12  # different characters that a secret has at least
WELL_KNOWN = ("secret", "password", "changeme", "example", "motcua", "qwerty")
EVERYBODY = stat.S_IRWXO


def require_production(settings: Settings) -> None:
    """Raise BadSetting with everything that is wrong, a sentence each; the secrets themselves are not shown."""
    if settings.production and (wrong := [*faults(settings)]):
        raise BadSetting("MOTCUA_PRODUCTION=1, so this is not served. " + " ".join(wrong))


def faults(settings: Settings) -> Iterator[str]:
    """Say what does not suit a server for the public."""
    yield from _weak(secrets_in_use())
    yield from _plain(settings)
    for path in database_files():
        if path.stat().st_mode & EVERYBODY:
            yield f"Everybody on this machine may read or change {path.name}: chmod o-rwx it."
    for name in debugging():
        yield f"{name} is for trying only: unset it."


def _weak(secrets: dict[str, str]) -> Iterator[str]:
    for name, value in secrets.items():
        if len(value) < SHORTEST or len(set(value)) < VARIED or any(word in value.lower() for word in WELL_KNOWN):
            yield f"{name} can be guessed: make one with `openssl rand -hex 32`."
    for (one, first), (other, second) in combinations(secrets.items(), 2):
        if first == second:
            yield f"{one} and {other} are the same: each needs its own."
    if "MOTCUA_DOSSIER_SECRET" not in secrets:
        yield "MOTCUA_DOSSIER_SECRET is missing: make one with `openssl rand -hex 32`."


def _plain(settings: Settings) -> Iterator[str]:
    for origin in settings.origins:
        if origin.startswith("http://"):
            yield f"MOTCUA_ORIGINS lists {origin}, which is not https."
    if settings.telegram is not None and settings.telegram.api.startswith("http://"):
        yield "TELEGRAM_API is not https."
    if not _is_own(settings.host) and not any(not _is_own(proxy) for proxy in settings.trusted_proxies):
        yield "MOTCUA_HOST is reached from outside over http: name the proxy that ends https in MOTCUA_TRUSTED_PROXIES."


def _is_own(host: str) -> bool:
    """Say whether an address is reached from this machine alone."""
    try:
        return ip_address(host.partition("/")[0]).is_loopback
    except ValueError:
        return host == "localhost"
