"""The webhook interceptor: passes messages from the server to the suite's receiver, and changes them.

Webhooks go from the server to the receiver and not through the defect. So the interceptor's own URL replaces
the receiver's in requests that register a webhook, and the other way round in responses.
"""

import http.client
import json
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from contractfirst_conformance.exchange import Headers, HttpRequest, HttpResponse
from contractfirst_conformance.receiver import signature_of
from defects.defect import InterceptedRequest

__all__ = [
    "Deliver",
    "Message",
    "Reply",
    "WebhookInterceptor",
    "registered_url",
    "with_intercepted_webhooks",
    "with_interceptor",
]

_LONGEST = 30.0
_UNKNOWN = "whsec_dW5rbm93bg=="


@dataclass(frozen=True, slots=True)
class Message:
    """A message for ``url``; ``secrets`` are those of its webhook, ``attempt`` counts from 1."""

    url: str
    headers: Headers
    body: bytes
    secrets: tuple[str, ...]
    attempt: int

    def header(self, name: str) -> str:
        """Return a header, empty when it is missing."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def with_header(self, name: str, value: str | None) -> "Message":
        """Return the message with another value of a header, without it for ``None``."""
        kept = tuple(each for each in self.headers if each[0].lower() != name)
        return replace(self, headers=kept if value is None else (*kept, (name, value)))

    @property
    def event(self) -> dict[str, Any]:
        """The body."""
        event: dict[str, Any] = json.loads(self.body)
        return event

    def with_body(self, body: bytes) -> "Message":
        """Return the message with another body, signed."""
        return replace(self, body=body).signed()

    def with_event(self, event: object) -> "Message":
        """Return the message with another event, signed."""
        return self.with_body(json.dumps(event, separators=(",", ":")).encode())

    def signed(self, *secrets: str) -> "Message":
        """Return the message signed as its headers are now."""
        identifier, stamp = self.header("webhook-id"), self.header("webhook-timestamp")
        made = [signature_of(each, identifier, stamp, self.body) for each in secrets or self.secrets]
        return self.with_header("webhook-signature", " ".join(made))


@dataclass(frozen=True, slots=True)
class Reply:
    """What the receiver answered; status 0 for nothing."""

    status: int
    headers: Headers = ()

    def header(self, name: str) -> str | None:
        """Return a header."""
        return next((value for key, value in self.headers if key.lower() == name), None)


Post = Callable[[Message], Reply]
Deliver = Callable[["WebhookInterceptor", Message], Reply]


class WebhookInterceptor:
    """Listens on a free port of ``host``; ``deliver`` passes each message on. ``memory`` is for defects."""

    def __init__(self, host: str, deliver: Deliver) -> None:
        self.memory: dict[str, Any] = {}
        self.lock = threading.Lock()
        self.secrets: dict[str, tuple[str, ...]] = {}
        self._deliver = deliver
        self._counts: Counter[tuple[str, str]] = Counter()
        self._urls: dict[str, str] = {}
        self._server = _Server((host, 0), _handler(self))
        self.origin = f"http://{host}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def address(self, url: str) -> str:
        """Return the interceptor's own URL for one of the suite's."""
        if url.startswith(self.origin):
            return url
        path = f"/{uuid.uuid5(uuid.NAMESPACE_URL, url)}"
        self._urls[path] = url
        return f"{self.origin}{path}"

    def uncover(self, response: HttpResponse) -> HttpResponse:
        """Return a response with the suite's URLs in place of the interceptor's."""
        body = response.body.decode("utf-8", "replace")
        if self.origin not in body:
            return response
        for path, url in self._urls.items():
            body = body.replace(f"{self.origin}{path}", url)
        kept = tuple(each for each in response.headers if each[0].lower() != "content-length")
        return replace(response, headers=kept, body=body.encode())

    def post(self, message: Message, seconds: float = _LONGEST, method: str = "POST") -> Reply:
        """Deliver a message to the receiver; a message for a closed receiver counts as delivered."""
        parts = urlsplit(message.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)
        try:
            connection.connect()
        except OSError:
            return Reply(204)
        try:
            headers = {name: value for name, value in message.headers if name.lower() not in _OWN}
            connection.request(method, parts.path, message.body, headers)
            response = connection.getresponse()
            return Reply(response.status, tuple(response.getheaders()))
        except (OSError, http.client.HTTPException):
            return Reply(0)
        finally:
            connection.close()

    def take(self, path: str, headers: Headers, body: bytes) -> Reply:
        """Carry what the server has sent."""
        url = self._urls.get(path, "")
        message = Message(url, headers, body, self.secrets.get(url) or (_UNKNOWN,), 0)
        with self.lock:
            self._counts[url, message.header("webhook-id")] += 1
            count = self._counts[url, message.header("webhook-id")]
        return self._deliver(self, replace(message, attempt=count))


def registered_url(request: HttpRequest) -> str:
    """Return the URL in a request that registers or replaces a webhook, empty for any other."""
    if request.method not in ("POST", "PUT") or request.raw is not None or not request.body:
        return ""
    try:
        body = request.json
    except ValueError:
        return ""
    url = body.get("url") if isinstance(body, dict) else None
    return url if isinstance(url, str) else ""


def with_interceptor(intercepted: InterceptedRequest, deliver: Deliver) -> WebhookInterceptor:
    """Return the interceptor of this run."""
    if "interceptor" not in intercepted.memory:
        intercepted.memory["interceptor"] = WebhookInterceptor(
            intercepted.credentials.server.webhook_host, deliver
        )
    interceptor: WebhookInterceptor = intercepted.memory["interceptor"]
    return interceptor


def with_intercepted_webhooks(intercepted: InterceptedRequest, deliver: Deliver) -> HttpResponse:
    """Forward a request; messages to the webhooks in it are carried by ``deliver``."""
    interceptor = with_interceptor(intercepted, deliver)
    request, url = intercepted.request, registered_url(intercepted.request)
    ours = f"http://{intercepted.credentials.server.webhook_host}:"
    if not url.startswith(ours):
        return interceptor.uncover(intercepted.forward())
    body = request.json
    assert isinstance(body, dict)  # it has a url
    response = interceptor.uncover(
        intercepted.forward(request.with_json({**body, "url": interceptor.address(url)}))
    )
    shown = response.json
    if isinstance(shown, dict) and isinstance(shown.get("secret"), str):
        # The newest first, as they sign.
        interceptor.secrets[url] = (shown["secret"], *interceptor.secrets.get(url, ()))
    return response


_OWN = frozenset({"host", "connection", "content-length", "transfer-encoding"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def _handler(interceptor: WebhookInterceptor) -> type[BaseHTTPRequestHandler]:
    class InterceptorHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            reply = interceptor.take(self.path, tuple(self.headers.items()), body)
            self.close_connection = True
            if not reply.status:
                return
            try:
                self.send_response(reply.status)
                for name, value in reply.headers:
                    if name.lower() in ("location", "retry-after"):
                        self.send_header(name, value)
                self.send_header("Connection", "close")
                if reply.status != 204:
                    self.send_header("Content-Length", "0")
                self.end_headers()
            except OSError:
                # The server has given the attempt up.
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Say nothing."""

    return InterceptorHandler
