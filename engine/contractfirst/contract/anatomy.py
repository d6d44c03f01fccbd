"""Which member of which OpenAPI object holds what: the grammar of a document, and a walk over it.

OpenAPI 3.1.1 section 4.8 for the objects, JSON Schema 2020-12 (core section 10) for the Schema Object.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from contractfirst.contract.place import Place

__all__ = ["IN_PLACE", "METHODS", "schemas_within", "walk"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The fields of a Path Item Object that hold an operation."""

_ONE, _LIST, _MAP = "one", "list", "map"

_GRAMMAR: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "openapi": {
            "paths": (_MAP, "path item"),
            "webhooks": (_MAP, "path item"),
            "components": (_ONE, "components"),
        },
        "components": {
            "schemas": (_MAP, "schema"),
            "responses": (_MAP, "response"),
            "parameters": (_MAP, "parameter"),
            "requestBodies": (_MAP, "request body"),
            "headers": (_MAP, "header"),
            "callbacks": (_MAP, "callback"),
            "pathItems": (_MAP, "path item"),
        },
        "path item": {
            "parameters": (_LIST, "parameter"),
            **dict.fromkeys(METHODS, (_ONE, "operation")),
        },
        "operation": {
            "parameters": (_LIST, "parameter"),
            "requestBody": (_ONE, "request body"),
            "responses": (_MAP, "response"),
            "callbacks": (_MAP, "callback"),
        },
        "parameter": {"schema": (_ONE, "schema"), "content": (_MAP, "media type")},
        "header": {"schema": (_ONE, "schema"), "content": (_MAP, "media type")},
        "request body": {"content": (_MAP, "media type")},
        "response": {"headers": (_MAP, "header"), "content": (_MAP, "media type")},
        "media type": {"schema": (_ONE, "schema"), "encoding": (_MAP, "encoding")},
        "encoding": {"headers": (_MAP, "header")},
        "schema": {
            **dict.fromkeys(
                (
                    "additionalProperties",
                    "contains",
                    "contentSchema",
                    "else",
                    "if",
                    "items",
                    "not",
                    "propertyNames",
                    "then",
                    "unevaluatedItems",
                    "unevaluatedProperties",
                ),
                (_ONE, "schema"),
            ),
            **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (_LIST, "schema")),
            **dict.fromkeys(
                ("$defs", "definitions", "dependentSchemas", "patternProperties", "properties"),
                (_MAP, "schema"),
            ),
        },
    }
)

IN_PLACE = frozenset({"allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"})
"""The keywords whose subschemas apply to the same instance; ``$ref`` does so too."""

_EXTENSIBLE_MAPS = frozenset({"paths", "responses"})


def walk(place: Place, kind: str = "openapi") -> Iterator[tuple[str, Place]]:
    """Yield every object of the document below ``place`` with its kind, references not followed.

    Kinds: openapi, components, path item, operation, parameter, header, request body, response,
    media type, encoding, callback, schema. Malformed parts are passed over.
    """
    yield kind, place
    if isinstance(place.value, dict):
        for _, below_kind, below in _below(place, kind):
            yield from walk(below, below_kind)


def schemas_within(schema: Place) -> Iterator[tuple[str, Place]]:
    """Yield the direct subschemas of a schema with the keyword that holds each."""
    if isinstance(schema.value, dict):
        for keyword, _, below in _below(schema, "schema"):
            yield keyword, below


def _below(place: Place, kind: str) -> Iterator[tuple[str, str, Place]]:
    value = place.value
    if not isinstance(value, dict):
        return
    if kind == "callback":
        for name in value:
            if not name.startswith("x-"):
                yield name, "path item", place.child(name)
        return
    grammar = _GRAMMAR[kind]
    for member in value:
        if member not in grammar:
            continue
        how, below_kind = grammar[member]
        held = value[member]
        if how is _ONE and not (member == "items" and isinstance(held, list)):
            yield member, below_kind, place.child(member)
        elif how is not _MAP and isinstance(held, list):
            # Before 2020-12, ``items`` might hold one schema for each item.
            for index in range(len(held)):
                yield member, below_kind, place.child(member, index)
        elif how is _MAP and isinstance(held, dict):
            extensible = member in _EXTENSIBLE_MAPS and kind in ("openapi", "operation")
            for name in held:
                if not (extensible and name.startswith("x-")):
                    yield member, below_kind, place.child(member, name)
