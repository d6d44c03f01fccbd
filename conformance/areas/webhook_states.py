"""What becomes of webhooks that fail, and what the API shows of it."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import Any

from conformance.areas.webhook_changes import creation
from conformance.areas.webhook_siege import TIMEOUT, Siege, siege_of
from conformance.areas.webhook_subscriptions import Subscriptions
from conformance.check import Stage, check
from conformance.credentials import Need
from conformance.exchange import Exchange
from conformance.receiver import Answer, Endpoint, Receiver
from conformance.trial import Trial

_NEEDS = [Need.FULL, Need.WEBHOOK_RECEIVER]
_RETRIES = "Standard Webhooks 1.0, deliverability and reliability"
_CLOCKS = 5.0
# From each attempt to the next; the standard's schedule.
_DELAYS = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
_JITTER = 0.1
_MARGIN = 1.0


@check(
    "WH-28",
    area="webhooks",
    title="410 disables a webhook, and it can be enabled again",
    source="webhooks: responses: 410",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def gone_is_disabled(trial: Trial) -> None:
    """An endpoint that answers 410 gets nothing more; reading the webhook shows that, and why.

    When its owner has enabled it again the next event arrives, and no reason is left.
    """
    siege = siege_of(trial)
    enabled, hook = siege.subscriptions.enabled_member, siege.hooks["gone"]
    if siege.gone_read is None or siege.gone_again is None:
        trial.skip("the contract does not show whether a webhook is enabled")
    shown = [each.exchange for each in hook.endpoint.arrivals[:3]]
    trial.expect(
        siege.gone_read.fields.get(enabled) is False,
        "The endpoint answered 410 and its webhook is still enabled.",
        *shown,
        siege.gone_read,
        subject="enabled",
    )
    reasons = [name for name in siege.gone_read.fields if "reason" in name]
    trial.expect(reasons, "A webhook that was disabled does not say why.", siege.gone_read, subject="reason")
    trial.expect(
        siege.gone_before <= 1,
        f"The endpoint answered 410 and got {siege.gone_before - 1} more messages.",
        *shown,
        siege.gone_read,
        subject="sent on",
    )
    trial.expect(
        siege.gone_again.fields.get(enabled) is True
        and not any(siege.gone_again.fields.get(name) for name in reasons),
        "A webhook that its owner has enabled again does not show it.",
        siege.gone_again,
        subject="enabled again",
    )
    trial.expect(
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
def deliveries_are_listed(trial: Trial) -> None:
    """Every attempt is listed once, with when it was made and the status that the endpoint answered.

    A delivery that was answered 2xx has succeeded and one that was answered 410 has failed, and both are
    attempted no more. Signatures, with which a message could be sent by others, are not shown.
    """
    siege = siege_of(trial)
    if siege.subscriptions.listing is None:
        trial.skip("the contract does not list deliveries")
    for name in siege.hooks:
        if name in ("slow", "mute") or not siege.of(name):
            continue
        delivery, exchange = siege.delivery(name)
        trial.expect(delivery, "A delivery that arrived is not listed.", exchange, subject=f"{name}: missing")
        if delivery:
            _judge_attempts(trial, siege, name, delivery, exchange)


def _judge_attempts(
    trial: Trial, siege: Siege, name: str, delivery: Mapping[str, Any], exchange: Exchange
) -> None:
    arrivals, attempts = siege.of(name), list(delivery.get("attempts", ()))
    answered = [each.answered for each in arrivals]
    listed = [each.get("status_code", 0) for each in attempts]
    trial.expect(
        listed == answered,
        f"The attempts were answered {answered}; listed are {listed}.",
        *(each.exchange for each in arrivals),
        exchange,
        subject=f"{name}: attempts",
    )
    wanted = "failed" if name == "gone" else "succeeded"
    trial.expect(
        delivery.get("status") == wanted,
        f"The delivery was answered {answered} and is listed as {delivery.get('status')}.",
        exchange,
        subject=f"{name}: status",
    )
    trial.expect(
        delivery.get("next_attempt_at") is None,
        "The delivery has ended and a next attempt is announced.",
        exchange,
        subject=f"{name}: next attempt",
    )
    intervals = _intervals([_seconds(each.get("at")) for each in attempts])
    seen = _intervals([each.at for each in arrivals])
    trial.expect(
        len(intervals) == len(seen)
        and all(abs(a - b) < _CLOCKS for a, b in zip(intervals, seen, strict=True)),
        f"Attempts that arrived {seen} s apart are listed {intervals} s apart.",
        exchange,
        subject=f"{name}: times",
    )
    text = json.dumps(delivery)
    signatures = [(each.header("webhook-signature") or "none").partition(",")[2] for each in arrivals]
    trial.expect(
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
    source="webhooks: responses",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def silence_is_a_failure(trial: Trial) -> None:
    """An endpoint has 15 seconds to answer; when they are over the attempt has failed and another is due."""
    siege, target = siege_of(trial), trial.target
    if siege.subscriptions.listing is None:
        trial.skip("the contract does not list deliveries")
    before, exchange = siege.delivery("mute")
    early = target.clock.monotonic()
    trial.expect(
        not before.get("attempts"),
        f"An attempt was given up before {TIMEOUT:.0f} s were over.",
        exchange,
        subject="too early",
    )
    hook = siege.hooks["mute"]
    target.budget.wait(siege.started + TIMEOUT + _MARGIN - early)
    siege.deliveries["mute"] = siege.subscriptions.deliveries(hook)
    delivery, exchange = siege.delivery("mute")
    attempts = list(delivery.get("attempts", ()))
    trial.expect(
        attempts and "status_code" not in attempts[0] and delivery.get("status") == "pending",
        f"After {TIMEOUT + _MARGIN:.0f} s without an answer the delivery is not listed as one that failed "
        "and is tried again.",
        *(each.exchange for each in siege.of("mute")[:1]),
        exchange,
        subject="too late",
    )
    if siege.subscriptions.family.delete is not None:
        siege.subscriptions.delete(hook)
    siege.receiver.close()


@check(
    "WH-31",
    area="webhooks",
    title="Ten attempts in three days, then the webhook is disabled",
    source=f"{_RETRIES}: retry schedule",
    needs=_NEEDS,
    stage=Stage.FRESH,
    quick=False,
)
def whole_schedule(trial: Trial) -> None:
    """An endpoint that never recovers is tried after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h.

    Each pause may be a tenth longer. After the tenth attempt the webhook is disabled, says why, and gets
    nothing more. It takes three days: it is judged where the suite can turn the server's clock.
    """
    target = trial.target
    if not target.budget.allows(sum(_DELAYS) * (1 + 2 * _JITTER)):
        trial.skip("it takes three days, and the wait budget has less")
    subscriptions = Subscriptions.of(target)
    receiver = Receiver(target.credentials.server.webhook_host, target.clock)
    try:
        _sit_through(trial, subscriptions, receiver)
    finally:
        receiver.close()


def _sit_through(trial: Trial, subscriptions: Subscriptions, receiver: Receiver) -> None:
    target = trial.target
    event = next((each for each in subscriptions.types if each.endswith(".created")), "")
    endpoint = receiver.endpoint(Answer(500))
    hook = subscriptions.register(endpoint, [event] if event else ())
    change = creation(trial, event)
    if change is None:
        trial.skip("the API creates nothing that raises an event")
    receiver.wait(lambda: bool(endpoint.arrivals), _CLOCKS)
    for number, delay in enumerate(_DELAYS, start=1):
        last = endpoint.arrivals[-1].at if endpoint.arrivals else target.clock.now()
        for moment, most, least in ((delay - _MARGIN, number, 0), (delay * (1 + _JITTER), 99, number + 1)):
            target.budget.wait(last + moment + _MARGIN / 2 - target.clock.now())
            receiver.wait(partial(_has, endpoint, least), _MARGIN)
            count = len(endpoint.arrivals)
            trial.expect(
                least <= count <= most,
                f"{target.clock.now() - last:.0f} s after attempt {number} there were {count} attempts.",
                *(each.exchange for each in endpoint.arrivals[-2:]),
                change.exchange,
                subject=f"attempt {number + 1}",
            )
    target.budget.wait(_DELAYS[-1] * 2 * _JITTER)
    read = subscriptions.read(hook)
    trial.expect(
        len(endpoint.arrivals) == len(_DELAYS) + 1,
        f"There were {len(endpoint.arrivals)} attempts.",
        read,
        subject="count",
    )
    trial.expect(
        read.fields.get(subscriptions.enabled_member) is False
        and any("reason" in name for name in read.fields),
        "After the last attempt the webhook is not disabled with a reason.",
        read,
        subject="disabled",
    )


def _has(endpoint: Endpoint, count: int) -> bool:
    return len(endpoint.arrivals) >= count
