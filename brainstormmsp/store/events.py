"""Events: written in the transaction of the change that caused them, delivered, and kept for 30 days."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from brainstormmsp import schemas
from brainstormmsp.store.resource import Resource
from brainstormmsp.store.scope import Scope
from brainstormmsp.store.sequences import next_value
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import events, outbox
from brainstormmsp.store.transaction import Transaction

__all__ = ["EVENTS", "log_event", "purge_events", "put_event"]

EVENTS = Resource[schemas.Event](events, singular="event", hidden=("sequence", "updated_at"))

_WAIT = Statement(insert(outbox))
_OLD = Statement(
    select(events.c.organisation_id, events.c.id)
    .where(events.c.created_at < bindparam("before"))
    .limit(bindparam("most"))
)
_DROP = Statement(
    delete(events).where(
        events.c.organisation_id == bindparam("organisation_id"), events.c.id == bindparam("id")
    )
)


def put_event(scope: Scope, event_type: str, data: Mapping[str, Any], *, mass: bool = False) -> None:
    """Write an event down for delivery; the arguments are those of ``log_event``.

    An event of ``mass`` work is delivered after all others.
    """
    event = log_event(scope, event_type, data)
    scope.transaction.execute(
        _WAIT,
        {
            "organisation_id": scope.organisation_id,
            "id": event["id"],
            "created_at": event["created_at"],
            "mass": int(mass),
        },
    )


def log_event(scope: Scope, event_type: str, data: Mapping[str, Any]) -> schemas.Event:
    """Write an event into the log, where nobody delivers it; return its representation.

    ``event_type`` is one of the contract's webhooks, ``data`` what its payload has under ``data`` but for
    ``sequence``, which is added.
    """
    sequence = next_value(scope, "events")
    return EVENTS.insert(
        scope,
        {},
        type=event_type,
        client_id=_client_id(event_type, data),
        data={**data, "sequence": sequence},
        sequence=sequence,
    )


def purge_events(transaction: Transaction, before: str, most: int) -> int:
    """Delete events that happened before a time, ``most`` at most; return how many there were."""
    found = transaction.all(_OLD, {"before": before, "most": most})
    for place in found:
        transaction.execute(_DROP, place)
    return len(found)


def _client_id(event_type: str, data: Mapping[str, Any]) -> str | None:
    """Return the client that an event is about."""
    found = data["id"] if event_type.startswith("client.") else data.get("client_id")
    return None if found is None else str(found)
