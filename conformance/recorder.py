"""Every exchange of a run, and what may be shown of it."""

import shlex
import threading
from collections.abc import Callable
from dataclasses import dataclass

from conformance.exchange import Exchange, Headers
from conformance.redaction import MARK, Redactor

__all__ = ["Evidence", "Recorder"]

_SHOWN = 16_384


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exchange as reports show it: no secret in it, long bodies cut; ``curl`` repeats the request.

    In the ``curl`` line credentials are the variable ``$TOKEN``.
    """

    number: int
    check: str
    operation: str
    identity: str
    method: str
    url: str
    request_headers: Headers
    request_body: str
    status: int
    reason: str
    response_headers: Headers
    response_body: str
    response_size: int
    started: float
    seconds: float
    failure: str
    curl: str


class Recorder:
    """Keeps all exchanges in order; safe to use from several threads.

    ``check`` is the id under which new exchanges are kept; ``listen`` adds someone who is told of each.
    """

    def __init__(self, redactor: Redactor) -> None:
        self.redactor = redactor
        self.exchanges: list[Exchange] = []
        self.check = ""
        self._lock = threading.Lock()
        self._number = 0
        self._listeners: list[Callable[[Exchange], None]] = []

    def listen(self, listener: Callable[[Exchange], None]) -> None:
        self._listeners.append(listener)

    def next_number(self) -> int:
        with self._lock:
            self._number += 1
            return self._number

    def add(self, exchange: Exchange) -> None:
        with self._lock:
            self.exchanges.append(exchange)
        for listener in self._listeners:
            listener(exchange)

    def evidence(self, exchange: Exchange, shown: int = _SHOWN) -> Evidence:
        """Return what may be shown of an exchange, bodies up to ``shown`` characters."""
        request, response = exchange.request, exchange.response
        redact = self.redactor
        request_headers = tuple((name, redact.header(name, value)) for name, value in request.headers)
        request_body = _shown(request.raw if request.raw is not None else request.body, redact, shown)
        return Evidence(
            number=exchange.number,
            check=exchange.check,
            operation=exchange.operation.id if exchange.operation is not None else "",
            identity=exchange.identity,
            method=request.method,
            url=redact.text(exchange.url),
            request_headers=request_headers,
            request_body=request_body,
            status=exchange.status,
            reason=response.reason if response is not None else "",
            response_headers=tuple(
                (name, redact.header(name, value)) for name, value in (response.headers if response else ())
            ),
            response_body=_shown(response.body if response is not None else b"", redact, shown),
            response_size=len(response.body) if response is not None else 0,
            started=exchange.started,
            seconds=exchange.seconds,
            failure=redact.text(exchange.failure),
            curl=self._curl(exchange, request_headers, request_body),
        )

    def _curl(self, exchange: Exchange, headers: Headers, body: str) -> str:
        request = exchange.request
        if request.raw is not None:
            sent = "".join(_printf(character) for character in body)
            scheme, _, rest = exchange.url.partition("://")
            host, _, port = rest.split("/", 1)[0].partition(":")
            port = port or ("443" if scheme == "https" else "80")
            carry = (
                f"openssl s_client -quiet -connect {host}:{port}"
                if scheme == "https"
                else f"nc {host} {port}"
            )
            return f"printf {shlex.quote(sent)} | {carry}"
        parts = ["curl", "-sS", "-i"]
        if request.method == "HEAD":
            parts.append("-I")
        elif request.method != "GET" or request.body:
            parts += ["-X", request.method]
        for name, value in headers:
            scheme = value.removesuffix(MARK)
            bearer = name.lower() == "authorization" and scheme.lower() == "bearer "
            if scheme != value and (bearer or self.redactor.identifies(name)):
                parts += ["-H", f'"{name}: {scheme}$TOKEN"']
            else:
                parts += ["-H", shlex.quote(f"{name}: {value}")]
        if request.body is not None:
            parts += ["--data-binary", shlex.quote(body)]
        return " ".join([*parts, shlex.quote(self.redactor.text(exchange.url))])


def _shown(body: bytes | None, redact: Redactor, limit: int) -> str:
    if not body:
        return ""
    if b"\x00" in body[:1024]:
        return f"({len(body)} octets)"
    text = redact.text(body[: limit * 2].decode("utf-8", "replace"))
    if len(text) > limit or len(body) > limit * 2:
        return f"{text[:limit]}… ({len(body)} octets)"
    return text


def _printf(character: str) -> str:
    escaped = {"\r": "\\r", "\n": "\\n", "\\": "\\\\", "%": "%%"}.get(character)
    return escaped or character
