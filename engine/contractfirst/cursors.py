"""Cursors: where a page ended, in a form that callers can neither read meaning into nor make themselves."""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import blake2b

import orjson

__all__ = ["CursorMismatch", "CursorPosition", "decode_cursor", "encode_cursor", "fingerprint"]

_VERSION = 1
_TAG_BYTES = 8
# Longer ones, which come from long values in scripts of many bytes a letter, are compressed, so that every
# cursor fits into 1,024 characters.
_LONG = 500


class CursorMismatch(ValueError):  # noqa: N818 - named like the problems
    """Not a cursor of ours, or not of this list."""


@dataclass(frozen=True, slots=True)
class CursorPosition:
    """The last row of a page: its value in the sort column (``None`` when absent) and its id."""

    value: str | int | float | None
    id: str


def fingerprint(arguments: object) -> str:
    """Return a short digest of a list's arguments, which are JSON-ready."""
    return blake2b(orjson.dumps(arguments), digest_size=8).hexdigest()


def encode_cursor(key: bytes, arguments: str, position: CursorPosition) -> str:
    """Return the cursor of a position in the list with these arguments (their fingerprint)."""
    content = orjson.dumps([_VERSION, arguments, position.value, position.id])
    if len(content) > _LONG:
        content = zlib.compress(content, 9)
    return urlsafe_b64encode(content + _tag(key, content)).rstrip(b"=").decode()


def decode_cursor(key: bytes, arguments: str, cursor: str) -> CursorPosition:
    """Return the position that a cursor stands for.

    Raises:
        CursorMismatch: it was not made with this key, or was made for other arguments.
    """
    try:
        decoded = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (Base64Error, ValueError) as error:
        raise CursorMismatch("not base64url") from error
    content, tag = decoded[:-_TAG_BYTES], decoded[-_TAG_BYTES:]
    # Comparing what we would have written refuses other spellings of the same bytes too.
    if tag != _tag(key, content) or urlsafe_b64encode(decoded).rstrip(b"=").decode() != cursor:
        raise CursorMismatch("not made here")
    if not content.startswith(b"["):
        content = zlib.decompress(content)
    _, made_for, value, identifier = orjson.loads(content)
    if made_for != arguments:
        raise CursorMismatch("made for other arguments")
    return CursorPosition(value, identifier)


def _tag(key: bytes, content: bytes) -> bytes:
    return blake2b(content, key=key, digest_size=_TAG_BYTES).digest()
