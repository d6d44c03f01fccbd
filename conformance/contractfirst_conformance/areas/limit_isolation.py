"""Whose bucket a request is charged to: one for each key and class, and every operation of the class."""

from dataclasses import replace
from itertools import islice

from contractfirst.contract import Operation, RateClass
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Credential, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import Exchange, HttpRequest
from contractfirst_conformance.rate_limit_probe import RateLimitProbe, classes, refused_later
from contractfirst_conformance.server_under_test import ServerUnderTest

_SOURCE = "x-rate-limits"
_PROBE = [Need.DOCUMENTED_LIMITS, Need.LIMIT_PROBE]
_SMALL = 20
_NO_HEAD = (405, 501)


def _by_client(context: CheckContext, *, burst: int | None = None) -> list[tuple[RateClass, Operation]]:
    return [each for each in classes(context, burst=burst) if each[0].keys == ("client",)]


def _smallest(context: CheckContext) -> tuple[RateClass, Operation]:
    found = _by_client(context)
    if not found:
        context.skip("no class is counted by client")
    return found[0]


@check("RL-05", area="limits", title="Rate classes are independent", source=_SOURCE, needs=_PROBE)
def classes_are_isolated(context: CheckContext) -> None:
    """A caller who has used up one class may still send the whole burst of every other.

    The smallest class is used up, then the next, and so on; each must be full at its turn.
    """
    key = context.client.fresh_probe()
    found = [*_by_client(context, burst=_SMALL if context.quick else None)]
    if len(found) < 2:
        context.skip("there are no two classes that are counted by client")
    for rate, operation in context.each(found):
        RateLimitProbe(context, rate, operation, key).prepare().drain()


@check("RL-06", area="limits", title="Keys are limited independently", source=_SOURCE, needs=_PROBE)
def keys_are_isolated(context: CheckContext) -> None:
    """A second key of the same organisation has its own buckets, so no integration throttles another."""
    rate, operation = _smallest(context)
    first, second = context.client.fresh_probe(), context.client.fresh_probe()
    RateLimitProbe(context, rate, operation, first).prepare().drain()
    RateLimitProbe(context, rate, operation, second).prepare().drain()


@check("RL-07", area="limits", title="A new token does not refill the bucket", source=_SOURCE, needs=_PROBE)
def token_refills_nothing(context: CheckContext) -> None:
    """The limits belong to the key: its second token, of the same or a narrower scope, shares them."""
    key = context.client.fresh_probe()
    if key.is_fixed:
        context.skip("the limit probes are tokens, not keys")
    rate, operation = _smallest(context)
    limit_probe = RateLimitProbe(context, rate, operation, key).prepare()
    limit_probe.drain()
    limit_probe.ask(token=context.client.token(key, fresh=True))
    if operation.scopes:
        limit_probe.ask(token=context.client.token(key, " ".join(sorted(operation.scopes)), fresh=True))


@check("RL-08", area="limits", title="Failed requests are counted", source=_SOURCE, needs=_PROBE)
def failures_are_counted(context: CheckContext) -> None:
    """A request that fails after the limiter costs a token: 400, 403, 413 and 415 alike.

    404 too, where the class has an operation with an id in its path. Otherwise invalid requests would be
    unlimited. The bucket is used up with one kind of failure after the other.
    """
    found = _by_client(context)[: 1 if context.quick else 2]
    for rate, operation in context.each(found):
        key = context.client.fresh_probe()
        limit_probe = RateLimitProbe(context, rate, operation, key).prepare()
        ways = _failures(context, operation, key)
        for number in range(2 * rate.burst + len(ways)):
            request, token = ways[number % len(ways)]
            if not limit_probe.ask(request, token=token).admitted:
                break
        else:
            raise CannotCheck(f"{rate.name} is never refused")


def _named_by_id(server: ServerUnderTest, operation: Operation) -> list[Operation]:
    """Return an operation of the same class and scopes that needs nothing but an id, if there is any."""
    found = (
        each
        for each in server.client.operations()
        if each.rate_class == operation.rate_class
        and each.scopes == operation.scopes
        and each.path.count("{") == 1
        and each.request_body is None
        and not any(other.required for other in each.parameters if other.location != "path")
    )
    return list(islice(found, 1))


def _failures(
    context: CheckContext, operation: Operation, key: Credential
) -> list[tuple[HttpRequest, str | None]]:
    plain = refused_later(context.server, operation)
    ways: list[tuple[HttpRequest, str | None]] = [(plain, None)]
    if operation.request_body is not None:
        ways += [
            (plain.with_body(b"{", "application/json"), None),
            (plain.with_body(b"x", "application/x-conformance"), None),
            (plain.with_body(b" " * (operation.max_body_bytes + 1), "application/json"), None),
        ]
    ways += [
        (replace(refused_later(context.server, each), query=""), None)
        for each in _named_by_id(context.server, operation)
    ]
    other = sorted(context.client.contract.operations.values(), key=lambda each: each.method)
    lacking = {scope for each in other for scope in each.scopes} - operation.scopes
    if operation.scopes and lacking and not key.is_fixed:
        ways.append((plain, context.client.token(key, " ".join(sorted(lacking)))))
    return ways


@check(
    "RL-16",
    area="limits",
    title="Every operation is charged to its class",
    source=_SOURCE,
    needs=_PROBE,
)
def operations_share_the_class(context: CheckContext) -> None:
    """When a class is used up, every operation of it is refused, not only the one that used it up."""
    key = context.client.fresh_probe()
    for rate, operation in context.each(_by_client(context, burst=_SMALL if context.quick else None)):
        limit_probe = RateLimitProbe(context, rate, operation, key).prepare()
        limit_probe.drain()
        for other in context.client.operations():
            if other.rate_class != rate or other is operation:
                continue
            reading = limit_probe.ask(refused_later(context.server, other))
            if reading.admitted and reading.before.must_refuse:
                # The bucket stays as empty as it was: that request was charged elsewhere.
                limit_probe.bucket.admitted -= 1


@check(
    "RL-15",
    area="limits",
    title="Authentication comes before the limit, everything else after it",
    source="x-rate-limits; RFC 6585 section 4",
    needs=_PROBE,
)
def limit_has_its_place(context: CheckContext) -> None:
    """Under a used-up key every request is a 429, whatever is wrong with it; without a token it is a 401.

    So nobody without a token learns about another caller's limits or uses them up, and an overloaded server
    does as little work as possible.
    """
    key = context.client.fresh_probe()
    rate, operation = _smallest(context)
    limit_probe = RateLimitProbe(context, rate, operation, key).prepare()
    limit_probe.drain()
    for request, token in _failures(context, operation, key):
        limit_probe.ask(request, token=token)
    plain = refused_later(context.server, operation)
    for by in (None, "forged.forged.forged"):
        _expect_unauthorised(context, context.client.send(plain, by=by, patient=False))


def _expect_unauthorised(context: CheckContext, exchange: Exchange) -> None:
    context.expect(
        exchange.status == 401,
        f"A request without a valid token is answered {exchange.status}, not 401.",
        exchange,
        subject="401",
    )


@check(
    "RL-20",
    area="limits",
    title="HEAD and 304 are counted",
    source=_SOURCE,
    needs=_PROBE,
)
def light_requests_are_counted(context: CheckContext) -> None:
    """HEAD is charged like GET, and a 304 like a 200 (RFC 9110 sections 9.3.2 and 15.4.5)."""
    key = context.client.fresh_probe()
    for rate, _ in _by_client(context):
        readers = [
            each
            for each in context.client.operations(method="GET")
            if each.rate_class == rate and each.documents(304) and "{" in each.path
        ]
        request = next((found for each in readers if (found := context.request(each))), None)
        if request is None or request.operation is None:
            continue
        limit_probe = RateLimitProbe(context, rate, request.operation, key, checking=False).prepare()
        tag = context.client.send(request, by=CALLER).header("etag")
        head = replace(request, method="HEAD")
        kinds = [("HEAD", head)]
        if (status := context.client.send(head, by=CALLER).status) in _NO_HEAD:
            kinds.clear()
            context.note(f"HEAD is answered {status}: it was left out")
        if tag is not None:
            kinds.append(("304", request.with_header("If-None-Match", tag)))
        for kind, light in kinds:
            for _ in range(_SMALL):
                last = limit_probe.ask(light)
            left = _left(last.exchange)
            if left is None:
                context.skip("responses do not say how many requests are left (RateLimit)")
            _, most = limit_probe.bucket.remaining(last.before, admitted=last.admitted)
            context.expect(
                left <= most,
                f"After {limit_probe.bucket.admitted} requests, {_SMALL} of them {kind}, {rate.name} has "
                f"{left} "
                f"left; it should have {most} at most.",
                last.exchange,
                subject=kind,
            )
        return


def _left(exchange: Exchange) -> int | None:
    text = exchange.header("ratelimit") or ""
    for part in text.split(";"):
        if part.strip().startswith("r=") and part.strip()[2:].isdigit():
            return int(part.strip()[2:])
    return None
