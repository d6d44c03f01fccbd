"""An OpenAPI object of the document under lint, and what a rule says about one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contractfirst.contract import pointer as json_pointer
from contractfirst.lint.file import File

__all__ = ["Complaint", "Node", "mapping", "sequence", "strings"]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a rule has to say, before its severity is known; ``fix`` overrides the rule's own."""

    file: File
    pointer: str
    message: str
    fix: str | None = None


class Node:
    """One object of a known kind (see ``grammar``); ``value`` is always a dict.

    ``keyword`` is the member of the parent that holds it, ``key`` the last token of its pointer.
    """

    __slots__ = ("file", "key", "keyword", "kind", "parent", "pointer", "value")

    def __init__(
        self,
        file: File,
        kind: str,
        pointer: str,
        value: dict[str, Any],
        parent: "Node | None" = None,
        keyword: str = "",
        key: str = "",
    ) -> None:
        self.file = file
        self.kind = kind
        self.pointer = pointer
        self.value = value
        self.parent = parent
        self.keyword = keyword
        self.key = key

    @property
    def is_reference(self) -> bool:
        """Whether this is a Reference Object; schemas and path items hold ``$ref`` among their own fields."""
        return self.kind not in ("schema", "path item") and isinstance(self.value.get("$ref"), str)

    def text(self, name: str) -> str:
        """Return a member that should be a string, ``""`` if it is none."""
        value = self.value.get(name)
        return value if isinstance(value, str) else ""

    def within(self, *tokens: str | int) -> str:
        """Return the pointer of a member."""
        return json_pointer.join(self.pointer, *tokens)

    def complain(self, message: str, *tokens: str | int, fix: str | None = None) -> Complaint:
        """Return a complaint about this object, or about the member at ``tokens``."""
        return Complaint(self.file, json_pointer.join(self.pointer, *tokens), message, fix)

    def ancestors(self) -> "Iterator[Node]":
        """Yield the parent, its parent and so on."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


def mapping(value: object) -> dict[str, Any]:
    """Return a value that should be an object, an empty one if it is none."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[Any]:
    """Return a value that should be an array, an empty one if it is none."""
    return value if isinstance(value, list) else []


def strings(value: object) -> list[str]:
    """Return the strings of a value that should be an array of strings."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
