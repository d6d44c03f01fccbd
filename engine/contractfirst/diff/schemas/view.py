"""The schemas of a document as they bind one direction.

In a request a ``readOnly`` property must not stand, in a response no ``writeOnly`` one, and ``required``
does not ask for it there (OpenAPI 3.1.1 section 4.8.24.3). The view says so in plain JSON Schema: such a
property is ``false`` and is left out of ``required``.
"""

from collections.abc import Iterator
from typing import Any

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract import shape
from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError
from contractfirst.contract.grammar import IN_PLACE
from contractfirst.contract.place import Place, schemas_within

__all__ = ["Key", "View", "key_of", "put", "references"]

# Only a schema with one of these names properties, itself or through what it applies in place.
_NAMING = frozenset({"properties", "$ref", *IN_PLACE})

Key = tuple[int, str, bool]


def key_of(place: Place) -> Key:
    """Return what tells two schemas apart, also those of two versions of one file."""
    return id(place.document), place.pointer, place.value is False


class View:
    """Schemas of one family of documents; ``annotation`` is ``readOnly``, ``writeOnly`` or nothing."""

    def __init__(self, annotation: str) -> None:
        self.annotation = annotation
        self._made: dict[Key, Place] = {}
        self._targets: dict[tuple[int, str], Place | None] = {}
        self._found: dict[tuple[int, str], Place | None] = {}
        self._touched: dict[Key, bool] = {}
        self._named: dict[int, dict[str, str]] = {}

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
        """Return where the reference of a schema leads, or ``None`` when that cannot be told."""
        value = place.value
        if not isinstance(value, dict):
            return None
        reference = value.get("$ref", value.get("$dynamicRef"))
        return self.refer(place.document, reference) if isinstance(reference, str) else None

    def refer(self, document: Document, reference: str) -> Place | None:
        """Return what a reference within a document leads to, as it binds this direction."""
        key = id(document), reference
        if key not in self._targets:
            found = self._find(document, reference)
            self._targets[key] = None if found is None else self.at(found)
        return self._targets[key]

    def _find(self, document: Document, reference: str) -> Place | None:
        key = id(document), reference
        if key not in self._found:
            try:
                home, pointer = document.locate(reference)
                self._found[key] = Place(home, pointer, home.value(pointer))
            except (ContractError, ValueError):
                self._found[key] = self._by_name(document, reference)
        return self._found[key]

    def _reaches(self, place: Place) -> bool:
        """Tell whether the annotation stands in a schema, or where its references lead."""
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
                    target = self._find(each.document, reference)
                    if target is not None and key_of(target) not in met:
                        met.add(key_of(target))
                        waiting.append(target)
            if reached:
                self._touched[start] = True
            else:
                self._touched.update(dict.fromkeys(met, False))
        return self._touched[start]

    def _by_name(self, document: Document, reference: str) -> Place | None:
        """Return the only schema with that ``$anchor`` or ``$id``."""
        names = self._named.get(id(document))
        if names is None:
            names = self._named[id(document)] = {}
            for name, pointer in _names(document.data, ""):
                # A name that is given twice means one of them by a scope that is not looked into.
                names[name] = "" if name in names else pointer
        pointer = names.get(reference, "")
        return Place(document, pointer, document.value(pointer)) if pointer else None

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
                put(value, schema, below, False)
            else:
                put(value, schema, below, self._bind(below, hidden if keyword in IN_PLACE else frozenset()))
        if hidden and isinstance(value.get("required"), list):
            value["required"] = [name for name in value["required"] if name not in hidden]
        return value


def put(value: dict[str, Any], schema: Place, below: Place, copy: object) -> None:
    """Set the copy of a subschema in the copy of its schema, without touching what the document shares."""
    tokens = json_pointer.split(below.pointer[len(schema.pointer) :])
    if len(tokens) == 1:
        value[tokens[0]] = copy
        return
    keyword, name = tokens
    original: Any = schema.get(keyword)
    if value[keyword] is original:
        value[keyword] = original.copy()
    value[keyword][int(name) if isinstance(original, list) else name] = copy


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


def _names(value: object, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for keyword, prefix in (("$anchor", "#"), ("$dynamicAnchor", "#"), ("$id", "")):
            if isinstance(value.get(keyword), str):
                yield prefix + value[keyword], pointer
        for name, below in value.items():
            yield from _names(below, json_pointer.join(pointer, name))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _names(below, json_pointer.join(pointer, index))
