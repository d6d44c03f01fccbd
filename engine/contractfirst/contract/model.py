"""The one reading of an OpenAPI document: every object by kind, every reference, every operation.

Lint, diff, stubs, mock, server and suite stand on it. It never raises: what is malformed is left out, and
checks find it elsewhere (``references`` holds those that lead nowhere, ``structure`` the rest).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from contractfirst.contract.document import Document, ReferenceTarget
from contractfirst.contract.grammar import METHODS
from contractfirst.contract.node import Node, mapping, sequence
from contractfirst.contract.operation_node import (
    DEFAULT_MAX_BODY_BYTES,
    IGNORED_HEADERS,
    OperationNode,
    is_header_of,
)

__all__ = ["DocumentModel", "NodeReference"]


@dataclass(frozen=True, slots=True)
class NodeReference:
    """A ``$ref`` or ``$dynamicRef`` (``keyword``) of ``node``, and what it names."""

    node: Node
    keyword: str
    text: str
    target: ReferenceTarget


class DocumentModel:
    """A document and the files that it refers to.

    ``references`` are all references of objects that the grammar knows, in the order of the document;
    ``roots`` the objects that no object known to the grammar holds: the OpenAPI Object, and whatever only
    a reference leads to, in this file or in another.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.data: dict[str, Any] = document.data
        self.references: list[NodeReference] = []
        self.roots: list[Node] = []
        self._kinds: defaultdict[str, list[Node]] = defaultdict(list)
        self._index: dict[tuple[str, str], Node] = {}
        self._referring: list[Node] = []
        self.root = self._walk(Node(document, "openapi", "", self.data))
        self._follow()

    @property
    def documents(self) -> list[Document]:
        """The files, the document itself first."""
        return list(self.document.family.documents.values())

    @property
    def is_library(self) -> bool:
        """Whether the document only holds components, for others to refer to: it has no paths or webhooks."""
        return "paths" not in self.data and "webhooks" not in self.data

    def of(self, kind: str) -> list[Node]:
        """Return all objects of a kind in document order, Reference Objects left out."""
        return self._kinds.get(kind, [])

    def nodes(self) -> Iterator[Node]:
        """Yield every object, Reference Objects included."""
        yield from self._index.values()

    def at(self, document: Document, pointer: str, kind: str) -> Node | None:
        """Return the object at a pointer, read as ``kind`` where the walk has not come by."""
        node = self._index.get((document.name, pointer))
        if node is None:
            try:
                value = document.value(pointer)
            except (LookupError, ValueError):
                return None
            if not isinstance(value, dict):
                return None
            node = Node(document, kind, pointer, value)
        return node

    def child(self, node: Node, kind: str, *tokens: str | int) -> Node | None:
        """Return the member object at ``tokens``, references not followed."""
        return self.at(node.document, node.within(*tokens), kind)

    def target(self, node: Node, text: str) -> ReferenceTarget:
        """Return what a reference made by ``node`` names, one step."""
        return self.document.family.resolve(node.document, node.pointer, text)

    def target_node(self, node: Node, text: object) -> Node | None:
        """Return the object of the same kind that a reference made by ``node`` names, one step."""
        if not isinstance(text, str):
            return None
        target = self.target(node, text)
        return None if target.document is None else self.at(target.document, target.pointer, node.kind)

    def resolve(self, node: Node | None) -> Node | None:
        """Return what a node stands for once its ``$ref`` chain is followed; None where that fails."""
        seen: set[tuple[str, str]] = set()
        while node is not None and node.is_reference:
            if node.identity in seen:
                return None
            seen.add(node.identity)
            node = self.target_node(node, node.value["$ref"])
        return node

    def resolved(self, node: Node, kind: str, *tokens: str | int) -> Node | None:
        """Return a member object with its references followed."""
        return self.resolve(self.child(node, kind, *tokens))

    def schema_target(self, node: Node) -> Node | None:
        """Return the schema that a schema's ``$ref`` names, one step."""
        return self.target_node(node, node.value.get("$ref"))

    def components(self, field: str) -> dict[str, Any]:
        """Return one map of the Components Object."""
        return mapping(mapping(self.data.get("components")).get(field))

    @cached_property
    def security_schemes(self) -> dict[str, Node]:
        """The security schemes by their names among the components, references followed."""
        named = {
            name: self.resolved(self.root, "security scheme", "components", "securitySchemes", name)
            for name in self.components("securitySchemes")
        }
        return {name: node for name, node in named.items() if node is not None}

    @property
    def title(self) -> str:
        """The title of the API, ``""`` without one."""
        title = mapping(self.data.get("info")).get("title")
        return title if isinstance(title, str) else ""

    @property
    def description(self) -> str:
        """The description of the API, ``""`` without one."""
        description = mapping(self.data.get("info")).get("description")
        return description if isinstance(description, str) else ""

    @cached_property
    def operations(self) -> list[OperationNode]:
        """All operations: of paths, webhooks and callbacks."""
        return [
            *self.operations_of(self.child(self.root, "paths", "paths"), "paths"),
            *self.operations_of(self.root, "webhooks"),
            *(each for node in self.of("callback") for each in self.operations_of(node, "callbacks")),
        ]

    @cached_property
    def path_operations(self) -> list[OperationNode]:
        """The operations that this API serves itself."""
        return [operation for operation in self.operations if operation.channel == "paths"]

    def path_items(self, item: Node | None) -> Iterator[Node]:
        """Yield a path item and those that its ``$ref`` chain names: the fields of all of them apply."""
        seen: set[tuple[str, str]] = set()
        while item is not None and item.identity not in seen:
            seen.add(item.identity)
            yield item
            item = self.target_node(item, item.value.get("$ref"))

    def parameters_of(self, holder: Node) -> Iterator[tuple[int, Node]]:
        """Yield the parameters that a path item or an operation lists itself, resolved, with the index."""
        for index in range(len(sequence(holder.value.get("parameters")))):
            parameter = self.resolved(holder, "parameter", "parameters", index)
            if parameter is not None:
                yield index, parameter

    def operations_of(self, holder: Node | None, channel: str) -> Iterator[OperationNode]:
        """Yield the operations of the path items that an object maps names to."""
        if holder is None:
            return
        below = ("webhooks",) if channel == "webhooks" else ()
        named = mapping(holder.value.get("webhooks")) if below else holder.value
        for name in named:
            if name.startswith("x-") and not below:
                continue
            for item in self.path_items(self.child(holder, "path item", *below, name)):
                for method in METHODS:
                    node = self.resolved(item, "operation", method)
                    if node is not None:
                        yield self._operation(item, node, method, name, channel)

    def _operation(self, item: Node, node: Node, method: str, path: str, channel: str) -> OperationNode:
        merged: dict[tuple[str, str], Node] = {}
        for holder in (item, node):
            for _, parameter in self.parameters_of(holder):
                if not is_header_of(parameter, IGNORED_HEADERS):
                    merged[parameter.string("in"), parameter.string("name")] = parameter
        responses = []
        for status in mapping(node.value.get("responses")):
            if not status.startswith("x-"):
                response = self.resolved(node, "response", "responses", status)
                if response is not None:
                    responses.append((status, response))
        serving = next((each for each in (node, item) if "servers" in each.value), self.root)
        servers = (
            self.child(serving, "server", "servers", index)
            for index in range(len(sequence(serving.value.get("servers"))))
        )
        security = node.value.get("security", self.data.get("security"))
        limits = (each.value.get("x-max-body-bytes") for each in (node, self.root))
        return OperationNode(
            node=node,
            item=item,
            method=method,
            path=path,
            channel=channel,
            parameters=tuple(merged.values()),
            body=self.resolved(node, "request body", "requestBody"),
            responses=tuple(responses),
            servers=tuple(each for each in servers if each is not None),
            security=security if isinstance(security, list) else None,
            max_body_bytes=next(filter(_is_size, limits), DEFAULT_MAX_BODY_BYTES),
        )

    def _walk(self, root: Node) -> Node:
        self.roots.append(root)
        waiting = [root]
        while waiting:
            node = waiting.pop()
            known = self._index.get(node.identity)
            if known is not None and known.kind == node.kind:
                continue
            self._index[node.identity] = node
            value = node.value
            if isinstance(value.get("$ref"), str) or (
                node.kind == "schema" and isinstance(value.get("$dynamicRef"), str)
            ):
                self._referring.append(node)
            if node.is_reference:
                continue
            self._kinds[node.kind].append(node)
            waiting.extend(reversed(list(node.parts())))
        return root

    def _follow(self) -> None:
        """Resolve every reference, and walk what they name outside of what was walked."""
        position = 0
        while position < len(self._referring):
            node = self._referring[position]
            position += 1
            for keyword in ("$ref", "$dynamicRef"):
                text = node.value.get(keyword)
                if not isinstance(text, str) or (keyword == "$dynamicRef" and node.kind != "schema"):
                    continue
                target = self.target(node, text)
                self.references.append(NodeReference(node, keyword, text, target))
                if target.document is None or not isinstance(target.value, dict):
                    continue
                if (target.document.name, target.pointer) not in self._index:
                    self._walk(Node(target.document, node.kind, target.pointer, target.value))


def _is_size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
