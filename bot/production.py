"""Refuse to serve the public on settings that are good for trying only; MOTCUA_PRODUCTION=1 asks for it."""

import stat
from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from itertools import combinations

from bot.guessable import can_be_guessed, is_regular
from bot.settings import BadSetting, Settings, debugging, secrets_in_use
from procedures_db.engine import database_files
from procedures_db.passwords import SHORTEST, PasswordFault, guessed_fault
from procedures_db.server_login import ServerLogin, server_login

EVERYBODY = stat.S_IRWXO
MAKING = "make one with `openssl rand -hex 32`"
WIDEST = {
    4: 8,
    6: 16,
}  # leading bits of a network of proxies, by the version of the protocol; providers have longer ones
OWN_NETWORKS = (IPv6Network("fc00::/7"), IPv6Network("fe80::/10"))  # of no stranger, however wide


def require_production(settings: Settings) -> None:
    """Raise BadSetting with everything that is wrong, a sentence each; the secrets themselves are not shown."""
    if settings.production and (wrong := [*faults(settings)]):
        raise BadSetting("MOTCUA_PRODUCTION=1, so this is not served. " + " ".join(wrong))


def faults(settings: Settings) -> Iterator[str]:
    """Say what does not suit a server for the public."""
    yield from _weak(secrets_in_use())
    yield from _plain(settings)
    yield from _believed(settings)
    if login := server_login():
        yield from _login(login)
    for path in database_files():
        if path.stat().st_mode & EVERYBODY:
            yield f"Everybody on this machine may read or change {path.name}: chmod o-rwx it."
    for name in debugging():
        yield f"{name} is for trying only: unset it."


def _weak(secrets: dict[str, str]) -> Iterator[str]:
    for name, value in secrets.items():
        if can_be_guessed(value):
            yield f"{name} can be guessed: {MAKING}."
    for (one, first), (other, second) in combinations(secrets.items(), 2):
        if first == second:
            yield f"{one} and {other} are the same: each needs its own."
    if "MOTCUA_DOSSIER_SECRET" not in secrets:
        yield f"MOTCUA_DOSSIER_SECRET is missing: {MAKING}."


def _plain(settings: Settings) -> Iterator[str]:
    for origin in settings.origins:
        if origin.startswith("http://"):
            yield f"MOTCUA_ORIGINS lists {origin}, which is not https."
    if settings.telegram is not None and settings.telegram.api.startswith("http://"):
        yield "TELEGRAM_API is not https."
    if not _is_own(settings.host) and not any(not _is_own(proxy) for proxy in settings.trusted_proxies):
        yield "MOTCUA_HOST is reached from outside over http: name the proxy that ends https in MOTCUA_TRUSTED_PROXIES."


def _believed(settings: Settings) -> Iterator[str]:
    for proxy in settings.trusted_proxies:
        if _is_wide(ip_network(proxy)):
            yield f"MOTCUA_TRUSTED_PROXIES lists {proxy}, so strangers are believed: name the proxy, such as 10.0.0.5."


def _is_wide(network: IPv4Network | IPv6Network) -> bool:
    own = isinstance(network, IPv6Network) and any(network.subnet_of(each) for each in OWN_NETWORKS)
    return network.prefixlen < WIDEST[network.version] and not own


def _login(login: ServerLogin) -> Iterator[str]:
    """Judge the password of the database's server; where none is named another proof is asked for."""
    fault = guessed_fault(login.password, login.user)
    if not login.password:
        return
    if fault is PasswordFault.IS_NAME:
        yield f"The password in DATABASE_URL is the user's name: {MAKING}."
    elif fault or is_regular(login.password):
        yield f"The password in DATABASE_URL can be guessed: {MAKING}."
    elif len(login.password) < SHORTEST and not all(_is_socket(host) or _is_own(host) for host in login.hosts):
        yield f"The password in DATABASE_URL is shorter than {SHORTEST} characters, for another machine: {MAKING}."


def _is_socket(host: str) -> bool:
    return host.startswith(("/", "@"))


def _is_own(host: str) -> bool:
    """Say whether an address is reached from this machine alone."""
    try:
        return ip_address(host.partition("/")[0]).is_loopback
    except ValueError:
        return host == "localhost"
