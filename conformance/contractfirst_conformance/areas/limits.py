"""How much a rate class admits: the burst, then the rate, from however many connections."""

import math
import secrets

from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.errors import CannotCheck
from contractfirst_conformance.exchange import HttpRequest
from contractfirst_conformance.family import Family
from contractfirst_conformance.rate_limit_probe import RateLimitProbe, classes, refused_later, unknown_client
from contractfirst_conformance.server_under_test import ServerUnderTest

_SOURCE = "x-rate-limits"
_PROBE = [Need.DOCUMENTED_LIMITS, Need.LIMIT_PROBE]
_QUICK_BURST = 20
_WORKERS = 16
_IDLE = 3.0
_HAMMER = 25
# Of the wait budget one check takes no more than one part in so many for one pause.
_SHARE = 6
_ATTEMPTS = 5
_TOKENS = 10


def _largest(context: CheckContext) -> int | None:
    return _QUICK_BURST if context.quick else None


def _wait(server: ServerUnderTest, seconds: float, since: float) -> None:
    """Wait until ``seconds`` after the moment ``since``."""
    server.client.budget.wait(since + seconds - server.client.clock.monotonic())


@check("RL-01", area="limits", title="Exactly the burst is admitted", source=_SOURCE, needs=_PROBE)
def burst_is_exact(context: CheckContext) -> None:
    """A key with a full bucket may send `burst` requests at once; the next one is a 429.

    Tokens that are refilled meanwhile are taken into account. The classes are used up one after the other,
    each under a key that has sent nothing before.
    """
    key = context.client.fresh_probe()
    for rate, operation in context.each(list(classes(context, burst=_largest(context)))):
        RateLimitProbe(context, rate, operation, key).prepare().drain()


@check(
    "RL-02",
    area="limits",
    title="Buckets refill at the documented rate",
    source=_SOURCE,
    quick=False,
    needs=_PROBE,
)
def refill_is_exact(context: CheckContext) -> None:
    """After the burst, `quantity` requests in each `window` are admitted: not more, not fewer, evenly.

    The buckets are used up, refilled for a while and used up again: for half a token more than a whole
    number, so that a rate that is a tenth off is found. Classes that would take too much of the wait budget
    are left out, or given less time.
    """
    key = context.client.fresh_probe()
    due: list[tuple[float, RateLimitProbe]] = []
    for rate, operation in classes(context):
        limit_probe = RateLimitProbe(context, rate, operation, key).prepare()
        affordable = context.client.budget.left / _SHARE * limit_probe.bucket.per_second
        tokens = math.floor(min(_TOKENS, 0.75 * rate.burst, affordable - 0.5)) + 0.5
        if tokens < 1:
            context.note(f"{rate.name} was left out: it takes too much of the wait budget")
            continue
        due.append((limit_probe.drain().ended + tokens / limit_probe.bucket.per_second, limit_probe))
    for moment, limit_probe in context.each(sorted(due, key=lambda each: each[0])):
        context.client.budget.wait(moment - context.client.clock.monotonic())
        limit_probe.drain()


@check(
    "RL-18",
    area="limits",
    title="An idle key accumulates no more than the burst",
    source=_SOURCE,
    quick=False,
    needs=_PROBE,
)
def bucket_overflows(context: CheckContext) -> None:
    """A full bucket stays full: waiting longer does not admit more requests at once."""
    key = context.client.fresh_probe()
    all_probes = [
        RateLimitProbe(context, rate, operation, key).prepare()
        for rate, operation in classes(context, burst=_largest(context))
        if rate.window / rate.quantity <= _IDLE / 2
    ]
    if not all_probes:
        context.skip("no class fills up fast enough")
    for limit_probe in all_probes:
        limit_probe.ask()
    context.client.budget.wait(_IDLE)
    for limit_probe in context.each(all_probes):
        limit_probe.drain()


@check(
    "RL-09",
    area="limits",
    title="Concurrent requests are each counted",
    source=_SOURCE,
    needs=_PROBE,
)
def concurrency_admits_no_more(context: CheckContext) -> None:
    """Many requests at once over many connections are admitted as often as one after the other.

    A server that reads the counter, then waits, then increments it, admits more than it documents.
    """
    clock = context.client.clock
    key = context.client.fresh_probe()
    for rate, operation in context.each(list(classes(context, burst=_largest(context)))):
        if not operation.anonymous:
            context.client.identity_of(key)
        request = refused_later(context.server, operation, unknown_client() if operation.anonymous else key)
        count = rate.burst + max(_WORKERS, rate.burst // 4)
        started = clock.monotonic()
        by = None if operation.anonymous else key
        exchanges = context.client.send_together([request] * count, by=by, workers=_WORKERS)
        refilled = (clock.monotonic() - started) * rate.quantity / rate.window
        answered = [each for each in exchanges if each.response is not None]
        if not answered:
            raise CannotCheck(f"of {count} requests at the same time none was answered", *exchanges[:1])
        # They may have been admitted, and the answer was lost.
        lost = count - len(answered)
        admitted = sum(each.status != 429 for each in answered)
        most = rate.burst + refilled
        context.expect(
            admitted <= most + 1e-6,
            f"Of {count} requests at the same time {admitted} were admitted; the limit of {rate.name} is "
            f"{rate.burst} at once, and {refilled:.1f} came back meanwhile.",
            answered[-1],
            subject=f"{rate.name}: too many",
        )
        context.expect(
            admitted + lost >= rate.burst,
            f"Of {count} concurrent requests only {admitted} were admitted; the limit of {rate.name} is "
            f"{rate.burst} at once.",
            answered[-1],
            subject=f"{rate.name}: too few",
        )


@check(
    "RL-14",
    area="limits",
    title="A refused request costs no token",
    source=_SOURCE,
    quick=False,
    needs=_PROBE,
)
def refusal_is_free(context: CheckContext) -> None:
    """Requests over the limit take no token: a caller is admitted as soon as there is one.

    The first 429 says when that is, and more refused requests do not delay it.
    """
    key = context.client.fresh_probe()
    checked = [each for each in classes(context) if each[0].window / each[0].quantity <= _IDLE][:1]
    for rate, operation in checked:
        limit_probe = RateLimitProbe(context, rate, operation, key).prepare()
        refused = limit_probe.drain()
        for _ in range(_HAMMER):
            limit_probe.ask()
        _wait(context.server, limit_probe.wait_for_one() + 0.05, refused.ended)
        after = limit_probe.ask()
        context.expect(
            after.admitted or not after.before.must_admit,
            f"After {_HAMMER} refused requests {rate.name} did not admit one when a token was due.",
            refused.exchange,
            after.exchange,
            subject=rate.name,
        )


@check(
    "RL-13",
    area="limits",
    title="A refused request has no effect",
    source="RFC 6585 section 4",
    quick=False,
    needs=_PROBE,
)
def refusal_does_nothing(context: CheckContext) -> None:
    """A request answered with 429 has no effect: it creates nothing.

    The class is used up, then a creation is sent with an Idempotency-Key; once there is a token again the
    same request is carried out for the first time: it is not replayed, and nothing of it exists already.
    """
    key = context.client.fresh_probe()
    found = next((each for each in context.factory.families if _creates_safely(each)), None)
    if found is None or found.create is None or (rate := found.create.rate_class) is None:
        context.skip("the contract creates nothing that is limited and safe to repeat")
    limit_probe = RateLimitProbe(context, rate, found.create, key, checking=False).prepare()
    for _ in range(_ATTEMPTS):
        request, free = _creation(context.server, found)
        refused = limit_probe.drain()
        last = limit_probe.ask(request)
        if not last.admitted:
            break
    else:
        raise CannotCheck(f"{rate.name} fills up faster than it is used up", last.exchange)
    _wait(context.server, limit_probe.wait_for_one() + 0.05, refused.ended)
    done = context.client.send(request, by=key)
    replayed = (done.header("idempotency-replayed") or "").lower() == "true"
    taken = free and done.status == 409
    if not (done.succeeded or replayed or taken):
        context.skip(f"the request is answered {done.status} when nothing refuses it any more")
    context.expect(
        not replayed and not taken,
        "A request that had been refused with 429 was carried out even so.",
        last.exchange,
        done,
    )


def _creates_safely(family: Family) -> bool:
    create = family.create
    rate = create.rate_class if create is not None else None
    return (
        create is not None
        and rate is not None
        and create.documents(201)
        and create.takes_idempotency_key
        and rate.keys == ("client",)
        and rate.window / rate.quantity <= _IDLE
    )


def _creation(server: ServerUnderTest, family: Family) -> tuple[HttpRequest, bool]:
    """Return a creation that was not tried under its key, and whether it is known to meet no conflict."""
    if family.create is None:
        raise CannotCheck(f"{family.name} cannot be created")
    made = server.factory.create(family.create, by=CALLER)
    if not made.succeeded:
        raise CannotCheck(f"{family.create.id} does not succeed", made)
    free = False
    if family.delete is not None and "{" not in family.collection:
        values = {family.parameter: str(made.fields.get("id"))}
        request = server.factory.request(family.delete, by=CALLER, path_values=values)
        free = server.client.send(request).succeeded
    # Never one of an earlier run: that is remembered for a day.
    request = server.client.bare(made.request).without_header("x-forwarded-for")
    return request.with_header("Idempotency-Key", f"conformance-{secrets.token_hex(8)}"), free
