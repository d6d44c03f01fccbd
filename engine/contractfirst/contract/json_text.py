"""JSON texts (RFC 8259), read fast and without the surprises of fast readers.

orjson turns an integer beyond 64 bits into a float and keeps the last of duplicate names, both silently.
So a text that might hold either, or an escape, is read a second time by Python's own reader, which can
tell; finding out whether it might costs about a microsecond a kilobyte.

JSON Schema knows no difference between 366 and 366.0 (2020-12 Validation, section 6.1.1): a number without
a fraction is read as an integer, so that what the contract calls an integer is one.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice

import orjson

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.refused import LIMIT, DecodeError, Refused

__all__ = ["MAXIMUM_DEPTH", "read_json"]

MAXIMUM_DEPTH = 100
"""How deep arrays and objects may be nested."""

_DIGITS_TO_ZERO = bytes.maketrans(b"123456789", b"0" * 9)
_SUSPICIOUSLY_LONG = b"0" * 19
_MAYBE_WHOLE = re.compile(rb"[0-9](?:\.0|[eE])").search
_LEAST, _MOST = -(2**63), 2**64 - 1
_TOO_DEEP = Refused.because("depth", f"Must be nested at most {MAXIMUM_DEPTH} deep.")
_RANGE = "Must be an integer of at most 64 bits."
_NUL = "Must not contain the character NUL."
_DUPLICATE = "This property is given more than once."


def read_json(text: bytes) -> object:
    """Return the value of a JSON text, or ``Refused``.

    Refused are: what is not JSON in UTF-8 without a byte order mark (NaN and Infinity included), nesting
    beyond ``MAXIMUM_DEPTH``, integers beyond 64 bits, duplicate names, NUL in a string or a name.
    """
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return _unreadable(text, error)
    if text.count(b"[") + text.count(b"{") > MAXIMUM_DEPTH and _depth(value) > MAXIMUM_DEPTH:
        return _TOO_DEEP
    if (
        b"\\" in text
        or _SUSPICIOUSLY_LONG in text.translate(_DIGITS_TO_ZERO)
        or text.count(b":") != orjson.dumps(value).count(b":")
    ):
        errors = tuple(islice(_scrutinise(text), LIMIT))
        if errors:
            return Refused(errors)
    return _with_whole_numbers(value) if _MAYBE_WHOLE(text) else value


def _with_whole_numbers(value: object) -> object:
    """Return the value with every float that has no fraction as an integer, where 64 bits hold it."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and _LEAST <= value < _MOST else value
    if isinstance(value, dict):
        return {name: _with_whole_numbers(below) for name, below in value.items()}
    if isinstance(value, list):
        return [_with_whole_numbers(below) for below in value]
    return value


def _unreadable(text: bytes, error: orjson.JSONDecodeError) -> Refused:
    if not text.strip():
        return Refused.because("required", "A body is required.")
    if "depth limit" in error.msg:
        return _TOO_DEEP
    if "infinity" in error.msg:
        return Refused.because("range", "Must hold only numbers that fit 64 bits.")
    place = f" It fails at line {error.lineno}, column {error.colno}."
    return Refused.because("parse", f"Must be JSON (RFC 8259) in UTF-8.{place}")


def _depth(value: object) -> int:
    """Return how deep a value is nested, without recursion."""
    depth = 0
    level = [value]
    while level := [held for held in level if isinstance(held, dict | list)]:
        depth += 1
        if depth > MAXIMUM_DEPTH:
            break
        level = [below for held in level for below in (held.values() if isinstance(held, dict) else held)]
    return depth


class _Object(list[tuple[str, object]]):
    """The members of an object as they were written, duplicates included."""


class _TooLarge:
    """An integer beyond 64 bits."""


def _integer(text: str) -> object:
    if len(text) > 21:
        return _TooLarge()
    value = int(text)
    return value if _LEAST <= value <= _MOST else _TooLarge()


def _scrutinise(text: bytes) -> Iterator[DecodeError]:
    root = json.loads(text, object_pairs_hook=_Object, parse_int=_integer)
    waiting: list[tuple[str, object]] = [("", root)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, _TooLarge):
            yield DecodeError("range", _RANGE, pointer)
        elif isinstance(value, str):
            if "\x00" in value:
                yield DecodeError("nul", _NUL, pointer)
        elif isinstance(value, _Object):
            seen: set[str] = set()
            for name, below in reversed(value):
                member = json_pointer.join(pointer, name)
                if name in seen:
                    yield DecodeError("duplicate", _DUPLICATE, member)
                    continue
                seen.add(name)
                if "\x00" in name:
                    yield DecodeError("nul", _NUL, member)
                waiting.append((member, below))
        elif isinstance(value, list):
            waiting.extend(
                (json_pointer.join(pointer, index), below)
                for index, below in reversed(list(enumerate(value)))
            )
