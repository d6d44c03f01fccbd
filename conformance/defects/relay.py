"""A TLS-terminating relay: takes TLS in, and passes what is in it on to an origin of plain HTTP."""

import select
import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from defects.certificate import HOST, Certificate

__all__ = ["Manners", "baseline_front", "clear_text", "relay", "shake_hands"]

_SECONDS = 30.0
_CHUNK = 65536
_HANDSHAKE = b"\x16"

Welcome = Callable[[socket.socket, ssl.SSLContext], socket.socket | None]
"""Return the connection that carries HTTP over a new connection; ``None`` if there is none."""


def shake_hands(plain: socket.socket, context: ssl.SSLContext) -> socket.socket | None:
    """Accept a client like a correct server."""
    return context.wrap_socket(plain, server_side=True)


def clear_text(plain: socket.socket) -> bool:
    """Return whether a client begins with anything but a handshake (RFC 8446 section 5.1)."""
    return plain.recv(1, socket.MSG_PEEK) not in (b"", _HANDSHAKE)


@dataclass(frozen=True, slots=True)
class Manners:
    """How a relay accepts connections; the defaults are correct.

    ``one_at_a_time`` does not accept a connection before the one before has shaken hands, ``fragile`` ends
    with the first handshake that fails, ``most`` is how many connections there may be at a time.
    """

    certificate: Certificate = field(default_factory=Certificate)
    oldest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
    newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
    welcome: Welcome = shake_hands
    one_at_a_time: bool = False
    fragile: bool = False
    most: int = 1000

    def context(self) -> ssl.SSLContext:
        """Return the server's side of TLS."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # What is too weak for OpenSSL itself is for the suite to find.
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.maximum_version = self.newest
            context.minimum_version = self.oldest
        self.certificate.into(context)
        return context


@contextmanager
def relay(origin: str, manners: Manners) -> Iterator[str]:
    """Listen on a free port of this machine in front of an origin; yield the origin of HTTPS."""
    parts = urlsplit(origin)
    upstream = (parts.hostname or "", parts.port or 80)
    with _Listener(upstream, manners) as listener:
        yield f"https://{HOST}:{listener.port}"


@contextmanager
def baseline_front(origin: str) -> Iterator[str]:
    """Listen in front of an origin as a server should."""
    with relay(origin, Manners()) as secure:
        yield secure


class _Listener:
    """Accepts connections on a thread, and serves each on one of its own."""

    def __init__(self, upstream: tuple[str, int], manners: Manners) -> None:
        self._upstream = upstream
        self._manners = manners
        self._context = manners.context()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._places = threading.Semaphore(manners.most)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self.port: int = self._socket.getsockname()[1]

    def __enter__(self) -> "_Listener":
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._end()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _end(self) -> None:
        # A thread that waits in accept is woken by the first, not by the second.
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _accept(self) -> None:
        while True:
            self._places.acquire()
            try:
                plain, _ = self._socket.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(plain)
            shaken = threading.Event()
            threading.Thread(target=self._serve, args=(plain, shaken), daemon=True).start()
            if self._manners.one_at_a_time:
                shaken.wait()

    def _serve(self, plain: socket.socket, shaken: threading.Event) -> None:
        plain.settimeout(_SECONDS)
        inside: socket.socket | None = None
        try:
            inside = self._manners.welcome(plain, self._context)
            shaken.set()
            if inside is not None:
                with socket.create_connection(self._upstream, timeout=_SECONDS) as outside:
                    _pass_on(inside, outside)
        except ssl.SSLError:
            if self._manners.fragile and not shaken.is_set():
                self._end()
        except OSError:
            # Either end has gone away, as clients and servers do.
            pass
        finally:
            shaken.set()
            for each in (inside, plain):
                if each is not None:
                    each.close()
            with self._lock:
                self._open.discard(plain)
            self._places.release()


def _pass_on(inside: socket.socket, outside: socket.socket) -> None:
    """Pass bytes both ways until one end closes."""
    other = {inside: outside, outside: inside}
    while True:
        # What TLS has unpacked already is seen by no select.
        waiting = isinstance(inside, ssl.SSLSocket) and inside.pending() > 0
        ready = [inside] if waiting else select.select([inside, outside], [], [], _SECONDS)[0]
        if not ready:
            return
        for each in ready:
            octets = each.recv(_CHUNK)
            if not octets:
                return
            other[each].sendall(octets)
