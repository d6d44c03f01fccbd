"""What becomes of webhooks that fail, and what the API shows of it."""

import json
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from contractfirst_conformance.areas.webhook_siege import TIMEOUT, Siege, outcome_of, siege_of
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
    """An endpoint that answers 410 gets nothing more; reading the webhook shows that, and why.

    When its owner has enabled it again the next event arrives, and no reason is left.
    """
    siege = siege_of(context)
    enabled, hook = siege.subscriptions.enabled_member, siege.hooks["gone"]
    if siege.gone_read is None or siege.gone_again is None:
        context.skip("the contract does not show whether a webhook is enabled")
    shown = [each.exchange for each in hook.endpoint.arrivals[:3]]
    context.expect(
        siege.gone_read.fields.get(enabled) is False,
        "The endpoint answered 410 and its webhook is still enabled.",
        *shown,
        siege.gone_read,
        subject="enabled",
    )
    reasons = [name for name in siege.gone_read.fields if "reason" in name]
    context.expect(
        reasons, "A webhook that was disabled does not say why.", siege.gone_read, subject="reason"
    )
    context.expect(
        siege.gone_before <= 1,
        f"The endpoint answered 410 and got {siege.gone_before - 1} more messages.",
        *shown,
        siege.gone_read,
        subject="sent on",
    )
    context.expect(
        siege.gone_again.fields.get(enabled) is True
        and not any(siege.gone_again.fields.get(name) for name in reasons),
        "A webhook that its owner has enabled again does not show it.",
        siege.gone_again,
        subject="enabled again",
    )
    context.expect(
        siege.of("gone", -1),
        "A webhook that its owner has enabled again gets nothing.",
        siege.gone_again,
        siege.changes[-1].exchange,
        subject="silent",
    )


@check(
    "WH-29",
    area="webhooks",
    title="The list of deliveries tells the truth",
    source="#/components/schemas/WebhookDelivery",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def deliveries_are_listed(context: CheckContext) -> None:
    """Every attempt is listed once, with when it was made and the status that the endpoint answered.

    A delivery that was answered 2xx has succeeded and one that was answered 410 has failed, and both are
    attempted no more; any other is pending. The list has five seconds to show it. Signatures, with which a
    message could be sent by others, are not shown.
    """
    siege = siege_of(context)
    if siege.subscriptions.listing is None:
        context.skip("the contract does not list deliveries")
    for name in siege.hooks:
        if name in ("slow", "mute") or not siege.of(name):
            continue
        delivery, exchange = siege.delivery(name)
        context.expect(
            delivery, "A delivery that arrived is not listed.", exchange, subject=f"{name}: missing"
        )
        if delivery:
            _judge_attempts(context, siege, name, delivery, exchange)


def _judge_attempts(
    context: CheckContext, siege: Siege, name: str, delivery: Mapping[str, Any], exchange: Exchange
) -> None:
    arrivals, attempts = siege.of(name), list(delivery.get("attempts", ()))
    answered = [each.answered for each in arrivals]
    listed = [each.get("status_code", 0) for each in attempts]
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
    title="No answer in 15 seconds is a failure, and not before",
    source="webhooks: responses: 2XX",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def silence_is_a_failure(context: CheckContext) -> None:
    """An endpoint has 15 seconds to answer; when they are over the attempt has failed and another is due.

    They count from the arrival of the message. In four seconds more the list of deliveries must show it.
    """
    siege = siege_of(context)
    try:
        if siege.subscriptions.listing is None:
            context.skip("the contract does not list deliveries")
        if not siege.of("mute"):
            context.skip("nothing arrived at the endpoint that does not answer")
        _judge_too_early(context, siege)
        _judge_too_late(context, siege)
    finally:
        if siege.subscriptions.family.delete is not None:
            siege.subscriptions.delete(siege.hooks["mute"])
        siege.receiver.close()


def _judge_too_early(context: CheckContext, siege: Siege) -> None:
    """Judge the list as it was after the other endpoints' retries, unless the time was over by then."""
    delivery, exchange = siege.delivery("mute")
    end = siege.of("mute")[0].at + TIMEOUT - _MARGIN
    in_time = exchange.started + exchange.seconds < end
    context.expect(
        not (in_time and delivery.get("attempts")),
        f"An attempt was given up before {TIMEOUT:.0f} s were over.",
        exchange,
        subject="too early",
    )


def _judge_too_late(context: CheckContext, siege: Siege) -> None:
    first = siege.of("mute")[0]
    context.client.budget.wait(first.at + TIMEOUT + _MARGIN - context.client.clock.now())
    end = context.client.clock.now() + _WRITTEN_SECONDS
    while True:
        siege.deliveries["mute"] = siege.subscriptions.deliveries(siege.hooks["mute"])
        delivery, exchange = siege.delivery("mute")
        if delivery.get("attempts") or context.client.clock.now() >= end:
            break
        context.client.clock.sleep(_POLL)
    attempts = list(delivery.get("attempts", ()))
    # Where the list is read late the next attempt may have been answered.
    tried_again = delivery.get("status") == "pending" or len(attempts) > 1
    context.expect(
        attempts and "status_code" not in attempts[0] and tried_again,
        f"{TIMEOUT + _MARGIN + _WRITTEN_SECONDS:.0f} s after a message that was not answered the delivery is "
        "not listed as one that failed and is tried again.",
        first.exchange,
        exchange,
        subject="too late",
    )
