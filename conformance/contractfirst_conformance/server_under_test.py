"""The server under test: its client, fixtures for its operations, and the validator of its responses."""

from dataclasses import dataclass

from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.factory import RequestFactory
from contractfirst_conformance.response_validator import ResponseValidator

__all__ = ["ServerUnderTest"]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class ServerUnderTest:
    """One contract at one URL; everything in it is kept for the whole run."""

    client: ApiClient
    factory: RequestFactory
    validator: ResponseValidator

    @classmethod
    def of(cls, client: ApiClient) -> "ServerUnderTest":
        """Return a server with fixtures and a validator of its own."""
        return cls(client, RequestFactory(client), ResponseValidator(client.contract))
