"""Logging of everything but requests, through the standard library, without secrets."""

import logging
import sys
from datetime import UTC, datetime
from typing import Literal

import orjson

from contractfirst.server.redaction import redact
from contractfirst.server.request_log import Stream

__all__ = ["JsonFormatter", "TextFormatter", "configure_logging", "wants_json"]

LogFormat = Literal["auto", "json", "text"]

_CONTEXT = ("request_id", "operation")


def wants_json(log_format: LogFormat, stream: object) -> bool:
    """Decide the format: ``auto`` is text for a terminal and JSON for everything else."""
    if log_format == "auto":
        isatty = getattr(stream, "isatty", None)
        return not (callable(isatty) and isatty())
    return log_format == "json"


class _Redacting(logging.Formatter):
    def message_of(self, record: logging.LogRecord) -> str:
        """Return the record's message, redacted."""
        return redact(record.getMessage())

    def traceback_of(self, record: logging.LogRecord) -> str | None:
        """Return the record's traceback, redacted, if it has one."""
        if record.exc_info and record.exc_info[0] is not None:
            return redact(self.formatException(record.exc_info))
        return None


class JsonFormatter(_Redacting):
    """One JSON object a record, the traceback in it."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry: dict[str, object] = {
            "time": time.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.message_of(record),
        }
        for name in _CONTEXT:
            if hasattr(record, name):
                entry[name] = getattr(record, name)
        traceback = self.traceback_of(record)
        if traceback is not None:
            entry["traceback"] = traceback
        return orjson.dumps(entry, default=str).decode("utf-8")


class TextFormatter(_Redacting):
    """For people at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC)
        request_id = getattr(record, "request_id", None)
        line = f"{time:%H:%M:%S}.{int(record.msecs):03d} {record.levelname:5} {self.message_of(record)}"
        if request_id is not None:
            line += f" request={request_id}"
        traceback = self.traceback_of(record)
        return line if traceback is None else f"{line}\n{traceback}"


def configure_logging(log_format: LogFormat, log_level: str, stream: Stream | None = None) -> None:
    """Send all logging of the process to ``stream`` (standard error by default), in one format.

    For programs, not for libraries: it replaces the root logger's handlers.
    """
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter() if wants_json(log_format, stream) else TextFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(log_level.upper())
    # Connexion logs every operation that it adds.
    logging.getLogger("connexion").setLevel(logging.WARNING)
