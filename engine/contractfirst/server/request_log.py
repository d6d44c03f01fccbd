"""One log line for each request, written in batches on a thread of its own.

The event loop only appends a tuple. A few milliseconds later the whole batch goes to a thread that formats
and writes it, so that neither formatting nor a slow terminal or pipe delays a request.
"""

import asyncio
import threading
from datetime import datetime
from queue import SimpleQueue
from typing import NamedTuple, Protocol

import orjson

from contractfirst.server.redaction import redact_path
from contractfirst.server.request_state import RequestState

__all__ = ["LogEntry", "RequestLog", "Stream", "json_line", "text_line"]

_BATCH_SECONDS = 0.02


class Stream(Protocol):
    """Where lines go: a text stream such as ``sys.stderr``."""

    def write(self, text: str, /) -> object: ...
    def flush(self) -> object: ...


class LogEntry(NamedTuple):
    """What is logged of a request: never its query, headers or body, which may hold secrets."""

    time: datetime
    request_id: str
    client: str | None
    operation: str | None
    method: str
    path: str
    status: int
    duration_ns: int
    size: int


def _level(entry: LogEntry) -> str:
    return "ERROR" if entry.status >= 500 else "INFO"


def json_line(entry: LogEntry) -> str:
    """Return the entry as one JSON object."""
    return orjson.dumps(
        {
            "time": entry.time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": _level(entry),
            "message": "request",
            "request_id": entry.request_id,
            "client": entry.client,
            "operation": entry.operation,
            "method": entry.method,
            "path": redact_path(entry.path),
            "status": entry.status,
            "duration_ms": round(entry.duration_ns / 1_000_000, 3),
            "bytes": entry.size,
        }
    ).decode("utf-8")


def text_line(entry: LogEntry) -> str:
    """Return the entry for people at a terminal."""
    path = "".join(letter if letter.isprintable() else "?" for letter in redact_path(entry.path))
    return (
        f"{entry.time:%H:%M:%S}.{entry.time.microsecond // 1000:03d} {_level(entry):5} "
        f"{entry.status} {entry.method:6} {path} {entry.operation or '-'} "
        f"{entry.duration_ns / 1_000_000:.1f} ms {entry.size} B "
        f"client={entry.client or '-'} request={entry.request_id}"
    )


class RequestLog:
    """Collects entries and writes them in batches. ``close`` writes what is left."""

    def __init__(self, stream: Stream, *, as_json: bool) -> None:
        self._stream = stream
        self._format = json_line if as_json else text_line
        self._entries: list[LogEntry] = []
        self._scheduled = False
        self._batches: SimpleQueue[list[LogEntry] | threading.Event | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def note(self, state: RequestState, status: int, size: int, duration_ns: int) -> None:
        """Log one finished request."""
        operation, principal = state.operation, state.principal
        self._entries.append(
            LogEntry(
                state.received_at,
                state.request_id,
                principal.client_id if principal is not None else None,
                operation.id if operation is not None else None,
                state.method,
                state.path,
                status,
                duration_ns,
                size,
            )
        )
        if not self._scheduled:
            self._scheduled = True
            asyncio.get_running_loop().call_later(_BATCH_SECONDS, self._hand_over)

    def flush(self) -> None:
        """Return when everything noted so far is written."""
        self._hand_over()
        if self._thread is not None:
            written = threading.Event()
            self._batches.put(written)
            written.wait()

    def close(self) -> None:
        """Write what is left and end the thread; a later entry starts it anew."""
        self._hand_over()
        if self._thread is not None:
            self._batches.put(None)
            self._thread.join()
            self._thread = None

    def _hand_over(self) -> None:
        self._scheduled = False
        if self._entries:
            batch, self._entries = self._entries, []
            self._batches.put(batch)
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="request-log", daemon=True)
                self._thread.start()

    def _write(self) -> None:
        while (batch := self._batches.get()) is not None:
            if isinstance(batch, threading.Event):
                batch.set()
                continue
            self._stream.write("".join(f"{self._format(entry)}\n" for entry in batch))
            self._stream.flush()
