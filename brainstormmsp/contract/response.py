"""Documented responses (OpenAPI 3.1.1 section 4.8.17): from a handler's data to bytes."""

from collections.abc import Mapping
from dataclasses import dataclass

from brainstormmsp.contract.exchange import EncodedResponse, Response

__all__ = ["HeaderSpec", "ResponseSpec"]


@dataclass(frozen=True, slots=True, eq=False)
class HeaderSpec:
    """One documented response header."""

    name: str
    required: bool
    schema: object
    pointer: str


@dataclass(frozen=True, slots=True, eq=False)
class ResponseSpec:
    """One entry of ``responses``: ``status`` is "200", "4XX" or "default"; ``headers`` by lower-case name."""

    status: str
    description: str
    headers: Mapping[str, HeaderSpec]
    media_types: tuple[str, ...]
    pointer: str

    def encode(self, response: Response) -> EncodedResponse:
        """Return the response in bytes; raises ``ResponseViolation``."""
        raise NotImplementedError
