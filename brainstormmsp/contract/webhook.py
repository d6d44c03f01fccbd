"""Webhooks of the contract (OpenAPI 3.1.1 section 4.8.1, ``webhooks``)."""

from dataclasses import dataclass

from brainstormmsp.contract.problems import Violation

__all__ = ["Webhook"]


@dataclass(frozen=True, slots=True, eq=False)
class Webhook:
    """One event that the API sends."""

    name: str
    method: str
    summary: str
    description: str
    schema: object
    pointer: str

    def violations(self, body: object) -> list[Violation]:
        """Return everything in which ``body`` differs from the documented payload."""
        raise NotImplementedError
