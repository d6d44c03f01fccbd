"""An operation as the document describes it, with everything that applies to it from elsewhere.

Path-level parameters, the document's servers and security, the body limit are merged here and nowhere else
(OpenAPI 3.1.1 sections 4.8.9 and 4.8.10).
"""

from dataclasses import dataclass
from typing import Any

from contractfirst.contract.names import python_name
from contractfirst.contract.node import Node, mapping, sequence, strings

__all__ = [
    "DEFAULT_MAX_BODY_BYTES",
    "DEFAULT_PROBLEM_FORMAT",
    "IGNORED_HEADERS",
    "SERVED_HEADERS",
    "SERVER_RESPONSE_HEADERS",
    "OperationNode",
    "is_header_of",
]

DEFAULT_MAX_BODY_BYTES = 1_048_576
"""The body limit of a document that sets none with ``x-max-body-bytes``."""

DEFAULT_PROBLEM_FORMAT = "rfc9457"
"""The format of an operation's errors without ``x-problem-format``: problem+json."""

IGNORED_HEADERS = frozenset({"accept", "authorization", "content-type"})
"""Header parameters of these names mean nothing (OpenAPI 3.1.1 section 4.8.12.1)."""

SERVED_HEADERS = frozenset({"idempotency-key", "if-none-match", "x-request-id"})
"""Header parameters that the server serves itself: handlers are not given them."""

SERVER_RESPONSE_HEADERS = frozenset({"idempotency-replayed", "ratelimit", "ratelimit-policy", "x-request-id"})
"""Headers that the server adds to what a handler returns: a handler's response need not have them."""


@dataclass(frozen=True, slots=True, eq=False)
class OperationNode:
    """One operation; parts are resolved, and those whose reference dangles are left out.

    ``channel`` is paths, webhooks or callbacks, ``path`` the key there. ``parameters`` are those of the path
    item with the operation's own in their place or after them, without the headers that mean nothing.
    ``servers`` are the operation's own, else the path item's, else the document's; ``security`` is ``None``
    where neither the operation nor the document says anything.
    """

    node: Node
    item: Node
    method: str
    path: str
    channel: str
    parameters: tuple[Node, ...]
    body: Node | None
    responses: tuple[tuple[str, Node], ...]
    servers: tuple[Node, ...]
    security: list[Any] | None
    max_body_bytes: int

    @property
    def name(self) -> str:
        """How messages call it: ``GET /clients``."""
        return f"{self.method.upper()} {self.path}"

    @property
    def id(self) -> str:
        """The operationId, ``""`` without one."""
        return self.node.string("operationId")

    @property
    def tag(self) -> str:
        """The first tag, ``""`` without any."""
        return next(iter(strings(self.node.value.get("tags"))), "")

    @property
    def module_name(self) -> str:
        """The module of its handler: the first tag in snake case, ``default`` without any."""
        return python_name(self.tag) if self.tag else "default"

    @property
    def function_name(self) -> str:
        """The function that handles it: the operationId in snake case."""
        return python_name(self.id)

    @property
    def rate_class(self) -> str:
        """The name of its rate class, ``""`` without one."""
        return self.node.string("x-rate-limit")

    @property
    def problem_format(self) -> str:
        """The format of its errors as ``x-problem-format`` names it, ``rfc9457`` without one."""
        return self.node.string("x-problem-format") or DEFAULT_PROBLEM_FORMAT

    @property
    def handler_parameters(self) -> tuple[Node, ...]:
        """The parameters that its handler is given."""
        return tuple(each for each in self.parameters if not is_header_of(each, SERVED_HEADERS))

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


def is_header_of(parameter: Node, names: frozenset[str]) -> bool:
    """Whether a parameter is a header of one of the names, which are in lower case."""
    return parameter.value.get("in") == "header" and parameter.string("name").lower() in names
