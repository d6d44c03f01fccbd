"""From text to a JSON scalar of the types that a schema admits, strictly."""

import math
import re
from collections.abc import Callable

from contractfirst.contract.refused import Refused

__all__ = ["scalar_reader"]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII).fullmatch
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII).fullmatch
_LEAST, _MOST = -(2**63), 2**63 - 1
_ARTICLES = {
    "null": "empty",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "string": "a string",
}


_NO_INTEGER = Refused.because("type", "Must be an integer in decimal digits, such as 25.")
_NO_NUMBER = Refused.because("type", "Must be a valid JSON number.")
_NO_BOOLEAN = Refused.because("type", "Must be true or false.")
_TOO_LARGE = Refused.because("range", "Must be an integer of at most 64 bits.")
_NOT_FINITE = Refused.because("range", "Must be a number that fits 64-bit floating point.")

Reader = Callable[[str], object]


def scalar_reader(types: frozenset[str]) -> Reader:
    """Return the function that reads a text as one of ``types``, or returns ``Refused``.

    Where several types fit, the order is null, integer, number, boolean, string. ``null`` is the empty
    text or the word, unless a string is admitted, which both are. Types that no single text can have
    (array, object) are passed over; what remains of nothing is a string.
    """
    scalars = types.intersection(_ARTICLES)
    if not scalars or scalars == {"string"} or len(types) == len(_ARTICLES) + 2:
        return _string
    single = {
        frozenset({"integer"}): _integer,
        frozenset({"integer", "number"}): _number,
        frozenset({"boolean"}): _boolean,
    }.get(scalars)
    return single or _union(scalars)


def _union(scalars: frozenset[str]) -> Reader:
    readers: list[Reader] = []
    if "number" in scalars:
        readers.append(_number)
    elif "integer" in scalars:
        readers.append(_integer)
    if "boolean" in scalars:
        readers.append(_boolean)
    if "string" in scalars:
        readers.append(_string)
    nullable = "null" in scalars and "string" not in scalars
    named = [
        name for name in _ARTICLES if name in scalars and not (name == "integer" and "number" in scalars)
    ]
    refused = Refused.because("type", f"Must be {' or '.join(_ARTICLES[name] for name in named)}.")

    def read(text: str) -> object:
        if nullable and text in ("", "null"):
            return None
        for reader in readers:
            value = reader(text)
            if not isinstance(value, Refused):
                return value
            if value is _TOO_LARGE:
                return value
        return refused

    return read


def _string(text: str) -> object:
    return text


def _integer(text: str) -> object:
    if _INTEGER(text) is None:
        return _NO_INTEGER
    # Twenty characters hold every 64-bit integer; longer ones are not worth converting.
    value = int(text) if len(text) <= 20 else _MOST + 1
    return value if _LEAST <= value <= _MOST else _TOO_LARGE


def _number(text: str) -> object:
    if _INTEGER(text) is not None:
        return _integer(text)
    if _NUMBER(text) is None:
        return _NO_NUMBER
    value = float(text)
    return value if math.isfinite(value) else _NOT_FINITE


def _boolean(text: str) -> object:
    return True if text == "true" else False if text == "false" else _NO_BOOLEAN
