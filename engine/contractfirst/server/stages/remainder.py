"""The rest of a request's body when the response is known before all of it was read.

If a server responds early and closes while the client is still sending, the client sees a connection error
instead of the response (RFC 9112 section 9.6). So the rest is read and discarded, or the response says
``Connection: close``.
"""

import asyncio

from contractfirst.server.errors import ClientDisconnected
from contractfirst.server.request_state import RequestState

__all__ = ["MOST_BYTES", "take_remainder"]

MOST_BYTES = 8 * 1024 * 1024
"""Larger bodies are not read: the connection is closed."""

_SECONDS = 10
# A client that has sent nothing for this long is waiting for the response.
_PAUSE_SECONDS = 1
_CLOSE = ("Connection", "close")


async def take_remainder(state: RequestState) -> None:
    """Read what is left of the body, or add ``Connection: close`` to ``response_headers``.

    Raises:
        ClientDisconnected: the client disconnected.
    """
    present = state.present
    length, coding = present.get(b"content-length"), present.get(b"transfer-encoding")
    if length is None and coding is None:
        return
    # HTTP/2 ends a stream without ending the connection (RFC 9113 section 8.1).
    if length == b"0" or not state.more_body or not state.scope["http_version"].startswith("1"):
        return
    if not _worth_reading(state, length, coding) or not await _read(state):
        state.response_headers.append(_CLOSE)


def _worth_reading(state: RequestState, length: bytes | None, coding: bytes | None) -> bool:
    # A client that waits for 100 Continue sends nothing until the body is read (RFC 9110 section 10.1.1).
    if b"expect" in state.present:
        return False
    if length is None:
        return True
    # Where the body ends is in doubt (RFC 9112 section 6.3).
    if coding is not None or b"content-length" in state.duplicated or not length.isdigit():
        return False
    return int(length) <= MOST_BYTES


async def _read(state: RequestState) -> bool:
    """Discard the rest; return whether all of it was read."""
    size = 0
    try:
        async with asyncio.timeout(_SECONDS):
            while state.more_body and size <= MOST_BYTES:
                async with asyncio.timeout(_PAUSE_SECONDS):
                    message = await state.receive()
                if message["type"] != "http.request":
                    # As in accept: with chunks, they may be malformed.
                    if b"transfer-encoding" in state.present:
                        return False
                    raise ClientDisconnected
                size += len(message.get("body", b""))
                state.more_body = message.get("more_body", False)
    except TimeoutError:
        return False
    return not state.more_body
