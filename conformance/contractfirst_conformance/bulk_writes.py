"""Operations that take a list of objects and write them in a job, and the resources that result."""

from collections.abc import Iterator

from contractfirst.contract import Operation, shape
from contractfirst_conformance.credentials import CALLER, Caller
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import HttpRequest
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = ["applied_bulk", "bulk_operations", "representation_of", "written_ids"]

_ACCEPTED = 202
_VARIANTS = 4


def bulk_operations(server: ServerUnderTest) -> list[Operation]:
    """Return the operations that take a list of objects and work on it later."""
    posts = server.client.operations(method="POST", anonymous=False)
    return [each for each in posts if each.documents(_ACCEPTED) and _takes_items(server, each)]


def _takes_items(server: ServerUnderTest, operation: Operation) -> bool:
    items = map(shape.item_of, server.factory.members(operation).values())
    return any(shape.properties(each) for each in items if each is not None)


def applied_bulk(server: ServerUnderTest, operation: Operation) -> tuple[HttpRequest, list[str]]:
    """Send a bulk, with other items until it writes something; return it and the resulting ids."""
    for variant in range(_VARIANTS):
        request = server.factory.request(operation, by=CALLER, variant=variant)
        if found := written_ids(server, request, CALLER):
            return request, found
    raise CannotCheck("it writes nothing")


def written_ids(server: ServerUnderTest, request: HttpRequest, by: Caller) -> list[str]:
    """Send a bulk; return the ids of the resulting resources, in the order of its items."""
    exchange = server.client.send(request, by=by)
    if exchange.status != _ACCEPTED:
        raise CannotCheck(f"it is answered {exchange.status}", exchange)
    job = server.factory.settled(exchange, by=by).fields
    return [found for name in job for found in _ids(job[name])]


def _ids(value: object) -> Iterator[str]:
    """Yield the ids of the objects in a value."""
    if isinstance(value, dict):
        if "id" in value:
            yield str(value["id"])
        for member in value.values():
            yield from _ids(member)
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item)


def representation_of(server: ServerUnderTest, identifier: str, by: Caller) -> object:
    """Return what the owner reads of a resource of any kind."""
    for family in server.factory.families:
        if family.read is not None and family.read.path.count("{") == 1:
            values = {family.parameter: identifier}
            look = server.client.send(server.factory.request(family.read, by=by, path_values=values), by=by)
            if look.succeeded:
                return look.json
    return None
