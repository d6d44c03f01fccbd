"""Records every exchange of a run, and what may be shown of it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from contractfirst_conformance.curl import curl_line
from contractfirst_conformance.exchange import Exchange, Headers
from contractfirst_conformance.redaction import Redactor

__all__ = ["ExchangeEvidence", "Recorder"]

_SHOWN = 16_384


@dataclass(frozen=True, slots=True)
class ExchangeEvidence:
    """An exchange as reports show it: without secrets, long bodies cut.

    ``curl`` repeats the request; empty unless it was requested.
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

    ``check`` is the id for new exchanges; ``listen`` adds a callback for each.
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

    def evidence(
        self, exchange: Exchange, shown: int = _SHOWN, *, repeatable: bool = True
    ) -> ExchangeEvidence:
        """Return what may be shown of an exchange, bodies up to ``shown`` characters.

        With its curl line if it is to be ``repeatable``.
        """
        request, response = exchange.request, exchange.response
        redact = self.redactor
        request_headers = tuple((name, redact.header(name, value)) for name, value in request.headers)
        request_body = _shown(request.raw if request.raw is not None else request.body, redact, shown)
        return ExchangeEvidence(
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
            curl=curl_line(exchange, redact) if repeatable else "",
        )


def _shown(body: bytes | None, redact: Redactor, limit: int) -> str:
    if not body:
        return ""
    if b"\x00" in body[:1024]:
        return f"({len(body)} bytes)"
    text = redact.text(body[: limit * 2].decode("utf-8", "replace"))
    if len(text) > limit or len(body) > limit * 2:
        return f"{text[:limit]}… ({len(body)} bytes)"
    return text
