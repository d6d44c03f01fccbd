"""Values from a contract's examples, else made from its schemas."""

import re
import uuid
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from random import Random

from contractfirst.contract.place import Place

__all__ = ["examples_of", "made_up", "moment", "same", "variations"]

_DEEPEST = 12
_FORMATS = {
    "date-time": "2026-01-02T03:04:05Z",
    "date": "2026-01-02",
    "time": "03:04:05Z",
    "duration": "P1D",
    "email": "someone@example.com",
    "idn-email": "someone@example.com",
    "hostname": "host.example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "iri": "https://example.com/",
    "uri-reference": "/",
    "json-pointer": "/a",
    "regex": "a",
}
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_IDENTIFIER = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d.*", re.I
)


def examples_of(holder: Place) -> Iterator[object]:
    """Yield the examples of a Media Type or Parameter Object, then those of its schema; each a copy."""
    if not isinstance(holder.value, dict):
        return
    if holder.has("example"):
        yield deepcopy(holder.get("example"))
    if holder.has("examples") and isinstance(holder.get("examples"), dict):
        for _, example in holder.members("examples"):
            if example.resolved().has("value"):
                yield deepcopy(example.resolved().get("value"))
    if holder.has("schema"):
        yield from _schema_examples(holder.child("schema"))


def _schema_examples(schema: Place) -> Iterator[object]:
    value = schema.value
    for place in (schema, schema.resolved()) if isinstance(value, dict) else ():
        if isinstance(place.value, dict):
            if isinstance(place.value.get("examples"), list):
                yield from deepcopy(place.value["examples"])
            if "example" in place.value:
                yield deepcopy(place.value["example"])
        if place.identity == schema.resolved().identity:
            return


def made_up(schema: Place, random: Random, depth: int = 0) -> object:
    """Return a value that the schema probably takes; validate it before use."""
    place = schema.resolved()
    value = place.value
    if not isinstance(value, dict) or depth > _DEEPEST:
        return {}
    for example in _schema_examples(schema):
        return example
    for keyword in ("const", "default"):
        if keyword in value:
            return deepcopy(value[keyword])
    if isinstance(value.get("enum"), list):
        return random.choice(value["enum"])
    for keyword in ("oneOf", "anyOf"):
        if value.get(keyword):
            chosen = made_up(place.child(keyword, 0), random, depth + 1)
            return _merged(chosen, _own(place, random, depth)) if isinstance(chosen, dict) else chosen
    return _own(place, random, depth)


def _own(place: Place, random: Random, depth: int) -> object:
    kind = place.get("type")
    if isinstance(kind, list):
        kind = next((each for each in kind if each != "null"), "null")
    if place.has("allOf"):
        whole: object = {}
        for part in place.items("allOf"):
            made = made_up(part, random, depth + 1)
            whole = _merged(whole, made) if isinstance(made, dict) else made
        if kind in (None, "object") and isinstance(whole, dict):
            return _merged(whole, _object(place, random, depth))
        return whole
    if kind == "array":
        count = int(str(place.get("minItems", 1) or 1))
        return (
            [made_up(place.child("items"), random, depth + 1) for _ in range(count)]
            if place.has("items")
            else []
        )
    if kind == "string":
        return _string(place, random)
    if kind in ("integer", "number"):
        return place.get("minimum", place.get("maximum", 1))
    if kind == "boolean":
        return True
    return None if kind == "null" else _object(place, random, depth)


def _object(place: Place, random: Random, depth: int) -> dict[str, object]:
    required = place.get("required", [])
    names = required if isinstance(required, list) else []
    properties = dict(place.members("properties"))
    return {
        name: made_up(properties[name], random, depth + 1) if name in properties else "text" for name in names
    }


def _string(place: Place, random: Random) -> str:
    form = str(place.get("format", ""))
    if form == "uuid":
        return str(uuid.UUID(int=random.getrandbits(128), version=4))
    if form in _FORMATS:
        return _FORMATS[form]
    shortest = int(str(place.get("minLength", 1)))
    return "".join(random.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(max(shortest, 8)))[
        : int(str(place.get("maxLength", 1_000)))
    ]


def _merged(one: object, other: object) -> object:
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **other}
    return other or one


def moment(value: object) -> datetime | None:
    """Return the time that an RFC 3339 timestamp names, to the microsecond; ``None`` for anything else."""
    if not isinstance(value, str) or not _TIMESTAMP.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def same(one: object, other: object) -> bool:
    """Return whether two JSON values are equal; timestamps are equal if they are the same time."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if one == other:
        return isinstance(one, bool) == isinstance(other, bool)
    time = moment(one)
    return time is not None and time == moment(other)


def variations(text: str, random: Random) -> Iterator[str]:
    """Yield other texts of the same kind, so that what must be unique can be; none for ids and dates."""
    if _IDENTIFIER.fullmatch(text):
        return
    if re.search(r"\d{3,}$", text):
        yield re.sub(r"\d", lambda _: str(random.randint(1, 9)), text)
    mark = f"{random.getrandbits(32):08x}"
    yield f"{text} {mark}"
    yield f"{mark}-{text}"
    yield f"{text}{mark}"
    yield re.sub(r"\d", lambda _: str(random.randint(1, 9)), text)
