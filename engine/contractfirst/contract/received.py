"""Values of requests, put into the form that is validated and handled.

Read-only properties are ignored, so that a response can be sent back as a request: JSON Schema Validation
2020-12 section 9.4 lets the owner of a resource ignore or refuse them. UUIDs are read in any case and become
lower case (RFC 9562 section 4).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from contractfirst.contract import shape
from contractfirst.contract.direction import Direction
from contractfirst.contract.place import Place

__all__ = ["Receive", "receiver"]

Receive = Callable[[object], object]
"""Returns a JSON value without its read-only properties and with its UUIDs in lower case."""

_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", re.ASCII).fullmatch


def receiver(schema: Place | None) -> Receive:
    """Return what receives the values of a schema; without one they stay as they are."""
    if schema is None:
        return _as_it_is
    known: dict[tuple[str, str], _Receiver] = {}
    top = _receiver(schema, known)
    return top.of if any(each.names or each.is_uuid for each in known.values()) else _as_it_is


def _as_it_is(value: object) -> object:
    return value


@dataclass(slots=True)
class _Receiver:
    """Receives the values of one schema: without the properties ``names``, and likewise what is below."""

    names: frozenset[str] = frozenset()
    is_uuid: bool = False
    members: Mapping[str, "tuple[_Receiver, ...]"] = field(default_factory=dict)
    others: "tuple[_Receiver, ...]" = ()
    items: "tuple[_Receiver, ...]" = ()

    def of(self, value: object) -> object:
        if isinstance(value, dict):
            changed: dict[str, object] = {
                name: _applied(self.members.get(name, self.others), member)
                for name, member in value.items()
                if name not in self.names
            }
            same = len(changed) == len(value) and all(changed[name] is value[name] for name in changed)
            return value if same else changed
        if isinstance(value, list) and self.items:
            items = [_applied(self.items, item) for item in value]
            return value if all(a is b for a, b in zip(items, value, strict=True)) else items
        if self.is_uuid and isinstance(value, str) and _UUID(value):
            lower = value.lower()
            return value if lower == value else lower
        return value


def _applied(receivers: tuple[_Receiver, ...], value: object) -> object:
    for each in receivers:
        value = each.of(value)
    return value


def _receiver(schema: Place, known: dict[tuple[str, str], _Receiver]) -> _Receiver:
    if schema.identity in known:
        return known[schema.identity]
    received = known[schema.identity] = _Receiver()
    certain = {place.identity for place in shape.asserted(schema)}
    hidden: set[str] = set()
    maybe: set[str] = set()
    members: defaultdict[str, list[_Receiver]] = defaultdict(list)
    others: list[_Receiver] = []
    items: list[_Receiver] = []
    for place in shape.in_place(schema):
        if not isinstance(place.value, dict):
            continue
        if isinstance(place.value.get("properties"), dict):
            for name, held in place.members("properties"):
                if not shape.annotated(held, Direction.REQUEST.value):
                    members[name].append(_receiver(held, known))
                elif place.identity in certain:
                    hidden.add(name)
                else:
                    maybe.add(name)
        received.is_uuid |= place.value.get("format") == "uuid"
        if isinstance(place.value.get("additionalProperties"), dict):
            others.append(_receiver(place.child("additionalProperties"), known))
        if isinstance(place.value.get("items"), dict):
            items.append(_receiver(place.child("items"), known))
    # Where another branch lets callers write the property, it stays.
    received.names = frozenset(hidden | (maybe - members.keys()))
    received.members = {name: tuple(below) for name, below in members.items()}
    received.others, received.items = tuple(others), tuple(items)
    return received
