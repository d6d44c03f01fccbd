"""An OpenAPI object of a document: a place whose kind is known, with the object that holds it."""

from collections.abc import Iterator
from typing import Any

from contractfirst.contract import pointer as json_pointer
from contractfirst.contract.document import Document
from contractfirst.contract.grammar import LIST, MAPS, ONE, PARTS
from contractfirst.contract.place import Place

__all__ = ["Node", "mapping", "sequence", "strings"]


class Node(Place):
    """One object of a known kind (see ``grammar``); ``value`` is always a dict.

    ``keyword`` is the member of the parent that holds it; a node that only a reference leads to has no
    parent.
    """

    __slots__ = ("keyword", "kind", "parent")

    def __init__(
        self,
        document: Document,
        kind: str,
        pointer: str,
        value: dict[str, Any],
        parent: "Node | None" = None,
        keyword: str = "",
    ) -> None:
        self.document = document
        self.kind = kind
        self.pointer = pointer
        self.value = value
        self.parent = parent
        self.keyword = keyword

    @property
    def is_reference(self) -> bool:
        """Whether this is a Reference Object; schemas and path items hold ``$ref`` among their own fields."""
        return self.kind not in ("schema", "path item") and isinstance(self.value.get("$ref"), str)

    def string(self, name: str) -> str:
        """Return a member that should be a string, ``""`` if it is none."""
        value = self.value.get(name)
        return value if isinstance(value, str) else ""

    def within(self, *tokens: str | int) -> str:
        """Return the pointer of a member."""
        return json_pointer.join(self.pointer, *tokens)

    def ancestors(self) -> "Iterator[Node]":
        """Yield the parent, its parent and so on."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def parts(self) -> "Iterator[Node]":
        """Yield the objects that the grammar knows directly below this one, references not followed."""
        if self.is_reference:
            return
        document, kind, pointer = self.document, self.kind, self.pointer
        below = MAPS.get(kind)
        if below is not None:
            for key, held in self.value.items():
                if isinstance(held, dict) and not key.startswith("x-"):
                    yield Node(document, below, f"{pointer}/{json_pointer.escape(key)}", held, self)
            return
        fields = PARTS.get(kind)
        if fields is None:
            return
        for field, held in self.value.items():
            part = fields.get(field)
            if part is None:
                continue
            how, below = part
            if how is ONE:
                if isinstance(held, dict):
                    yield Node(document, below, f"{pointer}/{field}", held, self, field)
            elif how is LIST:
                if isinstance(held, list):
                    for index, item in enumerate(held):
                        if isinstance(item, dict):
                            yield Node(document, below, f"{pointer}/{field}/{index}", item, self, field)
            elif isinstance(held, dict):
                for key, item in held.items():
                    if isinstance(item, dict):
                        address = f"{pointer}/{field}/{json_pointer.escape(key)}"
                        yield Node(document, below, address, item, self, field)


def mapping(value: object) -> dict[str, Any]:
    """Return a value that should be an object, an empty one if it is none."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[Any]:
    """Return a value that should be an array, an empty one if it is none."""
    return value if isinstance(value, list) else []


def strings(value: object) -> list[str]:
    """Return the strings of a value that should be an array of strings."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
