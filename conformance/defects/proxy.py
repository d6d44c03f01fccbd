"""A server around a defect: it speaks HTTP/1.1 and answers like the defect.

So other processes, such as the fuzzer, reach the defect too.
"""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedIOBase
from typing import Any
from urllib.parse import unquote, urlsplit

from contractfirst.contract import Contract, Operation, Problem
from contractfirst_conformance.credentials import Credentials
from contractfirst_conformance.exchange import HttpRequest, HttpResponse
from contractfirst_conformance.transport import HttpTransport, Transport, TransportFailure
from defects.defect import Defect, InterceptedRequest

__all__ = ["served_defect"]

_HOST = "127.0.0.1"
_LONGEST_LINE = 1_048_576
_LARGEST_BODY = 64 * 1024 * 1024
_IDLE_SECONDS = 60.0
_REQUEST_LINE = re.compile(rb"(\S+) (\S+) HTTP/1\.1").fullmatch
# They are of one connection, and this one has two of its own (RFC 9110 section 7.6.1).
_OF_THE_CONNECTION = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "te"})
_BODILESS = frozenset({204, 304})


class _NoRequest(Exception):  # noqa: N818 - that is what came
    """What came is no request that can be passed on."""


@contextmanager
def served_defect(
    planted: Defect,
    contract: Contract,
    url: str,
    credentials: Credentials,
    transport: Transport | None = None,
) -> Iterator[str]:
    """Serve a defect in front of the server at ``url``, on a free port of this machine; yield the URL there.

    Requests are served in threads of their own: the defect's memory is one dictionary for all, whose single
    operations are atomic. ``transport`` goes to the server, and is closed in the end.
    """
    onward = transport or HttpTransport()
    place = _Place(planted, contract, url.rstrip("/"), credentials, onward)
    with _Server((_HOST, 0), place) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://{_HOST}:{server.server_address[1]}{place.base_path}"
        finally:
            server.shutdown()
            thread.join()
            onward.close()


@dataclass(slots=True)
class _Place:
    """What every connection needs to answer."""

    planted: Defect
    contract: Contract
    url: str
    credentials: Credentials
    transport: Transport
    memory: dict[str, Any] = field(default_factory=dict)

    @property
    def base_path(self) -> str:
        return urlsplit(self.url).path

    def answer(
        self, method: str, target: str, headers: list[tuple[str, str]], body: bytes | None
    ) -> HttpResponse:
        """Return the defect's answer to a request; raises ``TransportFailure`` when there is none."""
        path, _, query = target.partition("?")
        kept = tuple(pair for pair in headers if pair[0].lower() not in _OF_THE_CONNECTION)
        if path != self.base_path and not path.startswith(f"{self.base_path}/"):
            # What is outside the API is passed on as it is.
            parts = urlsplit(self.url)
            request = HttpRequest(method, path, query, kept, body)
            return self.transport.send(request, f"{parts.scheme}://{parts.netloc}{target}")
        path = path[len(self.base_path) :]
        request = HttpRequest(method, path, query, kept, body, *self._meant(method, path))
        url = f"{self.url}{request.target}"
        return self.planted.act(
            InterceptedRequest(request, url, self.memory, self.transport, self.credentials)
        )

    def _meant(self, method: str, path: str) -> tuple[Operation | None, dict[str, str]]:
        """Return the operation that a request is for, and the values in its path."""
        try:
            match = self.contract.router.match(method, path)
        except Problem:
            return None, {}
        if match.operation.method != method:
            return None, {}
        return match.operation, {name: unquote(value) for name, value in match.path_values.items()}


class _Server(socketserver.ThreadingTCPServer):
    """Accepts connections, each in a thread of its own."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], place: _Place) -> None:
        super().__init__(address, _Connection)
        self.place = place


class _Connection(socketserver.StreamRequestHandler):
    """One connection: request after request, until either end has enough."""

    disable_nagle_algorithm = True
    timeout = _IDLE_SECONDS
    server: _Server

    def handle(self) -> None:
        """Answer until there is nothing more to answer."""
        try:
            while self._one():
                pass
        except (OSError, TransportFailure):
            # The client has gone, or the server gave no answer: nor do we.
            return

    def _one(self) -> bool:
        """Answer one request; return whether another one may follow on this connection."""
        try:
            asked = _read(self.rfile)
        except _NoRequest:
            self.wfile.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return False
        if asked is None:
            return False
        method, target, headers, body = asked
        response = self.server.place.answer(method, target, headers, body)
        self.wfile.write(_octets(response, method))
        return not any(name.lower() == "connection" and "close" in value.lower() for name, value in headers)


def _read(stream: BufferedIOBase) -> tuple[str, str, list[tuple[str, str]], bytes | None] | None:
    """Return method, target, headers and body of the next request; ``None`` at the end of the stream."""
    line = _line(stream)
    if not line:
        return None
    words = _REQUEST_LINE(line)
    if words is None:
        raise _NoRequest
    headers = []
    while field_line := _line(stream):
        name, colon, value = field_line.partition(b":")
        if not colon or not name or name != name.strip():
            raise _NoRequest
        headers.append((name.decode("latin-1"), value.strip(b" \t").decode("latin-1")))
    return words[1].decode("latin-1"), words[2].decode("latin-1"), headers, _body(stream, headers)


def _line(stream: BufferedIOBase) -> bytes:
    line = stream.readline(_LONGEST_LINE)
    if line and not line.endswith(b"\n"):
        raise _NoRequest
    return line.rstrip(b"\r\n")


def _body(stream: BufferedIOBase, headers: list[tuple[str, str]]) -> bytes | None:
    given = {name.lower(): value for name, value in headers}
    if "chunked" in given.get("transfer-encoding", "").lower():
        return _chunks(stream)
    length = given.get("content-length")
    if length is None:
        return None
    if not length.isdecimal() or int(length) > _LARGEST_BODY:
        raise _NoRequest
    return stream.read(int(length))


def _chunks(stream: BufferedIOBase) -> bytes:
    """Return the content of a chunked body (RFC 9112 section 7.1)."""
    content = bytearray()
    while True:
        size = _line(stream).split(b";", 1)[0].strip()
        try:
            length = int(size, 16)
        except ValueError:
            raise _NoRequest from None
        if length == 0:
            while _line(stream):
                pass
            return bytes(content)
        if len(content) + length > _LARGEST_BODY:
            raise _NoRequest
        content += stream.read(length)
        _line(stream)


def _octets(response: HttpResponse, method: str) -> bytes:
    """Return a response as it goes over the connection."""
    lines = [f"HTTP/1.1 {response.status} {response.reason}"]
    bodiless = response.status in _BODILESS or method == "HEAD"
    for name, value in response.headers:
        if name.lower() not in _OF_THE_CONNECTION or (bodiless and name.lower() == "content-length"):
            lines.append(f"{name}: {value}")
    if not bodiless:
        lines.append(f"Content-Length: {len(response.body)}")
    head = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")
    return head if bodiless else head + response.body
