"""The words of ASGI 3 (HTTP and lifespan protocols) that the server speaks."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

__all__ = ["Application", "Headers", "Message", "Receive", "Scope", "Send", "path_of", "query_of"]

# ASGI leaves the members' types open: the specification itself says "any".
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


def _as_text(raw: bytes) -> str:
    """Return a URI component as text; bytes that RFC 3986 does not allow are percent-encoded."""
    if raw.isascii():
        return raw.decode("ascii")
    return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)


def path_of(scope: Scope) -> str:
    """Return the path as it came, still percent-encoded."""
    raw: bytes | None = scope.get("raw_path")
    if raw is None:
        raw = scope["path"].encode("utf-8")
    return _as_text(raw)


def query_of(scope: Scope) -> str:
    """Return the query as it came, still percent-encoded, without the question mark."""
    return _as_text(scope["query_string"])
