"""The first stage: the request must be well-formed HTTP, and its body no larger than allowed."""

import asyncio
import re

from contractfirst.contract.problems import BadRequest, ContentTooLarge
from contractfirst.server.errors import ClientDisconnected
from contractfirst.server.request_state import RequestState

__all__ = ["collect_headers", "guard", "read_body"]

_SINGLE = frozenset(
    {
        b"authorization",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"expect",
        b"host",
        b"idempotency-key",
        b"x-fault",
        b"x-request-id",
    }
)
_LISTS = frozenset(
    {
        b"accept",
        b"accept-encoding",
        b"if-match",
        b"if-none-match",
        b"prefer",
        b"transfer-encoding",
        b"x-forwarded-for",
    }
)
_WATCHED = _SINGLE | _LISTS
_NONE_DUPLICATED: frozenset[bytes] = frozenset()

# uri-host [ ":" port ], RFC 9110 section 7.2 with RFC 3986 section 3.2.2
_HOST = re.compile(rb"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::[0-9]*)?").fullmatch
# A request that is never completed holds resources for no longer than this.
_BODY_SECONDS = 30
_DIGITS = re.compile(rb"[0-9]{1,18}").fullmatch


def collect_headers(state: RequestState) -> None:
    """Set ``present`` and ``duplicated`` from the request's headers, whose names ASGI gives in lower case.

    List fields that come in several lines are joined (RFC 9110 section 5.3), for later stages too.
    """
    present = state.present
    duplicated: set[bytes] | None = None
    joined = False
    for name, value in state.scope["headers"]:
        if name in _WATCHED:
            if name not in present:
                present[name] = value
            elif name in _LISTS:
                present[name] += b", " + value
                joined = True
            else:
                duplicated = {name} if duplicated is None else duplicated | {name}
    if joined:
        others = [header for header in state.scope["headers"] if header[0] not in _LISTS]
        state.scope["headers"] = others + [(name, present[name]) for name in _LISTS & present.keys()]
    state.duplicated = _NONE_DUPLICATED if duplicated is None else frozenset(duplicated)


def guard(state: RequestState) -> None:
    """Reject what RFC 9112 sections 3.2 and 6.3 call malformed; reads ``present`` and ``duplicated``.

    Raises:
        BadRequest: ``malformed_request``.
    """
    present, duplicated = state.present, state.duplicated
    host = present.get(b"host")
    if not host:
        # Before HTTP/1.1 there was no Host; since HTTP/2 it travels as :authority.
        if state.scope["http_version"] == "1.1":
            raise _malformed("HTTP/1.1 requests must have one Host header.")
    elif b"host" in duplicated or not _HOST(host):
        raise _malformed("Send exactly one Host header, with one host.")
    length = present.get(b"content-length")
    if length is not None and (b"content-length" in duplicated or not _DIGITS(length)):
        raise _malformed("Send exactly one Content-Length header, with a number.")
    coding = present.get(b"transfer-encoding")
    if coding is not None:
        if length is not None:
            raise _malformed("Send Content-Length or Transfer-Encoding, not both.")
        if coding.strip().lower() != b"chunked":
            raise _malformed("The only supported transfer coding is chunked.")


def _malformed(detail: str) -> BadRequest:
    return BadRequest(detail, code="malformed_request")


async def read_body(state: RequestState, limit: int) -> bytes:
    """Read the body once, however it is framed, and remember it in ``body``; ``limit`` is in bytes.

    A body whose Content-Length is too large is rejected unread, any other as soon as it exceeds the limit.

    Raises:
        ContentTooLarge: more than ``limit`` bytes.
        BadRequest: ``malformed_request``, the body is too slow or its chunks are malformed.
        ClientDisconnected: the client disconnected.
    """
    if state.body is not None:
        return state.body
    if state.too_large is not None:
        raise state.too_large
    length = state.present.get(b"content-length")
    if length is not None and int(length) > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            state.body = await _receive_body(state, limit)
    except TimeoutError:
        raise _malformed(f"The body did not arrive within {_BODY_SECONDS} seconds.") from None
    return state.body


async def _receive_body(state: RequestState, limit: int) -> bytes:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await state.receive()
        if message["type"] != "http.request":
            # ASGI reports malformed chunks as a disconnect too; then the client still reads the response.
            if b"transfer-encoding" in state.present:
                raise _malformed("The body is incomplete, or its chunks are malformed.")
            raise ClientDisconnected
        part: bytes = message.get("body", b"")
        parts.append(part)
        size += len(part)
        more = state.more_body = message.get("more_body", False)
        if size > limit:
            raise _too_large(limit)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _too_large(limit: int) -> ContentTooLarge:
    return ContentTooLarge(f"The body may have at most {limit} bytes.")
