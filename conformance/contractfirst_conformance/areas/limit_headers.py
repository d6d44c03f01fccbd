"""What a server says about its limits, held against what it does."""

import re
from dataclasses import dataclass

from contractfirst.contract import Operation
from contractfirst_conformance.check import check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import CALLER, Need
from contractfirst_conformance.exchange import Exchange
from contractfirst_conformance.meter import Meter, Reading, classes, refused_later

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
    title="Retry-After is honest at both edges",
    source="RFC 9110 section 10.2.3",
    needs=_PROBE,
)
def retry_after_is_honest(context: CheckContext) -> None:
    """After as many seconds as `Retry-After` says the next request is admitted, and not a second earlier.

    Too early a promise makes clients fail again, too late a one makes them idle. All classes are used up
    first, so that their waits run side by side; what the wait budget does not allow is judged by what the
    header says alone.
    """
    clock = context.client.clock
    key = context.client.fresh_probe()
    waits: list[tuple[float, bool, Meter, Reading]] = []
    for rate, operation in classes(context, burst=_QUICK_BURST if context.quick else None):
        meter = Meter(context, rate, operation, key, judging=False).prepare()
        refused = meter.drain()
        told = refused.retry_after
        if not context.expect(
            told is not None and told > 0,
            f"The 429 of {rate.name} has the Retry-After {refused.exchange.header('retry-after')!r}.",
            refused.exchange,
            subject=f"{rate.name}: no seconds",
        ):
            continue
        assert told is not None
        least, most = meter.bucket.retry_after(refused.before)
        context.expect(
            least <= told <= most,
            f"The 429 of {rate.name} says to wait {told} s; a token is due in "
            f"{least if least == most else f'{least} to {most}'} s.",
            refused.exchange,
            subject=f"{rate.name}: wrong",
        )
        allowed = context.client.budget.allows(told + 1) and not (context.quick and told > _QUICK_WAIT)
        if not allowed:
            context.note(f"{rate.name}: {told} s were not waited for")
            continue
        if told > 1:
            waits.append((refused.started + told - 1 - _EARLY, True, meter, refused))
        waits.append((refused.ended + told + _LATE, False, meter, refused))
    late: set[str] = set()
    for moment, early, meter, refused in context.each(sorted(waits, key=lambda each: each[0])):
        if meter.rate.name in late:
            continue
        context.client.budget.wait(moment - clock.monotonic())
        told = refused.retry_after or 0
        again = meter.ask()
        if early and again.admitted and again.ended > refused.started + told - 1:
            # The suite was held up, and has taken the token itself that was to be waited for.
            late.add(meter.rate.name)
            context.note(f"{meter.rate.name}: the machine was too busy to ask a second early")
        elif not early:
            context.expect(
                again.admitted,
                f"{meter.rate.name} said to wait {told} s, and refuses after "
                f"{again.started - refused.ended:.2f} s.",
                refused.exchange,
                again.exchange,
                subject=f"{meter.rate.name}: too early",
            )
        else:
            context.expect(
                not again.admitted,
                f"{meter.rate.name} said to wait {told} s, and admits after "
                f"{again.ended - refused.started:.2f} s.",
                refused.exchange,
                again.exchange,
                subject=f"{meter.rate.name}: too late",
            )


@check(
    "RL-04",
    area="limits",
    title="RateLimit agrees with what happens",
    source="draft-ietf-httpapi-ratelimit-headers section 4; components/headers/RateLimit",
    needs=_PROBE,
)
def rate_limit_is_true(context: CheckContext) -> None:
    """`RateLimit` names the class, the requests left (`r`) and the seconds until the bucket is full (`t`).

    They are held against every response while a bucket is used up and some time after, also against those
    of requests that fail. A client that paces itself by them must never meet a 429.
    """
    key = context.client.fresh_probe()
    meters = [
        Meter(context, rate, operation, key, judging=False).prepare()
        for rate, operation in classes(context, burst=_QUICK_BURST if context.quick else None)
        if _documents(operation, "RateLimit")
    ]
    for meter in context.each(meters):
        _hold_state(context, meter, meter.drain())
        _hold_state(context, meter, meter.ask())
    if context.client.budget.allows(_PAUSE):
        context.client.budget.wait(_PAUSE)
    for meter in meters:
        for _ in range(3):
            _hold_state(context, meter, meter.ask())


def _hold_state(context: CheckContext, meter: Meter, reading: Reading) -> None:
    rate, exchange = meter.rate, reading.exchange
    state = next((each for each in _read(exchange.header("ratelimit")) if each.name == rate.name), None)
    if not context.expect(
        state is not None,
        f"RateLimit does not tell where the caller stands in {rate.name}: {exchange.header('ratelimit')}",
        exchange,
        subject=f"{rate.name}: absent",
    ):
        return
    assert state is not None
    for letter, bounds in (
        ("r", meter.bucket.remaining(reading.before, admitted=reading.admitted)),
        ("t", meter.bucket.reset(reading.before, admitted=reading.admitted)),
    ):
        if letter in state.values or letter == "r":
            told = state.values.get(letter)
            least, most = bounds
            context.expect(
                told is not None and least <= told <= most,
                f"RateLimit of {rate.name} says {letter}={told}; it is "
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
    """The first requests of a key are told `burst` less one, less two and so on, whatever their outcome."""
    key = context.client.fresh_probe()
    for rate, operation in context.each(list(classes(context))):
        if _documents(operation, "RateLimit"):
            meter = Meter(context, rate, operation, key, judging=False).prepare()
            for _ in range(3):
                _hold_state(context, meter, meter.ask())


@check(
    "RL-17",
    area="limits",
    title="RateLimit-Policy is the class of the contract",
    source="draft-ietf-httpapi-ratelimit-headers section 3; x-rate-limits",
    needs=[Need.DOCUMENTED_LIMITS, Need.FULL],
)
def policy_is_the_contracts(context: CheckContext) -> None:
    """Every limited operation's `RateLimit-Policy` names its class with the contract's quota and window.

    A key whose plan multiplies the limits is told the multiplied ones.
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
        told = policies[0].values
        wanted |= {name: int(rate.burst * factor) for name in told if name.endswith("burst")}
        context.expect(
            all(told.get(name) == value for name, value in wanted.items()),
            f"RateLimit-Policy says {told}, the contract {wanted}.",
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
