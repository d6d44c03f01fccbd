"""Operations with everything that applies to them: path-level parameters, inherited security, targets."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contractfirst.lint.grammar import METHODS
from contractfirst.lint.node import Node, mapping, sequence

if TYPE_CHECKING:
    from contractfirst.lint.subject import Subject

__all__ = ["Operation", "operations_of"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; parts are resolved, and those whose reference dangles are left out.

    ``channel`` is paths, webhooks or callbacks; ``parameters`` includes those of the path item, the
    operation's own first; ``security`` is None where neither the operation nor the document has any.
    """

    node: Node
    method: str
    path: str
    channel: str
    parameters: tuple[Node, ...]
    body: Node | None
    responses: tuple[tuple[str, Node], ...]
    security: list[Any] | None

    @property
    def name(self) -> str:
        """How messages call it: ``GET /clients``."""
        return f"{self.method.upper()} {self.path}"

    @property
    def statuses(self) -> tuple[str, ...]:
        """The keys of the responses, also of those whose reference dangles."""
        return tuple(str(key) for key in mapping(self.node.value.get("responses")))

    def documents(self, status: int) -> bool:
        """Whether a status is among the responses: by itself, by its range or by ``default``."""
        keys = mapping(self.node.value.get("responses"))
        return str(status) in keys or f"{status // 100}XX" in keys or "default" in keys

    @property
    def schemes(self) -> list[tuple[str, list[Any]]]:
        """Each security scheme named in any alternative, with the scopes asked for."""
        return [
            (name, sequence(scopes))
            for requirement in self.security or ()
            for name, scopes in mapping(requirement).items()
        ]


def operations_of(subject: "Subject") -> Iterator[Operation]:
    """Yield the operations of paths, webhooks and callbacks."""
    for name in mapping(subject.data.get("paths")):
        if not name.startswith("x-"):
            yield from _of_item(subject, subject.child(subject.root, "path item", "paths", name), name)
    for name in mapping(subject.data.get("webhooks")):
        item = subject.child(subject.root, "path item", "webhooks", name)
        yield from _of_item(subject, item, name, "webhooks")
    for callback in subject.of("callback"):
        for expression in callback.value:
            if not expression.startswith("x-"):
                item = subject.child(callback, "path item", expression)
                yield from _of_item(subject, item, expression, "callbacks")


def _of_item(subject: "Subject", item: Node | None, path: str, channel: str = "paths") -> Iterator[Operation]:
    """Yield the operations of a path item, and of the one that its ``$ref`` names."""
    seen: set[tuple[int, str]] = set()
    while item is not None and (id(item.file), item.pointer) not in seen:
        seen.add((id(item.file), item.pointer))
        for method in METHODS:
            node = subject.child(item, "operation", method)
            if node is not None:
                yield _operation(subject, item, node, method, path, channel)
        text = item.value.get("$ref")
        target = subject.target(item, text) if isinstance(text, str) else None
        item = None if target is None else subject.at(target.file, target.pointer, "path item")


def _operation(subject: "Subject", item: Node, node: Node, method: str, path: str, channel: str) -> Operation:
    own, shared = _parameters(subject, node), _parameters(subject, item)
    names = {(each.text("in"), each.text("name")) for each in own}
    inherited = [each for each in shared if (each.text("in"), each.text("name")) not in names]
    body = subject.resolved(node, "request body", "requestBody")
    responses = []
    for status in mapping(node.value.get("responses")):
        if not status.startswith("x-"):
            response = subject.resolved(node, "response", "responses", status)
            if response is not None:
                responses.append((status, response))
    security = node.value.get("security", subject.data.get("security"))
    return Operation(
        node,
        method,
        path,
        channel,
        (*own, *inherited),
        body,
        tuple(responses),
        security if isinstance(security, list) else None,
    )


def _parameters(subject: "Subject", node: Node) -> list[Node]:
    found = []
    for index in range(len(sequence(node.value.get("parameters")))):
        parameter = subject.resolved(node, "parameter", "parameters", index)
        if parameter is not None:
            found.append(parameter)
    return found
