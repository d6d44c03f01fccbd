"""Laws of refusals and of time: a 4xx changes nothing, what is unknown is refused, times are UTC."""

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from contractfirst.contract import Operation, shape
from contractfirst.contract.place import Place
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.exchange import Exchange, Request
from contractfirst_conformance.listing import listings
from contractfirst_conformance.lives import changed_body, differing, reading, things
from contractfirst_conformance.target import CALLER, Caller, Target
from contractfirst_conformance.trial import Trial

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
def refused_changes_nothing(trial: Trial) -> None:
    """After a PUT or DELETE that was answered 4xx the resource reads exactly as before.

    Tried with a wrong member beside a right one, with an unknown parameter, with nobody's token and with a
    key that may only read.
    """
    target = trial.target
    for method in ("PUT", "DELETE"):
        for family, operation, thing, request in things(trial, method):
            before = thing.exchange
            for what, attempt, by in _attempts(trial, operation, request):
                refused = target.send(attempt, by=by)
                if not 400 <= refused.status < 500:
                    # Now it is changed, and rightly.
                    break
                after = target.send(reading(family, request))
                written = target.factory.members(operation)
                changed = [name for name in differing(before.fields, after.fields) if name in written]
                trial.expect(
                    after.status == 200 and not changed,
                    f"{what}: refused with {refused.status}; it reads {after.status}, changed: {changed}.",
                    before,
                    refused,
                    after,
                    operation=operation,
                    subject=what,
                )


def _attempts(trial: Trial, operation: Operation, request: Request) -> Iterator[tuple[str, Request, Caller]]:
    """Yield changes that are to be refused, those first that no server may carry out."""
    if operation.method == "PUT":
        request = changed_body(trial, operation, request) or request
    yield "no token", request, None
    reader = trial.target.credentials.first.read_only
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
def refused_creates_nothing(trial: Trial) -> None:
    """A POST that was answered 4xx leaves its list with the items that it had."""
    target = trial.target
    known = {each.operation.id: each for each in listings(target)}
    for family in trial.each(target.factory.families):
        listing = known.get(family.list.id) if family.list is not None else None
        if listing is None or family.create is None or not family.create.documents(201):
            continue
        create = trial.request(family.create)
        if create is None or create.body is None or not isinstance(sent := create.json, dict):
            continue
        newest = target.factory.request(listing.operation, by=CALLER, path_values=create.path_values)
        newest = newest.with_query(limit=listing.largest)
        if "-created_at" in listing.orders:
            newest = newest.with_query(sort="-created_at")
        for what, attempt, by in (
            ("unknown member", create.with_json({**sent, "conformance_unknown": 1}), CALLER),
            ("unknown parameter", create.with_query(conformance_unknown="1"), CALLER),
            ("read-only key", create, target.credentials.first.read_only),
        ):
            if by is None:
                continue
            before = _items(target.send(newest))
            refused = target.send(attempt, by=by)
            if not 400 <= refused.status < 500:
                continue
            page = target.send(newest)
            # What came about by itself has other values than those that were sent.
            new = [
                name
                for name, item in _items(page).items()
                if name not in before and not differing(sent, item)
            ]
            trial.expect(
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
def unknown_parameters(trial: Trial) -> None:
    """A query parameter that the operation does not have is a 400, not silently left aside.

    A misspelled filter that is ignored answers with everything.
    """
    target = trial.target
    for operation in trial.each([each for each in target.operations() if each.documents(400)]):
        request = trial.request(operation)
        if request is not None:
            exchange = target.send(request.with_query(conformance_unknown="1"))
            trial.expect(
                exchange.status == 400,
                f"An unknown query parameter is answered {exchange.status}, not 400.",
                exchange,
            )


@check(
    "LAW-33",
    area="laws",
    title="Unknown members of a body are refused",
    source="contract: requestBody, additionalProperties and unevaluatedProperties",
    needs=_FULL,
)
def unknown_members(trial: Trial) -> None:
    """A member that the body's schema does not admit is a 400, not silently dropped."""
    target = trial.target
    for operation in trial.each([each for each in target.operations() if each.documents(400)]):
        request = trial.request(operation) if operation.request_body is not None else None
        if request is None or "json" not in (request.header("content-type") or ""):
            continue
        if not isinstance(request.json, dict):
            continue
        wrong = request.with_json({**request.json, "conformance_unknown": 1})
        if operation.decode_body("application/json", wrong.body or b"")[1]:
            exchange = target.send(wrong)
            trial.expect(
                exchange.status == 400,
                f"An unknown member of the body is answered {exchange.status}, not 400.",
                exchange,
            )


@check(
    "LAW-34",
    area="laws",
    title="Every time is told in UTC",
    source="RFC 3339 section 4; contract: date-time",
    stage=Stage.CLOSE,
)
def times_are_utc(trial: Trial) -> None:
    """In the whole run, every member that the contract calls a date-time was given in UTC, with `Z`."""
    names = _time_members(trial.target)
    for exchange in trial.target.recorder.exchanges:
        if exchange.operation is None or not exchange.succeeded:
            continue
        for name, value in _members(exchange.fields):
            if name in names and isinstance(value, str):
                trial.expect(_UTC(value), f"{name} is {value}, not a time in UTC.", exchange, subject=name)


@check(
    "LAW-35",
    area="laws",
    title="What was created just now says so",
    source="RFC 3339 section 4; RFC 9110 section 6.6.1",
    needs=_FULL,
)
def created_now(trial: Trial) -> None:
    """`created_at` of a new resource is the time of the response's `Date`, give or take two minutes.

    Local time that is called UTC is hours away.
    """
    target = trial.target
    for family in trial.each(target.factory.families):
        if family.create is None or not family.create.documents(201) or trial.request(family.create) is None:
            continue
        exchange = target.factory.create(family.create, by=CALLER)
        told, date = exchange.fields.get("created_at"), exchange.header("date")
        if not isinstance(told, str) or exchange.status != 201 or date is None or not _UTC(told):
            continue
        distance = (datetime.fromisoformat(told) - parsedate_to_datetime(date)).total_seconds()
        trial.expect(
            abs(distance) <= _SKEW,
            f"created_at is {told}, {distance:.0f} s from the response's Date, {date}.",
            exchange,
        )


def _time_members(target: Target) -> frozenset[str]:
    """Return the names of members that are date-times wherever the contract's responses name them."""
    times: set[str] = set()
    other: set[str] = set()
    for operation in target.operations():
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
