"""Tell clients apart by their addresses: whoever has a line of IPv6 chooses among 2^64, and is one client."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from starlette.types import Scope

LINE = 64  # leading bits of an IPv6 address, the least that a line gets
UNKNOWN = "unknown"


def client_of(scope: Scope) -> str:
    """Return what limits count whoever sent a request by: an IPv4 address, or the network of an IPv6 address.

    Whatever is no address is one client, not as many as there are words.
    """
    address = read_address(scope["client"][0]) if scope.get("client") else None
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), LINE), strict=False))
    return UNKNOWN if address is None else str(address)


def read_address(host: str) -> IPv4Address | IPv6Address | None:
    """Read an address in whatever spelling, one of IPv4 that is written as IPv6 too; None when it is none."""
    try:
        address = ip_address(host)
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
