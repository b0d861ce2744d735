"""How the server that DATABASE_URL names lets the program in."""

from dataclasses import dataclass, field

from sqlalchemy import URL

from procedures_db.engine import database_address


@dataclass(frozen=True)
class ServerLogin:
    """Hosts (none, or a folder, is a socket of this machine), user and password, empty where none is named."""

    hosts: tuple[str, ...]
    user: str
    password: str = field(repr=False)


def server_login() -> ServerLogin | None:
    """Return how PostgreSQL is reached, None for SQLite; parameters behind the address win over what stands in it."""
    address = database_address()
    if address.get_backend_name() != "postgresql":
        return None
    hosts = ",".join(_parameter(address, "host") or [address.host or ""])
    user = _parameter(address, "user") or [address.username or ""]
    password = _parameter(address, "password") or [address.password or ""]
    return ServerLogin(tuple(host for host in hosts.split(",") if host), user[0], password[0])


def _parameter(address: URL, name: str) -> list[str]:
    found = address.query.get(name, ())
    return [found] if isinstance(found, str) else [*found]
