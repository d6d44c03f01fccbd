"""A 400 lists everything that is wrong, each where it is."""

import json
from collections.abc import Iterator
from typing import Any

from contractfirst.contract import Operation, Violation
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.server_under_test import ServerUnderTest


@check(
    "ERR-20",
    area="errors",
    title="A 400 lists every invalid parameter",
    source="contract: parameters; RFC 9457 section 3.2",
    needs=[Need.FULL],
)
def every_parameter(context: CheckContext) -> None:
    """All invalid parameters of one request are named in `errors`, and no valid one is.

    The contract's own schemas decide what is invalid. An unknown parameter is one of them if the server
    refuses unknown parameters at any operation. A caller who gets one error at a time sends ten requests
    instead of one.
    """
    operations = _with_problems(context.server)
    unknown = _unknown_query(context, operations)
    for operation in context.each(operations):
        request = context.request(operation)
        if request is None:
            continue
        spoilt = _spoilt_query(operation) + unknown
        if not spoilt:
            continue
        wanted = {name for name, _ in spoilt}
        exchange = context.client.send(request.with_query(**dict(spoilt)))
        if not _is_400(context, exchange, "bad parameters"):
            continue
        reported = {str(each.get("parameter")) for each in _entries(exchange) if "parameter" in each}
        for name in sorted(wanted - reported):
            context.fail(f"errors does not name the parameter {name}.", exchange, subject=f"missing {name}")
        for name in sorted(reported - wanted):
            context.fail(f"errors names {name}, which is right.", exchange, subject=f"extra {name}")
        context.expect(True, "")


@check(
    "ERR-21",
    area="errors",
    title="A 400 lists every error of the body by its pointer",
    source="contract: requestBody; RFC 6901",
    needs=[Need.FULL],
)
def every_member(context: CheckContext) -> None:
    """Invalid properties of a body, one at a time and all at once, are each listed under their JSON Pointer.

    A missing property may be listed under its own pointer or its object's. The contract's own schemas decide
    what is invalid.
    """
    takers = [each for each in _with_problems(context.server) if each.request_body is not None]
    for operation in context.each(takers):
        request = context.request(operation)
        if request is None:
            continue
        if "json" not in (request.header("content-type") or "") or not isinstance(request.json, dict):
            continue
        for what, body in _spoilt_bodies(operation, request.json):
            violations = _violations(operation, request.with_json(body))
            if not violations:
                continue
            exchange = context.client.send(request.with_json(body))
            if _is_400(context, exchange, what):
                _compare(context, exchange, violations, what)


@check(
    "ERR-22",
    area="errors",
    title="Errors of parameters and body are listed together",
    source="contract: parameters, requestBody",
    needs=[Need.FULL],
)
def both_at_once(context: CheckContext) -> None:
    """A request with an invalid parameter and an invalid body has both in one response.

    An unknown parameter is invalid if the server refuses unknown parameters at any operation.
    """
    unknown = _unknown_query(context, _with_problems(context.server))
    takers = [each for each in _with_problems(context.server) if each.request_body is not None]
    for operation in context.each(takers):
        request = context.request(operation)
        if request is None:
            continue
        spoilt = request.with_json({"conformance_unknown": 1})
        query = _spoilt_query(operation) + unknown
        if not query or not _violations(operation, spoilt):
            continue
        exchange = context.client.send(spoilt.with_query(**dict(query)))
        if _is_400(context, exchange, "both"):
            entries = _entries(exchange)
            context.expect(
                any("parameter" in each for each in entries) and any("pointer" in each for each in entries),
                "errors does not list both the parameter and the body.",
                exchange,
            )


def _with_problems(server: ServerUnderTest) -> list[Operation]:
    """Return the operations whose 400 has a documented list ``errors``."""
    found = []
    for operation in server.client.operations(anonymous=False):
        spec = operation.response_for(400)
        schemas = spec.schemas.values() if spec is not None else ()
        if operation.problem_format == "rfc9457" and any('"errors"' in json.dumps(each) for each in schemas):
            found.append(operation)
    return found


def _entries(exchange: Exchange) -> list[dict[str, Any]]:
    entries = exchange.fields.get("errors")
    return [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []


def _is_400(context: CheckContext, exchange: Exchange, what: str) -> bool:
    return context.expect(
        exchange.status == 400, f"{what}: the answer is {exchange.status}, not 400.", exchange, subject=what
    )


def _spoilt_query(operation: Operation) -> list[tuple[str, str]]:
    """Return a value for each query parameter that has one that its schema refuses."""
    spoilt = []
    for parameter in operation.parameters:
        if parameter.location == "query" and parameter.layout in ("scalar", "array"):
            for candidate in ("conformance~", "-99999999", "\x7f"):
                _, violations = parameter.read([(parameter.name, candidate)])
                if violations:
                    spoilt.append((parameter.name, candidate))
                    break
    return spoilt


def _unknown_query(context: CheckContext, operations: list[Operation]) -> list[tuple[str, str]]:
    """Return a query parameter that the contract does not have; none where the server overlooks it.

    No schema decides that. It is tried on what changes nothing.
    """
    unknown = ("conformance_unknown", "1")
    for operation in operations:
        if operation.method == "GET" and (request := context.request(operation)) is not None:
            alone = request.with_query(**dict([unknown]))
            if context.client.send(request).succeeded and context.client.send(alone).status == 400:
                return [unknown]
    context.note("A parameter that the contract does not have is refused nowhere, so that none was sent.")
    return []


def _spoilt_bodies(operation: Operation, body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    everything: dict[str, Any] = {"conformance_unknown": 1}
    yield "an unknown member", {**body, "conformance_unknown": 1}
    for name in body:
        yield f"{name} left out", {key: value for key, value in body.items() if key != name}
        wrong = {"conformance": True} if not isinstance(body[name], dict) else 7
        everything[name] = wrong
        yield f"{name} of another type", {**body, name: wrong}
        if isinstance(body[name], list) and body[name]:
            yield f"a wrong item in {name}", {**body, name: [*body[name], {"conformance": 1}]}
    yield "everything wrong", everything
    yield "nothing in it", {}


def _violations(operation: Operation, request: HttpRequest) -> list[Violation]:
    return operation.decode_body(request.header("content-type"), request.body or b"")[1]


def _compare(context: CheckContext, exchange: Exchange, violations: list[Violation], what: str) -> None:
    reported = {str(each["pointer"]) for each in _entries(exchange) if "pointer" in each}
    sure = [
        each for each in violations if each.code not in ("oneOf", "anyOf", "not", "if", "dependentRequired")
    ]
    for violation in sure:
        pointer = violation.pointer or ""
        parent = pointer.rpartition("/")[0]
        accepted = {pointer, parent} if violation.code == "required" else {pointer}
        if "unevaluated" in violation.code or "additional" in violation.code:
            accepted.add(parent)
        context.expect(
            accepted & reported,
            f"{what}: errors does not list {pointer or 'the body'} ({violation.code}).",
            exchange,
            subject=f"{what}: {pointer}",
        )
    known = {each.pointer or "" for each in violations}
    parents = {pointer.rpartition("/")[0] for pointer in known}
    for pointer in sorted(reported - known - parents):
        context.expect(
            any(pointer.startswith(f"{each}/") for each in known),
            f"{what}: errors lists {pointer or 'the body'}, where nothing is wrong.",
            exchange,
            subject=f"{what}: extra {pointer}",
        )
