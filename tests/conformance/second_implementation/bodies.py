"""A request's body: how large, of what kind, which JSON."""

import json
from collections.abc import Sequence
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from tests.conformance.second_implementation.refusal import Refusal

__all__ = ["read_body"]

FORM = "application/x-www-form-urlencoded"


async def read_body(request: Request, largest: int, *kinds: str, doubled: bool = False) -> object:
    """Return the body's value; raises ``Refusal`` with 413 or 415, ``ValueError`` for what cannot be read.

    ``doubled`` forms, in which a parameter occurs twice, are taken too.
    """
    octets = b""
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size <= largest:
                octets += chunk
    except ClientDisconnect as error:
        # So ends a body whose chunks are none, too: whoever sent it is still there.
        raise ValueError("The body broke off.") from error
    if size > largest:
        raise Refusal(413, "content_too_large", f"The body may have {largest} bytes at most.")
    message = Message()
    message["Content-Type"] = request.headers.get("content-type", "")
    kind = message.get_content_type() if "content-type" in request.headers else ""
    charset = message.get_content_charset() or "utf-8"
    coding = request.headers.get("content-encoding", "identity")
    if kind not in (kinds or ("application/json",)) or charset != "utf-8" or coding != "identity":
        raise Refusal(415, "unsupported_media_type", "Send application/json in UTF-8.")
    if kind == FORM:
        pairs = parse_qsl(octets.decode("utf-8"), keep_blank_values=True, strict_parsing=True)
        return dict(pairs) if doubled else _members(pairs)
    return _json(octets)


def _json(octets: bytes) -> object:
    try:
        value = json.loads(
            octets.decode("utf-8"),
            object_pairs_hook=_members,
            parse_constant=_refused,
            parse_float=_finite,
        )
        # A lone surrogate cannot be written as UTF-8.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except RecursionError:
        raise ValueError("The body is nested too deeply.") from None
    return value


def _members(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("A name occurs twice.")
    return members


def _refused(word: str) -> float:
    raise ValueError(f"{word} is no JSON.")


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("A number is too large.")
    return value
