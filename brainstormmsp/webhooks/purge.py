"""Deletes events and deliveries that are older than they are kept, and what belonged to deleted webhooks."""

from datetime import datetime, timedelta

from brainstormmsp.jobs import Purge
from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.events import purge_events
from brainstormmsp.store.webhook_purge import purge_deleted_webhooks, purge_deliveries

__all__ = ["KEPT", "webhook_purge"]

# How long events and deliveries are kept.
KEPT = timedelta(days=30)

# In one transaction, so that requests that write never wait long behind it.
_AT_ONCE = 200


def webhook_purge(database: Database) -> Purge:
    """Return what deletes old events, old deliveries and the rest of deleted webhooks, in small steps."""

    def delete(transaction: Transaction, now: datetime) -> bool:
        before = format_timestamp(now - KEPT)
        events = purge_events(transaction, before, _AT_ONCE)
        old = purge_deliveries(transaction, before, _AT_ONCE)
        deleted = purge_deleted_webhooks(transaction, _AT_ONCE)
        return max(events, old, deleted) == _AT_ONCE

    return Purge("webhook-purge", database, delete)
