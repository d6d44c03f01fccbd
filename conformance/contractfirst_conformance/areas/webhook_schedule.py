"""How often, and for how long, an endpoint that never recovers is tried."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from contractfirst_conformance.areas.webhook_changes import ApiChange, creation
from contractfirst_conformance.areas.webhook_subscriptions import RegisteredWebhook, Subscriptions
from contractfirst_conformance.check import Stage, check
from contractfirst_conformance.context import CheckContext
from contractfirst_conformance.credentials import Need
from contractfirst_conformance.receiver import Arrival, EndpointReply, RecordingReceiver

_DAY = 86_400.0
_SHORTEST = 2.5 * _DAY
_LONGEST = 3.5 * _DAY
_QUIET = _DAY
_MOST = 10
_ARRIVAL_SECONDS = 5.0


@check(
    "WH-31",
    area="webhooks",
    title="After ten attempts in about three days the webhook is disabled",
    source="webhooks: responses: default; getWebhook: description",
    needs=[Need.FULL, Need.WEBHOOK_RECEIVER],
    stage=Stage.FRESH,
    quick=False,
)
def whole_schedule(context: CheckContext) -> None:
    """An endpoint that never recovers is tried up to ten times in about three days, and then no more.

    Each attempt must come when the list of deliveries says that it is due, and the first and last are
    between 2.5 and 3.5 days apart. Afterwards the webhook is disabled, shows the reason, and receives
    nothing for a day. This is checked where the suite can set the server's clock.
    """
    if not context.client.budget.allows(_LONGEST + _QUIET):
        context.skip("it takes three days, and the wait budget has less")
    subscriptions = Subscriptions.of(context.server)
    if subscriptions.listing is None:
        context.skip("the contract does not list deliveries, so the due times of attempts are not known")
    receiver = RecordingReceiver(context.client.credentials.server.webhook_host, context.client.clock)
    try:
        _sit_through(context, subscriptions, receiver)
    finally:
        receiver.close()


def _sit_through(context: CheckContext, subscriptions: Subscriptions, receiver: RecordingReceiver) -> None:
    event = next((each for each in subscriptions.types if each.endswith(".created")), "")
    hook = subscriptions.register(receiver.endpoint(EndpointReply(500)), [event] if event else ())
    change = creation(context, event)
    if change is None:
        context.skip("the API creates nothing that raises an event")
    if not receiver.wait(partial(_came, hook, change, 1), _ARRIVAL_SECONDS):
        context.skip("nothing arrived; see the checks of what must")
    while len(_arrivals(hook, change)) <= _MOST:
        due = _next_attempt(subscriptions, receiver, hook, change)
        if due is None or not _comes_when_due(context, receiver, hook, change, due):
            break
    _check_attempts(context, subscriptions, hook, change)


def _arrivals(hook: RegisteredWebhook, change: ApiChange) -> list[Arrival]:
    return [each for each in hook.endpoint.events(change.event) if each.data.get("id") == change.id]


def _came(hook: RegisteredWebhook, change: ApiChange, count: int) -> bool:
    return len(_arrivals(hook, change)) >= count


def _next_attempt(
    subscriptions: Subscriptions, receiver: RecordingReceiver, hook: RegisteredWebhook, change: ApiChange
) -> float | None:
    """Return when the next attempt is due by the list, once it shows those that were made."""
    arrivals = _arrivals(hook, change)
    delivery: Mapping[str, Any] = {}

    def shown() -> bool:
        nonlocal delivery
        listed, _ = subscriptions.deliveries(hook)
        delivery = next((each for each in listed if each.get("event_id") == arrivals[0].id), {})
        return len(delivery.get("attempts", ())) >= len(arrivals)

    receiver.wait(shown, _ARRIVAL_SECONDS)
    due = delivery.get("next_attempt_at")
    return datetime.fromisoformat(str(due)).timestamp() if due else None


def _comes_when_due(
    context: CheckContext, receiver: RecordingReceiver, hook: RegisteredWebhook, change: ApiChange, due: float
) -> bool:
    """Check that the next attempt is due in time and that it comes then."""
    arrivals = _arrivals(hook, change)
    number = len(arrivals) + 1
    shown = arrivals[-1].exchange, change.exchange
    days = (due - arrivals[0].at) / _DAY
    if not context.expect(
        due - arrivals[0].at <= _LONGEST,
        f"Attempt {number} is due {days:.1f} days after the first.",
        *shown,
        subject="too long",
    ):
        return False
    context.client.budget.wait(due - context.client.clock.now())
    return context.expect(
        receiver.wait(partial(_came, hook, change, number), _ARRIVAL_SECONDS),
        f"Attempt {number} did not come when it was due by the list of deliveries.",
        *shown,
        subject=f"attempt {number}",
    )


def _check_attempts(
    context: CheckContext, subscriptions: Subscriptions, hook: RegisteredWebhook, change: ApiChange
) -> None:
    arrivals = _arrivals(hook, change)
    shown = arrivals[-1].exchange, change.exchange
    days = (arrivals[-1].at - arrivals[0].at) / _DAY
    context.expect(len(arrivals) <= _MOST, f"There were more than {_MOST} attempts.", *shown, subject="count")
    context.expect(
        arrivals[-1].at - arrivals[0].at >= _SHORTEST,
        f"The last attempt came {days:.1f} days after the first.",
        *shown,
        subject="too short",
    )
    read = subscriptions.read(hook)
    if subscriptions.enabled_member:
        context.expect(
            read.fields.get(subscriptions.enabled_member) is False
            and any("reason" in name for name in read.fields),
            "After the last attempt the webhook is not disabled with a reason.",
            read,
            subject="disabled",
        )
    context.client.budget.wait(_QUIET)
    context.expect(
        len(_arrivals(hook, change)) == len(arrivals),
        "After the last attempt there was another one.",
        *shown,
        subject="one more",
    )
