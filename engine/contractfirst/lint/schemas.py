"""What applies to one instance: schemas seen together with all that judge the same value."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from contractfirst.lint.grammar import IN_PLACE
from contractfirst.lint.node import Node, mapping, sequence, strings

if TYPE_CHECKING:
    from contractfirst.lint.subject import Subject

__all__ = [
    "applied",
    "branches",
    "is_binding",
    "is_in_place",
    "property_names",
    "surely",
    "types",
    "types_here",
]

TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_NEVER_BINDING = frozenset({"not", "if", "contains", "propertyNames"})


def is_in_place(node: Node) -> bool:
    """Whether the schema judges the same value as the schema that holds it."""
    return node.keyword in IN_PLACE and node.parent is not None and node.parent.kind == "schema"


def is_binding(node: Node) -> bool:
    """Whether a value that is accepted has to fit the schema: not below ``not``, ``if`` and the like."""
    current: Node | None = node
    while current is not None and current.kind == "schema":
        if current.keyword in _NEVER_BINDING:
            return False
        current = current.parent
    return True


def surely(subject: "Subject", node: Node) -> list[Node]:
    """Return the schemas that every value accepted by ``node`` fits: itself, ``$ref`` and ``allOf``."""
    found: list[Node] = []
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if id(current.value) in seen:
            continue
        seen.add(id(current.value))
        found.append(current)
        if "$ref" in current.value:
            target = subject.schema_target(current)
            if target is not None:
                waiting.append(target)
        waiting.extend(branches(subject, current, "allOf"))
    return found


def applied(subject: "Subject", node: Node) -> list[Node]:
    """Return ``surely(node)`` and all that surely applies to its value by the schemas that hold it."""
    found = surely(subject, node)
    while is_in_place(node) and node.parent is not None:
        node = node.parent
        known = {id(each.value) for each in found}
        found.extend(each for each in surely(subject, node) if id(each.value) not in known)
    return found


def branches(subject: "Subject", node: Node, keyword: str) -> Iterator[Node]:
    """Yield the subschemas in ``allOf``, ``anyOf`` or ``oneOf`` that are objects."""
    for index, value in enumerate(sequence(node.value.get(keyword))):
        if isinstance(value, dict):
            branch = subject.child(node, "schema", keyword, index)
            if branch is not None:
                yield branch


def types_here(value: dict[str, Any]) -> list[str]:
    """Return the types that one schema names itself."""
    named = value.get("type")
    names = [named] if isinstance(named, str) else strings(named)
    return [name for name in names if name in TYPES]


def types(subject: "Subject", node: Node) -> set[str] | None:
    """Return the types that all applied schemas leave, None if none of them names any."""
    left: set[str] | None = None
    for schema in applied(subject, node):
        if "type" in schema.value:
            here = set(types_here(schema.value))
            if "number" in here:
                here.add("integer")
            left = here if left is None else left & here
    return left


def property_names(subject: "Subject", node: Node) -> set[str]:
    """Return the names under ``properties`` of all applied schemas and of all their branches."""
    names: set[str] = set()
    seen: set[int] = set()
    waiting = applied(subject, node)
    while waiting:
        current = waiting.pop()
        if id(current.value) in seen:
            continue
        seen.add(id(current.value))
        names.update(mapping(current.value.get("properties")))
        for keyword in ("allOf", "anyOf", "oneOf"):
            waiting.extend(branches(subject, current, keyword))
        for keyword in ("if", "then", "else"):
            below = subject.child(current, "schema", keyword)
            if below is not None:
                waiting.append(below)
        for name in mapping(current.value.get("dependentSchemas")):
            below = subject.child(current, "schema", "dependentSchemas", name)
            if below is not None:
                waiting.append(below)
        target = subject.schema_target(current)
        if target is not None:
            waiting.append(target)
    return names
