"""Laws of refusals and of time: a 4xx changes nothing, what is unknown is refused, times are UTC."""

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from contractfirst.contract import Operation, shape
from contractfirst.contract.place import Place
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Caller, Need
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.list_operation import listings
from contractfirst_conformance.resource_lifecycle import changed_body, differing, reading, things
from contractfirst_conformance.server_under_test import ServerUnderTest

_FULL = [Need.FULL]
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)").fullmatch
_SKEW = 120.0


@check(
    "LAW-30",
    area="laws",
    title="A refused change changes nothing",
    source="RFC 9110 section 15.5",
    needs=_FULL,
)
def refused_changes_nothing(context: CheckContext) -> None:
    """After a PUT or DELETE that was answered with 4xx the resource reads exactly as before.

    Tried with an invalid property beside a valid one, an unknown parameter, no token and a read-only key.
    """
    for method in ("PUT", "DELETE"):
        for family, operation, thing, request in things(context, method):
            before = thing.exchange
            for what, attempt, by in _attempts(context, operation, request):
                refused = context.client.send(attempt, by=by)
                if not 400 <= refused.status < 500:
                    # Now it is changed, and rightly.
                    break
                after = context.client.send(reading(family, request))
                written = context.factory.members(operation)
                changed = [name for name in differing(before.fields, after.fields) if name in written]
                context.expect(
                    after.status == 200 and not changed,
                    f"{what}: refused with {refused.status}; it reads {after.status}, changed: {changed}.",
                    before,
                    refused,
                    after,
                    operation=operation,
                    subject=what,
                )


def _attempts(
    context: CheckContext, operation: Operation, request: HttpRequest
) -> Iterator[tuple[str, HttpRequest, Caller]]:
    """Yield changes that are to be refused, those first that no server may carry out."""
    if operation.method == "PUT":
        request = changed_body(context, operation, request) or request
    yield "no token", request, None
    reader = context.client.credentials.first.read_only
    if reader is not None and "read" not in operation.scopes:
        yield "read-only key", request, reader
    if request.body is not None and isinstance(request.json, dict):
        yield "unknown member", request.with_json({**request.json, "conformance_unknown": 1}), CALLER
    yield "unknown parameter", request.with_query(conformance_unknown="1"), CALLER


@check(
    "LAW-31",
    area="laws",
    title="A refused creation creates nothing",
    source="RFC 9110 section 15.5",
    needs=_FULL,
)
def refused_creates_nothing(context: CheckContext) -> None:
    """A POST that was answered with 4xx leaves the list of its resources unchanged."""
    known = {each.operation.id: each for each in listings(context.server)}
    for family in context.each(context.factory.families):
        listing = known.get(family.list.id) if family.list is not None else None
        if listing is None or family.create is None or not family.create.documents(201):
            continue
        create = context.request(family.create)
        if create is None or create.body is None or not isinstance(sent := create.json, dict):
            continue
        newest = context.factory.request(listing.operation, by=CALLER, path_values=create.path_values)
        newest = newest.with_query(limit=listing.largest)
        if "-created_at" in listing.orders:
            newest = newest.with_query(sort="-created_at")
        for what, attempt, by in (
            ("unknown member", create.with_json({**sent, "conformance_unknown": 1}), CALLER),
            ("unknown parameter", create.with_query(conformance_unknown="1"), CALLER),
            ("read-only key", create, context.client.credentials.first.read_only),
        ):
            if by is None:
                continue
            before = _items(context.client.send(newest))
            refused = context.client.send(attempt, by=by)
            if not 400 <= refused.status < 500:
                continue
            page = context.client.send(newest)
            # What came about by itself has other values than those that were sent.
            new = [
                name
                for name, item in _items(page).items()
                if name not in before and not differing(sent, item)
            ]
            context.expect(
                not new,
                f"{what}: refused with {refused.status}, and the list has a new item.",
                refused,
                page,
                operation=family.create,
                subject=what,
            )


def _items(page: Exchange) -> dict[str, dict[str, Any]]:
    data = page.fields.get("data")
    return {str(each["id"]): each for each in data if "id" in each} if isinstance(data, list) else {}


@check(
    "LAW-32",
    area="laws",
    title="Unknown parameters are refused",
    source="contract: parameters",
    needs=_FULL,
)
def unknown_parameters(context: CheckContext) -> None:
    """A query parameter that the operation does not have is a 400 and is not silently ignored.

    A misspelled filter that is ignored returns everything.
    """
    for operation in context.each([each for each in context.client.operations() if each.documents(400)]):
        request = context.request(operation)
        if request is not None:
            exchange = context.client.send(request.with_query(conformance_unknown="1"))
            context.expect(
                exchange.status == 400,
                f"An unknown query parameter is answered {exchange.status}, not 400.",
                exchange,
            )


@check(
    "LAW-33",
    area="laws",
    title="Unknown properties of a body are refused",
    source="contract: requestBody, additionalProperties and unevaluatedProperties",
    needs=_FULL,
)
def unknown_members(context: CheckContext) -> None:
    """A property that the body's schema does not allow is a 400 and is not silently dropped."""
    for operation in context.each([each for each in context.client.operations() if each.documents(400)]):
        request = context.request(operation) if operation.request_body is not None else None
        if request is None or "json" not in (request.header("content-type") or ""):
            continue
        if not isinstance(request.json, dict):
            continue
        wrong = request.with_json({**request.json, "conformance_unknown": 1})
        if operation.decode_body("application/json", wrong.body or b"")[1]:
            exchange = context.client.send(wrong)
            context.expect(
                exchange.status == 400,
                f"An unknown member of the body is answered {exchange.status}, not 400.",
                exchange,
            )


@check(
    "LAW-34",
    area="laws",
    title="Every timestamp is in UTC",
    source="RFC 3339 section 4; contract: date-time",
    stage=Stage.CLOSE,
)
def times_are_utc(context: CheckContext) -> None:
    """In the whole run, every property of format date-time was in UTC, with `Z`."""
    names = _time_members(context.server)
    for exchange in context.client.recorder.exchanges:
        if exchange.operation is None or not exchange.succeeded:
            continue
        for name, value in _members(exchange.fields):
            if name in names and isinstance(value, str):
                context.expect(_UTC(value), f"{name} is {value}, not a time in UTC.", exchange, subject=name)


@check(
    "LAW-35",
    area="laws",
    title="created_at is the time of creation",
    source="RFC 3339 section 4; RFC 9110 section 6.6.1",
    needs=_FULL,
)
def created_now(context: CheckContext) -> None:
    """`created_at` of a new resource is the time of the response's `Date`, within two minutes.

    Local time labelled as UTC is hours off.
    """
    for family in context.each(context.factory.families):
        if (
            family.create is None
            or not family.create.documents(201)
            or context.request(family.create) is None
        ):
            continue
        exchange = context.factory.create(family.create, by=CALLER)
        reported, date = exchange.fields.get("created_at"), exchange.header("date")
        if not isinstance(reported, str) or exchange.status != 201 or date is None or not _UTC(reported):
            continue
        distance = (datetime.fromisoformat(reported) - parsedate_to_datetime(date)).total_seconds()
        context.expect(
            abs(distance) <= _SKEW,
            f"created_at is {reported}, {distance:.0f} s from the response's Date, {date}.",
            exchange,
        )


def _time_members(server: ServerUnderTest) -> frozenset[str]:
    """Return the names of members that are date-times wherever the contract's responses name them."""
    times: set[str] = set()
    other: set[str] = set()
    for operation in server.client.operations():
        for spec in operation.responses.values():
            if not spec.place.has("content"):
                continue
            for _, media in spec.place.members("content"):
                if media.has("schema"):
                    _gather(media.child("schema"), times, other, set())
    return frozenset(times - other)


def _gather(schema: Place, times: set[str], other: set[str], seen: set[tuple[str, str]]) -> None:
    if schema.identity in seen:
        return
    seen.add(schema.identity)
    for name, place in shape.properties(schema).items():
        formats = {each.get("format") for each in shape.in_place(place) if isinstance(each.value, dict)}
        (times if "date-time" in formats else other).add(name)
        _gather(place, times, other, seen)
    item = shape.item_of(schema)
    if item is not None:
        _gather(item, times, other, seen)


def _members(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, list):
        for item in value:
            yield from _members(item)
    elif isinstance(value, dict):
        for name, member in value.items():
            yield name, member
            yield from _members(member)
