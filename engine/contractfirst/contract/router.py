"""From a method and a raw path to an operation.

A path is matched first and its methods second (OpenAPI 3.1.1 section 4.8.8.2): concrete segments before
templated ones, among templates the one with the most literal text. The path is split on its own slashes
before anything is decoded, so that ``%2F`` stays inside a value.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from contractfirst.contract.operation import Operation
from contractfirst.contract.path_template import Segment, segments
from contractfirst.contract.problems import MethodNotAllowed, NotFound

__all__ = ["Match", "Router"]


@dataclass(frozen=True, slots=True)
class Match:
    """The operation, and its path values as they came: still percent-encoded."""

    operation: Operation
    path_values: Mapping[str, str]


@dataclass(slots=True)
class _Leaf:
    """What stands at one path: its operations, each with the names that it gives to the values."""

    operations: dict[str, tuple[Operation, tuple[str, ...]]] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()


@dataclass(slots=True)
class _Node:
    literals: dict[str, "_Node"] = field(default_factory=dict)
    templates: dict[str, tuple[re.Pattern[str] | None, "_Node"]] = field(default_factory=dict)
    leaf: _Leaf | None = None

    def step(self, segment: Segment) -> "_Node":
        if not segment.names:
            return self.literals.setdefault(segment.text, _Node())
        shape = segment.shape
        if shape not in self.templates:
            pattern = None if segment.is_whole else segment.pattern()
            self.templates[shape] = pattern, _Node()
            by_literal_text = sorted(
                self.templates.items(), key=lambda entry: -len(entry[0].replace("{}", ""))
            )
            self.templates = dict(by_literal_text)
        return self.templates[shape][1]


def _literal_text(template: tuple[str, object]) -> int:
    return len(template[0].replace("{}", ""))


class Router:
    """Paths, compiled: concrete ones in a dict, templated ones in a tree of segments."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._static: dict[str, _Leaf] = {}
        self._root = _Node()
        for operation in operations:
            self._add(operation)

    def match(self, method: str, raw_path: str) -> Match:
        """Return the operation; raises ``NotFound`` or ``MethodNotAllowed`` with its ``Allow`` header.

        ``raw_path`` is what follows the base path, percent-encoded as it came. HEAD is answered by GET
        where the path has no HEAD of its own.
        """
        found = self._find(raw_path)
        if found is None:
            raise NotFound("The API has no such path.")
        leaf, values = found
        entry = leaf.operations.get(method)
        if entry is None and method == "HEAD":
            entry = leaf.operations.get("GET")
        if entry is None:
            raise MethodNotAllowed(
                f"This path takes {', '.join(leaf.allowed)}.", headers={"Allow": ", ".join(leaf.allowed)}
            )
        operation, names = entry
        return Match(operation, dict(zip(names, values, strict=True)))

    def allowed(self, raw_path: str) -> tuple[str, ...]:
        """Return the methods that the path takes, HEAD and OPTIONS included; empty for an unknown path."""
        found = self._find(raw_path)
        return () if found is None else found[0].allowed

    def _add(self, operation: Operation) -> None:
        parts = segments(operation.path)
        names = tuple(name for part in parts for name in part.names)
        node = self._root
        for part in parts:
            node = node.step(part)
        if node.leaf is None:
            node.leaf = _Leaf()
        if not names:
            self._static[operation.path] = node.leaf
        node.leaf.operations[operation.method] = operation, names
        methods = {*node.leaf.operations, "OPTIONS"}
        if "GET" in methods:
            methods.add("HEAD")
        node.leaf.allowed = tuple(sorted(methods))

    def _find(self, raw_path: str) -> tuple[_Leaf, list[str]] | None:
        leaf = self._static.get(raw_path)
        if leaf is not None:
            return leaf, []
        if not raw_path.startswith("/"):
            return None
        return _search(self._root, raw_path[1:].split("/"), 0)


def _search(node: _Node, parts: list[str], at: int) -> tuple[_Leaf, list[str]] | None:
    if at == len(parts):
        return None if node.leaf is None else (node.leaf, [])
    part = parts[at]
    # Of a literal, an encoded spelling is equivalent (RFC 3986 section 6.2.2.2).
    literal = node.literals.get(unquote(part) if "%" in part else part)
    if literal is not None:
        found = _search(literal, parts, at + 1)
        if found is not None:
            return found
    if not part:
        return None
    for pattern, below in node.templates.values():
        if pattern is None:
            values: list[str] = [part]
        else:
            matched = pattern.fullmatch(part)
            if matched is None:
                continue
            values = list(matched.groups())
        found = _search(below, parts, at + 1)
        if found is not None:
            return found[0], values + found[1]
    return None
