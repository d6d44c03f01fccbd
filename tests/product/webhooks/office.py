"""The application with its deliveries, under a clock that stands still."""

import time
from collections.abc import Callable
from random import Random
from typing import Any

from brainstormmsp.command_line.background import work_services
from brainstormmsp.webhooks import Dispatcher, Payloads, Sender, Targets
from tests.product.handlers.harness import Api, Key

__all__ = ["EVENTS", "Office"]

EVENTS = ["client.created", "client.updated"]


class Office:
    """An API, a dispatcher that works on its store, and short ways to what they do."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.payloads = Payloads(api.contract.webhooks)
        self.dispatchers: list[Dispatcher] = []
        self.dispatcher = self.make_dispatcher()

    def make_dispatcher(self, sender: Sender | None = None, **arguments: Any) -> Dispatcher:
        dispatcher = Dispatcher(
            self.api.database,
            work_services(self.api.settings, self.api.services, Random(7)),
            self.payloads,
            sender or Sender(Targets(allow_private=True)),
            **arguments,
        )
        self.dispatchers.append(dispatcher)
        return dispatcher

    def close(self) -> None:
        for dispatcher in self.dispatchers:
            dispatcher.close()

    def subscribe(self, url: str, event_types: list[str] = EVENTS, key: Key | None = None) -> dict[str, Any]:
        """Make a webhook."""
        return self.api.make("/webhooks", {"url": url, "event_types": event_types}, key)

    def webhook(self, webhook: dict[str, Any]) -> dict[str, Any]:
        """Return what a webhook is now."""
        found: dict[str, Any] = self.api.get(f"/webhooks/{webhook['id']}").json()
        return found

    def deliveries(self, webhook: dict[str, Any], **params: Any) -> list[dict[str, Any]]:
        """Return a webhook's deliveries."""
        return self.api.walk(f"/webhooks/{webhook['id']}/deliveries", **params)

    def delivery(self, webhook: dict[str, Any]) -> dict[str, Any]:
        """Return a webhook's only delivery."""
        (found,) = self.deliveries(webhook)
        return found

    def begin(self, dispatcher: Dispatcher, holds: Callable[[], bool]) -> None:
        """Tick until something holds, such as that a request has arrived."""
        deadline = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < deadline
            dispatcher.tick(self.api.clock.now())

    def work(self) -> None:
        """Tick until nothing is in flight and nothing is due."""
        now = self.api.clock.now()
        while self.dispatcher.tick(now) == now:
            pass
