"""Laws of addresses: where a new resource is found, and that a deleted one is not."""

from urllib.parse import urljoin, urlsplit

from contractfirst_conformance.check import check
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.listing import listings
from contractfirst_conformance.lives import born, reading, things
from contractfirst_conformance.target import CALLER
from contractfirst_conformance.trial import Trial

_FULL = [Need.FULL]
_ACCEPTED, _ABSENT = 202, (404, 410)


@check(
    "LAW-07",
    area="laws",
    title="What was deleted is not found any more",
    source="RFC 9110 sections 9.3.5 and 15.5.5; contract: responses of the DELETE and the GET",
    needs=_FULL,
)
def deleted_is_gone(trial: Trial) -> None:
    """After a successful DELETE the address answers 404 (or 410), and lists leave it out.

    So does a second DELETE, where the operation documents 404 or 410: that is what it says of what is not
    there. A 202 has deleted nothing yet and is left out.
    """
    target = trial.target
    known = {each.operation.id: each for each in listings(target)}
    for family, operation, thing, request in things(trial, "DELETE"):
        deleted = target.send(request)
        if not deleted.succeeded or deleted.status == _ACCEPTED:
            trial.note(f"{operation.id} was answered {deleted.status}")
            continue
        laters = [("read", reading(family, request))]
        if any(operation.documents(status) for status in _ABSENT):
            laters.append(("second DELETE", request))
        for what, later in laters:
            exchange = target.send(later)
            trial.expect(
                exchange.status in _ABSENT,
                f"After the DELETE the {what} answers {exchange.status}, not 404.",
                deleted,
                exchange,
                operation=operation,
                subject=what,
            )
        listing = known.get(family.list.id) if family.list else None
        if listing is not None:
            walk = listing.walk(target, trial.target.factory.request(listing.operation, by=CALLER), by=CALLER)
            trial.expect(
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
    title="Location leads to what was created",
    source="RFC 9110 sections 10.2.2 and 15.3.2",
    needs=_FULL,
)
def location_leads_there(trial: Trial) -> None:
    """The `Location` of a 201 is the address at which the new resource is read, and no id is given twice."""
    target, seen = trial.target, dict[str, Exchange]()
    for new in born(trial):
        location = new.created.header("location")
        if location is not None:
            led = urlsplit(urljoin(new.created.url, location)).path
            here = urlsplit(new.read.url).path
            trial.expect(
                # Behind a proxy it may be the public address, which has the contract's base path.
                led in (here, f"{target.contract.base_path}{new.read.request.path}"),
                f"Location is {location}; the resource is at {here}.",
                new.created,
                new.read,
                operation=new.family.create,
            )
        again = target.factory.create(new.family.create, by=CALLER) if new.family.create else None
        for exchange in (new.created, again):
            identifier = str(exchange.fields.get("id")) if exchange is not None else ""
            if exchange is None or exchange.status != 201:
                continue
            other = seen.setdefault(identifier, exchange)
            trial.expect(
                other is exchange,
                "Two creations answered with the same id.",
                other,
                exchange,
                operation=new.family.create,
                subject="id",
            )
