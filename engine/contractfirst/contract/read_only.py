"""Read-only properties in requests: they are ignored, so that a response can be sent back as a request.

JSON Schema Validation 2020-12 section 9.4 lets the owner of a resource ignore or refuse them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from contractfirst.contract import shape
from contractfirst.contract.direction import Direction
from contractfirst.contract.place import Place

__all__ = ["WithoutReadOnly", "without_read_only"]

WithoutReadOnly = Callable[[object], object]
"""Returns a JSON value without its read-only properties; what has none is the value itself."""


def without_read_only(schema: Place) -> WithoutReadOnly | None:
    """Return what removes the read-only properties of a schema's values; ``None`` if it has none."""
    known: dict[tuple[str, str], _Removal] = {}
    removal = _removal(schema, known)
    return removal.of if any(each.names for each in known.values()) else None


@dataclass(slots=True)
class _Removal:
    """What is removed from the values of one schema: the properties ``names``, and what is below others."""

    names: frozenset[str] = frozenset()
    members: Mapping[str, "tuple[_Removal, ...]"] = field(default_factory=dict)
    others: "tuple[_Removal, ...]" = ()
    items: "tuple[_Removal, ...]" = ()

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
        return value


def _applied(removals: tuple[_Removal, ...], value: object) -> object:
    for removal in removals:
        value = removal.of(value)
    return value


def _removal(schema: Place, known: dict[tuple[str, str], _Removal]) -> _Removal:
    if schema.identity in known:
        return known[schema.identity]
    removal = known[schema.identity] = _Removal()
    certain = {place.identity for place in shape.asserted(schema)}
    hidden: set[str] = set()
    maybe: set[str] = set()
    members: defaultdict[str, list[_Removal]] = defaultdict(list)
    others: list[_Removal] = []
    items: list[_Removal] = []
    for place in shape.in_place(schema):
        if not isinstance(place.value, dict):
            continue
        if isinstance(place.value.get("properties"), dict):
            for name, held in place.members("properties"):
                if not shape.annotated(held, Direction.REQUEST.value):
                    members[name].append(_removal(held, known))
                elif place.identity in certain:
                    hidden.add(name)
                else:
                    maybe.add(name)
        if isinstance(place.value.get("additionalProperties"), dict):
            others.append(_removal(place.child("additionalProperties"), known))
        if isinstance(place.value.get("items"), dict):
            items.append(_removal(place.child("items"), known))
    # Where another branch lets callers write the property, it stays.
    removal.names = frozenset(hidden | (maybe - members.keys()))
    removal.members = {name: tuple(below) for name, below in members.items()}
    removal.others, removal.items = tuple(others), tuple(items)
    return removal
