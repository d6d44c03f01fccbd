"""The protocols between the server and what an application provides."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from contractfirst.contract.exchange import Call, EncodedResponse, Principal

__all__ = [
    "Authenticator",
    "Backend",
    "ClientRegistry",
    "EventSink",
    "Idempotency",
    "Readiness",
    "Recognition",
]

Context_co = TypeVar("Context_co", covariant=True)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Idempotency:
    """The caller's Idempotency-Key, and a digest of the method, path and payload that it stands for."""

    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """One thing that must work before the server is ready for requests."""

    name: str
    ready: bool
    detail: str = ""


class Authenticator(Protocol):
    """Turns a bearer token (RFC 6750) into a principal."""

    def authenticate(self, token: str) -> Principal:
        """Return the principal that the token was issued to.

        Raises:
            Unauthorized: invalid, expired, not yet valid, revoked, or issued for another audience.
        """


Recognition = Literal["authenticated", "wrong_secret", "unknown"]
"""What a registry knows of a presented client: both id and secret, only the id, or neither."""


class ClientRegistry(Protocol):
    """Knows the OAuth clients that authenticate with a secret (RFC 6749 section 2.3.1)."""

    def recognise(self, client_id: str, client_secret: str) -> Recognition:
        """Compare a presented client with the registered ones, in a time that does not depend on them."""


class EventSink(Protocol):
    """Takes the events of the contract's ``webhooks``; a handler's context is one."""

    def emit(self, event_type: str, data: Mapping[str, object]) -> None:
        """Store an event for delivery, if and only if the change that caused it is committed.

        ``event_type`` is the name of one of the ``webhooks``, ``data`` what its payload has under ``data``.
        """


class Backend(Protocol[Context_co]):
    """What handlers work on. The context is whatever the handlers take as their first argument."""

    async def start(self) -> None:
        """Open resources; called once before the first request."""

    async def stop(self) -> None:
        """Finish work in flight and close resources; called once after the last request."""

    def readiness(self) -> Sequence[Readiness]:
        """Return what works and what does not."""

    async def prepare(self, work: Callable[[Any], Awaitable[None]]) -> None:
        """Await ``work`` on the event loop, before and outside the transaction that it prepares.

        Its argument is what the handlers' ``prepare`` options take first; what it raises is raised.
        """

    def read(self, call: Call, work: Callable[[Context_co], Result]) -> Result:
        """Run ``work`` inline on one consistent snapshot that it cannot change."""

    async def write(
        self,
        call: Call,
        work: Callable[[Context_co], EncodedResponse],
        idempotency: Idempotency | None = None,
    ) -> EncodedResponse:
        """Run ``work`` in one transaction; durable when this returns, rolled back when ``work`` raises.

        With ``idempotency``, a key seen before returns the first response with ``replayed`` set instead
        of running ``work``.

        Raises:
            Conflict: the key's first request is still in flight (``idempotency_key_in_flight``).
            UnprocessableContent: the key was used with another payload (``idempotency_key_reused``).
        """
