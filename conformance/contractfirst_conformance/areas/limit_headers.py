"""Rate limit headers, compared with the actual limits."""

import re
from dataclasses import dataclass

from contractfirst.contract import Operation
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.rate_limit_probe import RateLimitProbe, Reading, classes, refused_later

_PROBE = [Need.DOCUMENTED_LIMITS, Need.LIMIT_PROBE]
_QUICK_BURST, _QUICK_WAIT = 20, 3.0
_LATE, _EARLY = 0.05, 0.15
_PAUSE = 1.3
# An item of a list of structured fields: a quoted name, then parameters, each a key and maybe any bare item
# (RFC 9651 sections 3.1.2 and 3.3).
_KEY = r"[a-z*][a-z0-9_.*-]*"
_BARE = (
    r'(?:-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|:[A-Za-z0-9+/=]*:|\?[01]|@-?\d+'
    r"|[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*)"
)
_ITEM = re.compile(rf'\s*"((?:[^"\\]|\\.)*)"((?:\s*;\s*{_KEY}(?:={_BARE})?)*)\s*(?:,|$)')
_PARAMETER = re.compile(rf";\s*({_KEY})(?:=({_BARE}))?")
_WHOLE = re.compile(r"-?\d+").fullmatch


@dataclass(frozen=True, slots=True)
class _Told:
    name: str
    values: dict[str, int]


def _read(text: str | None) -> list[_Told]:
    """Return the items of a list, their whole numbers by name; what is no list ends it."""
    found, at = [], 0
    while text and (item := _ITEM.match(text, at)):
        pairs = _PARAMETER.findall(item[2])
        found.append(_Told(item[1], {name: int(value) for name, value in pairs if _WHOLE(value)}))
        at = item.end()
        if at == len(text):
            break
    return found


def _documents(operation: Operation, name: str) -> bool:
    return any(
        name.lower() in (header.lower() for header in spec.headers) for spec in operation.responses.values()
    )


@check(
    "RL-03",
    area="limits",
    title="Retry-After is accurate",
    source="RFC 9110 section 10.2.3",
    needs=_PROBE,
)
def retry_after_is_honest(context: CheckContext) -> None:
    """After the seconds in `Retry-After` the next request is admitted, and one second earlier it is not.

    A value that is too small makes clients fail again, one that is too large makes them wait. All classes
    are used up first, so that their waits run at the same time; what the wait budget does not allow is
    checked by the header's value alone.
    """
    clock = context.client.clock
    key = context.client.fresh_probe()
    waits: list[tuple[float, bool, RateLimitProbe, Reading]] = []
    for rate, operation in classes(context, burst=_QUICK_BURST if context.quick else None):
        limit_probe = RateLimitProbe(context, rate, operation, key, checking=False).prepare()
        refused = limit_probe.drain()
        reported = refused.retry_after
        if not context.expect(
            reported is not None and reported > 0,
            f"The 429 of {rate.name} has the Retry-After {refused.exchange.header('retry-after')!r}.",
            refused.exchange,
            subject=f"{rate.name}: no seconds",
        ):
            continue
        assert reported is not None
        least, most = limit_probe.bucket.retry_after(refused.before)
        context.expect(
            least <= reported <= most,
            f"The 429 of {rate.name} has Retry-After {reported}; a token is due in "
            f"{least if least == most else f'{least} to {most}'} s.",
            refused.exchange,
            subject=f"{rate.name}: wrong",
        )
        allowed = context.client.budget.allows(reported + 1) and not (
            context.quick and reported > _QUICK_WAIT
        )
        if not allowed:
            context.note(f"{rate.name}: {reported} s were not waited for")
            continue
        if reported > 1:
            waits.append((refused.started + reported - 1 - _EARLY, True, limit_probe, refused))
        waits.append((refused.ended + reported + _LATE, False, limit_probe, refused))
    late: set[str] = set()
    for moment, early, limit_probe, refused in context.each(sorted(waits, key=lambda each: each[0])):
        if limit_probe.rate.name in late:
            continue
        context.client.budget.wait(moment - clock.monotonic())
        reported = refused.retry_after or 0
        again = limit_probe.ask()
        if early and again.admitted and again.ended > refused.started + reported - 1:
            # The suite was held up, and has taken the token itself that was to be waited for.
            late.add(limit_probe.rate.name)
            context.note(f"{limit_probe.rate.name}: the machine was too busy to ask a second early")
        elif not early:
            context.expect(
                again.admitted,
                f"{limit_probe.rate.name} had Retry-After {reported}, and refuses after "
                f"{again.started - refused.ended:.2f} s.",
                refused.exchange,
                again.exchange,
                subject=f"{limit_probe.rate.name}: too early",
            )
        else:
            context.expect(
                not again.admitted,
                f"{limit_probe.rate.name} had Retry-After {reported}, and admits after "
                f"{again.ended - refused.started:.2f} s.",
                refused.exchange,
                again.exchange,
                subject=f"{limit_probe.rate.name}: too late",
            )


@check(
    "RL-04",
    area="limits",
    title="RateLimit matches the actual limit",
    source="draft-ietf-httpapi-ratelimit-headers section 4; components/headers/RateLimit",
    needs=_PROBE,
)
def rate_limit_is_true(context: CheckContext) -> None:
    """`RateLimit` has the class, the remaining requests (`r`) and the seconds to a full bucket (`t`).

    It is checked on every response while a bucket is used up and for some time after, including failed
    requests. A client that follows it must never get a 429.
    """
    key = context.client.fresh_probe()
    all_probes = [
        RateLimitProbe(context, rate, operation, key, checking=False).prepare()
        for rate, operation in classes(context, burst=_QUICK_BURST if context.quick else None)
        if _documents(operation, "RateLimit")
    ]
    for limit_probe in context.each(all_probes):
        _hold_state(context, limit_probe, limit_probe.drain())
        _hold_state(context, limit_probe, limit_probe.ask())
    if context.client.budget.allows(_PAUSE):
        context.client.budget.wait(_PAUSE)
    for limit_probe in all_probes:
        for _ in range(3):
            _hold_state(context, limit_probe, limit_probe.ask())


def _hold_state(context: CheckContext, limit_probe: RateLimitProbe, reading: Reading) -> None:
    rate, exchange = limit_probe.rate, reading.exchange
    state = next((each for each in _read(exchange.header("ratelimit")) if each.name == rate.name), None)
    if not context.expect(
        state is not None,
        f"RateLimit has no entry for {rate.name}: {exchange.header('ratelimit')}",
        exchange,
        subject=f"{rate.name}: absent",
    ):
        return
    assert state is not None
    for letter, bounds in (
        ("r", limit_probe.bucket.remaining(reading.before, admitted=reading.admitted)),
        ("t", limit_probe.bucket.reset(reading.before, admitted=reading.admitted)),
    ):
        if letter in state.values or letter == "r":
            reported = state.values.get(letter)
            least, most = bounds
            context.expect(
                reported is not None and least <= reported <= most,
                f"RateLimit of {rate.name} has {letter}={reported}; right is "
                f"{least if least == most else f'{least} to {most}'}.",
                exchange,
                subject=f"{rate.name}: {letter}",
            )


@check(
    "RL-19",
    area="limits",
    title="RateLimit counts down from a full bucket",
    source="draft-ietf-httpapi-ratelimit-headers section 4",
    needs=_PROBE,
)
def rate_limit_counts_down(context: CheckContext) -> None:
    """The first requests of a key report `burst` minus one, minus two and so on, whatever their outcome."""
    key = context.client.fresh_probe()
    for rate, operation in context.each(list(classes(context))):
        if _documents(operation, "RateLimit"):
            limit_probe = RateLimitProbe(context, rate, operation, key, checking=False).prepare()
            for _ in range(3):
                _hold_state(context, limit_probe, limit_probe.ask())


@check(
    "RL-17",
    area="limits",
    title="RateLimit-Policy matches the contract's class",
    source="draft-ietf-httpapi-ratelimit-headers section 3; x-rate-limits",
    needs=[Need.DOCUMENTED_LIMITS, Need.FULL],
)
def policy_is_the_contracts(context: CheckContext) -> None:
    """Every limited operation's `RateLimit-Policy` names its class with the contract's quota and window.

    For a key whose plan multiplies the limits, the policy is multiplied too.
    """
    multiplier = context.client.caller.multiplier if context.client.caller is not None else 1.0
    for operation in context.each(context.client.operations()):
        rate = operation.rate_class
        if rate is None or not _documents(operation, "RateLimit-Policy"):
            continue
        exchange = context.client.send(refused_later(context.server, operation), by=CALLER)
        factor = 1.0 if operation.anonymous else multiplier
        policies = [each for each in _read(exchange.header("ratelimit-policy")) if each.name == rate.name]
        if not context.expect(
            policies,
            f"RateLimit-Policy does not name {rate.name}: {exchange.header('ratelimit-policy')}",
            exchange,
            subject="name",
        ):
            continue
        wanted = {"q": int(rate.quantity * factor), "w": rate.window}
        reported = policies[0].values
        wanted |= {name: int(rate.burst * factor) for name in reported if name.endswith("burst")}
        context.expect(
            all(reported.get(name) == value for name, value in wanted.items()),
            f"RateLimit-Policy is {reported}, in the contract {wanted}.",
            exchange,
            subject="values",
        )
        _hold_names(context, exchange, rate.name)


def _hold_names(context: CheckContext, exchange: Exchange, name: str) -> None:
    states = [each.name for each in _read(exchange.header("ratelimit"))]
    context.expect(
        name in states,
        f"RateLimit speaks of {', '.join(states) or 'nothing'}, the operation is of class {name}.",
        exchange,
        subject="RateLimit",
    )
