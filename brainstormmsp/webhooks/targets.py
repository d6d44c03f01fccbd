"""Allowed webhook targets: checked when a webhook is created, and again at every connection."""

import asyncio
import logging
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from brainstormmsp.webhooks.addresses import is_local_name, is_public, literal_address, looks_like_number
from brainstormmsp.webhooks.errors import NameResolutionError, PrivateAddressError
from contractfirst.contract.problems import BadRequest, Violation

__all__ = ["Resolve", "Targets", "authority", "resolve_host"]

logger = logging.getLogger("brainstormmsp.webhooks")

# Returns the addresses of a host, for a TCP port; raises ``NameResolutionError``.
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

# Seconds that creating a webhook waits for the resolver; every connection checks again.
_RESOLVE_SECONDS = 3.0


async def resolve_host(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver, off the event loop; raises ``NameResolutionError``."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameResolutionError(f"{host} does not resolve") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Targets:
    """The rules for webhook targets.

    ``allow_private`` lifts them all, for local development; ``allowed_hosts`` for some only, each a host or
    ``host:port`` that a URL must spell exactly so.
    """

    allow_private: bool = False
    resolve: Resolve = resolve_host
    allowed_hosts: frozenset[str] = frozenset()

    def exempts(self, host: str, port: int) -> bool:
        """Return whether no rule holds for a host, as a URL spells it."""
        spelled = host.lower()
        return self.allow_private or not self.allowed_hosts.isdisjoint({spelled, f"{spelled}:{port}"})

    def requires_https(self, url: str) -> bool:
        """Return whether events are sent to ``url`` over https only."""
        return not self.exempts(*_host_and_port(url))

    async def require(self, url: str) -> None:
        """Return when events may be sent to ``url``; a host that does not resolve is given the doubt.

        Raises:
            BadRequest: ``url_scheme`` for another scheme than https, ``private_address`` for a host that is,
                or resolves to, an address that is not public; at ``/url``.
        """
        host, port = _host_and_port(url)
        if self.exempts(host, port):
            return
        violations = []
        if not url.startswith("https:"):
            violations.append(Violation("url_scheme", "Must be an https URL.", pointer="/url"))
        try:
            async with asyncio.timeout(_RESOLVE_SECONDS):
                await self.addresses(host, port)
        except PrivateAddressError:
            violations.append(
                Violation("private_address", "The host must have only public addresses.", pointer="/url")
            )
        except NameResolutionError:
            pass
        except TimeoutError:
            logger.warning("the resolver did not answer in %.0f s", _RESOLVE_SECONDS)
        if violations:
            raise BadRequest("Events cannot be sent to this URL.", errors=violations)

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """Return the addresses to connect to, one of them at least; ``host`` is as a URL has it.

        Raises:
            NameResolutionError: the host has none.
            PrivateAddressError: one of them is not public.
        """
        exempt = self.exempts(host, port)
        literal = literal_address(host)
        if literal is None and (host.startswith("[") or looks_like_number(host)):
            raise PrivateAddressError(f"{host} is not an address")
        if literal is None and not exempt and is_local_name(host):
            raise PrivateAddressError(f"{host} is a local name")
        found = await self.resolve(host, port) if literal is None else [str(literal)]
        if not found:
            raise NameResolutionError(f"{host} has no address")
        if not exempt and not all(is_public(ip_address(address)) for address in found):
            raise PrivateAddressError(f"{host} has an address that is not public")
        return found


def authority(url: str) -> str:
    """Return a URL's host and port as they are spelled (RFC 3986 section 3.2), without a user."""
    return re.split("[/?#]", url.partition("://")[2], maxsplit=1)[0].rpartition("@")[2]


def _host_and_port(url: str) -> tuple[str, int]:
    """Return the host, an IPv6 address in its brackets, and the port or that of the scheme."""
    spelled = authority(url)
    bracket = spelled.find("]") + 1
    host, _, port = spelled[bracket:].partition(":")
    return spelled[:bracket] + host, int(port) if port.isdecimal() else 443 if url.startswith(
        "https:"
    ) else 80
