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
_EVENTS = tables.events
_ENDPOINTS = tables.webhook_endpoints


@dataclass(frozen=True, slots=True)
class WaitingEvent:
    """An event that nobody has looked at yet; ``created_at`` is when it happened."""

    id: str
    organisation_id: str
    type: str
    data: dict[str, Any]
    created_at: str
    client_id: str | None
    sequence: int
    mass: bool


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A webhook that receives, since when, and what."""

    webhook_id: str
    after_sequence: int
    event_types: frozenset[str]
    client_ids: frozenset[str]

    def wants(self, event: WaitingEvent) -> bool:
        """Return whether the event is one of its types, and happened since it was made."""
        return (
            event.type in self.event_types
            and event.sequence > self.after_sequence
            and (not self.client_ids or event.client_id in self.client_ids)
        )


_ANY = Statement(select(_OUTBOX.c.id).limit(1))
_OLDEST = Statement(
    select(
        _EVENTS.c.id,
        _EVENTS.c.organisation_id,
        _EVENTS.c.type,
        _EVENTS.c.data,
        _EVENTS.c.created_at,
        _EVENTS.c.client_id,
        _EVENTS.c.sequence,
        _OUTBOX.c.mass,
    )
    .join_from(
        _OUTBOX,
        _EVENTS,
        (_EVENTS.c.organisation_id == _OUTBOX.c.organisation_id) & (_EVENTS.c.id == _OUTBOX.c.id),
    )
    .order_by(_OUTBOX.c.mass, _OUTBOX.c.created_at, _OUTBOX.c.id)
    .limit(bindparam("most"))
)
_DROP = Statement(
    delete(_OUTBOX).where(
        _OUTBOX.c.organisation_id == bindparam("organisation_id"), _OUTBOX.c.id == bindparam("event_id")
    )
)
_SUBSCRIBERS = Statement(
    select(
        _ENDPOINTS.c.id, _ENDPOINTS.c.after_sequence, _ENDPOINTS.c.event_types, _ENDPOINTS.c.client_ids
    ).where(
        _ENDPOINTS.c.organisation_id == bindparam("organisation_id"),
        _ENDPOINTS.c.enabled == 1,
        _ENDPOINTS.c.deleted_at.is_(None),
    )
)


def events_wait(transaction: Transaction) -> bool:
    """Return whether any event waits."""
    return transaction.scalar(_ANY) is not None


def waiting_events(transaction: Transaction, most: int) -> Iterable[WaitingEvent]:
    """Return the events that have waited longest; those of mass work come after all others."""
    for row in transaction.all(_OLDEST, {"most": most}):
        yield WaitingEvent(**{**row, "data": orjson.loads(row["data"]), "mass": bool(row["mass"])})


def drop_event(transaction: Transaction, event: WaitingEvent) -> None:
    """Take an event out of the outbox."""
    transaction.execute(_DROP, {"organisation_id": event.organisation_id, "event_id": event.id})


def subscribers(transaction: Transaction, organisation_id: str) -> list[Subscriber]:
    """Return an organisation's webhooks that receive."""
    return [
        Subscriber(
            row["id"],
            row["after_sequence"],
            frozenset(orjson.loads(row["event_types"])),
            frozenset(orjson.loads(row["client_ids"])),
        )
        for row in transaction.all(_SUBSCRIBERS, {"organisation_id": organisation_id})
    ]
