"""Laws of addresses: where a new resource is found, and that a deleted one is not."""

from urllib.parse import urljoin, urlsplit

from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.list_operation import listings
from contractfirst_conformance.resource_lifecycle import created_resources, reading, things

_FULL = [Need.FULL]
_ACCEPTED, _ABSENT = 202, (404, 410)


@check(
    "LAW-07",
    area="laws",
    title="A deleted resource is not found",
    source="RFC 9110 sections 9.3.5 and 15.5.5; contract: responses of the DELETE and the GET",
    needs=_FULL,
)
def deleted_is_gone(context: CheckContext) -> None:
    """After a successful DELETE the address answers 404 (or 410), and lists leave the resource out.

    So does a second DELETE, if the operation documents 404 or 410. A 202 has deleted nothing yet and is left
    out.
    """
    known = {each.operation.id: each for each in listings(context.server)}
    for family, operation, thing, request in things(context, "DELETE"):
        deleted = context.client.send(request)
        if not deleted.succeeded or deleted.status == _ACCEPTED:
            context.note(f"{operation.id} was answered {deleted.status}")
            continue
        laters = [("read", reading(family, request))]
        if any(operation.documents(status) for status in _ABSENT):
            laters.append(("second DELETE", request))
        for what, later in laters:
            exchange = context.client.send(later)
            context.expect(
                exchange.status in _ABSENT,
                f"After the DELETE the {what} answers {exchange.status}, not 404.",
                deleted,
                exchange,
                operation=operation,
                subject=what,
            )
        listing = known.get(family.list.id) if family.list else None
        if listing is not None:
            walk = listing.walk(
                context.server, context.factory.request(listing.operation, by=CALLER), by=CALLER
            )
            context.expect(
                thing.id not in walk.ids,
                "The list still has what was deleted.",
                deleted,
                walk.exchanges[-1],
                operation=operation,
                subject="listed",
            )


@check(
    "LAW-08",
    area="laws",
    title="Location points to the created resource",
    source="RFC 9110 sections 10.2.2 and 15.3.2",
    needs=_FULL,
)
def location_leads_there(context: CheckContext) -> None:
    """The `Location` of a 201 is the URL at which the new resource is read, and no id is used twice."""
    seen = dict[str, Exchange]()
    for new in created_resources(context):
        location = new.created.header("location")
        if location is not None:
            led = urlsplit(urljoin(new.created.url, location)).path
            here = urlsplit(new.read.url).path
            context.expect(
                # Behind a proxy it may be the public address, which has the contract's base path.
                led in (here, f"{context.client.contract.base_path}{new.read.request.path}"),
                f"Location is {location}; the resource is at {here}.",
                new.created,
                new.read,
                operation=new.family.create,
            )
        again = context.factory.create(new.family.create, by=CALLER) if new.family.create else None
        for exchange in (new.created, again):
            identifier = str(exchange.fields.get("id")) if exchange is not None else ""
            if exchange is None or exchange.status != 201:
                continue
            other = seen.setdefault(identifier, exchange)
            context.expect(
                other is exchange,
                "Two creations answered with the same id.",
                other,
                exchange,
                operation=new.family.create,
                subject="id",
            )
