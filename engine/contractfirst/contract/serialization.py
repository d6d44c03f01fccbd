"""Parameter styles in the other direction: from JSON values to what goes over the wire (RFC 6570).

What a client of any document needs; the reading side is ``styles``.
"""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

import orjson

__all__ = ["write_parameter"]

_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


def write_parameter(name: str, value: object, *, location: str, style: str, explode: bool) -> str:
    """Return a parameter as it is sent.

    In a path it is the text in place of the braces, in a query ``name=value`` pairs joined by ``&``, in a
    cookie pairs joined by ``; ``, in a header the field value. Lists and mappings are laid out as the style
    says; ``None`` is the empty text. Text is UTF-8, percent-encoded except in a header.
    """
    write = _plain if location == "header" else _encoded
    if style == "label":
        return _label(value, explode, write)
    if style == "matrix":
        return _matrix(name, value, explode, write)
    if style == "simple":
        return _joined(value, explode, write, ",")
    pairs = _pairs(name, value, style, explode)
    return ("; " if location == "cookie" else "&").join(pairs)


def _pairs(name: str, value: object, style: str, explode: bool) -> list[str]:
    own = _encoded(name)
    if isinstance(value, Mapping):
        if style == "deepObject":
            return [f"{own}%5B{_encoded(key)}%5D={_encoded(member)}" for key, member in value.items()]
        if explode:
            return [f"{_encoded(key)}={_encoded(member)}" for key, member in value.items()]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if explode:
            return [f"{own}={_encoded(item)}" for item in value]
    else:
        return [f"{own}={_encoded(value)}"]
    return [f"{own}={_joined(value, False, _encoded, _DELIMITERS.get(style, ','))}"]


def _joined(value: object, explode: bool, write: Callable[[object], str], delimiter: str) -> str:
    if isinstance(value, Mapping):
        between = "=" if explode else delimiter
        return delimiter.join(f"{write(key)}{between}{write(member)}" for key, member in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return delimiter.join(map(write, value))
    return write(value)


def _label(value: object, explode: bool, write: Callable[[object], str]) -> str:
    return f".{_joined(value, explode, write, '.' if explode else ',')}"


def _matrix(name: str, value: object, explode: bool, write: Callable[[object], str]) -> str:
    if explode and isinstance(value, Mapping):
        return "".join(f";{write(key)}={write(member)}" for key, member in value.items())
    if explode and isinstance(value, Sequence) and not isinstance(value, str):
        return "".join(f";{name}={write(item)}" for item in value)
    return f";{name}={_joined(value, False, write, ',')}"


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _encoded(value: object) -> str:
    # The full stop is the delimiter of the style label, and no encoder would encode it by itself.
    return quote(_plain(value), safe="").replace(".", "%2E")
