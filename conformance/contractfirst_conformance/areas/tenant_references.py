"""References to another organisation's resources in a body or a filter: the same as unknown ids."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contractfirst.contract import Operation
from contractfirst_conformance.areas.tenants import at_rest, nowhere, stranger
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Caller, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.factory import ExistingResource
from contractfirst_conformance.references import BodyReference, references, with_reference
from contractfirst_conformance.server_under_test import ServerUnderTest

_TWO = [Need.TWO_ORGANISATIONS]
_SOURCE = "info/description; OWASP API1:2023"
_ACCEPTED = 202
# Properties of an outcome that describe it and not the resource.
_TELLING = frozenset({"status", "code", "outcome", "title", "kind", "error"})


def _attacks(server: ServerUnderTest) -> list[tuple[Caller, Caller]]:
    """Return pairs of caller and owner; the first organisation has more resources, so it begins."""
    return [(CALLER, stranger(server)), (stranger(server), CALLER)]


def _thing(server: ServerUnderTest, parameter: str, by: Caller) -> ExistingResource | None:
    try:
        return server.factory.thing(parameter, by=by)
    except CannotCheck:
        return None


def _fresh_body(server: ServerUnderTest, operation: Operation, by: Caller) -> HttpRequest | None:
    try:
        return server.factory.request(operation, by=by)
    except CannotCheck:
        return None


def _outcome(server: ServerUnderTest, exchange: Exchange, by: Caller) -> object:
    """Return the outcome of a request and of the job that it started, without ids and times."""
    if exchange.status == _ACCEPTED and exchange.header("location"):
        settled = server.factory.settled(exchange, by=by)
        return exchange.status, _telling(settled.json)
    return exchange.status, _telling(exchange.json) if not exchange.succeeded else None


def _telling(value: object) -> object:
    if isinstance(value, dict):
        return {
            name: _telling(member)
            for name, member in sorted(value.items())
            if name in _TELLING or isinstance(member, dict | list)
        }
    if isinstance(value, list):
        return [_telling(item) for item in value]
    return value


def _state(server: ServerUnderTest, parameter: str, identifier: str, by: Caller) -> object:
    family = server.factory.family_of(parameter)
    if family is None or family.read is None:
        return None
    request = server.factory.request(family.read, by=by, path_values={parameter: identifier})
    return server.client.send(request, by=by).json


@check(
    "TEN-04",
    area="tenants",
    title="A body cannot reference another organisation's resource",
    source=_SOURCE,
    needs=_TWO,
)
def foreign_references(context: CheckContext) -> None:
    """Another organisation's id in a body, or in an item of a bulk, is treated as an id that does not exist.

    The same request is sent with the other organisation's id and with an unknown id; both must end alike,
    jobs included, and the other organisation's resource must not change. Lists of ids are also tried with
    the caller's own id first.
    """
    takers = [each for each in context.client.operations(anonymous=False) if each.request_body is not None]
    for operation in context.each(takers):
        checked: set[str] = set()
        for attacker, victim in _attacks(context.server):
            request = _fresh_body(context.server, operation, attacker)
            if request is None:
                continue
            members = context.factory.members(operation)
            for reference in references(request.json, context.factory.parameters, members):
                thing = _thing(context.server, reference.parameter, victim)
                if thing is not None and str(reference) not in checked:
                    checked.add(str(reference))
                    try:
                        _check_reference(context, request, reference, thing.id, (attacker, victim))
                    except CannotCheck as error:
                        context.note(f"{operation.id} {reference} was left out: {error}")


def _check_reference(
    context: CheckContext,
    request: HttpRequest,
    reference: BodyReference,
    identifier: str,
    who: tuple[Caller, Caller],
) -> None:
    context.server, (attacker, victim) = context.server, who
    body, reference = _alone(request.json, reference)
    before = _state(context.server, reference.parameter, identifier, victim)
    unknown = nowhere(identifier, context.random)
    own = _thing(context.server, reference.parameter, attacker) if reference.many else None
    for others in ((), (own.id,)) if own is not None else ((),):
        named, absent = (
            context.client.send(
                request.with_json(with_reference(body, reference, *others, each)), by=attacker
            )
            for each in (identifier, unknown)
        )
        context.expect(
            _outcome(context.server, named, attacker) == _outcome(context.server, absent, attacker),
            f"With another organisation's id in {reference}{' after one of its own' if others else ''} the "
            f"answer is {named.status}, with an unknown id {absent.status}; or their outcomes "
            "differs.",
            absent,
            named,
            subject=f"{reference}: after one of its own" if others else str(reference),
        )
    shown = named.answer.body.replace(identifier.encode(), b"")
    names = [
        value
        for name, value in (before if isinstance(before, dict) else {}).items()
        if name == "name" and isinstance(value, str) and len(value) > 8
    ]
    context.expect(
        not any(value.encode() in shown for value in names),
        f"The answer to another organisation's id in {reference} shows what it is called.",
        named,
        subject=f"{reference}: shown",
    )
    if before == _state(context.server, reference.parameter, identifier, victim):
        return
    # Unfinished work changes resources too: try again on one that no longer changes.
    another = context.factory.thing(reference.parameter, by=victim, fresh=True).id
    before = at_rest(context.server, lambda: _state(context.server, reference.parameter, another, victim))
    named = context.client.send(request.with_json(with_reference(body, reference, another)), by=attacker)
    _outcome(context.server, named, attacker)
    context.expect(
        before == _state(context.server, reference.parameter, another, victim),
        f"A request with another organisation's id in {reference} changed that resource.",
        named,
        subject=f"{reference}: changed",
    )


def _alone(body: Any, reference: BodyReference) -> tuple[Any, BodyReference]:
    """Return the body with the one item of each list that the reference is in, so that only it counts."""
    copy = json.loads(json.dumps(body))
    holder = copy
    for step in reference.way[:-1]:
        if isinstance(holder, list) and isinstance(step, int):
            holder[:] = [holder[step]]
            step = 0
        holder = holder[step]
    way = tuple(0 if isinstance(step, int) else step for step in reference.way)
    return copy, replace(reference, way=way)


@check(
    "TEN-05",
    area="tenants",
    title="A filter cannot reference another organisation's resource",
    source=_SOURCE,
    needs=_TWO,
)
def foreign_filters(context: CheckContext) -> None:
    """A list filtered by another organisation's id returns the same as for an unknown id: 404 or no items."""
    for operation in context.each(context.client.operations(method="GET", anonymous=False)):
        for parameter in operation.parameters:
            if parameter.location != "query" or parameter.name not in context.factory.parameters:
                continue
            for attacker, victim in _attacks(context.server):
                thing = _thing(context.server, parameter.name, victim)
                request = _fresh_body(context.server, operation, attacker)
                if thing is None or request is None:
                    continue
                named, absent = (
                    context.client.send(request.with_query(**{parameter.name: each}), by=attacker)
                    for each in (thing.id, nowhere(thing.id, context.random))
                )
                context.expect(
                    _outcome(context.server, named, attacker) == _outcome(context.server, absent, attacker)
                    and not named.fields.get("data"),
                    f"Filtered by another organisation's {parameter.name} the answer is {named.status} with "
                    f"{len(list(_items(named)))} items, by one that nothing has {absent.status}.",
                    absent,
                    named,
                    subject=parameter.name,
                )


def _items(exchange: Exchange) -> Iterator[object]:
    data = exchange.fields.get("data")
    yield from data if isinstance(data, list) else ()
