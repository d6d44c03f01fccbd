"""Deletes deliveries that are older than they are kept, and what belonged to deleted webhooks."""

from datetime import datetime, timedelta

from brainstormmsp.jobs import Purge
from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.webhook_purge import purge_deleted_webhooks, purge_deliveries

__all__ = ["KEPT", "webhook_purge"]

# How long deliveries are kept.
KEPT = timedelta(days=30)

# In one transaction, so that requests that write never wait long behind it.
_AT_ONCE = 200


def webhook_purge(database: Database) -> Purge:
    """Return what deletes old deliveries and the rest of deleted webhooks, in small transactions."""

    def delete(transaction: Transaction, now: datetime) -> bool:
        old = purge_deliveries(transaction, format_timestamp(now - KEPT), _AT_ONCE)
        deleted = purge_deleted_webhooks(transaction, _AT_ONCE)
        return max(old, deleted) == _AT_ONCE

    return Purge("webhook-purge", database, delete)
