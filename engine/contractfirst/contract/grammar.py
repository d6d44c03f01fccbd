"""The grammar of OpenAPI 3.1: which fields each object has, and where further objects lie in them.

One table serves every walk over a document and every check of it (OpenAPI 3.1.1 section 4.8; for the Schema
Object also JSON Schema 2020-12, core section 10). Kinds are named as the specification names the objects,
in lower case: ``openapi``, ``path item``, ``operation``, ``media type``, ``schema`` and so on.
"""

from collections.abc import Mapping
from typing import Final

__all__ = [
    "COMPONENTS",
    "FIELDS",
    "IN_PLACE",
    "KEYWORDS",
    "LIST",
    "MAP",
    "MAPS",
    "METHODS",
    "ONE",
    "PARTS",
    "REFERENCEABLE",
    "SCHEMA_FIELDS",
    "SUBSCHEMAS",
]

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The fields of a Path Item Object that hold an operation."""

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

IN_PLACE: Final = frozenset({"allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"})
"""The keywords whose subschemas apply to the same instance; ``$ref`` and ``not`` do so too."""

REFERENCEABLE: Final = frozenset(
    {
        "callback",
        "example",
        "header",
        "link",
        "parameter",
        "request body",
        "response",
        "security scheme",
    }
)
"""The kinds in whose place a Reference Object may stand (section 4.8.23). A Path Item Object and a Schema
Object have a field ``$ref`` of their own."""

MAPS: Final[Mapping[str, str]] = {"paths": "path item", "responses": "response", "callback": "path item"}
"""The objects that are maps themselves, and the kind of what they map to."""

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
"""For each kind of object the fields that hold further objects: one, a list or a map of them."""

SCHEMA_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    kind: {field: how for field, (how, below) in fields.items() if below == "schema"}
    for kind, fields in PARTS.items()
}
"""For each kind of object the fields that hold schemas, and how they hold them."""

SUBSCHEMAS: Final = SCHEMA_FIELDS["schema"]
"""The keywords of a Schema Object that hold schemas, and how they hold them."""

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
