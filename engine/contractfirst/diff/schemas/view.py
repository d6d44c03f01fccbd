"""The schemas of a document as they bind one direction.

A ``readOnly`` property of a request is ignored whatever its value (JSON Schema Validation section 9.4), a
response must not have a ``writeOnly`` one, and ``required`` asks for neither there (OpenAPI 3.1.1 section
4.8.24.3). The view says so in plain JSON Schema: such a property is ``true`` or ``false`` and is left out of
``required``.
"""

from contractfirst.contract import shape
from contractfirst.contract.direction import Direction
from contractfirst.contract.grammar import IN_PLACE
from contractfirst.contract.place import Place, schemas_within
from contractfirst.contract.schema_copy import put_subschema

__all__ = ["Key", "View", "key_of", "references"]

# Only a schema with one of these names properties, itself or through what it applies in place.
_NAMING = frozenset({"properties", "$ref", *IN_PLACE})

Key = tuple[int, str, bool]


def key_of(place: Place) -> Key:
    """Return a key of a schema, different for two versions of one file."""
    return id(place.document), place.pointer, place.value is False


class View:
    """Schemas of one family of documents; ``annotation`` is ``readOnly``, ``writeOnly`` or nothing."""

    def __init__(self, annotation: str) -> None:
        self.annotation = annotation
        self._made: dict[Key, Place] = {}
        self._touched: dict[Key, bool] = {}

    def at(self, place: Place) -> Place:
        """Return a schema of the document as it binds this direction."""
        key = key_of(place)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = Place(
                place.document,
                place.pointer,
                self._bind(place, frozenset()) if self.annotation else place.value,
            )
        return made

    def target(self, place: Place) -> Place | None:
        """Return where the reference of a schema leads, or ``None`` where it leads nowhere."""
        value = place.value
        if not isinstance(value, dict):
            return None
        reference = value.get("$ref", value.get("$dynamicRef"))
        return self.refer(place, reference) if isinstance(reference, str) else None

    def refer(self, place: Place, reference: str) -> Place | None:
        """Return what a reference at a place leads to, as it binds this direction."""
        found = place.referred(reference)
        return None if found is None else self.at(found)

    def _reaches(self, place: Place) -> bool:
        """Return whether the annotation stands in a schema, or where its references lead."""
        start = key_of(place)
        if start not in self._touched:
            met = {start}
            waiting = [place]
            reached = False
            while waiting and not reached:
                each = waiting.pop()
                known = self._touched.get(key_of(each))
                reached = known if known is not None else self.annotation in repr(each.value)
                if reached or known is False:
                    continue
                for reference in references(each.value):
                    target = each.referred(reference)
                    if target is not None and key_of(target) not in met:
                        met.add(key_of(target))
                        waiting.append(target)
            if reached:
                self._touched[start] = True
            else:
                self._touched.update(dict.fromkeys(met, False))
        return self._touched[start]

    def _bind(self, schema: Place, hidden: frozenset[str]) -> object:
        if not isinstance(schema.value, dict):
            return schema.value
        if not hidden and not self._reaches(schema):
            return schema.value
        value = dict(schema.value)
        if not _NAMING.isdisjoint(value):
            properties = shape.properties(schema).items()
            hidden |= {name for name, place in properties if shape.annotated(place, self.annotation)}
        for keyword, below in schemas_within(schema):
            if hidden and keyword == "properties" and shape.annotated(below, self.annotation):
                put_subschema(value, schema, below, self.annotation == Direction.REQUEST.value)
            else:
                put_subschema(
                    value, schema, below, self._bind(below, hidden if keyword in IN_PLACE else frozenset())
                )
        if hidden and isinstance(value.get("required"), list):
            value["required"] = [name for name in value["required"] if name not in hidden]
        return value


def references(value: object) -> set[str]:
    """Return every reference below a value."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            found.update(each[name] for name in ("$ref", "$dynamicRef") if isinstance(each.get(name), str))
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    return found
