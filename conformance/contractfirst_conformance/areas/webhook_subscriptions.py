"""How webhooks are registered, tried and followed, found in the contract by its shape.

A family whose body has a ``url`` and a list of names of the contract's webhooks; below its items a POST that
ends with ``test``, a list of deliveries, and a POST below one delivery.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contractfirst.contract import Operation, shape
from contractfirst.contract.place import Place
from contractfirst_conformance.credentials import CALLER, Caller
from contractfirst_conformance.errors import CannotCheck, Skipped
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.family import Family
from contractfirst_conformance.receiver import Endpoint
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = ["RegisteredWebhook", "Subscriptions"]

_PAGE = 100
_MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class RegisteredWebhook:
    """A webhook of ours; ``secret`` is the one that its creation showed, empty when it showed none."""

    id: str
    endpoint: Endpoint
    types: tuple[str, ...]
    secret: str
    created: Exchange
    by: Caller = CALLER


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The operations; ``types_member`` and the like are the names of members of the body, empty for none."""

    server: ServerUnderTest
    family: Family
    create: Operation
    types_member: str
    enabled_member: str
    rotation_member: str
    tester: Operation | None
    listing: Operation | None
    again: Operation | None

    @classmethod
    def of(cls, server: ServerUnderTest) -> "Subscriptions":
        """Find them; raises ``Skipped`` when the contract has none."""
        for family in server.factory.families:
            if family.create is None:
                continue
            members = server.factory.members(family.create)
            types = [name for name, place in members.items() if _lists_events(place, server)]
            if "url" in members and types:
                return cls._found(server, family, family.create, types[0])
        raise Skipped("the contract has no operation that registers a webhook")

    @classmethod
    def _found(
        cls, server: ServerUnderTest, family: Family, create: Operation, types: str
    ) -> "Subscriptions":
        below = [each for each in server.client.operations() if each.path.startswith(f"{family.item}/")]
        posts = [each for each in below if each.method == "POST"]
        again = next((each for each in posts if each.path.count("{") > family.item.count("{")), None)
        lists = again.path.rsplit("/{", 1)[0] if again is not None else f"{family.item}/deliveries"
        written = server.factory.members(family.replace) if family.replace is not None else {}
        return cls(
            server,
            family,
            create,
            types,
            next((name for name in ("enabled", "active") if name in written), ""),
            next((name for name in written if "rotate" in name), ""),
            next((each for each in posts if each.path.endswith("/test")), None),
            next((each for each in below if each.method == "GET" and each.path == lists), None),
            again,
        )

    @property
    def types(self) -> tuple[str, ...]:
        """Every type of event of the contract."""
        return tuple(self.server.client.contract.webhooks)

    def register(
        self, endpoint: Endpoint, types: Sequence[str] = (), *, by: Caller = CALLER
    ) -> RegisteredWebhook:
        """Register a webhook for some types of events, or all; raises ``CannotCheck`` when refused."""
        chosen = tuple(types) or self.types
        members: dict[str, object] = {"url": endpoint.url, self.types_member: list(chosen)}
        if self.enabled_member in self.server.factory.members(self.create):
            members[self.enabled_member] = True
        exchange = self.server.factory.create(self.create, by=by, **members)
        if exchange.status != 201:
            raise CannotCheck("a webhook that leads to the suite's receiver was refused", exchange)
        return RegisteredWebhook(
            str(exchange.fields.get("id", "")), endpoint, chosen, secret_in(exchange), exchange, by
        )

    def creating(self, url: str) -> HttpRequest:
        """Return the request that registers a webhook for everything at any URL."""
        request = self.server.factory.request(self.create, by=CALLER)
        body = request.json if isinstance(request.json, dict) else {}
        return request.with_json({**body, "url": url, self.types_member: list(self.types)})

    def read(self, hook: RegisteredWebhook) -> Exchange:
        """Read a webhook."""
        return self._on(self._need(self.family.read, "reads a webhook"), hook)

    def change(self, hook: RegisteredWebhook, **members: object) -> Exchange:
        """Replace a webhook by itself, with other values of some members."""
        return self.server.client.send(self.changing(hook, **members), by=hook.by)

    def changing(self, hook: RegisteredWebhook, **members: object) -> HttpRequest:
        """Return the request that replaces a webhook."""
        operation = self._need(self.family.replace, "replaces a webhook")
        values = {self.family.parameter: hook.id}
        request = self.server.factory.request(operation, by=hook.by, path_values=values)
        body = request.json if isinstance(request.json, dict) else {}
        return request.with_json({**body, **members})

    def switch(self, hook: RegisteredWebhook, on: bool) -> Exchange:
        """Enable or disable a webhook; raises ``Skipped`` when the contract has no switch for it."""
        if not self.enabled_member:
            raise Skipped("the contract has no way to disable a webhook")
        return self.change(hook, **{self.enabled_member: on})

    def delete(self, hook: RegisteredWebhook) -> Exchange:
        """Delete a webhook."""
        return self._on(self._need(self.family.delete, "deletes a webhook"), hook)

    def test(self, hook: RegisteredWebhook) -> Exchange:
        """Ask for a test event."""
        return self._on(self._need(self.tester, "sends a test event"), hook)

    def deliveries(self, hook: RegisteredWebhook) -> tuple[list[Mapping[str, Any]], Exchange]:
        """Return what the list of deliveries shows of a webhook."""
        operation = self._need(self.listing, "lists deliveries")
        request = self._request(operation, hook)
        if any(each.name == "limit" for each in operation.parameters):
            request = request.with_query(limit=_PAGE)
        exchange = self.server.client.send(request, by=hook.by)
        found = exchange.fields.get("data")
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else [], exchange

    def newest(self, listing: Operation) -> Exchange:
        """List webhooks, the newest first where the list has an order."""
        request = self.server.factory.request(listing, by=CALLER)
        given = {"limit": _PAGE, "sort": "-created_at"}
        names = {each.name for each in listing.parameters} & given.keys()
        return self.server.client.send(request.with_query(**{name: given[name] for name in sorted(names)}))

    def clear(self) -> None:
        """Delete the webhooks that other checks have registered, with all their messages.

        Servers send in turn: behind thousands of old messages those of a check come too late.
        """
        if self.family.list is None or self.family.delete is None:
            return
        ours = f"http://{self.server.client.credentials.server.webhook_host}:"
        for _ in range(_MOST_PAGES):
            found = self.newest(self.family.list).fields.get("data")
            items = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
            stale = [str(each.get("id")) for each in items if str(each.get("url")).startswith(ours)]
            for identifier in stale:
                values = {self.family.parameter: identifier}
                self.server.client.send(
                    self.server.factory.request(self.family.delete, by=CALLER, path_values=values)
                )
            if not stale:
                break
        self.server.factory.forget(self.family.parameter)

    def redeliver(self, hook: RegisteredWebhook, delivery: str) -> Exchange:
        """Ask for a delivery to be sent again."""
        operation = self._need(self.again, "sends a delivery again")
        last = next(each.name for each in reversed(operation.parameters) if each.location == "path")
        values = {self.family.parameter: hook.id, last: delivery}
        request = self.server.factory.request(operation, by=hook.by, path_values=values)
        return self.server.client.send(request, by=hook.by)

    def _need(self, operation: Operation | None, does: str) -> Operation:
        if operation is None:
            raise Skipped(f"the contract has no operation that {does}")
        return operation

    def _request(self, operation: Operation, hook: RegisteredWebhook) -> HttpRequest:
        values = {self.family.parameter: hook.id}
        return self.server.factory.request(operation, by=hook.by, path_values=values)

    def _on(self, operation: Operation, hook: RegisteredWebhook) -> Exchange:
        return self.server.client.send(self._request(operation, hook), by=hook.by)


def secret_in(exchange: Exchange) -> str:
    """Return the secret that a response shows, empty for none."""
    return next((str(value) for name, value in exchange.fields.items() if name == "secret"), "")


def _lists_events(place: Place, server: ServerUnderTest) -> bool:
    for part in shape.in_place(place):
        if not isinstance(part.value, dict) or not part.has("items"):
            continue
        for item in shape.in_place(part.child("items")):
            names = item.value.get("enum") if isinstance(item.value, dict) else None
            if names and set(map(str, names)) <= set(server.client.contract.webhooks):
                return True
    return False
