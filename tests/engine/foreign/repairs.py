"""Repairs of defects in documents; each defect has the name of the lint rule that finds it.

Lint checks the original document; the other steps run on the repaired one.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any

__all__ = [
    "Repair",
    "bound_integers",
    "close_objects",
    "document_rejections",
    "drop_xml_requests",
    "name_items",
    "offer_problems",
]

Repair = Callable[[dict[str, Any]], None]

_SCHEMAS = "#/components/schemas/"
_METHODS = frozenset(("get", "put", "post", "delete", "patch"))


def bound_integers(data: dict[str, Any]) -> None:
    """Give every integer without bounds those of 64 bits; larger integers are rejected."""
    for node in _objects(data):
        kind = node.get("type")
        if kind == "integer" or (isinstance(kind, list) and "integer" in kind):
            node.setdefault("minimum", -(2**63))
            node.setdefault("maximum", 2**63 - 1)


def close_objects(data: dict[str, Any]) -> None:
    """Forbid further properties of objects in requests, except where ``allOf`` combines them."""
    seen: set[int] = set()
    bodies = [operation.get("requestBody", {}) for operation in _operations(data)]
    waiting: list[dict[str, Any]] = [
        media["schema"] for body in bodies for media in body.get("content", {}).values()
    ]
    while waiting:
        site = waiting.pop()
        schema = _resolved(data, site)
        if id(schema) in seen:
            continue
        if site is not schema and _is_branch(data, site["$ref"]):
            # Only this use is closed: an allOf elsewhere needs the same schema open.
            schema = copy.deepcopy(schema)
            site.clear()
            site.update(schema)
            schema = site
        seen.add(id(schema))
        if isinstance(schema.get("properties"), dict):
            schema.setdefault("additionalProperties", False)
            waiting.extend(schema["properties"].values())
        waiting.extend(schema.get("oneOf", ()))
        waiting.extend(schema.get("anyOf", ()))
        for branch in schema.get("allOf", ()):
            waiting.extend(_resolved(data, branch).get("properties", {}).values())
        if isinstance(schema.get("items"), dict):
            waiting.append(schema["items"])


def document_rejections(data: dict[str, Any]) -> None:
    """Document the statuses that a request may be rejected with.

    Every operation gets 400, because an unknown query parameter is rejected.
    """
    for operation in _operations(data):
        possible = {"400"} | ({"413", "415"} if "requestBody" in operation else set())
        possible |= {"401"} if operation.get("security", data.get("security")) else set()
        for status in sorted(possible - operation["responses"].keys()):
            operation["responses"][status] = {"description": "The request was rejected."}


def offer_problems(data: dict[str, Any]) -> None:
    """Allow problem documents (RFC 9457) for errors, beside their own media types."""
    responses = [response for operation in _operations(data) for response in operation["responses"].items()]
    for status, response in [*responses, *(("400", each) for each in _common_errors(data))]:
        if status[0] in "45" and "content" in response:
            response["content"].setdefault("application/problem+json", {"schema": {"type": "object"}})


def drop_xml_requests(data: dict[str, Any]) -> None:
    """Remove XML request bodies where there are others: XML is accepted without validation."""
    for operation in _operations(data):
        content = operation.get("requestBody", {}).get("content", {})
        for media_type in [each for each in content if each.endswith("xml") and len(content) > 1]:
            del content[media_type]


def name_items(data: dict[str, Any]) -> None:
    """Refer to the page of planets from the document's root, where its references resolve."""
    page = data["components"]["schemas"]["PaginatedResource"]
    del page["$id"], page["$defs"]
    page["properties"]["data"]["items"] = {"$ref": "#/components/schemas/Planet"}
    for content in data["paths"]["/planets"]["get"]["responses"]["200"]["content"].values():
        content["schema"] = {"$ref": "#/components/schemas/PaginatedResource"}


def _operations(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in data["paths"].values():
        yield from (operation for method, operation in item.items() if method in _METHODS)


def _resolved(data: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a schema's references to components."""
    while str(schema.get("$ref", "")).startswith(_SCHEMAS):
        schema = data["components"]["schemas"][schema["$ref"].removeprefix(_SCHEMAS)]
    return schema


def _is_branch(data: dict[str, Any], reference: str) -> bool:
    """Return whether any ``allOf`` contains ``reference``."""
    unions = (node.get("allOf") for node in _objects(data))
    return any({"$ref": reference} in union for union in unions if isinstance(union, list))


def _common_errors(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the response components that operations use for 4xx and 5xx."""
    prefix = "#/components/responses/"
    used = {
        str(response.get("$ref", "")).removeprefix(prefix)
        for operation in _operations(data)
        for status, response in operation["responses"].items()
        if status[0] in "45"
    }
    components = data["components"].get("responses", {})
    return [components[name] for name in sorted(used) if name in components]


def _objects(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    if isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _objects(child)
