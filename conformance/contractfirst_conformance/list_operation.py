"""Lists that come in pages: what their items have, and a walk from the first page to the last.

A list is a GET whose response has an array ``data``; it comes in pages when it takes ``limit`` and ``cursor``
and its response may have ``next_cursor``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from contractfirst.contract import Operation, Parameter, shape
from contractfirst.contract.place import Place
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Caller
from contractfirst_conformance.errors import BrokenPagination, CannotCheck, TooManyPages
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = ["ListOperation", "Walk", "each_list", "listings", "page_size", "response_fields"]

_MOST_PAGES = 40
_PAGES = 5


@dataclass(frozen=True, slots=True)
class Walk:
    """All items in their order, and the exchanges that brought them; there is one at least."""

    items: list[dict[str, Any]]
    exchanges: list[Exchange]

    @property
    def ids(self) -> list[str]:
        return [str(item.get("id")) for item in self.items]


@dataclass(frozen=True, slots=True, eq=False)
class ListOperation:
    """A list in pages; ``fields`` are the schemas of an item's properties, ``largest`` a page at most."""

    operation: Operation
    fields: Mapping[str, Place]
    largest: int

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The query parameters by name."""
        return {each.name: each for each in self.operation.parameters if each.location == "query"}

    @property
    def orders(self) -> list[str]:
        """The values that ``sort`` lists."""
        sort = self.parameters.get("sort")
        for place in shape.in_place(sort.place.child("schema")) if sort is not None else ():
            if isinstance(place.value, dict) and isinstance(place.value.get("enum"), list):
                return [str(value) for value in place.value["enum"]]
        return []

    def walk(
        self,
        server: "ServerUnderTest",
        request: HttpRequest,
        *,
        by: "Caller",
        limit: int | None = None,
        between: Callable[[Exchange], None] | None = None,
    ) -> Walk:
        """Read every page; ``between`` is called after each page that has a next one.

        Raises:
            CannotCheck: the first page was refused or is no list.
            BrokenPagination: another was, though its cursor was given; or one comes again.
            TooManyPages: there are more than are read.
        """
        first = request.with_query(limit=limit or self.largest)
        page, items, exchanges = first, [], []
        cursors: set[str] = set()
        for _ in range(_MOST_PAGES if limit is None else _MOST_PAGES * 2):
            exchange = server.client.send(page, by=by)
            exchanges.append(exchange)
            data = exchange.fields.get("data")
            if exchange.status != 200 or not isinstance(data, list):
                failure = BrokenPagination if cursors else CannotCheck
                raise failure(f"{self.operation.id} answered no page: {exchange.status}", *exchanges[-2:])
            if data and len(exchanges) > 1 and data == exchanges[-2].fields.get("data"):
                raise BrokenPagination(f"{self.operation.id} gives the same page again", *exchanges[-2:])
            items += [item for item in data if isinstance(item, dict)]
            cursor = exchange.fields.get("next_cursor")
            if not isinstance(cursor, str):
                return Walk(items, exchanges)
            if cursor in cursors:
                raise BrokenPagination(f"{self.operation.id} gives the same cursor again", *exchanges[-2:])
            cursors.add(cursor)
            if between is not None:
                between(exchange)
            page = first.with_query(cursor=cursor)
        raise TooManyPages(f"{self.operation.id} has no last page within {len(exchanges)}", exchanges[-1])


def response_fields(operation: Operation, status: str) -> dict[str, Place]:
    """Return the schemas of the properties that a documented JSON response has."""
    spec = operation.responses.get(status)
    if spec is None or not spec.place.has("content"):
        return {}
    for name, media in spec.place.members("content"):
        if "json" in name and media.has("schema"):
            return shape.properties(media.child("schema"))
    return {}


def listings(server: "ServerUnderTest") -> list[ListOperation]:
    """Return every list in pages of the contract."""
    found = []
    for operation in server.client.operations(method="GET"):
        names = {each.name: each for each in operation.parameters if each.location == "query"}
        fields = response_fields(operation, "200")
        if not {"limit", "cursor"} <= names.keys() or not {"data", "next_cursor"} <= fields.keys():
            continue
        item = shape.item_of(fields["data"])
        found.append(
            ListOperation(
                operation, shape.properties(item) if item is not None else {}, _largest(names["limit"])
            )
        )
    return found


def each_list(
    context: "CheckContext",
    *,
    by: "Caller",
    broken: Callable[[ListOperation, BrokenPagination], None] | None = None,
) -> Iterator[tuple[ListOperation, HttpRequest, Walk]]:
    """Yield every list with a request for it and a walk through all of it, and show the progress.

    A list that is too long is filtered, with a note. ``broken`` is called for lists whose pages do not end;
    they are left out.
    """
    for listing in context.each(listings(context.server)):
        request = context.request(listing.operation)
        if request is None:
            continue
        reported = ""
        for narrowed in chain([request], _narrowed(listing, context.server, request, by)):
            try:
                walk = listing.walk(context.server, narrowed, by=by)
            except BrokenPagination as error:
                reported = f"{listing.operation.id} was left out: {error}"
                if broken is not None:
                    broken(listing, error)
                break
            except CannotCheck as error:
                reported = reported or f"{listing.operation.id} was left out: {error}"
                continue
            if narrowed is not request:
                reported = f"{listing.operation.id} is long: read with {narrowed.query}"
            yield listing, narrowed, walk
            break
        if reported:
            context.note(reported)


def _narrowed(
    listing: ListOperation, server: "ServerUnderTest", request: HttpRequest, by: "Caller"
) -> Iterator[HttpRequest]:
    """Yield the request with one filter each, by a value that items on the first page have."""
    page = server.client.send(request, by=by)
    items = page.fields.get("data")
    for name in listing.parameters:
        for item in items if isinstance(items, list) and name in listing.fields else ():
            if isinstance(value := item.get(name), str):
                yield request.with_query(**{name: value})
                break


def page_size(listing: ListOperation, count: int) -> int:
    """Return a ``limit`` that makes some pages of so many items."""
    return min(listing.largest, max(1, -(-count // _PAGES)))


def _largest(limit: Parameter) -> int:
    for place in shape.in_place(limit.place.child("schema")):
        if isinstance(place.value, dict) and isinstance(place.value.get("maximum"), int):
            return min(100, int(place.value["maximum"]))
    return 100
