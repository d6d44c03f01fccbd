"""Events to be delivered, written in the transaction of the change that caused them."""

from collections.abc import Mapping

import orjson
from sqlalchemy import insert

from brainstormmsp.store.scope import Scope
from brainstormmsp.store.statements import Statement
from brainstormmsp.store.tables import outbox

__all__ = ["put_event"]

_INSERT = Statement(insert(outbox))


def put_event(scope: Scope, event_type: str, data: Mapping[str, object]) -> str:
    """Store an event for delivery; return its id.

    ``event_type`` is the name of one of the contract's webhooks, ``data`` the payload's ``data``.
    """
    event_id = scope.ids.new()
    scope.transaction.execute(
        _INSERT,
        {
            "id": event_id,
            "organisation_id": scope.organisation_id,
            "type": event_type,
            "data": orjson.dumps(data).decode(),
            "created_at": scope.timestamp,
        },
    )
    return event_id
