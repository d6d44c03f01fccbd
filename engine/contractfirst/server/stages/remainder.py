"""What is left of a request's body when its outcome is known before all of it was read.

A server that answers early and closes meets a caller who is still sending: the caller sees a broken
connection instead of the answer, and loses the next request too if it was told nothing (RFC 9112 section
9.6). So the rest is read and thrown away, or the connection is said to end.
"""

import asyncio

from contractfirst.server.errors import ClientDisconnected
from contractfirst.server.request_state import RequestState

__all__ = ["MOST_BYTES", "take_remainder"]

MOST_BYTES = 8 * 1024 * 1024
"""Bodies beyond this are not worth their reading: the connection ends."""

_SECONDS = 10
# Whoever stops sending this long waits for the answer.
_PAUSE_SECONDS = 1
_CLOSE = ("Connection", "close")


async def take_remainder(state: RequestState) -> None:
    """Read what is left of the body, or add ``Connection: close`` to ``response_headers``.

    Raises:
        ClientDisconnected: the caller went away half-way.
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
    # Who waits for 100 Continue has sent nothing, and reading would ask for it (RFC 9110 section 10.1.1).
    if b"expect" in state.present:
        return False
    if length is None:
        return True
    # Where the body ends is in doubt (RFC 9112 section 6.3).
    if coding is not None or b"content-length" in state.duplicated or not length.isdigit():
        return False
    return int(length) <= MOST_BYTES


async def _read(state: RequestState) -> bool:
    """Throw the rest away; return whether that was all of it."""
    size = 0
    try:
        async with asyncio.timeout(_SECONDS):
            while state.more_body and size <= MOST_BYTES:
                async with asyncio.timeout(_PAUSE_SECONDS):
                    message = await state.receive()
                if message["type"] != "http.request":
                    # As in accept: with chunks, it may be they that make no sense.
                    if b"transfer-encoding" in state.present:
                        return False
                    raise ClientDisconnected
                size += len(message.get("body", b""))
                state.more_body = message.get("more_body", False)
    except TimeoutError:
        return False
    return not state.more_body
