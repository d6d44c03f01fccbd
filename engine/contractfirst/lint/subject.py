"""The document under lint as rules see it: every object by kind, every reference, every operation."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs

from contractfirst.contract import pointer as json_pointer
from contractfirst.lint.file import File, UnreadableError
from contractfirst.lint.grammar import LIST, ONE, PARTS
from contractfirst.lint.node import Node, mapping
from contractfirst.lint.operations import Operation, operations_of
from contractfirst.lint.references import Reference, Resolver, Target

__all__ = ["Subject"]

Waiting = tuple[File, str, str, dict[str, Any], Node | None, str, str]


class Subject:
    """A document and the files that it refers to.

    ``options`` are those of each rule, settled; ``fragment`` tells a library of components, which has
    neither paths nor webhooks and so uses nothing itself.
    """

    def __init__(self, file: File, options: Mapping[str, Mapping[str, Any]]) -> None:
        self.file = file
        self.files: dict[Path, File] = {file.path.resolve(): file}
        self.options = options
        self.data: dict[str, Any] = mapping(file.data)
        self.fragment = "paths" not in self.data and "webhooks" not in self.data
        self.references: list[Reference] = []
        self.resolver = Resolver(self._open)
        self._kinds: defaultdict[str, list[Node]] = defaultdict(list)
        self._index: dict[tuple[File, str], Node] = {}
        self._walked: dict[tuple[int, str], Node] = {}
        self._referring: list[Node] = []
        self.root = self._walk(file, "openapi", "", self.data)
        self._follow()

    def of(self, kind: str) -> list[Node]:
        """Return all objects of a kind in document order, Reference Objects left out."""
        return self._kinds.get(kind, [])

    def nodes(self) -> Iterator[Node]:
        """Yield every object, Reference Objects included, each once."""
        seen: set[int] = set()
        for node in self._index.values():
            if id(node) not in seen:
                seen.add(id(node))
                yield node

    def at(self, file: File, pointer: str, kind: str) -> Node | None:
        """Return the object at a pointer, read as ``kind`` where the walk has not come by."""
        node = self._index.get((file, pointer))
        if node is None:
            try:
                value = file.value(pointer)
            except LookupError:
                return None
            if not isinstance(value, dict):
                return None
            key = json_pointer.split(pointer)[-1] if pointer else ""
            node = self._index[file, pointer] = Node(file, kind, pointer, value, None, "", key)
        return node

    def child(self, node: Node, kind: str, *tokens: str | int) -> Node | None:
        """Return the member object at ``tokens``, references not followed."""
        return self.at(node.file, node.within(*tokens), kind)

    def resolve(self, node: Node | None) -> Node | None:
        """Return what a node stands for once its ``$ref`` chain is followed; None where that fails."""
        seen: set[str] = set()
        while node is not None and node.is_reference:
            text = node.value["$ref"]
            if node.pointer in seen:
                return None
            seen.add(node.pointer)
            target = self.target(node, text)
            node = None if target is None else self.at(target.file, target.pointer, node.kind)
        return node

    def resolved(self, node: Node, kind: str, *tokens: str | int) -> Node | None:
        """Return a member object with its references followed."""
        return self.resolve(self.child(node, kind, *tokens))

    def target(self, node: Node, text: str) -> Target | None:
        """Return what a reference made by ``node`` names, one step."""
        return self.resolver.refer(node, text).target

    def schema_target(self, node: Node) -> Node | None:
        """Return the schema that a schema's ``$ref`` names, one step."""
        text = node.value.get("$ref")
        if not isinstance(text, str):
            return None
        target = self.target(node, text)
        return None if target is None else self.at(target.file, target.pointer, "schema")

    @cached_property
    def operations(self) -> list[Operation]:
        """All operations: of paths, webhooks and callbacks."""
        return list(operations_of(self))

    @cached_property
    def registry(self) -> jsonschema_rs.Registry:
        """The files, and the schemas with an ``$id``, as JSON Schema resources; raises ``ValueError``."""
        resources: list[tuple[str, Any]] = [
            (file.uri, file.data) for file in self.files.values() if isinstance(file.data, dict)
        ]
        for node in self.of("schema"):
            identifier = node.value.get("$id")
            if isinstance(identifier, str) and "://" in identifier:
                resources.append((identifier, node.value))
        return jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)

    @cached_property
    def path_operations(self) -> list[Operation]:
        """The operations that this API serves itself."""
        return [operation for operation in self.operations if operation.channel == "paths"]

    def components(self, field: str) -> dict[str, Any]:
        """Return one map of the Components Object."""
        return mapping(mapping(self.data.get("components")).get(field))

    def _open(self, beside: File, address: str) -> File:
        path = (beside.path.parent / address).resolve()
        known = self.files.get(path)
        if known is None:
            if not path.is_file():
                raise UnreadableError(f"{path}: no such file")
            shown = str(Path(beside.shown).parent / address)
            known = self.files[path] = File(path, shown)
        return known

    def _walk(self, file: File, kind: str, pointer: str, value: dict[str, Any]) -> Node:
        key = json_pointer.split(pointer)[-1] if pointer else ""
        waiting: list[Waiting] = [(file, kind, pointer, value, None, "", key)]
        first: Node | None = None
        while waiting:
            node = self._admit(*waiting.pop())
            if node is None:
                continue
            if first is None:
                first = node
            waiting.extend(reversed(list(_parts(node))))
        return first or Node(file, kind, pointer, value)

    def _admit(
        self,
        file: File,
        kind: str,
        pointer: str,
        value: dict[str, Any],
        parent: Node | None,
        keyword: str,
        key: str,
    ) -> Node | None:
        """Enter a value into the index; None if it is an alias of one that was walked before."""
        walked = self._walked.get((id(value), kind))
        if walked is not None:
            self._index.setdefault((file, pointer), walked)
            return None
        node = Node(file, kind, pointer, value, parent, keyword, key)
        self._walked[id(value), kind] = node
        self._index[file, pointer] = node
        if kind == "schema":
            self.resolver.learn(node)
        if isinstance(value.get("$ref"), str):
            self._referring.append(node)
            if node.is_reference:
                return node
        self._kinds[kind].append(node)
        return node

    def _follow(self) -> None:
        """Resolve every reference, and walk what they name outside of what was walked."""
        position = 0
        while position < len(self._referring):
            node = self._referring[position]
            position += 1
            reference = self.resolver.refer(node, node.value["$ref"])
            self.references.append(reference)
            target = reference.target
            if (
                target is not None
                and isinstance(target.value, dict)
                and (target.file, target.pointer) not in self._index
            ):
                self._walk(target.file, node.kind, target.pointer, target.value)


def _parts(node: Node) -> Iterator[Waiting]:
    if node.is_reference:
        return
    file, kind, pointer, value = node.file, node.kind, node.pointer, node.value
    if kind in _MAPS:
        for key, held in value.items():
            if isinstance(held, dict) and not key.startswith("x-"):
                yield file, _MAPS[kind], f"{pointer}/{json_pointer.escape(key)}", held, node, "", key
        return
    parts = PARTS.get(kind)
    if parts is None:
        return
    for field, held in value.items():
        part = parts.get(field)
        if part is None:
            continue
        how, below = part
        if how is ONE:
            if isinstance(held, dict):
                yield file, below, f"{pointer}/{field}", held, node, field, field
        elif how is LIST:
            if isinstance(held, list):
                for index, item in enumerate(held):
                    if isinstance(item, dict):
                        yield file, below, f"{pointer}/{field}/{index}", item, node, field, str(index)
        elif isinstance(held, dict):
            for key, item in held.items():
                if isinstance(item, dict):
                    place = f"{pointer}/{field}/{json_pointer.escape(key)}"
                    yield file, below, place, item, node, field, key


_MAPS = {"paths": "path item", "responses": "response", "callback": "path item"}
