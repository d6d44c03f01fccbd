"""A receiver of webhooks: records every request, and answers with the given replies.

It listens for HTTP on a free port of this machine. Each endpoint has a random path of its own.
"""

import hashlib
import hmac
import re
import threading
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from secrets import token_hex

from contractfirst_conformance.clock import SuiteClock
from contractfirst_conformance.exchange import Exchange, HttpRequest, HttpResponse

__all__ = [
    "Arrival",
    "Endpoint",
    "EndpointReply",
    "RecordingReceiver",
    "key_of_secret",
    "read_body",
    "signature_of",
]

PREFIX = "whsec_"
_LARGEST = 4_194_304
_LONGEST_LINE = 1_024
_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}")
_POLL = 0.02


@dataclass(frozen=True, slots=True)
class EndpointReply:
    """The reply of an endpoint; status 0 closes the connection without one.

    ``hold_seconds`` hold it back, until ``released`` is set at most.
    """

    status: int = 204
    headers: Sequence[tuple[str, str]] = ()
    hold_seconds: float = 0.0
    released: threading.Event = field(default_factory=threading.Event, compare=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request as it arrived: ``at`` is when, by the suite's clock, ``answered`` the status it got."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: float
    answered: int

    def header(self, name: str) -> str | None:
        """Return the only header of the name; ``None`` when there is none or more than one."""
        found = [value for key, value in self.headers if key.lower() == name]
        return found[0] if len(found) == 1 else None

    @property
    def id(self) -> str:
        """The header ``webhook-id``, empty when it is missing."""
        return self.header("webhook-id") or ""

    @property
    def json(self) -> object:
        """The body as JSON; ``None`` if it is not JSON."""
        return HttpResponse(200, (), self.body).json

    @property
    def fields(self) -> dict[str, object]:
        """The body's members when it is a JSON object, else nothing."""
        value = self.json
        return value if isinstance(value, dict) else {}

    @property
    def data(self) -> dict[str, object]:
        """What the event carries."""
        value = self.fields.get("data")
        return value if isinstance(value, dict) else {}

    @property
    def exchange(self) -> Exchange:
        """The arrival as it is shown in a report."""
        request = HttpRequest(self.method, self.url, headers=self.headers, body=self.body)
        response = HttpResponse(self.answered, (), b"") if self.answered else None
        failure = "" if self.answered else "the receiver closed the connection on purpose"
        return Exchange(0, "", request, response, self.url, self.at, 0.0, "the server", failure)

    def signed_with(self, secret: str) -> bool:
        """Return whether one of the signatures is right for a secret (Standard Webhooks, v1)."""
        return signature_of(secret, self.id, self.header("webhook-timestamp") or "", self.body) in (
            self.header("webhook-signature") or ""
        ).split(" ")


def key_of_secret(secret: str) -> bytes | None:
    """Return the key in a secret, ``None`` when it is not ``whsec_`` and base64."""
    if not secret.startswith(PREFIX):
        return None
    try:
        return b64decode(secret.removeprefix(PREFIX), validate=True)
    except NoBase64:
        return None


def signature_of(secret: str, identifier: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a message (Standard Webhooks, v1); empty for an invalid secret."""
    key = key_of_secret(secret)
    if key is None:
        return ""
    signed = f"{identifier}.{timestamp}.".encode() + body
    return f"v1,{b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"


class Endpoint:
    """A path of the receiver; the first answer is given to the first request, the last to all others."""

    def __init__(self, url: str, answers: Sequence[EndpointReply], arrived: threading.Condition) -> None:
        self.url = url
        self._answers = list(answers) or [EndpointReply()]
        self._arrivals: list[Arrival] = []
        self._arrived = arrived

    @property
    def arrivals(self) -> list[Arrival]:
        """Everything so far, in its order."""
        with self._arrived:
            return list(self._arrivals)

    def events(self, name: str | None = None) -> list[Arrival]:
        """Return what arrived of one type of event, or everything."""
        return [each for each in self.arrivals if name in (None, each.fields.get("type"))]

    def choose(self) -> EndpointReply:
        """Return the answer to the next request."""
        with self._arrived:
            return self._answers[min(len(self._arrivals), len(self._answers) - 1)]

    def add(self, arrival: Arrival) -> None:
        """Remember a request."""
        with self._arrived:
            self._arrivals.append(arrival)
            self._arrived.notify_all()


class RecordingReceiver:
    """Listens on a free port of ``host``; ``clock`` gives the times of arrival.

    ``unknown`` is the status for paths without an endpoint; what arrives there is not recorded.
    """

    def __init__(self, host: str, clock: SuiteClock, unknown: int = 404) -> None:
        self._clock = clock
        self._unknown = unknown
        self._arrived = threading.Condition()
        self._endpoints: dict[str, Endpoint] = {}
        self._server = _Server((host, 0), _handler(self._take))
        self.origin = f"http://{host}:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def endpoint(self, *answers: EndpointReply) -> Endpoint:
        """Open a new path that gives these answers in turn, the last one for ever; 204 without any."""
        path = f"/{token_hex(8)}"
        found = Endpoint(f"{self.origin}{path}", answers, self._arrived)
        with self._arrived:
            self._endpoints[path] = found
        return found

    def wait(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Wait until something holds, such as that something arrived, for some seconds of the clock."""
        end = self._clock.monotonic() + seconds
        while not holds():
            if self._clock.monotonic() >= end:
                return False
            self._clock.sleep(_POLL)
        return True

    def close(self) -> None:
        """Stop listening; answers that are held back are never given."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _take(self, method: str, path: str, headers: Iterable[tuple[str, str]], body: bytes) -> EndpointReply:
        at = self._clock.now()
        with self._arrived:
            endpoint = self._endpoints.get(path)
        if endpoint is None:
            return EndpointReply(self._unknown)
        answer = endpoint.choose()
        endpoint.add(Arrival(method, endpoint.url, tuple(headers), body, at, answer.status))
        if answer.hold_seconds:
            answer.released.wait(answer.hold_seconds)
        return answer


def read_body(headers: Message, octets: BufferedIOBase) -> bytes:
    """Read a request's body, by its length or chunk by chunk (RFC 9112 sections 6.2 and 7.1).

    An invalid length or chunk ends it.
    """
    if "chunked" not in headers.get("Transfer-Encoding", "").lower():
        length = headers.get("Content-Length", "0")
        return octets.read(min(int(length), _LARGEST) if length.isdecimal() else 0)
    body = bytearray()
    while len(body) < _LARGEST:
        size = _SIZE.match(octets.readline(_LONGEST_LINE))
        if size is None or not (count := int(size[0], 16)):
            break
        body += octets.read(min(count, _LARGEST))
        octets.readline(_LONGEST_LINE)
    return bytes(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A server sends many at once: a refused connection would be retried seconds later.
    request_queue_size = 128


def _handler(
    take: Callable[[str, str, Iterable[tuple[str, str]], bytes], EndpointReply],
) -> type[BaseHTTPRequestHandler]:
    class ReceiverHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = read_body(self.headers, self.rfile)
            answer = take(self.command, self.path, self.headers.items(), body)
            self.close_connection = True
            if not answer.status:
                return
            try:
                self.send_response(answer.status)
                for name, value in answer.headers:
                    self.send_header(name, value)
                self.send_header("Connection", "close")
                if answer.status not in _BODILESS:
                    self.send_header("Content-Length", "0")
                self.end_headers()
            except OSError:
                # The sender has closed the connection, as after a time-out.
                self.close_connection = True

        def __getattr__(self, name: str) -> Callable[[], None]:
            # The base class looks up do_POST and the like: whatever the method, it is remembered.
            if name.startswith("do_"):
                return self.handle_any
            raise AttributeError(name)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Say nothing."""

    return ReceiverHandler


_BODILESS = frozenset({204, 304})
