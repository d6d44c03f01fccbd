"""Idempotency keys whose first request has not been answered yet."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from contractfirst.contract.problems import Conflict, UnprocessableContent

__all__ = ["KeysInFlight", "require_same_request"]


class KeysInFlight:
    """Refuses a second request with a key while the first one is being answered; for one event loop."""

    def __init__(self) -> None:
        self._fingerprints: dict[Hashable, str] = {}

    @contextmanager
    def claim(self, key: Hashable, fingerprint: str) -> Iterator[None]:
        """Hold ``key``, which names its owner too, until the block ends.

        Raises:
            Conflict: it is held already (``idempotency_key_in_flight``).
            UnprocessableContent: it is held by another request (``idempotency_key_reused``).
        """
        if key in self._fingerprints:
            require_same_request(self._fingerprints[key], fingerprint)
            raise Conflict(
                "The first request with this Idempotency-Key is still in progress.",
                code="idempotency_key_in_flight",
            )
        self._fingerprints[key] = fingerprint
        try:
            yield
        finally:
            del self._fingerprints[key]


def require_same_request(known: str, fingerprint: str) -> None:
    """Raise ``UnprocessableContent`` when a key that is known by ``known`` comes with another fingerprint."""
    if known != fingerprint:
        raise UnprocessableContent(
            "This Idempotency-Key was used with another request; a new request needs a new key.",
            code="idempotency_key_reused",
        )
