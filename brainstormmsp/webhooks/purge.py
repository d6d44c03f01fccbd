"""Takes away deliveries that are older than they are kept, and what belonged to deleted webhooks."""

from datetime import datetime, timedelta

from brainstormmsp.store import Database, Transaction, format_timestamp
from brainstormmsp.store.webhook_purge import purge_deleted_webhooks, purge_deliveries

__all__ = ["KEPT", "WebhookPurge"]

# How long the log of deliveries goes back.
KEPT = timedelta(days=30)

_INTERVAL = timedelta(minutes=1)
# In one transaction, so that requests that write never wait long behind it.
_AT_ONCE = 200


class WebhookPurge:
    """Deletes once a minute, in small transactions; a ticker of the worker."""

    name = "webhook-purge"

    def __init__(self, database: Database) -> None:
        self._database = database
        self._following: datetime | None = None

    def tick(self, now: datetime) -> datetime:
        """Delete some of what is due, if it is time; return when to look for more."""
        if self._following is None or now >= self._following:
            before = format_timestamp(now - KEPT)

            def purge(transaction: Transaction) -> bool:
                old = purge_deliveries(transaction, before, _AT_ONCE)
                deleted = purge_deleted_webhooks(transaction, _AT_ONCE)
                return max(old, deleted) == _AT_ONCE

            self._following = now if self._database.write_and_wait(purge) else now + _INTERVAL
        return self._following

    def close(self) -> None:
        """Nothing is under way between ticks."""
