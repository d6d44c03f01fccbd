"""One attempt to deliver an event: request, response and consequences."""

import logging
from dataclasses import dataclass
from datetime import datetime

from brainstormmsp.jobs import WorkContext, WorkServices
from brainstormmsp.store import Transaction, format_timestamp
from brainstormmsp.store.webhook_queue import AttemptRecord, ClaimedDelivery, record_attempt
from brainstormmsp.store.webhooks import disable_webhook
from brainstormmsp.webhooks.excerpts import request_excerpt, response_excerpt
from brainstormmsp.webhooks.schedule import next_attempt, parse_retry_after
from brainstormmsp.webhooks.sender import DeliveryResponse, Sender
from brainstormmsp.webhooks.signatures import signature
from contractfirst.clock import Clock

__all__ = ["USER_AGENT", "DeliveryAttempt", "make_attempt", "settle"]

USER_AGENT = "BrainstormMSP-Webhooks/1.0"

_GONE = 410
# What the log can hold of a duration.
_LONGEST_MILLISECONDS = 60_000

logger = logging.getLogger("brainstormmsp.webhooks")


@dataclass(frozen=True, slots=True)
class DeliveryAttempt:
    """An attempt that was made: when it began, what was sent and what came of it."""

    delivery: ClaimedDelivery
    at: datetime
    duration_ms: int
    headers: dict[str, str]
    answer: DeliveryResponse


async def make_attempt(delivery: ClaimedDelivery, sender: Sender, clock: Clock) -> DeliveryAttempt:
    """Send a delivery once; raises nothing but cancellation."""
    at, started = clock.now(), clock.monotonic_ns()
    body = (delivery.body or "").encode()
    timestamp = int(at.timestamp())
    headers = {
        "content-type": "application/json",
        "user-agent": USER_AGENT,
        "webhook-id": delivery.event_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(delivery.secrets, delivery.event_id, timestamp, body),
    }
    try:
        answer = await sender.post(delivery.url, headers, body)
    except Exception:
        # An internal error must not make the delivery due again at once and for ever.
        logger.exception("the delivery %s could not be attempted", delivery.id)
        answer = DeliveryResponse(error="protocol_error")
    elapsed = (clock.monotonic_ns() - started) // 1_000_000
    return DeliveryAttempt(delivery, at, min(max(elapsed, 0), _LONGEST_MILLISECONDS), headers, answer)


def settle(transaction: Transaction, attempt: DeliveryAttempt, services: WorkServices) -> None:
    """Write an attempt down: the delivery ends or waits for the next one, the webhook may be disabled."""
    delivery, answer, now = attempt.delivery, attempt.answer, services.clock.now()
    following = _following(attempt, services, now)
    status = "succeeded" if answer.succeeded else "pending" if following is not None else "failed"
    held = record_attempt(
        transaction,
        delivery,
        AttemptRecord(
            format_timestamp(attempt.at),
            attempt.duration_ms,
            answer.status_code,
            answer.error,
            response_excerpt(answer.beginning),
        ),
        now=format_timestamp(now),
        status=status,
        next_attempt_at=None if following is None else format_timestamp(following),
        request=request_excerpt(attempt.headers, delivery.body or ""),
    )
    if not held:
        logger.info("the delivery %s is gone or was taken over by another worker", delivery.id)
        return
    if not answer.succeeded:
        reason = answer.error or answer.status_code
        logger.debug("the delivery %s failed: attempt %d, %s", delivery.id, delivery.attempt, reason)
    if status == "failed" and not delivery.test:
        reason = "gone" if answer.status_code == _GONE else "retries_exhausted"
        scope = WorkContext(transaction, delivery.organisation_id, now, services.ids)
        if disable_webhook(scope, delivery.webhook_id, reason):
            logger.warning("the webhook %s is disabled: %s", delivery.webhook_id, reason)


def _following(attempt: DeliveryAttempt, services: WorkServices, now: datetime) -> datetime | None:
    """Return when to try again, ``None`` when the delivery has ended."""
    answer = attempt.answer
    if answer.succeeded or answer.status_code == _GONE:
        return None
    not_before = parse_retry_after(answer.retry_after, now)
    return next_attempt(attempt.delivery.attempt, now, services.random, not_before)
