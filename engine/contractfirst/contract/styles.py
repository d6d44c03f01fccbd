"""Parameter styles (OpenAPI 3.1.1 section 4.8.12.4, RFC 6570): from the wire to JSON values.

A reader takes the raw pairs that belong to one parameter, ``(key, text still encoded)``, and returns the
value or ``Refused``. Delimiters are looked for before the encoding is undone, so that an encoded
delimiter stays inside its item. Many clients encode the commas between items too: where no item can hold
a comma, an encoded one delimits as well. In the exploded form such a comma is refused, and the detail shows
the repeated parameter instead.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract import shape
from contractfirst.contract.place import Place
from contractfirst.contract.refused import DecodeError, Refused, all_items
from contractfirst.contract.scalars import scalar_reader

__all__ = ["STYLES", "Pairs", "PairsReader", "shape_name", "style_reader"]

Pairs = Sequence[tuple[str, str]]
PairsReader = Callable[[Pairs], object]
TextReader = Callable[[str], object]
Decoder = Callable[[str], str | Refused]

STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
"""The styles that each location takes, its default first."""

_DELIMITERS = {
    "form": re.compile(","),
    "simple": re.compile(","),
    "spaceDelimited": re.compile(r"%20|\+| "),
    "pipeDelimited": re.compile(r"%7[Cc]|\|"),
}
_ANY_COMMA = re.compile(r",|%2[Cc]")
_MOST_SHOWN = 3
_SHOWN = 200
_REPEATED = Refused.because("repeated", "Must be given only once.")


def shape_name(schema: Place | None) -> str:
    """Return how a parameter of this schema is laid out: ``scalar``, ``array`` or ``object``."""
    types = frozenset({"string"}) if schema is None else shape.types(schema)
    if len(types) == 7:
        return "scalar"
    if "array" in types:
        return "array"
    return "object" if types and types <= {"object", "null"} else "scalar"


def style_reader(name: str, schema: Place | None, style: str, explode: bool, decode: Decoder) -> PairsReader:
    """Return the reader of a parameter; ``decode`` undoes the encoding of one text."""
    layout = shape_name(schema)
    if layout == "scalar":
        types = frozenset({"string"}) if schema is None else shape.types(schema)
        return _scalar(name, style, _text_reader(decode, types))
    if schema is None:
        raise AssertionError("a parameter without a schema is a scalar")
    if layout == "array":
        item = shape.item_of(schema)
        read = _text_reader(decode, frozenset({"string"}) if item is None else shape.types(item))
        split = _DELIMITERS.get(style, _DELIMITERS["form"]).split
        if style == "form" and item is not None and not shape.may_hold(item, ","):
            split = _ANY_COMMA.split
            if explode:
                read = _one_item(name, read)
        return _array(name, style, explode, read, split)
    return _object(name, style, explode, _MemberReader(schema, decode))


def _text_reader(decode: Decoder, types: frozenset[str]) -> TextReader:
    read = scalar_reader(types)

    def read_text(raw: str) -> object:
        text = decode(raw)
        return text if isinstance(text, Refused) else read(text)

    return read_text


def _one_item(name: str, read: TextReader) -> TextReader:
    """Return a reader of one item that refuses several behind commas: that is the other form of the style."""

    def read_one(raw: str) -> object:
        items = _ANY_COMMA.split(raw)
        if len(items) < 2:
            return read(raw)
        shown = "&".join(f"{name}={item}" for item in items[:_MOST_SHOWN])
        return Refused.because("style", f"Repeat the parameter for each item: {shown[:_SHOWN]}")

    return read_one


def _scalar(name: str, style: str, read: TextReader) -> PairsReader:
    prefix = {"label": ".", "matrix": f";{name}="}.get(style, "")
    malformed = Refused.because("style", f"Must start with {prefix}")

    def read_scalar(pairs: Pairs) -> object:
        if len(pairs) != 1:
            return _REPEATED
        return read(pairs[0][1])

    def read_prefixed(pairs: Pairs) -> object:
        raw = pairs[0][1]
        return read(raw[len(prefix) :]) if raw.startswith(prefix) else malformed

    return read_prefixed if prefix else read_scalar


def _array(
    name: str, style: str, explode: bool, read: TextReader, split: Callable[[str], list[str]]
) -> PairsReader:
    if style in ("label", "matrix"):
        return _prefixed_array(name, style, explode, read)
    one_pair_an_item = explode and style != "simple"

    def read_array(pairs: Pairs) -> object:
        if one_pair_an_item:
            return all_items(map(read, [raw for _, raw in pairs]))
        if len(pairs) != 1:
            return _REPEATED
        raw = pairs[0][1]
        return all_items(map(read, split(raw))) if raw else []

    return read_array


def _prefixed_array(name: str, style: str, explode: bool, read: TextReader) -> PairsReader:
    prefix = "." if style == "label" else f";{name}="
    delimiter = "," if not explode else prefix
    malformed = Refused.because("style", f"Must start with {prefix}")

    def read_array(pairs: Pairs) -> object:
        raw = pairs[0][1]
        if not raw.startswith(prefix):
            return malformed
        return all_items(map(read, raw[len(prefix) :].split(delimiter)))

    return read_array


class _MemberReader:
    """Reads the members of an object, each by the types of its own property."""

    def __init__(self, schema: Place, decode: Decoder) -> None:
        self.decode = decode
        self.members = {
            name: (_text_reader(decode, shape.types(place)), shape_name(place) == "array")
            for name, place in shape.properties(schema).items()
        }
        self._items = {
            name: _text_reader(decode, shape.types(item))
            for name, place in shape.properties(schema).items()
            if shape_name(place) == "array" and (item := shape.item_of(place)) is not None
        }
        self._other = _text_reader(decode, frozenset({"string"}))

    def read(self, pairs: Iterable[tuple[str, str]]) -> object:
        value: dict[str, object] = {}
        errors: list[DecodeError] = []
        for raw_key, raw in pairs:
            key = self.decode(raw_key)
            if isinstance(key, Refused):
                errors.extend(key.errors)
                continue
            read, is_array = self.members.get(key, (self._other, False))
            member = self._items.get(key, self._other)(raw) if is_array else read(raw)
            pointer = json_pointer.join("", key)
            if isinstance(member, Refused):
                errors.extend(member.below(key))
            elif is_array:
                held = value.setdefault(key, [])
                if isinstance(held, list):
                    held.append(member)
            elif key in value:
                errors.append(DecodeError("repeated", "Must be given only once.", pointer))
            else:
                value[key] = member
        return Refused(tuple(errors)) if errors else value


def _deep_object(name: str, members: _MemberReader) -> PairsReader:
    start = len(name) + 1
    malformed = Refused.because("style", "Must be written in the style deepObject.")

    def read_object(pairs: Pairs) -> object:
        if not all(key.startswith(f"{name}[") and key.endswith("]") for key, _ in pairs):
            return malformed
        return members.read((key[start:-1], raw) for key, raw in pairs)

    return read_object


def _object(name: str, style: str, explode: bool, members: _MemberReader) -> PairsReader:
    if style == "deepObject":
        return _deep_object(name, members)
    if style == "form" and explode:
        return members.read
    prefix = {"label": ".", "matrix": ";" if explode else f";{name}="}.get(style, "")
    delimiter = {"label": ".", "matrix": ";"}.get(style, ",") if explode else ","
    split = _DELIMITERS[style].split if style in ("spaceDelimited", "pipeDelimited") else None
    malformed = Refused.because("style", f"Must be written in the style {style}.")

    def read_object(pairs: Pairs) -> object:
        if len(pairs) != 1:
            return _REPEATED
        raw = pairs[0][1]
        if not raw.startswith(prefix):
            return malformed
        parts = split(raw) if split else raw[len(prefix) :].split(delimiter)
        if explode and split is None:
            halves = [part.partition("=") for part in parts]
            if not all(equals for _, equals, _ in halves):
                return malformed
            return members.read((key, text) for key, _, text in halves)
        if len(parts) % 2:
            return malformed if raw else {}
        return members.read(zip(parts[::2], parts[1::2], strict=True))

    return read_object
