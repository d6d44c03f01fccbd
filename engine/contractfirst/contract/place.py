"""A value of a document together with where it stands, so that every finding can say so."""

from collections.abc import Iterator
from typing import Any, NoReturn

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError, Finding
from contractfirst.contract.grammar import LIST, MAP, ONE, SUBSCHEMAS

__all__ = ["Place", "schemas_within"]


class Place:
    """A value and its pointer; the accessors raise ``ContractError`` for a value of another type.

    ``document`` is the file that holds the value. Treat places as immutable.
    """

    __slots__ = ("document", "pointer", "value")

    def __init__(self, document: Document, pointer: str, value: Any) -> None:
        self.document = document
        self.pointer = pointer
        self.value = value

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.document.name}#{self.pointer})"

    @classmethod
    def root(cls, document: Document) -> "Place":
        """Return the place of the whole document."""
        return Place(document, "", document.data)

    @property
    def key(self) -> str:
        """The last token of the pointer: the name under which the value stands."""
        return json_pointer.last(self.pointer)

    @property
    def identity(self) -> tuple[str, str]:
        """The file and the pointer: equal for two places of the same value."""
        return self.document.name, self.pointer

    def finding(self, message: str, *member: str | int) -> Finding:
        """Return a finding about this value, or about a member of it."""
        return self.document.finding(json_pointer.join(self.pointer, *member), message)

    def fail(self, message: str, *member: str | int) -> NoReturn:
        """Raise ``ContractError`` about this value, or about a member of it."""
        raise ContractError([self.finding(message, *member)])

    def target(self, keyword: str = "$ref") -> "Place | None":
        """Return what a reference of this object leads to, one step; ``None`` without one or if it dangles.

        ``keyword`` may also be ``$dynamicRef``, whose target is the one that its initial URI names.
        """
        reference = self.value.get(keyword) if isinstance(self.value, dict) else None
        return self.referred(reference) if isinstance(reference, str) else None

    def referred(self, reference: str) -> "Place | None":
        """Return what a reference that stands in this object leads to, one step; ``None`` if it dangles."""
        found = self.document.family.resolve(self.document, self.pointer, reference)
        return None if found.document is None else Place(found.document, found.pointer, found.value)

    def resolved(self) -> "Place":
        """Return the place that a Reference Object stands for, or this place; raises ``ContractError``."""
        place, seen = self, set()
        while isinstance(place.value, dict) and isinstance(place.value.get("$ref"), str):
            document, target = place.document.locate(place.value["$ref"], place.pointer)
            place = Place(document, target, document.value(target))
            if place.identity in seen:
                self.fail("the reference is circular", "$ref")
            seen.add(place.identity)
        return place

    def has(self, name: str) -> bool:
        """Whether this is an object with such a member."""
        return isinstance(self.value, dict) and name in self.value

    def get(self, name: str, default: object = None) -> object:
        """Return the member's plain value."""
        return self.mapping().get(name, default)

    def child(self, *tokens: str | int) -> "Place":
        """Return the place of a member that exists."""
        value = self.value
        for token in tokens:
            value = value[token]
        return Place(self.document, json_pointer.join(self.pointer, *tokens), value)

    def mapping(self) -> dict[str, object]:
        """Return the value, which must be an object."""
        if not isinstance(self.value, dict):
            self.fail("must be an object")
        return self.value

    def members(self, name: str | None = None) -> "Iterator[tuple[str, Place]]":
        """Yield the members of this object, or of its member ``name`` if there is one."""
        place = self if name is None else self.child(name) if self.has(name) else None
        if place is not None:
            for key in place.mapping():
                yield key, place.child(key)

    def items(self, name: str) -> "Iterator[Place]":
        """Yield the items of the array under ``name``, none if there is no such member."""
        if self.has(name):
            place = self.child(name)
            if not isinstance(place.value, list):
                place.fail("must be an array")
            for index in range(len(place.value)):
                yield place.child(index)

    def text(self, name: str, default: str = "") -> str:
        """Return a member that must be a string."""
        value = self.get(name, default)
        if not isinstance(value, str):
            self.fail("must be a string", name)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a member that must be a boolean."""
        value = self.get(name, default)
        if not isinstance(value, bool):
            self.fail("must be true or false", name)
        return value

    def whole(self, name: str, default: int | None = None) -> int:
        """Return a positive integer member; without a default it must be there."""
        value = self.get(name, default)
        if value is None:
            self.fail(f'"{name}" is missing')
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.fail("must be a positive integer", name)
        return value


def schemas_within(schema: Place) -> Iterator[tuple[str, Place]]:
    """Yield the direct subschemas of a schema with the keyword that holds each; malformed ones too."""
    value = schema.value
    if not isinstance(value, dict):
        return
    for keyword, held in value.items():
        how = SUBSCHEMAS.get(keyword)
        if how is None:
            continue
        if how is ONE and not (keyword == "items" and isinstance(held, list)):
            yield keyword, schema.child(keyword)
        elif how is MAP and isinstance(held, dict):
            for name in held:
                yield keyword, schema.child(keyword, name)
        elif isinstance(held, list) and (how is LIST or keyword == "items"):
            # Before 2020-12, ``items`` might hold one schema for each item.
            for index in range(len(held)):
                yield keyword, schema.child(keyword, index)
