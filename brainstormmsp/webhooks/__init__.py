"""Webhooks: events on their way to endpoints, as the Standard Webhooks specification (1.0) has it.

Events come out of the outbox, into which ``context.emit`` wrote them in the transaction of the change that
caused them. ``FanOut`` makes a delivery of an event for each webhook that wants it, in one transaction, with
a body that fits the contract; ``Dispatcher`` attempts deliveries by ``schedule`` and writes down what came of
it. Where an endpoint may be is decided by ``Targets``, when it is created and again on every connection.
"""

from brainstormmsp.webhooks.dispatcher import Dispatcher
from brainstormmsp.webhooks.errors import (
    NameResolutionError,
    PayloadError,
    PrivateAddressError,
    TargetError,
    TlsError,
    WebhookError,
)
from brainstormmsp.webhooks.fairness import DeliveryShares
from brainstormmsp.webhooks.payloads import Payloads
from brainstormmsp.webhooks.purge import webhook_purge
from brainstormmsp.webhooks.sender import DeliveryResponse, Sender
from brainstormmsp.webhooks.signatures import generate_secret
from brainstormmsp.webhooks.targets import Targets

__all__ = [
    "DeliveryResponse",
    "DeliveryShares",
    "Dispatcher",
    "NameResolutionError",
    "PayloadError",
    "Payloads",
    "PrivateAddressError",
    "Sender",
    "TargetError",
    "Targets",
    "TlsError",
    "WebhookError",
    "generate_secret",
    "webhook_purge",
]
