"""Whose bucket a request is charged to: one for each key and class, and every operation of the class."""

from dataclasses import replace
from itertools import islice

from contractfirst.contract import Operation, RateClass
from contractfirst_conformance.check import check
from contractfirst_conformance.credentials import Credential, Need
from contractfirst_conformance.errors import CannotJudge
from contractfirst_conformance.exchange import Exchange, Request
from contractfirst_conformance.meter import Meter, classes, refused_later
from contractfirst_conformance.target import CALLER, Target
from contractfirst_conformance.trial import Trial

_SOURCE = "x-rate-limits"
_PROBE = [Need.DOCUMENTED_LIMITS, Need.LIMIT_PROBE]
_SMALL = 20
_NO_HEAD = (405, 501)


def _by_client(trial: Trial, *, burst: int | None = None) -> list[tuple[RateClass, Operation]]:
    return [each for each in classes(trial, burst=burst) if each[0].keys == ("client",)]


def _smallest(trial: Trial) -> tuple[RateClass, Operation]:
    found = _by_client(trial)
    if not found:
        trial.skip("no class is counted by client")
    return found[0]


@check("RL-05", area="limits", title="Classes do not use each other up", source=_SOURCE, needs=_PROBE)
def classes_are_isolated(trial: Trial) -> None:
    """Whoever has used up one class may still send the whole burst of every other.

    The smallest class is used up, then the next, and so on; each must be full when its turn comes.
    """
    key = trial.target.fresh_probe()
    found = [*_by_client(trial, burst=_SMALL if trial.quick else None)]
    if len(found) < 2:
        trial.skip("there are no two classes that are counted by client")
    for rate, operation in trial.each(found):
        Meter(trial, rate, operation, key).prepare().drain()


@check("RL-06", area="limits", title="Keys do not use each other up", source=_SOURCE, needs=_PROBE)
def keys_are_isolated(trial: Trial) -> None:
    """One integration's load throttles no other: a second key of the organisation has its own buckets."""
    target = trial.target
    rate, operation = _smallest(trial)
    first, second = target.fresh_probe(), target.fresh_probe()
    Meter(trial, rate, operation, first).prepare().drain()
    Meter(trial, rate, operation, second).prepare().drain()


@check("RL-07", area="limits", title="A new token refills nothing", source=_SOURCE, needs=_PROBE)
def token_refills_nothing(trial: Trial) -> None:
    """The limits are the key's: its second token, of the same or a narrower scope, shares them."""
    target = trial.target
    key = target.fresh_probe()
    if key.is_fixed:
        trial.skip("the limit probes are tokens, not keys")
    rate, operation = _smallest(trial)
    meter = Meter(trial, rate, operation, key).prepare()
    meter.drain()
    meter.ask(token=target.token(key, fresh=True))
    if operation.scopes:
        meter.ask(token=target.token(key, " ".join(sorted(operation.scopes)), fresh=True))


@check("RL-08", area="limits", title="Requests that fail are counted", source=_SOURCE, needs=_PROBE)
def failures_are_counted(trial: Trial) -> None:
    """A request that fails after the limiter costs a token: 400, 403, 413 and 415 alike.

    And 404, where the class has an operation on something that an id names. Otherwise whoever sends nonsense
    may send as much of it as they like. The bucket is used up by one kind of failure after the other.
    """
    target = trial.target
    found = _by_client(trial)[: 1 if trial.quick else 2]
    for rate, operation in trial.each(found):
        key = target.fresh_probe()
        meter = Meter(trial, rate, operation, key).prepare()
        ways = _failures(trial, operation, key)
        for number in range(2 * rate.burst + len(ways)):
            request, token = ways[number % len(ways)]
            if not meter.ask(request, token=token).admitted:
                break
        else:
            raise CannotJudge(f"{rate.name} is never refused")


def _named_by_id(target: Target, operation: Operation) -> list[Operation]:
    """Return an operation of the same class and scopes that needs nothing but an id, if there is any."""
    found = (
        each
        for each in target.operations()
        if each.rate_class == operation.rate_class
        and each.scopes == operation.scopes
        and each.path.count("{") == 1
        and each.request_body is None
        and not any(other.required for other in each.parameters if other.location != "path")
    )
    return list(islice(found, 1))


def _failures(trial: Trial, operation: Operation, key: Credential) -> list[tuple[Request, str | None]]:
    target = trial.target
    plain = refused_later(target, operation)
    ways: list[tuple[Request, str | None]] = [(plain, None)]
    if operation.request_body is not None:
        ways += [
            (plain.with_body(b"{", "application/json"), None),
            (plain.with_body(b"x", "application/x-conformance"), None),
            (plain.with_body(b" " * (operation.max_body_bytes + 1), "application/json"), None),
        ]
    ways += [
        (replace(refused_later(target, each), query=""), None) for each in _named_by_id(target, operation)
    ]
    other = sorted(target.contract.operations.values(), key=lambda each: each.method)
    lacking = {scope for each in other for scope in each.scopes} - operation.scopes
    if operation.scopes and lacking and not key.is_fixed:
        ways.append((plain, target.token(key, " ".join(sorted(lacking)))))
    return ways


@check(
    "RL-16",
    area="limits",
    title="Every operation is charged to its class",
    source=_SOURCE,
    needs=_PROBE,
)
def operations_share_the_class(trial: Trial) -> None:
    """When a class is used up, every operation of it is refused, and not only the one that used it up."""
    target = trial.target
    key = target.fresh_probe()
    for rate, operation in trial.each(_by_client(trial, burst=_SMALL if trial.quick else None)):
        meter = Meter(trial, rate, operation, key).prepare()
        meter.drain()
        for other in target.operations():
            if other.rate_class != rate or other is operation:
                continue
            reading = meter.ask(refused_later(target, other))
            if reading.admitted and reading.before.must_refuse:
                # The bucket stays as empty as it was: that request was charged elsewhere.
                meter.bucket.admitted -= 1


@check(
    "RL-15",
    area="limits",
    title="Identity is judged before the limit, all else after it",
    source="x-rate-limits; RFC 6585 section 4",
    needs=_PROBE,
)
def limit_has_its_place(trial: Trial) -> None:
    """Under a used up key every request is a 429, whatever is wrong with it; without a token it is a 401.

    So nobody without a token learns of somebody else's limits, or uses them up, and a server that is asked
    too much does no more work than to say so.
    """
    target = trial.target
    key = target.fresh_probe()
    rate, operation = _smallest(trial)
    meter = Meter(trial, rate, operation, key).prepare()
    meter.drain()
    for request, token in _failures(trial, operation, key):
        meter.ask(request, token=token)
    plain = refused_later(target, operation)
    for by in (None, "forged.forged.forged"):
        _expect_unauthorised(trial, target.send(plain, by=by, patient=False))


def _expect_unauthorised(trial: Trial, exchange: Exchange) -> None:
    trial.expect(
        exchange.status == 401,
        f"A request without a valid token is answered {exchange.status}, not 401.",
        exchange,
        subject="401",
    )


@check(
    "RL-20",
    area="limits",
    title="Reading without a body or without a change is counted too",
    source=_SOURCE,
    needs=_PROBE,
)
def light_requests_are_counted(trial: Trial) -> None:
    """HEAD is charged like GET, and a 304 like a 200 (RFC 9110 sections 9.3.2 and 15.4.5)."""
    target = trial.target
    key = target.fresh_probe()
    for rate, _ in _by_client(trial):
        readers = [
            each
            for each in target.operations(method="GET")
            if each.rate_class == rate and each.documents(304) and "{" in each.path
        ]
        request = next((found for each in readers if (found := trial.request(each))), None)
        if request is None or request.operation is None:
            continue
        meter = Meter(trial, rate, request.operation, key, judging=False).prepare()
        tag = target.send(request, by=CALLER).header("etag")
        head = replace(request, method="HEAD")
        kinds = [("HEAD", head)]
        if (status := target.send(head, by=CALLER).status) in _NO_HEAD:
            kinds.clear()
            trial.note(f"HEAD is answered {status}: it was left out")
        if tag is not None:
            kinds.append(("304", request.with_header("If-None-Match", tag)))
        for kind, light in kinds:
            for _ in range(_SMALL):
                last = meter.ask(light)
            left = _left(last.exchange)
            if left is None:
                trial.skip("responses do not say how many requests are left (RateLimit)")
            _, most = meter.bucket.remaining(last.before, admitted=last.admitted)
            trial.expect(
                left <= most,
                f"After {meter.bucket.admitted} requests, {_SMALL} of them {kind}, {rate.name} has {left} "
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
