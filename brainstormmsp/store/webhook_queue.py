"""The queue of deliveries: what is due, who attempts it, and what came of that.

As with jobs, a delivery belongs to the worker that holds its lease token; a worker that lost its lease
changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Select, bindparam, delete, func, insert, literal_column, select, union_all, update

from brainstormmsp.store import tables
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction
from brainstormmsp.store.webhooks import secrets_of_webhook

__all__ = [
    "AttemptRecord",
    "ClaimedDelivery",
    "DueWebhook",
    "add_attempt",
    "claim_deliveries",
    "due_webhooks",
    "put_body",
    "record_attempt",
    "release_delivery",
    "renew_delivery_leases",
]

_ENDPOINTS = tables.webhook_endpoints
_DELIVERIES = tables.webhook_deliveries
_PAYLOADS = tables.webhook_payloads
_ATTEMPTS = tables.webhook_attempts


@dataclass(frozen=True, slots=True)
class DueWebhook:
    """A webhook that receives, and from when its next delivery may be attempted.

    ``mass`` distinguishes the deliveries of mass work, which are apart from all others.
    """

    organisation_id: str
    id: str
    available_at: str
    mass: bool = False


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery that somebody attempts; ``attempt`` counts from 1 in its round of retries.

    ``body`` is ``None`` for a test whose body nobody has made yet. ``secrets`` all sign, the newest first.
    """

    organisation_id: str
    id: str
    webhook_id: str
    event_id: str
    event_type: str
    test: bool
    attempt: int
    url: str
    body: str | None
    secrets: tuple[str, ...]
    lease_token: str
    mass: bool = False


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """What the log keeps of an attempt; ``status_code``, ``error`` and the excerpt where there are any."""

    at: str
    duration_ms: int
    status_code: int | None
    error: str | None
    response_excerpt: str | None


def _receiving_lane(mass: int) -> Select[Any]:
    first_due = (
        select(func.min(_DELIVERIES.c.available_at))
        .where(
            _DELIVERIES.c.organisation_id == _ENDPOINTS.c.organisation_id,
            _DELIVERIES.c.webhook_id == _ENDPOINTS.c.id,
            _DELIVERIES.c.mass == literal_column(str(mass)),
            _DELIVERIES.c.available_at.is_not(None),
        )
        .scalar_subquery()
    )
    return select(
        _ENDPOINTS.c.organisation_id,
        _ENDPOINTS.c.id,
        first_due.label("available_at"),
        literal_column(str(mass)).label("mass"),
    ).where(_ENDPOINTS.c.enabled == 1, _ENDPOINTS.c.deleted_at.is_(None))


_receiving = union_all(_receiving_lane(0), _receiving_lane(1)).subquery()
_DUE_WEBHOOKS = Statement(select(_receiving).where(_receiving.c.available_at.is_not(None)))
_URL = Statement(
    select(_ENDPOINTS.c.url).where(
        _ENDPOINTS.c.organisation_id == bindparam("of_organisation"),
        _ENDPOINTS.c.id == bindparam("of_webhook"),
        _ENDPOINTS.c.enabled == 1,
        _ENDPOINTS.c.deleted_at.is_(None),
    )
)
_DUE_DELIVERIES = Statement(
    select(
        _DELIVERIES.c.id,
        _DELIVERIES.c.event_id,
        _DELIVERIES.c.event_type,
        _DELIVERIES.c.test,
        _DELIVERIES.c.round_attempts,
        _PAYLOADS.c.body,
    )
    .select_from(_DELIVERIES)
    .join(
        _PAYLOADS,
        (_PAYLOADS.c.organisation_id == _DELIVERIES.c.organisation_id)
        & (_PAYLOADS.c.delivery_id == _DELIVERIES.c.id),
        isouter=True,
    )
    .where(
        _DELIVERIES.c.organisation_id == bindparam("of_organisation"),
        _DELIVERIES.c.webhook_id == bindparam("of_webhook"),
        _DELIVERIES.c.mass == bindparam("of_mass"),
        _DELIVERIES.c.available_at <= bindparam("now"),
    )
    .order_by(_DELIVERIES.c.available_at, _DELIVERIES.c.id)
    .limit(bindparam("most"))
)
_OF_DELIVERY = (
    _DELIVERIES.c.organisation_id == bindparam("of_organisation"),
    _DELIVERIES.c.id == bindparam("of_delivery"),
)
_HELD = (*_OF_DELIVERY, _DELIVERIES.c.lease_token == bindparam("of_lease"))
_TAKE = Statement(
    update(_DELIVERIES)
    .where(*_OF_DELIVERY)
    .values(lease_token=bindparam("of_lease"), available_at=bindparam("lease_ends"))
)
_RENEW = Statement(update(_DELIVERIES).where(*_HELD).values(available_at=bindparam("lease_ends")))
_RELEASE = Statement(
    update(_DELIVERIES).where(*_HELD).values(available_at=bindparam("now"), lease_token=None)
)
_RECORD = Statement(
    update(_DELIVERIES)
    .where(*_HELD)
    .values(
        status=bindparam("new_status"),
        request=bindparam("new_request"),
        round_attempts=bindparam("new_attempts"),
        next_attempt_at=bindparam("new_time"),
        available_at=bindparam("new_time"),
        updated_at=bindparam("now"),
        lease_token=None,
    )
)
_NUMBER = Statement(
    select(func.coalesce(func.max(_ATTEMPTS.c.number), 0) + 1).where(
        _ATTEMPTS.c.organisation_id == bindparam("of_organisation"),
        _ATTEMPTS.c.delivery_id == bindparam("of_delivery"),
    )
)
_ADD_ATTEMPT = Statement(insert(_ATTEMPTS))
_ADD_BODY = Statement(insert(_PAYLOADS))
_DROP_BODY = Statement(
    delete(_PAYLOADS).where(
        _PAYLOADS.c.organisation_id == bindparam("of_organisation"),
        _PAYLOADS.c.delivery_id == bindparam("of_delivery"),
    )
)


def due_webhooks(transaction: Transaction) -> list[DueWebhook]:
    """Return every webhook that receives and has a delivery to attempt, now or later."""
    return [DueWebhook(**{**row, "mass": bool(row["mass"])}) for row in transaction.all(_DUE_WEBHOOKS)]


def claim_deliveries(
    transaction: Transaction,
    webhook: DueWebhook,
    *,
    now: str,
    lease_token: str,
    lease_ends: str,
    most: int,
) -> list[ClaimedDelivery]:
    """Take the deliveries of a webhook that have been due longest; none when it no longer receives."""
    place = {"of_organisation": webhook.organisation_id, "of_webhook": webhook.id}
    url = transaction.scalar(_URL, place)
    if url is None:
        return []
    secrets = secrets_of_webhook(transaction, webhook.organisation_id, webhook.id, now)
    claimed = []
    due = {**place, "of_mass": int(webhook.mass)}
    for row in transaction.all(_DUE_DELIVERIES, {**due, "now": now, "most": most}):
        delivery = ClaimedDelivery(
            organisation_id=webhook.organisation_id,
            id=row["id"],
            webhook_id=webhook.id,
            event_id=row["event_id"],
            event_type=row["event_type"],
            test=bool(row["test"]),
            attempt=row["round_attempts"] + 1,
            url=url,
            body=row["body"],
            secrets=secrets,
            lease_token=lease_token,
            mass=webhook.mass,
        )
        transaction.execute(_TAKE, {**_held(delivery), "lease_ends": lease_ends})
        claimed.append(delivery)
    return claimed


def put_body(transaction: Transaction, delivery: ClaimedDelivery, body: str) -> None:
    """Keep the body that the delivery has from now on."""
    transaction.execute(_DROP_BODY, _held(delivery))
    transaction.execute(
        _ADD_BODY,
        {"organisation_id": delivery.organisation_id, "delivery_id": delivery.id, "body": body},
    )


def renew_delivery_leases(
    transaction: Transaction, deliveries: Sequence[ClaimedDelivery], lease_ends: str
) -> None:
    """Prolong the leases of deliveries that are still attempted."""
    for delivery in deliveries:
        transaction.execute(_RENEW, {**_held(delivery), "lease_ends": lease_ends})


def release_delivery(transaction: Transaction, delivery: ClaimedDelivery, now: str) -> None:
    """Release a delivery without counting the attempt."""
    transaction.execute(_RELEASE, {**_held(delivery), "now": now})


def record_attempt(
    transaction: Transaction,
    delivery: ClaimedDelivery,
    attempt: AttemptRecord,
    *,
    now: str,
    status: str,
    next_attempt_at: str | None,
    request: dict[str, Any],
) -> bool:
    """Store an attempt and its result; ``False`` if the delivery is gone or was taken over.

    ``request`` is what was sent, fit to be shown.
    """
    place = _held(delivery)
    held = transaction.execute(
        _RECORD,
        {
            **place,
            "now": now,
            "new_status": status,
            "new_attempts": delivery.attempt,
            "new_time": next_attempt_at,
            "new_request": orjson.dumps(request).decode(),
        },
    )
    if held != 1:
        return False
    add_attempt(transaction, delivery.organisation_id, delivery.id, attempt)
    return True


def add_attempt(
    transaction: Transaction, organisation_id: str, delivery_id: str, attempt: AttemptRecord
) -> None:
    """Add an attempt to the log of a delivery."""
    place = {"of_organisation": organisation_id, "of_delivery": delivery_id}
    transaction.execute(
        _ADD_ATTEMPT,
        {
            "organisation_id": organisation_id,
            "delivery_id": delivery_id,
            "number": transaction.scalar(_NUMBER, place),
            "at": attempt.at,
            "status_code": attempt.status_code,
            "duration_ms": attempt.duration_ms,
            "error": attempt.error,
            "response_excerpt": attempt.response_excerpt,
        },
    )


def _held(delivery: ClaimedDelivery) -> dict[str, Any]:
    return {
        "of_organisation": delivery.organisation_id,
        "of_delivery": delivery.id,
        "of_lease": delivery.lease_token,
    }
