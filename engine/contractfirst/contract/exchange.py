"""What passes between the server, the backend behind it and the handlers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["Call", "EncodedResponse", "Principal", "Response", "is_within"]


@dataclass(frozen=True, slots=True)
class Principal:
    """Who calls, as the access token and the credential store say.

    ``client_id`` is the OAuth client (the API key, RFC 6749 section 2.2), ``tenant`` whom it belongs to,
    ``multiplier`` the factor that its plan applies to every rate limit. ``networks`` are those that it may
    call from; empty is every one.
    """

    client_id: str
    tenant: str
    scopes: frozenset[str]
    multiplier: Fraction = Fraction(1)
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    def may_call_from(self, address: str) -> bool:
        """Return whether the address is in one of the networks; what is not an address is in none."""
        return not self.networks or is_within(address, self.networks)


def is_within(address: str, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    """Return whether an address is in one of some networks; an IPv4-mapped one counts as IPv4."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return any((mapped or parsed) in network for network in networks)


@dataclass(frozen=True, slots=True)
class Call:
    """One request, as far as it is known before its parameters are decoded.

    ``base_url`` is the API's own root without a trailing slash, ``path`` the path below it without the
    query, ``query`` the raw query string. ``authorization`` is the raw header, for operations that
    authenticate by themselves. ``prefer`` (RFC 7240) and ``accept`` (RFC 9110 section 12.5.1) are raw too.
    """

    operation_id: str
    method: str
    request_id: str
    principal: Principal | None
    base_url: str
    path: str
    query: str
    received_at: datetime
    source_address: str
    authorization: str | None = None
    prefer: str | None = None
    accept: str | None = None


class Response:
    """What a handler returns: a documented status, its body as JSON-ready data, its headers.

    ``body`` is ``None`` for no content, ``bytes`` for a media type that is not JSON, otherwise data that
    serialises to JSON. A header whose value is ``None`` is not sent. ``media_type`` is needed only where
    the contract documents several for the status.
    """

    __slots__ = ("body", "headers", "media_type", "status")

    def __init__(
        self,
        status: int,
        body: object = None,
        headers: Mapping[str, str | None] | None = None,
        media_type: str | None = None,
    ) -> None:
        self.status = status
        self.body = body
        self.headers = {name: value for name, value in (headers or {}).items() if value is not None}
        self.media_type = media_type


@dataclass(frozen=True, slots=True)
class EncodedResponse:
    """A validated response in bytes: what is sent, and what a replay sends again."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    replayed: bool = False
