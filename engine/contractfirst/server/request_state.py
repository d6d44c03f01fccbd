"""One request on its way through the stages: what is known of it so far."""

from collections.abc import Mapping
from datetime import datetime

from contractfirst.contract.exchange import EncodedResponse, Principal
from contractfirst.contract.operation import Operation
from contractfirst.contract.problems import ContentTooLarge
from contractfirst.protocols import Idempotency
from contractfirst.server.asgi import Receive, Scope

__all__ = ["RequestState"]


class RequestState:
    """The state that the stages share; each stage says in its docstring what it reads and sets.

    ``present`` holds the request headers that the server itself reads, by lower-case name; ``duplicated``
    the names of those that came more than once although they may not. ``response_headers`` are added
    to whatever is sent, whichever stage decides it. ``outcome`` is what is sent. ``more_body`` says that the
    request's body, if it has one, was not read to its end.
    """

    __slots__ = (
        "arguments",
        "body",
        "decoded_body",
        "duplicated",
        "failure",
        "handling",
        "idempotency",
        "method",
        "more_body",
        "operation",
        "outcome",
        "path",
        "path_values",
        "present",
        "principal",
        "query",
        "receive",
        "received_at",
        "request_id",
        "response_headers",
        "scope",
        "source_address",
        "started_ns",
        "too_large",
    )

    def __init__(self, scope: Scope, receive: Receive, started_ns: int, received_at: datetime) -> None:
        self.scope = scope
        self.receive = receive
        self.started_ns = started_ns
        self.received_at = received_at
        self.method: str = scope["method"]
        self.path = ""
        self.query = ""
        self.present: dict[bytes, bytes] = {}
        self.duplicated: frozenset[bytes] = frozenset()
        self.request_id = ""
        self.source_address = ""
        self.operation: Operation | None = None
        self.path_values: Mapping[str, str] = {}
        self.principal: Principal | None = None
        self.body: bytes | None = None
        self.more_body = True
        self.arguments: dict[str, object] = {}
        self.decoded_body: object = None
        self.idempotency: Idempotency | None = None
        self.handling = False
        self.too_large: ContentTooLarge | None = None
        self.response_headers: list[tuple[str, str]] = []
        self.outcome: EncodedResponse | None = None
        self.failure: BaseException | None = None
