"""Which fields the objects of OpenAPI 3.1 have, and what they hold (OpenAPI 3.1.1 section 4.8).

Richer than the contract's own anatomy: it knows every object, so that a misspelt field is found in each.
"""

from collections.abc import Mapping
from typing import Final

__all__ = ["COMPONENTS", "FIELDS", "IN_PLACE", "KEYWORDS", "LIST", "MAP", "METHODS", "ONE", "PARTS"]

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

ONE: Final = "one"
LIST: Final = "list"
MAP: Final = "map"

COMPONENTS: Final = {
    "schemas": "schema",
    "responses": "response",
    "parameters": "parameter",
    "examples": "example",
    "requestBodies": "request body",
    "headers": "header",
    "securitySchemes": "security scheme",
    "links": "link",
    "callbacks": "callback",
    "pathItems": "path item",
}
"""The fields of the Components Object and the kind of what they hold."""

IN_PLACE: Final = frozenset({"allOf", "anyOf", "oneOf", "if", "then", "else", "not", "dependentSchemas"})
"""Schema keywords whose subschemas judge the same instance as the schema that holds them."""

PARTS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "openapi": {
        "info": (ONE, "info"),
        "servers": (LIST, "server"),
        "paths": (ONE, "paths"),
        "webhooks": (MAP, "path item"),
        "components": (ONE, "components"),
        "security": (LIST, "security requirement"),
        "tags": (LIST, "tag"),
        "externalDocs": (ONE, "external documentation"),
    },
    "info": {"contact": (ONE, "contact"), "license": (ONE, "license")},
    "server": {"variables": (MAP, "server variable")},
    "components": {field: (MAP, kind) for field, kind in COMPONENTS.items()},
    "path item": {
        "servers": (LIST, "server"),
        "parameters": (LIST, "parameter"),
        **dict.fromkeys(METHODS, (ONE, "operation")),
    },
    "operation": {
        "externalDocs": (ONE, "external documentation"),
        "parameters": (LIST, "parameter"),
        "requestBody": (ONE, "request body"),
        "responses": (ONE, "responses"),
        "callbacks": (MAP, "callback"),
        "security": (LIST, "security requirement"),
        "servers": (LIST, "server"),
    },
    "parameter": {
        "schema": (ONE, "schema"),
        "content": (MAP, "media type"),
        "examples": (MAP, "example"),
    },
    "header": {
        "schema": (ONE, "schema"),
        "content": (MAP, "media type"),
        "examples": (MAP, "example"),
    },
    "request body": {"content": (MAP, "media type")},
    "response": {
        "headers": (MAP, "header"),
        "content": (MAP, "media type"),
        "links": (MAP, "link"),
    },
    "media type": {
        "schema": (ONE, "schema"),
        "examples": (MAP, "example"),
        "encoding": (MAP, "encoding"),
    },
    "encoding": {"headers": (MAP, "header")},
    "link": {"server": (ONE, "server")},
    "tag": {"externalDocs": (ONE, "external documentation")},
    "security scheme": {"flows": (ONE, "oauth flows")},
    "oauth flows": dict.fromkeys(
        ("implicit", "password", "clientCredentials", "authorizationCode"), (ONE, "oauth flow")
    ),
    "schema": {
        **dict.fromkeys(
            (
                "additionalItems",
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
            (ONE, "schema"),
        ),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (LIST, "schema")),
        **dict.fromkeys(
            ("$defs", "definitions", "dependentSchemas", "patternProperties", "properties"), (MAP, "schema")
        ),
        "discriminator": (ONE, "discriminator"),
        "externalDocs": (ONE, "external documentation"),
        "xml": (ONE, "xml"),
    },
}
"""For each kind of object the fields that hold further objects. ``paths``, ``responses`` and ``callback``
are maps themselves and are walked by their keys."""

FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "openapi": frozenset({"openapi", "jsonSchemaDialect", *PARTS["openapi"]}),
    "info": frozenset({"title", "summary", "description", "termsOfService", "contact", "license", "version"}),
    "contact": frozenset({"name", "url", "email"}),
    "license": frozenset({"name", "identifier", "url"}),
    "server": frozenset({"url", "description", "variables"}),
    "server variable": frozenset({"enum", "default", "description"}),
    "components": frozenset(COMPONENTS),
    "path item": frozenset({"$ref", "summary", "description", *PARTS["path item"]}),
    "operation": frozenset(
        {"tags", "summary", "description", "operationId", "deprecated", *PARTS["operation"]}
    ),
    "external documentation": frozenset({"description", "url"}),
    "parameter": frozenset(
        {
            "name",
            "in",
            "description",
            "required",
            "deprecated",
            "allowEmptyValue",
            "style",
            "explode",
            "allowReserved",
            "schema",
            "example",
            "examples",
            "content",
        }
    ),
    "request body": frozenset({"description", "content", "required"}),
    "media type": frozenset({"schema", "example", "examples", "encoding"}),
    "encoding": frozenset({"contentType", "headers", "style", "explode", "allowReserved"}),
    "response": frozenset({"description", "headers", "content", "links"}),
    "example": frozenset({"summary", "description", "value", "externalValue"}),
    "link": frozenset({"operationRef", "operationId", "parameters", "requestBody", "description", "server"}),
    "header": frozenset(
        {
            "description",
            "required",
            "deprecated",
            "style",
            "explode",
            "schema",
            "example",
            "examples",
            "content",
        }
    ),
    "tag": frozenset({"name", "description", "externalDocs"}),
    "discriminator": frozenset({"propertyName", "mapping"}),
    "xml": frozenset({"name", "namespace", "prefix", "attribute", "wrapped"}),
    "security scheme": frozenset(
        {"type", "description", "name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl"}
    ),
    "oauth flows": frozenset(PARTS["oauth flows"]),
    "oauth flow": frozenset({"authorizationUrl", "tokenUrl", "refreshUrl", "scopes"}),
}
"""The fixed fields of each kind; every one of these objects may be extended with ``x-`` fields."""

KEYWORDS: Final = frozenset(
    {
        "$anchor",
        "$comment",
        "$defs",
        "$dynamicAnchor",
        "$dynamicRef",
        "$id",
        "$ref",
        "$schema",
        "$vocabulary",
        "additionalProperties",
        "allOf",
        "anyOf",
        "const",
        "contains",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "default",
        "dependentRequired",
        "dependentSchemas",
        "deprecated",
        "description",
        "discriminator",
        "else",
        "enum",
        "example",
        "examples",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "externalDocs",
        "format",
        "if",
        "items",
        "maxContains",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minContains",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "multipleOf",
        "not",
        "oneOf",
        "pattern",
        "patternProperties",
        "prefixItems",
        "properties",
        "propertyNames",
        "readOnly",
        "required",
        "then",
        "title",
        "type",
        "unevaluatedItems",
        "unevaluatedProperties",
        "uniqueItems",
        "writeOnly",
        "xml",
    }
)
"""The keywords of JSON Schema 2020-12 and of OpenAPI's base vocabulary."""
