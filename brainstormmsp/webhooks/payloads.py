"""The bodies of webhooks: made from events, held against the contract before any of them leaves."""

from collections.abc import Mapping
from typing import Any

import orjson

from brainstormmsp.webhooks.errors import PayloadError
from brainstormmsp.webhooks.shortening import shorten
from contractfirst.contract.place import Place
from contractfirst.contract.webhook import Webhook

__all__ = ["MOST_BYTES", "Payloads"]

# The contract promises less than 20 kB.
MOST_BYTES = 19_999


class Payloads:
    """Makes bodies for the contract's webhooks.

    Raises:
        PayloadError: the contract's own example of a webhook does not fit it, or there is none.
    """

    def __init__(self, webhooks: Mapping[str, Webhook]) -> None:
        self._webhooks = webhooks
        self._examples = {name: _example(webhook) for name, webhook in webhooks.items()}
        for name, data in self._examples.items():
            self.compose(name, "2026-01-01T00:00:00.000Z", data)

    def compose(self, event_type: str, timestamp: str, data: dict[str, Any]) -> str:
        """Return the body of an event, as JSON under 20 kB; texts and lists lose their ends to fit.

        Raises:
            PayloadError: no such webhook, data against its schema, or too much that cannot be cut.
        """
        webhook = self._webhooks.get(event_type)
        if webhook is None:
            raise PayloadError(f"the contract has no webhook {event_type}")
        room = MOST_BYTES - len(orjson.dumps({"type": event_type, "timestamp": timestamp, "data": {}})) + 2
        fitting = shorten(data, room)
        if fitting is None:
            raise PayloadError(f"{event_type} is larger than {MOST_BYTES} bytes and cannot be cut")
        payload = {"type": event_type, "timestamp": timestamp, "data": fitting}
        violations = webhook.violations(payload)
        if violations:
            found = "; ".join(f"{violation.pointer}: {violation.code}" for violation in violations)
            raise PayloadError(f"{event_type} does not fit the contract: {found}")
        return orjson.dumps(payload).decode()

    def example(self, event_type: str, timestamp: str) -> str:
        """Return the contract's example of a webhook as a body; raises as ``compose`` does."""
        return self.compose(event_type, timestamp, self._examples.get(event_type, {}))


def _example(webhook: Webhook) -> dict[str, Any]:
    """Return what the first example of a webhook has under ``data``."""
    for media in _media(webhook.place):
        for _, example in media.members("examples"):
            value = example.resolved().get("value")
            if isinstance(value, dict) and isinstance(value.get("data"), dict):
                data: dict[str, Any] = value["data"]
                return data
    raise PayloadError(f"the webhook {webhook.name} has no example")


def _media(operation: Place) -> list[Place]:
    if not operation.has("requestBody"):
        return []
    return [media for _, media in operation.child("requestBody").resolved().members("content")]
