"""Tell whether an address is one of a list of addresses and networks."""

from functools import lru_cache
from ipaddress import ip_network

from starlette.types import Scope

from bot.channels.clients import read_address


class Peers:
    """The addresses that are believed."""

    def __init__(self, addresses: tuple[str, ...]) -> None:
        """Take addresses such as 10.0.0.5 and networks such as 10.0.0.0/24."""
        self._networks = [ip_network(address) for address in addresses]
        self._known = lru_cache(maxsize=1024)(self._is_one)

    def sent(self, scope: Scope) -> bool:
        """Say whether one of them sent a request itself."""
        return bool(scope.get("client")) and self._known(scope["client"][0])

    def _is_one(self, host: str) -> bool:
        address = read_address(host)
        return address is not None and any(address in network for network in self._networks)
