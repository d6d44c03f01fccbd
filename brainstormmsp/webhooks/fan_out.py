"""From events to deliveries: one for each webhook that wants the event."""

import logging

from brainstormmsp.jobs import WorkContext, WorkServices
from brainstormmsp.store import Database, Transaction
from brainstormmsp.store.webhook_deliveries import make_delivery
from brainstormmsp.store.webhook_events import (
    Subscriber,
    WaitingEvent,
    drop_event,
    events_wait,
    subscribers,
    waiting_events,
)
from brainstormmsp.webhooks.errors import PayloadError
from brainstormmsp.webhooks.payloads import Payloads

__all__ = ["FanOut"]

logger = logging.getLogger("brainstormmsp.webhooks")

# Events in one transaction, so that requests that write never wait long behind it.
_AT_ONCE = 25


class FanOut:
    """Empties the outbox. An event and its deliveries change places in one transaction."""

    def __init__(self, database: Database, services: WorkServices, payloads: Payloads) -> None:
        self._database = database
        self._services = services
        self._payloads = payloads

    def run(self) -> bool:
        """Take some events out of the outbox; ``True`` when more may be waiting."""
        if not self._database.read(events_wait):
            return False
        return self._database.write_and_wait(self._move) == _AT_ONCE

    def _move(self, transaction: Transaction) -> int:
        known: dict[str, list[Subscriber]] = {}
        count = 0
        for event in waiting_events(transaction, _AT_ONCE):
            organisation_id = event.organisation_id
            if organisation_id not in known:
                known[organisation_id] = subscribers(transaction, organisation_id)
            receivers = [each.webhook_id for each in known[organisation_id] if each.wants(event)]
            if receivers:
                self._deliver(transaction, event, receivers)
            drop_event(transaction, event)
            count += 1
        return count

    def _deliver(self, transaction: Transaction, event: WaitingEvent, receivers: list[str]) -> None:
        try:
            body = self._payloads.compose(event.type, event.created_at, event.data)
        except PayloadError:
            # It would be refused for ever, and it must not hold up the events behind it.
            logger.exception("the event %s is not sent", event.id)
            return
        services = self._services
        scope = WorkContext(transaction, event.organisation_id, services.clock.now(), services.ids)
        for webhook_id in receivers:
            make_delivery(scope, webhook_id, event.id, event.type, body, mass=event.mass)
