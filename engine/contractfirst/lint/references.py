"""Where references lead: fragments, anchors, ``$id`` and files beside the document.

OpenAPI 3.1.1 sections 4.6 and 4.8.23; JSON Schema 2020-12 core section 8. Nothing is fetched.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from contractfirst.lint.file import File, UnreadableError
from contractfirst.lint.node import Node

__all__ = ["Reference", "Resolver", "Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference names; the value may be of any type."""

    file: File
    pointer: str
    value: object


@dataclass(frozen=True, slots=True)
class Reference:
    """A ``$ref`` of the document: ``target`` is None where it leads nowhere, ``remote`` where to a URL.

    ``astray`` is the schema whose ``$id`` a fragment counts from, where the target stands outside of it.
    """

    node: Node
    text: str
    target: Target | None
    remote: bool = False
    astray: Node | None = None


class Resolver:
    """Finds targets; ``open_file`` gives the file at an address relative to another file."""

    def __init__(self, open_file: Callable[[File, str], File]) -> None:
        self._open_file = open_file
        self._anchors: dict[tuple[File, str], Node] = {}
        self._identified: dict[str, Node] = {}
        self._known: dict[tuple[File, str], tuple[Target | None, bool]] = {}

    def learn(self, node: Node) -> None:
        """Note the ``$id`` and the anchors of a schema."""
        for keyword in ("$anchor", "$dynamicAnchor"):
            anchor = node.value.get(keyword)
            if isinstance(anchor, str):
                self._anchors.setdefault((node.file, anchor), node)
        identifier = node.value.get("$id")
        if isinstance(identifier, str):
            holder = self._base(node.parent) if node.parent is not None else None
            base = self._identifier(holder) if holder is not None else ""
            self._identified.setdefault(_join(base, identifier).removesuffix("#"), node)

    def refer(self, node: Node, text: str) -> Reference:
        """Return the reference that ``node`` makes with ``text``."""
        base = self._base(node) if self._identified else None
        if base is not None:
            target = self._within(base, text)
            if target is not None:
                return Reference(node, text, target)
        target, remote = self.locate(node.file, text)
        # What was meant is kept, so that it does not count as unused as well.
        astray = base if target is not None and text.startswith("#") else None
        return Reference(node, text, target, remote, astray)

    def locate(self, file: File, text: str) -> tuple[Target | None, bool]:
        """Return what ``text`` names as seen from a file, and whether it is a URL that is not fetched."""
        key = (file, text)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._locate(file, text)
        return known

    def _locate(self, file: File, text: str) -> tuple[Target | None, bool]:
        address, _, fragment = text.partition("#")
        if address:
            identified = self._identified.get(address)
            if identified is not None:
                return self._below(identified, fragment), False
            if "://" in address or address.startswith(("urn:", "//")):
                return None, True
            try:
                file = self._open_file(file, unquote(address))
            except (UnreadableError, ValueError):
                return None, False
        fragment = unquote(fragment)
        if fragment and not fragment.startswith("/"):
            anchored = self._anchors.get((file, fragment))
            return (None if anchored is None else _target(anchored)), False
        return _value(file, fragment), False

    def _within(self, base: Node, text: str) -> Target | None:
        """Resolve against the schema resource that ``base`` is the root of."""
        if text.startswith("#"):
            return self._below(base, text[1:])
        address, _, fragment = _join(self._identifier(base), text).partition("#")
        identified = self._identified.get(address)
        return None if identified is None else self._below(identified, fragment)

    def _below(self, node: Node, fragment: str) -> Target | None:
        fragment = unquote(fragment)
        if fragment and not fragment.startswith("/"):
            anchored = self._anchors.get((node.file, fragment))
            return None if anchored is None else _target(anchored)
        return _value(node.file, node.pointer + fragment)

    def _base(self, node: Node) -> Node | None:
        """Return the nearest schema that is a resource of its own."""
        current: Node | None = node
        while current is not None:
            identifier = current.value.get("$id") if current.kind == "schema" else None
            if isinstance(identifier, str) and not identifier.startswith("#"):
                return current
            current = current.parent
        return None

    def _identifier(self, node: Node) -> str:
        identifier = node.text("$id")
        holder = self._base(node.parent) if node.parent is not None else None
        return _join(self._identifier(holder), identifier) if holder is not None else identifier


def _join(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def _target(node: Node) -> Target:
    return Target(node.file, node.pointer, node.value)


def _value(file: File, pointer: str) -> Target | None:
    try:
        return Target(file, pointer, file.value(pointer))
    except (LookupError, ValueError):
        return None
