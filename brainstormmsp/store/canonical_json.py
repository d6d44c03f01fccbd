"""Canonical JSON (RFC 8785): equal values have equal texts, and so equal digests."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import orjson

__all__ = ["canonical_json"]

# A number with more digits before the point, or more leading zeros after it, is written with an exponent.
_LARGE = 21
_SMALL = -6


def canonical_json(value: object) -> bytes:
    """Return a JSON-typed value as canonical JSON in UTF-8; integers are of at most 53 bits.

    Raises:
        TypeError: the value is not of a JSON type.
    """
    return _text(value).encode()


def _text(value: object) -> str:
    # Nearly all values are strings or small integers; testing their exact types first is fast.
    kind = type(value)
    if kind is str or kind is bool or value is None:
        # orjson's escapes are those of RFC 8785 section 3.2.2.2.
        return orjson.dumps(value).decode()
    if isinstance(value, int | float):
        return str(value) if kind is int else _number(value)
    if isinstance(value, Mapping):
        # Names are sorted by their UTF-16 code units (section 3.2.3).
        names = sorted(value, key=lambda name: str(name).encode("utf-16-be"))
        return "{" + ",".join([f"{_text(name)}:{_text(value[name])}" for name in names]) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return "[" + ",".join([_text(member) for member in value]) + "]"
    raise TypeError(f"{kind.__name__} is not a JSON type")


def _number(value: int | float) -> str:
    """Return a number as ECMAScript writes it (RFC 8785 section 3.2.2.3)."""
    # Python finds the same shortest digits; only where the point goes and when there is an exponent differs.
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits))
    point = len(text) + exponent
    if text == "0":
        return "0"
    if len(text) <= point <= _LARGE:
        shown = text.ljust(point, "0")
    elif 0 < point <= _LARGE:
        shown = f"{text[:point]}.{text[point:]}"
    elif _SMALL < point <= 0:
        shown = f"0.{'0' * -point}{text}"
    else:
        tail = f".{text[1:]}" if len(text) > 1 else ""
        shown = f"{text[0]}{tail}e{point - 1:+d}"
    return f"-{shown}" if sign else shown
