"""What is tried again, when, and with what."""

from collections.abc import Sequence

from contractfirst_conformance.areas.webhook_retry_scenario import (
    LATER,
    RETRY_SECONDS,
    SLACK,
    RetryScenario,
    retry_scenario_of,
)
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.receiver import Arrival

_NEEDS = [Need.FULL, Need.WEBHOOK_RECEIVER]
_NOT_RECEIVED = "webhooks: responses: default"
_FAILING = ("500", "404", "302", "307", "silent", "later")
# An arrival is seen a moment after it was sent, and not before.
_EARLY = 0.3
_AT_ONCE = 1.0
# One that waited for the mute one would wait for 15 s.
_PROMPT = 8.0


def _expect(
    context: CheckContext, scenario: RetryScenario, name: str, kept: object, explanation: str, subject: str
) -> None:
    shown = [each.exchange for each in scenario.of(name)[:3]]
    context.expect(kept, explanation, *shown, scenario.changes[0].exchange, subject=subject)


@check(
    "WH-20",
    area="webhooks",
    title="Failed messages are retried",
    source=_NOT_RECEIVED,
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def failures_are_retried(context: CheckContext) -> None:
    """An endpoint that answers anything but 2xx, or does not answer, is sent the event again.

    Endpoints answer 500, 404, 302, 307, 503 or nothing the first time; each must receive a second message
    within 12 seconds of the first, the one that asks for 8 seconds with `Retry-After` within 14. The
    contract states the number of attempts but not their times, so these limits are the suite's own.
    """
    scenario = retry_scenario_of(context)
    for name in _FAILING:
        _expect(
            context,
            scenario,
            name,
            len(scenario.of(name)) > 1,
            f"A message that was answered {name} was not sent again.",
            name,
        )


@check(
    "WH-21",
    area="webhooks",
    title="Delivered messages are not sent again",
    source="webhooks: responses",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def successes_are_final(context: CheckContext) -> None:
    """Every 2xx is a success: after a 200 or 204, also to a retry, no further message follows."""
    scenario = retry_scenario_of(context)
    most = {"204": 1, "200": 2 if scenario.redelivered is not None else 1, **dict.fromkeys(_FAILING, 2)}
    for name, count in most.items():
        found = len(scenario.of(name))
        reported = f"The endpoint {name} got an event {found} times; it had answered 2xx after {count}."
        _expect(context, scenario, name, found <= count, reported, name)


@check(
    "WH-22",
    area="webhooks",
    title="Redirects are not followed",
    source="webhooks: responses",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def redirects_are_not_followed(context: CheckContext) -> None:
    """A redirect is a failure, and the address in its `Location` is never requested.

    A server that follows redirects lets any receiver send it to addresses inside its own network.
    """
    scenario = retry_scenario_of(context)
    trapped = scenario.trap.arrivals
    for name in ("302", "307"):
        context.expect(
            not trapped,
            f"The target of a redirect was called with {trapped[0].method if trapped else ''}.",
            *(each.exchange for each in trapped[:2]),
            scenario.hooks[name].created,
            subject=name,
        )


@check(
    "WH-23",
    area="webhooks",
    title="The first retry comes soon, but not immediately",
    source=_NOT_RECEIVED,
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def first_retry_is_in_time(context: CheckContext) -> None:
    """The first retry comes between 1 and 12 seconds after the failure.

    Immediate retries add to the load that made the receiver fail, and use up the attempts long before the
    three days that the contract promises. The contract has no exact schedule, so both limits are the suite's
    own.
    """
    scenario = retry_scenario_of(context)
    for name in _FAILING:
        arrivals = scenario.of(name)
        if name == "later" or len(arrivals) < 2:
            continue
        after = arrivals[1].at - arrivals[0].at
        _expect(
            context,
            scenario,
            name,
            _AT_ONCE - _EARLY <= after <= RETRY_SECONDS,
            f"The retry after {name} came after {after:.1f} s, not after {_AT_ONCE:.0f} to "
            f"{RETRY_SECONDS:.0f} s.",
            name,
        )


@check(
    "WH-24",
    area="webhooks",
    title="Retry-After is honoured",
    source=f"{_NOT_RECEIVED}; RFC 9110 section 10.2.3",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def retry_after_is_obeyed(context: CheckContext) -> None:
    """After a 503 with `Retry-After: 8` no message comes for 8 seconds, and one within 6 more."""
    scenario = retry_scenario_of(context)
    arrivals = scenario.of("later")
    if len(arrivals) < 2:
        context.fail(
            f"After Retry-After: {LATER} the message did not come again within {LATER + SLACK:.0f} s.",
            *(each.exchange for each in arrivals),
            scenario.changes[0].exchange,
            subject="never",
        )
        return
    after = arrivals[1].at - arrivals[0].at
    _expect(
        context,
        scenario,
        "later",
        after >= LATER - _EARLY,
        f"After Retry-After: {LATER} the message came again after {after:.1f} s.",
        "too early",
    )


@check(
    "WH-25",
    area="webhooks",
    title="A retry is the same message, signed again",
    source="Standard Webhooks 1.0, webhook headers",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def retries_are_the_same_message(context: CheckContext) -> None:
    """Every attempt has the same `webhook-id` and body, its own timestamp and its own signature.

    Receivers drop ids that they have seen, and refuse old timestamps.
    """
    scenario = retry_scenario_of(context)
    for name in _FAILING:
        arrivals = scenario.of(name)
        if len(arrivals) > 1:
            _check_attempts(context, scenario, name, arrivals)


@check(
    "WH-26",
    area="webhooks",
    title="A delivery is sent again on request",
    source="webhooks",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def redelivery_comes(context: CheckContext) -> None:
    """A successful delivery is sent once more on request: the same id and body, signed again."""
    scenario = retry_scenario_of(context)
    if scenario.redelivered is None:
        context.skip("no delivery could be sent again: there is no operation for it, or it was not listed")
    arrivals = scenario.of("200")
    context.expect(
        scenario.redelivered.succeeded and len(arrivals) > 1,
        "What was asked for again did not come again.",
        *(each.exchange for each in arrivals),
        scenario.redelivered,
        subject="missing",
    )
    if len(arrivals) > 1:
        _check_attempts(context, scenario, "200", arrivals)


def _check_attempts(
    context: CheckContext, scenario: RetryScenario, name: str, arrivals: Sequence[Arrival]
) -> None:
    first, second = arrivals[:2]
    stamps = [each.header("webhook-timestamp") or "" for each in (first, second)]
    _expect(
        context, scenario, name, first.id and first.id == second.id, "A retry has another id.", f"{name}: id"
    )
    _expect(context, scenario, name, first.body == second.body, "A retry has another body.", f"{name}: body")
    _expect(
        context,
        scenario,
        name,
        stamps[0] != stamps[1] and all(stamp.isdecimal() for stamp in stamps),
        "A retry has the timestamp of the first attempt.",
        f"{name}: timestamp",
    )
    _expect(
        context,
        scenario,
        name,
        second.signed_with(scenario.hooks[name].secret),
        "The signature of a retry is wrong.",
        f"{name}: signature",
    )


@check(
    "WH-27",
    area="webhooks",
    title="An endpoint that never answers delays no other",
    source="Standard Webhooks 1.0, deliverability and reliability",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def slow_endpoints_hold_up_nobody(context: CheckContext) -> None:
    """While one endpoint keeps messages waiting, the same events reach another within seconds."""
    scenario = retry_scenario_of(context)
    if not scenario.of("slow"):
        context.skip("nothing arrived at the endpoint that does not answer")
    for change in scenario.changes[1:-1]:
        seconds = scenario.prompt.get(change.id)
        context.expect(
            seconds is not None and seconds <= _PROMPT,
            "An event took longer than "
            f"{_PROMPT:.0f} s to an endpoint that answers at once, while another one does not.",
            scenario.hooks["slow"].created,
            change.exchange,
        )
