"""Causes the changes that raise events, by the events' names, where the API can.

``noun.verb``: the noun is the singular of a family's name. ``created`` is done by its POST, ``updated`` by
its PUT, a verb that is a value of a member by a PUT with that value, and what ends as ``completed`` by a POST
that answers 202.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from contractfirst.contract import Operation, shape
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.family import Family
from contractfirst_conformance.resource_lifecycle import changed_bodies

__all__ = ["ApiChange", "bring_about", "creation"]

_TRIES = 24
_ENDED_BADLY = frozenset({"failed", "canceled", "cancelled"})


@dataclass(frozen=True, slots=True)
class ApiChange:
    """A change and the event that it must raise.

    ``id`` and ``shown`` are those of the resource after the change, empty if the event is about something
    else. A change that is not ``certain`` may end in another event.
    """

    event: str
    exchange: Exchange
    id: str = ""
    shown: Mapping[str, Any] | None = None
    certain: bool = True


def creation(context: CheckContext, event: str) -> ApiChange | None:
    """Create what a ``created`` event is about."""
    family = _family(context, event)
    create = family.create if family is not None else None
    if create is None or not create.documents(201):
        return None
    exchange = context.factory.create(create, by=CALLER)
    if exchange.status != 201:
        return None
    return ApiChange(event, exchange, str(exchange.fields.get("id", "")), exchange.fields)


def bring_about(context: CheckContext, event: str, *, slow: bool) -> ApiChange | None:
    """Make an event happen, ``None`` when the API cannot; what takes its time only if ``slow``."""
    family, verb = _family(context, event), event.partition(".")[2]
    if family is None:
        return None
    try:
        if verb == "created":
            return creation(context, event)
        if verb == "updated":
            return _replaced(context, event, family, None)
        for name, values in _enumerations(family.replace).items():
            if verb in values:
                return _replaced(context, event, family, (name, verb))
        if slow and verb.endswith("completed"):
            return _carried_out(context, event, family, verb)
    except CannotCheck as error:
        context.note(f"{event}: {error}")
    return None


def _enumerations(operation: Operation | None) -> dict[str, list[str]]:
    """Return the values of each member of a body that any of its shapes lists."""
    found: dict[str, list[str]] = {}
    body = operation.request_body if operation is not None else None
    for _, media in body.place.members("content") if body is not None else ():
        for part in shape.in_place(media.child("schema")) if media.has("schema") else ():
            named = part.members("properties") if isinstance(part.value, dict) else ()
            for name, place in named:
                for each in shape.in_place(place):
                    values = each.value.get("enum") if isinstance(each.value, dict) else None
                    found.setdefault(name, []).extend(map(str, values or ()))
    return found


def _family(context: CheckContext, event: str) -> Family | None:
    noun = event.partition(".")[0]
    return next(
        (
            each
            for each in context.factory.families
            if each.name.removesuffix("s") == noun and "{" not in each.collection
        ),
        None,
    )


def _replaced(
    context: CheckContext, event: str, family: Family, value: tuple[str, str] | None
) -> ApiChange | None:
    operation = family.replace
    if operation is None or family.read is None:
        return None
    first = context.factory.request(operation, by=CALLER, fresh=True)
    requests = chain(
        [first],
        _found(context, operation, family, value[0]) if value is not None else (),
        context.factory.choices(operation, by=CALLER),
    )
    for request in islice(_changing(context, operation, requests, value), _TRIES):
        before = context.client.send(HttpRequest("GET", request.path, operation=family.read)).fields
        exchange = context.client.send(request)
        shown = context.client.send(HttpRequest("GET", request.path, operation=family.read))
        if exchange.succeeded and _apart(before) != _apart(shown.fields):
            return ApiChange(event, exchange, request.path_values[family.parameter], shown.fields)
    return None


def _found(context: CheckContext, operation: Operation, family: Family, member: str) -> Iterator[HttpRequest]:
    """Yield replacements of listed resources for each value of a property, if the list filters by it."""
    listing, factory = family.list, context.factory
    if listing is None or not any(each.name == member for each in listing.parameters):
        return
    for value in _enumerations(operation).get(member, ()):
        request = factory.request(listing, by=CALLER).with_query(**{member: value})
        items = context.client.send(request).fields.get("data")
        for item in items[:2] if isinstance(items, list) else ():
            values = {family.parameter: str(item["id"])}
            yield factory.request(operation, by=CALLER, path_values=values)


def _changing(
    context: CheckContext,
    operation: Operation,
    requests: Iterator[HttpRequest],
    value: tuple[str, str] | None,
) -> Iterator[HttpRequest]:
    for request in requests:
        if value is None:
            yield from changed_bodies(context, operation, request)
        elif isinstance(body := request.json, dict) and body.get(value[0]) != value[1]:
            yield request.with_json({**body, value[0]: value[1]})


def _apart(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a representation without the time of its change."""
    return {name: member for name, member in fields.items() if name != "updated_at"}


def _carried_out(context: CheckContext, event: str, family: Family, verb: str) -> ApiChange | None:
    word = verb.removesuffix("completed").rstrip("_")
    for operation in context.client.operations(method="POST"):
        last = operation.path.rsplit("/", 1)[-1].removesuffix("s")
        below = operation.path.startswith(f"{family.item}/") and last == word
        if not operation.documents(202) or not (below or (not word and operation is family.create)):
            continue
        exchange = _started(context, operation)
        if exchange.status != 202:
            return None
        ended = context.factory.settled(exchange, by=CALLER)
        if ended.fields.get("status") in _ENDED_BADLY:
            return None
        certain = f"{event.partition('.')[0]}.failed" not in context.client.contract.webhooks
        return ApiChange(event, exchange, certain=certain)
    return None


def _started(context: CheckContext, operation: Operation) -> Exchange:
    """Start work on as few resources as possible, since each of them has its event."""
    names = []
    for name in context.factory.members(operation):
        if name.endswith("s") and name.removesuffix("s") in context.factory.parameters:
            names.append(name)
    for chosen in (names, *([name] for name in names)):
        things = {
            name: [context.factory.thing(name.removesuffix("s"), by=CALLER, fresh=True).id] for name in chosen
        }
        if things and (exchange := context.factory.create(operation, by=CALLER, **things)).succeeded:
            return exchange
    return context.factory.succeed(operation, by=CALLER)
