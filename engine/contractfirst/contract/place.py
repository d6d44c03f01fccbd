"""A value of a document together with where it stands, so that every complaint can say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.document import Document
from contractfirst.contract.errors import ContractError

__all__ = ["Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """A value and its pointer; the accessors raise ``ContractError`` for a value of another type."""

    document: Document
    pointer: str
    value: object

    @classmethod
    def root(cls, document: Document) -> "Place":
        return cls(document, "", document.data)

    @property
    def key(self) -> str:
        """The last token of the pointer: the name under which the value stands."""
        return json_pointer.split(self.pointer)[-1] if self.pointer else ""

    @property
    def identity(self) -> tuple[str, str]:
        """What tells two places apart."""
        return str(self.document.path), self.pointer

    def fail(self, message: str, *member: str | int) -> NoReturn:
        """Raise ``ContractError`` about this value, or about a member of it."""
        raise ContractError([self.document.finding(json_pointer.join(self.pointer, *member), message)])

    def resolved(self) -> "Place":
        """Return the place that a Reference Object stands for, or this place."""
        place, seen = self, set()
        while isinstance(place.value, dict) and isinstance(place.value.get("$ref"), str):
            document, target = place.document.locate(place.value["$ref"], place.pointer)
            place = Place(document, target, document.value(target))
            if place.identity in seen:
                self.fail("the reference leads back to itself", "$ref")
            seen.add(place.identity)
        return place

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and name in self.value

    def get(self, name: str, default: object = None) -> object:
        """Return the member's plain value."""
        return self.mapping().get(name, default)

    def child(self, *tokens: str | int) -> "Place":
        """Return the place of a member that exists."""
        value = self.value
        for token in tokens:
            value = value[token]  # type: ignore[index]  # the caller has looked
        return Place(self.document, json_pointer.join(self.pointer, *tokens), value)

    def mapping(self) -> dict[str, object]:
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
        value = self.get(name, default)
        if not isinstance(value, str):
            self.fail("must be a string", name)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
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
