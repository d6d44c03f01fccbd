"""Defects of documents, each named by the lint rule that finds it, and what puts them right.

A defect is repaired only for the steps that would stumble over it; lint judges the document as it came.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any

__all__ = [
    "Repair",
    "bound_integers",
    "close_objects",
    "document_refusals",
    "drop_xml_requests",
    "name_items",
    "offer_problems",
]

Repair = Callable[[dict[str, Any]], None]

_SCHEMAS = "#/components/schemas/"
_METHODS = frozenset(("get", "put", "post", "delete", "patch"))


def bound_integers(data: dict[str, Any]) -> None:
    """Give every integer without bounds those of 64 bits, beyond which nothing is accepted."""
    for node in _objects(data):
        kind = node.get("type")
        if kind == "integer" or (isinstance(kind, list) and "integer" in kind):
            node.setdefault("minimum", -(2**63))
            node.setdefault("maximum", 2**63 - 1)


def close_objects(data: dict[str, Any]) -> None:
    """Let objects in requests have no further properties, save where ``allOf`` puts them together."""
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
            # Closed here only: whoever joins the same schema to another needs it open.
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


def document_refusals(data: dict[str, Any]) -> None:
    """Document what a request may be refused with.

    400 is for every operation, parameters or none: a query parameter that it does not take is refused.
    """
    for operation in _operations(data):
        possible = {"400"} | ({"413", "415"} if "requestBody" in operation else set())
        possible |= {"401"} if operation.get("security", data.get("security")) else set()
        for status in sorted(possible - operation["responses"].keys()):
            operation["responses"][status] = {"description": "The request is refused."}


def offer_problems(data: dict[str, Any]) -> None:
    """Let errors be problems as RFC 9457 has them beside what they are."""
    answers = [answer for operation in _operations(data) for answer in operation["responses"].items()]
    for status, answer in [*answers, *(("400", each) for each in _common_errors(data))]:
        if status[0] in "45" and "content" in answer:
            answer["content"].setdefault("application/problem+json", {"schema": {"type": "object"}})


def drop_xml_requests(data: dict[str, Any]) -> None:
    """Take XML away from what a request may be: it is accepted, but only JSON and forms are validated."""
    for operation in _operations(data):
        content = operation.get("requestBody", {}).get("content", {})
        for media_type in [each for each in content if each.endswith("xml") and len(content) > 1]:
            del content[media_type]


def name_items(data: dict[str, Any]) -> None:
    """Refer to the page of planets from the document's root, where its references do lead somewhere."""
    page = data["components"]["schemas"]["PaginatedResource"]
    del page["$id"], page["$defs"]
    page["properties"]["data"]["items"] = {"$ref": "#/components/schemas/Planet"}
    for content in data["paths"]["/planets"]["get"]["responses"]["200"]["content"].values():
        content["schema"] = {"$ref": "#/components/schemas/PaginatedResource"}


def _operations(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in data["paths"].values():
        yield from (operation for method, operation in item.items() if method in _METHODS)


def _resolved(data: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow the references of a schema that lead to components."""
    while str(schema.get("$ref", "")).startswith(_SCHEMAS):
        schema = data["components"]["schemas"][schema["$ref"].removeprefix(_SCHEMAS)]
    return schema


def _is_branch(data: dict[str, Any], reference: str) -> bool:
    """Return whether an ``allOf`` somewhere names ``reference``."""
    unions = (node.get("allOf") for node in _objects(data))
    return any({"$ref": reference} in union for union in unions if isinstance(union, list))


def _common_errors(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the components that operations answer 4xx and 5xx with."""
    prefix = "#/components/responses/"
    used = {
        str(answer.get("$ref", "")).removeprefix(prefix)
        for operation in _operations(data)
        for status, answer in operation["responses"].items()
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
