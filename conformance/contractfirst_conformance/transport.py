"""Sends requests: HTTP with httpx, malformed HTTP over a bare socket."""

import http.client
import io
import socket
import ssl
import time
from typing import Protocol
from urllib.parse import urlsplit

import httpx

from contractfirst_conformance.exchange import HttpRequest, HttpResponse

__all__ = ["HttpTransport", "Transport", "TransportFailure"]

_LARGEST = 64 * 1024 * 1024
_LARGE = 256 * 1024
_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})


class TransportFailure(Exception):  # noqa: N818 - it is one
    """No usable response; ``unreachable`` when not even a connection came about."""

    def __init__(self, reason: str, *, unreachable: bool = False) -> None:
        super().__init__(reason)
        self.unreachable = unreachable


class Transport(Protocol):
    """Sends one request and reads its whole response; raises ``TransportFailure``."""

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        """Send ``request`` to the absolute ``url``."""

    def close(self) -> None:
        """Give connections back."""


class HttpTransport:
    """HTTP/1.1 to one origin; a response must end within ``deadline`` seconds and 64 MiB.

    ``verify`` is a bundle of certificates to trust in place of the system's, or ``False`` for any.
    """

    def __init__(
        self, deadline: float = 30.0, verify: ssl.SSLContext | bool = True, connections: int = 32
    ) -> None:
        self._deadline = deadline
        self._verify = verify
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        self._client = httpx.Client(
            timeout=deadline, verify=verify, limits=limits, follow_redirects=False, trust_env=False
        )
        # The suite sets every header itself.
        self._client.headers.clear()

    def send(self, request: HttpRequest, url: str) -> HttpResponse:
        if request.raw is not None:
            return self._send_raw(request, url)
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers]
        if request.header("accept") is None:
            headers.append((b"Accept", b"*/*"))
        if request.header("user-agent") is None:
            headers.append((b"User-Agent", b"conformance"))
        if len(request.body or b"") > _LARGE:
            # A server that refuses it may close the connection before it has read it all.
            headers.append((b"Connection", b"close"))
        try:
            try:
                return self._exchange(request, url, headers)
            except httpx.RemoteProtocolError:
                # The server may have closed an idle connection (RFC 9112 section 9.3.1).
                if request.method not in _REPEATABLE:
                    raise
                return self._exchange(request, url, headers)
        except httpx.ConnectError as error:
            raise TransportFailure(f"no connection: {error}", unreachable=True) from error
        except httpx.ConnectTimeout as error:
            raise TransportFailure("no connection in time", unreachable=True) from error
        except httpx.TimeoutException as error:
            raise TransportFailure(f"no response within {self._deadline:.0f} s") from error
        except httpx.RemoteProtocolError as error:
            raise TransportFailure(f"the response is no HTTP: {error}") from error
        except (httpx.TransportError, httpx.InvalidURL, UnicodeEncodeError) as error:
            raise TransportFailure(f"{type(error).__name__}: {error}") from error

    def _exchange(self, request: HttpRequest, url: str, headers: list[tuple[bytes, bytes]]) -> HttpResponse:
        end = time.monotonic() + self._deadline
        with self._client.stream(request.method, url, headers=headers, content=request.body) as response:
            body = bytearray()
            for chunk in response.iter_raw():
                body += chunk
                if time.monotonic() > end:
                    raise TransportFailure(f"the response did not end within {self._deadline:.0f} s")
                if len(body) > _LARGEST:
                    raise TransportFailure(f"the response is larger than {_LARGEST // 1024 // 1024} MiB")
            return HttpResponse(
                status=response.status_code,
                headers=tuple(
                    (name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw
                ),
                body=bytes(body),
                reason=response.reason_phrase,
                version=response.http_version.removeprefix("HTTP/"),
            )

    def _send_raw(self, request: HttpRequest, url: str) -> HttpResponse:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            connection = socket.create_connection((host, port), timeout=self._deadline)
        except OSError as error:
            raise TransportFailure(f"no connection: {error}", unreachable=True) from error
        with connection:
            try:
                plain = connection
                if parts.scheme == "https":
                    plain = self._context().wrap_socket(connection, server_hostname=host)
                plain.settimeout(self._deadline)
                plain.sendall(request.raw or b"")
                return _read_response(plain, request.method)
            except TimeoutError as error:
                raise TransportFailure(f"no response within {self._deadline:.0f} s") from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise TransportFailure(f"{type(error).__name__}: {error}") from error

    def _context(self) -> ssl.SSLContext:
        if isinstance(self._verify, ssl.SSLContext):
            return self._verify
        context = ssl.create_default_context()
        if not self._verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def close(self) -> None:
        self._client.close()


class _Readable:
    """What ``http.client`` asks of a socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._file = connection.makefile("rb")

    def makefile(self, mode: str) -> io.BufferedIOBase:
        return self._file


def _read_response(connection: socket.socket, method: str) -> HttpResponse:
    response = http.client.HTTPResponse(_Readable(connection), method=method)  # type: ignore[arg-type]  # all it uses
    response.begin()
    body = response.read(_LARGEST)
    return HttpResponse(
        response.status,
        tuple(response.getheaders()),
        body,
        response.reason,
        "1.0" if response.version == 10 else "1.1",
    )
