"""Where the demo organisation has its events sent, and how that went."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson

from brainstormmsp.store import format_timestamp, parse_timestamp
from brainstormmsp.store.events import log_event
from brainstormmsp.store.seed import Story
from brainstormmsp.store.webhook_deliveries import DELIVERIES, make_delivery
from brainstormmsp.store.webhook_queue import AttemptRecord, add_attempt
from brainstormmsp.store.webhooks import WEBHOOKS, create_webhook
from brainstormmsp.webhooks.attempt import USER_AGENT
from brainstormmsp.webhooks.excerpts import REDACTED, request_excerpt
from brainstormmsp.webhooks.schedule import DELAYS
from brainstormmsp.webhooks.signatures import generate_secret

__all__ = ["make_webhooks"]

# How far back the log of deliveries goes, in days.
_LOGGED = 7

Attempts = list[tuple[datetime, AttemptRecord]]


def make_webhooks(story: Story) -> Mapping[str, int]:
    """Make an endpoint that works and one that was given up, with their deliveries."""
    desk = _make(
        story,
        story.ago(200),
        url="https://hooks.brightwater-it.example/service-desk",
        description="Opens a chat message for the service desk.",
        event_types=["ticket.updated", "evaluation.failed", "backup.failed", "job.failed"],
    )
    old = _make(
        story,
        story.ago(400),
        url="https://automation-old.brightwater-it.example/events?source=brainstormmsp",
        description="The automation server that was switched off.",
        event_types=["ticket.updated"],
    )
    moved = [
        ticket for ticket in story.tickets if parse_timestamp(ticket["updated_at"]) >= story.ago(_LOGGED)
    ]
    moved.sort(key=lambda ticket: str(ticket["updated_at"]))
    for ticket in moved:
        _deliver(story, desk, ticket, _succeeding(story, parse_timestamp(ticket["updated_at"])))
    count = len(moved)
    for ticket in moved[:1]:
        attempts = _failing(parse_timestamp(ticket["updated_at"]))
        _deliver(story, old, ticket, attempts)
        story.time = attempts[-1][0]
        WEBHOOKS.update(story, old["id"], enabled=False, disabled_reason="retries_exhausted")
        count += 1
    return {"webhooks": 2, "webhook deliveries": count}


def _make(story: Story, time: datetime, **body: Any) -> Mapping[str, Any]:
    story.time = time
    return create_webhook(story, body, generate_secret(story.random.randbytes))


def _succeeding(story: Story, at: datetime) -> Attempts:
    """Return the attempts of a delivery that arrived, once in a while only the second time."""
    first = at + timedelta(milliseconds=story.random.randint(40, 400))
    duration = story.random.randint(60, 450)
    if story.chance(0.05):
        second = first + timedelta(seconds=15) + DELAYS[1]
        return [
            (first, AttemptRecord(format_timestamp(first), 15_000, None, "timed_out", None)),
            (second, AttemptRecord(format_timestamp(second), duration, 204, None, None)),
        ]
    return [(first, AttemptRecord(format_timestamp(first), duration, 204, None, None))]


def _failing(at: datetime) -> Attempts:
    """Return the attempts of a delivery that was given up."""
    attempts: Attempts = []
    for delay in DELAYS:
        at += delay
        attempts.append((at, AttemptRecord(format_timestamp(at), 31, None, "connection_failed", None)))
    return attempts


def _deliver(story: Story, webhook: Mapping[str, Any], ticket: Mapping[str, Any], attempts: Attempts) -> None:
    """Log the delivery of a ticket's latest change."""
    happened = str(ticket["updated_at"])
    story.time = parse_timestamp(happened)
    event = log_event(story, "ticket.updated", ticket)
    body = orjson.dumps({"type": event["type"], "timestamp": happened, "data": event["data"]}).decode()
    delivery = make_delivery(story, webhook["id"], event["id"], event["type"], body)
    ended, last = attempts[-1]
    headers = {
        "content-type": "application/json",
        "user-agent": USER_AGENT,
        "webhook-id": delivery["event_id"],
        "webhook-timestamp": str(int(ended.timestamp())),
        "webhook-signature": REDACTED,
    }
    story.time = ended + timedelta(milliseconds=last.duration_ms)
    DELIVERIES.update(
        story,
        delivery["id"],
        status="succeeded" if last.status_code is not None else "failed",
        next_attempt_at=None,
        available_at=None,
        round_attempts=len(attempts),
        request=request_excerpt(headers, body),
    )
    for _, attempt in attempts:
        add_attempt(story.transaction, story.organisation_id, delivery["id"], attempt)
