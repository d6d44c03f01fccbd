"""Which addresses are public, and how many ways there are to spell one that is not.

A host that looks like a number is one to the C library's resolver (inet_aton): ``2130706433``, ``0x7f.1`` and
``0177.0.0.1`` are all 127.0.0.1. IPv6 can carry an IPv4 address inside, which is then what counts.
"""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["Address", "is_local_name", "is_public", "literal_address", "looks_like_number"]

Address = IPv4Address | IPv6Address

# IANA's special-purpose registry (RFC 6890) and where clouds keep their metadata services.
_CLOSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT (RFC 6598); metadata at 100.100.100.200
        "127.0.0.0/8",
        "168.63.129.16/32",  # metadata, although the address is public
        "169.254.0.0/16",  # link-local; metadata at 169.254.169.254
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_OPEN_V6 = IPv6Network("2000::/3")
_CLOSED_V6 = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16")
)
# Prefixes before an IPv4 address: mapped, compatible, translated (RFC 6052, RFC 8215 is local).
_CARRIERS = tuple(IPv6Network(network) for network in ("::ffff:0:0/96", "::/96", "64:ff9b::/96"))
_6TO4 = IPv6Network("2002::/16")

_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
# Names that never lead to the public internet (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal).
_LOCAL_SUFFIXES = (
    ".localhost",
    ".localdomain",
    ".local",
    ".internal",
    ".intranet",
    ".private",
    ".corp",
    ".home",
    ".lan",
    ".home.arpa",
)


def is_public(address: Address) -> bool:
    """Return whether an address is public: not private, local, reserved or a metadata service."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_V4)
    carried = _carried(address)
    if carried is not None:
        return is_public(carried)
    return address in _OPEN_V6 and not any(address in network for network in _CLOSED_V6)


def looks_like_number(host: str) -> bool:
    """Return whether the host ends in a number, so that it can be no name (WHATWG URL section 3.5)."""
    return _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]) is not None


def literal_address(host: str) -> Address | None:
    """Return the address that a host spells, ``None`` when it is a name, or no address that exists.

    ``host`` is as a URL has it, an IPv6 address in brackets.
    """
    if host.startswith("["):
        try:
            return ip_address(host.strip("[]"))
        except ValueError:
            return None
    return _inet_aton(host.rstrip(".")) if looks_like_number(host) else None


def is_local_name(host: str) -> bool:
    """Return whether a name is one of this machine or network, whatever it resolves to."""
    name = host.rstrip(".").lower()
    return "." not in name or name.endswith(_LOCAL_SUFFIXES)


def _carried(address: IPv6Address) -> IPv4Address | None:
    number = int(address)
    if any(address in network for network in _CARRIERS):
        return IPv4Address(number & 0xFFFF_FFFF)
    return IPv4Address(number >> 80 & 0xFFFF_FFFF) if address in _6TO4 else None


def _inet_aton(host: str) -> IPv4Address | None:
    """Read one to four numbers, decimal, octal or hexadecimal; the last fills what is left."""
    parts = host.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    try:
        *leading, last = (_number(part) for part in parts)
    except ValueError:  # 08 is not an octal number
        return None
    if any(value > 255 for value in leading) or last >= 256 ** (5 - len(parts)):
        return None
    number = last
    for position, value in enumerate(leading):
        number |= value << 8 * (3 - position)
    return IPv4Address(number)


def _number(part: str) -> int:
    if part[:2] in {"0x", "0X"}:
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") else int(part)
