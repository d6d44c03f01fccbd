"""The first stage: is this one well-formed HTTP request, and no larger than allowed."""

import asyncio
import re

from contractfirst.contract.problems import BadRequest, ContentTooLarge
from contractfirst.server.errors import ClientDisconnected
from contractfirst.server.passage import Passage

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
    {b"accept", b"if-match", b"if-none-match", b"prefer", b"transfer-encoding", b"x-forwarded-for"}
)
_WATCHED = _SINGLE | _LISTS
_NONE_DOUBLED: frozenset[bytes] = frozenset()

# uri-host [ ":" port ], RFC 9110 section 7.2 with RFC 3986 section 3.2.2
_HOST = re.compile(rb"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::[0-9]*)?").fullmatch
# Whoever opens a request and never finishes it holds nothing for longer than this.
_BODY_SECONDS = 30
_DIGITS = re.compile(rb"[0-9]{1,18}").fullmatch


def collect_headers(passage: Passage) -> None:
    """Set ``present`` and ``doubled`` from the request's headers, whose names ASGI gives in lower case.

    List fields that come in several lines are joined (RFC 9110 section 5.3), for later stages too.
    """
    present = passage.present
    doubled: set[bytes] | None = None
    joined = False
    for name, value in passage.scope["headers"]:
        if name in _WATCHED:
            if name not in present:
                present[name] = value
            elif name in _LISTS:
                present[name] += b", " + value
                joined = True
            else:
                doubled = {name} if doubled is None else doubled | {name}
    if joined:
        others = [header for header in passage.scope["headers"] if header[0] not in _LISTS]
        passage.scope["headers"] = others + [(name, present[name]) for name in _LISTS & present.keys()]
    passage.doubled = _NONE_DOUBLED if doubled is None else frozenset(doubled)


def guard(passage: Passage) -> None:
    """Refuse what RFC 9112 sections 3.2 and 6.3 call malformed; reads ``present`` and ``doubled``.

    Raises:
        BadRequest: ``malformed_request``.
    """
    present, doubled = passage.present, passage.doubled
    host = present.get(b"host")
    if not host:
        # Before HTTP/1.1 there was no Host; since HTTP/2 it travels as :authority.
        if passage.scope["http_version"] == "1.1":
            raise _malformed("HTTP/1.1 requests carry one Host header.")
    elif b"host" in doubled or not _HOST(host):
        raise _malformed("There is one Host header, and it names one host.")
    length = present.get(b"content-length")
    if length is not None and (b"content-length" in doubled or not _DIGITS(length)):
        raise _malformed("There is one Content-Length header, and it is a number.")
    coding = present.get(b"transfer-encoding")
    if coding is not None:
        if length is not None:
            raise _malformed("A request has a Content-Length or a Transfer-Encoding, never both.")
        if coding.strip().lower() != b"chunked":
            raise _malformed("The only transfer coding understood is chunked.")


def _malformed(detail: str) -> BadRequest:
    return BadRequest(detail, code="malformed_request")


async def read_body(passage: Passage, limit: int) -> bytes:
    """Read the body once, however it is framed, and remember it in ``body``; ``limit`` is in bytes.

    A body that declares itself too large is refused unread, one that turns out too large as soon as it
    does.

    Raises:
        ContentTooLarge: more than ``limit`` bytes.
        BadRequest: ``malformed_request``, the body is too slow or its chunks are malformed.
        ClientDisconnected: the caller went away half-way.
    """
    if passage.body is not None:
        return passage.body
    if passage.too_large is not None:
        raise passage.too_large
    length = passage.present.get(b"content-length")
    if length is not None and int(length) > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            passage.body = await _receive_body(passage, limit)
    except TimeoutError:
        raise _malformed(f"The body did not arrive within {_BODY_SECONDS} seconds.") from None
    return passage.body


async def _receive_body(passage: Passage, limit: int) -> bytes:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await passage.receive()
        if message["type"] != "http.request":
            # ASGI tells chunks that make no sense like a caller that left; the former reads the answer.
            if b"transfer-encoding" in passage.present:
                raise _malformed("The body broke off, or its chunks are malformed.")
            raise ClientDisconnected
        part: bytes = message.get("body", b"")
        parts.append(part)
        size += len(part)
        more = passage.more_body = message.get("more_body", False)
        if size > limit:
            raise _too_large(limit)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _too_large(limit: int) -> ContentTooLarge:
    return ContentTooLarge(f"The body may have at most {limit} bytes.")
