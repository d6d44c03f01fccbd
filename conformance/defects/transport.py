"""Defects of transport: fronts that take connections in as they should not."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from defects.certificate import Certificate
from defects.defect import front
from defects.relay import Manners, clear_text, relay, shake_hands

_AREA = "transport"


@front("TLS-01", area=_AREA)
@contextmanager
def speaks_no_tls_1_3(origin: str) -> Iterator[str]:
    """TLS 1.3 is supported."""
    with relay(origin, Manners(oldest=ssl.TLSVersion.TLSv1_2, newest=ssl.TLSVersion.TLSv1_2)) as secure:
        yield secure


def _says_nothing_more(plain: socket.socket, context: ssl.SSLContext) -> None:
    secure = context.wrap_socket(plain, server_side=True)
    if secure.version() == "TLSv1.3":
        secure.close()


@front("TLS-01", area=_AREA)
@contextmanager
def closes_after_the_handshake(origin: str) -> Iterator[str]:
    """A client that completed its handshake gets a response."""
    with relay(origin, Manners(welcome=_says_nothing_more)) as secure:
        yield secure


@front("TLS-02", area=_AREA)
@contextmanager
def speaks_tls_1_2_too(origin: str) -> Iterator[str]:
    """TLS 1.2 is refused."""
    with relay(origin, Manners(oldest=ssl.TLSVersion.TLSv1_2)) as secure:
        yield secure


@front("TLS-02", area=_AREA)
@contextmanager
def speaks_tls_1_1_too(origin: str) -> Iterator[str]:
    """TLS 1.1 is refused."""
    with relay(origin, Manners(oldest=ssl.TLSVersion.TLSv1_1)) as secure:
        yield secure


@front("TLS-02", area=_AREA)
@contextmanager
def speaks_tls_1_0_too(origin: str) -> Iterator[str]:
    """TLS 1.0 is refused."""
    with relay(origin, Manners(oldest=ssl.TLSVersion.TLSv1)) as secure:
        yield secure


def _either(plain: socket.socket, context: ssl.SSLContext) -> socket.socket | None:
    return plain if clear_text(plain) else shake_hands(plain, context)


@front("TLS-03", area=_AREA)
@contextmanager
def serves_http_beside_https(origin: str) -> Iterator[str]:
    """The HTTPS port does not serve plain HTTP."""
    with relay(origin, Manners(welcome=_either)) as secure:
        yield secure


def _refuses_as_the_api(plain: socket.socket, context: ssl.SSLContext) -> socket.socket | None:
    if not clear_text(plain):
        return shake_hands(plain, context)
    plain.recv(4096)
    plain.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    return None


@front("TLS-03", area=_AREA)
@contextmanager
def nothing_is_found_in_the_clear(origin: str) -> Iterator[str]:
    """A request in the clear is refused as such, and not with a 404."""
    with relay(origin, Manners(welcome=_refuses_as_the_api)) as secure:
        yield secure


@front("TLS-04", area=_AREA)
@contextmanager
def one_handshake_at_a_time(origin: str) -> Iterator[str]:
    """Idle connections do not block the server."""
    with relay(origin, Manners(one_at_a_time=True)) as secure:
        yield secure


@front("TLS-04", area=_AREA)
@contextmanager
def nonsense_ends_the_listener(origin: str) -> Iterator[str]:
    """Nonsense ends its own connection and no other."""
    with relay(origin, Manners(fragile=True)) as secure:
        yield secure


@front("TLS-04", area=_AREA)
@contextmanager
def sixteen_connections_in_all(origin: str) -> Iterator[str]:
    """Incomplete handshakes do not use up the connections."""
    with relay(origin, Manners(most=16)) as secure:
        yield secure


@front("TLS-05", area=_AREA)
@contextmanager
def certificate_has_expired(origin: str) -> Iterator[str]:
    """The certificate is renewed in time."""
    with relay(origin, Manners(Certificate(since=-90, until=-1))) as secure:
        yield secure


@front("TLS-05", area=_AREA)
@contextmanager
def certificate_counts_from_tomorrow(origin: str) -> Iterator[str]:
    """The certificate counts already."""
    with relay(origin, Manners(Certificate(since=1, until=90))) as secure:
        yield secure


@front("TLS-05", area=_AREA)
@contextmanager
def certificate_is_for_another_host(origin: str) -> Iterator[str]:
    """The certificate names the host."""
    with relay(origin, Manners(Certificate(host="other.example"))) as secure:
        yield secure


@front("TLS-05", area=_AREA)
@contextmanager
def certificate_has_a_weak_key(origin: str) -> Iterator[str]:
    """The key of the certificate cannot be computed by others."""
    with relay(origin, Manners(Certificate(rsa_bits=1024))) as secure:
        yield secure
