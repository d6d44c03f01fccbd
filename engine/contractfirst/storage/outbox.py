"""Events, stored in the transaction of the change that caused them until they are delivered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select

from contractfirst.storage.tables import outbox

__all__ = ["OutboxEvent", "add_event", "delete_events", "pending_events"]


@dataclass(frozen=True, slots=True)
class OutboxEvent:
    """An event of the contract's ``webhooks``; ``data`` is JSON-ready."""

    id: str
    tenant: str
    type: str
    data: Mapping[str, Any]
    created_at: str


def add_event(connection: Connection, event: OutboxEvent) -> None:
    """Store an event."""
    row = {
        "id": event.id,
        "tenant": event.tenant,
        "type": event.type,
        "data": orjson.dumps(event.data).decode(),
        "created_at": event.created_at,
    }
    connection.execute(insert(outbox).values(row))


def pending_events(connection: Connection, limit: int) -> list[OutboxEvent]:
    """Return up to ``limit`` events that are not delivered yet, oldest first."""
    rows = connection.execute(select(outbox).order_by(outbox.c.id).limit(limit))
    return [OutboxEvent(row.id, row.tenant, row.type, orjson.loads(row.data), row.created_at) for row in rows]


def delete_events(connection: Connection, ids: Iterable[str]) -> None:
    """Delete events that were delivered."""
    connection.execute(delete(outbox).where(outbox.c.id.in_(list(ids))))
