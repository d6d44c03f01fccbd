"""A part of an OpenAPI 3.1 document, as OpenAPI 3.0 can say it."""

from collections.abc import Collection, Mapping
from typing import Any

__all__ = ["reduced"]

_METHODS = ("get", "post", "put", "patch", "delete")
# Of OpenAPI 3.0.3 section 4.7.24, and what the objects around schemas are made of.
_KEPT_OF_A_SCHEMA = frozenset(
    """
    $ref additionalProperties allOf anyOf default description enum format items maxItems maxLength
    maxProperties maximum minItems minLength minProperties minimum multipleOf not oneOf pattern
    properties readOnly required title type uniqueItems writeOnly
    """.split()  # noqa: SIM905 - thirty quoted words would be thirty lines
)


def reduced(
    document: Mapping[str, Any], operation_ids: Collection[str], bearer: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a document of some operations, all behind one security scheme.

    What 3.0 cannot say (``unevaluatedProperties``, conditions) is left out, so that it asks for less.
    """
    paths: dict[str, Any] = {}
    for path, item in document["paths"].items():
        for method in _METHODS:
            operation = item.get(method)
            if operation is not None and operation["operationId"] in operation_ids:
                shared = item.get("parameters", [])
                paths.setdefault(path, {})[method] = _operation(document, operation, shared)
    kept: dict[str, Any] = {}
    _keep_schemas(document, paths, kept)
    return {
        "openapi": "3.0.3",
        "info": {"title": document["info"]["title"], "version": document["info"]["version"]},
        "paths": paths,
        "components": {"schemas": kept, "securitySchemes": {"bearer": dict(bearer)}},
    }


def _operation(
    document: Mapping[str, Any], operation: Mapping[str, Any], shared: list[Any]
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": operation["operationId"],
        "security": [{"bearer": []}],
        "parameters": [
            _parameter(_resolved(document, node)) for node in [*shared, *operation.get("parameters", [])]
        ],
        "responses": {
            status: _response(document, _resolved(document, node))
            for status, node in operation["responses"].items()
        },
    }
    if "requestBody" in operation:
        body = _resolved(document, operation["requestBody"])
        made["requestBody"] = {"required": True, "content": _content(body["content"])}
    return made


def _parameter(node: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: node[key] for key in ("name", "in", "required", "style", "explode") if key in node}
    return {**kept, "schema": _schema(node["schema"])}


def _response(document: Mapping[str, Any], node: Mapping[str, Any]) -> dict[str, Any]:
    headers = {
        name: {"schema": _schema(_resolved(document, header)["schema"])}
        for name, header in node.get("headers", {}).items()
    }
    return {"description": "-", "headers": headers, "content": _content(node.get("content", {}))}


def _content(content: Mapping[str, Any]) -> dict[str, Any]:
    return {media_type: {"schema": _schema(node["schema"])} for media_type, node in content.items()}


def _schema(node: Any) -> Any:
    """Return a schema without what 3.0 has no word for."""
    if isinstance(node, bool):
        return {}
    if "$ref" in node:
        # Beside a reference 3.0 ignores everything.
        return {"$ref": node["$ref"]}
    made = {key: value for key, value in node.items() if key in _KEPT_OF_A_SCHEMA}
    if "const" in node:
        made["enum"] = [node["const"]]
    types = node.get("type")
    if isinstance(types, list):
        others = [name for name in types if name != "null"]
        made["nullable"] = "null" in types
        made.pop("type")
        if len(others) == 1:
            made["type"] = others[0]
    for keyword in ("allOf", "anyOf", "oneOf"):
        if keyword in made:
            made[keyword] = [_schema(part) for part in made[keyword]]
    for keyword in ("items", "not", "additionalProperties"):
        if isinstance(made.get(keyword), Mapping):
            made[keyword] = _schema(made[keyword])
    if "properties" in made:
        made["properties"] = {name: _schema(part) for name, part in made["properties"].items()}
    return made


def _keep_schemas(document: Mapping[str, Any], node: Any, kept: dict[str, Any]) -> None:
    """Add to ``kept`` every schema of the components that ``node`` refers to, however indirectly."""
    if isinstance(node, Mapping):
        reference = node.get("$ref")
        if isinstance(reference, str):
            name = reference.removeprefix("#/components/schemas/")
            if name not in kept:
                kept[name] = _schema(document["components"]["schemas"][name])
                _keep_schemas(document, kept[name], kept)
        for value in node.values():
            _keep_schemas(document, value, kept)
    elif isinstance(node, list):
        for value in node:
            _keep_schemas(document, value, kept)


def _resolved(document: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = node
    while "$ref" in found:
        reference, found = found["$ref"], document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
    resolved: Mapping[str, Any] = found
    return resolved
