"""An operation of the contract, compiled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from brainstormmsp.contract.exchange import EncodedResponse, Response
from brainstormmsp.contract.parameters import Parameter
from brainstormmsp.contract.problems import Violation
from brainstormmsp.contract.rates import RateClass
from brainstormmsp.contract.request_body import RequestBody
from brainstormmsp.contract.response import ResponseSpec

__all__ = ["Operation"]


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One method of one path, with everything decided that the document decides."""

    id: str
    method: str
    path: str
    tag: str
    module_name: str
    function_name: str
    pointer: str
    summary: str
    description: str
    anonymous: bool
    scopes: frozenset[str]
    security: tuple[Mapping[str, tuple[str, ...]], ...]
    rate_class: RateClass | None
    max_body_bytes: int
    problem_format: Literal["rfc9457", "rfc6749"]
    takes_idempotency_key: bool
    parameters: tuple[Parameter, ...]
    request_body: RequestBody | None
    responses: Mapping[str, ResponseSpec]
    extensions: Mapping[str, object]

    def response_for(self, status: int) -> ResponseSpec | None:
        """Return the response that documents ``status``: exact, then its range, then ``default``."""
        raise NotImplementedError

    def documents(self, status: int) -> bool:
        """Tell whether the operation documents ``status``."""
        return self.response_for(status) is not None

    def decode_parameters(
        self, path_values: Mapping[str, str], query: str, headers: Sequence[tuple[bytes, bytes]]
    ) -> tuple[dict[str, object], list[Violation]]:
        """Return the parameters by Python name, defaults filled in, and every violation of them."""
        raise NotImplementedError

    def decode_body(self, content_type: str | None, body: bytes) -> tuple[object, list[Violation]]:
        """Return the body's value and every violation of it; raises ``UnsupportedMediaType``."""
        raise NotImplementedError

    def encode(self, response: Response) -> EncodedResponse:
        """Return the response in bytes; raises ``ResponseViolation`` for one that is not documented."""
        raise NotImplementedError
