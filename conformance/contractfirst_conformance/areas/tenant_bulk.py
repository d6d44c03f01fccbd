"""Bulk writes by another system's id: matched only within the caller's own organisation."""

from collections.abc import Iterator

from contractfirst.contract import Operation, shape
from contractfirst_conformance.areas.tenants import stranger
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Caller, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import HttpRequest
from contractfirst_conformance.references import references, with_reference
from contractfirst_conformance.server_under_test import ServerUnderTest

_ACCEPTED = 202
_VARIANTS = 4


@check(
    "TEN-11",
    area="tenants",
    title="Bulk operations write only to the caller's own organisation",
    source="info/description; OWASP API1:2023",
    needs=[Need.TWO_ORGANISATIONS],
    # It waits for jobs, which wait behind those of all checks before it.
    stage=Stage.FRESH,
)
def bulks_are_ones_own(context: CheckContext) -> None:
    """Bulk items without an id never match another organisation's resources.

    Both organisations send the same items, with their own ids where ids are named. The resulting resources
    must be disjoint, and the first organisation's resources must not change. If items that the first
    organisation sends twice update the same resources, they must still do so after the other organisation's
    request.
    """
    other = stranger(context.server)
    for operation in context.each(_bulks(context.server)):
        try:
            request, first = _applied(context.server, operation)
            # An operation that always creates matches nothing.
            finds = _written(context.server, request, CALLER) == first
            theirs = _with_own_ids(context.server, request, other)
            before = [_read(context.server, each, CALLER) for each in first]
            second = _written(context.server, theirs, other)
        except CannotCheck as error:
            context.note(f"{operation.id} was left out: {error}")
            continue
        shown = context.client.recorder.exchanges[-1]
        if not second:
            context.note(f"{operation.id} was left out: it came to nothing in the second organisation")
            continue
        context.expect(
            not set(first) & set(second),
            f"{len(set(first) & set(second))} resources of one organisation were written by another's bulk.",
            shown,
            operation=operation,
            subject="written",
        )
        context.expect(
            before == [_read(context.server, each, CALLER) for each in first],
            "Another organisation's bulk changed resources that are not its own.",
            shown,
            operation=operation,
            subject="changed",
        )
        context.expect(
            not finds or _written(context.server, request, CALLER) == first,
            "After another organisation's bulk one's own items are not found any more.",
            context.client.recorder.exchanges[-1],
            operation=operation,
            subject="found again",
        )


def _bulks(server: ServerUnderTest) -> list[Operation]:
    """Return the operations that take a list of objects and work on it later."""
    posts = server.client.operations(method="POST", anonymous=False)
    return [each for each in posts if each.documents(_ACCEPTED) and _takes_items(server, each)]


def _takes_items(server: ServerUnderTest, operation: Operation) -> bool:
    items = map(shape.item_of, server.factory.members(operation).values())
    return any(shape.properties(each) for each in items if each is not None)


def _with_own_ids(server: ServerUnderTest, request: HttpRequest, by: Caller) -> HttpRequest:
    body = request.json
    for reference in references(body, server.factory.parameters):
        body = with_reference(body, reference, server.factory.thing(reference.parameter, by=by).id)
    return request.with_json(body)


def _applied(server: ServerUnderTest, operation: Operation) -> tuple[HttpRequest, list[str]]:
    """Send a bulk, with other items until it writes something; return it and the resulting ids."""
    for variant in range(_VARIANTS):
        request = server.factory.request(operation, by=CALLER, variant=variant)
        if found := _written(server, request, CALLER):
            return request, found
    raise CannotCheck("it writes nothing")


def _written(server: ServerUnderTest, request: HttpRequest, by: Caller) -> list[str]:
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


def _read(server: ServerUnderTest, identifier: str, by: Caller) -> object:
    """Return what the owner reads of a resource of any kind."""
    for family in server.factory.families:
        if family.read is not None and family.read.path.count("{") == 1:
            values = {family.parameter: identifier}
            look = server.client.send(server.factory.request(family.read, by=by, path_values=values), by=by)
            if look.succeeded:
                return look.json
    return None
