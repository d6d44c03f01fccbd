"""Deliveries of events to webhooks, as callers see them."""

from typing import Any

from sqlalchemy import bindparam, insert, select

from brainstormmsp import schemas
from brainstormmsp.store import tables
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.webhooks import require_enabled
from contractfirst.contract.problems import Conflict, NotFound

__all__ = [
    "DELIVERIES",
    "deliver_again",
    "make_delivery",
    "require_delivered_event",
    "show_delivery",
]

_DELIVERIES = tables.webhook_deliveries
_PAYLOADS = tables.webhook_payloads
_ATTEMPTS = tables.webhook_attempts

_MOST_ATTEMPTS = 100

DELIVERIES = Resource[schemas.WebhookDelivery](
    _DELIVERIES,
    singular="delivery",
    hidden=("round_attempts", "available_at", "lease_token", "mass"),
)

_INSERT_PAYLOAD = Statement(insert(_PAYLOADS))
_LATEST_ATTEMPTS = Statement(
    select(
        _ATTEMPTS.c.at,
        _ATTEMPTS.c.status_code,
        _ATTEMPTS.c.duration_ms,
        _ATTEMPTS.c.error,
        _ATTEMPTS.c.response_excerpt,
    )
    .where(
        _ATTEMPTS.c.organisation_id == bindparam("organisation_id"),
        _ATTEMPTS.c.delivery_id == bindparam("delivery_id"),
    )
    .order_by(_ATTEMPTS.c.number.desc())
    .limit(_MOST_ATTEMPTS)
)
_OF_EVENT = Statement(
    select(_DELIVERIES.c.id).where(
        _DELIVERIES.c.organisation_id == bindparam("organisation_id"),
        _DELIVERIES.c.event_id == bindparam("event_id"),
        _DELIVERIES.c.webhook_id == bindparam("webhook_id"),
    )
)


def make_delivery(
    scope: Scope,
    webhook_id: str,
    event_id: str,
    event_type: str,
    body: str | None,
    *,
    test: bool = False,
    mass: bool = False,
) -> schemas.WebhookDelivery:
    """Store a delivery that is due at once; return it as it is shown.

    Without a ``body``, the dispatcher makes one. A delivery of ``mass`` work is attempted after all others of
    its webhook.
    """
    delivery = DELIVERIES.insert(
        scope,
        {},
        webhook_id=webhook_id,
        event_id=event_id,
        event_type=event_type,
        test=test,
        mass=mass,
        next_attempt_at=scope.timestamp,
        available_at=scope.timestamp,
    )
    if body is not None:
        scope.transaction.execute(
            _INSERT_PAYLOAD,
            {"organisation_id": scope.organisation_id, "delivery_id": delivery["id"], "body": body},
        )
    return {**delivery, "attempts": []}


def show_delivery(scope: Scope, delivery: schemas.WebhookDelivery) -> schemas.WebhookDelivery:
    """Return a delivery as it is shown: with its latest attempts, oldest first."""
    found = scope.transaction.all(
        _LATEST_ATTEMPTS, {"organisation_id": scope.organisation_id, "delivery_id": delivery["id"]}
    )
    # SQLAlchemy's names are a subclass of str, which orjson refuses as the key of an object.
    attempts: list[Any] = [
        {str(name): value for name, value in attempt.items()} for attempt in reversed(found)
    ]
    return {**delivery, "attempts": attempts}


def require_delivered_event(scope: Scope, webhook_id: str, event_id: str | None) -> None:
    """Check that the event was delivered to the webhook; ``None`` is accepted.

    Raises:
        NotFound: it was not, or there is no such event.
    """
    place = {"organisation_id": scope.organisation_id, "webhook_id": webhook_id, "event_id": event_id}
    if event_id is not None and scope.transaction.scalar(_OF_EVENT, place) is None:
        raise NotFound("The webhook has no delivery of this event.")


def deliver_again(scope: Scope, webhook: schemas.Webhook, delivery_id: str) -> schemas.WebhookDelivery:
    """Make a webhook's delivery that has ended due at once, with all its retries; return it as it is shown.

    Raises:
        NotFound: the webhook has no such delivery.
        Conflict: the webhook is disabled (``webhook_disabled``), or the delivery has not ended
            (``delivery_pending``).
    """
    delivery = DELIVERIES.get(scope, delivery_id)
    if delivery["webhook_id"] != webhook["id"]:
        raise NotFound("The delivery does not exist.")
    require_enabled(webhook)
    if delivery["status"] == "pending":
        raise Conflict(
            "The delivery is pending and will be attempted automatically.", code="delivery_pending"
        )
    delivery = DELIVERIES.update(
        scope,
        delivery_id,
        status="pending",
        round_attempts=0,
        next_attempt_at=scope.timestamp,
        available_at=scope.timestamp,
    )
    return show_delivery(scope, delivery)
