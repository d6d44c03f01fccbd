"""From a method and a raw path to an operation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from brainstormmsp.contract.operation import Operation

__all__ = ["Match", "Router"]


@dataclass(frozen=True, slots=True)
class Match:
    """The operation, and its path values as they came: still percent-encoded."""

    operation: Operation
    path_values: Mapping[str, str]


class Router:
    """Paths, compiled: concrete ones in a dict, templated ones in a tree of segments."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        raise NotImplementedError

    def match(self, method: str, raw_path: str) -> Match:
        """Return the operation; raises ``NotFound`` or ``MethodNotAllowed`` with its ``Allow`` header."""
        raise NotImplementedError

    def allowed(self, raw_path: str) -> tuple[str, ...]:
        """Return the methods that the path takes, HEAD and OPTIONS included; empty for an unknown path."""
        raise NotImplementedError
