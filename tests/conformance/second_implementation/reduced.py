"""The contract with some of its operations alone."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

__all__ = ["read_document", "reduce_document", "write_document"]

_METHODS = ("get", "post", "put", "delete")


class _Loader(yaml.CSafeLoader):
    """Leaves timestamps texts, as JSON has them."""


_Loader.yaml_implicit_resolvers = {
    letter: [each for each in known if each[0] != "tag:yaml.org,2002:timestamp"]
    for letter, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_document(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(path.read_text("utf-8"), _Loader)
    return document


def write_document(document: dict[str, Any], path: Path) -> Path:
    path.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False), "utf-8")
    return path


def reduce_document(document: dict[str, Any], operations: Collection[str]) -> dict[str, Any]:
    """Return the document with these operations and what they refer to; webhooks are left out."""
    paths: dict[str, Any] = {}
    for path, item in document["paths"].items():
        kept = {
            method: _without_links(item[method], operations)
            for method in _METHODS
            if item.get(method, {}).get("operationId") in operations
        }
        if kept:
            paths[path] = {**{key: item[key] for key in item if key not in _METHODS}, **kept}
    reduced = {key: value for key, value in document.items() if key not in ("webhooks", "components")}
    reduced["paths"] = paths
    used = {tag for item in paths.values() for each in _METHODS for tag in item.get(each, {}).get("tags", ())}
    reduced["tags"] = [tag for tag in document.get("tags", ()) if tag["name"] in used]
    components = document["components"]
    wanted: dict[str, dict[str, Any]] = {"securitySchemes": components["securitySchemes"]}
    left = list(_references(paths))
    while left:
        _, _, kind, name = left.pop().split("/", 3)
        if name not in wanted.setdefault(kind, {}):
            wanted[kind][name] = components[kind][name]
            left += _references(components[kind][name])
    reduced["components"] = {
        kind: {name: components[kind][name] for name in components[kind] if name in names}
        for kind, names in wanted.items()
    }
    return reduced


def _without_links(operation: dict[str, Any], operations: Collection[str]) -> dict[str, Any]:
    responses = {}
    for status, response in operation["responses"].items():
        links = {
            name: link
            for name, link in response.get("links", {}).items()
            if link.get("operationId") in operations
        }
        kept = {key: value for key, value in response.items() if key != "links"}
        responses[status] = {**kept, "links": links} if links else kept
    return {**operation, "responses": responses}


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield value
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
