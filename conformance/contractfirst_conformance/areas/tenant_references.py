"""Another organisation's things, named in a body or a filter: the same as things that do not exist."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contractfirst.contract import Operation
from contractfirst_conformance.areas.tenants import at_rest, nowhere, stranger
from contractfirst_conformance.check import check
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.errors import CannotJudge
from contractfirst_conformance.exchange import Exchange, Request
from contractfirst_conformance.factory import Thing
from contractfirst_conformance.references import Reference, references, with_reference
from contractfirst_conformance.target import CALLER, Caller, Target
from contractfirst_conformance.trial import Trial

_TWO = [Need.TWO_ORGANISATIONS]
_SOURCE = "info/description; OWASP API1:2023"
_ACCEPTED = 202
# Members of an outcome that say what came of it and not of which thing.
_TELLING = frozenset({"status", "code", "outcome", "title", "kind", "error"})


def _attacks(target: Target) -> list[tuple[Caller, Caller]]:
    """Return who names whose things; the first organisation has more, so it begins."""
    return [(CALLER, stranger(target)), (stranger(target), CALLER)]


def _thing(target: Target, parameter: str, by: Caller) -> Thing | None:
    try:
        return target.factory.thing(parameter, by=by)
    except CannotJudge:
        return None


def _fresh_body(target: Target, operation: Operation, by: Caller) -> Request | None:
    try:
        return target.factory.request(operation, by=by)
    except CannotJudge:
        return None


def _outcome(target: Target, exchange: Exchange, by: Caller) -> object:
    """Return what came of a request, also of the job that it began, without ids and times."""
    if exchange.status == _ACCEPTED and exchange.header("location"):
        settled = target.factory.settled(exchange, by=by)
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


def _state(target: Target, parameter: str, identifier: str, by: Caller) -> object:
    family = target.factory.family_of(parameter)
    if family is None or family.read is None:
        return None
    request = target.factory.request(family.read, by=by, path_values={parameter: identifier})
    return target.send(request, by=by).json


@check(
    "TEN-04",
    area="tenants",
    title="A body cannot name another organisation's thing",
    source=_SOURCE,
    needs=_TWO,
)
def foreign_references(trial: Trial) -> None:
    """Another organisation's id in a body, also in an item of a bulk, counts as one that does not exist.

    The same request is sent with the other organisation's id and with an id that nothing has; both must end
    alike, jobs included, and the other organisation's thing stays as it is. Where ids come in lists, the
    same goes for one that follows one's own.
    """
    target = trial.target
    takers = [each for each in target.operations(anonymous=False) if each.request_body is not None]
    for operation in trial.each(takers):
        judged: set[str] = set()
        for attacker, victim in _attacks(target):
            request = _fresh_body(target, operation, attacker)
            if request is None:
                continue
            members = target.factory.members(operation)
            for reference in references(request.json, target.factory.parameters, members):
                thing = _thing(target, reference.parameter, victim)
                if thing is not None and str(reference) not in judged:
                    judged.add(str(reference))
                    try:
                        _judge_reference(trial, request, reference, thing.id, (attacker, victim))
                    except CannotJudge as error:
                        trial.note(f"{operation.id} {reference} was left out: {error}")


def _judge_reference(
    trial: Trial, request: Request, reference: Reference, identifier: str, who: tuple[Caller, Caller]
) -> None:
    target, (attacker, victim) = trial.target, who
    body, reference = _alone(request.json, reference)
    before = _state(target, reference.parameter, identifier, victim)
    unknown = nowhere(identifier, trial.random)
    own = _thing(target, reference.parameter, attacker) if reference.many else None
    for others in ((), (own.id,)) if own is not None else ((),):
        named, absent = (
            target.send(request.with_json(with_reference(body, reference, *others, each)), by=attacker)
            for each in (identifier, unknown)
        )
        trial.expect(
            _outcome(target, named, attacker) == _outcome(target, absent, attacker),
            f"With another organisation's id in {reference}{' after one of its own' if others else ''} the "
            f"answer is {named.status}, with one that nothing has {absent.status}; or what comes of them "
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
    trial.expect(
        not any(value.encode() in shown for value in names),
        f"The answer to another organisation's id in {reference} shows what it is called.",
        named,
        subject=f"{reference}: shown",
    )
    if before == _state(target, reference.parameter, identifier, victim):
        return
    # Work that is still going on changes things too: it is tried again on a thing that has come to rest.
    another = target.factory.thing(reference.parameter, by=victim, fresh=True).id
    before = at_rest(target, lambda: _state(target, reference.parameter, another, victim))
    named = target.send(request.with_json(with_reference(body, reference, another)), by=attacker)
    _outcome(target, named, attacker)
    trial.expect(
        before == _state(target, reference.parameter, another, victim),
        f"A request with another organisation's id in {reference} changed that thing.",
        named,
        subject=f"{reference}: changed",
    )


def _alone(body: Any, reference: Reference) -> tuple[Any, Reference]:
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
    title="A filter cannot name another organisation's thing",
    source=_SOURCE,
    needs=_TWO,
)
def foreign_filters(trial: Trial) -> None:
    """Filtered by another organisation's id a list ends as by an id that nothing has: 404 or empty."""
    target = trial.target
    for operation in trial.each(target.operations(method="GET", anonymous=False)):
        for parameter in operation.parameters:
            if parameter.location != "query" or parameter.name not in target.factory.parameters:
                continue
            for attacker, victim in _attacks(target):
                thing = _thing(target, parameter.name, victim)
                request = _fresh_body(target, operation, attacker)
                if thing is None or request is None:
                    continue
                named, absent = (
                    target.send(request.with_query(**{parameter.name: each}), by=attacker)
                    for each in (thing.id, nowhere(thing.id, trial.random))
                )
                trial.expect(
                    _outcome(target, named, attacker) == _outcome(target, absent, attacker)
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
