"""Existing resources for the ids in requests.

A resource is created if the contract has an operation for it, else found in a list, else through a link
(OpenAPI 3.1.1 section 4.8.20). A property named like a path parameter, or its plural, references one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from contractfirst.contract import Operation
from contractfirst_conformance.client import ApiClient
from contractfirst_conformance.credentials import Caller
from contractfirst_conformance.errors import CannotCheck, NoResponse, Skipped
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.family import Family, families
from contractfirst_conformance.links import Link, links_to

__all__ = ["ExistingResource", "ResourcePool"]

_POLLS = 300
_POLL_SECONDS = 0.1
_CHOICES = 40
_STARTED = 6
_LARGEST_PAGE = 100
_CREATED, _ACCEPTED = 201, 202


@dataclass(frozen=True)
class ExistingResource:
    """A resource on the server: its id, its body if known, the exchange that returned it."""

    id: str
    fields: Mapping[str, Any]
    exchange: Exchange


class RequestSource(Protocol):
    """Builds valid requests, and sends them; the ids in them may be those of resources."""

    def request(
        self, operation: Operation, *, by: Caller, path_values: Mapping[str, str] | None = None
    ) -> HttpRequest:
        """Return a valid request; raises ``CannotCheck``."""

    def create(self, operation: Operation, *, by: Caller, **fields: object) -> Exchange:
        """Send a POST with a valid body until it succeeds; return the last exchange."""

    def perform(self, operation: Operation, *, by: Caller) -> Exchange:
        """Carry an operation out once."""


class ResourcePool:
    """Keeps one resource of each kind for each caller, created with requests of ``requests``."""

    def __init__(self, client: ApiClient, requests: RequestSource, operations: Iterable[Operation]) -> None:
        self._client = client
        self._requests = requests
        self.families: list[Family] = families(operations)
        self._known: dict[tuple[str, str], ExistingResource] = {}
        self._missing: dict[tuple[str, str], CannotCheck] = {}
        self._busy: set[tuple[str, str]] = set()
        keys = (key for each in client.credentials.organisations for key in each.every_key())
        self._client_ids = frozenset(key.client_id for key in keys if key.client_id)

    def family_of(self, parameter: str) -> Family | None:
        """Return the family whose items are named by a path parameter."""
        fitting = [each for each in self.families if each.parameter == parameter]
        return next((each for each in fitting if each.create or each.list), fitting[0] if fitting else None)

    def thing(self, parameter: str, *, by: Caller, fresh: bool = False) -> ExistingResource:
        """Return an existing resource for a path parameter, a new one if ``fresh`` and possible.

        Raises:
            CannotCheck: there is none and none can be created.
        """
        key = str(by), parameter
        if not fresh and key in self._known:
            return self._known[key]
        if key in self._missing:
            raise self._missing[key]
        if key in self._busy:
            raise CannotCheck(f"making a {parameter} needs a {parameter}")
        self._busy.add(key)
        try:
            thing = self._make(parameter, by)
        except CannotCheck as error:
            # Searched once: it takes long.
            if not fresh:
                self._missing[key] = error
            raise
        finally:
            self._busy.discard(key)
        if not fresh:
            self._known[key] = thing
        return thing

    def forget(self, parameter: str | None = None) -> None:
        """Stop reusing the resources of a kind, or all: they have been changed or deleted."""
        kept = {
            key for key in (*self._known, *self._missing) if parameter is not None and key[1] != parameter
        }
        self._known = {key: thing for key, thing in self._known.items() if key in kept}
        self._missing = {key: error for key, error in self._missing.items() if key in kept}

    def listed(self, parameter: str, *, by: Caller, given: Mapping[str, str] | None = None) -> list[str]:
        """Return some ids of a list; ``given`` are the ids in the list's own path."""
        family = next((each for each in self.families if each.parameter == parameter and each.list), None)
        if family is None or family.list is None:
            return []
        request = self._requests.request(family.list, by=by, path_values=given)
        if any(each.name == "limit" for each in family.list.parameters):
            request = request.with_query(limit=_CHOICES)
        return [str(item["id"]) for item in self._usable(self._client.send(request, by=by))]

    def own_keys(self, *, by: Caller) -> list[str]:
        """Return the ids of listed resources that are API keys which the suite itself uses."""
        ids = []
        for family in self.families:
            if family.list is None or "{" in family.collection:
                continue
            try:
                request = self._requests.request(family.list, by=by)
                if any(each.name == "limit" for each in family.list.parameters):
                    request = request.with_query(limit=_LARGEST_PAGE)
                listed = _items(self._client.send(request, by=by))
            except (CannotCheck, NoResponse, Skipped):
                # What the suite cannot list, it does not find its keys in either.
                continue
            ids += [str(item["id"]) for item in listed if self._is_own(item)]
        return ids

    def _usable(self, exchange: Exchange) -> list[dict[str, Any]]:
        """Return the items of a list, without the suite's own API keys: they must stay as they are."""
        return [item for item in _items(exchange) if not self._is_own(item)]

    def _is_own(self, item: Mapping[str, Any]) -> bool:
        identifiers = (value for name, value in item.items() if name.lower().endswith("id"))
        return any(isinstance(value, str) and value in self._client_ids for value in identifiers)

    def started(self, parameter: str, *, by: Caller) -> Iterator[str]:
        """Start work that links to what a path parameter names; yield its ids, the last started first."""
        for link, source in links_to(self._client.contract, parameter):
            if not source.documents(_ACCEPTED) or f"{{{parameter}}}" in source.path:
                continue
            try:
                request = self._requests.request(source, by=by)
            except CannotCheck:
                # Other work links there too.
                continue
            for exchange in reversed(self._client.send_together([request] * _STARTED, by=by)):
                value = link.evaluate(exchange)
                if exchange.status == _ACCEPTED and isinstance(value, str):
                    yield value

    def settled(self, exchange: Exchange, *, by: Caller) -> Exchange:
        """Follow the ``Location`` of a 202 until the job there has ended; return the last look at it.

        A job is whatever has a ``status`` that is neither queued nor running. Raises ``CannotCheck`` for
        one that does not end.
        """
        location = exchange.header("location") or ""
        try:
            parts = urlsplit(location)
        except ValueError as error:
            raise CannotCheck(f"the Location is not a URL: {error}", exchange) from error
        path = parts.path
        for base in (urlsplit(self._client.url).path, self._client.contract.base_path):
            if base and path.startswith(f"{base}/"):
                path = path.removeprefix(base)
                break
        request = HttpRequest("GET", path, parts.query, operation=self._reader(path))
        for _ in range(_POLLS):
            look = self._client.send(request, by=by)
            if look.fields.get("status") not in ("queued", "running", "pending", "generating"):
                return look
            self._client.clock.sleep(_POLL_SECONDS)
        raise CannotCheck("the job does not end", exchange, look)

    def below(self, family: Family, operation: Operation, by: Caller, given: Mapping[str, str]) -> str:
        """Return the id of an item of a collection that lies below the items of ids ``given``.

        ``operation`` is what it is wanted for. Raises ``CannotCheck`` for a collection that stays empty.
        """
        if family.list is None:
            raise CannotCheck(f"{family.collection} cannot be listed")
        listing = self._requests.request(family.list, by=by, path_values=given)
        # What makes items there is done once, then waited for.
        makers = [
            each
            for each in self._client.contract.operations.values()
            if each.method == "POST"
            and each is not operation
            and each.path.startswith(family.collection.rsplit("/", 1)[0])
            and each.path.count("{") == len(given)
        ]
        tried: list[Exchange] = []
        for poll in range(_POLLS):
            exchange = self._client.send(listing, by=by)
            items = exchange.fields.get("data")
            if isinstance(items, list) and items:
                if isinstance(items[0], dict) and "id" in items[0]:
                    return str(items[0]["id"])
                raise CannotCheck(f"the items of {family.collection} have no id", exchange)
            if poll == 0:
                tried = [
                    self._client.send(self._requests.request(each, by=by, path_values=given), by=by)
                    for each in makers
                ]
                if not any(each.succeeded for each in tried):
                    break
            self._client.clock.sleep(_POLL_SECONDS)
        raise CannotCheck(f"{family.collection} stays empty", exchange, *tried)

    def _make(self, parameter: str, by: Caller) -> ExistingResource:
        family = self.family_of(parameter)
        tried: list[Exchange] = []
        create = family.create if family is not None else None
        if create is not None and create.documents(201):
            exchange = self._requests.create(create, by=by)
            if isinstance(identifier := exchange.fields.get("id"), str) and exchange.status == _CREATED:
                return ExistingResource(identifier, exchange.fields, exchange)
            tried.append(exchange)
        listing = family.list if family is not None else None
        if listing is not None and (found := self._listed(listing, by, tried)):
            return found
        if family is not None and create is not None and (found := self._started(family, by, tried)):
            return found
        for link, source in links_to(self._client.contract, parameter):
            if found := self._followed(link, source, by, tried):
                return found
        if listing is not None:
            # A resource without a creation may be a result of other work.
            for other in self.families:
                if (
                    other.create is not None
                    and other.create.documents(_ACCEPTED)
                    and "{" not in other.collection
                ):
                    exchange = self._requests.create(other.create, by=by)
                    if exchange.status == _ACCEPTED:
                        self.settled(exchange, by=by)
                    if found := self._listed(listing, by, tried):
                        return found
        raise CannotCheck(f"there is nothing for {parameter}, and nothing could be made", *tried[-4:])

    def _started(self, family: Family, by: Caller, tried: list[Exchange]) -> ExistingResource | None:
        """Return what a creation that takes its time has made in the end."""
        if family.create is None or not family.create.documents(_ACCEPTED):
            return None
        exchange = self._requests.create(family.create, by=by)
        tried.append(exchange)
        if exchange.status != _ACCEPTED:
            return None
        look = self.settled(exchange, by=by)
        if look.operation is family.read and isinstance(identifier := look.fields.get("id"), str):
            return ExistingResource(identifier, look.fields, look)
        return self._listed(family.list, by, tried) if family.list is not None else None

    def _listed(self, operation: Operation, by: Caller, tried: list[Exchange]) -> ExistingResource | None:
        exchange = self._client.send(self._requests.request(operation, by=by), by=by)
        if items := self._usable(exchange):
            return ExistingResource(str(items[0]["id"]), items[0], exchange)
        tried.append(exchange)
        return None

    def _followed(
        self, link: Link, source: Operation, by: Caller, tried: list[Exchange]
    ) -> ExistingResource | None:
        try:
            exchange = self._requests.perform(source, by=by)
        except CannotCheck as error:
            tried.extend(error.exchanges)
            return None
        value = link.evaluate(exchange)
        if isinstance(value, str) and exchange.succeeded:
            return ExistingResource(value, {}, exchange)
        tried.append(exchange)
        return None

    def _reader(self, path: str) -> Operation | None:
        for family in self.families:
            if family.read is not None and path.rsplit("/", 1)[0] == family.collection:
                return family.read
        return None


def _items(exchange: Exchange) -> list[dict[str, Any]]:
    """Return the items of a list that have an id."""
    items = exchange.fields.get("data", exchange.json)
    listed = items if isinstance(items, list) else []
    return [item for item in listed if isinstance(item, dict) and "id" in item]
