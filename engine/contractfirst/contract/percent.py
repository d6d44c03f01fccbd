"""Percent-encoding, undone strictly (RFC 3986 section 2.1; ``+`` as in the URL standard's forms)."""

import re
from urllib.parse import unquote_to_bytes

from contractfirst.contract.refused import Refused

__all__ = ["form_text", "header_text", "plain_text", "uri_text"]

_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BROKEN = Refused.because("encoding", "Must be percent-encoded UTF-8.")
_NUL = Refused.because("nul", "Must not contain the character NUL.")


def uri_text(raw: str) -> str | Refused:
    """Return the text that a path segment or a cookie value stands for."""
    if "%" not in raw and raw.isascii():
        return _NUL if "\x00" in raw else raw
    if _BROKEN_ESCAPE.search(raw):
        return _BROKEN
    try:
        # Octets beyond ASCII arrive as Latin-1, as ASGI and the field values of HTTP have them.
        text = unquote_to_bytes(raw if raw.isascii() else raw.encode("latin-1")).decode("utf-8")
    except UnicodeError:
        return _BROKEN
    return _NUL if "\x00" in text else text


def form_text(raw: str) -> str | Refused:
    """Return the text that a name or a value in a query or in a form stands for; ``+`` is a space."""
    return uri_text(raw.replace("+", " ") if "+" in raw else raw)


def header_text(raw: str) -> str | Refused:
    """Return a field value, or an item of one, without the white space around it; ``%`` means nothing."""
    return _NUL if "\x00" in raw else raw.strip(" \t")


def plain_text(raw: str) -> str | Refused:
    """Return a text that has no encoding to undo."""
    return _NUL if "\x00" in raw else raw
