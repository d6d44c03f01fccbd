"""What becomes of webhooks that fail, and what the API shows of it."""

import json
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from contractfirst_conformance.areas.webhook_retry_scenario import (
    TIMEOUT,
    RetryScenario,
    outcome_of,
    retry_scenario_of,
)
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.exchange import Exchange

_NEEDS = [Need.FULL, Need.WEBHOOK_RECEIVER]
_CLOCKS = 5.0
# A message is sent a moment before it arrives.
_MARGIN = 1.0
_WRITTEN_SECONDS = 3.0
_POLL = 0.5


@check(
    "WH-28",
    area="webhooks",
    title="410 disables a webhook, and it can be enabled again",
    source="webhooks: responses: 410",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def gone_is_disabled(context: CheckContext) -> None:
    """An endpoint that answers 410 receives nothing more; reading the webhook shows this and the reason.

    When its owner enables it again, the next event arrives and the reason is gone.
    """
    scenario = retry_scenario_of(context)
    enabled, hook = scenario.subscriptions.enabled_member, scenario.hooks["gone"]
    if scenario.gone_read is None or scenario.gone_again is None:
        context.skip("the contract does not show whether a webhook is enabled")
    shown = [each.exchange for each in hook.endpoint.arrivals[:3]]
    context.expect(
        scenario.gone_read.fields.get(enabled) is False,
        "The endpoint answered 410 and its webhook is still enabled.",
        *shown,
        scenario.gone_read,
        subject="enabled",
    )
    reasons = [name for name in scenario.gone_read.fields if "reason" in name]
    context.expect(
        reasons, "A webhook that was disabled does not say why.", scenario.gone_read, subject="reason"
    )
    context.expect(
        scenario.gone_before <= 1,
        f"The endpoint answered 410 and got {scenario.gone_before - 1} more messages.",
        *shown,
        scenario.gone_read,
        subject="sent on",
    )
    context.expect(
        scenario.gone_again.fields.get(enabled) is True
        and not any(scenario.gone_again.fields.get(name) for name in reasons),
        "A webhook that its owner has enabled again does not show it.",
        scenario.gone_again,
        subject="enabled again",
    )
    context.expect(
        scenario.of("gone", -1),
        "A webhook that its owner has enabled again gets nothing.",
        scenario.gone_again,
        scenario.changes[-1].exchange,
        subject="silent",
    )


@check(
    "WH-29",
    area="webhooks",
    title="The list of deliveries is accurate",
    source="#/components/schemas/WebhookDelivery",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def deliveries_are_listed(context: CheckContext) -> None:
    """Every attempt is listed once, with its time and the status that the endpoint answered.

    A delivery answered with 2xx has succeeded, one answered with 410 has failed, and neither is attempted
    again; any other is pending. The list must be up to date within five seconds. It must not show
    signatures, with which others could send the message.
    """
    scenario = retry_scenario_of(context)
    if scenario.subscriptions.listing is None:
        context.skip("the contract does not list deliveries")
    for name in scenario.hooks:
        if name in ("slow", "mute") or not scenario.of(name):
            continue
        delivery, exchange = scenario.delivery(name)
        context.expect(
            delivery, "A delivery that arrived is not listed.", exchange, subject=f"{name}: missing"
        )
        if delivery:
            _check_attempts(context, scenario, name, delivery, exchange)


def _check_attempts(
    context: CheckContext, scenario: RetryScenario, name: str, delivery: Mapping[str, Any], exchange: Exchange
) -> None:
    arrivals, attempts = scenario.of(name), list(delivery.get("attempts", ()))
    answered = [each.answered for each in arrivals]
    listed = [each.get("status_code") or 0 for each in attempts]
    context.expect(
        listed == answered,
        f"The attempts were answered {answered}; listed are {listed}.",
        *(each.exchange for each in arrivals),
        exchange,
        subject=f"{name}: attempts",
    )
    wanted = outcome_of(arrivals[-1].answered)
    context.expect(
        delivery.get("status") == wanted,
        f"The delivery was answered {answered} and is listed as {delivery.get('status')}.",
        exchange,
        subject=f"{name}: status",
    )
    context.expect(
        wanted == "pending" or delivery.get("next_attempt_at") is None,
        "The delivery has ended and a next attempt is announced.",
        exchange,
        subject=f"{name}: next attempt",
    )
    intervals = _intervals([_seconds(each.get("at")) for each in attempts])
    seen = _intervals([each.at for each in arrivals])
    context.expect(
        len(intervals) == len(seen)
        and all(abs(a - b) < _CLOCKS for a, b in zip(intervals, seen, strict=True)),
        f"Attempts that arrived {seen} s apart are listed {intervals} s apart.",
        exchange,
        subject=f"{name}: times",
    )
    text = json.dumps(delivery)
    signatures = [(each.header("webhook-signature") or "none").partition(",")[2] for each in arrivals]
    context.expect(
        not any(each and each in text for each in signatures),
        "The list of deliveries shows a signature.",
        exchange,
        subject=f"{name}: signature",
    )


def _intervals(moments: list[float]) -> list[float]:
    return [round(later - earlier, 1) for earlier, later in pairwise(moments)]


def _seconds(timestamp: object) -> float:
    try:
        return datetime.fromisoformat(str(timestamp)).timestamp()
    except ValueError:
        return 0.0


@check(
    "WH-30",
    area="webhooks",
    title="An attempt times out after 15 seconds",
    source="webhooks: responses: 2XX",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def silence_is_a_failure(context: CheckContext) -> None:
    """If an endpoint does not answer for 15 seconds, and not before, the attempt has failed.

    The time counts from the arrival of the message. The list of deliveries must show the failure within four
    more seconds.
    """
    scenario = retry_scenario_of(context)
    try:
        if scenario.subscriptions.listing is None:
            context.skip("the contract does not list deliveries")
        if not scenario.of("mute"):
            context.skip("nothing arrived at the endpoint that does not answer")
        _check_too_early(context, scenario)
        _check_too_late(context, scenario)
    finally:
        if scenario.subscriptions.family.delete is not None:
            scenario.subscriptions.delete(scenario.hooks["mute"])
        scenario.receiver.close()


def _check_too_early(context: CheckContext, scenario: RetryScenario) -> None:
    """Check the list as it was after the other endpoints' retries, unless the time was over by then."""
    delivery, exchange = scenario.delivery("mute")
    end = scenario.of("mute")[0].at + TIMEOUT - _MARGIN
    in_time = exchange.started + exchange.seconds < end
    context.expect(
        not (in_time and delivery.get("attempts")),
        f"An attempt was given up before {TIMEOUT:.0f} s were over.",
        exchange,
        subject="too early",
    )


def _check_too_late(context: CheckContext, scenario: RetryScenario) -> None:
    first = scenario.of("mute")[0]
    context.client.budget.wait(first.at + TIMEOUT + _MARGIN - context.client.clock.now())
    end = context.client.clock.now() + _WRITTEN_SECONDS
    while True:
        scenario.deliveries["mute"] = scenario.subscriptions.deliveries(scenario.hooks["mute"])
        delivery, exchange = scenario.delivery("mute")
        if delivery.get("attempts") or context.client.clock.now() >= end:
            break
        context.client.clock.sleep(_POLL)
    attempts = list(delivery.get("attempts", ()))
    # Where the list is read late the next attempt may have been answered.
    tried_again = delivery.get("status") == "pending" or len(attempts) > 1
    context.expect(
        attempts and attempts[0].get("status_code") is None and tried_again,
        f"{TIMEOUT + _MARGIN + _WRITTEN_SECONDS:.0f} s after a message that was not answered the delivery is "
        "not listed as one that failed and is tried again.",
        first.exchange,
        exchange,
        subject="too late",
    )
