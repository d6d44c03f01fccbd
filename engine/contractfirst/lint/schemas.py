"""Schemas seen together with all that apply to the same value, those that hold them included."""

from collections.abc import Iterator
from typing import Any

from contractfirst.contract import shape
from contractfirst.contract.grammar import IN_PLACE
from contractfirst.contract.node import Node, sequence, strings
from contractfirst.lint.model import LintModel

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
_SAME_VALUE = IN_PLACE | {"not"}
_NEVER_BINDING = frozenset({"not", "if", "contains", "propertyNames"})


def is_in_place(node: Node) -> bool:
    """Whether the schema applies to the same value as the schema that holds it."""
    return node.keyword in _SAME_VALUE and node.parent is not None and node.parent.kind == "schema"


def is_binding(node: Node) -> bool:
    """Whether a value that is accepted has to fit the schema: not below ``not``, ``if`` and the like."""
    current: Node | None = node
    while current is not None and current.kind == "schema":
        if current.keyword in _NEVER_BINDING:
            return False
        current = current.parent
    return True


def surely(model: LintModel, node: Node) -> list[Node]:
    """Return the schemas that every value accepted by ``node`` fits: itself, ``$ref`` and ``allOf``."""
    if "$ref" not in node.value and "allOf" not in node.value:
        return [node]
    found = (model.at(place.document, place.pointer, "schema") for place in shape.asserted(node))
    return [each for each in found if each is not None]


def applied(model: LintModel, node: Node) -> list[Node]:
    """Return ``surely(node)`` and all that surely applies to its value by the schemas that hold it."""
    found = surely(model, node)
    while is_in_place(node) and node.parent is not None:
        node = node.parent
        known = {id(each.value) for each in found}
        found.extend(each for each in surely(model, node) if id(each.value) not in known)
    return found


def branches(model: LintModel, node: Node, keyword: str) -> Iterator[Node]:
    """Yield the subschemas in ``allOf``, ``anyOf`` or ``oneOf`` that are objects."""
    for index, value in enumerate(sequence(node.value.get(keyword))):
        if isinstance(value, dict):
            branch = model.child(node, "schema", keyword, index)
            if branch is not None:
                yield branch


def types_here(value: dict[str, Any]) -> list[str]:
    """Return the types that one schema names itself."""
    named = value.get("type")
    names = [named] if isinstance(named, str) else strings(named)
    return [name for name in names if name in TYPES]


def types(model: LintModel, node: Node) -> set[str] | None:
    """Return the types that all applied schemas leave, None if none of them names any."""
    left: set[str] | None = None
    for schema in applied(model, node):
        if "type" in schema.value:
            here = set(types_here(schema.value))
            if "number" in here:
                here.add("integer")
            left = here if left is None else left & here
    return left


def property_names(model: LintModel, node: Node) -> set[str]:
    """Return the names under ``properties`` of all applied schemas and of all their branches."""
    return {name for each in applied(model, node) for name in shape.properties(each)}
