"""Requests that should be answered with a given status, made from the contract alone."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from contractfirst.contract import Operation, RateClass
from contractfirst_conformance.credentials import CALLER, Credential
from contractfirst_conformance.errors import CannotCheck, NoResponse, Skipped
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.server_under_test import ServerUnderTest

__all__ = ["Provoker"]

_HOLD = ("X-Fault", "delay=300")
_FAIL = ("X-Fault", "error")
_MOST_ITEMS = 12


@dataclass(frozen=True, slots=True)
class StatusAttempt:
    """The last exchanges, and why no more were tried."""

    exchanges: tuple[Exchange, ...]
    reason: str = ""
    reached: bool = False


class Provoker:
    """Makes an operation answer with a status; other checks examine the responses."""

    def __init__(self, server: ServerUnderTest) -> None:
        self._server = server
        self._exhausted: dict[str, tuple[Credential, tuple[tuple[str, str], ...]]] = {}
        self._ways: dict[int, Callable[[Operation], Iterator[Exchange]]] = {
            304: self._unchanged,
            400: self._invalid,
            401: self._anonymous,
            403: self._unscoped,
            404: self._absent,
            409: self._conflict,
            412: self._outdated,
            413: self._oversized,
            415: self._foreign_media_type,
            422: self._reused_key,
            429: self._limited,
            500: self._failing,
        }

    def provoke(self, operation: Operation, status: str) -> StatusAttempt:
        """Try to get a documented status, range or default from ``operation``; return the last attempts.

        What fails with the resources at hand is tried once more with others: earlier attempts may have left
        those in a state that forbids it.
        """
        attempt = self._provoke(operation, status)
        if not attempt.reached and operation.parameters:
            self._server.factory.forget()
            attempt = self._provoke(operation, status)
        return attempt

    def _provoke(self, operation: Operation, status: str) -> StatusAttempt:
        tried: list[Exchange] = []
        try:
            for exchange in self._attempts(operation, status):
                tried.append(exchange)
                spec = operation.response_for(exchange.status)
                if spec is not None and spec.status == status:
                    return StatusAttempt((exchange,), reached=True)
        except (CannotCheck, Skipped, NoResponse) as error:
            exchanges = getattr(error, "exchanges", ())
            return StatusAttempt((*tried[-2:], *exchanges[-2:]), str(error))
        return StatusAttempt(tuple(tried[-3:]), "" if tried else "the suite has no way to cause it")

    def _attempts(self, operation: Operation, status: str) -> Iterator[Exchange]:
        if status.startswith("2"):
            yield self._server.factory.succeed(operation, by=CALLER)
        elif status in ("4XX", "default"):
            for way in (self._invalid, self._anonymous, self._absent):
                yield from way(operation)
        elif status.isdigit() and int(status) in self._ways:
            yield from self._ways[int(status)](operation)

    def _request(self, operation: Operation) -> HttpRequest:
        return self._server.factory.request(operation, by=CALLER)

    def _unchanged(self, operation: Operation) -> Iterator[Exchange]:
        first = self._server.factory.succeed(operation, by=CALLER)
        tag = first.header("etag")
        if tag is None:
            raise CannotCheck(f"{operation.id} sends no ETag to compare", first)
        yield self._server.client.send(first.request.with_header("If-None-Match", tag))

    def _invalid(self, operation: Operation) -> Iterator[Exchange]:
        request = self._request(operation)
        yield self._server.client.send(request.with_query(conformance_unknown="1"))
        if request.body is not None:
            yield self._server.client.send(request.with_body(b"{", "application/json"))
            yield self._server.client.send(request.with_json({}))
        for parameter in operation.parameters:
            if parameter.location == "path":
                yield self._server.client.send(request.with_path_value(parameter.name, "%00"))

    def _anonymous(self, operation: Operation) -> Iterator[Exchange]:
        if not operation.anonymous:
            yield self._server.client.send(self._request(operation), by=None)
            return
        request = self._request(operation)
        body = request.json
        if isinstance(body, dict):
            for name in body:
                if isinstance(body[name], str):
                    yield self._server.client.send(request.with_json({**body, name: f"{body[name][:-1]}~"}))

    def _unscoped(self, operation: Operation) -> Iterator[Exchange]:
        first = self._server.client.credentials.first
        request = self._request(operation)
        if operation.anonymous:
            if first.other_network is None:
                raise CannotCheck("the credentials file has no other_network key")
            yield self._server.client.send(_authenticating(request, first.other_network), by=None)
            return
        keys = [key for key in (first.read_only, first.write_only, first.no_scope) if key is not None]
        if not keys:
            raise CannotCheck("the credentials file has no key that lacks a scope")
        for key in keys:
            yield self._server.client.send(request, by=key)

    def _absent(self, operation: Operation) -> Iterator[Exchange]:
        request = self._request(operation)
        nowhere = str(uuid.UUID(int=self._server.client.random.getrandbits(128), version=4))
        for name in reversed(list(request.path_values)):
            yield self._server.client.send(request.with_path_value(name, nowhere))
        for parameter in operation.parameters:
            if parameter.location == "query" and parameter.name in self._server.factory.parameters:
                yield self._server.client.send(request.with_query(**{parameter.name: nowhere}))
        for body in self._bodies(request, operation):
            for changed in _with_other_ids(body, self._server.factory.parameters, nowhere):
                yield self._server.client.send(request.with_json(changed))

    def _bodies(self, request: HttpRequest, operation: Operation) -> Iterator[object]:
        """Yield the request's body, then every example that the contract has of one."""
        if request.body is not None:
            yield request.json
            yield from self._server.factory.examples(operation, by=CALLER)

    def _outdated(self, operation: Operation) -> Iterator[Exchange]:
        yield self._server.client.send(self._request(operation).with_header("If-Match", '"conformance"'))

    def _oversized(self, operation: Operation) -> Iterator[Exchange]:
        request = self._request(operation)
        filler = b" " * (operation.max_body_bytes + 1)
        yield self._server.client.send(request.with_body(filler, request.header("content-type")))

    def _foreign_media_type(self, operation: Operation) -> Iterator[Exchange]:
        request = self._request(operation)
        yield self._server.client.send(request.with_body(request.body, "application/x-conformance"))

    def _reused_key(self, operation: Operation) -> Iterator[Exchange]:
        key = ("Idempotency-Key", self._key())
        first = self._server.factory.succeed(operation, by=CALLER, header=key)
        for variant in (0, 1):
            again = self._server.factory.request(operation, by=CALLER, fresh=True, variant=variant)
            yield self._server.client.send(again.with_header(*first_key(first, key)))
        for body in self._bodies(first.request, operation):
            yield self._server.client.send(first.request.with_json(body).with_header(*first_key(first, key)))
        if operation.request_body is None:
            for request in self._server.factory.choices(operation, by=CALLER):
                if request.path != first.request.path:
                    yield self._server.client.send(request.with_header(*first_key(first, key)))
                    return

    def _conflict(self, operation: Operation) -> Iterator[Exchange]:
        if operation.takes_idempotency_key and self._server.client.credentials.server.fault_injection:
            request = next(self._server.factory.choices(operation, by=CALLER))
            held = request.with_header("Idempotency-Key", self._key()).with_header(*_HOLD)
            yield from sorted(
                self._server.client.send_together([held, held, held]), key=lambda each: each.status
            )
        yield from self._conflicting_states(operation)

    def _conflicting_states(self, operation: Operation) -> Iterator[Exchange]:
        """Yield requests that may conflict with the state: too early, taken, or no longer allowed."""
        factory = self._server.factory
        last = next((p.name for p in reversed(operation.parameters) if p.location == "path"), "")
        family = factory.family_of(last) if last else None
        if operation.method == "GET" and family is not None and family.create is not None:
            started = factory.create(family.create, by=CALLER)
            identifier = started.fields.get("id")
            if isinstance(identifier, str):
                request = factory.request(operation, by=CALLER, path_values={last: identifier})
                yield self._server.client.send(request)
            return
        if operation.request_body is None:
            for request in _some(factory.choices(operation, by=CALLER)):
                yield self._server.client.send(request)
                yield self._server.client.send(request)
            return
        for request in _some(factory.choices(operation, by=CALLER)):
            yield self._server.client.send(request)
            if operation.method == "PUT":
                yield from self._as_others(request, last)
            else:
                yield self._server.client.send(request)
                for example in factory.examples(operation, by=CALLER):
                    yield self._server.client.send(request.with_json(example))

    def _as_others(self, request: HttpRequest, parameter: str) -> Iterator[Exchange]:
        """Yield attempts to copy unique values, and to put a resource into every state."""
        factory, operation = self._server.factory, request.operation
        if operation is None:
            return
        body = dict(request.json) if isinstance(request.json, dict) else {}
        other = factory.thing(parameter, by=CALLER, fresh=True)
        taken = factory.writable(operation, dict(other.fields))
        if taken is not None:
            yield self._server.client.send(request.with_json(taken))
        for name in factory.members(operation):
            if name in factory.parameters:
                another = factory.thing(name, by=CALLER, fresh=True).id
                yield self._server.client.send(request.with_json({**body, name: another}))
            for state in factory.enumerated(operation, name):
                if state != body.get(name):
                    yield self._server.client.send(request.with_json({**body, name: state}))

    def _limited(self, operation: Operation) -> Iterator[Exchange]:
        rate = operation.rate_class
        if rate is None:
            raise CannotCheck(f"{operation.id} is in no rate class")
        request = self._request(operation)
        key, headers = self._exhaust(rate, request)
        for name, value in headers:
            request = request.with_header(name, value)
        if operation.anonymous:
            asked = self._server.client.token_client.request(key)
            request = request.with_body(asked.body, asked.header("content-type"))
        # Invalid, so that those still admitted have no effect.
        spoilt = request if operation.anonymous else request.with_query(conformance_unknown="1")
        for _ in range(rate.burst + 1):
            exchange = self._server.client.send(
                spoilt, by=None if operation.anonymous else key, patient=False
            )
            yield exchange

    def _exhaust(
        self, rate: RateClass, request: HttpRequest
    ) -> tuple[Credential, tuple[tuple[str, str], ...]]:
        """Return a key, and headers to send with it, whose bucket of this class is empty."""
        known = self._exhausted.get(rate.name)
        if known is not None:
            return known
        probe = self._server.client.fresh_probe()
        headers: tuple[tuple[str, str], ...] = ()
        if request.operation is not None and request.operation.anonymous:
            if self._server.client.credentials.server.trusts_forwarded_for:
                headers = (("X-Forwarded-For", "198.51.100.7"),)
        else:
            spoilt = request.with_query(conformance_unknown="1")
            self._server.client.send_together([spoilt] * rate.burst, by=probe)
        self._exhausted[rate.name] = probe, headers
        return self._exhausted[rate.name]

    def _failing(self, operation: Operation) -> Iterator[Exchange]:
        if not self._server.client.credentials.server.fault_injection:
            raise CannotCheck("the server has no fault injection ([server] fault_injection)")
        caller = self._server.client.caller
        if operation.anonymous and caller is not None and not caller.is_fixed:
            request = _authenticating(self._request(operation), caller)
            yield self._server.client.send(request.with_header(*_FAIL), by=None)
            return
        yield self._server.factory.succeed(operation, by=CALLER, header=_FAIL)

    def _key(self) -> str:
        return f"conformance-{self._server.client.random.getrandbits(64):016x}"


def _authenticating(request: HttpRequest, key: Credential) -> HttpRequest:
    """Return the request with the credentials of a client in its body (RFC 6749 section 2.3.1)."""
    body = request.json
    if not isinstance(body, dict) or not body.keys() & {"client_id", "client_secret"}:
        return request
    return request.with_json({**body, "client_id": key.client_id, "client_secret": key.client_secret})


def first_key(exchange: Exchange, fallback: tuple[str, str]) -> tuple[str, str]:
    """Return the idempotency key that an exchange was made under."""
    return fallback[0], exchange.request.header(fallback[0]) or fallback[1]


def _some(requests: Iterator[HttpRequest]) -> Iterator[HttpRequest]:
    for number, request in enumerate(requests):
        if number >= _MOST_ITEMS:
            return
        yield request


def _with_other_ids(body: Any, names: frozenset[str], identifier: str) -> Iterator[object]:
    """Yield the body with one reference at a time leading nowhere, also those that it does not have yet."""
    if not isinstance(body, dict):
        return
    for name in body:
        if name in names:
            yield {**body, name: identifier}
        elif name.removesuffix("s") in names:
            yield {**body, name: [identifier]}
        elif isinstance(body[name], dict):
            for changed in _with_other_ids(body[name], names, identifier):
                yield {**body, name: changed}
    for name in sorted(names - body.keys()):
        yield {**body, name: identifier}
        yield {**body, f"{name}s": [identifier]}
