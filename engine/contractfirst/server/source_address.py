"""The source address of a request, through trusted proxies."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

__all__ = ["SourceAddress"]


class SourceAddress:
    """Finds the client's address.

    ``X-Forwarded-For`` is read from the right up to the first address that is not a trusted proxy's.
    ``trusted`` are networks in CIDR notation; without any, the header is ignored, because any client can send
    it.
    """

    def __init__(self, trusted: Iterable[str] = ()) -> None:
        self._trusted = tuple(ip_network(network, strict=False) for network in trusted)
        self._find = lru_cache(maxsize=4096)(self._look)

    def of(self, peer: str, forwarded_for: bytes | None) -> str:
        """Return the address of the client of a request from ``peer``."""
        if forwarded_for is None or not self._trusted:
            return peer
        return self._find(peer, forwarded_for)

    def _look(self, peer: str, forwarded_for: bytes) -> str:
        address = peer
        for hop in reversed(forwarded_for.decode("latin-1").split(",")):
            if not self._is_trusted(address):
                break
            try:
                address = str(ip_address(hop.strip()))
            except ValueError:
                break
        return address

    def _is_trusted(self, address: str) -> bool:
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        networks: tuple[IPv4Network | IPv6Network, ...] = self._trusted
        return any(parsed in network for network in networks)
