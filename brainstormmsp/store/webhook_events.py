"""From the outbox to deliveries: the events that wait, and the webhooks that receive them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import bindparam, delete, select

from brainstormmsp.store import tables
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.transaction import Transaction

__all__ = ["Subscriber", "WaitingEvent", "drop_event", "events_wait", "subscribers", "waiting_events"]

_OUTBOX = tables.outbox
_ENDPOINTS = tables.webhook_endpoints


@dataclass(frozen=True, slots=True)
class WaitingEvent:
    """An event that nobody has looked at yet; ``created_at`` is when it happened."""

    id: str
    organisation_id: str
    type: str
    data: dict[str, Any]
    created_at: str


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A webhook that receives, since when, and what."""

    webhook_id: str
    created_at: str
    event_types: frozenset[str]

    def wants(self, event: WaitingEvent) -> bool:
        """Return whether the event is one of its types, and happened since it was made."""
        return event.type in self.event_types and event.created_at >= self.created_at


_ANY = Statement(select(_OUTBOX.c.id).limit(1))
_OLDEST = Statement(select(_OUTBOX).order_by(_OUTBOX.c.created_at, _OUTBOX.c.id).limit(bindparam("most")))
_DROP = Statement(delete(_OUTBOX).where(_OUTBOX.c.id == bindparam("event_id")))
_SUBSCRIBERS = Statement(
    select(_ENDPOINTS.c.id, _ENDPOINTS.c.created_at, _ENDPOINTS.c.event_types).where(
        _ENDPOINTS.c.organisation_id == bindparam("organisation_id"),
        _ENDPOINTS.c.enabled == 1,
        _ENDPOINTS.c.deleted_at.is_(None),
    )
)


def events_wait(transaction: Transaction) -> bool:
    """Return whether any event waits."""
    return transaction.scalar(_ANY) is not None


def waiting_events(transaction: Transaction, most: int) -> Iterable[WaitingEvent]:
    """Return the events that have waited longest."""
    for row in transaction.all(_OLDEST, {"most": most}):
        yield WaitingEvent(**{**row, "data": orjson.loads(row["data"])})


def drop_event(transaction: Transaction, event_id: str) -> None:
    """Take an event out of the outbox."""
    transaction.execute(_DROP, {"event_id": event_id})


def subscribers(transaction: Transaction, organisation_id: str) -> list[Subscriber]:
    """Return an organisation's webhooks that receive."""
    return [
        Subscriber(row["id"], row["created_at"], frozenset(orjson.loads(row["event_types"])))
        for row in transaction.all(_SUBSCRIBERS, {"organisation_id": organisation_id})
    ]
